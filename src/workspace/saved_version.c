#include "workspace/saved_version.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "model/change.h"
#include "recovery_internal.h"
#include "sheet_internal.h"
#include "store/version_store.h"

#include <stdlib.h>
#include <string.h>

struct history {
    struct workspace *workspace;
    const char *path;
    char key[DIGEST_SIZE];
    struct versions versions;
};

static void open_history(struct history *history, struct workspace *workspace, const char *path)
{
    history->workspace = workspace;
    history->path = path;
    recovery_key(workspace, path, history->key);
    version_store_list(workspace->root, history->key, &history->versions);
}

static bool has_versions(struct workspace *workspace, const char *path)
{
    struct history history = {0};
    open_history(&history, workspace, path);
    bool some = history.versions.count > 0;
    versions_done(&history.versions);
    return some;
}

/* ── of what is gone ── */

/* A path as seen from the current folder, as seen from the root; owned. NULL: not beneath it. */
static char *path_beneath(const struct workspace *workspace, const char *name)
{
    const char *slash = strrchr(name, '/');
    char *folder = slash == name ? memory_copy_string("/") : path_folder(name);
    char *real = realpath(folder[0] != '\0' ? folder : ".", NULL);
    char *whole =
        real != NULL ? memory_format("%s/%s", real, slash != NULL ? slash + 1 : name) : NULL;
    size_t length = strlen(workspace->root);
    char *path = NULL;
    if (whole != NULL && strncmp(whole, workspace->root, length) == 0 && whole[length] == '/')
        path = memory_copy_string(whole + length + 1);
    free(whole);
    free(real);
    free(folder);
    return path;
}

/* Where a specification of this ID would be; owned. */
static char *path_of_id(struct workspace *workspace, const char *id)
{
    struct sheet *sheet = NULL;
    if (sheet_new(workspace, NULL, NULL, &sheet, NULL) != 0)
        return NULL;
    sheet_answer_id(sheet, id);
    char *path = memory_copy_string(sheet_path(sheet));
    sheet_close(sheet);
    return path;
}

/* Before what is there: a whole ID that is gone may begin that of another one. */
int saved_version_find(struct workspace *workspace, const char *name, char **path,
                       struct error *error)
{
    *path = NULL;
    if (workspace->root[0] == '\0')
        return workspace_find(workspace, name, path, error);
    char *places[] = {path_beneath(workspace, name), memory_copy_string(name),
                      path_of_id(workspace, name)};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (*path == NULL && places[i] != NULL &&
            !file_exists_beneath(workspace->directory, places[i]) &&
            has_versions(workspace, places[i]))
            *path = places[i];
        else
            free(places[i]);
    }
    return *path != NULL ? 0 : workspace_find(workspace, name, path, error);
}

/* ── list, read, restore ── */

static int read_version(const struct history *history, size_t index, struct buffer *out,
                        struct error *error)
{
    return version_store_read(history->workspace->root, history->key,
                              history->versions.items[index].name, out, error);
}

/* NULL if it is no specification, or its form is gone. */
static struct spec *parse_version(const struct history *history, size_t index)
{
    struct buffer bytes = {0};
    struct spec *spec = NULL;
    if (index >= history->versions.count || read_version(history, index, &bytes, NULL) != 0 ||
        workspace_parse(history->workspace, history->path, &bytes, NULL, NULL, &spec, NULL) != 0)
        spec = NULL;
    buffer_done(&bytes);
    return spec;
}

static void describe_changes(const struct spec *before, const struct spec *after,
                             struct buffer *out)
{
    struct changes changes = {0};
    if (before == NULL || after == NULL || spec_form(before) != spec_form(after))
        return;
    changes_find(before, after, &changes);
    for (size_t i = 0; i < changes.count; i++) {
        if (i > 0)
            buffer_append_byte(out, '\n');
        change_describe(&changes.items[i], out);
    }
    changes_done(&changes);
}

static bool is_current(const struct history *history, size_t index, const struct buffer *now)
{
    struct buffer bytes = {0};
    bool same = read_version(history, index, &bytes, NULL) == 0 && bytes.length == now->length &&
                memcmp(buffer_string(&bytes), buffer_string(now), now->length) == 0;
    buffer_done(&bytes);
    return same;
}

size_t saved_version_walk(struct workspace *workspace, const char *path,
                          void (*visit)(void *context, const struct saved_version *version),
                          void *context)
{
    struct history history = {0};
    struct buffer now = {0};
    open_history(&history, workspace, path);
    bool exists = workspace_read_bytes(workspace, path, &now, NULL) == 0;
    struct spec *after = parse_version(&history, 0);
    for (size_t i = 0; i < history.versions.count; i++) {
        struct buffer changes = {0};
        struct spec *before = parse_version(&history, i + 1);
        describe_changes(before, after, &changes);
        struct saved_version version = {
            .number = i + 1,
            .when = history.versions.items[i].when,
            .length = history.versions.items[i].length,
            .current = exists && is_current(&history, i, &now),
            .changes = buffer_string(&changes),
        };
        visit(context, &version);
        buffer_done(&changes);
        spec_free(after);
        after = before;
    }
    spec_free(after);
    size_t count = history.versions.count;
    versions_done(&history.versions);
    buffer_done(&now);
    return count;
}

int saved_version_read(struct workspace *workspace, const char *path, size_t number,
                       struct buffer *out, struct error *error)
{
    struct history history = {0};
    int result = -1;
    open_history(&history, workspace, path);
    if (number == 0 || number > history.versions.count)
        (void)error_set(error, ERROR_NOT_FOUND, "there is no version %zu of %s: %zu are kept",
                        number, path, history.versions.count);
    else
        result = read_version(&history, number - 1, out, error);
    versions_done(&history.versions);
    return result;
}

int saved_version_restore(struct workspace *workspace, const char *path, size_t number,
                          struct error *error)
{
    struct buffer bytes = {0};
    struct buffer now = {0};
    struct error missing = {0};
    struct file_base base = {0};
    char key[DIGEST_SIZE] = "";
    int result = saved_version_read(workspace, path, number, &bytes, error);
    if (result != 0)
        goto out;
    recovery_key(workspace, path, key);
    if (workspace_read_bytes(workspace, path, &now, &missing) == 0)
        base = (struct file_base){buffer_string(&now), now.length};
    /* Before the store forgets the oldest: it may be the one that is restored. */
    if (base.bytes != NULL)
        (void)!version_store_keep(workspace->root, key, base.bytes, base.length, NULL);
    result = file_save_beneath(workspace->directory, path, buffer_string(&bytes), bytes.length,
                               &base, base.bytes == NULL, error);
    if (result == 0)
        (void)!version_store_keep(workspace->root, key, buffer_string(&bytes), bytes.length, NULL);
    workspace_forget_ids(workspace);
out:
    buffer_done(&now);
    buffer_done(&bytes);
    return result;
}
