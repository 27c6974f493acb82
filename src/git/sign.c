#include "sign_internal.h"

#include "base/memory.h"
#include "base/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool sign_is_wanted(struct repository *repository)
{
    return repository_setting_is_true(repository, "commit.gpgsign", false);
}

/* ── Running a program that may ask for a passphrase ───────────────────────────────────────── */

static char *terminal_variable(void)
{
    const char *name = getenv("GPG_TTY");
    for (int descriptor = 0; name == NULL && descriptor < 3; descriptor++)
        name = ttyname(descriptor);
    return name != NULL ? memory_format("GPG_TTY=%s", name) : NULL;
}

int sign_run(const struct sign_request *request, const char *const *arguments,
             const struct buffer *input, struct buffer *output, struct buffer *said,
             struct error *error)
{
    const struct git_host *host = request->host;
    char *terminal = terminal_variable();
    const char *const environment[] = {terminal, NULL};
    const struct process_request start = {
        .arguments = arguments,
        .environment = environment,
        .input = input,
        .output = output,
        .errors = said,
        .asks = true,
    };
    if (host != NULL && host->leave != NULL)
        host->leave(host->context);
    int status = process_execute(&start, error);
    if (host != NULL && host->come_back != NULL)
        host->come_back(host->context);
    free(terminal);
    return status;
}

/* ── OpenPGP and X.509 ─────────────────────────────────────────────────────────────────────── */

static const char status_prefix[] = "[GNUPG:] ";

static bool says_created(const char *said)
{
    static const char created[] = "[GNUPG:] SIG_CREATED ";
    const char *at = strstr(said, created);
    return at != NULL && (at == said || at[-1] == '\n');
}

/* What a person can read of it: without the lines for programs. */
static void show(const struct git_host *host, const struct buffer *said)
{
    struct buffer words = {0};
    for (const char *line = buffer_string(said); *line != '\0';) {
        size_t length = strcspn(line, "\n");
        length += line[length] == '\n';
        if (strncmp(line, status_prefix, sizeof status_prefix - 1) != 0)
            buffer_append(&words, line, length);
        line += length;
    }
    if (words.length > 0 && host != NULL && host->show != NULL)
        host->show(host->context, words.bytes, words.length);
    buffer_done(&words);
}

static char *find_program(const struct sign_request *request, bool x509)
{
    struct repository *repository = request->repository;
    char *program = repository_program_setting(
        repository, x509 ? "gpg.x509.program" : "gpg.openpgp.program", request->trusted, NULL);
    if (program == NULL && !x509)
        program = repository_program_setting(repository, "gpg.program", request->trusted, NULL);
    if (program == NULL)
        program = memory_copy_string(x509 ? "gpgsm" : "gpg");
    return repository_expand_home(program);
}

static char *find_key(const struct sign_request *request)
{
    char *key = repository_setting(request->repository, "user.signingkey");
    if (key != NULL && key[0] != '\0')
        return key;
    free(key);
    return memory_format("%s <%s>", request->committer->name, request->committer->email);
}

static char *sign_with_gpg(const struct sign_request *request, bool x509, const char *bytes,
                           size_t length, struct error *error)
{
    char *program = find_program(request, x509);
    char *key = find_key(request);
    struct buffer input = {0};
    struct buffer output = {0};
    struct buffer said = {0};
    char *signature = NULL;
    const char *const arguments[] = {program, "--status-fd=2", "-bsau", key, NULL};
    buffer_append(&input, bytes, length);
    int status = sign_run(request, arguments, &input, &output, &said, error);
    if (status == 0 && says_created(buffer_string(&said))) {
        signature = buffer_take(&output);
    } else {
        show(request->host, &said);
        if (status >= 0)
            error_set(error, ERROR_ENVIRONMENT,
                      "%s did not sign with the key \"%s\" (user.signingKey); nothing was "
                      "committed",
                      program, key);
    }
    buffer_done(&said);
    buffer_done(&output);
    buffer_done(&input);
    free(key);
    free(program);
    return signature;
}

char *sign_bytes(const struct sign_request *request, const char *bytes, size_t length,
                 struct error *error)
{
    char *format = repository_setting(request->repository, "gpg.format");
    char *signature = NULL;
    if (format == NULL || strcmp(format, "openpgp") == 0)
        signature = sign_with_gpg(request, false, bytes, length, error);
    else if (strcmp(format, "x509") == 0)
        signature = sign_with_gpg(request, true, bytes, length, error);
    else if (strcmp(format, "ssh") == 0)
        signature = sign_with_ssh(request, bytes, length, error);
    else
        error_set(error, ERROR_ENVIRONMENT,
                  "gpg.format is \"%s\": commits are signed with openpgp, x509 or ssh", format);
    free(format);
    return signature;
}
