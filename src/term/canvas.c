#include "term/canvas.h"

#include "base/show.h"
#include "base/utf8.h"
#include "grid_internal.h"

#include <assert.h>
#include <string.h>

struct canvas grid_canvas(struct grid *grid)
{
    return (struct canvas){.grid = grid, .height = grid->height, .width = grid->width};
}

struct canvas canvas_part(struct canvas canvas, int row, int column, int height, int width)
{
    struct canvas part = {.grid = canvas.grid};
    int top = row - canvas.scroll;
    int bottom = top + (height > 0 ? height : 0);
    if (top < 0) {
        part.scroll = -top;
        top = 0;
    }
    int left = column > 0 ? column : 0;
    int right = column + (width > 0 ? width : 0);
    if (bottom > canvas.height)
        bottom = canvas.height;
    if (right > canvas.width)
        right = canvas.width;
    part.row = canvas.row + top;
    part.column = canvas.column + left;
    part.height = bottom > top ? bottom - top : 0;
    part.width = right > left ? right - left : 0;
    return part;
}

bool canvas_holds(struct canvas canvas, int row, int column)
{
    return row >= canvas.row && row < canvas.row + canvas.height && column >= canvas.column &&
           column < canvas.column + canvas.width;
}

bool canvas_is_ascii(struct canvas canvas)
{
    return canvas.grid->ascii;
}

static int show_flags_of(struct canvas canvas)
{
    return canvas.grid->ascii ? SHOW_ASCII : 0;
}

/* Where the next cell goes, within one row. Columns are those of the canvas. */
struct pen {
    struct canvas canvas;
    int row;    /* in the grid; -1: the row is not to be seen */
    int column; /* may be left of the canvas */
    int limit;  /* first column that must stay free */
    int last;   /* column of the last cell drawn; -1: none */
};

static int grid_row(struct canvas canvas, int row)
{
    int inside = row - canvas.scroll;
    return inside >= 0 && inside < canvas.height ? canvas.row + inside : -1;
}

static struct pen pen_at(struct canvas canvas, int row, int column, int width)
{
    struct pen pen = {.canvas = canvas, .row = grid_row(canvas, row), .column = column, .last = -1};
    pen.limit = canvas.width;
    if (width >= 0 && column < canvas.width - width)
        pen.limit = column + width;
    if (pen.limit < column)
        pen.limit = column;
    return pen;
}

static void pen_put(struct pen *pen, const char *text, size_t length, int columns,
                    enum style style)
{
    const struct canvas *canvas = &pen->canvas;
    int column = pen->column;
    pen->column += columns;
    if (pen->row < 0 || pen->column <= 0)
        return;
    if (column < 0) {
        /* The right half of a wide glyph whose left half is outside. */
        grid_put(canvas->grid, pen->row, canvas->column, " ", 1, 1, style);
        return;
    }
    grid_put(canvas->grid, pen->row, canvas->column + column, text, length, columns, style);
    pen->last = column;
}

/* Draw the code points of one glyph; false when the row is full. */
static bool pen_draw(struct pen *pen, const char *text, size_t length, enum style style)
{
    size_t offset = 0;
    while (offset < length) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(text + offset, length - offset, &code_point);
        int columns = utf8_column_width(code_point);
        assert(columns >= 0);
        if (columns == 0) {
            if (pen->row >= 0 && pen->last >= 0)
                grid_extend(pen->canvas.grid, pen->row, pen->canvas.column + pen->last,
                            text + offset, step);
        } else if (pen->column + columns <= pen->limit) {
            pen_put(pen, text + offset, step, columns, style);
        } else {
            if (pen->column < pen->limit)
                pen_put(pen, " ", 1, 1, style);
            return false;
        }
        offset += step;
    }
    return true;
}

/* Most text is ASCII, where a byte is a glyph: whether that is so here. */
static bool is_simple(const char *text, size_t left)
{
    return text[0] >= ' ' && text[0] < 0x7F && (left == 1 || (text[1] & 0x80) == 0);
}

int canvas_text(struct canvas canvas, int row, int column, int width, enum style style,
                const char *text, size_t length)
{
    struct pen pen = pen_at(canvas, row, column, width);
    int flags = show_flags_of(canvas);
    char scratch[SHOW_SCRATCH_SIZE];
    size_t offset = 0;
    while (offset < length && pen.column < pen.limit) {
        if (is_simple(text + offset, length - offset)) {
            if (pen.row >= 0 && pen.column >= 0) {
                pen.last = pen.column;
                grid_put_byte(canvas.grid, pen.row, canvas.column + pen.column, text[offset],
                              style);
            }
            pen.column++;
            offset++;
            continue;
        }
        struct show_glyph glyph = show_next(text + offset, length - offset, flags, scratch);
        if (!pen_draw(&pen, glyph.text, glyph.text_length, glyph.mark ? STYLE_UNSAFE : style))
            break;
        offset += glyph.source;
    }
    return pen.column - column;
}

