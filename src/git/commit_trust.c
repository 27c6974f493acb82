#include "commit_trust_internal.h"

#include "hook_internal.h"

#include <stdlib.h>

static void append_name(struct buffer *names, size_t count, const char *what, const char *value)
{
    buffer_append_format(names, "%s%s (%s)", count > 0 ? ", " : "", what, value);
}

static size_t add_hooks(struct repository *repository, struct buffer *names)
{
    static const char *const hooks[][2] = {{"post-index-change", "hook post-index-change"},
                                           {"pre-commit", "hook pre-commit"},
                                           {"prepare-commit-msg", "hook prepare-commit-msg"},
                                           {"commit-msg", "hook commit-msg"},
                                           {"reference-transaction", "hook reference-transaction"},
                                           {"post-commit", "hook post-commit"}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++) {
        bool own = false;
        char *hook = hook_find(repository, hooks[i][0], &own);
        if (hook != NULL && own)
            append_name(names, count++, hooks[i][1], hook);
        free(hook);
    }
    return count;
}

/* Whether to sign, the repository may say; with which program, only if it is trusted. */
static size_t add_signing(struct repository *repository, struct buffer *names, size_t count)
{
    static const char *const keys[] = {"gpg.program", "gpg.openpgp.program", "gpg.x509.program",
                                       "gpg.ssh.program", "gpg.ssh.defaultkeycommand"};
    size_t before = count;
    if (!repository_setting_is_true(repository, "commit.gpgsign", false))
        return 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        bool own = false;
        char *value = repository_program_setting(repository, keys[i], true, &own);
        if (value != NULL && own)
            append_name(names, count++, keys[i], value);
        free(value);
    }
    return count - before;
}

size_t commit_programs(struct repository *repository, struct buffer *names)
{
    size_t count = add_hooks(repository, names);
    return count + add_signing(repository, names, count);
}

int commit_check_trust(struct repository *repository, const struct commit_request *request,
                       struct error *error)
{
    struct buffer names = {0};
    size_t count = 0;
    if (!request->trusted && !request->no_verify)
        count = commit_programs(repository, &names);
    if (count > 0)
        error_set(error, ERROR_ENVIRONMENT,
                  "this repository brings programs that a commit would run, and you have not "
                  "trusted it: %s; `ifspec trust` lets them run, --no-verify commits without them",
                  buffer_string(&names));
    buffer_done(&names);
    return count > 0 ? -1 : 0;
}
