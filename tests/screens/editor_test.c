/* The editor as a person sees it: the real program, in a repository of its own, on a pty. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

#define FILE_OF_SPEC "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"

static void run_shell(const struct scratch *scratch, const char *command)
{
    char line[2048];
    (void)snprintf(line, sizeof line, "cd '%s' && %s", scratch->path, command);
    assert_int_equal(system(line), 0);
}

/* Journals of unsaved work go into the test's own folder. */
static char state_home[128];

static int begin(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    char command[1024];
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    (void)snprintf(command, sizeof command,
                   "git init -q -b main . && mkdir -p interfaces/APP && "
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' '%s/APP-S4-SF-ORDER-V1.yaml' "
                   "interfaces/APP/ && git add -A && "
                   "GIT_AUTHOR_DATE=2025-05-01T10:00:00Z GIT_COMMITTER_DATE=2025-05-01T10:00:00Z "
                   "git -c user.name='Owen Hughes' -c user.email=owen@acme.example "
                   "commit -q -m 'first version'",
                   driver_source("tests/samples"), driver_source("tests/samples"));
    run_shell(*state, command);
    return 0;
}

static const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, NULL};

static struct driver *edit_with(const struct scratch *scratch, struct driver_options options,
                                const char *field)
{
    const char *arguments[] = {driver_program("ifspec"),         "edit", "APP-S4-SF-CUSTOMER-V1",
                               field != NULL ? "--field" : NULL, field,  NULL};
    options.directory = scratch->path;
    options.environment = environment;
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1");
    return driver;
}

static struct driver *edit(const struct scratch *scratch, const char *field)
{
    struct driver *driver = edit_with(scratch, (struct driver_options){0}, field);
    driver_expect(driver, "Next");
    return driver;
}

static void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

static void fills_80_by_24(void **state)
{
    struct driver *driver = edit(*state, NULL);
    driver_expect(driver, "Owen Hughes"); /* what Git knows has come */
    driver_expect_golden(driver, "editor_80x24");
    leave(driver);
}

static void puts_help_at_the_right_of_a_wide_screen(void **state)
{
    struct driver *driver = edit_with(*state, (struct driver_options){.height = 40, .width = 120},
                                      "overview.data_volume");
    driver_expect(driver, "Last change");
    driver_expect_golden(driver, "editor_120x40");
    leave(driver);
}

static void drops_the_sections_where_there_is_no_room(void **state)
{
    struct driver *driver =
        edit_with(*state, (struct driver_options){.height = 15, .width = 40}, "overview.smart_id");
    driver_expect(driver, "Part 5 of 5");
    driver_expect_golden(driver, "editor_40x15");
    driver_resize(driver, 3, 20);
    driver_expect(driver, "Too small");
    driver_resize(driver, 24, 80);
    driver_expect(driver, "Target-Object-Version");
    driver_expect_cursor_in(driver, "Smart ID            APP-S4-SF-CUSTOMER-V1");
    leave(driver);
}

static void tells_focus_without_colour(void **state)
{
    static const char *const plain[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, "NO_COLOR=1",
                                        NULL};
    const struct scratch *scratch = *state;
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", NULL};
    struct driver *driver = driver_start(
        &(struct driver_options){.directory = scratch->path, .environment = plain}, arguments);
    driver_expect(driver, "needed from Draft");
    driver_expect_no_colour(driver);
    driver_expect_attributes(driver, "▸ Status", DRIVER_BOLD, 0);
    driver_expect_attributes(driver, "Active", DRIVER_UNDERLINE, 0);
    leave(driver);
}

static void saves_one_changed_value_and_nothing_else(void **state)
{
    struct driver *driver = edit(*state, "overview.data_volume");
    driver_keys(driver, "Enter");
    driver_expect(driver, "1,000,000 per day");
    driver_type(driver, "med");
    driver_keys(driver, "Enter");
    driver_expect(driver, "● modified");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " FILE_OF_SPEC);
    driver_expect_not(driver, "modified");
    leave(driver);
    run_shell(*state, "test \"$(git diff -U0 | grep -c '^[-+] ')\" -eq 2 && "
                      "grep -q 'data_volume: Median' " FILE_OF_SPEC);
}

