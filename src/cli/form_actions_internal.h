/* What `ifspec form` can do: one row an action, each in the file of its name. */
#ifndef IFSPEC_CLI_FORM_ACTIONS_INTERNAL_H
#define IFSPEC_CLI_FORM_ACTIONS_INTERNAL_H

#include "base/error.h"
#include "command_internal.h"
#include "model/form.h"
#include "session_internal.h"

/* Operands behind the name of the action; returns the exit status or -1. */
typedef int form_action(struct session *session, const struct arguments *arguments,
                        const char *const *operands, size_t count, struct error *error);

form_action form_list_action;
form_action form_show_action;
form_action form_fields_action;
form_action form_values_action;
form_action form_check_action;
form_action form_schema_action;
form_action form_impact_action;
form_action form_add_action;

/* Load a form by name or path for an action that does not list its faults. */
int form_action_load(struct session *session, const char *name, const struct form **form,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
