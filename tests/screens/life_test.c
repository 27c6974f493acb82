/* How ifspec begins, is stopped, and ends, as whoever sits before the terminal meets it. What holds
 * of the terminal floor alone is in term_life_test.c, what is kept is in recovery_test.c. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const struct driver_options usual = {0};

/* Row 1. An installed program finds a FIFO where the Git floor should be, and to open that takes
 * until somebody writes: the form is there all the same. */
static void paints_before_it_looks_at_git(void **state)
{
    char path[256];
    repository_run(state, "mkdir -p .at/bin .at/share/ifspec .at/lib/ifspec && "
                          "cp $IFSPEC .at/bin/ && cp -r $SAMPLES/../../forms .at/share/ifspec && "
                          "mkfifo .at/lib/ifspec/ifspec-git.so");
    struct driver *driver =
        repository_shell(state, usual, "exec .at/bin/ifspec edit " CUSTOMER_FILE);
    driver_expect(driver, CUSTOMER);
    driver_expect(driver, "Status note");
    driver_expect_cursor_in(driver, "Active");
    (void)snprintf(path, sizeof path, "%s/.at/lib/ifspec/ifspec-git.so", repository_path(state));
    close(open(path, O_RDWR | O_NONBLOCK));
    repository_quit(driver);
}

/* Row 2, 46. */
static void asks_the_terminal_nothing(void **state)
{
    struct driver *driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Owen Hughes");
    driver_keys(driver, "Tab PgDn Enter Esc C-p Esc");
    driver_settle(driver);
    size_t length = 0;
    const char *output = driver_output(driver, &length);
    static const char *const questions[] = {
        "\033[c", "\033[>c", "\033[0c", "\033[6n", "\033[5n",  "\033]10;?", "\033]11;?",
        "\033P",  "\033[?u", "$p",      "\033[>q", "\033[14t", "\033[18t",  "\033[?2026",
    };
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        if (strstr(output, questions[i]) != NULL)
            fail_msg("it asks: %s", questions[i] + 1);
    repository_quit(driver);
}

