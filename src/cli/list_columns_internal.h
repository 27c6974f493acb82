/* The columns of `list`: fields of the form, and what is known of every spec. */
#ifndef IFSPEC_CLI_LIST_COLUMNS_INTERNAL_H
#define IFSPEC_CLI_LIST_COLUMNS_INTERNAL_H

#include "base/error.h"
#include "workspace/catalogue.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

enum list_column_kind {
    LIST_COLUMN_ID,
    LIST_COLUMN_PATH,
    LIST_COLUMN_FORM,
    LIST_COLUMN_TITLE,
    LIST_COLUMN_STATUS,
    LIST_COLUMN_COMPLETENESS,
    LIST_COLUMN_GIT,
    LIST_COLUMN_CHANGED,
    LIST_COLUMN_FIELD,
};

struct list_column {
    enum list_column_kind kind;
    size_t cell;       /* FIELD: number among the catalogue's columns */
    const char *title; /* borrowed */
};

struct list_columns {
    struct list_column *items;
    size_t count;
    size_t capacity;
    const char **fields; /* paths that the catalogue has to read */
    size_t field_count;
    size_t field_capacity;
    char *names; /* what the titles point into */
};

/* Those named in a list with commas; NULL: what every spec has, then the catalogue's columns. */
void list_columns_choose(struct list_columns *columns, struct workspace *workspace,
                         const char *names);
/* The catalogue's columns alone, for JSON, which has the others anyway. */
void list_columns_choose_fields(struct list_columns *columns, struct workspace *workspace);
void list_columns_done(struct list_columns *columns);

/* A column to sort by: `name` is borrowed. */
struct list_column list_columns_make(struct list_columns *columns, const char *name);

bool list_columns_use(const struct list_columns *columns, enum list_column_kind kind);

/* Whether every field of the columns is one of a form in use; ERROR_INPUT suggests another. */
int list_columns_check(const struct list_columns *columns, const struct catalogue *catalogue,
                       const struct form *form, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The text of a cell; owned. */
char *list_column_copy(const struct list_column *column, const struct catalogue_entry *entry)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
