/* A date: what is typed, and the calendar. */
#include "unit/ui/fixture.h"

/* Today is the 1st of May 2025, a Thursday. */
static int begin(void **state)
{
    (void)state;
    return setenv("SOURCE_DATE_EPOCH", "1746093600", 1);
}

static void answer(struct ui *ui, const char *path, const char *text)
{
    struct value value = value_of_text(text);
    spec_set_value(ui->spec, small_field(ui->form, path), &value, 0);
    value_done(&value);
}

static void begin_at(struct ui *ui, const char *date)
{
    ui_open(ui);
    if (date[0] != '\0')
        answer(ui, "lifecycle.created", date);
    ui_show(ui, "lifecycle.created");
}

static void other_notations_of_a_date_are_rewritten_when_one_leaves(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.created");
    ui_type(&ui, "1.5.2025");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "lifecycle.created", "2025-05-01");
    ui_keys(&ui, "S-Tab C-u");
    ui_type(&ui, "2 June 2025");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "lifecycle.created", "2025-06-02");
    assert_string_equal(ui.said, "Read “2 June 2025” as 2025-06-02.");
    ui_close(&ui);
}

static void up_and_down_change_a_whole_date_by_a_day(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.created", "2025-02-28");
    ui_show(&ui, "lifecycle.created");
    ui_keys(&ui, "Up");
    ui_assert_value(&ui, "lifecycle.created", "2025-03-01");
    ui_keys(&ui, "Down Down");
    ui_assert_value(&ui, "lifecycle.created", "2025-02-27");
    ui_assert_focus(&ui, "lifecycle.created");
    ui_keys(&ui, "Backspace Up");
    ui_assert_focus(&ui, "lifecycle.status");
    ui_close(&ui);
}

static void a_digit_typed_behind_a_whole_date_begins_another(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "2025-05-01");
    ui_type(&ui, "2025-06-02");
    ui_assert_value(&ui, "lifecycle.created", "2025-06-02");
    ui_keys(&ui, "Backspace");
    ui_type(&ui, "3");
    ui_assert_value(&ui, "lifecycle.created", "2025-06-03");
    ui_keys(&ui, "Tab S-Tab Left Delete");
    ui_type(&ui, "4");
    ui_assert_value(&ui, "lifecycle.created", "2025-06-04");
    ui_close(&ui);
}

static void t_in_an_empty_date_is_today(void **state)
{
    (void)state;
    struct ui ui;
    char today[DATE_TEXT_SIZE];
    date_format(date_today(), today);
    ui_begin(&ui, "lifecycle.created");
    ui_type(&ui, "t");
    ui_assert_value(&ui, "lifecycle.created", today);
    ui_close(&ui);
}

static void a_calendar_opens_at_today_and_enter_takes_the_day(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "");
    ui_keys(&ui, "M-c");
    ui_assert_shown(&ui, "Thursday 1 May 2025");
    ui_assert_shown(&ui, "Mo  Tu  We  Th  Fr  Sa  Su");
    ui_assert_cursor_in(&ui, "1t  2   3   4");
    ui_keys(&ui, "Down Right");
    ui_assert_shown(&ui, "Friday 9 May 2025");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "lifecycle.created", "2025-05-09");
    ui_assert_focus(&ui, "lifecycle.changes");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.created", "");
    ui_close(&ui);
}

static void a_calendar_walks_by_month_and_year_and_to_their_ends(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "2024-01-31");
    ui_keys(&ui, "Space");
    ui_assert_shown(&ui, "Wednesday 31 January 2024");
    ui_assert_shown(&ui, "●31");
    ui_keys(&ui, "PgDn");
    ui_assert_shown(&ui, "Thursday 29 February 2024");
    ui_assert_not_shown(&ui, "30");
    ui_type(&ui, ">");
    ui_assert_shown(&ui, "Friday 28 February 2025");
    ui_type(&ui, "<");
    ui_keys(&ui, "Home");
    ui_assert_shown(&ui, "Thursday 1 February 2024");
    ui_keys(&ui, "Left End");
    ui_assert_shown(&ui, "Wednesday 31 January 2024");
    ui_keys(&ui, "Up PgUp");
    ui_assert_shown(&ui, "Sunday 24 December 2023");
    ui_type(&ui, "t");
    ui_assert_shown(&ui, "Thursday 1 May 2025");
    ui_close(&ui);
}

static void escape_leaves_the_calendar_without_a_change(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "2025-02-03");
    ui_keys(&ui, "C-Down PgDn Esc");
    ui_assert_not_shown(&ui, "March");
    ui_assert_value(&ui, "lifecycle.created", "2025-02-03");
    ui_assert_focus(&ui, "lifecycle.created");
    assert_false(ui_command(&ui, COMMAND_CLOSE));
    ui_close(&ui);
}

