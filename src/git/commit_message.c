/* The message on its way: tidied, signed off, through COMMIT_EDITMSG past its hooks and the editor,
 * and back. From then on it is in that file, whatever becomes of the commit. */
#include "commit_work_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "commit_internal.h"
#include "commit_record_internal.h"
#include "durable_internal.h"
#include "message_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_file(const char *path, const char *text, struct error *error)
{
    int descriptor =
        open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    int result = descriptor < 0 ? -1 : durable_write_all(descriptor, text, strlen(text));
    if (descriptor >= 0 && close(descriptor) < 0)
        result = -1;
    return result == 0
               ? 0
               : error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written", path);
}

static char *read_file(const char *path, struct error *error)
{
    struct buffer bytes = {0};
    char *text = NULL;
    if (file_read(path, FILE_SIZE_LIMIT, &bytes, error) == 0) {
        if (memchr(bytes.bytes, '\0', bytes.length) == NULL)
            text = buffer_take(&bytes);
        else
            error_set(error, ERROR_INPUT, "the commit message has a NUL byte in it");
    }
    buffer_done(&bytes);
    return text;
}

/* ── What the editor shows below the message ───────────────────────────────────────────────── */

struct manner {
    enum message_cleanup cleanup;
    bool verbose; /* commit.verbose: the difference is shown, and cut off again */
    char comment;
};

/* commit.verbose counts how much; for us any is one. */
static bool is_verbose(struct repository *repository)
{
    char *setting = repository_setting(repository, "commit.verbose");
    bool verbose = setting != NULL && setting[0] >= '1' && setting[0] <= '9';
    free(setting);
    return verbose || repository_setting_is_true(repository, "commit.verbose", false);
}

static void append_difference(const struct commit_work *work, struct buffer *text)
{
    git_tree *tree = NULL;
    git_diff *diff = NULL;
    git_buf patch = {0};
    git_repository *handle = work->repository->handle;
    if (git_tree_lookup(&tree, handle, &work->tree) == 0 &&
        git_diff_tree_to_tree(&diff, handle, work->parent_tree, tree, NULL) == 0 &&
        git_diff_to_buf(&patch, diff, GIT_DIFF_FORMAT_PATCH) == 0)
        buffer_append(text, patch.ptr, patch.size);
    git_buf_dispose(&patch);
    git_diff_free(diff);
    git_tree_free(tree);
}

/* As far as it is taken away again. */
static void append_advice(const struct commit_work *work, const struct manner *manner,
                          struct buffer *text)
{
    char comment = manner->comment;
    if (manner->cleanup == MESSAGE_STRIP)
        buffer_append_format(text,
                             "\n%c Lines that begin with '%c' are left out; an empty message gives "
                             "the commit up.\n",
                             comment, comment);
    if (manner->cleanup == MESSAGE_SCISSORS || manner->verbose)
        buffer_append_format(text,
                             "%c ------------------------ >8 ------------------------\n"
                             "%c Everything below the line above is left out.\n",
                             comment, comment);
    if (manner->verbose)
        append_difference(work, text);
}

/* ── The way of the message ────────────────────────────────────────────────────────────────── */

/* As it begins: tidied and signed off; and in which manner it is read again. */
static void prepare(struct commit_work *work, struct manner *manner, struct buffer *text)
{
    char *tidy = message_tidy(work->request->message, manner->cleanup);
    buffer_append_string(text, tidy);
    free(tidy);
    if (work->request->signoff) {
        char *whole = message_sign_off(buffer_string(text), work->committer,
                                       message_comment(work->repository, ""));
        buffer_clear(text);
        buffer_append_string(text, whole);
        free(whole);
    }
    manner->comment = message_comment(work->repository, buffer_string(text));
    if (work->hooks.edited)
        append_advice(work, manner, text);
}

/* Past the hooks and the editor; each of them reads and writes the file. */
static int pass(struct commit_work *work, const char *path, struct error *error)
{
    const struct git_host *host = work->request->host;
    if (hook_run(&work->hooks, "prepare-commit-msg", path, "message", error) < 0)
        return -1;
    if (work->hooks.edited && host->edit(host->context, path, error) < 0)
        return -1;
    if (work->request->no_verify)
        return 0;
    return hook_run(&work->hooks, "commit-msg", path, NULL, error);
}

int commit_message_make(struct commit_work *work, struct error *error)
{
    struct manner manner = {
        .cleanup = message_cleanup(work->repository, work->hooks.edited || work->request->edited),
        .verbose = is_verbose(work->repository),
    };
    char *path = memory_format("%s/COMMIT_EDITMSG", work->repository->git_directory);
    struct buffer text = {0};
    char *read = NULL;
    int result = -1;
    prepare(work, &manner, &text);
    if (write_file(path, buffer_string(&text), error) == 0 && pass(work, path, error) == 0)
        read = read_file(path, error);
    if (read != NULL)
        result = message_clean(read, manner.cleanup, manner.verbose, manner.comment, &work->message,
                               error);
    free(read);
    buffer_done(&text);
    free(path);
    return result;
}

int commit_subject(struct repository *repository, const char *id, struct buffer *out,
                   struct error *error)
{
    struct commit_words words = {0};
    git_oid oid = {{0}};
    if (git_oid_fromstr(&oid, id) < 0)
        return library_fail(error, ERROR_INPUT, "%s is no commit", id);
    int result = commit_words_read(&words, repository, &oid, error);
    if (result == 0)
        buffer_append(out, words.subject.bytes, words.subject.length);
    commit_words_done(&words);
    return result;
}
