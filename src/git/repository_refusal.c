/* Opening `.git` with libgit2, and what to tell people when it refuses. */
#include "repository_internal.h"

#include "base/memory.h"

#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ── Somebody else's repository ────────────────────────────────────────────────────────────── */

struct trust {
    const char *root;
    bool given;
};

/* safe.directory as git reads it: an empty value forgets what came before, `*` is everything. */
static int read_safe_directory(const git_config_entry *entry, void *context)
{
    struct trust *trust = context;
    const char *value = entry->value != NULL ? entry->value : "";
    if (value[0] == '\0')
        trust->given = false;
    else if (strcmp(value, "*") == 0 || strcmp(value, trust->root) == 0)
        trust->given = true;
    return 0;
}

/* Whether the user's own configuration (never the repository's) trusts this folder. libgit2 1.5
 * does not know `*`, and fails on a configuration without safe.directory. */
static bool is_trusted(const char *root)
{
    struct trust trust = {.root = root};
    git_config *config = NULL;
    if (git_config_open_default(&config) == 0)
        (void)git_config_get_multivar_foreach(config, "safe.directory", NULL, read_safe_directory,
                                              &trust);
    git_config_free(config);
    return trust.given;
}

static bool is_owner_problem(int code)
{
    return code == GIT_EOWNER ||
           (code == GIT_ENOTFOUND && strstr(library_reason(), "safe.directory"));
}

static int open_link(const char *link, git_repository **out)
{
    return git_repository_open_ext(
        out, link, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_NO_DOTGIT, NULL);
}

static int open_although_owned(const char *link, git_repository **out)
{
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    int code = open_link(link, out);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
    return code;
}

static int refuse_owner(const char *root, const char *link, struct error *error)
{
    struct stat status = {0};
    const struct passwd *owner = NULL;
    if (stat(link, &status) == 0)
        owner = getpwuid(status.st_uid);
    return error_set(error, ERROR_ENVIRONMENT,
                     "%s belongs to another user (%s); if you trust it, run: "
                     "git config --global --add safe.directory %s",
                     root, owner != NULL ? owner->pw_name : "unknown", root);
}

/* ── What libgit2 cannot read ──────────────────────────────────────────────────────────────── */

static const struct {
    const char *extension; /* as libgit2 writes it, in lower case */
    const char *meaning;
} extensions[] = {
    {"objectformat", "its objects are named by SHA-256"},
    {"refstorage", "its branches are kept in a reftable"},
};

static int refuse_format(const char *root, struct error *error)
{
    const char *reason = library_reason();
    const char *meaning = NULL;
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (strstr(reason, extensions[i].extension) != NULL)
            meaning = extensions[i].meaning;
    if (meaning == NULL && strstr(reason, "extension") == NULL &&
        strstr(reason, "repository version") == NULL)
        return library_fail(error, ERROR_ENVIRONMENT, "%s cannot be opened", root);
    return error_set(error, ERROR_ENVIRONMENT,
                     "the repository %s has a format that ifspec cannot read: %s; use git itself "
                     "there, or a plain clone for ifspec",
                     root, meaning != NULL ? meaning : reason);
}

int repository_open_root(const char *root, git_repository **out, struct error *error)
{
    int result = 0;
    char *link = memory_format("%s/.git", root);
    int code = open_link(link, out);
    if (code < 0 && is_owner_problem(code)) {
        if (is_trusted(root))
            code = open_although_owned(link, out);
        else
            result = refuse_owner(root, link, error);
    }
    if (code < 0 && result == 0)
        result = refuse_format(root, error);
    free(link);
    return result;
}