static void tab_takes_a_day_only_if_one_was_chosen(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "");
    ui_keys(&ui, "M-c Tab");
    ui_assert_value(&ui, "lifecycle.created", "");
    ui_keys(&ui, "S-Tab M-c Right Tab");
    ui_assert_value(&ui, "lifecycle.created", "2025-05-02");
    ui_assert_focus(&ui, "lifecycle.changes");
    ui_close(&ui);
}

static void a_blank_in_half_a_date_is_text(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "");
    ui_type(&ui, "1");
    ui_keys(&ui, "Space");
    ui_assert_not_shown(&ui, "Mo  Tu");
    ui_assert_value(&ui, "lifecycle.created", "1 ");
    ui_close(&ui);
}

/* The form says: not in the past. */
static void add_rule(struct form *form, const char *path)
{
    form->rules = memory_allocate(sizeof *form->rules);
    form->rule_count = 1;
    form->rules[0] = (struct form_rule){
        .id = memory_copy_string("soon"),
        .kind = FORM_RULE_NOT_PAST,
        .fields = memory_allocate(sizeof *form->rules[0].fields),
        .field_count = 1,
        .message = memory_copy_string("not in the past"),
    };
    form->rules[0].fields[0] = small_field(form, path);
}

static void days_outside_of_the_bounds_are_told(void **state)
{
    (void)state;
    struct ui ui;
    struct buffer said = {0};
    ui_open(&ui);
    add_rule(ui.form, "lifecycle.created");
    ui_show(&ui, "lifecycle.created");
    ui_keys(&ui, "M-c Down Down");
    ui_assert_shown(&ui, "from 2025-05-01");
    assert_int_equal(ui_style_of(&ui, "14"), STYLE_TEXT);
    ui_keys(&ui, "PgUp");
    assert_int_equal(ui_style_of(&ui, "16"), STYLE_EXAMPLE);
    form_view_explain(ui.view, &said);
    assert_string_equal(buffer_string(&said), "Tuesday 15 April 2025: before today.");
    buffer_done(&said);
    ui_close(&ui);
}

static void a_small_screen_shows_the_weeks_around_the_day(void **state)
{
    (void)state;
    struct ui ui;
    begin_at(&ui, "");
    ui_size(&ui, 10, 40);
    ui_keys(&ui, "M-c");
    ui_assert_shown(&ui, "26  27  28  29  30  31");
    ui_size(&ui, 6, 40);
    ui_keys(&ui, "End");
    ui_assert_cursor_in(&ui, "31");
    ui_keys(&ui, "Home");
    ui_assert_cursor_in(&ui, "1t");
    ui_size(&ui, 1, 8);
    ui_keys(&ui, "End PgDn");
    ui_close(&ui);
}

static void a_click_chooses_a_day_and_a_second_one_takes_it(void **state)
{
    (void)state;
    struct ui ui;
    int row = 0;
    int column = 0;
    begin_at(&ui, "");
    ui_keys(&ui, "M-c Down");
    grid_cursor(ui.grid, &row, &column);
    assert_true(form_view_click(ui.view, row, column + 4, false));
    ui_draw(&ui);
    ui_assert_shown(&ui, "Friday 9 May 2025");
    assert_true(form_view_click(ui.view, row, column + 4, true));
    ui_draw(&ui);
    ui_assert_value(&ui, "lifecycle.created", "2025-05-09");
    ui_close(&ui);
}

static void a_cell_of_a_table_has_a_calendar_too(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter Enter M-c Right Enter");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-02");
    ui_assert_focus(&ui, "lifecycle.changes");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_notations_of_a_date_are_rewritten_when_one_leaves),
        cmocka_unit_test(up_and_down_change_a_whole_date_by_a_day),
        cmocka_unit_test(a_digit_typed_behind_a_whole_date_begins_another),
        cmocka_unit_test(t_in_an_empty_date_is_today),
        cmocka_unit_test(a_calendar_opens_at_today_and_enter_takes_the_day),
        cmocka_unit_test(a_calendar_walks_by_month_and_year_and_to_their_ends),
        cmocka_unit_test(escape_leaves_the_calendar_without_a_change),
        cmocka_unit_test(tab_takes_a_day_only_if_one_was_chosen),
        cmocka_unit_test(a_blank_in_half_a_date_is_text),
        cmocka_unit_test(days_outside_of_the_bounds_are_told),
        cmocka_unit_test(a_small_screen_shows_the_weeks_around_the_day),
        cmocka_unit_test(a_click_chooses_a_day_and_a_second_one_takes_it),
        cmocka_unit_test(a_cell_of_a_table_has_a_calendar_too),
    };
    return cmocka_run_group_tests_name("date", tests, begin, NULL);
}
