/* A form while it is made out of YAML files. Loading has three moments: the files are read
 * (form_source.c) and their declarations put together, base forms first (form_extend.c); structures
 * are made from the declarations that survived (form_build.c, form_parse_*.c); names in them are
 * resolved (form_resolve.c, form_rules.c). Each reports every fault it sees and goes on. */
#ifndef IFSPEC_STORE_FORM_INTERNAL_H
#define IFSPEC_STORE_FORM_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"
#include "store/form_file.h"
#include "yaml/document.h"

#include <stdbool.h>
#include <stddef.h>

/* Bounds of promises.md T3: a hostile form costs an error, not time or memory. */
enum {
    FORM_DEPTH_LIMIT = 8, /* forms that extend forms */
    FORM_KEY_LIMIT = 1000,
    FORM_SECTION_LIMIT = 500,
    FORM_FIELD_LIMIT = 5000, /* fields and columns together */
    FORM_RULE_LIMIT = 1000,
    FORM_ENTRY_LIMIT = 20000, /* entries of all vocabularies together */
    FORM_TEXT_LIMIT = 20000,  /* bytes of one text */
    FORM_REFERENCE_LIMIT = 20000, /* names of fields in identity, conditions, rules */
    FORM_PROBLEM_LIMIT = 200,
};

/* One YAML file; it stays open until the form is made, nodes and their texts point into it. */
struct form_source {
    char *path;
    char *folder;
    struct document *document;
};

/* A node and the file it stands in, for messages. `node` NULL: not declared. */
struct form_place {
    const struct form_source *source;
    const struct node *node;
};

struct field_declaration {
    const char *id;
    struct form_place place;
};

struct section_declaration {
    const char *id;
    struct form_place place; /* of the form that declares it first */
    struct form_place title;
    struct form_place help;
    const struct form_source *touched; /* the form that named it last */
    struct field_declaration *fields;
    size_t field_count;
    size_t field_capacity;
};

/* A vocabulary or a rule. */
struct named_declaration {
    const char *id;
    struct form_place place;
};

struct named_declarations {
    struct named_declaration *items;
    size_t count;
    size_t capacity;
};

enum identity_key {
    IDENTITY_ID,
    IDENTITY_ALIASES,
    IDENTITY_TITLE,
    IDENTITY_STATUS,
    IDENTITY_COLUMNS,
    IDENTITY_ON_CALL,
    IDENTITY_KEY_COUNT,
};

struct form_builder {
    const struct form_folders *folders;
    struct form_problems *problems;
    bool broken; /* a problem that no form can be made with */

    struct form_source **sources; /* the form, those it extends, vocabularies */
    size_t source_count;
    size_t source_capacity;

    struct form_place version;
    struct form_place title;
    struct form_place help;
    struct form_place identity[IDENTITY_KEY_COUNT];
    struct section_declaration *sections;
    size_t section_count;
    size_t section_capacity;
    size_t field_count; /* of all sections */
    struct named_declarations vocabularies;
    struct named_declarations rules;

    struct strings ancestors; /* nearest first */
    struct form *form;
    struct form_place *field_places; /* of form->fields, but the engine's own */
    size_t column_count;             /* of all tables, towards FORM_FIELD_LIMIT */
    size_t entry_count;              /* of all vocabularies, towards FORM_ENTRY_LIMIT */
    size_t reference_count;          /* towards FORM_REFERENCE_LIMIT */
};

/* ── form_problem.c ── */

/* Report an error at a node (NULL: at the top of the file). */
void form_report(struct form_builder *builder, const struct form_source *source,
                 const struct node *node, const char *format, ...) ATTRIBUTE_FORMAT(4, 5);
/* Report an error that the form can be used in spite of. */
void form_report_tolerated(struct form_builder *builder, const struct form_source *source,
                           const struct node *node, const char *format, ...)
    ATTRIBUTE_FORMAT(4, 5);
/* suggest_text(), but "" once so many problems are known that no more are kept. */
char *form_suggest(const struct form_builder *builder, const char *typed,
                   const char *const *names, size_t count)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* Whether more problems would only be counted. */
bool form_problems_are_full(const struct form_builder *builder);
/* Report what an error text of the form "path:line:column: message" says. */
void form_report_error(struct form_builder *builder, const char *path, const struct error *error);

/* ── form_source.c ── */

/* Open a file below `folder` as a source of the builder; NULL and a problem if it cannot be read.
 * `asking` is who wants it: the place that names a missing file. */
const struct form_source *form_source_open(struct form_builder *builder, const char *folder,
                                           const char *name, struct form_place asking);
/* Root of the file's first document; NULL if it has no content. */
const struct node *form_source_root(const struct form_source *source);
void form_source_free(struct form_source *source);

