/* What the tests of the terminal share: term_demo, started and left. */
#ifndef IFSPEC_TESTS_SCREENS_TERM_FIXTURE_H
#define IFSPEC_TESTS_SCREENS_TERM_FIXTURE_H

#include "screen_driver.h"

static inline struct driver *start_with(const struct driver_options *options, const char *name,
                                        const char *notes)
{
    const char *arguments[] = {driver_program("tests/screens/term_demo"), name, notes, NULL};
    return driver_start(options, arguments);
}

static inline struct driver *start(void)
{
    struct driver *driver = start_with(&(struct driver_options){0}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    return driver;
}

static inline void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

#endif
