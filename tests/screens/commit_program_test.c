/* A commit and the programs that it runs: hooks, the editor, what signs. */
#include "commit_fixture.h"

#include <signal.h>
#include <unistd.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        commit_test(a_refused_commit_keeps_the_message),
        commit_test(shows_what_hooks_said),
        commit_test(what_a_hook_said_is_read_whole),
        commit_test(a_hook_that_hangs_is_stopped_by_a_key),
        commit_test(a_hook_that_hangs_does_not_outlive_the_terminal),
        commit_test(interrupts_a_commit_of_the_command_line),
        commit_test(the_editor_takes_the_message),
        commit_test(the_terminal_is_left_to_who_asks_for_a_passphrase),
        commit_test(a_passphrase_of_ssh_is_typed_beside_the_screen),
        commit_test(a_passphrase_of_gpg_is_typed_beside_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