int canvas_string(struct canvas canvas, int row, int column, enum style style, const char *string)
{
    return canvas_text(canvas, row, column, -1, style, string, strlen(string));
}

/* Bytes of the glyphs that fit into `columns`. */
static size_t fitting_length(const char *text, size_t length, int columns, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t offset = 0;
    while (offset < length && columns > 0) {
        if (is_simple(text + offset, length - offset)) {
            columns--;
            offset++;
            continue;
        }
        struct show_glyph glyph = show_next(text + offset, length - offset, flags, scratch);
        if (glyph.columns > columns)
            break;
        columns -= glyph.columns;
        offset += glyph.source;
    }
    return offset;
}

int canvas_text_cut(struct canvas canvas, int row, int column, int width, enum style style,
                    const char *text, size_t length)
{
    struct pen pen = pen_at(canvas, row, column, width);
    int room = pen.limit - column;
    int flags = show_flags_of(canvas);
    if (room <= 0)
        return 0;
    if (fitting_length(text, length, room, flags) == length)
        return canvas_text(canvas, row, column, room, style, text, length);
    size_t kept = fitting_length(text, length, room - 1, flags);
    int used = canvas_text(canvas, row, column, room - 1, style, text, kept);
    return used + canvas_symbol(canvas, row, column + used, style, SYMBOL_MORE);
}

const char *symbol_text(enum symbol symbol, bool ascii)
{
    static const struct {
        const char *unicode;
        const char *ascii;
    } symbols[SYMBOL_COUNT] = {
        [SYMBOL_CHECK] = {"✓", "v"},     [SYMBOL_POINTER] = {"▸", ">"},
        [SYMBOL_OPEN] = {"▾", "v"},      [SYMBOL_UP] = {"▴", "^"},
        [SYMBOL_DOWN] = {"▾", "v"},      [SYMBOL_DOT] = {"●", "*"},
        [SYMBOL_RING] = {"○", "o"},      [SYMBOL_ARROW] = {"→", ">"},
        [SYMBOL_BULLET] = {"•", "*"},    [SYMBOL_SEPARATOR] = {"·", "|"},
        [SYMBOL_BOX] = {"☐", "_"},       [SYMBOL_TICKED] = {"☑", "x"},
        [SYMBOL_MORE] = {"…", "~"},
    };
    return ascii ? symbols[symbol].ascii : symbols[symbol].unicode;
}

int canvas_symbol(struct canvas canvas, int row, int column, enum style style, enum symbol symbol)
{
    const char *text = symbol_text(symbol, canvas.grid->ascii);
    struct pen pen = pen_at(canvas, row, column, 1);
    if (pen.column < pen.limit)
        pen_put(&pen, text, strlen(text), 1, style);
    return pen.column - column;
}

void canvas_fill(struct canvas canvas, int row, int column, int height, int width,
                 enum style style)
{
    struct canvas part = canvas_part(canvas, row, column, height, width);
    for (int y = part.row; y < part.row + part.height; y++)
        for (int x = part.column; x < part.column + part.width; x++)
            grid_put_byte(part.grid, y, x, ' ', style);
}

void canvas_restyle(struct canvas canvas, int row, int column, int width, enum style style)
{
    struct canvas part = canvas_part(canvas, row, column, 1, width);
    if (part.height == 0)
        return;
    for (int x = part.column; x < part.column + part.width; x++)
        grid_restyle(part.grid, part.row, x, style);
}

void canvas_underline(struct canvas canvas, int row, int column, int width)
{
    struct canvas part = canvas_part(canvas, row, column, 1, width);
    if (part.height == 0)
        return;
    for (int x = part.column; x < part.column + part.width; x++)
        grid_underline(part.grid, part.row, x);
}

void canvas_set_cursor(struct canvas canvas, int row, int column)
{
    int y = grid_row(canvas, row);
    if (y >= 0 && column >= 0 && column < canvas.width)
        grid_set_cursor(canvas.grid, y, canvas.column + column);
    else
        grid_set_cursor(canvas.grid, -1, -1);
}
