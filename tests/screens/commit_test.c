/* The commit screen as a person sees it: what changes, what is asked, what is kept. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define FIRST  "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"
#define SECOND "interfaces/APP/APP-S4-SF-ORDER-V1.yaml"

static char state_home[128];

static void run_shell(const struct scratch *scratch, const char *command)
{
    char line[4096];
    (void)snprintf(line, sizeof line, "export %s; cd '%s' && { %s; }", state_home, scratch->path,
                   command);
    if (system(line) != 0)
        fail_msg("failed: %s", command);
}

/* Two specifications, both changed; the repository was made by somebody else. */
static int begin(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    char command[2048];
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    (void)snprintf(
        command, sizeof command,
        "git init -q -b main . && mkdir -p interfaces/APP && git config user.name Ada && "
        "git config user.email ada@example.org && "
        "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' '%s/APP-S4-SF-ORDER-V1.yaml' "
        "interfaces/APP/ && git add -A && git commit -q -m one && "
        "%s set APP-S4-SF-CUSTOMER-V1 overview.frequency=Hourly >/dev/null && "
        "%s set APP-S4-SF-ORDER-V1 overview.frequency=Weekly >/dev/null",
        driver_source("tests/samples"), driver_source("tests/samples"), driver_program("ifspec"),
        driver_program("ifspec"));
    run_shell(scratch, command);
    return 0;
}

static struct driver *open_with(const struct scratch *scratch, const char *variable)
{
    const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, variable, NULL};
    const char *const arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1",
                                     NULL};
    const struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "Next");
    driver_keys(driver, "C-k");
    driver_expect(driver, "1 of 2 changed specifications");
    return driver;
}

static struct driver *open_screen(const struct scratch *scratch)
{
    return open_with(scratch, NULL);
}

static void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

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

static void a_refused_commit_keeps_the_message(void **state)
{
    run_shell(*state, "printf '#!/bin/sh\\necho a ticket is missing\\nexit 1\\n' "
                      ">.git/hooks/commit-msg; chmod +x .git/hooks/commit-msg");
    struct driver *driver = open_screen(*state);
    driver_type(driver, " mine");
    driver_keys(driver, "C-k");
    driver_expect(driver, "brings programs");
    driver_type(driver, "t");
    driver_expect(driver, "a ticket is missing");
    driver_expect(driver, "the commit-msg hook refused the commit");
    driver_expect(driver, "frequency mine");
    driver_keys(driver, "Esc");
    leave(driver);
    run_shell(*state, "rm .git/hooks/commit-msg");
    driver = open_screen(*state);
    driver_expect(driver, "frequency mine");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Committed");
    leave(driver);
    run_shell(*state, "git log -1 --format=%s | grep -q 'frequency mine'");
}

static void write_hook(const struct scratch *scratch, const char *name, const char *script)
{
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "printf '#!/bin/sh\\n%s\\n' >.git/hooks/%s; chmod +x .git/hooks/%s; %s trust",
                   script, name, name, driver_program("ifspec"));
    run_shell(scratch, command);
}

static void shows_what_hooks_said(void **state)
{
    write_hook(*state, "pre-commit", "echo looks fine; echo \"all \\033[31mof it\"");
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "Said by the hooks of this commit");
    driver_expect(driver, "looks fine");
    driver_expect(driver, "all ␛[31mof it");
    driver_expect(driver, "Committed");
    driver_keys(driver, "Esc");
    driver_expect_not(driver, "looks fine");
    leave(driver);
}

/* Long lines are wrapped, the end is in sight, and a key shows the beginning. */
static void what_a_hook_said_is_read_whole(void **state)
{
    write_hook(*state, "pre-commit",
               "for i in 1 2 3 4 5 6 7 8; do echo line $i; done; echo the volume of this interface "
               "needs an approval by the architecture board, see the wiki; exit 1");
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "Nothing was committed; the message is kept.");
    driver_expect_row(driver, 1, " the pre-commit hook refused the commit (status 1)");
    driver_expect_row(driver, 2, " … 4 lines above");
    driver_expect_row(driver, 3, " line 5");
    driver_expect_row(driver, 8, " the wiki");
    driver_expect_attributes(driver, "the pre-commit hook", DRIVER_COLOURED, 0);
    driver_expect_attributes(driver, "line 5", 0, DRIVER_COLOURED);
    driver_keys(driver, "Tab");
    driver_expect(driver, "F8 All it said");
    driver_keys(driver, "F8");
    driver_expect(driver, "line 1");
    driver_keys(driver, "Esc Esc");
    leave(driver);
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

