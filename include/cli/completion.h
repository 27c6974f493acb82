/* Completions for shells, from the table of commands: names and options are known, IDs and fields are
 * asked of ifspec when they are needed. */
#ifndef IFSPEC_CLI_COMPLETION_H
#define IFSPEC_CLI_COMPLETION_H

#include "base/buffer.h"

void completion_append_bash(struct buffer *out);
void completion_append_zsh(struct buffer *out);
void completion_append_fish(struct buffer *out);

#endif
