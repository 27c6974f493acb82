/* The commands, each defined in the file of its name. */
#ifndef IFSPEC_CLI_COMMANDS_INTERNAL_H
#define IFSPEC_CLI_COMMANDS_INTERNAL_H

#include "command_internal.h"

extern const struct command blame_command;
extern const struct command check_command;
extern const struct command commit_command;
extern const struct command delete_command;
extern const struct command diff_command;
extern const struct command edit_command;
extern const struct command find_command;
extern const struct command form_command;
extern const struct command get_command;
extern const struct command impact_command;
extern const struct command init_command;
extern const struct command list_command;
extern const struct command log_command;
extern const struct command map_command;
extern const struct command new_command;
extern const struct command question_command;
extern const struct command questions_command;
extern const struct command recover_command;
extern const struct command rename_command;
extern const struct command restore_command;
extern const struct command review_command;
extern const struct command set_command;
extern const struct command show_command;
extern const struct command textconv_command;
extern const struct command trust_command;
extern const struct command unset_command;
extern const struct command versions_command;

#endif
