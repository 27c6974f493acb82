/* A spec with its file. The file's bytes as they were read are the base of every save: whatever
 * else stands there by then was written by someone else and is left alone. */
#include "workspace/sheet.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "copied_internal.h"
#include "recovery_internal.h"
#include "sheet_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ── create ── */

struct sheet *sheet_make(struct workspace *workspace, const struct form *form)
{
    struct sheet *sheet = memory_allocate(sizeof *sheet);
    sheet->workspace = workspace;
    sheet->spec = spec_new(form);
    sheet->file = spec_file_new("", form);
    sheet->is_new = true;
    return sheet;
}

int sheet_open(struct workspace *workspace, const char *path, struct sheet **out,
               struct error *error)
{
    struct buffer bytes = {0};
    struct sheet *sheet = memory_allocate(sizeof *sheet);
    int result = -1;
    *out = NULL;
    sheet->workspace = workspace;
    sheet->path = memory_copy_string(path);
    if (workspace_read_bytes(workspace, path, &bytes, error) != 0 ||
        recovery_check_whole(workspace, path, &bytes, error) != 0 ||
        workspace_parse(workspace, path, &bytes, NULL, &sheet->file, &sheet->spec, error) != 0)
        goto out;
    *out = sheet;
    sheet = NULL;
    result = 0;
out:
    sheet_close(sheet);
    buffer_done(&bytes);
    return result;
}

void sheet_close(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    recovery_end(sheet);
    copied_done(sheet);
    sheet_forget_approval(sheet);
    free(sheet->read_only);
    spec_free(sheet->spec);
    spec_file_free(sheet->file);
    free(sheet->path);
    free(sheet);
}

/* ── ask ── */

struct spec *sheet_spec(struct sheet *sheet)
{
    return sheet->spec;
}

struct workspace *sheet_workspace(struct sheet *sheet)
{
    return sheet->workspace;
}

static char *unnamed_path(const struct sheet *sheet)
{
    const char *folder = workspace_specs_folder(sheet->workspace);
    for (unsigned number = 1;; number++) {
        char *path = memory_format("%s/unnamed-%u.yaml", folder, number);
        if (!file_exists_beneath(sheet->workspace->directory, path))
            return path;
        free(path);
    }
}

const char *sheet_path(struct sheet *sheet)
{
    if (!sheet->is_new)
        return sheet->path;
    free(sheet->path);
    sheet->path = NULL;
    if (layout_path_for(sheet->workspace->layout, sheet->spec, &sheet->path, NULL) != 0)
        sheet->path = unnamed_path(sheet);
    return sheet->path;
}

bool sheet_is_new(const struct sheet *sheet)
{
    return sheet->is_new;
}

bool sheet_is_modified(const struct sheet *sheet)
{
    return spec_is_modified(sheet->spec);
}

const char *sheet_read_only_reason(const struct sheet *sheet)
{
    return sheet->read_only;
}

bool sheet_is_current(struct sheet *sheet)
{
    struct buffer bytes = {0};
    size_t length = 0;
    const char *base = spec_file_bytes(sheet->file, &length);
    if (sheet->is_new || sheet->gone)
        return !file_exists_beneath(sheet->workspace->directory, sheet_path(sheet));
    bool current = workspace_read_bytes(sheet->workspace, sheet->path, &bytes, NULL) == 0 &&
                   bytes.length == length && memcmp(buffer_string(&bytes), base, length) == 0;
    buffer_done(&bytes);
    return current;
}

void sheet_copy_bytes(const struct sheet *sheet, struct buffer *out)
{
    size_t length = 0;
    const char *bytes = spec_file_bytes(sheet->file, &length);
    buffer_append(out, bytes, length);
}

static void check_in_world(struct sheet *sheet, bool alone, struct findings *findings)
{
    const char *path = sheet->is_new ? NULL : sheet->path;
    struct check_world world = workspace_check_world(sheet->workspace, path);
    if (alone) {
        world.knows_id = NULL;
        world.duplicate_of = NULL;
        world.twin_of = NULL;
    }
    check_spec(sheet->spec, &world, findings);
    copied_read(sheet);
    copied_check(sheet, findings);
    sheet_check_approval(sheet, alone, findings);
}

void sheet_check(struct sheet *sheet, struct findings *findings)
{
    check_in_world(sheet, false, findings);
}

void sheet_check_alone(struct sheet *sheet, struct findings *findings)
{
    check_in_world(sheet, true, findings);
}

/* ── save ── */

struct collision {
    const char *path;
    char *found;
};

static int compare_path(void *context, const char *path, struct error *error)
{
    struct collision *collision = context;
    (void)error;
    if (!utf8_equal_caseless(path, collision->path))
        return 0;
    collision->found = memory_copy_string(path);
    return 1;
}

/* Two names that differ in case only are one file on other people's machines. */
static int check_name_is_free(struct sheet *sheet, const char *path, struct error *error)
{
    struct collision collision = {path, NULL};
    int result = file_walk_beneath(sheet->workspace->directory,
                                   workspace_specs_folder(sheet->workspace), ".yaml", compare_path,
                                   &collision, error);
    if (result > 0)
        error_set(error, ERROR_REFUSED, "%s exists already; open it, or choose another ID",
                  collision.found);
    free(collision.found);
    return result == 0 ? 0 : -1;
}

int sheet_save(struct sheet *sheet, struct error *error)
{
    struct buffer bytes = {0};
    struct file_base base = {0};
    struct journal_file *texts = NULL;
    const char *path = sheet_path(sheet);
    int result = -1;
    if (workspace_path_is_outside(path))
        return error_set(error, ERROR_REFUSED,
                         "%s lies outside the working copy and is only read", path);
    if (sheet->read_only != NULL)
        return error_set(error, ERROR_REFUSED, "%s cannot be saved: %s", path, sheet->read_only);
    if (!sheet->is_new && !sheet->gone && !spec_is_modified(sheet->spec))
        return 0;
    if (sheet->is_new && check_name_is_free(sheet, path, error) != 0)
        return -1;
    if (spec_file_write(sheet->file, sheet->spec, &bytes, error) != 0)
        goto out;
    if (!sheet->is_new && !sheet->gone) {
        base.bytes = spec_file_bytes(sheet->file, &base.length);
        texts = recovery_keep_texts(sheet, &bytes);
    }
    if (file_save_beneath(sheet->workspace->directory, path, buffer_string(&bytes), bytes.length,
                          &base, base.bytes == NULL, error) != 0)
        goto out;
    if (base.bytes != NULL)
        recovery_keep_version(sheet);
    spec_file_written(sheet->file, sheet->spec);
    sheet->is_new = false;
    sheet->gone = false;
    workspace_forget_ids(sheet->workspace);
    recovery_after_save(sheet);
    copied_keep(sheet, NULL);
    result = 0;
out:
    recovery_drop_texts(texts, result == 0);
    buffer_done(&bytes);
    return result;
}