/* Rows 3 and 4. */
static void leaves_the_screen_of_the_shell_as_it_was(void **state)
{
    struct driver *driver = repository_shell(
        state, usual, "echo before; $IFSPEC edit " CUSTOMER "; echo lqk; seq 30; read x; exit 5");
    driver_expect(driver, "Status note");
    driver_expect_not(driver, "before");
    driver_expect_mode(driver, 1049, true);
    driver_keys(driver, "Tab Tab PgDn C-q");
    driver_expect(driver, "30");
    /* No margins are left: all but the last rows have gone up; no other letters, no colours. */
    driver_expect_row(driver, 0, "8");
    driver_expect_row(driver, 22, "30");
    driver_expect_no_colour(driver);
    driver_expect_restored(driver);
    driver_type(driver, "\n");
    driver_expect_exit(driver, 5);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

/* Row 7. What came of the work stands where the shell goes on. */
static void says_what_was_kept_where_the_shell_goes_on(void **state)
{
    struct driver *driver = repository_edit(state, usual, "description.title");
    driver_type(driver, " (draft)");
    driver_expect(driver, "(draft)");
    driver_signal(driver, SIGTERM);
    driver_expect_exit(driver, 128 + SIGTERM);
    driver_expect_mode(driver, 1049, false);
    driver_expect(driver, "unsaved changes are kept (`ifspec recover`)");
    driver_expect_restored(driver);
    driver_stop(driver);
}

/* Row 8. */
static void ends_with_the_status_that_the_manual_names(void **state)
{
    static const struct {
        const char *spec;
        int status;
    } cases[] = {{"NO-SUCH-SPEC-AT-V1", 2}, {"APP-S4-SF", 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver = repository_start(state, (struct driver_options){.width = 200},
                                                 (const char *[]){"edit", cases[i].spec, NULL});
        driver_expect(driver, "ifspec: ");
        driver_expect_exit(driver, cases[i].status);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
    static const int signals[] = {SIGINT, SIGQUIT, SIGHUP, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = repository_edit(state, usual, NULL);
        driver_signal(driver, signals[i]);
        driver_expect_exit(driver, 128 + signals[i]);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void expect_no_escape(struct driver *driver)
{
    size_t length = 0;
    const char *output = driver_output(driver, &length);
    assert_null(memchr(output, '\033', length));
}

/* Row 9. */
static void sends_nothing_but_a_message_without_a_terminal(void **state)
{
    static const char *const commands[] = {
        "$IFSPEC </dev/null",
        "$IFSPEC edit " CUSTOMER " </dev/null",
        "{ $IFSPEC edit " CUSTOMER "; echo \"status $?\" >&2; } | cat; exit 3",
    };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        struct driver *driver =
            repository_shell(state, (struct driver_options){.width = 200}, commands[i]);
        driver_expect(driver, "no terminal");
        driver_expect_exit(driver, 3);
        driver_expect_restored(driver);
        expect_no_escape(driver);
        driver_stop(driver);
    }
}

/* Rows 10 and 11. */
static void names_another_way_where_the_terminal_cannot_do(void **state)
{
    static const struct {
        const char *term, *text;
    } cases[] = {
        {"dumb", "cannot place the cursor"},
        {"nosuch", "not known here: try TERM=xterm-256color"},
        {"", "names no terminal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver =
            repository_start(state, (struct driver_options){.term = cases[i].term, .width = 250},
                             (const char *[]){"edit", CUSTOMER, NULL});
        driver_expect(driver, cases[i].text);
        driver_expect(driver, "--plain");
        driver_expect_exit(driver, 3);
        driver_expect_restored(driver);
        expect_no_escape(driver);
        driver_stop(driver);
    }
    struct driver *driver =
        repository_edit(state, (struct driver_options){.term = "xterm-ghostty"}, NULL);
    driver_expect_mode(driver, 1049, true);
    repository_quit(driver);
}

/* Row 12: everything that there is, and not a sequence that few know. */
static void sends_only_what_common_terminals_know(void **state)
{
    struct driver *driver = repository_edit(state, usual, NULL);
    static const struct {
        const char *key, *text;
    } screens[] = {
        {"F1", "keys and commands"},
        {"F3", "Find in labels"},
        {"F4", "1 commit"},
        {"F7", "Problems"},
        {"F8", "Page down"},
        {"F9", "in this specification"},
        {"C-g", "Go to"},
        {"C-p", "Go to the next field"},
        {"M-q", "Open question"},
    };
    driver_type(driver, "x");
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        driver_keys(driver, screens[i].key);
        driver_expect(driver, screens[i].text);
        driver_keys(driver, "Esc");
        driver_expect_not(driver, screens[i].text);
    }
    driver_keys(driver, "F12");
    driver_expect_mode(driver, 1006, true);
    driver_expect_no_unknown(driver);
    repository_quit(driver);
}

/* Row 56. What was typed meanwhile, and what another program has written, is not seen again. */
static void stops_as_a_job_and_comes_back_at_the_new_size(void **state)
{
    struct driver *driver = repository_edit(state, (struct driver_options){.job = true}, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_keys(driver, "C-p");
    driver_type(driver, "suspend");
    driver_expect(driver, "Stop ifspec");
    driver_keys(driver, "Enter");
    driver_expect_stopped(driver, true);
    driver_expect_restored(driver);
    driver_print(driver, "\033[2J\033[10;1Hforeign output");
    driver_expect(driver, "foreign output");
    driver_type(driver, "lost");
    driver_resize(driver, 30, 100);
    driver_continue(driver);
    driver_expect_row(driver, 29, "Next");
    driver_expect_not(driver, "foreign output");
    driver_expect_not(driver, "lost");
    driver_expect_mode(driver, 1049, true);
    driver_expect_mode(driver, 2004, true);
    driver_type(driver, "!");
    driver_expect(driver, "(January)!");
    driver_expect_cursor_in(driver, "(January)!");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* A value in $EDITOR: what is typed too early for it, or behind it, is typed into no field. */
static void drops_what_was_typed_while_another_program_had_the_terminal(void **state)
{
    repository_run(state, "printf '%s\\n' '#!/bin/sh' 'echo in the editor' "
                          "'until test -e .go; do sleep 0.01; done' >.editor && chmod +x .editor");
    const char *environment[] = {"EDITOR=./.editor", NULL};
    struct driver *driver =
        repository_edit(state, (struct driver_options){.environment = environment}, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_keys(driver, "C-o");
    driver_expect(driver, "in the editor");
    driver_expect_restored(driver);
    driver_type(driver, "lost\r\x11lost");
    driver_expect(driver, "lost"); /* echoed: the line has it */
    repository_run(state, "touch .go");
    driver_expect(driver, "Nothing was changed.");
    driver_expect_mode(driver, 2004, true);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_type(driver, "!");
    driver_expect(driver, "(January)!");
    driver_expect_not(driver, "lost");
    driver_keys(driver, "C-z");
    repository_quit(driver);
}

/* The terminal vanishes, or somebody ends ifspec, while $EDITOR has the terminal: once that has
 * ended, ifspec does. What was typed before is kept, and the status says why. */
static void ends_behind_the_program_that_has_the_terminal(void **state)
{
    static const int signals[] = {SIGHUP, SIGTERM};
    const char *environment[] = {"EDITOR=./.editor", NULL};
    repository_run(state,
                   "printf '%s\\n' '#!/bin/sh' 'echo in the editor' 'read answer' >.editor && "
                   "chmod +x .editor");
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = repository_edit(
            state, (struct driver_options){.environment = environment}, "description.title");
        driver_type(driver, " before");
        driver_expect(driver, " before");
        driver_keys(driver, "C-o");
        driver_expect(driver, "in the editor");
        if (signals[i] == SIGHUP)
            driver_hang_up(driver);
        else
            driver_signal(driver, signals[i]);
        driver_type(driver, "done\n");
        driver_expect_exit(driver, 128 + signals[i]);
        driver_stop(driver);
        repository_run(state, "grep -aqs ' before' .state/ifspec/journal/*/journal && "
                              "rm -r .state/ifspec");
    }
}

/* Row 62. */
static void goes_on_when_a_terminal_reads_again(void **state)
{
    struct driver *driver = repository_edit(state, usual, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_choke(driver, "C-l");
    driver_type(driver, "meanwhile");
    driver_read_again(driver);
    driver_expect(driver, "(January)meanwhile");
    driver_expect_cursor_in(driver, "(January)meanwhile");
    driver_keys(driver, "C-z Left");
    driver_expect_not(driver, "modified");
    driver_expect_same_after(driver, "C-l");
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(paints_before_it_looks_at_git),
        repository_test(asks_the_terminal_nothing),
        repository_test(leaves_the_screen_of_the_shell_as_it_was),
        repository_test(says_what_was_kept_where_the_shell_goes_on),
        repository_test(ends_with_the_status_that_the_manual_names),
        repository_test(sends_nothing_but_a_message_without_a_terminal),
        repository_test(names_another_way_where_the_terminal_cannot_do),
        repository_test(sends_only_what_common_terminals_know),
        repository_test(stops_as_a_job_and_comes_back_at_the_new_size),
        repository_test(drops_what_was_typed_while_another_program_had_the_terminal),
        repository_test(ends_behind_the_program_that_has_the_terminal),
        repository_test(goes_on_when_a_terminal_reads_again),
    };
    return cmocka_run_group_tests_name("life", tests, NULL, NULL);
}
