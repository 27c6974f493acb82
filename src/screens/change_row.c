#include "change_row_internal.h"

#include "base/show.h"

#include <string.h>

static const char arrow[] = " → ";

static int width_of(struct canvas row, const char *text, size_t length)
{
    return (int)show_width(text, length, canvas_is_ascii(row) ? SHOW_ASCII : 0);
}

/* What another value took the place of is no loss: it is dim. */
static enum style style_of(const struct change_text *text, enum change_part part)
{
    if (part == CHANGE_PART_FRAME)
        return STYLE_TEXT;
    if (part == CHANGE_PART_NEW)
        return STYLE_ADDED;
    return change_text_is_pair(text) ? STYLE_EXAMPLE : STYLE_REMOVED;
}

/* Draw the spans as far as they fit; returns the columns used. */
static int draw_spans(struct canvas row, int column, int room, const struct change_text *text,
                      size_t from)
{
    int used = 0;
    for (size_t i = 0; i < text->count && used < room; i++) {
        const struct change_span *span = &text->spans[i];
        if (span->end <= from)
            continue;
        used += canvas_text(row, 0, column + used, room - used, style_of(text, span->part),
                            text->text.bytes + from, span->end - from);
        from = span->end;
    }
    return used;
}

/* Too long for its row: both values are cut, so that the new one is never out of sight. */
static void draw_pair(struct canvas row, int column, int room, const struct change_text *text,
                      size_t from)
{
    const char *bytes = text->text.bytes;
    size_t new_begin = text->spans[2].end;
    int new_width = width_of(row, bytes + new_begin, text->text.length - new_begin);
    int used = 0;
    if (from < text->label) {
        used = canvas_text_cut(row, 0, column, room / 2 - 2, STYLE_TEXT, bytes + from,
                               text->label - from - strlen(": "));
        used += canvas_string(row, 0, column + used, STYLE_TEXT, ": ");
    }
    int rest = room - used - width_of(row, arrow, strlen(arrow));
    int old_room = new_width < rest / 2 ? rest - new_width : rest - rest / 2;
    used += canvas_text_cut(row, 0, column + used, old_room, style_of(text, CHANGE_PART_OLD),
                            bytes + text->label, text->spans[1].end - text->label);
    used += canvas_string(row, 0, column + used, STYLE_TEXT, arrow);
    (void)canvas_text_cut(row, 0, column + used, room - used, STYLE_ADDED, bytes + new_begin,
                          text->text.length - new_begin);
}

void change_row_draw(struct canvas row, int column, const struct change_text *text, bool labelled)
{
    int room = row.width - column - 1;
    size_t from = labelled ? 0 : text->field;
    if (room <= 0 || text->text.length == 0)
        return;
    if (width_of(row, text->text.bytes + from, text->text.length - from) <= room) {
        (void)draw_spans(row, column, room, text, from);
    } else if (change_text_is_pair(text)) {
        draw_pair(row, column, room, text, from);
    } else {
        int used = draw_spans(row, column, room - 1, text, from);
        (void)canvas_symbol(row, 0, column + used, STYLE_TEXT, SYMBOL_MORE);
    }
}
