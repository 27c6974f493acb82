/* `set` and `unset` of all specifications that --where and --missing choose. */
#ifndef IFSPEC_CLI_SET_MANY_INTERNAL_H
#define IFSPEC_CLI_SET_MANY_INTERNAL_H

#include "base/error.h"
#include "command_internal.h"

#include <stdbool.h>

/* The options that both commands have for it. */
#define SET_MANY_OPTIONS                                                                           \
    {"where", 0, "FIELD=TEXT", "instead of SPEC: all where a field is, is not (!=), contains (~)"}, \
    {"missing", 0, "FIELD", "instead of SPEC: all where this field is not answered"},              \
    {"yes", 0, NULL, "with --where, --missing: write what otherwise is only shown"},               \
    {"format", 0, "FORMAT", "with --where, --missing: text or json; default: text"}

bool set_many_is_wanted(const struct arguments *arguments);

/* Without it: ERROR_INPUT for options that only it has. */
int set_many_refuse(const struct arguments *arguments, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The operands are FIELD=VALUE, or with `clears` FIELD. Returns the exit status. */
int set_many(const struct arguments *arguments, bool clears);

#endif
