/* From what people call a spec to its file: a path, an ID, a legacy ID, a unique prefix.
 * File names are looked at first: then only the one spec that is meant is ever parsed. */
#include "base/edit_distance.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/show.h"
#include "base/utf8.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CANDIDATES_SHOWN = 8 };

/* ── paths ── */

static bool looks_like_path(const char *name)
{
    size_t length = strlen(name);
    return strchr(name, '/') != NULL || (length > 5 && strcmp(name + length - 5, ".yaml") == 0) ||
           (length > 4 && strcmp(name + length - 4, ".yml") == 0);
}

static char *path_from_root(const struct workspace *workspace, char *take)
{
    size_t length = strlen(workspace->root);
    if (length == 0 || strncmp(take, workspace->root, length) != 0 || take[length] != '/')
        return take;
    char *path = memory_copy_string(take + length + 1);
    free(take);
    return path;
}

/* The file as seen from the current folder, else as seen from the root. */
static char *find_path(const struct workspace *workspace, const char *name)
{
    char *real = realpath(name, NULL);
    if (real != NULL)
        return path_from_root(workspace, real);
    if (workspace->root[0] != '\0' && file_exists_beneath(workspace->directory, name))
        return memory_copy_string(name);
    return NULL;
}

/* ── names of files ── */

struct stem_search {
    const char *folded;
    char **paths;
    size_t count;
    size_t capacity;
};

static int compare_stem(void *context, const char *path, struct error *error)
{
    struct stem_search *search = context;
    char *stem = path_stem(path);
    char *folded = utf8_fold(stem, false);
    (void)error;
    if (strcmp(folded, search->folded) == 0) {
        search->paths =
            memory_grow(search->paths, &search->capacity, search->count, sizeof *search->paths);
        search->paths[search->count++] = memory_copy_string(path);
    }
    free(folded);
    free(stem);
    return 0;
}

/* ── candidates ── */

struct candidates {
    const struct id_record **records;
    size_t count;
    size_t capacity;
};

static bool has_path(const struct candidates *candidates, const char *path)
{
    for (size_t i = 0; i < candidates->count; i++)
        if (strcmp(candidates->records[i]->path, path) == 0)
            return true;
    return false;
}

/* Records whose name is `folded` (whole) or begins with it; each file once. */
static void collect(const struct id_index *index, const char *folded, bool whole,
                    struct candidates *candidates)
{
    size_t length = strlen(folded);
    for (size_t i = id_index_find(index, folded); i < index->count; i++) {
        const struct id_record *record = &index->records[i];
        if (strncmp(record->folded, folded, length) != 0 ||
            (whole && record->folded[length] != '\0'))
            break;
        if (has_path(candidates, record->path))
            continue;
        candidates->records = memory_grow(candidates->records, &candidates->capacity,
                                          candidates->count, sizeof *candidates->records);
        candidates->records[candidates->count++] = record;
    }
}

/* A line feed in it would be taken for one of ours. */
static void append_line_part(struct buffer *out, const char *text)
{
    show_append(out, text, strlen(text), 0);
}

static void append_candidate(struct buffer *out, const struct id_record *record, size_t width)
{
    size_t start = out->length;
    append_line_part(out, record->text);
    do
        buffer_append_byte(out, ' ');
    while (out->length < start + width + 2);
    append_line_part(out, record->path);
}

static int fail_ambiguous(const char *name, const struct candidates *candidates,
                          struct error *error)
{
    struct buffer list = {0};
    size_t shown = candidates->count < CANDIDATES_SHOWN ? candidates->count : CANDIDATES_SHOWN;
    size_t width = 0;
    for (size_t i = 0; i < shown; i++) {
        size_t length = strlen(candidates->records[i]->text);
        width = length > width ? length : width;
    }
    append_line_part(&list, name);
    buffer_append_format(&list, " is ambiguous; %zu specifications answer to it:",
                         candidates->count);
    for (size_t i = 0; i < shown; i++) {
        buffer_append_string(&list, "\n    ");
        append_candidate(&list, candidates->records[i], width);
    }
    if (candidates->count > shown)
        buffer_append_format(&list, "\n    and %zu more", candidates->count - shown);
    error_set(error, ERROR_AMBIGUOUS, "%s", buffer_string(&list));
    buffer_done(&list);
    return -1;
}

static int fail_unknown(const struct id_index *index, const char *name, const char *folded,
                        struct error *error)
{
    const struct id_record *nearest = NULL;
    size_t best = strlen(folded) / 4 + 2;
    if (index->fault.kind != ERROR_NONE)
        return error_set(error, index->fault.kind, "%s", index->fault.text);
    for (size_t i = 0; i < index->count; i++) {
        const struct id_record *record = &index->records[i];
        size_t found = edit_distance(folded, record->folded, best);
        if (found < best || (nearest == NULL && strstr(record->folded, folded) != NULL)) {
            nearest = record;
            best = found < best ? found : best;
        }
    }
    if (nearest != NULL)
        return error_set(error, ERROR_NOT_FOUND, "there is no specification %s; did you mean %s?",
                         name, nearest->text);
    if (index->count == 0)
        return error_set(error, ERROR_NOT_FOUND,
                         "there is no specification %s: this working copy has none yet", name);
    return error_set(error, ERROR_NOT_FOUND,
                     "there is no specification %s; `ifspec list` shows those there are", name);
}

static int find_in_index(struct workspace *workspace, const char *name, const char *folded,
                         char **path, struct error *error)
{
    struct candidates candidates = {0};
    int result = -1;
    if (folded[0] == '\0')
        return error_set(error, ERROR_NOT_FOUND,
                         "an empty name; `ifspec list` shows the specifications there are");
    id_index_read(workspace);
    collect(&workspace->ids, folded, true, &candidates);
    if (candidates.count == 0)
        collect(&workspace->ids, folded, false, &candidates);
    if (candidates.count == 0) {
        fail_unknown(&workspace->ids, name, folded, error);
    } else if (candidates.count > 1) {
        fail_ambiguous(name, &candidates, error);
    } else {
        *path = memory_copy_string(candidates.records[0]->path);
        result = 0;
    }
    free(candidates.records);
    return result;
}

int workspace_find(struct workspace *workspace, const char *name, char **path, struct error *error)
{
    struct stem_search search = {0};
    char *folded = NULL;
    int result = -1;
    *path = NULL;
    if (looks_like_path(name)) {
        *path = find_path(workspace, name);
        if (*path == NULL)
            error_set(error, ERROR_NOT_FOUND, "there is no file %s", name);
        return *path != NULL ? 0 : -1;
    }
    if (workspace->root[0] == '\0')
        return error_set(error, ERROR_ENVIRONMENT,
                         "%s names a specification of a Git working copy, and this is none; "
                         "`ifspec init` makes one, a file is named by its path",
                         name);
    folded = utf8_fold(name, false);
    search.folded = folded;
    if (file_walk_beneath(workspace->directory, workspace_specs_folder(workspace), ".yaml",
                          compare_stem, &search, error) != 0)
        goto out;
    if (search.count == 1) {
        *path = search.paths[0];
        search.count = 0;
        result = 0;
    } else {
        result = find_in_index(workspace, name, folded, path, error);
    }
out:
    for (size_t i = 0; i < search.count; i++)
        free(search.paths[i]);
    free(search.paths);
    free(folded);
    return result;
}
