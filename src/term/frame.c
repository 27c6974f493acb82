#include "frame_internal.h"

#include "base/utf8.h"
#include "grid_internal.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* From so many cells on, erasing them is shorter than blanks. */
enum { WORTH_ERASING_END = 4, WORTH_ERASING = 12, COMMAND_SIZE = 64 };

static const struct frame_style plain_style = {0};

struct frame {
    struct buffer *out;
    struct frame_pen *pen;
    const struct frame_style *styles;
};

/* ── style ── */

static struct frame_style style_of(const struct frame *frame, const struct cell *cell)
{
    struct frame_style style = frame->styles[cell->style];
    if (cell->underline)
        style.attributes |= ATTRIBUTE_UNDERLINE;
    return style;
}

/* A command to the terminal that is put together. */
struct command {
    char text[COMMAND_SIZE];
    size_t length;
};

static void append(struct command *command, const char *text)
{
    size_t length = strlen(text);
    assert(command->length + length < COMMAND_SIZE);
    memcpy(command->text + command->length, text, length + 1);
    command->length += length;
}

static void add_parameter(struct command *command, const char *parameter)
{
    if (command->text[command->length - 1] != '[')
        append(command, ";");
    append(command, parameter);
}

static void add_attributes(struct command *command, int attributes)
{
    if ((attributes & ATTRIBUTE_BOLD) != 0)
        add_parameter(command, "1");
    if ((attributes & ATTRIBUTE_DIM) != 0)
        add_parameter(command, "2");
    if ((attributes & ATTRIBUTE_UNDERLINE) != 0)
        add_parameter(command, "4");
    if ((attributes & ATTRIBUTE_REVERSE) != 0)
        add_parameter(command, "7");
}

/* The whole style anew. */
static struct command describe_style(const struct frame_style *style)
{
    struct command command = {.length = 0};
    append(&command, "\033[");
    if (style->attributes == 0 && style->colour[0] == '\0')
        return command;
    add_parameter(&command, "0");
    add_attributes(&command, style->attributes);
    if (style->colour[0] != '\0')
        add_parameter(&command, style->colour);
    return command;
}

/* Only what differs. Bold and dim end together. */
static struct command describe_change(const struct frame_style *from, const struct frame_style *to)
{
    static const int weight = ATTRIBUTE_BOLD | ATTRIBUTE_DIM;
    struct command command = {.length = 0};
    int ended = from->attributes & ~to->attributes;
    int begun = to->attributes & ~from->attributes;
    append(&command, "\033[");
    if ((ended & weight) != 0) {
        add_parameter(&command, "22");
        begun |= to->attributes & weight;
    }
    if ((ended & ATTRIBUTE_UNDERLINE) != 0)
        add_parameter(&command, "24");
    if ((ended & ATTRIBUTE_REVERSE) != 0)
        add_parameter(&command, "27");
    add_attributes(&command, begun);
    if (strcmp(from->colour, to->colour) != 0)
        add_parameter(&command, to->colour[0] != '\0' ? to->colour : "39");
    return command;
}

static bool is_same_style(const struct frame_style *a, const struct frame_style *b)
{
    return a->attributes == b->attributes && strcmp(a->colour, b->colour) == 0;
}

static void take_style(struct frame *frame, const struct frame_style *style)
{
    struct frame_pen *pen = frame->pen;
    if (pen->known && is_same_style(&pen->style, style))
        return;
    struct command whole = describe_style(style);
    struct command change = describe_change(&pen->style, style);
    bool shorter = pen->known && change.length < whole.length;
    buffer_append_string(frame->out, shorter ? change.text : whole.text);
    buffer_append_byte(frame->out, 'm');
    pen->known = true;
    pen->style = *style;
}

/* ── cells ── */

/* What erasing leaves. */
static bool is_blank(const struct frame *frame, const struct cell *cell)
{
    return cell->columns == 1 && cell->text[0] == ' ' && cell->text[1] == '\0' &&
           !cell->underline && is_same_style(&frame->styles[cell->style], &plain_style);
}

static bool looks_same(const struct frame *frame, const struct cell *a, const struct cell *b)
{
    return memcmp(a, b, sizeof *a) == 0 || (is_blank(frame, a) && is_blank(frame, b));
}

/* Whether the cell can be written as it is with the present style. */
static bool suits_pen(const struct frame *frame, const struct cell *cell)
{
    struct frame_style style = style_of(frame, cell);
    return frame->pen->known && is_same_style(&frame->pen->style, &style);
}

/* A terminal may take a glyph of several characters for narrower or wider than it is: behind it the
 * cursor is placed anew. Behind the last column it is nowhere. */
static void write_cell(struct frame *frame, const struct cell *cell, int width)
{
    struct frame_pen *pen = frame->pen;
    struct frame_style style = style_of(frame, cell);
    take_style(frame, &style);
    size_t length = strlen(cell->text);
    buffer_append(frame->out, cell->text, length);
    pen->column += cell->columns;
    if (utf8_count(cell->text, length) > 1 || pen->column >= width)
        pen->column = -1;
}