static void asks_before_unsaved_work_is_left(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_type(driver, " (draft)");
    driver_expect(driver, "(draft)");
    driver_keys(driver, "C-q");
    driver_expect(driver, "not saved");
    driver_keys(driver, "Esc");
    driver_expect_not(driver, "not saved");
    driver_expect_cursor_in(driver, "(draft)");
    driver_keys(driver, "F7"); /* from a screen above it as well */
    driver_expect(driver, "Problems");
    driver_keys(driver, "C-q");
    driver_expect(driver, "not saved");
    driver_type(driver, "d");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
    run_shell(*state, "git diff --quiet");
}

static void takes_back_a_paste_in_one_step(void **state)
{
    struct driver *driver = edit(*state, "description.summary");
    driver_paste(driver, "pasted\n\ttwice");
    driver_expect(driver, "pasted");
    driver_expect_cursor_in(driver, "twice");
    driver_keys(driver, "C-z");
    driver_expect(driver, "Taken back: Summary");
    driver_expect_not(driver, "modified");
    driver_keys(driver, "C-y");
    driver_expect(driver, "Done again: Summary");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    leave(driver);
}

static void finds_fields_by_name_and_text(void **state)
{
    struct driver *driver = edit(*state, NULL);
    driver_keys(driver, "C-g");
    driver_type(driver, "freq");
    driver_expect(driver, "Frequency");
    driver_keys(driver, "Enter");
    driver_expect_cursor_in(driver, "Real-time");
    driver_keys(driver, "C-f");
    driver_expect(driver, "Find in labels");
    driver_type(driver, "quota");
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Known errors");
    driver_expect_cursor_in(driver, "REQUEST_L"); /* the row that holds it */
    driver_keys(driver, "Esc");
    driver_expect(driver, "Enter Open");
    driver_keys(driver, "C-f C-u");
    driver_type(driver, "newcomer");
    driver_keys(driver, "Enter");
    driver_expect(driver, "In the help of Summary.");
    leave(driver);
}

static void edits_cells_of_a_table_with_the_box_of_their_type(void **state)
{
    struct driver *driver = edit(*state, "overview.artefacts");
    driver_keys(driver, "Enter Enter");
    driver_type(driver, "script");
    driver_expect(driver, "Script Collection");
    driver_keys(driver, "Enter Tab Enter");
    driver_type(driver, "!");
    driver_keys(driver, "Enter C-s");
    driver_expect(driver, "Saved");
    leave(driver);
    run_shell(*state, "grep -q 'type: Script Collection' " FILE_OF_SPEC
                      " && grep -q 'package: Customer Master S4 to Salesforce!' " FILE_OF_SPEC);
}

static void picks_references_from_the_repository(void **state)
{
    struct driver *driver = edit(*state, "related.interfaces");
    driver_keys(driver, "Enter Enter");
    driver_type(driver, "order");
    driver_expect(driver, "APP-S4-SF-ORDER-V1");
    leave(driver);
}

static void a_value_goes_through_the_editor_of_the_user(void **state)
{
    static const char *const with_editor[] = {
        "SOURCE_DATE_EPOCH=1746093600", "EDITOR=sed -i -e 's/^0815$/4711/' -e '$a new'", NULL};
    const struct scratch *scratch = *state;
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", "--field",
                               "overview.legacy_ids",    NULL};
    struct driver *driver = driver_start(
        &(struct driver_options){.directory = scratch->path, .environment = with_editor},
        arguments);
    driver_expect(driver, "• 0815");
    driver_keys(driver, "C-o");
    driver_expect(driver, "Taken from the editor: Legacy IDs");
    driver_expect(driver, "• 4711");
    driver_expect(driver, "• new");
    driver_keys(driver, "C-z");
    driver_expect(driver, "• 0815");
    driver_expect_not(driver, "modified");
    leave(driver);
}

