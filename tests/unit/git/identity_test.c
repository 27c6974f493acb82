#include "fixture.h"

#include "../../../src/git/identity_internal.h"
#include "../../../src/git/signature_date_internal.h"

static const char *const variables[] = {"GIT_AUTHOR_NAME",    "GIT_AUTHOR_EMAIL",
                                        "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
                                        "GIT_AUTHOR_DATE",    "GIT_COMMITTER_DATE"};

static int start(void **state)
{
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        unsetenv(variables[i]);
    int result = set_up(state);
    shell("git init -q r");
    return result;
}

static void assert_identity(enum identity_role role, const char *expected)
{
    struct repository *repository = open_repository("r");
    git_signature *signature = NULL;
    struct error error = {0};
    if (identity_find(repository, role, NULL, NULL, &signature, &error) < 0)
        fail_msg("%s", error.text);
    char *text = memory_format("%s <%s>", signature->name, signature->email);
    assert_string_equal(text, expected);
    free(text);
    git_signature_free(signature);
    door->repository_close(repository);
    /* git agrees. */
    text = shell_output("cd r; git var %s | sed 's/ [0-9]* [-+0-9]*$//'",
                        role == IDENTITY_AUTHOR ? "GIT_AUTHOR_IDENT" : "GIT_COMMITTER_IDENT");
    text[strcspn(text, "\n")] = '\0';
    assert_string_equal(text, expected);
    free(text);
}

static void takes_environment_then_role_then_user(void **state)
{
    (void)state;
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <ada@example.com>");
    shell("cd r; git config user.name 'Local Ada'; git config author.email a@b.c; "
          "git config committer.name Committer");
    assert_identity(IDENTITY_AUTHOR, "Local Ada <a@b.c>");
    assert_identity(IDENTITY_COMMITTER, "Committer <ada@example.com>");
    setenv("GIT_AUTHOR_NAME", "Env Ada", 1);
    setenv("GIT_COMMITTER_EMAIL", "env@c", 1);
    assert_identity(IDENTITY_AUTHOR, "Env Ada <a@b.c>");
    assert_identity(IDENTITY_COMMITTER, "Committer <env@c>");
}

/* Every level of the configuration, and what it includes on conditions. */
static void takes_what_the_configuration_includes(void **state)
{
    (void)state;
    shell("mkdir -p ~/inc sub; printf '[user]\\n\\tname = Included Ada\\n' >~/inc/plain; "
          "printf '[user]\\n\\temail = work@example.com\\n' >~/inc/work; "
          "printf '[user]\\n\\temail = side@example.com\\n' >~/inc/side; "
          "git config --global include.path inc/plain");
    assert_identity(IDENTITY_AUTHOR, "Included Ada <ada@example.com>");
    shell("git config --global includeIf.gitdir:%s/r/.path inc/work", scratch);
    assert_identity(IDENTITY_AUTHOR, "Included Ada <work@example.com>");
    shell("git config --global includeIf.gitdir:elsewhere/.path '~/inc/side'; "
          "git config --global 'includeIf.onbranch:fea*.path' '~/inc/side'");
    assert_identity(IDENTITY_AUTHOR, "Included Ada <work@example.com>");
    shell("git -C r checkout -q -b feature");
    assert_identity(IDENTITY_AUTHOR, "Included Ada <side@example.com>");
    shell("git -C r config user.email local@example.com");
    assert_identity(IDENTITY_COMMITTER, "Included Ada <local@example.com>");
}

/* The address for one company's server, by the only condition that libgit2 does not know. */
static void takes_what_is_included_for_a_remote(void **state)
{
    (void)state;
    shell("printf '[user]\\n\\temail = work@example.com\\n[commit]\\n\\tgpgSign\\n' >~/work; "
          "git config --global 'includeIf.hasconfig:remote.*.url:https://git.*.com/**.path' "
          "'~/work'");
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <ada@example.com>");
    shell("git -C r remote add origin https://git.example.org/team/specs.git");
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <ada@example.com>");
    shell("git -C r remote set-url origin https://git.example.com/team/specs.git");
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <work@example.com>");
    shell("git -C r config user.email local@example.com");
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <local@example.com>");
}

static void takes_email_from_the_environment_last(void **state)
{
    (void)state;
    shell("git config --global --unset user.email");
    setenv("EMAIL", "mail@example.com", 1);
    assert_identity(IDENTITY_AUTHOR, "Ada Lovelace <mail@example.com>");
}

