/* Long work of the command line on a terminal: a line that says how far it is, and goes. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPECS = 30, MANY = 600 };

static char state_home[256];
static char cache_home[256];
static char preload[512];
static const char *const environment[] = {
    state_home, cache_home, preload, "ASAN_OPTIONS=verify_asan_link_order=0", NULL};

static int begin(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch->path);
    (void)snprintf(cache_home, sizeof cache_home, "XDG_CACHE_HOME=%s/cache", scratch->path);
    (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s",
                   driver_program("tests/screens/slow_clock.so"));
    return 0;
}

/* The sample, so many times; its beginning names where it runs. */
static void make_specs(const struct scratch *scratch, int count)
{
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && git init -q -b main . && mkdir -p interfaces && "
                   "for i in $(seq %d); do "
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' interfaces/spec-$i.yaml; done && "
                   "git add -A && "
                   "git -c user.name=A -c user.email=a@example.org commit -qm All",
                   scratch->path, count, driver_source("tests/samples"));
    assert_int_equal(system(command), 0);
}

static struct driver *start(const struct scratch *scratch, const char *const arguments[])
{
    const struct driver_options options = {.directory = scratch->path, .environment = environment};
    return driver_start(&options, arguments);
}

static void assert_shows_and_wipes(const struct scratch *scratch, const char *const arguments[],
                                   int status)
{
    struct driver *driver = start(scratch, arguments);
    size_t length = 0;
    driver_expect_exit(driver, status);
    const char *bytes = driver_output(driver, &length);
    char *text = strndup(bytes, length);
    /* "\rReading 3 of 30\033[K", and at last the bare line. */
    const char *shown = strstr(text, "\033[K");
    assert_non_null(shown);
    assert_true(shown > text && shown[-1] >= '0' && shown[-1] <= '9');
    assert_non_null(strstr(shown, "\r\033[K"));
    assert_false(driver_sees(driver, "Reading"));
    driver_expect_restored(driver);
    free(text);
    driver_stop(driver);
}

static void long_work_says_how_far_it_is_until_it_is_done(void **state)
{
    const char *const program = driver_program("ifspec");
    make_specs(*state, SPECS);
    assert_shows_and_wipes(*state, (const char *const[]){program, "check", NULL}, 1);
    assert_shows_and_wipes(*state, (const char *const[]){program, "list", NULL}, 0);
    assert_shows_and_wipes(*state, (const char *const[]){program, "find", "Salesforce", NULL}, 0);
    assert_shows_and_wipes(*state, (const char *const[]){program, "map", NULL}, 0);
    assert_shows_and_wipes(*state, (const char *const[]){program, "list", "--at", "HEAD", NULL}, 0);
    assert_shows_and_wipes(*state, (const char *const[]){program, "log", NULL}, 0);
    assert_shows_and_wipes(*state,
                           (const char *const[]){program, "unset", "--where",
                                                 "lifecycle.status=Active", "overview.sla", NULL},
                           0);
    assert_shows_and_wipes(
        *state, (const char *const[]){program, "list", "--where", "lifecycle.status=x", NULL}, 1);
}

static void what_is_printed_meanwhile_begins_its_line(void **state)
{
    const char *const arguments[] = {driver_program("ifspec"), "find", "REQUEST_LIMIT_EXCEEDED",
                                     NULL};
    make_specs(*state, 4);
    struct driver *driver = start(*state, arguments);
    driver_expect_exit(driver, 0);
    driver_expect_row(driver, 0, "APP-S4-SF-CUSTOMER-V1  Customer master");
    driver_expect_row(driver, 4, "APP-S4-SF-CUSTOMER-V1  Customer master");
    driver_stop(driver);
}

static void interrupted_work_leaves_a_clean_line(void **state)
{
    static const char *const commands[] = {"check", "list", "map"};
    make_specs(*state, MANY);
    for (size_t i = 0; i < 3; i++) {
        const char *const arguments[] = {driver_program("ifspec"), commands[i], NULL};
        struct driver *driver = start(*state, arguments);
        driver_expect(driver, "Reading");
        driver_send(driver, "\x03", 1);
        /* A shell says 130. */
        driver_expect_exit(driver, -SIGINT);
        assert_false(driver_sees(driver, "Reading"));
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void assert_silent(const struct scratch *scratch, const char *command, const char *term)
{
    char script[512];
    char name[64];
    (void)snprintf(script, sizeof script, "%s %s", driver_program("ifspec"), command);
    (void)snprintf(name, sizeof name, "TERM=%s", term);
    const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
    const struct driver_options options = {
        .directory = scratch->path, .environment = environment, .term = term};
    struct driver *driver = driver_start(&options, arguments);
    size_t length = 0;
    driver_expect_exit(driver, 0);
    const char *bytes = driver_output(driver, &length);
    assert_null(memchr(bytes, '\033', length));
    assert_false(driver_sees(driver, "Reading"));
    driver_stop(driver);
}

static void nothing_is_said_where_it_could_not_be_wiped(void **state)
{
    make_specs(*state, SPECS);
    assert_silent(*state, "list 2>err && test ! -s err", "xterm-256color");
    assert_silent(*state, "list", "dumb");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(long_work_says_how_far_it_is_until_it_is_done),
        TEST(what_is_printed_meanwhile_begins_its_line),
        TEST(interrupted_work_leaves_a_clean_line),
        TEST(nothing_is_said_where_it_could_not_be_wiped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
