/* The commit screen as a person sees it: what changes, what is asked, what is kept. */
#include "commit_fixture.h"

#include <signal.h>

static void shows_what_changes(void **state)
{
    struct driver *driver = open_screen(*state);
    driver_expect_golden(driver, "commit_80x24");
    driver_keys(driver, "Tab");
    driver_expect_attributes(driver, FIRST, DRIVER_REVERSE, 0);
    driver_expect_attributes(driver, SECOND, 0, DRIVER_REVERSE);
    driver_keys(driver, "Esc");
    leave(driver);
}

/* What became of each file is said before it is picked; a renamed one is one line. */
static void says_what_is_new_renamed_and_deleted(void **state)
{
    const struct scratch *scratch = *state;
    char command[512];
    (void)snprintf(command, sizeof command,
                   "git checkout -q " SECOND "; cp " FIRST " interfaces/APP/APP-GONE-V1.yaml; "
                   "git add interfaces; git commit -q -m two; rm interfaces/APP/APP-GONE-V1.yaml; "
                   "%s rename APP-S4-SF-ORDER-V1 APP-S4-SF-ORDER-V2 >/dev/null; "
                   "%s new APP-NEW-A-B-V1 --no-edit >/dev/null; "
                   "%s set APP-S4-SF-CUSTOMER-V1 overview.frequency=Daily >/dev/null",
                   driver_program("ifspec"), driver_program("ifspec"), driver_program("ifspec"));
    run_shell(scratch, command);
    const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, NULL};
    const char *const arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-ORDER-V2", NULL};
    const struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "Next");
    driver_keys(driver, "C-k");
    driver_expect(driver, "1 of 4 changed specifications");
    driver_expect(driver, "on main");
    driver_expect(driver, "APP-S4-SF-ORDER-V2: renamed from APP-S4-SF-ORDER-V1, version");
    driver_expect(driver, "APP-S4-SF-ORDER-V2.yaml  renamed from APP-S4-SF-ORDER-V1.yaml");
    driver_expect(driver, "APP-NEW-A-B-V1.yaml  new");
    driver_expect(driver, "APP-GONE-V1.yaml  deleted");
    driver_type(driver, " and what else there is to say");
    driver_expect(driver, "first line: 90 of 72 columns");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Committed");
    leave(driver);
    run_shell(scratch, "test \"$(git show --format= --name-status -M HEAD | cut -c1)\" = R");
}

static void commits_what_is_picked(void **state)
{
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "Tab Down Down Down Down Space");
    driver_expect(driver, "2 of 2");
    driver_expect(driver, "2 specifications: APP-S4-SF-CUSTOMER-V1, APP-S4-SF-ORDER-V1");
    driver_keys(driver, "Tab");
    driver_expect_cursor_in(driver, "2 specifications: APP-S4-SF-CUSTOMER-V1, APP-S4-SF-ORDER-V1");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Committed");
    leave(driver);
    run_shell(*state, "test -z \"$(git status --porcelain interfaces)\"");
}

/* The answers of a new file would only fill the screen. */
static void a_new_file_is_one_line_until_asked(void **state)
{
    run_shell(*state, "git rm -q --cached " FIRST " && git commit -q --amend -m one");
    struct driver *driver = open_screen(*state);
    driver_expect(driver, FIRST "  new");
    driver_expect(driver, "    80 fields answered");
    driver_expect_not(driver, "Smart ID: +");
    driver_keys(driver, "Tab Down");
    driver_expect(driver, "Enter Show all");
    driver_keys(driver, "Enter");
    driver_expect(driver, "    Status: + Active");
    driver_expect(driver, "Enter Fold");
    driver_keys(driver, "Enter");
    driver_expect_not(driver, "Status: + Active");
    driver_keys(driver, "Esc");
    leave(driver);
}

static void cuts_nothing_without_a_mark(void **state)
{
    run_shell(*state, "rm " SECOND);
    struct driver *driver = open_screen(*state);
    driver_resize(driver, 24, 50);
    driver_expect(driver, " " FIRST);
    driver_expect(driver, " APP-S4-SF-ORDER-V1.yaml  deleted");
    driver_resize(driver, 24, 30);
    driver_expect(driver, "1 of 2 changed spec…");
    driver_expect(driver, "☑ APP-S4-SF-CUSTOMER-V1.yaml");
    driver_expect(driver, "☐ APP-S4-SF-ORDER-…  deleted");
    driver_resize(driver, 24, 80);
    driver_expect(driver, SECOND "  deleted");
    driver_keys(driver, "Esc");
    leave(driver);
}

