/* Questions that a command asks on the terminal; without one nobody answers. */
#ifndef IFSPEC_CLI_ASK_INTERNAL_H
#define IFSPEC_CLI_ASK_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>

/* Whether standard input and standard error are a terminal. */
bool ask_is_possible(void);

/* "QUESTION [y/N] "; anything but yes is no. */
bool ask_yes(const char *question) ATTRIBUTE_MUST_CHECK;

/* "QUESTION: "; a line, owned; NULL if it is empty. */
char *ask_line(const char *question) ATTRIBUTE_MUST_CHECK;

#endif
