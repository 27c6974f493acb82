/* Histories for the tests of walks: commits with chosen dates, and what a walk tells of them. */
#ifndef IFSPEC_TESTS_GIT_WALK_H
#define IFSPEC_TESTS_GIT_WALK_H

#include "fixture.h"

/* Commits are made with dates that the tests choose: `at N` is N seconds after a fixed moment. */
#define SHELL_START                                                                                \
    "git init -q r; cd r; "                                                                        \
    "at() { GIT_AUTHOR_DATE=\"@$((1700000000+$1)) +0100\"; GIT_COMMITTER_DATE=$GIT_AUTHOR_DATE; "  \
    "export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }; "                                               \
    "commit() { at $1; shift; git add -A; git commit -q --allow-empty -m \"$*\"; }; "

static UNUSED int append_id(void *context, const struct path_commit *commit)
{
    buffer_append_format(context, "%s\n", commit->id);
    return 0;
}

static UNUSED int append_all(void *context, const struct path_commit *commit)
{
    buffer_append_format(context, "%s|%s|%s|%s|%s\n", commit->subject, commit->path,
                         commit->old_path, commit->blob[0] != '\0' ? "blob" : "",
                         commit->old_blob[0] != '\0' ? "blob" : "");
    return 0;
}

static UNUSED char *history(const char *path, path_commit_visit *visit)
{
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    if (door->path_history(repository, path, visit, &out, &error) < 0)
        fail_msg("%s: %s", path, error.text);
    door->repository_close(repository);
    return buffer_take(&out);
}

static UNUSED int ignore_commit(void *context, const struct path_commit *commit)
{
    (void)context, (void)commit;
    return 0;
}

#endif
