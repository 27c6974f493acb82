#include "ui/dialog.h"

#include "ui/footer.h"
#include "ui/text_line.h"

#include "unit/ui/grid.h"

static enum widget_answer obey(struct widget *widget, enum command command)
{
    return widget->class->obey(widget, command);
}

static enum widget_answer type(struct widget *widget, const char *text)
{
    return widget->class->insert(widget, text, strlen(text), false);
}

static void enter_takes_the_first_button_until_another_is_chosen(void **state)
{
    (void)state;
    struct grid *grid = grid_new(10, 60);
    struct widget *dialog = question_dialog_new("Save the changes?", "Save\0Discard\0Stay\0");
    dialog->class->draw(dialog, grid_canvas(grid), true);
    assert_int_equal(question_dialog_choice(dialog), 0);
    assert_int_equal(obey(dialog, COMMAND_NEXT_FIELD), WIDGET_DONE);
    assert_int_equal(obey(dialog, COMMAND_PREVIOUS_FIELD), WIDGET_DONE);
    assert_int_equal(obey(dialog, COMMAND_PREVIOUS_FIELD), WIDGET_DONE);
    assert_int_equal(question_dialog_choice(dialog), 2);
    assert_int_equal(obey(dialog, COMMAND_OPEN), WIDGET_ACCEPTED);
    assert_int_equal(obey(dialog, COMMAND_CLOSE), WIDGET_CLOSED);
    dialog->class->free(dialog);
    grid_free(grid);
}

static void the_first_letter_of_a_button_takes_it(void **state)
{
    (void)state;
    struct widget *dialog = question_dialog_new("Save the changes?", "Save\0Discard\0");
    assert_int_equal(type(dialog, "x"), WIDGET_DONE);
    assert_int_equal(type(dialog, "D"), WIDGET_ACCEPTED);
    assert_int_equal(question_dialog_choice(dialog), 1);
    dialog->class->free(dialog);
}

static void a_narrow_screen_stacks_the_buttons(void **state)
{
    (void)state;
    struct grid *grid = grid_new(12, 22);
    struct widget *dialog = question_dialog_new("Save the changes?", "Save\0Discard\0Stay\0");
    dialog->class->draw(dialog, grid_canvas(grid), true);
    int found = 0;
    for (int row = 0; row < 12; row++) {
        char *text = grid_text(grid, row);
        found += strstr(text, "Save  ") != NULL || strstr(text, "Discard") != NULL ||
                 strstr(text, "Stay") != NULL;
        free(text);
    }
    assert_int_equal(found, 3);
    dialog->class->free(dialog);
    grid_free(grid);
}

static void stacked_buttons_leave_room_for_the_question(void **state)
{
    (void)state;
    struct widget *dialog = question_dialog_new("Save the changes?", "Save\0Discard\0Stay\0");
    assert_int_equal(dialog->class->height(dialog, 60, true), 5);
    int height = dialog->class->height(dialog, 24, true);
    struct grid *grid = grid_new(height, 24);
    dialog->class->draw(dialog, grid_canvas(grid), true);
    assert_row(grid, 1, "│  Save the changes?  │");
    assert_row(grid, height - 2, "│    Stay             │");
    dialog->class->free(dialog);
    grid_free(grid);
}

static void a_prompt_edits_its_line(void **state)
{
    (void)state;
    struct widget *dialog = prompt_dialog_new("Find", "abc");
    assert_int_equal(obey(dialog, COMMAND_DELETE_BACK), WIDGET_DONE);
    assert_int_equal(type(dialog, "x\ny"), WIDGET_DONE);
    assert_string_equal(prompt_dialog_text(dialog), "abx y");
    assert_int_equal(obey(dialog, COMMAND_OPEN), WIDGET_ACCEPTED);
    dialog->class->free(dialog);
}

static void a_line_scrolls_with_its_cursor_and_marks_what_is_hidden(void **state)
{
    (void)state;
    struct grid *grid = grid_new(1, 10);
    struct text_line line;
    text_line_init(&line, "0123456789abcdef");
    text_line_draw(&line, grid_canvas(grid), STYLE_TEXT, true);
    assert_row(grid, 0, "…89abcdef");
    assert_cursor(grid, 0, 9);
    assert_true(text_line_obey(&line, COMMAND_LINE_START));
    text_line_draw(&line, grid_canvas(grid), STYLE_TEXT, true);
    assert_row(grid, 0, "012345678…");
    assert_cursor(grid, 0, 0);
    text_line_set(&line, "日本日本日本日本");
    text_line_draw(&line, grid_canvas(grid), STYLE_TEXT, true);
    assert_row(grid, 0, "…日本日本");
    text_line_done(&line);
    grid_free(grid);
}

static void the_footer_shows_whole_commands_only(void **state)
{
    (void)state;
    const enum keymap_context contexts[] = {CONTEXT_FORM};
    const enum command commands[] = {COMMAND_SAVE, COMMAND_ROW_ADD, COMMAND_NEXT_FIELD,
                                     COMMAND_COMMIT, COMMAND_NONE};
    struct grid *grid = grid_new(1, 24);
    struct keymap *keymap = keymap_new();
    footer_draw(grid_canvas(grid), &(struct footer){.keymap = keymap, .contexts = contexts,
                                                    .context_count = 1, .commands = commands,
                                                    .limit = 5});
    assert_row(grid, 0, " ^S Save  Tab Next");
    keymap_free(keymap);
    grid_free(grid);
}

static void the_footer_says_what_enter_does_in_a_prompt(void **state)
{
    (void)state;
    const enum keymap_context contexts[] = {CONTEXT_TEXT, CONTEXT_DIALOG};
    const enum command commands[] = {COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE};
    struct grid *grid = grid_new(1, 24);
    struct keymap *keymap = keymap_new();
    footer_draw(grid_canvas(grid), &(struct footer){.keymap = keymap, .contexts = contexts,
                                                    .context_count = 2, .commands = commands,
                                                    .limit = 3});
    assert_row(grid, 0, " Enter Take  Esc Back");
    keymap_free(keymap);
    grid_free(grid);
}

static const char *title_of_enter(const void *context, enum command command)
{
    return command == COMMAND_OPEN ? context : NULL;
}

static void the_footer_lets_the_screen_name_a_command(void **state)
{
    (void)state;
    const enum keymap_context contexts[] = {CONTEXT_PICK};
    const enum command commands[] = {COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE};
    struct grid *grid = grid_new(1, 30);
    struct keymap *keymap = keymap_new();
    footer_draw(grid_canvas(grid), &(struct footer){.keymap = keymap, .contexts = contexts,
                                                    .context_count = 1, .commands = commands,
                                                    .limit = 3, .title = title_of_enter,
                                                    .context = "See version"});
    assert_row(grid, 0, " Enter See version  Esc Back");
    keymap_free(keymap);
    grid_free(grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_takes_the_first_button_until_another_is_chosen),
        cmocka_unit_test(the_first_letter_of_a_button_takes_it),
        cmocka_unit_test(a_narrow_screen_stacks_the_buttons),
        cmocka_unit_test(stacked_buttons_leave_room_for_the_question),
        cmocka_unit_test(a_prompt_edits_its_line),
        cmocka_unit_test(a_line_scrolls_with_its_cursor_and_marks_what_is_hidden),
        cmocka_unit_test(the_footer_shows_whole_commands_only),
        cmocka_unit_test(the_footer_says_what_enter_does_in_a_prompt),
        cmocka_unit_test(the_footer_lets_the_screen_name_a_command),
    };
    return cmocka_run_group_tests_name("dialog", tests, NULL, NULL);
}
