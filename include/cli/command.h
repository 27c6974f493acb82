/* The command line: one row of a table and one file for each command. */
#ifndef IFSPEC_CLI_COMMAND_H
#define IFSPEC_CLI_COMMAND_H

#include "base/attributes.h"

/* Run `ifspec arguments…`; returns the exit status of product.md. */
int command_line_run(int count, char **arguments) ATTRIBUTE_MUST_CHECK;

#endif
