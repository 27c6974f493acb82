/* What the completions of all shells have in common: what may stand at a place, and how it is asked of
 * ifspec. */
#ifndef IFSPEC_CLI_COMPLETION_INTERNAL_H
#define IFSPEC_CLI_COMPLETION_INTERNAL_H

#include "base/buffer.h"
#include "command_internal.h"

/* Shell commands whose lines are the candidates; the second is behind it as "$1". */
#define COMPLETION_IDS    "ifspec list --columns id --format tsv 2>/dev/null | sed 1d"
#define COMPLETION_FIELDS "ifspec form fields 2>/dev/null"
#define COMPLETION_FORMS  "ifspec form list 2>/dev/null | cut -d\" \" -f1"
#define COMPLETION_VALUES "ifspec form values"

/* The name of what an argument in a table stands for: "ids", "fields", "answers" (FIELD=VALUE), "forms";
 * "none" for what nobody can know. */
const char *completion_kind(const char *argument);

/* The kinds of a command's operands, parted by blanks; "none" at the end unless the last may come
 * again. */
void completion_append_operands(struct buffer *out, const struct command *command);

/* Text inside single quotes of a shell. */
void completion_append_quoted(struct buffer *out, const char *text);

#endif
