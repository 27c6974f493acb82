/* The form as questions, one after the other, on standard input and output: for screen readers,
 * TERM=dumb and pipes. Nothing but lines is printed. plain.c walks over the fields, plain_value.c
 * and plain_list.c ask for one, plain_choice.c picks from vocabularies, plain_command.c obeys ":…".
 */
#ifndef IFSPEC_CLI_PLAIN_INTERNAL_H
#define IFSPEC_CLI_PLAIN_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/form.h"
#include "model/value.h"
#include "workspace/sheet.h"

#include <stdbool.h>
#include <stddef.h>

struct plain {
    struct sheet *sheet;           /* borrowed */
    struct spec *spec;             /* of the sheet */
    const struct field *field;     /* the one that is asked */
    const struct section *section; /* whose heading was printed last */
    struct buffer line;            /* read last, without its end */
    bool ended;                    /* no more input */
    bool left;                     /* the user has left; `status` is how */
    int status;
};

/* What became of a question. */
enum plain_step {
    PLAIN_NEXT,
    PLAIN_AGAIN,
    PLAIN_BACK,
    PLAIN_GONE, /* to plain->field, or away: see `ended` and `left` */
};

struct arguments;

/* Whether --plain was given, or the user's settings say so. */
bool plain_is_wanted(const struct arguments *arguments);

/* Fill in the sheet, beginning at a field (NULL: the first). Returns the exit status. */
int plain_run(struct sheet *sheet, const struct field *field);

/* ── plain_read.c ── */

enum answer_kind {
    ANSWER_KEEP,           /* an empty line */
    ANSWER_CLEAR,          /* - */
    ANSWER_HELP,           /* ? */
    ANSWER_BACK,           /* < */
    ANSWER_NOT_APPLICABLE, /* N/A */
    ANSWER_COMMAND,        /* :… */
    ANSWER_TEXT,
    ANSWER_END, /* of the input */
};

/* Print "PROMPT: " and read a line. *text is what counts of it (behind the colon of a command,
 * without the backslash that makes a text of anything); borrowed until the next line is read. */
enum answer_kind plain_read(struct plain *plain, const char *prompt, const char **text);
/* The lines up to a lone full stop, or to the end of the input, behind `first`. */
void plain_read_lines(struct plain *plain, const char *first, struct buffer *text);
/* Ask yes or no; an empty line means yes. The end of the input means no. */
bool plain_confirm(struct plain *plain, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* ── plain_show.c ── */

void plain_show_heading(struct plain *plain, const struct field *field);
/* What the field asks and how it is answered. */
void plain_show_help(struct plain *plain, const struct field *field);
void plain_show_choices(const struct vocabulary *choices);
void plain_show_entries(const struct field *field, const struct value *list);
/* What is wrong with the field now; returns how much. */
size_t plain_show_findings(struct plain *plain, const struct field *field);
/* All that is missing or wrong. */
void plain_show_problems(struct plain *plain);

/* ── plain_choice.c ── */

/* The value that a text, or the number of an entry, means; asks back where it is not clear. Owned;
 * NULL if it is none. */
char *plain_pick(struct plain *plain, const struct field *question,
                 const char *text) ATTRIBUTE_MUST_CHECK;

/* The ID of another spec that a text means (plain_reference.c). Owned; NULL: it is to be asked
 * again. */
char *plain_pick_reference(struct plain *plain, const char *text) ATTRIBUTE_MUST_CHECK;

/* ── plain_value.c ── */

/* What one line of text means for a question of one value (an entry, a cell). Asks back; -1 after a
 * complaint. */
int plain_parse(struct plain *plain, const struct field *question, const char *text,
                struct value *value) ATTRIBUTE_MUST_CHECK;
/* Ask for one value; PLAIN_NEXT with *changed if there is a new one in *value. */
enum plain_step plain_ask_value(struct plain *plain, const struct field *question,
                                const struct value *present, struct value *value,
                                bool *changed) ATTRIBUTE_MUST_CHECK;
/* Store a value as the answer of a field, and say what is wrong with it. */
void plain_answer(struct plain *plain, const struct field *field, const struct value *value);
/* Whether the field can be changed; says why not. */
bool plain_is_writable(struct plain *plain, const struct field *field);

/* ── plain_list.c ── */

/* Ask for the entries of a list, the rows of a table, links. */
enum plain_step plain_ask_list(struct plain *plain, const struct field *field) ATTRIBUTE_MUST_CHECK;
/* Ask for title and address of a link, or for the columns of a row. *changed if anything was. */
enum plain_step plain_ask_cells(struct plain *plain, const struct field *field, struct value *row,
                                bool *changed) ATTRIBUTE_MUST_CHECK;

/* ── plain_command.c ── */

/* Obey what stands behind the colon. */
enum plain_step plain_obey(struct plain *plain, const char *words) ATTRIBUTE_MUST_CHECK;
/* Obey an answer that is no value: help, back, a command, the end. False if it is one (or keeps, or
 * clears what is there). */
bool plain_take_turn(struct plain *plain, const struct field *question, enum answer_kind kind,
                     const char *text, enum plain_step *step);
void plain_show_commands(void);
/* Save; false after a complaint. */
bool plain_save(struct plain *plain);
/* Leave; asks whether to save. */
enum plain_step plain_leave(struct plain *plain) ATTRIBUTE_MUST_CHECK;

#endif