static void a_question_is_noted_and_answered(void **state)
{
    struct driver *driver = edit(*state, "overview.data_volume");
    driver_keys(driver, "M-q");
    driver_expect(driver, "Open question on Data Volume");
    driver_type(driver, "Also in January?");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Who can answer it");
    driver_type(driver, "Owen");
    driver_keys(driver, "Enter");
    driver_expect(driver, "? Also in January? (Owen)");
    driver_keys(driver, "C-r");
    driver_expect(driver, "Open question: Also in January? (Owen)");
    driver_keys(driver, "End Enter");
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    run_shell(*state, "grep -q 'field: overview.data_volume' " FILE_OF_SPEC
                      " && grep -q 'data_volume: Low' " FILE_OF_SPEC);
    driver_keys(driver, "M-q");
    driver_expect(driver, "Answer");
    driver_keys(driver, "Enter");
    driver_type(driver, "Yes, 9,000 a day");
    driver_keys(driver, "Enter");
    driver_expect(driver, "is answered");
    driver_expect_not(driver, "Also in January");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    leave(driver);
    run_shell(*state, "grep -q 'status: answered' " FILE_OF_SPEC);
}

static void a_status_that_is_not_earned_asks(void **state)
{
    run_shell(*state, "sed -i -e 's/^  status: .*/  status: Draft/' -e '/^  data_volume:/d' "
                      FILE_OF_SPEC);
    struct driver *driver = edit(*state, "lifecycle.status");
    driver_keys(driver, "Enter");
    driver_type(driver, "appr");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Approved is not earned yet. 1 field is missing: Data");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status stays as it was.");
    driver_expect_cursor_in(driver, "Draft");
    driver_keys(driver, "Enter");
    driver_type(driver, "appr");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Approved is not earned yet.");
    driver_type(driver, "t");
    driver_expect_not(driver, "not earned");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    leave(driver);
    run_shell(*state, "grep -q 'status: Approved' " FILE_OF_SPEC);
}

static void a_reference_is_followed_and_left_again(void **state)
{
    struct driver *driver = edit(*state, "related.interfaces");
    driver_keys(driver, "Enter");
    driver_expect(driver, "needed in every row");
    driver_keys(driver, "End");
    driver_type(driver, "!");
    driver_keys(driver, "Enter Home M-l");
    driver_expect(driver, "Esc goes back to APP-S4-SF-CUSTOMER-V1.");
    driver_expect_row(driver, 0, "APP-S4-SF-ORDER-V1");
    driver_keys(driver, "C-q");
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1 has changes that are not saved.");
    driver_expect_row(driver, 0, "APP-S4-SF-CUSTOMER-V1");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    leave(driver);
}

static void a_value_joins_the_vocabulary_of_the_company(void **state)
{
    struct driver *driver = edit(*state, "overview.source_systems");
    driver_keys(driver, "Enter M-i");
    driver_expect(driver, "Type the new value first.");
    driver_type(driver, "Acme Mainframe");
    driver_keys(driver, "M-i");
    driver_expect(driver, "for everyone");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Acme Mainframe");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    leave(driver);
    run_shell(*state, "grep -q 'source_systems:.*Acme Mainframe' " FILE_OF_SPEC
                      " && grep -rq 'Acme Mainframe' forms");
}

static void a_value_is_copied_to_the_clipboard(void **state)
{
    struct driver *driver = edit(*state, "overview.data_volume");
    size_t length = 0;
    driver_keys(driver, "C-p");
    driver_type(driver, "copy value");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Offered to the clipboard");
    const char *output = driver_output(driver, &length);
    bool found = false;
    for (size_t i = 0; i + 11 <= length && !found; i++)
        found = memcmp(output + i, "\033]52;c;TG93", 11) == 0; /* "Low" */
    assert_true(found);
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
}

