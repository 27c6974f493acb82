/* A command of the command line: one const record in a file of its own, one row of the table in
 * command.c. Its options are data: parsing, help, manual and completions read the same table. */
#ifndef IFSPEC_CLI_COMMAND_INTERNAL_H
#define IFSPEC_CLI_COMMAND_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* product.md: "Exit codes". */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_FINDINGS = 1,
    EXIT_USAGE = 2,
    EXIT_ENVIRONMENT = 3,
};

struct option {
    const char *name;     /* "format" for --format; "" if it has a letter only */
    char letter;          /* 'm' for -m; 0: none */
    const char *argument; /* "FIELD=VALUE"; NULL: takes none */
    const char *help;
};

enum { OPERANDS_ANY = 1000000 };

struct arguments;

struct command {
    const char *name;
    bool also;            /* the list of all commands only names it */
    const char *operands; /* "SPEC FIELD=VALUE…"; "" for none */
    const char *summary;  /* one line of at most 58 columns, for the list of all commands */
    const char *details;  /* paragraphs for its own help, or NULL */
    const char *example;  /* one a line; a test runs them all */
    const struct option *options;
    size_t option_count;
    size_t least_operands;
    size_t most_operands;
    int (*run)(const struct arguments *arguments); /* returns the exit status */
};

/* What was given to a command; all texts are borrowed from main()'s arguments. */
struct arguments {
    const struct command *command;
    const char **operands;
    size_t operand_count;
    bool is_divided;      /* there was a `--` */
    size_t first_part;    /* operands in front of it */
    const char **values;       /* of options, in the order given; "" for one without argument */
    const struct option **set; /* the option of each value */
    size_t value_count;
};

/* Sort the arguments behind the name of a command. ERROR_INPUT says what is wrong with them. */
int arguments_parse(struct arguments *arguments, const struct command *command, int count,
                    char **given, struct error *error) ATTRIBUTE_MUST_CHECK;
/* ERROR_INPUT for a command that finds itself with too few operands. */
int arguments_refuse_few(const struct arguments *arguments, struct error *error);
void arguments_done(struct arguments *arguments);

/* An option is named as in its table: by its name, or by its letter if it has no name. */
bool arguments_have(const struct arguments *arguments, const char *option);
/* The value given last, or NULL. */
const char *arguments_value(const struct arguments *arguments, const char *option);
/* The value given as number `index` among those of this option, or NULL. */
const char *arguments_item(const struct arguments *arguments, const char *option, size_t index);
/* Whether an option was given a number from 0; `number` stays as it is if it was not given. */
int arguments_number(const struct arguments *arguments, const char *option, size_t *number,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* The row of the table, or NULL; all rows. */
const struct command *command_line_find(const char *name);
const struct command *const *command_all(size_t *count);

/* Help of all commands, of one. */
void help_print_all(struct buffer *out);
void help_print_command(const struct command *command, struct buffer *out);

#endif
