/* The sections at the left: what their signs promise. */
#include "ui/section_list.h"

#include "unit/ui/fixture.h"
#include "unit/ui/grid.h"

/* The list as it stands for the answers, the first row first. */
static struct grid *draw(struct ui *ui, const char *current)
{
    struct section_list *list = section_list_new(ui->form);
    struct grid *grid = grid_new((int)ui->form->section_count, 24);
    section_list_update(list, ui->spec, &ui->findings);
    section_list_draw(list, grid_canvas(grid), small_field(ui->form, current)->section);
    section_list_free(list);
    return grid;
}

static void a_section_with_all_answers_is_ticked(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.status", "Draft");
    small_set(ui.spec, "lifecycle.created", "2025-05-01");
    ui_show(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "2025-05-01");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "first");
    ui_keys(&ui, "Enter Esc");
    struct grid *grid = draw(&ui, "overview.title");
    assert_row(grid, 0, "✓ Lifecycle         3/3");
    grid_free(grid);
    ui_close(&ui);
}

static void a_row_without_its_date_takes_the_tick_away(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.status", "Draft");
    small_set(ui.spec, "lifecycle.created", "2025-05-01");
    ui_show(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter Tab");
    ui_type(&ui, "first");
    ui_keys(&ui, "Enter Esc");
    struct grid *grid = draw(&ui, "overview.title");
    assert_row(grid, 0, "  Lifecycle         3/3");
    grid_free(grid);
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_with_all_answers_is_ticked),
        cmocka_unit_test(a_row_without_its_date_takes_the_tick_away),
    };
    return cmocka_run_group_tests_name("section_list", tests, NULL, NULL);
}
