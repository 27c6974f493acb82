/* A text document while it is written: what its parts share. */
#ifndef IFSPEC_EXPORT_DOCUMENT_INTERNAL_H
#define IFSPEC_EXPORT_DOCUMENT_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

enum { PAGE_INDENT = 2, PAGE_ENTRY_INDENT = 4, PAGE_VALUE_COLUMN = 26 };

struct page {
    struct buffer *out;
    size_t width; /* 0: any */
    int flags;    /* of base/show.h */
    bool by_line; /* to be compared line by line */
};

/* A value on one line; owned. */
char *page_copy_value(const struct field *field, const struct value *value) ATTRIBUTE_MALLOC
    ATTRIBUTE_RETURNS_NONNULL;

/* A line with the label only. */
void page_append_label(const struct page *page, const char *label);

/* `lead` (blanks, a mark), the label, and the value from `column` on: on the same line if the label
 * leaves room. */
void page_append_pair(const struct page *page, const char *lead, const char *label, size_t column,
                      const char *text);

/* The rows below the label: as aligned columns where they fit, else as pairs of label and value. */
void page_append_table(const struct page *page, const struct field *table,
                       const struct value *list);

/* The text with those line ends taken out that only stand for the width of somebody's window:
 * behind a long line, before an ordinary word; owned. */
char *prose_join_lines(const char *text) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* A text in a cell of a Markdown table. */
void markdown_append_cell(const char *text, struct buffer *out);

#endif
