/* For tests that compare a commit of ifspec with one of git. */
#ifndef IFSPEC_TESTS_GIT_TWIN_H
#define IFSPEC_TESTS_GIT_TWIN_H

#include "fixture.h"

/* The same repository twice: in "g" git commits, in "r" ifspec does. */
#define MAKE_BOTH                                                                                  \
    "rm -rf r g; git init -q g; cd g; mkdir d; echo 1 >d/x; echo 1 >y; echo 1 >z; git add -A; "    \
    "git commit -q -m one; echo 2 >d/x; echo 2 >y; git add y; echo 3 >z; "

static struct buffer said;
static bool (*is_cancelled)(void *context); /* of the next commit */
static char *edited_with; /* what the editor puts in front of the message; NULL: none runs */

static void show(void *context, const char *text, size_t length)
{
    (void)context;
    buffer_append(&said, text, length);
}

static UNUSED int edit(void *context, const char *path, struct error *error)
{
    (void)context;
    (void)error;
    shell("printf '%s' | cat - %s >edited; cat edited >%s", edited_with != NULL ? edited_with : "",
          path, path);
    return 0;
}

/* ifspec's commit of d/x in "r"; the error's text, "" if there is none. */
static UNUSED const char *try_commit(struct commit_request *request)
{
    static struct error error;
    static const char *const path = "d/x";
    struct git_host host = {.show = show, .edit = edited_with != NULL ? edit : NULL,
                            .is_cancelled = is_cancelled};
    struct repository *repository = open_repository("r");
    char id[GIT_HEX_SIZE] = "";
    error_clear(&error);
    buffer_clear(&said);
    if (request->paths == NULL)
        request->paths = &path;
    request->path_count = request->path_count == 0 ? 1 : request->path_count;
    request->host = &host;
    request->trusted = true;
    (void)door->commit_create(repository, request, id, &error);
    door->repository_close(repository);
    shell("git -C r fsck --strict >/dev/null 2>fsck.out");
    return error.text;
}

/* Both commits alike, and both working copies as they were left. */
static UNUSED void assert_alike(void)
{
    shell("for f in g r; do (cd $f; git log --format='%%T %%P%%n%%B%%n%%an %%ae' >../$f.log; "
          "git status --porcelain >>../$f.log; git ls-files -s >>../$f.log); done; "
          "diff g.log r.log >&2");
}

#endif
