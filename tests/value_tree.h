/* What a YAML file says, told by libyaml's own loader: the independent opinion that the tests of
 * edits compare with. Aliases share their target. Knows nothing of spans, styles and comments. */
#ifndef IFSPEC_TESTS_VALUE_TREE_H
#define IFSPEC_TESTS_VALUE_TREE_H

#include "yaml/content.h"
#include "yaml/document.h"

#include <stdbool.h>
#include <stddef.h>

enum value_kind {
    VALUE_TEXT,
    VALUE_LIST,
    VALUE_MAP,
};

struct value {
    enum value_kind kind;
    char *text;
    size_t length;
    bool typed;           /* without quotes, and a reader may take it for something but a string */
    char *tag;            /* NULL if it is what the kind and style say */
    struct value **items; /* LIST: entries; MAP: key, value, key, value … */
    size_t count;         /* entries or pairs */
};

/* A file: the roots of its documents. Owns all values. */
struct value_file {
    struct value **roots;
    size_t root_count;
    struct value **all;
    size_t all_count, all_capacity;
};

/* Load a file; false if libyaml's loader does not accept it. */
bool value_file_load(struct value_file *file, const char *bytes, size_t length);
void value_file_done(struct value_file *file);

/* Whether two files say the same, aliases sharing the same values. */
bool value_file_equals(const struct value_file *a, const struct value_file *b);

/* Where the edit goes: the slot that holds the value at a path; NULL root slots are possible. */
struct value **value_find_slot(struct value_file *file, size_t root, const struct step *path,
                               size_t depth);

/* A new value as the content says. */
struct value *value_make(struct value_file *file, const struct content *content);

/* Make the slot say what `content` says: a value that aliases share is changed for all of them,
 * an alias is replaced. */
void value_replace(struct value_file *file, struct value **slot, bool alias,
                   const struct content *content);

/* Entries of a list, or pairs of a map (`key` not NULL). */
void value_insert(struct value_file *file, struct value *collection, size_t position,
                  const char *key, const struct content *content);
void value_remove(struct value *collection, size_t position);
void value_move(struct value *collection, size_t from, size_t to);

#endif
