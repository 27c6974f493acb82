/* Two lists of files with the ids of their contents, sorted by path, are joined; only what differs is
 * read. In the working copy the files are those of HEAD but for what Git's status names. */
#include "workspace/compare.h"

#include "base/memory.h"
#include "base/path.h"
#include "compare_internal.h"
#include "workspace/history.h"
#include "workspace_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Instead of a blob's id. */
static const char ON_DISK[] = "disk";
static const char IN_HEAD[] = "HEAD";

struct file_entry {
    char *path;
    char blob[GIT_HEX_SIZE];
};

struct file_list {
    struct file_entry *items;
    size_t count;
    size_t capacity;
};

/* ── lists of files ── */

static bool is_spec_path(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

static int add_file(void *context, const char *path, const char *blob)
{
    struct file_list *list = context;
    if (!is_spec_path(path))
        return 0;
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    struct file_entry *entry = &list->items[list->count++];
    entry->path = memory_copy_string(path);
    (void)snprintf(entry->blob, sizeof entry->blob, "%s", blob);
    return 0;
}

static void file_list_done(struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].path);
    free(list->items);
}

static int compare_entries(const void *a, const void *b)
{
    const struct file_entry *left = a;
    const struct file_entry *right = b;
    return strcmp(left->path, right->path);
}

static void sort(struct file_list *list)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof *list->items, compare_entries);
}

/* In a sorted list. */
static bool has_file(const struct file_list *list, const char *path)
{
    const struct file_entry sought = {.path = (char *)path};
    return list->count > 0 && bsearch(&sought, list->items, list->count, sizeof *list->items,
                                      compare_entries) != NULL;
}

/* The files of a revision; none of HEAD before the first commit. */
static int list_revision(struct workspace *workspace, const char *revision, struct file_list *list,
                         struct error *error)
{
    struct error problem = {0};
    const char *name = revision != NULL ? revision : "HEAD";
    int result = workspace->git->revision_walk(workspace->repository, name,
                                               workspace_specs_folder(workspace), add_file, list,
                                               &problem);
    sort(list);
    if (result >= 0 || (revision == NULL && problem.kind == ERROR_NOT_FOUND))
        return 0;
    return error_set(error, problem.kind, "%s", problem.text);
}

/* Both sides of what the working copy changes against HEAD: only what differs is listed. */
struct working_copy {
    struct file_list *before;
    struct file_list *after;
};

static void take_state(void *context, const char *path, enum path_state state)
{
    struct working_copy *copy = context;
    if (state == PATH_UNCHANGED || state == PATH_IGNORED)
        return;
    if (state != PATH_NEW)
        (void)add_file(copy->before, path, IN_HEAD);
    if (state != PATH_DELETED)
        (void)add_file(copy->after, path, ON_DISK);
}

static int list_changed(struct workspace *workspace, struct file_list *before,
                        struct file_list *after, struct error *error)
{
    struct working_copy copy = {before, after};
    int result = workspace->git->path_states(
        workspace->repository, workspace_specs_folder(workspace), take_state, &copy, error);
    sort(before);
    sort(after);
    return result;
}

/* HEAD's files where the working copy has the same, else those on disk. */
static int list_working_copy(struct workspace *workspace, struct file_list *list,
                             struct error *error)
{
    struct file_list head = {0};
    struct file_list before = {0};
    struct file_list after = {0};
    int result = list_revision(workspace, NULL, &head, error);
    if (result == 0)
        result = list_changed(workspace, &before, &after, error);
    for (size_t i = 0; i < head.count && result == 0; i++)
        if (!has_file(&before, head.items[i].path))
            (void)add_file(list, head.items[i].path, head.items[i].blob);
    for (size_t i = 0; i < after.count; i++)
        (void)add_file(list, after.items[i].path, ON_DISK);
    file_list_done(&head);
    file_list_done(&before);
    file_list_done(&after);
    sort(list);
    return result;
}

/* ── reading one side ── */

static int read_side(struct workspace *workspace, const char *path, const char *blob,
                     struct buffer *bytes, struct error *error)
{
    if (strcmp(blob, ON_DISK) == 0)
        return workspace_read_bytes(workspace, path, bytes, error);
    if (strcmp(blob, IN_HEAD) == 0)
        return workspace->git->revision_read(workspace->repository, IN_HEAD, path, bytes, error);
    return workspace->git->blob_read(workspace->repository, blob, bytes, error);
}

static bool is_same(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && memcmp(buffer_string(a), buffer_string(b), a->length) == 0;
}

static const char *id_of(const struct spec *after, const struct spec *before, const char *stem)
{
    if (after != NULL && spec_id(after)[0] != '\0')
        return spec_id(after);
    return before != NULL && spec_id(before)[0] != '\0' ? spec_id(before) : stem;
}

