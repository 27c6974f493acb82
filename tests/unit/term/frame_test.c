/* The bytes of a frame, read by a terminal that knows no more than they use: whatever was shown, it
 * then shows the next grid. */
#include "../../../src/term/frame_internal.h"
#include "../../../src/term/grid_internal.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include "unit/unit.h"

#include <locale.h>

enum { HEIGHT = 6, WIDTH = 40, FRAMES = 3000 };

static const struct frame_style styles[STYLE_COUNT] = {
    [STYLE_STRONG] = {ATTRIBUTE_BOLD, ""},
    [STYLE_LABEL] = {0, "38;5;30"},
    [STYLE_EXAMPLE] = {ATTRIBUTE_DIM, ""},
    [STYLE_BAR] = {ATTRIBUTE_REVERSE, ""},
    [STYLE_BAR_KEY] = {ATTRIBUTE_REVERSE | ATTRIBUTE_BOLD, ""},
    [STYLE_FIELD] = {ATTRIBUTE_UNDERLINE | ATTRIBUTE_BOLD, ""},
    [STYLE_ERROR] = {ATTRIBUTE_BOLD, "31"},
};

/* ── the terminal ── */

struct spot {
    char text[CELL_TEXT_SIZE];
    int attributes;
    char colour[FRAME_COLOUR_SIZE];
};

struct terminal {
    struct spot spots[HEIGHT][WIDTH];
    int row, column;
    bool wraps; /* the cursor is behind the last column */
    struct spot pen;
};

static void blank(struct spot *spot)
{
    *spot = (struct spot){.text = " "};
}

static void put(struct terminal *terminal, const char *bytes, size_t length, int columns)
{
    if (columns == 0) {
        assert_true(terminal->column > 0);
        strncat(terminal->spots[terminal->row][terminal->column - 1].text, bytes, length);
        return;
    }
    assert_false(terminal->wraps);
    assert_true(terminal->column + columns <= WIDTH);
    for (int i = 0; i < columns; i++) {
        struct spot *spot = &terminal->spots[terminal->row][terminal->column + i];
        *spot = terminal->pen;
        memset(spot->text, 0, sizeof spot->text);
        if (i == 0)
            memcpy(spot->text, bytes, length);
    }
    terminal->column += columns;
    terminal->wraps = terminal->column == WIDTH;
}

static void set_style(struct terminal *terminal, const char *parameters)
{
    struct spot *pen = &terminal->pen;
    for (const char *at = parameters; *at != 'm';) {
        char *end = NULL;
        long number = strtol(at, &end, 10);
        if (number == 38) {
            snprintf(pen->colour, sizeof pen->colour, "38;5;%ld", strtol(end + 3, &end, 10));
        } else if (number == 39) {
            pen->colour[0] = '\0';
        } else if (number >= 30 && number < 38) {
            snprintf(pen->colour, sizeof pen->colour, "%ld", number);
        } else if (number == 0) {
            *pen = (struct spot){.attributes = 0};
        } else if (number >= 22) {
            pen->attributes &= ~(number == 22   ? ATTRIBUTE_BOLD | ATTRIBUTE_DIM
                                 : number == 24 ? ATTRIBUTE_UNDERLINE
                                                : ATTRIBUTE_REVERSE);
        } else {
            pen->attributes |= number == 1   ? ATTRIBUTE_BOLD
                               : number == 2 ? ATTRIBUTE_DIM
                               : number == 4 ? ATTRIBUTE_UNDERLINE
                                             : ATTRIBUTE_REVERSE;
        }
        at = *end == ';' ? end + 1 : end;
    }
    if (parameters[0] == 'm')
        *pen = (struct spot){.attributes = 0};
}

static void erase(struct terminal *terminal, int count)
{
    assert_int_equal(terminal->pen.attributes, 0);
    assert_string_equal(terminal->pen.colour, "");
    assert_false(terminal->wraps);
    for (int i = 0; i < count && terminal->column + i < WIDTH; i++)
        blank(&terminal->spots[terminal->row][terminal->column + i]);
}

static const char *command(struct terminal *terminal, const char *at)
{
    const char *parameters = at;
    int first = (int)strtol(at, (char **)&at, 10);
    int second = *at == ';' ? (int)strtol(at + 1, NULL, 10) : 0;
    at += strspn(at, "0123456789;");
    switch (*at) {
    case 'H':
        terminal->row = first > 0 ? first - 1 : 0;
        terminal->column = second > 0 ? second - 1 : 0;
        terminal->wraps = false;
        break;
    case 'C':
        assert_false(terminal->wraps);
        terminal->column += first > 0 ? first : 1;
        break;
    case 'K':
        erase(terminal, WIDTH);
        break;
    case 'X':
        erase(terminal, first);
        break;
    case 'J':
        for (int row = 0; row < HEIGHT; row++)
            for (int column = 0; column < WIDTH; column++)
                blank(&terminal->spots[row][column]);
        break;
    case 'm':
        set_style(terminal, parameters);
        break;
    default:
        fail_msg("an unknown command %c", *at);
    }
    assert_true(terminal->row < HEIGHT && terminal->column < WIDTH);
    return at + 1;
}

