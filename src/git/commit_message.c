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

/* What the editor shows below the message, as far as it is taken away again. */
static char *with_advice(const struct commit_work *work, const char *text,
                         enum message_cleanup cleanup)
{
    char comment = message_comment(work->repository);
    if (cleanup == MESSAGE_STRIP)
        return memory_format("%s\n%c Lines that begin with '%c' are left out; an empty message "
                             "gives the commit up.\n",
                             text, comment, comment);
    if (cleanup == MESSAGE_SCISSORS)
        return memory_format("%s%c ------------------------ >8 ------------------------\n"
                             "%c Everything below the line above is left out.\n",
                             text, comment, comment);
    return memory_copy_string(text);
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
    bool edited = work->hooks.edited || work->request->edited;
    enum message_cleanup cleanup = message_cleanup(work->repository, edited);
    char *path = memory_format("%s/COMMIT_EDITMSG", work->repository->git_directory);
    char *text = message_tidy(work->request->message, cleanup);
    int result = -1;
    if (work->request->signoff) {
        char *longer = message_sign_off(text, work->committer);
        free(text);
        text = longer;
    }
    if (work->hooks.edited) {
        char *longer = with_advice(work, text, cleanup);
        free(text);
        text = longer;
    }
    if (write_file(path, text, error) == 0 && pass(work, path, error) == 0) {
        free(text);
        text = read_file(path, error);
        if (text != NULL)
            result = message_clean(work->repository, text, cleanup, &work->message, error);
    }
    free(text);
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
