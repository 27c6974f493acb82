/* The walk follows the folder as it follows a file. What a commit changed is the difference to its
 * first parent, but for the files that another parent has the same: those came with the merge, and
 * are told where they were made. */
#include "folder_history_internal.h"

#include "base/memory.h"
#include "commit_record_internal.h"
#include "history_internal.h"
#include "rename_internal.h"
#include "tree_diff_internal.h"

#include <stdlib.h>
#include <string.h>

/* One file that differs; "" for the side where it is not. */
struct file_change {
    char *path;
    char *old_path;
    char blob[GIT_HEX_SIZE];
    char old_blob[GIT_HEX_SIZE];
};

struct folder_walk {
    struct repository *repository;
    const char *folder;
    path_commit_visit *visit;
    void *context;
    struct error *error;
    const struct path_commit *commit; /* under way */
    git_oid *trees;                   /* the root tree of the commit, and of each parent */
    struct file_change *files;
    size_t count;
    size_t capacity;
};

static void forget_files(struct folder_walk *walk)
{
    for (size_t i = 0; i < walk->count; i++) {
        free(walk->files[i].path);
        free(walk->files[i].old_path);
    }
    walk->count = 0;
}

static bool is_file(const struct tree_entry *entry)
{
    return entry != NULL && (entry->mode & MODE_TYPE) == MODE_FILE;
}

/* Whether another parent than the first has the file (or has it not) as the commit: 1, 0, -1. */
static int came_from_elsewhere(struct folder_walk *walk, const char *path,
                               const struct tree_entry *now)
{
    for (size_t i = 1; i < walk->commit->parent_count; i++) {
        struct tree_entry there = {0};
        int found =
            tree_find_path(walk->repository, &walk->trees[i + 1], path, &there, walk->error);
        if (found < 0)
            return -1;
        bool same = now == NULL ? found == 0
                                : found > 0 && there.mode == now->mode &&
                                      git_oid_equal(&there.id, &now->id);
        if (same)
            return 1;
    }
    return 0;
}

static int note_file(void *context, const char *path, const struct tree_entry *old,
                     const struct tree_entry *new)
{
    struct folder_walk *walk = context;
    if (!is_file(old) && !is_file(new))
        return 0;
    int elsewhere = came_from_elsewhere(walk, path, new);
    if (elsewhere != 0)
        return elsewhere < 0 ? -1 : 0;
    walk->files = memory_grow(walk->files, &walk->capacity, walk->count, sizeof *walk->files);
    struct file_change *file = &walk->files[walk->count++];
    *file = (struct file_change){
        .path = memory_copy_string(path),
        .old_path = memory_copy_string(is_file(old) ? path : ""),
    };
    if (is_file(old))
        git_oid_tostr(file->old_blob, sizeof file->old_blob, &old->id);
    if (is_file(new))
        git_oid_tostr(file->blob, sizeof file->blob, &new->id);
    return 0;
}

/* ── Renames ───────────────────────────────────────────────────────────────────────────────── */

static struct file_change *find_removed(struct folder_walk *walk, const char *path)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->files[i].blob[0] == '\0' && strcmp(walk->files[i].path, path) == 0)
            return &walk->files[i];
    return NULL;
}

/* Take the file that went and the one that came as one, where Git does. */
static int join_renamed(struct folder_walk *walk)
{
    for (size_t i = 0; i < walk->count; i++) {
        struct file_change *file = &walk->files[i];
        git_oid blob = {0};
        char *old_path = NULL;
        if (file->old_blob[0] != '\0' || file->blob[0] == '\0')
            continue;
        (void)git_oid_fromstr(&blob, file->blob);
        if (rename_find(walk->repository, &walk->trees[1], &walk->trees[0], file->path, &blob,
                        &old_path, walk->error) < 0)
            return -1;
        struct file_change *removed = old_path != NULL ? find_removed(walk, old_path) : NULL;
        if (removed != NULL) {
            memcpy(file->old_blob, removed->old_blob, sizeof file->old_blob);
            removed->old_blob[0] = '\0';
            free(file->old_path);
            file->old_path = old_path;
            old_path = NULL;
        }
        free(old_path);
    }
    return 0;
}

