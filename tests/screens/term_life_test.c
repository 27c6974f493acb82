/* How the terminal is opened, left and lost, on term_demo. */
#include "screen_driver.h"

#include "term_fixture.h"
#include "unit/unit.h"

#include <signal.h>

static void paints_and_leaves_no_trace(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_expect_mode(driver, 1049, true);
    driver_expect_mode(driver, 2004, true);
    driver_expect_mode(driver, 1004, true);
    driver_expect_mode(driver, 1000, false);
    assert_true(driver_clears(driver) <= 1);
    driver_expect_golden(driver, "term_first");
    driver_keys(driver, "C-q");
    driver_expect(driver, "changes kept in");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void asks_the_terminal_nothing(void **state)
{
    (void)state;
    struct driver *driver = start();
    size_t length = 0;
    driver_settle(driver);
    const char *output = driver_output(driver, &length);
    assert_null(strstr(output, "\033[c"));
    assert_null(strstr(output, "\033[6n"));
    assert_null(strstr(output, "\033]"));
    assert_null(strstr(output, "\033P"));
    leave(driver);
}

static void ends_on_signals_and_keeps_the_text(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = start();
        driver_type(driver, "Weekly");
        driver_expect(driver, "Weekly");
        driver_signal(driver, signals[i]);
        driver_expect(driver, "changes kept in \"Weekly\"");
        driver_expect_exit(driver, 128 + signals[i]);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void restores_the_terminal_after_a_crash(void **state)
{
    (void)state;
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = start();
        driver_keys(driver, "M-m");
        driver_expect_mode(driver, 1000, true);
        driver_signal(driver, signals[i]);
        driver_expect_exit(driver, -signals[i]);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
    struct driver *driver = start();
    driver_keys(driver, "M-h C-x");
    driver_expect_exit(driver, -SIGABRT);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void says_what_to_do_without_a_usable_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *term, *text;
    } cases[] = {
        {"dumb", "cannot place the cursor"},
        {"nosuch", "not known here: try TERM=xterm-256color"},
        {"", "names no terminal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver =
            start_with(&(struct driver_options){.term = cases[i].term, .width = 200}, NULL, NULL);
        driver_expect(driver, cases[i].text);
        driver_expect(driver, "ifspec show SPEC");
        driver_expect_exit(driver, 3);
        driver_expect_restored(driver);
        size_t length = 0;
        assert_null(memchr(driver_output(driver, &length), '\033', length));
        driver_stop(driver);
    }
}

static void wants_a_terminal_on_both_sides(void **state)
{
    (void)state;
    const char *program = driver_program("tests/screens/term_demo");
    char command[4200];
    for (size_t i = 0; i < 2; i++) {
        if (i == 0)
            (void)snprintf(command, sizeof command, "'%s' </dev/null", program);
        else
            (void)snprintf(command, sizeof command, "'%s' | cat -v; exit 3", program);
        const char *arguments[] = {"/bin/sh", "-c", command, NULL};
        struct driver *driver = driver_start(&(struct driver_options){.width = 200}, arguments);
        driver_expect(driver, "are not a terminal");
        driver_expect_exit(driver, 3);
        size_t length = 0;
        assert_null(memchr(driver_output(driver, &length), '\033', length));
        driver_stop(driver);
    }
}

static void stands_in_for_an_unknown_xterm(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){.term = "xterm-unheard-of"}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    leave(driver);
}

static void stops_as_a_job_and_comes_back_at_the_new_size(void **state)
{
    (void)state;
    struct driver *driver = start_with(&(struct driver_options){.job = true}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_type(driver, "Weekly");
    driver_expect(driver, "Weekly");
    driver_keys(driver, "C-z");
    driver_expect_stopped(driver, true);
    driver_expect_restored(driver);
    driver_type(driver, "lost");
    driver_resize(driver, 30, 100);
    driver_continue(driver);
    driver_expect(driver, "Terminal demonstration");
    driver_expect_mode(driver, 2004, true);
    driver_expect_not(driver, "lost");
    driver_keys(driver, "C-s");
    driver_expect_row(driver, 29, "Saved");
    driver_expect_row(driver, 2, "Weekly");
    leave(driver);
}

static void comes_back_after_any_stop(void **state)
{
    (void)state;
    struct driver *driver = start_with(&(struct driver_options){.job = true}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_keys(driver, "M-t");
    driver_expect_stopped(driver, true);
    driver_expect_restored(driver);
    driver_continue(driver);
    driver_expect(driver, "resumed");
    driver_expect_mode(driver, 1049, true);
    /* Nobody can prepare for SIGSTOP, but whoever comes back finds the screen whole. */
    driver_keys(driver, "M-s");
    driver_expect_stopped(driver, false);
    driver_mark(driver);
    driver_continue(driver);
    driver_expect(driver, "resumed");
    driver_expect_mode(driver, 2004, true);
    assert_true(driver_clears(driver) > 0);
    driver_type(driver, "go");
    driver_expect_row(driver, 2, "go");
    leave(driver);
}

static void gives_the_terminal_to_another_program(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_keys(driver, "M-e");
    driver_expect(driver, "in between");
    driver_expect_restored(driver);
    driver_type(driver, "x\n");
    driver_expect(driver, "Terminal demonstration");
    driver_expect_mode(driver, 1049, true);
    driver_type(driver, "back");
    driver_expect_row(driver, 2, "back");
    leave(driver);
}

static void goes_on_when_the_terminal_reads_again(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_choke(driver, "C-l");
    driver_type(driver, "meanwhile");
    driver_read_again(driver);
    driver_expect_row(driver, 2, "meanwhile");
    driver_expect(driver, "Terminal demonstration");
    leave(driver);
}

static void ends_on_a_signal_though_the_terminal_reads_no_more(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_choke(driver, "C-l");
    driver_signal(driver, SIGTERM);
    driver_expect_exit(driver, 128 + SIGTERM);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void ends_when_the_terminal_vanishes(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
}

static void ends_when_the_terminal_vanishes_under_nohup(void **state)
{
    (void)state;
    char command[4200];
    (void)snprintf(command, sizeof command, "trap '' HUP; exec '%s'",
                   driver_program("tests/screens/term_demo"));
    const char *arguments[] = {"/bin/sh", "-c", command, NULL};
    struct driver *driver = driver_start(&(struct driver_options){0}, arguments);
    driver_expect(driver, "Terminal demonstration");
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paints_and_leaves_no_trace),
        cmocka_unit_test(asks_the_terminal_nothing),
        cmocka_unit_test(ends_on_signals_and_keeps_the_text),
        cmocka_unit_test(restores_the_terminal_after_a_crash),
        cmocka_unit_test(says_what_to_do_without_a_usable_terminal),
        cmocka_unit_test(wants_a_terminal_on_both_sides),
        cmocka_unit_test(stands_in_for_an_unknown_xterm),
        cmocka_unit_test(stops_as_a_job_and_comes_back_at_the_new_size),
        cmocka_unit_test(comes_back_after_any_stop),
        cmocka_unit_test(gives_the_terminal_to_another_program),
        cmocka_unit_test(goes_on_when_the_terminal_reads_again),
        cmocka_unit_test(ends_on_a_signal_though_the_terminal_reads_no_more),
        cmocka_unit_test(ends_when_the_terminal_vanishes),
        cmocka_unit_test(ends_when_the_terminal_vanishes_under_nohup),
    };
    return cmocka_run_group_tests_name("term_life", tests, NULL, NULL);
}
