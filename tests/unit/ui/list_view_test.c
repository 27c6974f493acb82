#include "ui/list_view.h"

#include "unit/ui/grid.h"

/* Rows are called by their number; every fifth is a heading. */
static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    char text[32];
    (void)context, (void)selected;
    (void)snprintf(text, sizeof text, "%s%zu", index % 5 == 0 ? "= " : "", index);
    canvas_string(row, 0, 0, STYLE_TEXT, text);
}

static bool is_heading(const void *context, size_t index)
{
    (void)context;
    return index % 5 == 0;
}

static const struct list_rows rows = {.draw = draw_row, .is_heading = is_heading};

static void draw(struct list_view *view, struct grid *grid)
{
    grid_clear(grid);
    list_view_draw(view, grid_canvas(grid), &rows, true);
}

static void never_selects_a_heading(void **state)
{
    (void)state;
    struct list_view view = {0};
    list_view_set_count(&view, 12, &rows);
    assert_int_equal(view.selected, 1);
    for (int i = 0; i < 4; i++)
        assert_true(list_view_obey(&view, COMMAND_DOWN, &rows));
    assert_int_equal(view.selected, 6);
    assert_true(list_view_obey(&view, COMMAND_UP, &rows));
    assert_int_equal(view.selected, 4);
    assert_true(list_view_obey(&view, COMMAND_LAST, &rows));
    assert_int_equal(view.selected, 11);
    assert_true(list_view_obey(&view, COMMAND_FIRST, &rows));
    assert_int_equal(view.selected, 1);
    assert_false(list_view_obey(&view, COMMAND_SAVE, &rows));
}

static void keeps_the_selected_row_in_view(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 10);
    struct list_view view = {0};
    list_view_set_count(&view, 12, &rows);
    draw(&view, grid);
    char *first = grid_text(grid, 0);
    assert_memory_equal(first, "= 0", 3);
    free(first);
    assert_cursor(grid, 1, 0);
    (void)list_view_obey(&view, COMMAND_LAST, &rows);
    draw(&view, grid);
    assert_cursor(grid, 3, 0);
    assert_int_equal(grid_cell(grid, 3, 0)->style, STYLE_SELECTED);
    (void)list_view_obey(&view, COMMAND_PAGE_UP, &rows);
    assert_int_equal(view.selected, 8);
    grid_free(grid);
}

static void shows_the_heading_above_the_first_row(void **state)
{
    (void)state;
    struct grid *grid = grid_new(3, 10);
    struct list_view view = {0};
    list_view_set_count(&view, 12, &rows);
    list_view_select(&view, 11, &rows);
    draw(&view, grid);
    list_view_select(&view, 6, &rows);
    draw(&view, grid);
    char *first = grid_text(grid, 0);
    assert_memory_equal(first, "= 5", 3);
    free(first);
    grid_free(grid);
}

static void follows_a_list_that_becomes_shorter(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 10);
    struct list_view view = {0};
    list_view_set_count(&view, 12, &rows);
    list_view_select(&view, 11, &rows);
    draw(&view, grid);
    list_view_set_count(&view, 3, &rows);
    assert_int_equal(view.selected, 2);
    draw(&view, grid);
    assert_row(grid, 2, "2");
    assert_row(grid, 3, "");
    list_view_set_count(&view, 0, &rows);
    assert_true(list_view_obey(&view, COMMAND_DOWN, &rows));
    draw(&view, grid);
    assert_row(grid, 0, "");
    grid_free(grid);
}

static void tells_which_row_stands_where(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 10);
    struct list_view view = {0};
    size_t index = 0;
    list_view_set_count(&view, 12, &rows);
    list_view_select(&view, 11, &rows);
    draw(&view, grid);
    assert_true(list_view_row_at(&view, 0, &index));
    assert_int_equal(index, 8);
    assert_false(list_view_row_at(&view, 4, &index));
    grid_free(grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(never_selects_a_heading),
        cmocka_unit_test(keeps_the_selected_row_in_view),
        cmocka_unit_test(shows_the_heading_above_the_first_row),
        cmocka_unit_test(follows_a_list_that_becomes_shorter),
        cmocka_unit_test(tells_which_row_stands_where),
    };
    return cmocka_run_group_tests_name("list_view", tests, NULL, NULL);
}
