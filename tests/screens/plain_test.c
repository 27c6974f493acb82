/* The plain questions on terminals that can do nothing: no escape sequence, whatever happens. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <string.h>

static struct driver *edit(void *const *state, const char *option)
{
    const char *const arguments[] = {"edit", CUSTOMER, option, NULL};
    const struct driver_options dumb = {.term = "dumb"};
    return repository_start(state, dumb, arguments);
}

static void assert_no_escape(struct driver *driver)
{
    size_t length = 0;
    const char *bytes = driver_output(driver, &length);
    assert_null(memchr(bytes, 0x1b, length));
}

static void the_editor_names_the_way_that_works(void **state)
{
    struct driver *driver = edit(state, NULL);
    driver_expect(driver, "cannot place the cursor");
    driver_expect(driver, "--plain");
    driver_expect_exit(driver, 3);
    assert_no_escape(driver);
    driver_stop(driver);
}

static void the_cursor_stands_behind_the_question(void **state)
{
    struct driver *driver = edit(state, "--plain");
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
    struct driver *driver = edit(state, "--plain");
    driver_expect(driver, "Status:");
    driver_type(driver, "On Hold");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status is now: On Hold");
    driver_expect(driver, "Status note:");
    driver_send(driver, "\x04", 1);
    driver_expect(driver, "Saved " CUSTOMER_FILE ".");
    driver_expect_exit(driver, 0);
    assert_no_escape(driver);
    driver_stop(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(the_editor_names_the_way_that_works),
        repository_test(the_cursor_stands_behind_the_question),
        repository_test(the_end_of_the_input_saves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
