/* What tests of the whole program begin with: a repository of their own with two specifications,
 * and ifspec in it. Nothing of the user's home is read; journals go into the repository's own
 * `.state`. */
#ifndef IFSPEC_TESTS_SCREENS_SCREEN_REPOSITORY_H
#define IFSPEC_TESTS_SCREENS_SCREEN_REPOSITORY_H

#include "screen_driver.h"

#include <stddef.h>

#define CUSTOMER      "APP-S4-SF-CUSTOMER-V1"
#define CUSTOMER_FILE "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"
#define TITLE         "description.title"
/* A field of it for text, and how its text ends. */
#define DETAIL     "overview.data_volume_detail"
#define DETAIL_END "segmentation (January)"

/* For cmocka: `*state` is what the functions below want. */
int repository_begin(void **state);
int repository_end(void **state);
#define repository_test(name)                                                                      \
    cmocka_unit_test_setup_teardown(name, repository_begin, repository_end)

const char *repository_path(void *const *state);
/* In the repository; fails the test unless it succeeds. Knows $IFSPEC and $SAMPLES. */
void repository_run(void *const *state, const char *command);
/* Until it succeeds: for what is written behind the screen. */
void repository_wait(void *const *state, const char *command);

/* ifspec with these arguments (NULL at the end), where `options` leaves it open. What is in
 * `options->environment` comes on top. */
struct driver *repository_start(void *const *state, struct driver_options options,
                                const char *const arguments[]);
/* The editor on CUSTOMER, at this field; NULL: the first. */
struct driver *repository_edit(void *const *state, struct driver_options options,
                               const char *field);
/* At its title, with another one typed: not left yet. */
struct driver *repository_edit_title(void *const *state, struct driver_options options,
                                     const char *title);
/* Another text instead of that of the focused line. */
void repository_retype(struct driver *driver, const char *text);
/* A shell command, with the same environment: for what comes before and after ifspec. */
struct driver *repository_shell(void *const *state, struct driver_options options,
                                const char *command);
/* Quit: no trace is left, and nothing strange was sent. */
void repository_quit(struct driver *driver);
/* Quit, and leave what is not saved. */
void repository_discard(struct driver *driver);

#endif