static void assert_unknown(const char *what)
{
    struct repository *repository = open_repository("r");
    struct error error = {0};
    char *name = NULL;
    char *email = NULL;
    assert_int_equal(door->identity_read(repository, &name, &email, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_null(name);
    assert_null(email);
    assert_contains(error.text, what);
    assert_contains(error.text, "git config user.name ");
    assert_contains(error.text, "git config user.email ");
    door->repository_close(repository);
}

static void says_how_to_set_what_is_missing(void **state)
{
    (void)state;
    shell("git config --global --unset user.email; git config --global user.useConfigOnly true");
    setenv("EMAIL", "mail@example.com", 1);
    assert_unknown("your email address");
    shell("git config --global --unset user.name");
    assert_unknown("your name and email address");
    shell("git config --global user.email a@b; git config --global user.name ' .,;'");
    assert_unknown("your name;");
}

static void strips_what_git_strips(void **state)
{
    (void)state;
    setenv("GIT_AUTHOR_NAME", "  \"Ada <the\nfirst> L.\" ,", 1);
    setenv("GIT_AUTHOR_EMAIL", "<ada@example.com>", 1);
    assert_identity(IDENTITY_AUTHOR, "Ada thefirst L <ada@example.com>");
}

/* Each notation means to us what it means to git. */
static void reads_dates_as_git_does(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "NST3:30"};
    static const char *const dates[] = {"@1746100000 +0200",
                                        "1746100000 -0330",
                                        "@0 +0000",
                                        "Thu, 1 May 2025 13:46:40 +0200",
                                        "Thu, 01 May 2025 13:46:40 GMT",
                                        "1 May 2025 13:46:40",
                                        "Thu May 1 13:46:40 2025 -0700",
                                        "2025-05-01T13:46:40+02:00",
                                        "2025-05-01T13:46:40Z",
                                        "2025-05-01T13:46:40.123+0200",
                                        "2025-05-01 13:46:40",
                                        "2025-01-01 13:46",
                                        "2025-12-31 23:59:59 +05",
                                        "2025/05/01 13:46:40 +0200",
                                        "2025.05.01T13:46:40"};
    for (size_t zone = 0; zone < sizeof zones / sizeof *zones; zone++)
        for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
            struct instant instant = {0};
            setenv("TZ", zones[zone], 1);
            tzset();
            setenv("GIT_AUTHOR_DATE", dates[i], 1);
            if (!signature_date_parse(dates[i], &instant))
                fail_msg("%s is not read", dates[i]);
            int minutes = abs(instant.offset);
            char *ours =
                memory_format("%lld %c%02d%02d\n", (long long)instant.seconds,
                              instant.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
            char *theirs = shell_output("cd r; git var GIT_AUTHOR_IDENT | sed 's/.*> //'");
            if (strcmp(ours, theirs) != 0)
                fail_msg("%s: ours %stheirs %s", dates[i], ours, theirs);
            free(ours);
            free(theirs);
        }
    setenv("TZ", "UTC0", 1);
    tzset();
}

static void refuses_dates_that_mean_nothing(void **state)
{
    (void)state;
    static const char *const dates[] = {"",
                                        "yesterday",
                                        "2025-05-01",
                                        "2025-02-30 10:00:00",
                                        "2025-05-01 24:00:00",
                                        "2025-05-01 10:60:00",
                                        "@",
                                        "@12 34",
                                        "@99999999999999999999 +0000",
                                        "2025-05-01 10:00:00 +0200 +0200",
                                        "1969-01-01 10:00:00 +0000",
                                        "1 May 2025",
                                        "10:00:00"};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct instant instant = {0};
        if (signature_date_parse(dates[i], &instant))
            fail_msg("%s is taken", dates[i]);
    }
    setenv("GIT_AUTHOR_DATE", "yesterday", 1);
    struct repository *repository = open_repository("r");
    git_signature *signature = NULL;
    struct error error = {0};
    assert_int_equal(
        identity_find(repository, IDENTITY_AUTHOR, NULL, NULL, &signature, &error), -1);
    assert_contains(error.text, "GIT_AUTHOR_DATE is \"yesterday\"");
    door->repository_close(repository);
}

#define identity_test(name) cmocka_unit_test_setup_teardown(name, start, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        identity_test(takes_environment_then_role_then_user),
        identity_test(takes_what_the_configuration_includes),
        identity_test(takes_what_is_included_for_a_remote),
        identity_test(takes_email_from_the_environment_last),
        identity_test(says_how_to_set_what_is_missing),
        identity_test(strips_what_git_strips),
        identity_test(reads_dates_as_git_does),
        identity_test(refuses_dates_that_mean_nothing),
    };
    return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