/* The folder that has `name`, nearest first; NULL if none has. Borrowed from the folders. */
const char *form_folder_with(const struct form_folders *folders, const char *name);

/* ── form_node.c: reading with every fault reported ── */

/* Whether the node is a map with only these keys; `what` names it ("a rule"). Keys that are not
 * known are reported, each with the nearest that is. False only if it is no map. */
bool form_check_map(struct form_builder *builder, struct form_place place, const char *what,
                    const char *const *keys, size_t key_count);
bool form_check_list(struct form_builder *builder, struct form_place place, const char *what);
/* The value of a key as a place; `node` NULL if the key is absent or has no value. */
struct form_place form_child(struct form_place place, const char *key);
/* The text of a scalar, borrowed; NULL and a problem if it is none. `key` names it in messages. */
const char *form_read_text(struct form_builder *builder, struct form_place place, const char *key);
/* The same of a key in a map; NULL without a problem if the key is absent. */
const char *form_read_text_at(struct form_builder *builder, struct form_place map,
                              const char *key);
/* A copy of it, or NULL. */
char *form_copy_text_at(struct form_builder *builder, struct form_place map, const char *key);
bool form_read_boolean(struct form_builder *builder, struct form_place place, const char *key);
/* A count of at least 1; 0 and a problem if it is none. */
size_t form_read_count(struct form_builder *builder, struct form_place place, const char *key);
bool form_read_number(struct form_builder *builder, struct form_place place, const char *key,
                      double *number);
/* A list of texts. With `or_one` a single text is a list of one. */
void form_read_texts(struct form_builder *builder, struct form_place place, const char *key,
                     bool or_one, struct strings *strings);
/* An identifier: a letter, then letters, digits, `_` and `-`; NULL and a problem if it is none. */
const char *form_read_id(struct form_builder *builder, struct form_place map, const char *what);
/* Whether a text can be one; if not, that is reported at the place. */
bool form_check_id(struct form_builder *builder, struct form_place place, const char *text);

/* ── form_extend.c ── */

/* Add what one form declares to what the forms below it have declared. False if it declares
 * nothing, being no map of keys. */
bool form_extend(struct form_builder *builder, const struct form_source *source);

/* ── form_build.c ── */

/* Make builder->form from the declarations. */
void form_build(struct form_builder *builder);

/* ── form_vocabulary.c ── */

void form_build_vocabularies(struct form_builder *builder);
/* `choices` of a field: a vocabulary's name or the list itself. NULL if there is none. */
struct vocabulary *form_read_choices(struct form_builder *builder, struct form_place place);

/* ── form_parse_field.c, form_parse_option.c, form_parse_column.c, form_parse_id.c ── */

void form_parse_field(struct form_builder *builder, struct form_place place,
                      const struct section *section, struct field *field);
void form_parse_options(struct form_builder *builder, struct form_place place,
                        struct field *field);
/* What a field and a column have in common. */
void form_parse_question(struct form_builder *builder, struct form_place place,
                         struct field *field);
void form_parse_columns(struct form_builder *builder, struct form_place place,
                        struct field *table);
void form_parse_group_by(struct form_builder *builder, struct form_place place,
                         struct field *table);
void form_parse_key(struct form_builder *builder, struct form_place place, struct field *table);
void form_parse_parts(struct form_builder *builder, struct form_place place, struct field *field);
void form_parse_separator(struct form_builder *builder, struct form_place place,
                          struct field *field);
/* The two columns of a link, title and url. */
void form_make_link_columns(struct field *field);

/* ── form_resolve.c ── */

/* Whatever in identity and fields names other fields, statuses, values. */
void form_resolve(struct form_builder *builder);
/* The field (with `columns`: or the column "table[].column") that a path names; NULL and a problem
 * with the nearest path if there is none. */
const struct field *form_resolve_field(struct form_builder *builder, struct form_place place,
                                       bool columns);
/* A list of paths, or one path; an owned array. */
const struct field **form_resolve_fields(struct form_builder *builder, struct form_place place,
                                         const char *key, bool columns, size_t *count);

/* ── form_condition.c ── */

/* Owned; NULL and a problem if it is none. */
struct condition *form_read_condition(struct form_builder *builder, struct form_place place);

/* ── form_rules.c ── */

void form_build_rules(struct form_builder *builder);

/* ── engine_tables.c ── */

enum { ENGINE_TABLE_COUNT = 2, ENGINE_VOCABULARY_COUNT = 2 };

/* Whether a top-level key of a spec is the engine's own ("form", "questions", "reviews"). */
bool engine_owns_key(const char *key);
/* Make the tables "questions" and "reviews" as the last two fields of the form. */
void engine_make_tables(struct form *form);

#endif
