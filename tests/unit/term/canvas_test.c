#include "term/canvas.h"

#include "base/buffer.h"
#include "unit/unit.h"

#include <locale.h>

/* One row of a grid as text; a blank for what is blank. */
static const char *row_text(const struct grid *grid, int row)
{
    static struct buffer text;
    buffer_clear(&text);
    for (int i = 0; i < grid_width(grid); i++)
        buffer_append_string(&text, grid_cell(grid, row, i)->text);
    return buffer_string(&text);
}

#define assert_row(grid, row, expected) assert_string_equal(row_text(grid, row), expected)

/* No half of a wide glyph stands alone, every text fits its cell. */
static void assert_sound(const struct grid *grid)
{
    for (int row = 0; row < grid_height(grid); row++) {
        for (int column = 0; column < grid_width(grid); column++) {
            const struct cell *cell = grid_cell(grid, row, column);
            assert_true(strlen(cell->text) < CELL_TEXT_SIZE);
            assert_true((cell->columns == 0) == (cell->text[0] == '\0'));
            if (cell->columns == 2)
                assert_int_equal(grid_cell(grid, row, column + 1)->columns, 0);
            if (cell->columns == 0)
                assert_int_equal(grid_cell(grid, row, column - 1)->columns, 2);
        }
    }
}

static int draw(struct grid *grid, int row, int column, int width, const char *text)
{
    return canvas_text(grid_canvas(grid), row, column, width, STYLE_TEXT, text, strlen(text));
}

static void draws_text_and_says_its_width(void **state)
{
    (void)state;
    struct grid *grid = grid_new(2, 10);
    assert_int_equal(draw(grid, 0, 1, -1, "日本é"), 5);
    assert_row(grid, 0, " 日本é    ");
    assert_int_equal(draw(grid, 5, 0, -1, "outside"), 7);
    assert_int_equal(draw(grid, 1, 0, 0, "none"), 0);
    assert_int_equal(draw(grid, 1, 20, -1, "none"), 0);
    assert_row(grid, 1, "          ");
    assert_sound(grid);
    grid_free(grid);
}

static void never_splits_a_wide_glyph_at_an_edge(void **state)
{
    (void)state;
    struct grid *grid = grid_new(3, 5);
    assert_int_equal(draw(grid, 0, 0, -1, "日本語"), 5);
    assert_row(grid, 0, "日本 ");
    assert_int_equal(draw(grid, 1, 0, 3, "日本語"), 3);
    assert_row(grid, 1, "日   ");
    assert_int_equal(draw(grid, 2, -1, -1, "日本語"), 6);
    assert_row(grid, 2, " 本語");
    assert_sound(grid);
    grid_free(grid);
}

static void blanks_the_half_that_is_left_of_an_overwritten_glyph(void **state)
{
    (void)state;
    struct grid *grid = grid_new(1, 6);
    draw(grid, 0, 0, -1, "日本語");
    draw(grid, 0, 1, -1, "x");
    assert_row(grid, 0, " x本語");
    draw(grid, 0, 4, -1, "y");
    assert_row(grid, 0, " x本y ");
    draw(grid, 0, 1, -1, "日");
    assert_row(grid, 0, " 日 y ");
    assert_sound(grid);
    grid_free(grid);
}

static void shows_hostile_bytes_as_marks(void **state)
{
    (void)state;
    struct grid *grid = grid_new(1, 12);
    draw(grid, 0, 0, -1, "a\033[2J\xFF");
    assert_row(grid, 0, "a␛[2J<ff>   ");
    assert_int_equal(grid_cell(grid, 0, 0)->style, STYLE_TEXT);
    assert_int_equal(grid_cell(grid, 0, 1)->style, STYLE_UNSAFE);
    assert_int_equal(grid_cell(grid, 0, 5)->style, STYLE_UNSAFE);
    grid_free(grid);
}

static void gives_each_part_of_an_emoji_its_own_cells(void **state)
{
    (void)state;
    struct grid *grid = grid_new(1, 8);
    assert_int_equal(draw(grid, 0, 0, -1, "👩‍👩‍👧x"), 7);
    assert_string_equal(grid_cell(grid, 0, 0)->text, "👩\u200D");
    assert_string_equal(grid_cell(grid, 0, 4)->text, "👧");
    assert_string_equal(grid_cell(grid, 0, 6)->text, "x");
    assert_sound(grid);
    grid_free(grid);
}

