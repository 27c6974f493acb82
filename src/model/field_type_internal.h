/* The rows of the table of field types, one for each x_type.c, and what several of them share. */
#ifndef IFSPEC_MODEL_FIELD_TYPE_INTERNAL_H
#define IFSPEC_MODEL_FIELD_TYPE_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/check.h"
#include "model/field_type.h"
#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

extern const struct field_type text_type;
extern const struct field_type paragraph_type;
extern const struct field_type number_type;
extern const struct field_type date_type;
extern const struct field_type yes_no_type;
extern const struct field_type choice_type;
extern const struct field_type choices_type;
extern const struct field_type list_type;
extern const struct field_type steps_type;
extern const struct field_type table_type;
extern const struct field_type link_type;
extern const struct field_type links_type;
extern const struct field_type reference_type;
extern const struct field_type smart_id_type;

/* Refuse a text: "LABEL: REASON". Returns -1. */
int field_refuse(const struct field *field, struct error *error, const char *format, ...)
    ATTRIBUTE_FORMAT(3, 4);

/* A canonical() for what is one line of any text. */
int field_take_line(const struct field *field, const char *text, char **canonical,
                    struct error *error);

/* Report on a question: of a column the finding names the table, the row and the column. */
void field_report(struct findings *findings, enum severity severity, const char *rule,
                  const struct field *question, size_t row, const char *format, ...)
    ATTRIBUTE_FORMAT(6, 7);

/* Parts of check(): a text of one line, a text of limited length, a list of limited size. */
void field_check_line(const struct field *field, const struct value *value, size_t row,
                      struct findings *findings);
void field_check_length(const struct field *field, const struct value *value, size_t row,
                        struct findings *findings);
void field_check_count(const struct field *field, const struct value *value,
                       struct findings *findings);

/* The closed choice's reading of a text; shared by choice and choices. */
int choice_canonical(const struct field *field, const char *text, char **canonical,
                     struct error *error);

/* A link from "title <url>", "[title](url)" or a URL. */
int link_parse(const struct field *field, const char *text, struct value *row,
               struct error *error);
int link_canonical(const struct field *field, const char *text, char **canonical,
                   struct error *error);
void link_check(const struct field *field, const struct value *value, size_t row,
                struct findings *findings);

/* One row from "cell | cell". */
int table_parse_row(const struct field *table, const char *text, struct value *row,
                    struct error *error);

/* A decimal number without thousands separators; a decimal point in every locale. */
bool number_parse(const char *text, double *number);

#endif
