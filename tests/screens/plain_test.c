/* The plain questions on terminals that can do nothing: no escape sequence, whatever happens. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

static char state_home[128];
static const char *const environment[] = {state_home, NULL};

static int begin(void **state)
{
    char command[1024];
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch->path);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && git init -q -b main . && mkdir -p interfaces/APP && "
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' interfaces/APP/",
                   scratch->path, driver_source("tests/samples"));
    assert_int_equal(system(command), 0);
    return 0;
}

static struct driver *edit(const struct scratch *scratch, const char *option)
{
    const char *const arguments[] = {driver_program("ifspec"), "edit", "APP-S4", option, NULL};
    const struct driver_options options = {
        .directory = scratch->path,
        .environment = environment,
        .term = "dumb",
    };
    return driver_start(&options, arguments);
}

static void assert_no_escape(struct driver *driver)
{
    size_t length = 0;
    const char *bytes = driver_output(driver, &length);
    assert_null(memchr(bytes, 0x1b, length));
}

static void the_editor_names_the_way_that_works(void **state)
{
    struct driver *driver = edit(*state, NULL);
    driver_expect(driver, "cannot place the cursor");
    driver_expect(driver, "--plain");
    driver_expect_exit(driver, 3);
    assert_no_escape(driver);
    driver_stop(driver);
}

static void the_cursor_stands_behind_the_question(void **state)
{
    struct driver *driver = edit(*state, "--plain");
    driver_expect(driver, "Now: Active");
    driver_expect_cursor(driver, 18, (int)strlen("Status: "));
    driver_type(driver, "Live");
    driver_keys(driver, "Enter");
    driver_expect(driver, "is called “Active” here; take that?");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status note (text)");
    driver_type(driver, ":quit");
    driver_keys(driver, "Enter");
    driver_expect_exit(driver, 0);
    assert_no_escape(driver);
    driver_stop(driver);
}

static void the_end_of_the_input_saves(void **state)
{
    struct driver *driver = edit(*state, "--plain");
    driver_expect(driver, "Status:");
    driver_type(driver, "On Hold");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status is now: On Hold");
    driver_expect(driver, "Status note:");
    driver_send(driver, "\x04", 1);
    driver_expect(driver, "Saved interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml.");
    driver_expect_exit(driver, 0);
    assert_no_escape(driver);
    driver_stop(driver);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_editor_names_the_way_that_works),
        TEST(the_cursor_stands_behind_the_question),
        TEST(the_end_of_the_input_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
