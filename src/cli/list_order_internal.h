/* The order of a list: numbers before dates before texts, each by what it means; nothing comes last. */
#ifndef IFSPEC_CLI_LIST_ORDER_INTERNAL_H
#define IFSPEC_CLI_LIST_ORDER_INTERNAL_H

#include "base/date.h"
#include "list_columns_internal.h"
#include "workspace/catalogue.h"

#include <stddef.h>

enum list_key {
    LIST_KEY_NUMBER, /* or a percentage */
    LIST_KEY_DATE,
    LIST_KEY_TEXT, /* case and accents folded */
    LIST_KEY_NOTHING,
};

/* One line of the list; ended by list_row_done(). */
struct list_row {
    const struct catalogue_entry *entry;
    enum list_key kind;
    double number;
    struct date date;
    char *text; /* TEXT */
};

/* To be sorted by what stands in the column; NULL: by path. */
struct list_row list_row_make(const struct catalogue_entry *entry,
                              const struct list_column *column);
void list_row_done(struct list_row *row);

/* What is equal stands in the order of the paths. */
void list_rows_sort(struct list_row *rows, size_t count);

#endif
