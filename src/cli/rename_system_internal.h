/* `ifspec rename --system OLD NEW`: a system under another name, everywhere. */
#ifndef IFSPEC_CLI_RENAME_SYSTEM_INTERNAL_H
#define IFSPEC_CLI_RENAME_SYSTEM_INTERNAL_H

#include <stdbool.h>

/* Show what names the system, and with `writes` write it. Returns the exit status. */
int rename_system(const char *old_name, const char *new_name, bool writes);

#endif