/* What a key does is said for the row that one is on. */
static void the_footer_is_that_of_the_row(void **state)
{
    run_shell(*state, "sed -i 's/Sales staff see/Sales staff and partners see/' " FIRST);
    struct driver *driver = open_screen(*state);
    driver_expect(driver, "Tab Files");
    driver_expect(driver, "Summary: … real-time. Sales staff {+and partners +}see");
    driver_expect_attributes(driver, "{+and", DRIVER_COLOURED, 0);
    driver_keys(driver, "Tab");
    driver_expect(driver, "Tab Message");
    driver_expect(driver, "Space Leave out");
    driver_keys(driver, "Down");
    driver_expect(driver, "Enter Whole text");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Before");
    driver_expect(driver, "a business partner number.");
    driver_keys(driver, "Esc PgDn");
    driver_expect(driver, "Space Pick");
    driver_keys(driver, "Esc");
    leave(driver);
}

static void what_was_typed_survives_a_kill(void **state)
{
    struct driver *driver = open_screen(*state);
    driver_type(driver, " mine");
    run_shell(*state, "i=0; until grep -rqs 'frequency mine' .state/ifspec/message || [ $i = 100 ]; "
                      "do sleep 0.1; i=$((i + 1)); done");
    driver_signal(driver, SIGKILL);
    driver_expect_exit(driver, -SIGKILL);
    driver_stop(driver);
    driver = open_screen(*state);
    driver_expect(driver, "frequency mine");
    driver_expect(driver, "Your message of before");
    driver_keys(driver, "Esc");
    leave(driver);
}

static void adds_the_row_for_readers(void **state)
{
    struct driver *driver = open_screen(*state);
    driver_expect(driver, "adds a line for readers: 2025-05-01");
    driver_keys(driver, "Tab Down Down Down Enter");
    driver_expect(driver, "What changed, in a line for readers");
    driver_keys(driver, "C-u");
    driver_type(driver, "runs hourly now");
    driver_keys(driver, "Enter");
    driver_expect(driver, "2025-05-01 | runs hourly now");
    driver_expect_not(driver, "adds a line for readers");
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1: frequency");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Committed");
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1: frequency");
    /* The form has the line, too. */
    driver_expect(driver, "4 rows");
    leave(driver);
    run_shell(*state, "git show HEAD | grep -q '^+.*note: runs hourly now'");
}

static void asks_before_a_secret_is_committed(void **state)
{
    run_shell(*state, "sed -i 's/^  frequency: .*/  frequency: password=hunter2secret/' " FIRST);
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "looks like a secret");
    driver_keys(driver, "Enter");
    driver_expect_not(driver, "Insist");
    run_shell(*state, "test $(git rev-list --count HEAD) = 1");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Insist");
    driver_type(driver, "i");
    driver_expect(driver, "Committed");
    leave(driver);
}

static void asks_on_no_branch(void **state)
{
    run_shell(*state, "git checkout -q --detach");
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "on no branch");
    driver_type(driver, "c");
    driver_expect(driver, "Committed");
    leave(driver);
}

static void asks_who_commits_and_writes_it_down(void **state)
{
    run_shell(*state, "git config --unset user.name; git config --unset user.email; "
                      "git config user.useConfigOnly true");
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "Your name");
    driver_type(driver, "Zoë Quinn");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Your mail address");
    driver_type(driver, "zoe@example.org");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Committed");
    leave(driver);
    run_shell(*state, "test \"$(git log -1 --format='%an %ce')\" = 'Zoë Quinn zoe@example.org'; "
                      "git config --local user.name");
}

static void says_what_is_under_way(void **state)
{
    run_shell(*state, "git rev-parse HEAD >.git/MERGE_HEAD");
    struct driver *driver = open_screen(*state);
    driver_expect(driver, "a merge is under way");
    driver_keys(driver, "C-k");
    driver_expect(driver, "no commit now");
    driver_keys(driver, "Esc");
    driver_expect(driver, "Next");
    leave(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        commit_test(shows_what_changes),
        commit_test(says_what_is_new_renamed_and_deleted),
        commit_test(commits_what_is_picked),
        commit_test(a_new_file_is_one_line_until_asked),
        commit_test(cuts_nothing_without_a_mark),
        commit_test(the_footer_is_that_of_the_row),
        commit_test(what_was_typed_survives_a_kill),
        commit_test(adds_the_row_for_readers),
        commit_test(asks_before_a_secret_is_committed),
        commit_test(asks_on_no_branch),
        commit_test(asks_who_commits_and_writes_it_down),
        commit_test(says_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