static void ends_text_that_does_not_fit_in_an_ellipsis(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 6);
    struct canvas canvas = grid_canvas(grid);
    assert_int_equal(canvas_text_cut(canvas, 0, 0, 6, STYLE_TEXT, "abcdef", 6), 6);
    assert_row(grid, 0, "abcdef");
    assert_int_equal(canvas_text_cut(canvas, 1, 0, 5, STYLE_TEXT, "abcdef", 6), 5);
    assert_row(grid, 1, "abcd… ");
    assert_int_equal(canvas_text_cut(canvas, 2, 0, 4, STYLE_TEXT, "日本語", 9), 3);
    assert_row(grid, 2, "日…   ");
    assert_int_equal(canvas_text_cut(canvas, 3, 0, 1, STYLE_TEXT, "ab", 2), 1);
    assert_row(grid, 3, "…     ");
    assert_int_equal(canvas_text_cut(canvas, 3, 0, 0, STYLE_TEXT, "ab", 2), 0);
    assert_sound(grid);
    grid_free(grid);
}

static void draws_in_ascii_when_told(void **state)
{
    (void)state;
    struct grid *grid = grid_new(3, 8);
    grid_set_ascii(grid, true);
    struct canvas canvas = grid_canvas(grid);
    canvas_frame(canvas, STYLE_FRAME, "");
    draw(grid, 1, 1, 5, "é日\033 abc");
    canvas_symbol(canvas, 1, 6, STYLE_TEXT, SYMBOL_TICKED);
    assert_row(grid, 0, "+------+");
    assert_row(grid, 1, "|?\?^[ x|");
    assert_row(grid, 2, "+------+");
    for (int i = 0; i < SYMBOL_COUNT; i++) {
        assert_int_equal(strlen(symbol_text((enum symbol)i, true)), 1);
        assert_int_equal(canvas_symbol(canvas, 1, 1, STYLE_TEXT, (enum symbol)i), 1);
    }
    grid_free(grid);
}

static void cuts_a_part_to_what_lies_inside(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 10);
    struct canvas part = canvas_part(grid_canvas(grid), 1, 2, 99, 99);
    assert_int_equal(part.height, 3);
    assert_int_equal(part.width, 8);
    struct canvas inner = canvas_part(part, 1, 1, 1, 3);
    canvas_string(inner, 0, 0, STYLE_TEXT, "abcdef");
    canvas_string(inner, 1, 0, STYLE_TEXT, "outside");
    canvas_string(inner, -1, 0, STYLE_TEXT, "outside");
    assert_row(grid, 1, "          ");
    assert_row(grid, 2, "   abc    ");
    assert_row(grid, 3, "          ");
    assert_int_equal(canvas_part(part, 5, 0, 2, 2).height, 0);
    assert_int_equal(canvas_part(part, 0, 9, 2, 2).width, 0);
    grid_free(grid);
}

static void scrolls_rows_above_the_edge_away(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 5);
    struct canvas part = canvas_part(grid_canvas(grid), 1, 0, 2, 5);
    part.scroll = 2;
    for (int i = 0; i < 6; i++) {
        char digit = (char)('0' + i);
        canvas_text(part, i, 0, -1, STYLE_TEXT, &digit, 1);
    }
    assert_row(grid, 0, "     ");
    assert_row(grid, 1, "2    ");
    assert_row(grid, 2, "3    ");
    assert_row(grid, 3, "     ");
    /* A widget of three rows of which two are scrolled away. */
    struct canvas inner = canvas_part(part, 0, 1, 3, 4);
    assert_int_equal(inner.scroll, 2);
    assert_int_equal(inner.height, 1);
    canvas_string(inner, 2, 0, STYLE_TEXT, "last");
    assert_row(grid, 1, "2last");
    canvas_set_cursor(inner, 2, 3);
    int row = 0;
    int column = 0;
    grid_cursor(grid, &row, &column);
    assert_int_equal(row, 1);
    assert_int_equal(column, 4);
    canvas_set_cursor(inner, 1, 0);
    grid_cursor(grid, &row, &column);
    assert_int_equal(row, -1);
    grid_free(grid);
}

static void joins_rules_where_they_meet(void **state)
{
    (void)state;
    struct grid *grid = grid_new(5, 7);
    struct canvas canvas = grid_canvas(grid);
    canvas_frame(canvas, STYLE_FRAME, "");
    canvas_horizontal_rule(canvas, 2, 0, 7);
    canvas_vertical_rule(canvas, 0, 3, 5);
    assert_row(grid, 0, "┌──┬──┐");
    assert_row(grid, 1, "│  │  │");
    assert_row(grid, 2, "├──┼──┤");
    assert_row(grid, 4, "└──┴──┘");
    grid_free(grid);
}

static void joins_no_text_that_looks_like_a_rule(void **state)
{
    (void)state;
    struct grid *grid = grid_new(1, 3);
    struct canvas canvas = grid_canvas(grid);
    canvas_string(canvas, 0, 0, STYLE_TEXT, "│││");
    canvas_horizontal_rule(canvas, 0, 0, 3);
    assert_row(grid, 0, "───");
    grid_free(grid);
}

