/* One line on standard error that says how far long work is: only on a terminal that can wipe it, only
 * after half a second, gone when anything else is printed, at the end, and when a signal ends us. */
#ifndef IFSPEC_CLI_PROGRESS_INTERNAL_H
#define IFSPEC_CLI_PROGRESS_INTERNAL_H

#include <stddef.h>

/* "Reading 1200 of 10000"; `all` 0: not known. May be called often; the clock runs from the first call
 * behind progress_begin(). */
void progress_begin(void);
void progress_show(const char *what, size_t done, size_t all);

/* Before something else is written to the terminal. */
void progress_wipe(void);

#endif