int compare_bytes(struct workspace *workspace, const char *old_path, const struct buffer *before,
                  const char *path, const struct buffer *after, compare_visit *visit,
                  void *context)
{
    struct spec *old = NULL;
    struct spec *new = NULL;
    struct changes changes = {0};
    struct error problem = {0};
    const char *name = path != NULL ? path : old_path;
    if (path != NULL)
        (void)(workspace_parse(workspace, path, after, NULL, NULL, &new, &problem) == 0);
    const struct form *form = new != NULL ? spec_form(new) : NULL;
    if (old_path != NULL && problem.kind == ERROR_NONE)
        (void)(workspace_parse(workspace, old_path, before, form, NULL, &old, &problem) == 0);
    if (problem.kind == ERROR_NONE)
        changes_find(old, new, &changes);
    char *stem = path_stem(name);
    struct difference difference = {
        .id = id_of(new, old, stem),
        .path = name,
        .old_path = old_path,
        .removed = path == NULL,
        .problem = problem.kind != ERROR_NONE ? problem.text : NULL,
        .before = old,
        .after = new,
        .changes = &changes,
    };
    int result = visit(context, &difference);
    free(stem);
    changes_done(&changes);
    spec_free(old);
    spec_free(new);
    return result;
}

/* ── all specs ── */

/* One that differs: "" for the blob of a side that has no such file. */
struct pair {
    const struct file_entry *old;
    const struct file_entry *new;
};

struct pair_list {
    struct pair *items;
    size_t count;
    size_t capacity;
};

static void add_pair(struct pair_list *list, const struct file_entry *old,
                     const struct file_entry *new)
{
    if (old != NULL && old->blob[0] == '\0')
        old = NULL;
    if (new != NULL && new->blob[0] == '\0')
        new = NULL;
    if (old == NULL && new == NULL)
        return;
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = (struct pair){old, new};
}

static void join(const struct file_list *old, const struct file_list *new, struct pair_list *pairs)
{
    size_t i = 0;
    size_t j = 0;
    while (i < old->count || j < new->count) {
        int order = i == old->count   ? 1
                    : j == new->count ? -1
                                      : strcmp(old->items[i].path, new->items[j].path);
        if (order == 0 && strcmp(old->items[i].blob, new->items[j].blob) != 0)
            add_pair(pairs, &old->items[i], &new->items[j]);
        else if (order < 0)
            add_pair(pairs, &old->items[i], NULL);
        else if (order > 0)
            add_pair(pairs, NULL, &new->items[j]);
        i += order <= 0;
        j += order >= 0;
    }
}

/* How much of the larger text are lines that the other has too, of a hundred. */
static size_t likeness(const struct buffer *a, const struct buffer *b)
{
    size_t found = 0;
    struct buffer line = {0};
    const char *text = buffer_string(b);
    for (const char *at = buffer_string(a); *at != '\0';) {
        size_t length = strcspn(at, "\n");
        length += at[length] == '\n';
        buffer_clear(&line);
        buffer_append(&line, at, length);
        found += strstr(text, buffer_string(&line)) != NULL ? length : 0;
        at += length;
    }
    buffer_done(&line);
    size_t larger = a->length > b->length ? a->length : b->length;
    return larger > 0 ? found * 100 / larger : 0;
}

static size_t likeness_of(struct workspace *workspace, const struct file_entry *old,
                          const struct file_entry *new)
{
    struct buffer before = {0};
    struct buffer after = {0};
    size_t result = 0;
    if (read_side(workspace, old->path, old->blob, &before, NULL) == 0 &&
        read_side(workspace, new->path, new->blob, &after, NULL) == 0)
        result = likeness(&before, &after);
    buffer_done(&before);
    buffer_done(&after);
    return result;
}

/* As git does it: a file that went and one that came are one if they are half the same; not searched
 * among very many. */
static void join_renamed(struct workspace *workspace, struct pair_list *pairs)
{
    enum { LIKE = 50, MOST = 200 };
    size_t gone = 0;
    for (size_t i = 0; i < pairs->count; i++)
        gone += pairs->items[i].new == NULL;
    for (size_t i = 0; i < pairs->count && gone > 0 && gone <= MOST; i++) {
        struct pair *came = &pairs->items[i];
        struct pair *best = NULL;
        size_t best_likeness = LIKE - 1;
        for (size_t j = 0; came->old == NULL && came->new != NULL && j < pairs->count; j++) {
            struct pair *went = &pairs->items[j];
            size_t found = went->new == NULL && went->old != NULL
                               ? likeness_of(workspace, went->old, came->new)
                               : 0;
            if (found > best_likeness) {
                best = went;
                best_likeness = found;
            }
        }
        if (best == NULL)
            continue;
        came->old = best->old;
        best->old = NULL;
    }
}

/* In a conflict one side may be missing; *entry becomes NULL then. */
static int read_entry(struct workspace *workspace, const struct file_entry **entry,
                      struct buffer *bytes, struct error *error)
{
    struct error problem = {0};
    if (*entry == NULL ||
        read_side(workspace, (*entry)->path, (*entry)->blob, bytes, &problem) == 0)
        return 0;
    if (problem.kind != ERROR_NOT_FOUND)
        return error_set(error, problem.kind, "%s", problem.text);
    *entry = NULL;
    return 0;
}