static void draws_a_frame_with_its_title(void **state)
{
    (void)state;
    struct grid *grid = grid_new(3, 12);
    struct canvas canvas = grid_canvas(grid);
    canvas_frame(canvas, STYLE_FRAME, "Find");
    assert_row(grid, 0, "┌─ Find ───┐");
    canvas_frame(canvas, STYLE_FRAME, "Find a field");
    assert_row(grid, 0, "┌─ Find … ─┐");
    canvas_frame(canvas_part(canvas, 0, 0, 1, 12), STYLE_FRAME, "none");
    canvas_frame(canvas_part(canvas, 0, 0, 3, 1), STYLE_FRAME, "none");
    assert_row(grid, 0, "┌─ Find … ─┐");
    grid_free(grid);
}

static void wraps_a_paragraph(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 10);
    struct canvas canvas = grid_canvas(grid);
    assert_int_equal(canvas_paragraph(canvas, 0, 1, 8, 4, STYLE_TEXT, "one two three\n\nfour"), 4);
    assert_row(grid, 0, " one two  ");
    assert_row(grid, 1, " three    ");
    assert_row(grid, 2, "          ");
    assert_row(grid, 3, " four     ");
    grid_clear(grid);
    assert_int_equal(canvas_paragraph(canvas, 0, 0, 8, 2, STYLE_TEXT, "one two three\nfour"), 2);
    assert_row(grid, 1, "three…    ");
    grid_clear(grid);
    assert_int_equal(canvas_paragraph(canvas, 0, 0, 3, 2, STYLE_TEXT, "abcdefg"), 2);
    assert_row(grid, 0, "abc       ");
    assert_row(grid, 1, "de…       ");
    assert_int_equal(canvas_paragraph(canvas, 0, 0, 0, 2, STYLE_TEXT, "abc"), 0);
    assert_int_equal(canvas_paragraph(canvas, 0, 0, 5, 2, STYLE_TEXT, ""), 0);
    grid_free(grid);
}

static void fills_restyles_and_underlines(void **state)
{
    (void)state;
    struct grid *grid = grid_new(2, 4);
    struct canvas canvas = grid_canvas(grid);
    canvas_string(canvas, 0, 0, STYLE_TEXT, "日本");
    canvas_fill(canvas, 0, 1, 2, 1, STYLE_BAR);
    assert_row(grid, 0, "  本");
    assert_sound(grid);
    canvas_restyle(canvas, 0, 0, 99, STYLE_SELECTED);
    canvas_underline(canvas, 0, 3, 1);
    assert_int_equal(grid_cell(grid, 0, 3)->style, STYLE_SELECTED);
    assert_true(grid_cell(grid, 0, 3)->underline);
    assert_false(grid_cell(grid, 0, 0)->underline);
    assert_int_equal(grid_cell(grid, 1, 1)->style, STYLE_BAR);
    grid_free(grid);
}

static void survives_a_grid_without_cells(void **state)
{
    (void)state;
    struct grid *grid = grid_new(0, 0);
    struct canvas canvas = grid_canvas(grid);
    canvas_frame(canvas, STYLE_FRAME, "x");
    canvas_fill(canvas, 0, 0, 5, 5, STYLE_BAR);
    canvas_horizontal_rule(canvas, 0, 0, 5);
    assert_int_equal(draw(grid, 0, 0, -1, "abc"), 0);
    canvas_set_cursor(canvas, 0, 0);
    grid_free(grid);
    grid = grid_new(1, 1);
    draw(grid, 0, 0, -1, "日");
    assert_row(grid, 0, " ");
    assert_sound(grid);
    grid_free(grid);
}

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_text_and_says_its_width),
        cmocka_unit_test(never_splits_a_wide_glyph_at_an_edge),
        cmocka_unit_test(blanks_the_half_that_is_left_of_an_overwritten_glyph),
        cmocka_unit_test(shows_hostile_bytes_as_marks),
        cmocka_unit_test(gives_each_part_of_an_emoji_its_own_cells),
        cmocka_unit_test(ends_text_that_does_not_fit_in_an_ellipsis),
        cmocka_unit_test(draws_in_ascii_when_told),
        cmocka_unit_test(cuts_a_part_to_what_lies_inside),
        cmocka_unit_test(scrolls_rows_above_the_edge_away),
        cmocka_unit_test(joins_rules_where_they_meet),
        cmocka_unit_test(joins_no_text_that_looks_like_a_rule),
        cmocka_unit_test(draws_a_frame_with_its_title),
        cmocka_unit_test(wraps_a_paragraph),
        cmocka_unit_test(fills_restyles_and_underlines),
        cmocka_unit_test(survives_a_grid_without_cells),
    };
    return cmocka_run_group_tests_name("canvas", tests, use_utf8, NULL);
}
