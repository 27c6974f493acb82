#include "ui/text_line.h"

#include "base/show.h"
#include "base/utf8.h"
#include "edit_internal.h"

void text_line_init(struct text_line *line, const char *initial)
{
    *line = (struct text_line){0};
    edit_text_init(&line->text, initial, false);
}

void text_line_done(struct text_line *line)
{
    edit_text_done(&line->text);
}

const char *text_line_string(const struct text_line *line)
{
    return buffer_string(&line->text.bytes);
}

void text_line_set(struct text_line *line, const char *text)
{
    edit_text_set(&line->text, text);
    line->scroll = 0;
}

bool text_line_obey(struct text_line *line, enum command command)
{
    return edit_obey(&line->text, command) != EDIT_NOT_MINE;
}

void text_line_insert(struct text_line *line, const char *text, size_t length)
{
    (void)edit_text_insert(&line->text, text, length);
}

/* Columns between two offsets. */
static int columns(const struct text_line *line, size_t from, size_t to, int flags)
{
    return (int)show_width(buffer_string(&line->text.bytes) + from, to - from, flags);
}

/* Scroll so that the cursor has its cell, a mark at the left has one, and no room is wasted. */
static void scroll_into_view(struct text_line *line, int width, int flags)
{
    const char *bytes = buffer_string(&line->text.bytes);
    size_t length = line->text.bytes.length;
    if (line->scroll > line->text.cursor)
        line->scroll = utf8_previous_cluster(bytes, length, line->text.cursor);
    int room = line->text.cursor < length ? width - 1 : width;
    while (line->scroll < line->text.cursor &&
           columns(line, line->scroll, line->text.cursor, flags) + (line->scroll > 0) >= room)
        line->scroll = utf8_next_cluster(bytes, length, line->scroll);
    while (line->scroll > 0) {
        size_t before = utf8_previous_cluster(bytes, length, line->scroll);
        if (columns(line, before, length, flags) + (before > 0) >= width)
            break;
        line->scroll = before;
    }
}

void text_line_draw(struct text_line *line, struct canvas canvas, enum style style, bool focused)
{
    int flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    int width = canvas.width;
    if (width < 1 || canvas.height < 1)
        return;
    if (focused)
        scroll_into_view(line, width, flags);
    else
        line->scroll = 0;
    const char *bytes = buffer_string(&line->text.bytes);
    size_t length = line->text.bytes.length;
    int start = line->scroll > 0 ? 1 : 0;
    bool more = columns(line, line->scroll, length, flags) + start > width;
    canvas_fill(canvas, 0, 0, 1, width, style);
    if (start > 0)
        canvas_symbol(canvas, 0, 0, STYLE_EXAMPLE, SYMBOL_MORE);
    canvas_text(canvas, 0, start, width - start - (more ? 1 : 0), style, bytes + line->scroll,
                length - line->scroll);
    int cursor = start + columns(line, line->scroll, line->text.cursor, flags);
    if (more)
        canvas_symbol(canvas, 0, width - 1, STYLE_EXAMPLE, SYMBOL_MORE);
    if (focused)
        canvas_set_cursor(canvas, 0, cursor < width ? cursor : width - 1);
}
