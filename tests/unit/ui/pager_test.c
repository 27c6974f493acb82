#include "ui/pager.h"

#include "unit/ui/grid.h"

static void draw(struct pager *pager, struct grid *grid)
{
    grid_clear(grid);
    pager_draw(pager, grid_canvas(grid));
}

static void wraps_to_the_indent_of_the_text(void **state)
{
    (void)state;
    struct grid *grid = grid_new(6, 24);
    struct pager *pager = pager_new();
    pager_add(pager, STYLE_STRONG, 0, "Overview");
    pager_add_pair(pager, 2, STYLE_LABEL, "Note", 10, STYLE_TEXT, "one two three four");
    draw(pager, grid);
    assert_row(grid, 0, "Overview");
    assert_row(grid, 1, "  Note    one two three");
    assert_row(grid, 2, "          four");
    assert_int_equal(grid_cell(grid, 1, 2)->style, STYLE_LABEL);
    pager_free(pager);
    grid_free(grid);
}

static void a_label_stands_above_its_text_where_there_is_no_room_beside_it(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 40);
    struct pager *pager = pager_new();
    pager_add_pair(pager, 2, STYLE_LABEL, "Status", 28, STYLE_TEXT, "Active in Belgium");
    draw(pager, grid);
    assert_row(grid, 0, "  Status");
    assert_row(grid, 1, "  Active in Belgium");
    grid_free(grid);
    grid = grid_new(4, 60);
    draw(pager, grid);
    assert_row(grid, 0, "  Status                    Active in Belgium");
    pager_free(pager);
    grid_free(grid);
}

static void a_gap_is_one_empty_row_however_often_it_is_asked_for(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 20);
    struct pager *pager = pager_new();
    pager_add_gap(pager);
    pager_add(pager, STYLE_TEXT, 0, "one\ntwo");
    pager_add_gap(pager);
    pager_add_gap(pager);
    pager_add(pager, STYLE_TEXT, 0, "three");
    draw(pager, grid);
    assert_row(grid, 0, "one");
    assert_row(grid, 1, "two");
    assert_row(grid, 2, "");
    assert_row(grid, 3, "three");
    pager_free(pager);
    grid_free(grid);
}

static struct pager *numbered(int count)
{
    struct pager *pager = pager_new();
    for (int i = 0; i < count; i++) {
        char text[32];
        (void)snprintf(text, sizeof text, "line %d", i);
        pager_add(pager, STYLE_TEXT, 0, text);
    }
    return pager;
}

static void scrolls_to_both_ends_and_not_beyond(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 20);
    struct pager *pager = numbered(10);
    draw(pager, grid);
    assert_true(pager_obey(pager, COMMAND_UP));
    assert_true(pager_obey(pager, COMMAND_LAST));
    assert_true(pager_obey(pager, COMMAND_PAGE_DOWN));
    draw(pager, grid);
    char *last = grid_text(grid, 3);
    assert_memory_equal(last, "line 9", 6);
    free(last);
    assert_true(pager_obey(pager, COMMAND_PAGE_UP));
    draw(pager, grid);
    char *first = grid_text(grid, 0);
    assert_memory_equal(first, "line 3", 6);
    free(first);
    assert_false(pager_obey(pager, COMMAND_SAVE));
    pager_free(pager);
    grid_free(grid);
}

static void a_resize_keeps_the_line_at_the_top(void **state)
{
    (void)state;
    struct grid *wide = grid_new(3, 60);
    struct grid *narrow = grid_new(3, 16);
    struct pager *pager = pager_new();
    for (int i = 0; i < 8; i++)
        pager_add(pager, STYLE_TEXT, 0, i == 5 ? "the fifth line of them all" : "some other line");
    draw(pager, wide);
    for (int i = 0; i < 5; i++)
        (void)pager_obey(pager, COMMAND_DOWN);
    draw(pager, wide);
    draw(pager, narrow);
    char *first = grid_text(narrow, 0);
    assert_memory_equal(first, "the fifth", 9);
    free(first);
    pager_free(pager);
    grid_free(narrow);
    grid_free(wide);
}

static void finds_text_without_regard_to_case_and_goes_around(void **state)
{
    (void)state;
    struct grid *grid = grid_new(4, 20);
    struct pager *pager = numbered(12);
    pager_add(pager, STYLE_TEXT, 0, "Straße LINE 11");
    draw(pager, grid);
    assert_true(pager_search(pager, "line 11"));
    draw(pager, grid);
    int row = 0;
    int column = 0;
    grid_cursor(grid, &row, &column);
    assert_int_equal(grid_cell(grid, row, column)->style, STYLE_MATCH);
    assert_true(pager_search(pager, "line 11"));
    assert_true(pager_search(pager, "line 11"));
    assert_false(pager_search(pager, "nowhere"));
    assert_false(pager_search(pager, ""));
    pager_free(pager);
    grid_free(grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wraps_to_the_indent_of_the_text),
        cmocka_unit_test(a_label_stands_above_its_text_where_there_is_no_room_beside_it),
        cmocka_unit_test(a_gap_is_one_empty_row_however_often_it_is_asked_for),
        cmocka_unit_test(scrolls_to_both_ends_and_not_beyond),
        cmocka_unit_test(a_resize_keeps_the_line_at_the_top),
        cmocka_unit_test(finds_text_without_regard_to_case_and_goes_around),
    };
    return cmocka_run_group_tests_name("pager", tests, NULL, NULL);
}