/* ── motion ── */

static const char *shorter_of(const char *a, const char *b)
{
    return strlen(b) < strlen(a) ? b : a;
}

static void move_to(struct frame *frame, int row, int column)
{
    struct frame_pen *pen = frame->pen;
    char place[COMMAND_SIZE];
    char forward[COMMAND_SIZE];
    if (pen->column >= 0 && pen->row == row && pen->column == column)
        return;
    (void)snprintf(place, sizeof place, "\033[%d;%dH", row + 1, column + 1);
    const char *best = place;
    if (pen->column >= 0 && pen->row == row && pen->column < column) {
        int steps = column - pen->column;
        (void)snprintf(forward, sizeof forward, "\033[%dC", steps);
        best = shorter_of(best, steps > 1 ? forward : "\033[C");
    }
    if (pen->row >= 0 && row == pen->row + 1 && column == 0)
        best = shorter_of(best, "\r\n");
    if (pen->row == row && column == 0)
        best = shorter_of(best, "\r");
    if (row == 0 && column == 0)
        best = shorter_of(best, "\033[H");
    buffer_append_string(frame->out, best);
    pen->row = row;
    pen->column = column;
}

static bool are_simple(const struct frame *frame, const struct cell *cells, int from, int to)
{
    for (int i = from; i < to; i++)
        if (cells[i].text[1] != '\0' || cells[i].columns != 1 || !suits_pen(frame, &cells[i]))
            return false;
    return true;
}

/* Go to a column of this row. A few cells that stay as they are cost less when they are written
 * again than a motion does. */
static void reach(struct frame *frame, const struct cell *cells, int row, int column, int width)
{
    enum { MOTION = 4 };
    struct frame_pen *pen = frame->pen;
    bool below = pen->row >= 0 && pen->row == row - 1 && column <= MOTION;
    bool before = pen->row == row && pen->column >= 0 && pen->column <= column &&
                  column - pen->column <= MOTION;
    int from = below ? 0 : pen->column;
    if ((!below && !before) || !are_simple(frame, cells, from, column)) {
        move_to(frame, row, column);
        return;
    }
    if (below)
        move_to(frame, row, 0);
    for (int i = from; i < column; i++)
        write_cell(frame, &cells[i], width);
}

/* ── rows ── */

static int end_of_text(const struct frame *frame, const struct cell *cells, int width)
{
    while (width > 0 && is_blank(frame, &cells[width - 1]))
        width--;
    return width;
}

/* Blanks from `column` on that are not blank yet, and those between them. */
static int count_blanks(const struct frame *frame, const struct cell *old, const struct cell *new,
                        int column, int width)
{
    int end = column;
    while (end < width && is_blank(frame, &new[end]))
        end++;
    while (end > column && is_blank(frame, &old[end - 1]))
        end--;
    return end - column;
}

/* From where the cursor is. */
static void erase(struct frame *frame, int count, bool to_end)
{
    char command[COMMAND_SIZE] = "\033[K";
    if (!to_end)
        (void)snprintf(command, sizeof command, "\033[%dX", count);
    take_style(frame, &plain_style);
    buffer_append_string(frame->out, command);
}


static void append_row(struct frame *frame, int row, int width, const struct cell *old,
                       const struct cell *new)
{
    int text_end = end_of_text(frame, new, width);
    for (int i = 0; i < width; i++) {
        if (new[i].columns == 0 || looks_same(frame, &old[i], &new[i]))
            continue;
        int blanks = count_blanks(frame, old, new, i, width);
        bool to_end = i >= text_end;
        reach(frame, new, row, i, width);
        if (blanks >= (to_end ? WORTH_ERASING_END : WORTH_ERASING) &&
            (to_end || frame->pen->erases)) {
            erase(frame, blanks, to_end);
            i += blanks - 1;
        } else {
            write_cell(frame, &new[i], width);
        }
    }
}

void frame_append(struct buffer *out, struct frame_pen *pen,
                  const struct frame_style styles[STYLE_COUNT], const struct grid *shown,
                  const struct grid *next)
{
    struct frame frame = {out, pen, styles};
    size_t width = (size_t)next->width;
    for (int row = 0; row < next->height; row++) {
        const struct cell *old = shown->cells + (size_t)row * width;
        const struct cell *new = next->cells + (size_t)row * width;
        if (memcmp(old, new, width * sizeof *old) != 0)
            append_row(&frame, row, next->width, old, new);
    }
    if (next->cursor_row >= 0)
        move_to(&frame, next->cursor_row, next->cursor_column);
}

void frame_append_clear(struct buffer *out, struct frame_pen *pen)
{
    pen->known = true;
    pen->style = (struct frame_style){0};
    pen->row = pen->column = 0;
    buffer_append_string(out, "\033[m\033[H\033[2J");
}
