#include "commit_work_internal.h"

#include "base/buffer.h"
#include "base/encoding.h"
#include "sign_internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ── Encoding ──────────────────────────────────────────────────────────────────────────────── */

/* What goes into the commit's header; NULL for UTF-8. Owned. */
static char *find_encoding(struct repository *repository)
{
    char *name = repository_setting(repository, "i18n.commitencoding");
    if (name != NULL && name[0] != '\0' && strcasecmp(name, "utf-8") != 0 &&
        strcasecmp(name, "utf8") != 0)
        return name;
    free(name);
    return NULL;
}

/* The text in this encoding; owned, NULL if it cannot be said in it, or only with a NUL. */
static char *encode(const char *text, const char *encoding)
{
    struct buffer out = {0};
    if (encoding_encode(&out, text, strlen(text), encoding) &&
        strlen(buffer_string(&out)) == out.length)
        return buffer_take(&out);
    buffer_done(&out);
    return NULL;
}

static git_signature *encode_signature(const git_signature *who, const char *encoding)
{
    git_signature *encoded = NULL;
    char *name = encode(who->name, encoding);
    char *email = encode(who->email, encoding);
    if (name != NULL && email != NULL)
        (void)git_signature_new(&encoded, name, email, who->when.time, who->when.offset);
    free(name);
    free(email);
    return encoded;
}

/* ── The object ────────────────────────────────────────────────────────────────────────────── */

struct commit_text {
    char *encoding; /* NULL: UTF-8, and the rest is the work's own */
    char *message;
    git_signature *author;
    git_signature *committer;
};

static int encode_all(const struct commit_work *work, struct commit_text *text, struct error *error)
{
    text->encoding = find_encoding(work->repository);
    if (text->encoding == NULL)
        return 0;
    text->message = encode(work->message, text->encoding);
    text->author = encode_signature(work->author, text->encoding);
    text->committer = encode_signature(work->committer, text->encoding);
    if (text->message != NULL && text->author != NULL && text->committer != NULL)
        return 0;
    return error_set(error, ERROR_INPUT,
                     "message or name cannot be written in %s (i18n.commitEncoding): leave out "
                     "what it does not have, or set i18n.commitEncoding to UTF-8",
                     text->encoding);
}

static void text_done(struct commit_text *text)
{
    git_signature_free(text->committer);
    git_signature_free(text->author);
    free(text->message);
    free(text->encoding);
}

static int sign(struct commit_work *work, const git_buf *content, struct error *error)
{
    const struct sign_request request = {
        .repository = work->repository,
        .host = work->request->host,
        .committer = work->committer,
        .trusted = work->request->trusted,
        .scratch = work->lock.scratch,
    };
    char *signature = sign_bytes(&request, content->ptr, content->size, error);
    if (signature == NULL)
        return -1;
    int code = git_commit_create_with_signature(&work->id, work->repository->handle, content->ptr,
                                                signature, "gpgsig");
    free(signature);
    return code == 0 ? 0 : library_fail(error, ERROR_ENVIRONMENT, "the commit cannot be written");
}

int commit_object_write(struct commit_work *work, struct error *error)
{
    git_repository *handle = work->repository->handle;
    const git_commit *parents[1] = {work->parent};
    struct commit_text text = {0};
    git_tree *tree = NULL;
    git_buf content = {0};
    git_odb *objects = NULL;
    int result = -1;
    if (encode_all(work, &text, error) < 0)
        goto out;
    bool encoded = text.encoding != NULL;
    int code = git_tree_lookup(&tree, handle, &work->tree);
    if (code == 0)
        code = git_commit_create_buffer(&content, handle, encoded ? text.author : work->author,
                                        encoded ? text.committer : work->committer, text.encoding,
                                        encoded ? text.message : work->message, tree,
                                        work->parent != NULL ? 1 : 0, parents);
    if (code == 0 && sign_is_wanted(work->repository)) {
        result = sign(work, &content, error);
        goto out;
    }
    if (code == 0)
        code = git_repository_odb(&objects, handle);
    if (code == 0)
        code = git_odb_write(&work->id, objects, content.ptr, content.size, GIT_OBJECT_COMMIT);
    result = code == 0 ? 0 : library_fail(error, ERROR_ENVIRONMENT, "the commit cannot be written");
out:
    git_odb_free(objects);
    git_buf_dispose(&content);
    git_tree_free(tree);
    text_done(&text);
    return result;
}
