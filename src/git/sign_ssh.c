#include "sign_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "durable_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* A key itself, not the name of its file: NULL if it is that. */
static const char *literal_key(const char *key)
{
    if (begins_with(key, "key::"))
        return key + strlen("key::");
    return begins_with(key, "ssh-") ? key : NULL;
}

/* The first key that the user's command prints (gpg.ssh.defaultKeyCommand), as a literal one. */
static char *default_key(const struct sign_request *request)
{
    char *command = repository_program_setting(request->repository, "gpg.ssh.defaultkeycommand",
                                               request->trusted, NULL);
    struct buffer keys = {0};
    char *key = NULL;
    const char *const arguments[] = {"/bin/sh", "-c", command, NULL};
    if (command != NULL && sign_run(request, arguments, NULL, &keys, NULL, NULL) == 0) {
        buffer_truncate(&keys, strcspn(buffer_string(&keys), "\n"));
        if (literal_key(buffer_string(&keys)) != NULL)
            key = buffer_take(&keys);
    }
    buffer_done(&keys);
    free(command);
    return key;
}

static char *find_key(const struct sign_request *request)
{
    char *key = repository_setting(request->repository, "user.signingkey");
    if (key != NULL && key[0] != '\0')
        return key;
    free(key);
    return default_key(request);
}

static int write_private(const char *path, const char *bytes, size_t length, struct error *error)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    int result = descriptor < 0 ? -1 : durable_write_all(descriptor, bytes, length);
    if (descriptor >= 0 && close(descriptor) < 0)
        result = -1;
    return result == 0 ? 0 : error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", path);
}

/* The file that -f names: the key's own, or one with the literal key (its secret half is with an
 * agent). Takes `key`. */
static char *key_file(const struct sign_request *request, char *key, bool *literal,
                      struct error *error)
{
    const char *bytes = literal_key(key);
    *literal = bytes != NULL;
    if (!*literal)
        return repository_expand_home(key);
    char *path = memory_format("%s.key", request->scratch);
    char *line = memory_format("%s\n", bytes);
    if (write_private(path, line, strlen(line), error) < 0) {
        free(path);
        path = NULL;
    }
    free(line);
    free(key);
    return path;
}

static char *read_signature(const struct sign_request *request, struct error *error)
{
    enum { MOST = 64 * 1024 };
    struct buffer signature = {0};
    char *path = memory_format("%s.sig", request->scratch);
    char *text = NULL;
    if (file_read(path, MOST, &signature, error) == 0)
        text = buffer_take(&signature);
    buffer_done(&signature);
    free(path);
    return text;
}

static char *run_program(const struct sign_request *request, const char *key, bool literal,
                         struct error *error)
{
    struct buffer said = {0};
    char *signature = NULL;
    char *program = repository_expand_home(
        repository_program_setting(request->repository, "gpg.ssh.program", request->trusted, NULL));
    if (program == NULL)
        program = memory_copy_string("ssh-keygen");
    const char *const with_file[] = {program, "-Y", "sign",           "-n", "git",
                                     "-f",    key,  request->scratch, NULL};
    const char *const with_agent[] = {program, "-Y", "sign",           "-n", "git", "-f",
                                      key,     "-U", request->scratch, NULL};
    int status = sign_run(request, literal ? with_agent : with_file, NULL, &said, &said, error);
    if (status == 0) {
        signature = read_signature(request, error);
    } else if (status > 0) {
        if (said.length > 0 && request->host != NULL && request->host->show != NULL)
            request->host->show(request->host->context, said.bytes, said.length);
        error_set(error, ERROR_ENVIRONMENT,
                  "%s did not sign with the key %s (user.signingKey); nothing was committed",
                  program, key);
    }
    buffer_done(&said);
    free(program);
    return signature;
}

char *sign_with_ssh(const struct sign_request *request, const char *bytes, size_t length,
                    struct error *error)
{
    char *signature = NULL;
    bool literal = false;
    char *key = find_key(request);
    if (key == NULL) {
        error_set(error, ERROR_ENVIRONMENT,
                  "commits are to be signed with an SSH key, and none is named; run: git config "
                  "user.signingKey ~/.ssh/id_ed25519.pub");
        return NULL;
    }
    key = key_file(request, key, &literal, error);
    if (key != NULL && write_private(request->scratch, bytes, length, error) == 0)
        signature = run_program(request, key, literal, error);
    free(key);
    return signature;
}