static void tells_why_a_field_is_hidden(void **state)
{
    run_shell(*state, "mkdir forms && printf '%s\\n' 'form: ours' 'version: 1' 'extends: integration-interface' "
                      "'sections:' "
                      "'  - id: lifecycle' '    fields:' '      - id: end' '        label: Ended by' "
                      "'        type: text' '        help: Who ended it.' "
                      "'        when: {field: lifecycle.status, is: Retired}' >forms/ours.yaml && "
                      "sed -i 's/^form: .*/form: ours/' " FILE_OF_SPEC);
    struct driver *driver = edit(*state, "lifecycle.created");
    driver_expect(driver, "Hidden: Ended by");
    driver_keys(driver, "M-y");
    driver_expect(driver, "Ended by is shown if Status is Retired");
    driver_keys(driver, "Enter");
    driver_expect_not(driver, "is shown if");
    leave(driver);
}

static void the_mouse_clicks_only_when_it_is_switched_on(void **state)
{
    static const char click[] = "\033[<0;60;5M\033[<0;60;5m";
    struct driver *driver = edit(*state, NULL);
    driver_expect_mode(driver, 1000, false);
    driver_keys(driver, "F12");
    driver_expect(driver, "The mouse clicks");
    driver_expect_mode(driver, 1000, true);
    driver_send(driver, click, sizeof click - 1);
    driver_expect(driver, "▸ Created");
    /* A double click takes the second row of a list over the form. */
    driver_keys(driver, "C-g");
    driver_type(driver, "volume");
    driver_expect(driver, "Data Volume");
    for (int i = 0; i < 2; i++)
        driver_send(driver, "\033[<0;20;5M\033[<0;20;5m", 20);
    driver_expect(driver, "▸ Volume detail");
    driver_keys(driver, "C-t");
    driver_expect(driver, "1 commit");
    for (int i = 0; i < 2; i++)
        driver_send(driver, "\033[<0;20;2M\033[<0;20;2m", 20);
    driver_expect(driver, "Version 1 of 1");
    driver_keys(driver, "Esc");
    driver_expect(driver, "1 commit");
    driver_keys(driver, "Esc C-r");
    driver_expect(driver, "Problems");
    for (int i = 0; i < 2; i++)
        driver_send(driver, "\033[<0;20;2M\033[<0;20;2m", 20);
    driver_expect(driver, "▸ Interfaces");
    driver_keys(driver, "M-w");
    driver_expect(driver, "selects text again");
    driver_expect_mode(driver, 1000, false);
    leave(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fills_80_by_24, begin, scratch_end),
        cmocka_unit_test_setup_teardown(puts_help_at_the_right_of_a_wide_screen, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(drops_the_sections_where_there_is_no_room, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(tells_focus_without_colour, begin, scratch_end),
        cmocka_unit_test_setup_teardown(saves_one_changed_value_and_nothing_else, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(asks_before_unsaved_work_is_left, begin, scratch_end),
        cmocka_unit_test_setup_teardown(takes_back_a_paste_in_one_step, begin, scratch_end),
        cmocka_unit_test_setup_teardown(finds_fields_by_name_and_text, begin, scratch_end),
        cmocka_unit_test_setup_teardown(edits_cells_of_a_table_with_the_box_of_their_type, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(picks_references_from_the_repository, begin, scratch_end),
        cmocka_unit_test_setup_teardown(a_value_goes_through_the_editor_of_the_user, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(the_mouse_clicks_only_when_it_is_switched_on, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(a_question_is_noted_and_answered, begin, scratch_end),
        cmocka_unit_test_setup_teardown(a_status_that_is_not_earned_asks, begin, scratch_end),
        cmocka_unit_test_setup_teardown(a_reference_is_followed_and_left_again, begin, scratch_end),
        cmocka_unit_test_setup_teardown(a_value_joins_the_vocabulary_of_the_company, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(tells_why_a_field_is_hidden, begin, scratch_end),
        cmocka_unit_test_setup_teardown(a_value_is_copied_to_the_clipboard, begin, scratch_end),
    };
    return cmocka_run_group_tests_name("editor", tests, NULL, NULL);
}
