/* The commands and their options as a part of the manual page, from the table that also parses them
 * and prints their help. */
#ifndef IFSPEC_CLI_MANUAL_H
#define IFSPEC_CLI_MANUAL_H

#include "base/buffer.h"

/* Append text to a manual page: what mdoc would read otherwise is escaped, a sentence begins on a
 * line of its own. */
void manual_append_text(struct buffer *out, const char *text);

/* Append an mdoc list of all commands. */
void manual_append_commands(struct buffer *out);

/* The examples of all commands, one a line, as they are typed. */
void manual_append_examples(struct buffer *out);

#endif
