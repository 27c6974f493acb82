#include "ui/text_area.h"

#include "base/show.h"
#include "edit_internal.h"

#include <stdint.h>

void text_area_init(struct text_area *area, const char *initial)
{
    *area = (struct text_area){0};
    edit_text_init(&area->text, initial, true);
}

void text_area_done(struct text_area *area)
{
    edit_text_done(&area->text);
    wrap_done(&area->wrap);
}

const char *text_area_string(const struct text_area *area)
{
    return buffer_string(&area->text.bytes);
}

void text_area_set(struct text_area *area, const char *text)
{
    edit_text_set(&area->text, text);
    area->width = 0;
    area->top = 0;
}

/* ── rows ── */

size_t text_area_rows(struct text_area *area, size_t width, int show_flags)
{
    if (area->width != width) {
        wrap_update(&area->wrap, text_area_string(area), area->text.bytes.length, width,
                    show_flags);
        area->width = width;
    }
    return area->wrap.count;
}

/* Before it was drawn for the first time a row is a line. */
static void ensure_rows(struct text_area *area)
{
    if (area->width == 0)
        (void)text_area_rows(area, SIZE_MAX, show_locale_flags());
}

/* ── change ── */

bool text_area_insert(struct text_area *area, const char *text, size_t length)
{
    bool changed = edit_text_insert(&area->text, text, length);
    area->width = changed ? 0 : area->width;
    return changed;
}

static enum edit_result obey(struct text_area *area, enum command command)
{
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
        ensure_rows(area);
        return edit_step_row(&area->text, &area->wrap, show_locale_flags(),
                             command == COMMAND_DOWN);
    case COMMAND_FIRST:
        return edit_go_to(&area->text, 0);
    case COMMAND_LAST:
        return edit_go_to(&area->text, area->text.bytes.length);
    case COMMAND_NEW_LINE:
        (void)edit_text_insert(&area->text, "\n", 1);
        return EDIT_CHANGED;
    default:
        return edit_obey(&area->text, command);
    }
}

enum text_area_answer text_area_obey(struct text_area *area, enum command command)
{
    switch (obey(area, command)) {
    case EDIT_NOT_MINE:
        return TEXT_AREA_NOT_MINE;
    case EDIT_NOTHING:
        return TEXT_AREA_AT_EDGE;
    case EDIT_MOVED:
        return TEXT_AREA_MOVED;
    case EDIT_CHANGED:
        break;
    }
    area->width = 0;
    return TEXT_AREA_CHANGED;
}

/* ── drawing ── */

static void keep_cursor_in_view(struct text_area *area, size_t height)
{
    size_t row = wrap_find_row(&area->wrap, area->text.cursor);
    if (row < area->top)
        area->top = row;
    else if (row >= area->top + height)
        area->top = row - height + 1;
    if (area->wrap.count <= height)
        area->top = 0;
    else if (area->top > area->wrap.count - height)
        area->top = area->wrap.count - height;
}

void text_area_draw(struct text_area *area, struct canvas canvas, enum style style, bool focused)
{
    if (canvas.height < 1 || canvas.width < 1)
        return;
    int flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    size_t width = (size_t)canvas.width;
    size_t rows = text_area_rows(area, width, flags);
    if (focused)
        keep_cursor_in_view(area, (size_t)canvas.height);
    const char *bytes = text_area_string(area);
    canvas_fill(canvas, 0, 0, canvas.height, canvas.width, style);
    for (size_t i = 0; i < (size_t)canvas.height && area->top + i < rows; i++) {
        const struct wrap_row *row = &area->wrap.rows[area->top + i];
        canvas_text(canvas, (int)i, 0, -1, style, bytes + row->begin, row->shown - row->begin);
    }
    if (!focused)
        return;
    size_t row = wrap_find_row(&area->wrap, area->text.cursor);
    size_t column = wrap_column(&area->wrap, bytes, row, area->text.cursor, flags);
    if (column >= width)
        column = width - 1;
    canvas_set_cursor(canvas, (int)(row - area->top), (int)column);
}
