/* The user's settings as a person meets them: in the editor, and in the plain questions. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

static char config_home[128];
static char state_home[128];
static const char *const environment[] = {config_home, state_home, NULL};

static int begin(void **state)
{
    char command[1024];
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(config_home, sizeof config_home, "XDG_CONFIG_HOME=%s/config", scratch->path);
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch->path);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && git init -q -b main . && mkdir -p interfaces/APP config/ifspec && "
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' interfaces/APP/",
                   scratch->path, driver_source("tests/samples"));
    assert_int_equal(system(command), 0);
    return 0;
}

static void write_settings(const struct scratch *scratch, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/config/ifspec/%s", scratch->path, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static struct driver *edit(const struct scratch *scratch)
{
    const char *const arguments[] = {driver_program("ifspec"), "edit", "APP-S4", NULL};
    const struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1");
    return driver;
}

static void ascii_and_monochrome_and_the_mouse(void **state)
{
    write_settings(*state, "settings.yaml", "ascii: true\ntheme: monochrome\nmouse: true\n");
    struct driver *driver = edit(*state);
    driver_expect(driver, "Lifecycle");
    driver_expect_not(driver, "│");
    driver_expect_not(driver, "─");
    driver_expect_no_colour(driver);
    driver_expect_mode(driver, 1000, true);
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void what_is_wrong_is_said_and_the_rest_counts(void **state)
{
    write_settings(*state, "settings.yaml", "theme: pink\nascii: true\n");
    write_settings(*state, "keys", "[form]\nno-such-command C-u\n");
    struct driver *driver = edit(*state);
    driver_expect(driver, "settings.yaml:1:8: theme is");
    driver_expect_not(driver, "│");
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    /* Whole, and all of it, where it can be read again. */
    driver_expect(driver, "monochrome");
    driver_expect(driver, "keys:2: there is no command");
    driver_stop(driver);
}

static void plain_asks_without_a_screen(void **state)
{
    write_settings(*state, "settings.yaml", "plain: true\n");
    struct driver *driver = edit(*state);
    driver_expect(driver, "Status:");
    driver_expect_mode(driver, 1049, false);
    driver_type(driver, ":quit");
    driver_keys(driver, "Enter");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ascii_and_monochrome_and_the_mouse),
        TEST(what_is_wrong_is_said_and_the_rest_counts),
        TEST(plain_asks_without_a_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
