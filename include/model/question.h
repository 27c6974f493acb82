/* Open questions: a doubt about a field has a place of its own, beside the value. They are rows of
 * the engine's own table `questions`, which every form has. */
#ifndef IFSPEC_MODEL_QUESTION_H
#define IFSPEC_MODEL_QUESTION_H

#include "base/date.h"
#include "model/check.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

/* Strings are borrowed until the next change of the spec; "" for what is not there. */
struct question {
    const char *text;
    const char *with; /* who can answer it */
    const char *raised;
    const char *address; /* of the field, entry or cell it is about */
    const char *status;  /* "" counts as open */
    const char *answer;
    size_t row; /* in the table */
};

/* The question in a row of the table; false if there is no such row. */
bool question_at(const struct spec *spec, size_t row, struct question *question);
bool question_is_open(const struct question *question);

/* The field it is about, also where it is an entry or a cell of it; NULL if there is none. */
const struct field *question_field(const struct spec *spec, const struct question *question);

/* The next question of a field (also of its entries and cells) that is open, from row `from` on;
 * false if there is none. */
bool question_find_open(const struct spec *spec, const struct field *field, size_t from,
                        struct question *question);

/* Append a remark for every open question, in the order of the table: for lists of all that is
 * doubtful. A check does not report them: they are asked, not found. */
void question_list_open(const struct spec *spec, struct findings *findings);

/* Ask: one step that can be undone. `with` may be "". At an entry or a cell by its address, which is
 * kept as it is. */
void question_add(struct spec *spec, const struct field *field, const char *text, const char *with,
                  struct date raised);
void question_add_at(struct spec *spec, const char *address, const char *text, const char *with,
                     struct date raised);
/* Close the question of a row as "answered" or "dropped"; `answer` may be "". */
void question_close(struct spec *spec, size_t row, const char *status, const char *answer);

#endif