static int visit_pair(struct workspace *workspace, const struct pair *pair, compare_visit *visit,
                      void *context, struct error *error)
{
    struct buffer before = {0};
    struct buffer after = {0};
    int result = -1;
    const struct file_entry *old = pair->old;
    const struct file_entry *new = pair->new;
    if (read_entry(workspace, &old, &before, error) == 0 &&
        read_entry(workspace, &new, &after, error) == 0) {
        bool is_one = old != NULL && new != NULL && strcmp(old->path, new->path) == 0;
        bool differs = (old != NULL || new != NULL) && !(is_one && is_same(&before, &after));
        result = differs ? compare_bytes(workspace, old != NULL ? old->path : NULL, &before,
                                         new != NULL ? new->path : NULL, &after, visit, context)
                         : 0;
    }
    buffer_done(&before);
    buffer_done(&after);
    return result;
}

/* NULL: the working copy. */
static const char *revision_after(const struct comparison *comparison)
{
    return comparison->staged ? REVISION_INDEX : comparison->to;
}

static int compare_all(struct workspace *workspace, const struct comparison *comparison,
                       compare_visit *visit, void *context, struct error *error)
{
    struct file_list old = {0};
    struct file_list new = {0};
    struct pair_list pairs = {0};
    const char *to = revision_after(comparison);
    int result = 0;
    if (comparison->from == NULL && to == NULL) {
        result = list_changed(workspace, &old, &new, error);
    } else {
        result = list_revision(workspace, comparison->from, &old, error);
        if (result == 0)
            result = to == NULL ? list_working_copy(workspace, &new, error)
                                : list_revision(workspace, to, &new, error);
    }
    if (result == 0) {
        join(&old, &new, &pairs);
        join_renamed(workspace, &pairs);
    }
    for (size_t i = 0; i < pairs.count && result == 0; i++)
        result = visit_pair(workspace, &pairs.items[i], visit, context, error);
    free(pairs.items);
    file_list_done(&old);
    file_list_done(&new);
    return result;
}

/* ── chosen specs ── */

/* Both sides of one spec; a side that has no such file has no name. */
static int read_both(struct workspace *workspace, const struct comparison *comparison,
                     const char *path, struct buffer *before, char **old_name,
                     struct buffer *after, char **new_name, struct error *error)
{
    struct error old_problem = {0};
    struct error new_problem = {0};
    const char *from = comparison->from != NULL ? comparison->from : "HEAD";
    int old = history_read_bytes(workspace, path, from, before, old_name, &old_problem);
    const char *to = revision_after(comparison);
    int new = 0;
    if (to != NULL)
        new = history_read_bytes(workspace, path, to, after, new_name, &new_problem);
    else if ((new = workspace_read_bytes(workspace, path, after, &new_problem)) == 0)
        *new_name = memory_copy_string(path);
    if (old != 0 && old_problem.kind != ERROR_NOT_FOUND)
        return error_set(error, old_problem.kind, "%s", old_problem.text);
    if (new != 0 && (new_problem.kind != ERROR_NOT_FOUND || old != 0))
        return error_set(error, new_problem.kind, "%s", new_problem.text);
    return 0;
}

static int check_revision(struct workspace *workspace, const char *revision, struct error *error)
{
    char id[GIT_HEX_SIZE] = "";
    if (revision == NULL)
        return 0;
    return workspace->git->revision_resolve(workspace->repository, revision, id, error);
}

static int compare_path(struct workspace *workspace, const struct comparison *comparison,
                        const char *path, compare_visit *visit, void *context, struct error *error)
{
    struct buffer before = {0};
    struct buffer after = {0};
    char *old_name = NULL;
    char *new_name = NULL;
    int result = read_both(workspace, comparison, path, &before, &old_name, &after, &new_name,
                           error);
    bool is_renamed = old_name == NULL || new_name == NULL || strcmp(old_name, new_name) != 0;
    if (result == 0 && (is_renamed || !is_same(&before, &after)))
        result = compare_bytes(workspace, old_name, &before, new_name, &after, visit, context);
    free(old_name);
    free(new_name);
    buffer_done(&before);
    buffer_done(&after);
    return result;
}

int compare_specs(struct workspace *workspace, const struct comparison *comparison,
                  compare_visit *visit, void *context, struct error *error)
{
    if (workspace_open_git(workspace, error) != 0 ||
        check_revision(workspace, comparison->from, error) != 0 ||
        check_revision(workspace, comparison->to, error) != 0)
        return -1;
    if (comparison->path_count == 0)
        return compare_all(workspace, comparison, visit, context, error);
    for (size_t i = 0; i < comparison->path_count; i++) {
        int result = compare_path(workspace, comparison, comparison->paths[i], visit, context,
                                  error);
        if (result != 0)
            return result;
    }
    return 0;
}
