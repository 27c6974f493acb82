#include "list_order_internal.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const struct list_row *left, const struct list_row *right)
{
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    switch (left->kind) {
    case LIST_KEY_NUMBER:
        return (left->number > right->number) - (left->number < right->number);
    case LIST_KEY_DATE:
        return date_compare(left->date, right->date);
    case LIST_KEY_TEXT:
        return strcmp(left->text, right->text);
    case LIST_KEY_NOTHING:
        break;
    }
    return 0;
}

static int compare_rows(const void *a, const void *b)
{
    const struct list_row *left = a;
    const struct list_row *right = b;
    int order = compare_keys(left, right);
    return order != 0 ? order : strcmp(left->entry->path, right->entry->path);
}

void list_rows_sort(struct list_row *rows, size_t count)
{
    if (count > 0)
        qsort(rows, count, sizeof *rows, compare_rows);
}

static bool read_number(const char *text, double *number)
{
    char *end = NULL;
    if (strspn(text, "+-.0123456789") == 0)
        return false; /* "nan" and "inf" are words */
    *number = strtod(text, &end);
    return end > text && (*end == '\0' || strcmp(end, "%") == 0);
}

struct list_row list_row_make(const struct catalogue_entry *entry, const struct list_column *column)
{
    struct list_row row = {.entry = entry, .kind = LIST_KEY_NOTHING};
    char *text = column != NULL ? list_column_copy(column, entry) : NULL;
    if (text == NULL || text[0] == '\0') {
        row.kind = LIST_KEY_NOTHING;
    } else if (read_number(text, &row.number)) {
        row.kind = LIST_KEY_NUMBER;
    } else if (date_parse(text, &row.date)) {
        row.kind = LIST_KEY_DATE;
    } else {
        row.kind = LIST_KEY_TEXT;
        row.text = utf8_fold(text, false);
    }
    free(text);
    return row;
}

void list_row_done(struct list_row *row)
{
    free(row->text);
}
