/* A new ID for a spec, and a new name for its file; and its end. */
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "copied_internal.h"
#include "recovery_internal.h"
#include "sheet_internal.h"

#include <stdlib.h>
#include <string.h>

/* Where the file goes: to where a new spec with this ID would, if the file stands where the old ID
 * puts it; else it stays in its folder. */
static int choose_path(struct sheet *sheet, const char *old_place, char **path, struct error *error)
{
    if (layout_path_for(sheet->workspace->layout, sheet->spec, path, error) != 0)
        return -1;
    if (strcmp(old_place, sheet->path) == 0)
        return 0;
    free(*path);
    char *folder = path_folder(sheet->path);
    char *name = memory_format("%s.yaml", spec_id(sheet->spec));
    *path = path_join(folder, name);
    free(folder);
    free(name);
    return path_check(*path, strlen(*path), error);
}

static int check_free(const struct sheet *sheet, const char *id, struct error *error)
{
    struct check_world world = workspace_check_world(sheet->workspace, sheet->path);
    const char *other = world.duplicate_of(world.context, id, sheet->path);
    if (other == NULL)
        return 0;
    return error_set(error, ERROR_INPUT, "there is a specification %s already: %s", id, other);
}

int sheet_check_rename(const struct sheet *sheet, const char *id, struct error *error)
{
    if (workspace_check_inside(sheet->path, error) != 0 || path_check_id(id, error) != 0)
        return -1;
    return check_free(sheet, id, error);
}

int sheet_rename(struct sheet *sheet, const char *id, struct error *error)
{
    char *old_place = NULL;
    char *path = NULL;
    char *old_path = memory_copy_string(sheet->path);
    int result = -1;
    if (sheet_check_rename(sheet, id, error) != 0)
        goto out;
    if (layout_path_for(sheet->workspace->layout, sheet->spec, &old_place, NULL) != 0)
        old_place = memory_copy_string("");
    copied_read(sheet);
    sheet_answer_id(sheet, id);
    if (choose_path(sheet, old_place, &path, error) != 0)
        goto out;
    int directory = sheet->workspace->directory;
    bool moves = strcmp(path, old_path) != 0;
    if (moves && file_rename_beneath(directory, old_path, path, true, error) != 0)
        goto out;
    free(sheet->path);
    sheet->path = memory_copy_string(path);
    result = sheet_save(sheet, error);
    if (result != 0 && moves && file_rename_beneath(directory, path, old_path, false, NULL) != 0)
        error_prefix(error, "the file is %s now, but still has the old ID", path);
    if (result == 0)
        copied_keep(sheet, old_path);
    workspace_forget_ids(sheet->workspace);
out:
    free(old_place);
    free(old_path);
    free(path);
    return result;
}

int sheet_delete(struct sheet *sheet, struct error *error)
{
    if (workspace_check_inside(sheet->path, error) != 0)
        return -1;
    if (!sheet_is_current(sheet))
        return error_set(error, ERROR_CHANGED, "%s was changed by another program; look at it first",
                         sheet->path);
    /* What was never committed is still a version. */
    recovery_keep_version(sheet);
    workspace_forget_ids(sheet->workspace);
    if (file_remove_beneath(sheet->workspace->directory, sheet->path, error) != 0)
        return -1;
    copied_forget(sheet);
    return 0;
}
