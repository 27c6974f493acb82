/* The questions: a form as data, read-only once it is loaded (store/form_file.h fills it).
 * Does not read files and holds no answers. */
#ifndef IFSPEC_MODEL_FORM_H
#define IFSPEC_MODEL_FORM_H

#include "base/attributes.h"
#include "model/condition.h"
#include "model/pattern.h"

#include <stdbool.h>
#include <stddef.h>

struct field_type;
struct section;

struct strings {
    char **items;
    size_t count;
};

struct vocabulary_entry {
    char *value;
    char *help;            /* NULL: none */
    char *group;           /* NULL: none */
    char *caution;         /* NULL: none */
    struct strings aliases; /* offered as the value */
    struct strings vague;   /* asked back */
};

struct vocabulary {
    char *id;   /* "" for a list written at the field */
    char *file; /* relative to the form's folder; NULL: written in the form */
    struct vocabulary_entry *entries;
    size_t count;
};

struct id_part {
    char *name;
    struct pattern *pattern; /* of the whole part: compiled as anchored; NULL: anything */
};

/* One question, or one column of a table. */
struct field {
    size_t index;                  /* in form->fields; of a column: in table->columns */
    const struct section *section; /* NULL: the engine's own (questions, reviews) */
    const struct field *table;     /* the table that this is a column of, or NULL */
    char *id;
    char *path;                    /* "overview.data_volume"; of a column "related.interfaces.id" */
    char *label;
    char *help;                    /* "" if none */
    struct strings examples;
    const struct field_type *type;

    struct vocabulary *choices;    /* borrowed from the form; NULL: none */
    bool open;                     /* other values are allowed */
    struct pattern *pattern;       /* NULL: none, or it did not compile */
    char *message;                 /* what to say when the pattern fails; NULL: none */
    size_t max_length;             /* code points; 0: no limit */
    size_t min_items, max_items;   /* 0: no limit */
    bool has_minimum, has_maximum;
    double minimum, maximum;
    bool integer;
    char *unit;                    /* NULL: none */
    char *default_text;            /* NULL: none; "today" for dates */
    int required_from;             /* index of a status; -1: optional */
    bool required;                 /* of a column: a row without it is an error */
    struct condition *when;        /* NULL: always shown */
    char *renamed_from;            /* NULL: never renamed */

    struct field *columns;         /* tables; a link has "title" and "url" */
    size_t column_count;
    int group_by;                  /* column index or -1 */
    size_t *key;                   /* columns that identify a row */
    size_t key_count;
    char *separator;               /* smart IDs */
    struct id_part *parts;
    size_t part_count;
};

struct section {
    size_t index;
    char *id;
    char *title;
    char *help;
    struct field **fields; /* borrowed from form->fields */
    size_t field_count;
};

enum severity {
    SEVERITY_INFO,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
};

enum form_rule_kind {
    FORM_RULE_NEEDS,         /* fields: all answered */
    FORM_RULE_ID_PART,       /* fields[0]: part `part` equals the value of fields[1] */
    FORM_RULE_DATES,         /* fields, in order; a column stands for every row */
    FORM_RULE_NOT_PAST,      /* fields[0] */
    FORM_RULE_UNIQUE_PARTS,  /* fields[0]: no other ID has the same `parts` */
};

struct form_rule {
    char *id;
    enum form_rule_kind kind;
    enum severity severity;
    struct condition *when; /* NULL: always */
    const struct field **fields;
    size_t field_count;
    size_t part;
    size_t *parts; /* of the Smart ID, by index */
    size_t part_count;
    char *message;
};

struct form {
    char *name; /* the file's stem */
    char *title;
    char *help;
    long version;
    char *path; /* where it was loaded from */
    struct strings ancestors; /* names of the forms it extends, nearest first */

    struct section *sections;
    size_t section_count;
    struct field *fields; /* all, in form order; the engine's own two tables last */
    size_t field_count;
    struct vocabulary *vocabularies;
    size_t vocabulary_count;
    struct form_rule *rules;
    size_t rule_count;

    const struct field *id; /* identity; never NULL but in a broken form */
    const struct field *title_field;
    const struct field *status; /* NULL: the form has no status */
    const struct field **aliases;
    size_t alias_count;
    const struct field **columns; /* of the catalogue */
    size_t column_count;
    const struct field **on_call; /* what is read first at night, in this order */
    size_t on_call_count;
    const struct field *questions; /* the engine's own tables, in every form */
    const struct field *reviews;
};

void form_free(struct form *form);

/* The field at "section.field"; NULL if there is none. form_find_column() takes the table. */
const struct field *form_find_field(const struct form *form, const char *path);
const struct section *form_find_section(const struct form *form, const char *id);
const struct field *field_find_column(const struct field *table, const char *id);

/* Where a spec runs from (side 0) and to (1): the first choices among the catalogue's columns; NULL if
 * the form does not say. */
const struct field *form_side_field(const struct form *form, size_t side);

/* The field whose path, id or label is nearest to what was typed, for "did you mean"; or NULL. */
const struct field *form_suggest_field(const struct form *form, const char *typed);

/* The entry with exactly this value; with this alias or this vague text (case, accents and blanks
 * folded); with a value or alias that differs in case, blanks and punctuation only. NULL if there
 * is none. */
const struct vocabulary_entry *vocabulary_find(const struct vocabulary *vocabulary,
                                               const char *value);
const struct vocabulary_entry *vocabulary_find_alias(const struct vocabulary *vocabulary,
                                                     const char *text);
const struct vocabulary_entry *vocabulary_find_vague(const struct vocabulary *vocabulary,
                                                     const char *text);
const struct vocabulary_entry *vocabulary_find_near(const struct vocabulary *vocabulary,
                                                    const char *text);

/* The entry that was probably meant, by alias, nearness or edit distance; NULL if none is near. */
const struct vocabulary_entry *vocabulary_suggest(const struct vocabulary *vocabulary,
                                                  const char *typed);

/* Name of the status with this index ("Approved"), or NULL. */
const char *form_status_name(const struct form *form, int status);

#endif