/* Only where files went and others came is anything to be searched. */
static int find_renames(struct folder_walk *walk)
{
    bool came = false;
    bool went = false;
    for (size_t i = 0; i < walk->count; i++) {
        came |= walk->files[i].old_blob[0] == '\0';
        went |= walk->files[i].blob[0] == '\0';
    }
    return came && went ? join_renamed(walk) : 0;
}

/* ── The walk ──────────────────────────────────────────────────────────────────────────────── */

static int visit_files(struct folder_walk *walk)
{
    int result = 0;
    for (size_t i = 0; i < walk->count && result == 0; i++) {
        const struct file_change *file = &walk->files[i];
        if (file->blob[0] == '\0' && file->old_blob[0] == '\0')
            continue;
        struct path_commit commit = *walk->commit;
        commit.parent = commit.parent_count > 0 ? commit.parents[0].id : "";
        commit.path = file->path;
        commit.old_path = file->old_path;
        commit.blob = file->blob;
        commit.old_blob = file->old_blob;
        commit.parents = NULL;
        commit.parent_count = 0;
        result = walk->visit(walk->context, &commit);
    }
    return result;
}

static int read_tree_id(struct folder_walk *walk, const char *commit, git_oid *tree)
{
    static const struct shallow complete = {0};
    struct commit_record *record = NULL;
    git_oid id = {0};
    (void)git_oid_fromstr(&id, commit);
    if (commit_record_read(walk->repository, &complete, &id, &record, walk->error) < 0)
        return -1;
    *tree = record->tree;
    free(record);
    return 0;
}

static int read_trees(struct folder_walk *walk)
{
    const struct path_commit *commit = walk->commit;
    walk->trees = memory_allocate((commit->parent_count + 1) * sizeof *walk->trees);
    if (read_tree_id(walk, commit->id, &walk->trees[0]) < 0)
        return -1;
    for (size_t i = 0; i < commit->parent_count; i++)
        if (read_tree_id(walk, commit->parents[i].id, &walk->trees[i + 1]) < 0)
            return -1;
    return 0;
}

/* The folder in a root tree: 1, 0 if there is none (or a file of that name), -1. */
static int find_folder(struct folder_walk *walk, const git_oid *tree, git_oid *id)
{
    struct tree_entry entry = {0};
    int found = tree_find_path(walk->repository, tree, walk->folder, &entry, walk->error);
    *id = entry.id;
    return found > 0 ? (entry.mode & MODE_TYPE) == MODE_TREE : found;
}

static int diff_folders(struct folder_walk *walk)
{
    git_oid new = {0};
    git_oid old = {0};
    int is_there = find_folder(walk, &walk->trees[0], &new);
    int was_there = walk->commit->parent_count > 0 ? find_folder(walk, &walk->trees[1], &old) : 0;
    if (is_there < 0 || was_there < 0)
        return -1;
    return tree_diff(walk->repository, was_there ? &old : NULL, is_there ? &new : NULL,
                     walk->folder, note_file, walk, walk->error);
}

static int visit_commit(void *context, const struct path_commit *commit)
{
    struct folder_walk *walk = context;
    walk->commit = commit;
    int result = read_trees(walk);
    if (result == 0)
        result = diff_folders(walk);
    if (result == 0)
        result = find_renames(walk);
    if (result == 0)
        result = visit_files(walk);
    free(walk->trees);
    walk->trees = NULL;
    forget_files(walk);
    return result;
}

int folder_history(struct repository *repository, const char *folder, path_commit_visit *visit,
                   void *context, struct error *error)
{
    char *clean = repository_clean_path(folder);
    struct folder_walk walk = {.repository = repository,
                               .folder = clean,
                               .visit = visit,
                               .context = context,
                               .error = error};
    int result = path_history(repository, clean, visit_commit, &walk, error);
    free(walk.files);
    free(clean);
    return result;
}
