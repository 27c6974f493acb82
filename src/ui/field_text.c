#include "field_text_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "text/wrap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void field_text_init(struct field_text *edited, const char *initial, bool multiline, int show_flags)
{
    *edited = (struct field_text){.flags = show_flags, .width = 80};
    edited->wrap = memory_allocate(sizeof *edited->wrap);
    edit_text_init(&edited->text, initial, multiline);
}

void field_text_done(struct field_text *edited)
{
    edit_text_done(&edited->text);
    wrap_done(edited->wrap);
    free(edited->wrap);
}

const char *field_text_string(const struct field_text *edited)
{
    return buffer_string(&edited->text.bytes);
}

/* One column stays free, so that the cursor has its cell behind a full row. */
static size_t wrap_width(int width)
{
    return width > 2 ? (size_t)width - 1 : 1;
}

/* The rows at this width; borrowed until the next call. */
static const struct wrap *wrap_text(const struct field_text *edited, int width)
{
    wrap_follow(edited->wrap, field_text_string(edited), edited->text.bytes.length,
                wrap_width(width), edited->flags);
    return edited->wrap;
}

int field_text_rows(const struct field_text *edited, int width)
{
    return (int)wrap_text(edited, width)->count;
}

int field_text_cursor_row(const struct field_text *edited, int width)
{
    return (int)wrap_find_row(wrap_text(edited, width), edited->text.cursor);
}

enum edit_result field_text_obey(struct field_text *edited, enum command command)
{
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
        return edit_step_row(&edited->text, wrap_text(edited, edited->width), edited->flags,
                             command == COMMAND_DOWN);
    case COMMAND_FIRST:
        return edit_go_to(&edited->text, 0);
    case COMMAND_LAST:
        return edit_go_to(&edited->text, edited->text.bytes.length);
    default:
        return edit_obey(&edited->text, command);
    }
}

void field_text_enter(struct field_text *edited, bool last)
{
    const struct wrap *wrap = wrap_text(edited, edited->width);
    const struct wrap_row *row = &wrap->rows[last ? wrap->count - 1 : 0];
    size_t offset = wrap->count == 1 || last ? row->end : row->begin;
    (void)edit_go_to(&edited->text, offset);
}

/* Only the rows that are to be seen: a text may have thousands. */
void field_text_draw(struct field_text *edited, struct canvas canvas)
{
    const char *bytes = field_text_string(edited);
    edited->width = canvas.width;
    const struct wrap *wrap = wrap_text(edited, canvas.width);
    size_t first = (size_t)canvas.scroll;
    canvas_fill(canvas, 0, 0, (int)wrap->count, canvas.width, STYLE_FIELD);
    for (size_t i = first; i < wrap->count && i < first + (size_t)canvas.height; i++)
        canvas_text(canvas, (int)i, 0, -1, STYLE_FIELD, bytes + wrap->rows[i].begin,
                    wrap->rows[i].shown - wrap->rows[i].begin);
    size_t row = wrap_find_row(wrap, edited->text.cursor);
    int column = (int)wrap_column(wrap, bytes, row, edited->text.cursor, edited->flags);
    canvas_set_cursor(canvas, (int)row, column < canvas.width ? column : canvas.width - 1);
}

/* The first rows of a text, and one more, if it has one, that tells that there are more. */
static void wrap_start(struct wrap *wrap, const char *text, int width, int limit, int show_flags)
{
    wrap_begin(wrap, text, strlen(text), wrap_width(width), show_flags,
               limit > 0 ? (size_t)limit + 1 : SIZE_MAX);
}

int text_rows(const char *text, int width, int limit, int show_flags)
{
    struct wrap wrap = {0};
    wrap_start(&wrap, text, width, limit, show_flags);
    int rows = (int)wrap.count;
    wrap_done(&wrap);
    return limit > 0 && rows > limit ? limit : rows;
}

void text_rows_draw(struct canvas canvas, int row, int column, int width, int limit,
                    enum style style, const char *text, int show_flags)
{
    struct wrap wrap = {0};
    wrap_start(&wrap, text, width, limit, show_flags);
    for (size_t i = 0; i < wrap.count; i++) {
        const struct wrap_row *at = &wrap.rows[i];
        int used = canvas_text(canvas, row + (int)i, column, width, style, text + at->begin,
                               at->shown - at->begin);
        if (limit > 0 && (int)i + 1 == limit && i + 1 < wrap.count) {
            canvas_symbol(canvas, row + (int)i, column + (used < width ? used : width - 1),
                          STYLE_EXAMPLE, SYMBOL_MORE);
            break;
        }
    }
    wrap_done(&wrap);
}
