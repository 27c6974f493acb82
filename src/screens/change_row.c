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

/* Draw bytes [from, to) in the styles of their spans; returns the columns used. */
static int draw_spans(struct canvas row, int column, const struct change_text *text, size_t from,
                      size_t to)
{
    int used = 0;
    for (size_t i = 0; i < text->count && from < to; i++) {
        const struct change_span *span = &text->spans[i];
        size_t end = span->end < to ? span->end : to;
        if (end <= from)
            continue;
        used += canvas_text(row, 0, column + used, -1, style_of(text, span->part),
                            text->text.bytes + from, end - from);
        from = end;
    }
    return used;
}

/* Where the text must end to fit: not behind a mark of its own that something is left out. */
static size_t fitting_end(struct canvas row, const struct change_text *text, size_t from, int room)
{
    static const char more[] = "…";
    char scratch[SHOW_SCRATCH_SIZE];
    size_t end = from;
    while (end < text->text.length) {
        struct show_glyph glyph = show_next(text->text.bytes + end, text->text.length - end,
                                            canvas_is_ascii(row) ? SHOW_ASCII : 0, scratch);
        room -= glyph.columns;
        if (room < 0)
            break;
        end += glyph.source;
    }
    bool is_marked = end >= from + strlen(more) &&
                     memcmp(text->text.bytes + end - strlen(more), more, strlen(more)) == 0;
    return is_marked ? end - strlen(more) : end;
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
        (void)draw_spans(row, column, text, from, text->text.length);
    } else if (change_text_is_pair(text)) {
        draw_pair(row, column, room, text, from);
    } else {
        int used = draw_spans(row, column, text, from, fitting_end(row, text, from, room - 1));
        (void)canvas_symbol(row, 0, column + used, STYLE_TEXT, SYMBOL_MORE);
    }
}
