/* A table of texts as aligned columns, CSV or TSV. */
#ifndef IFSPEC_EXPORT_TABLE_H
#define IFSPEC_EXPORT_TABLE_H

#include "base/buffer.h"

#include <stddef.h>

/* Borrowed texts; `cells` holds row after row, column_count of them each. */
struct text_table {
    const char *const *titles;
    size_t column_count;
    const char *const *cells;
    size_t row_count;
};

/* Aligned columns with their titles above, `indent` blanks in front, cut so that a line takes at
 * most `width` columns (0: as wide as it gets). Appends text that went through base/show.h with
 * these flags. table_width() is what an uncut line without indentation takes. */
void table_print_columns(const struct text_table *table, size_t indent, size_t width,
                         int show_flags, struct buffer *out);
size_t table_width(const struct text_table *table, int show_flags);

/* RFC 4180, with an apostrophe in front of what a spreadsheet would compute; tab-separated values with
 * LF line ends, and blanks for tabs and line ends inside. The texts are sanitised already. */
void table_print_csv(const struct text_table *table, struct buffer *out);
void table_print_tsv(const struct text_table *table, struct buffer *out);

#endif