static void a_hook_that_hangs_is_stopped_by_a_key(void **state)
{
    static const char *const keys[] = {"Esc", "C-c"};
    write_hook(*state, "commit-msg", "echo wait; sleep 1000");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct driver *driver = open_screen(*state);
        driver_type(driver, " mine");
        driver_keys(driver, "C-k");
        driver_expect(driver, "A hook of this repository runs. Esc stops it.");
        driver_type(driver, "x");
        driver_keys(driver, keys[i]);
        driver_expect(driver, "the commit-msg hook was stopped; nothing was committed");
        driver_expect(driver, "frequency mine");
        driver_expect_not(driver, "minex");
        driver_keys(driver, "Esc");
        leave(driver);
        run_shell(*state, "test ! -e .git/index.lock; test $(git rev-list --count HEAD) = 1; "
                          "rm -r .state/ifspec/message");
    }
}

static void a_hook_that_hangs_does_not_outlive_the_terminal(void **state)
{
    write_hook(*state, "pre-commit", "echo $$ >pid; exec sleep 1000");
    struct driver *driver = open_screen(*state);
    driver_type(driver, " mine");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Esc stops it");
    driver_signal(driver, SIGTERM);
    driver_expect_exit(driver, 128 + SIGTERM);
    driver_stop(driver);
    run_shell(*state, "! kill -0 $(cat pid) 2>/dev/null; test ! -e .git/index.lock; "
                      "grep -rq 'frequency mine' .state/ifspec/message");
}

static void interrupts_a_commit_of_the_command_line(void **state)
{
    const struct scratch *scratch = *state;
    const char *const environment[] = {state_home, NULL};
    const char *const arguments[] = {driver_program("ifspec"), "commit", "APP-S4-SF-CUSTOMER-V1",
                                     "-m", "x", NULL};
    const struct driver_options options = {.directory = scratch->path, .environment = environment};
    write_hook(scratch, "pre-commit", "echo $$ >pid; echo ready? >/dev/tty; read answer </dev/tty; "
                                      "echo got $answer | tee /dev/tty; sleep 1000; sleep 1000");
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "ready?");
    driver_type(driver, "yes\n");
    driver_expect(driver, "got yes");
    driver_keys(driver, "C-c");
    driver_expect(driver, "the pre-commit hook was stopped; nothing was committed");
    driver_expect_exit(driver, 128 + SIGINT);
    driver_stop(driver);
    run_shell(scratch, "! kill -0 $(cat pid) 2>/dev/null; test ! -e .git/index.lock; "
                       "test $(git rev-list --count HEAD) = 1");
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