static void feed(struct terminal *terminal, const struct buffer *bytes)
{
    const char *end = bytes->bytes + bytes->length;
    for (const char *at = bytes->bytes; at < end;) {
        uint32_t code_point = 0;
        if (at[0] == '\033') {
            at = command(terminal, at + 2);
        } else if (at[0] == '\r') {
            terminal->column = 0;
            terminal->wraps = false;
            at++;
        } else if (at[0] == '\n') {
            assert_true(++terminal->row < HEIGHT);
            at++;
        } else {
            size_t step = utf8_decode(at, (size_t)(end - at), &code_point);
            put(terminal, at, step, utf8_column_width(code_point));
            at += step;
        }
    }
}

static void assert_shows(const struct terminal *terminal, const struct grid *grid)
{
    for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
            const struct cell *cell = grid_cell(grid, row, column);
            const struct spot *spot = &terminal->spots[row][column];
            struct frame_style style = styles[cell->style];
            style.attributes |= cell->underline ? ATTRIBUTE_UNDERLINE : 0;
            assert_string_equal(spot->text, cell->text);
            if (cell->columns == 0)
                continue;
            assert_int_equal(spot->attributes, style.attributes);
            assert_string_equal(spot->colour, style.colour);
        }
    }
}

/* ── grids ── */

static uint32_t random_state = 1;

static int below(int limit)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (int)((random_state >> 8) % (uint32_t)limit);
}

static void scribble(struct grid *grid)
{
    static const char *const glyphs[] = {"a", "b", " ", " ", "\xC3\xA9", "e\xCC\x81",
                                         "\xE6\x97\xA5", "\xE2\x80\xA6"};
    static const enum style used[] = {STYLE_TEXT,    STYLE_TEXT, STYLE_STRONG,  STYLE_LABEL,
                                      STYLE_EXAMPLE, STYLE_BAR,  STYLE_BAR_KEY, STYLE_FIELD,
                                      STYLE_ERROR};
    for (int n = below(12); n > 0; n--) {
        const char *glyph = glyphs[below(8)];
        enum style style = used[below(9)];
        int columns = glyph[0] == '\xE6' ? 2 : 1;
        int row = below(HEIGHT);
        int column = below(WIDTH);
        for (int count = below(WIDTH); count > 0 && column + columns <= WIDTH; count--) {
            grid_put(grid, row, column, glyph, strlen(glyph), columns, style);
            if (columns == 1 && below(40) == 0)
                grid_underline(grid, row, column);
            column += columns;
        }
    }
    grid_set_cursor(grid, below(4) == 0 ? -1 : below(HEIGHT), below(WIDTH));
}

static void copy(struct grid *to, const struct grid *from)
{
    memcpy(to->cells, from->cells, sizeof *to->cells * HEIGHT * WIDTH);
}

static void turns_any_frame_into_any_other(void **state)
{
    (void)state;
    struct grid *shown = grid_new(HEIGHT, WIDTH);
    struct grid *next = grid_new(HEIGHT, WIDTH);
    struct frame_pen pen = {.row = -1, .column = -1};
    struct terminal terminal = {.row = 0};
    struct buffer bytes = {0};
    frame_append_clear(&bytes, &pen);
    for (int i = 0; i < FRAMES; i++) {
        pen.erases = i % 2 == 0;
        copy(next, shown);
        if (below(10) == 0)
            grid_clear(next);
        scribble(next);
        frame_append(&bytes, &pen, styles, shown, next);
        feed(&terminal, &bytes);
        assert_shows(&terminal, next);
        if (next->cursor_row >= 0) {
            assert_int_equal(terminal.row, next->cursor_row);
            assert_int_equal(terminal.column - terminal.wraps, next->cursor_column);
        }
        copy(shown, next);
        buffer_clear(&bytes);
    }
    buffer_done(&bytes);
    grid_free(shown);
    grid_free(next);
}

static void assert_sends(const char *text, enum style style, const char *expected)
{
    struct grid *shown = grid_new(HEIGHT, WIDTH);
    struct grid *next = grid_new(HEIGHT, WIDTH);
    struct frame_pen pen = {.row = 0, .column = 0, .known = true, .erases = true};
    struct buffer bytes = {0};
    canvas_string(grid_canvas(next), 1, 2, style, text);
    frame_append(&bytes, &pen, styles, shown, next);
    assert_string_equal(buffer_string(&bytes), expected);
    buffer_clear(&bytes);
    frame_append(&bytes, &pen, styles, next, next);
    assert_int_equal(bytes.length, 0);
    buffer_done(&bytes);
    grid_free(shown);
    grid_free(next);
}

static void sends_no_more_than_is_needed(void **state)
{
    (void)state;
    assert_sends("ab", STYLE_TEXT, "\r\n  ab");
    assert_sends("a b", STYLE_LABEL, "\r\n  \033[38;5;30ma b");
    assert_sends("a", STYLE_ERROR, "\r\n  \033[1;31ma");
    assert_sends("  ", STYLE_TEXT, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(turns_any_frame_into_any_other),
        cmocka_unit_test(sends_no_more_than_is_needed),
    };
    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
