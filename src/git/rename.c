#include "rename_internal.h"

#include "base/memory.h"
#include "similarity_internal.h"
#include "tree_diff_internal.h"

#include <stdlib.h>
#include <string.h>

struct removal_search {
    const char *base_name; /* of the file that came */
    const git_oid *blob;
    size_t count;    /* files that went */
    char *identical; /* one of them with the same content, best with the same name */
    bool same_name;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static int visit_difference(void *context, const char *path, const struct tree_entry *old,
                            const struct tree_entry *new)
{
    struct removal_search *search = context;
    if (new != NULL || (old->mode & MODE_TYPE) != MODE_FILE)
        return 0;
    search->count++;
    bool same_name = strcmp(base_name(path), search->base_name) == 0;
    if (git_oid_equal(&old->id, search->blob) &&
        (search->identical == NULL || (same_name && !search->same_name))) {
        free(search->identical);
        search->identical = memory_copy_string(path);
        search->same_name = same_name;
    }
    return 0;
}

/* Similar content is libgit2's to find, measured as git does. It compares all that went with all
 * that came, so that a file is not taken for the source of two others. */
static int find_similar(struct repository *repository, const git_oid *old, const git_oid *new,
                        const char *path, char **old_path, struct error *error)
{
    int result = -1;
    git_tree *old_tree = NULL;
    git_tree *new_tree = NULL;
    git_diff *diff = NULL;
    git_diff_find_options options = {.version = GIT_DIFF_FIND_OPTIONS_VERSION,
                                     .flags = GIT_DIFF_FIND_RENAMES,
                                     .metric = similarity_metric()};
    if (git_tree_lookup(&old_tree, repository->handle, old) < 0 ||
        git_tree_lookup(&new_tree, repository->handle, new) < 0 ||
        git_diff_tree_to_tree(&diff, repository->handle, old_tree, new_tree, NULL) < 0 ||
        git_diff_find_similar(diff, &options) < 0) {
        library_fail(error, ERROR_ENVIRONMENT, "renames to %s cannot be searched", path);
        goto out;
    }
    for (size_t i = 0; i < git_diff_num_deltas(diff) && *old_path == NULL; i++) {
        const git_diff_delta *delta = git_diff_get_delta(diff, i);
        if (delta->status == GIT_DELTA_RENAMED && strcmp(delta->new_file.path, path) == 0)
            *old_path = memory_copy_string(delta->old_file.path);
    }
    result = 0;
out:
    git_diff_free(diff);
    git_tree_free(new_tree);
    git_tree_free(old_tree);
    return result;
}

int rename_find(struct repository *repository, const git_oid *old, const git_oid *new,
                const char *path, const git_oid *blob, char **old_path, struct error *error)
{
    struct removal_search search = {.base_name = base_name(path), .blob = blob};
    *old_path = NULL;
    if (tree_diff(repository, old, new, "", visit_difference, &search, error) < 0) {
        free(search.identical);
        return -1;
    }
    *old_path = search.identical;
    if (search.identical != NULL || search.count == 0)
        return 0;
    return find_similar(repository, old, new, path, old_path, error);
}