static void the_editor_takes_the_message(void **state)
{
    run_shell(*state, "printf '#!/bin/sh\\necho from the editor >\"$1\"\\n' >editor.sh; "
                      "chmod +x editor.sh");
    char variable[512];
    (void)snprintf(variable, sizeof variable, "EDITOR=%s/editor.sh",
                   ((const struct scratch *)*state)->path);
    struct driver *driver = open_with(*state, variable);
    driver_keys(driver, "C-o");
    driver_expect(driver, "from the editor");
    driver_keys(driver, "C-k");
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

static void the_terminal_is_left_to_who_asks_for_a_passphrase(void **state)
{
    run_shell(*state, "printf '#!/bin/sh\\necho \"passphrase for $GPG_TTY\" >/dev/tty\\n"
                      "read answer </dev/tty\\necho \"got $answer\" >&2\\nexit 1\\n' >gpg.sh; "
                      "chmod +x gpg.sh; git config commit.gpgSign true; "
                      "git config gpg.program \"$PWD/gpg.sh\"");
    struct driver *driver = open_screen(*state);
    driver_keys(driver, "C-k");
    driver_expect(driver, "brings programs");
    driver_type(driver, "t");
    driver_expect(driver, "passphrase for /dev/pts");
    driver_type(driver, "secret\r");
    driver_expect(driver, "got secret");
    driver_expect(driver, "did not sign");
    driver_keys(driver, "Esc");
    leave(driver);
}

/* A real key with a passphrase, which is asked for on the terminal. */
static void a_passphrase_of_ssh_is_typed_beside_the_screen(void **state)
{
    run_shell(*state, "ssh-keygen -q -t ed25519 -N opensesame -C '' -f key; "
                      "printf 'ada@example.org %s\\n' \"$(cat key.pub)\" >signers; "
                      "git config commit.gpgSign true; git config gpg.format ssh; "
                      "git config user.signingKey \"$PWD/key\"; "
                      "git config gpg.ssh.allowedSignersFile \"$PWD/signers\"");
    struct driver *driver = open_screen(*state);
    driver_type(driver, " mine");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Enter passphrase");
    driver_type(driver, "wrong\r");
    driver_expect(driver, "did not sign");
    driver_keys(driver, "Esc");
    leave(driver);
    driver = open_screen(*state);
    driver_expect(driver, "frequency mine");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Enter passphrase");
    driver_type(driver, "opensesame\r");
    driver_expect(driver, "Committed");
    driver_expect_not(driver, "opensesame");
    leave(driver);
    run_shell(*state, "git verify-commit HEAD 2>/dev/null");
}

static void a_passphrase_of_gpg_is_typed_beside_the_screen(void **state)
{
    const struct scratch *scratch = *state;
    char home[128];
    if (access("/usr/bin/pinentry-curses", X_OK) != 0 || access("/usr/bin/gpg", X_OK) != 0)
        skip();
    (void)snprintf(home, sizeof home, "GNUPGHOME=%s/gpg", scratch->path);
    run_shell(scratch, "mkdir -m 700 gpg; export GNUPGHOME=\"$PWD/gpg\"; "
                       "echo pinentry-program /usr/bin/pinentry-curses >gpg/gpg-agent.conf; "
                       "gpg --batch --quiet --pinentry-mode loopback --passphrase opensesame "
                       "--quick-generate-key 'Ada <ada@example.org>' ed25519 sign never 2>/dev/null; "
                       "gpgconf --kill all; git config commit.gpgSign true");
    struct driver *driver = open_with(scratch, home);
    driver_keys(driver, "C-k");
    driver_expect(driver, "Passphrase:");
    driver_type(driver, "opensesame\r");
    driver_expect(driver, "Committed");
    driver_expect_not(driver, "opensesame");
    leave(driver);
    run_shell(scratch, "export GNUPGHOME=\"$PWD/gpg\"; git verify-commit HEAD 2>/dev/null; "
                       "gpgconf --kill all");
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
#define commit_test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)
    const struct CMUnitTest tests[] = {
        commit_test(shows_what_changes),
        commit_test(says_what_is_new_renamed_and_deleted),
        commit_test(commits_what_is_picked),
        commit_test(a_refused_commit_keeps_the_message),
        commit_test(shows_what_hooks_said),
        commit_test(what_a_hook_said_is_read_whole),
        commit_test(a_new_file_is_one_line_until_asked),
        commit_test(cuts_nothing_without_a_mark),
        commit_test(the_footer_is_that_of_the_row),
        commit_test(a_hook_that_hangs_is_stopped_by_a_key),
        commit_test(a_hook_that_hangs_does_not_outlive_the_terminal),
        commit_test(interrupts_a_commit_of_the_command_line),
        commit_test(what_was_typed_survives_a_kill),
        commit_test(adds_the_row_for_readers),
        commit_test(asks_before_a_secret_is_committed),
        commit_test(the_editor_takes_the_message),
        commit_test(asks_on_no_branch),
        commit_test(asks_who_commits_and_writes_it_down),
        commit_test(the_terminal_is_left_to_who_asks_for_a_passphrase),
        commit_test(a_passphrase_of_ssh_is_typed_beside_the_screen),
        commit_test(a_passphrase_of_gpg_is_typed_beside_the_screen),
        commit_test(says_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
