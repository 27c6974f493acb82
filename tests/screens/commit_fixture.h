/* What the tests of the commit screen share: two changed specifications, and the screen opened on the
 * first. */
#ifndef IFSPEC_TESTS_SCREENS_COMMIT_FIXTURE_H
#define IFSPEC_TESTS_SCREENS_COMMIT_FIXTURE_H

#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

#define FIRST  "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"
#define SECOND "interfaces/APP/APP-S4-SF-ORDER-V1.yaml"

static char state_home[128];

static inline void run_shell(const struct scratch *scratch, const char *command)
{
    char line[4096];
    (void)snprintf(line, sizeof line, "export %s; cd '%s' && { %s; }", state_home, scratch->path,
                   command);
    if (system(line) != 0)
        fail_msg("failed: %s", command);
}

/* Two specifications, both changed; the repository was made by somebody else. */
static inline int begin(void **state)
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

static inline struct driver *open_with(const struct scratch *scratch, const char *variable)
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

static inline struct driver *open_screen(const struct scratch *scratch)
{
    return open_with(scratch, NULL);
}

static inline void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

#define commit_test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

#endif
