/* Being asked to end (Ctrl-C, SIGTERM, a closed terminal) while something must be put in order first. */
#ifndef IFSPEC_CLI_INTERRUPT_INTERNAL_H
#define IFSPEC_CLI_INTERRUPT_INTERNAL_H

#include <stdbool.h>

/* From here on such a signal is only remembered; after interrupt_end() it ends the program again.
 * One that came is answered with its number, else with 0. */
void interrupt_begin(void);
int interrupt_end(void);

/* Whether one came; takes any context. */
bool interrupt_is_pending(void *context);

#endif
