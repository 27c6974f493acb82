/* Row 47: the cursor of the terminal stands in the focused field, on the selected row, in the text
 * that is typed: what screen readers read and Braille lines show. */
#include "screen_repository.h"

#include "base/memory.h"
#include "unit/unit.h"

/* ── the walk ── */

/* The focused field and the row of the cursor: a link has two places in one field. */
static char *place(struct driver *driver)
{
    int row = 0;
    int column = 0;
    (void)driver_cursor(driver, &row, &column);
    return memory_format("%s %d", driver_focus(driver), row);
}

static bool has_moved(struct driver *driver, const void *before)
{
    char *now = place(driver);
    bool moved = driver_focus(driver)[0] != '\0' && strcmp(now, before) != 0;
    free(now);
    return moved || driver_sees(driver, "This is the last field.");
}

/* Tab by Tab to the last field; returns how many stops there are. */
static int walk(struct driver *driver)
{
    int count = 0;
    while (!driver_sees(driver, "This is the last field.")) {
        assert_true(++count < 300);
        driver_expect_cursor_in_field(driver);
        char *before = place(driver);
        driver_keys(driver, "Tab");
        driver_expect_that(driver, has_moved, before, "Tab leads nowhere");
        free(before);
    }
    driver_expect_cursor_in_field(driver);
    return count;
}

static void walk_in_all_sizes(void **state, const char *spec, int least)
{
    static const int sizes[][2] = {{24, 80}, {15, 40}, {40, 120}, {100, 300}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        repository_run(state, "rm -rf .state"); /* it remembers the last place */
        struct driver *driver = repository_start(
            state, (struct driver_options){.height = sizes[i][0], .width = sizes[i][1]},
            (const char *[]){"edit", spec, NULL});
        driver_expect(driver, "Next");
        int count = walk(driver);
        if (count < least)
            fail_msg("%s has %d stops only", spec, count);
        repository_quit(driver);
    }
}

static void in_every_field_of_a_finished_specification(void **state)
{
    walk_in_all_sizes(state, CUSTOMER, 80);
}

static void in_every_field_of_an_empty_specification(void **state)
{
    repository_run(
        state, "$IFSPEC new APP-A-B-C-V1 --form integration-interface-extended --no-edit >.out");
    walk_in_all_sizes(state, "APP-A-B-C-V1", 80);
}

static void in_every_field_of_the_template(void **state)
{
    repository_run(state, "cp $SAMPLES/unfinished/seed-as-spec.yaml interfaces/SEED.yaml && "
                          "$IFSPEC new APP-A-B-C-V1 --form integration-interface --no-edit >.out");
    walk_in_all_sizes(state, "interfaces/SEED.yaml", 45);
    walk_in_all_sizes(state, "APP-A-B-C-V1", 45);
}

static void in_every_field_of_a_decision(void **state)
{
    repository_run(state, "cp $SAMPLES/ADR-0001.yaml interfaces/");
    walk_in_all_sizes(state, "ADR-0001", 4);
}

/* ── what lies over the form, and the other screens ── */

static void on_what_is_selected_and_behind_what_is_typed(void **state)
{
    static const struct {
        const char *field, *keys, *typed, *place;
    } cases[] = {
        {"overview.data_volume", "Enter", NULL, "● Low"},
        {"overview.data_volume", "Enter Down", NULL, "  Median  100"},
        {"overview.integration_styles", "Enter Down", NULL, "☐ Data Integration"},
        {"overview.artefacts", "Enter Down", NULL, "Value  "},
        {"overview.artefacts", "Enter Right Enter", NULL, "to Salesforce"},
        {"overview.artefacts", "Enter M-f Tab", NULL, "Customer Master S4 to Salesforce"},
        {"overview.artefacts", "Enter Enter", "que", "  Event Queue"},
        {"lifecycle.created", "Space", NULL, "● 1"},
        {"lifecycle.created", "Space Right", NULL, "   2  "},
        {"lifecycle.created", "C-p", "undo", "undo"},
        {"lifecycle.created", "C-g", "smart", "smart"},
        {"lifecycle.created", "C-f", "quota", "quota"},
        {"lifecycle.created", "M-q", "Since when?", "Since when?"},
        {"lifecycle.created", "F7 Down", NULL, " warning Interfaces 3"},
        {"lifecycle.created", "F4", NULL, " 2025-05-01  Owen"},
        {"lifecycle.created", "Up C-q", NULL, "▸ Save"},
        {"lifecycle.created", "Up C-q Right", NULL, "▸ Discard"},
        {"lifecycle.created", "Up F9", "Why", ": createdWhy"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver = repository_edit(state, (struct driver_options){0}, cases[i].field);
        driver_keys(driver, cases[i].keys);
        driver_type(driver, cases[i].typed != NULL ? cases[i].typed : "");
        driver_expect_cursor_in(driver, cases[i].place);
        driver_stop(driver);
    }
}

static void behind_the_filter_of_the_catalogue(void **state)
{
    struct driver *driver =
        repository_start(state, (struct driver_options){0}, (const char *[]){NULL});
    driver_expect(driver, CUSTOMER);
    driver_type(driver, "customer");
    driver_expect_cursor_in(driver, "Filter customer");
    driver_keys(driver, "Down Up");
    driver_expect_cursor_in(driver, "Filter customer");
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(in_every_field_of_a_finished_specification),
        repository_test(in_every_field_of_an_empty_specification),
        repository_test(in_every_field_of_the_template),
        repository_test(in_every_field_of_a_decision),
        repository_test(on_what_is_selected_and_behind_what_is_typed),
        repository_test(behind_the_filter_of_the_catalogue),
    };
    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
