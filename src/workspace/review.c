#include "workspace/review.h"

#include "base/date.h"
#include "workspace/commit.h"

#include <stdlib.h>

static void set_cell(const struct field *table, struct value *row, const char *id,
                     const char *text)
{
    const struct field *column = field_find_column(table, id);
    if (column != NULL && text != NULL)
        value_set_text(&row->items[column->index], text);
}

int review_add(struct sheet *sheet, const struct review *review, struct error *error)
{
    struct spec *spec = sheet_spec(sheet);
    const struct field *reviews = spec_form(spec)->reviews;
    const char *reason = spec_read_only_reason(spec, reviews);
    char *name = NULL;
    char *email = NULL;
    char today[DATE_TEXT_SIZE];
    if (reason != NULL)
        return error_set(error, ERROR_REFUSED, "the reviews cannot be changed: %s", reason);
    if (commit_identity(sheet_workspace(sheet), &name, &email, error) != 0)
        return -1;
    char *fingerprint = spec_fingerprint(spec);
    date_format(date_today(), today);
    struct value row = value_of_row(reviews->column_count);
    set_cell(reviews, &row, "date", today);
    set_cell(reviews, &row, "reviewer", name);
    set_cell(reviews, &row, "role", review->role);
    set_cell(reviews, &row, "decision", review->decision);
    set_cell(reviews, &row, "fingerprint", fingerprint);
    set_cell(reviews, &row, "comment", review->comment);
    const struct value *present = spec_value(spec, reviews);
    struct value list = present->kind == VALUE_LIST ? value_copy(present) : value_of_list();
    value_insert(&list, list.count, row);
    spec_set_value(spec, reviews, &list, 0);
    value_done(&list);
    free(fingerprint);
    free(name);
    free(email);
    return 0;
}
