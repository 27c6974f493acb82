#include "table_box_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* Between cells: a TAB as spreadsheets copy them, else a bar. */
static const char *find_separator(const char *text, size_t length)
{
    if (memchr(text, '\t', length) != NULL)
        return "\t";
    return memchr(text, '|', length) != NULL ? "|" : NULL;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\r' || byte == '\t';
}

static void set_cell(const struct table_box *self, size_t row, size_t column, const char *begin,
                     const char *end)
{
    while (begin < end && is_blank(*begin))
        begin++;
    while (end > begin && is_blank(end[-1]))
        end--;
    struct place cell = table_cell_place(self, row, column);
    struct value value = {0};
    char *text = memory_copy_bytes(begin, (size_t)(end - begin));
    if (field_parse(cell.field, text, &value, NULL) != 0)
        value = value_of_text(text);
    place_set(&cell, value);
    free(text);
}

static void set_row(const struct table_box *self, size_t row, size_t column, const char *line,
                    const char *end, const char *separator)
{
    /* A row written as a table in Markdown has bars around it. */
    if (separator[0] == '|' && line < end && *line == '|')
        line++;
    if (separator[0] == '|' && end > line && end[-1] == '|')
        end--;
    while (column < table_column_count(self)) {
        const char *stop = memchr(line, separator[0], (size_t)(end - line));
        set_cell(self, row, column++, line, stop != NULL ? stop : end);
        if (stop == NULL)
            break;
        line = stop + 1;
    }
}

static const char *line_end(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    return newline != NULL ? newline : end;
}

/* Lines that hold something. */
static size_t count_lines(const char *text, const char *end)
{
    size_t count = 0;
    for (const char *line = text; line < end; line = line_end(line, end) + 1)
        count += line_end(line, end) > line;
    return count;
}

static bool is_row_empty(const struct table_box *self, size_t row)
{
    struct place place = place_child(&self->box.place, row, self->box.place.field);
    return place_is_empty(&place);
}

bool table_paste_cells(const struct table_box *self, size_t row, size_t column, const char *text,
                       size_t length, size_t *first)
{
    const char *separator = find_separator(text, length);
    const char *end = text + length;
    if (separator == NULL)
        return false;
    size_t lines = count_lines(text, end);
    bool fresh = is_row_empty(self, row);
    /* One line goes into the row it is pasted into. Several are rows of their own: what is answered
     * there and below stays. */
    bool adds = lines > 1;
    *first = adds && !fresh ? row + 1 : row;
    size_t at = *first;
    for (const char *line = text; line < end; line = line_end(line, end) + 1) {
        const char *stop = line_end(line, end);
        if (stop == line)
            continue;
        if (adds && !(fresh && at == row))
            place_insert(&self->box.place, at, place_new_row(&self->box.place));
        set_row(self, at++, column, line, stop, separator);
    }
    return true;
}
