#include "identity_internal.h"

#include "base/memory.h"
#include "signature_date_internal.h"

#include <stdlib.h>
#include <string.h>

struct role_names {
    const char *name_variable;
    const char *email_variable;
    const char *date_variable;
    const char *name_setting;
    const char *email_setting;
};

static const struct role_names role_names[] = {
    [IDENTITY_AUTHOR] = {"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "author.name",
                         "author.email"},
    [IDENTITY_COMMITTER] = {"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
                            "committer.name", "committer.email"},
};

/* What git takes off the ends of a name ("crud" in its ident.c). */
static bool is_crud(char byte)
{
    return (unsigned char)byte <= 32 || strchr(".,:;<>\"\\'", byte) != NULL;
}

/* The text without crud at its ends and without the bytes that would break the header; owned,
 * NULL if nothing is left. Takes over `text`. */
static char *clean(char *text)
{
    if (text == NULL)
        return NULL;
    const char *at = text;
    while (at[0] != '\0' && is_crud(at[0]))
        at++;
    size_t length = strlen(at);
    while (length > 0 && is_crud(at[length - 1]))
        length--;
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (at[i] != '\n' && at[i] != '<' && at[i] != '>')
            text[kept++] = at[i];
    text[kept] = '\0';
    if (kept == 0) {
        free(text);
        text = NULL;
    }
    return text;
}

static char *copy_or_null(const char *text)
{
    return text != NULL ? memory_copy_string(text) : NULL;
}

/* The first place that has something; owned or NULL. */
static char *look_up(struct repository *repository, const char *given, const char *variable,
                     const char *role_setting, const char *user_setting)
{
    char *found = clean(copy_or_null(given));
    if (found == NULL)
        found = clean(copy_or_null(library_git_variable(variable)));
    if (found == NULL)
        found = clean(repository_setting(repository, role_setting));
    if (found == NULL)
        found = clean(repository_setting(repository, user_setting));
    return found;
}

static int read_date(const char *variable, struct instant *when, struct error *error)
{
    const char *text = library_git_variable(variable);
    if (text == NULL || text[0] == '\0')
        *when = instant_now();
    else if (!signature_date_parse(text, when))
        return error_set(error, ERROR_INPUT,
                         "%s is \"%s\": write a date and a time, as 2025-05-01T12:00:00+02:00",
                         variable, text);
    return 0;
}

/* *name and *email are owned, or NULL, whatever is returned. */
static int find_names(struct repository *repository, enum identity_role role,
                      const char *given_name, const char *given_email, char **name, char **email,
                      struct error *error)
{
    const struct role_names *names = &role_names[role];
    *name = look_up(repository, given_name, names->name_variable, names->name_setting, "user.name");
    *email =
        look_up(repository, given_email, names->email_variable, names->email_setting, "user.email");
    if (*email == NULL && !repository_setting_is_true(repository, "user.useconfigonly", false))
        *email = clean(copy_or_null(getenv("EMAIL")));
    if (*name != NULL && *email != NULL)
        return 0;
    return error_set(error, ERROR_NOT_FOUND,
                     "Git does not know your %s; run: git config user.name \"Your Name\" "
                     "and: git config user.email you@example.com",
                     *name != NULL    ? "email address"
                     : *email != NULL ? "name"
                                      : "name and email address");
}

int identity_find(struct repository *repository, enum identity_role role, const char *given_name,
                  const char *given_email, git_signature **out, struct error *error)
{
    int result = -1;
    struct instant when = {0};
    char *name = NULL;
    char *email = NULL;
    *out = NULL;
    if (find_names(repository, role, given_name, given_email, &name, &email, error) < 0)
        goto out;
    if (read_date(role_names[role].date_variable, &when, error) < 0)
        goto out;
    if (git_signature_new(out, name, email, when.seconds, when.offset) < 0) {
        library_fail(error, ERROR_INPUT, "\"%s <%s>\" cannot be an author", name, email);
        goto out;
    }
    result = 0;
out:
    free(name);
    free(email);
    return result;
}

int identity_read(struct repository *repository, char **name, char **email, struct error *error)
{
    if (find_names(repository, IDENTITY_AUTHOR, NULL, NULL, name, email, error) == 0)
        return 0;
    free(*name);
    free(*email);
    *name = NULL;
    *email = NULL;
    return -1;
}
