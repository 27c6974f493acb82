/* The scanner against libyaml: what it takes it must read as libyaml does, to the last span. */
#ifndef IFSPEC_TESTS_SCAN_TRIAL_H
#define IFSPEC_TESTS_SCAN_TRIAL_H

#include <stdbool.h>
#include <stddef.h>

/* NULL if the scanner agrees or leaves the file to libyaml, else what differs; *taken says which
 * (may be NULL). */
const char *scan_trial(const char *bytes, size_t length, bool *taken);

#endif
