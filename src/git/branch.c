/* The branch, and how far it is from its upstream. git_branch_upstream() of libgit2 1.5 loses 20 KB
 * for every setting that it looks at, so the upstream's name is worked out here. */
#include "repository_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct tracking {
    const char *merge; /* the branch's name there */
    char *name;        /* its name here; owned */
};

/* One value of remote.NAME.fetch: a branch there, a colon, a branch here. */
static int apply_refspec(const git_config_entry *entry, void *context)
{
    struct tracking *tracking = context;
    git_refspec *refspec = NULL;
    git_buf name = {0};
    if (tracking->name == NULL && git_refspec_parse(&refspec, entry->value, true) == 0 &&
        git_refspec_src_matches(refspec, tracking->merge) &&
        git_refspec_transform(&name, refspec, tracking->merge) == 0)
        tracking->name = memory_copy_string(name.ptr);
    git_buf_dispose(&name);
    git_refspec_free(refspec);
    return 0;
}

/* Where remote's branch `merge` is kept here; owned, NULL if nowhere. */
static char *tracked_name(struct repository *repository, const char *remote, const char *merge)
{
    if (strcmp(remote, ".") == 0)
        return memory_copy_string(merge);
    git_config *config = NULL;
    struct tracking tracking = {.merge = merge};
    char *key = memory_format("remote.%s.fetch", remote);
    if (git_repository_config_snapshot(&config, repository->handle) == 0)
        (void)git_config_get_multivar_foreach(config, key, NULL, apply_refspec, &tracking);
    git_config_free(config);
    free(key);
    return tracking.name;
}

static char *upstream_name(struct repository *repository, const char *branch)
{
    char *remote_key = memory_format("branch.%s.remote", branch);
    char *merge_key = memory_format("branch.%s.merge", branch);
    char *remote = repository_setting(repository, remote_key);
    char *merge = repository_setting(repository, merge_key);
    char *name = NULL;
    if (remote != NULL && merge != NULL)
        name = tracked_name(repository, remote, merge);
    free(merge);
    free(remote);
    free(merge_key);
    free(remote_key);
    return name;
}

static void count_distance(struct repository *repository, git_reference *branch, int *ahead,
                           int *behind)
{
    char *name = upstream_name(repository, git_reference_shorthand(branch));
    git_oid upstream = {0};
    size_t mine = 0;
    size_t theirs = 0;
    if (name != NULL && git_reference_name_to_id(&upstream, repository->handle, name) == 0 &&
        git_graph_ahead_behind(&mine, &theirs, repository->handle, git_reference_target(branch),
                               &upstream) == 0) {
        *ahead = (int)mine;
        *behind = (int)theirs;
    }
    free(name);
}

char *repository_branch(struct repository *repository, int *ahead, int *behind)
{
    char *text = NULL;
    git_reference *head = NULL;
    *ahead = -1;
    *behind = -1;
    int code = git_repository_head(&head, repository->handle);
    if (code == GIT_EUNBORNBRANCH) {
        text = memory_copy_string("(no commits yet)");
    } else if (code < 0) {
        text = memory_copy_string("(unreadable HEAD)");
    } else if (git_repository_head_detached(repository->handle) == 1) {
        char id[GIT_HEX_SIZE] = "";
        git_oid_tostr(id, sizeof id, git_reference_target(head));
        text = memory_format("(detached %.7s)", id);
    } else {
        text = memory_copy_string(git_reference_shorthand(head));
        count_distance(repository, head, ahead, behind);
    }
    git_reference_free(head);
    return text;
}
