/* Sizes of the terminal, from 1x1 to 300x100, in steps and in storms. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <signal.h>

static const struct driver_options usual = {0};

static struct driver *edit(void **state, int height, int width)
{
    return repository_edit(state, (struct driver_options){.height = height, .width = width},
                           DETAIL);
}

/* Row 38: every screen has its heading, its keys and no cut without a mark at 80x24. */
static void twenty_four_rows_of_eighty_suffice_for_every_screen(void **state)
{
    static const struct {
        const char *keys, *heading, *footer;
    } screens[] = {
        {"F1", "Help  keys and commands", "Esc Back"},
        {"C-p", "─ Commands ─", "Esc Back"},
        {"C-g", "─ Go to ─", "Esc Back"},
        {"F7", "Problems", "Enter Open"},
        {"F4", "History", "Enter Open"},
        {"F8", "Lifecycle & Changes", "Page down"},
        {"C-f", "Find in labels", "Esc Back"},
        {"M-q", "Open question on", "Esc Back"},
    };
    struct driver *driver = edit(state, 24, 80);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_type(driver, "!");
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        driver_keys(driver, screens[i].keys);
        driver_expect(driver, screens[i].heading);
        driver_expect_row(driver, 23, screens[i].footer);
        driver_expect_not(driver, "Too small");
        driver_expect_same_after(driver, "C-l");
        driver_keys(driver, "Esc");
        driver_expect_row(driver, 23, "Tab Next");
    }
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 39. */
static void any_size_keeps_the_focus_and_the_text(void **state)
{
    static const int sizes[][2] = {
        {1, 1},   {15, 40}, {4, 15},  {100, 300}, {1, 300}, {300, 1}, {2, 80},   {6, 24},
        {24, 23}, {10, 40}, {24, 71}, {24, 72},   {20, 80}, {9, 80},  {24, 109}, {24, 110},
    };
    struct driver *driver = edit(state, 24, 80);
    driver_expect_cursor_in(driver, DETAIL_END);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char text[2] = {(char)('a' + i), '\0'};
        driver_resize(driver, sizes[i][0], sizes[i][1]);
        driver_settle(driver);
        driver_type(driver, text); /* even where there is no room to see it */
        driver_settle(driver);
    }
    driver_resize(driver, 24, 80);
    driver_expect(driver, "(January)abcdefghijklmnop");
    driver_expect_cursor_in(driver, "(January)abcdefghijklmnop");
    driver_expect_cursor_in_field(driver);
    driver_expect_same_after(driver, "C-l");
    driver_keys(driver, "C-z");
    repository_quit(driver);
}

/* Rows 39 and 40: every size at which it can start says something true, and the way out works. */
static void started_at_any_size_it_can_be_left(void **state)
{
    static const struct {
        int height, width;
        const char *text;
    } sizes[] = {
        {1, 1, "T"},  {5, 20, "Too small"}, {3, 80, "Too small"}, {24, 20, "Too small"},
        {2, 2, "To"}, {6, 24, "APP-S4"},    {15, 40, "Volume"},   {100, 300, "Volume"},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const char *arguments[] = {"edit", CUSTOMER, "--field", DETAIL, NULL};
        struct driver *driver = repository_start(
            state, (struct driver_options){.height = sizes[i].height, .width = sizes[i].width},
            arguments);
        driver_expect(driver, sizes[i].text);
        repository_quit(driver);
    }
    struct driver *driver = repository_start(
        state, (struct driver_options){.height = 5, .width = 20}, (const char *[]){NULL});
    driver_expect(driver, "Enlarge the window");
    driver_expect(driver, "Ctrl-Q quits");
    driver_resize(driver, 24, 80);
    driver_expect(driver, CUSTOMER);
    repository_quit(driver);
}

/* A form is filled in on a small screen. */
static void forty_by_fifteen_is_enough_to_work(void **state)
{
    struct driver *driver = repository_edit(
        state, (struct driver_options){.height = 15, .width = 40}, "overview.data_volume");
    driver_expect_cursor_in_field(driver);
    driver_keys(driver, "Enter");
    driver_type(driver, "med");
    driver_expect(driver, "Median");
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Volume detail");
    driver_type(driver, "!");
    driver_keys(driver, "C-g");
    driver_type(driver, "artef");
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Artefact");
    driver_keys(driver, "Enter Tab Enter");
    driver_type(driver, "?");

    driver_keys(driver, "Enter C-s");
    driver_expect(driver, "Saved");
    repository_quit(driver);
    repository_run(state, "grep -q 'data_volume: Median' " CUSTOMER_FILE " && "
                          "grep -q 'Customer Master S4 to Salesforce?' " CUSTOMER_FILE " && "
                          "grep -q '!avg. 640' " CUSTOMER_FILE);
}

/* Row 41. */
static void a_storm_of_resizes_ends_at_the_last_size(void **state)
{
    for (int round = 0; round < 5; round++) {
        struct driver *driver = edit(state, 24, 80);
        for (int i = 0; i < 50; i++)
            driver_resize(driver, 1 + (i * 7) % 60, 1 + (i * 31) % 200);
        driver_resize(driver, 30, 100);
        driver_expect_row(driver, 29, "Tab Next");
        driver_expect_cursor_in(driver, "(January)");
        driver_expect_cursor_in_field(driver);
        driver_expect_same_after(driver, "C-l");
        repository_quit(driver);
    }
}

/* As many as there are, and of no size that is new: nothing is sent, no key is lost. */
static void signals_without_a_new_size_change_nothing(void **state)
{
    struct driver *driver = edit(state, 24, 80);
    driver_expect(driver, "first answered 2025-05-01, Owen");
    driver_settle(driver);
    driver_mark(driver);
    for (int i = 0; i < 5000; i++)
        driver_signal(driver, SIGWINCH);
    driver_settle(driver);
    assert_int_equal(driver_bytes(driver), 0);
    driver_type(driver, "!");
    driver_expect(driver, "(January)!");
    driver_keys(driver, "C-z");
    repository_quit(driver);
}

/* A serial line: the kernel knows no size, terminfo's is taken until somebody tells. */
static void a_line_without_a_size_has_that_of_its_terminal(void **state)
{
    struct driver *driver =
        repository_shell(state, usual, "stty rows 0 cols 0; exec $IFSPEC edit " CUSTOMER);
    driver_expect_row(driver, 0, CUSTOMER);
    driver_expect_row(driver, 23, "Tab Next");
    driver_resize(driver, 30, 100);
    driver_expect_row(driver, 29, "Tab Next");
    repository_quit(driver);
}

/* The size changes in the middle of what is open: a pick list, a table, a dialog, a long help. */
static void a_resize_closes_nothing(void **state)
{
    static const struct {
        const char *field, *keys, *text;
    } cases[] = {
        {"overview.data_volume", "Enter", "1,000,000 per day"},
        {"overview.artefacts", "Enter Enter Enter", "Script Collection"},
        {"lifecycle.created", "Space", "January 2025"},
        {"lifecycle.created", "C-p", "─ Commands ─"},
        {"lifecycle.created", "Up C-q", "Discard"},
        {"lifecycle.created", "F8 PgDn", "Customer"},
        {"lifecycle.created", "F4 Enter", "first version"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver = repository_edit(state, usual, cases[i].field);
        driver_keys(driver, cases[i].keys);
        driver_expect(driver, cases[i].text);
        for (int size = 1; size <= 40; size += 3) {
            driver_resize(driver, size, 4 * size);
            driver_settle(driver);
        }
        driver_resize(driver, 24, 80);
        driver_expect(driver, cases[i].text);
        driver_expect_same_after(driver, "C-l");
        driver_expect_no_unknown(driver);
        driver_stop(driver);
    }
}

/* Row 42. */
static void LINES_and_COLUMNS_freeze_nothing(void **state)
{
    const char *environment[] = {"LINES=24", "COLUMNS=80", NULL};
    struct driver *driver = repository_edit(
        state, (struct driver_options){.height = 30, .width = 100, .environment = environment},
        DETAIL);
    driver_expect_row(driver, 29, "Tab Next");
    driver_resize(driver, 20, 60);
    driver_expect_row(driver, 19, "Tab Next");
    driver_expect_cursor_in_field(driver);
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(twenty_four_rows_of_eighty_suffice_for_every_screen),
        repository_test(any_size_keeps_the_focus_and_the_text),
        repository_test(started_at_any_size_it_can_be_left),
        repository_test(forty_by_fifteen_is_enough_to_work),
        repository_test(a_storm_of_resizes_ends_at_the_last_size),
        repository_test(signals_without_a_new_size_change_nothing),
        repository_test(a_line_without_a_size_has_that_of_its_terminal),
        repository_test(a_resize_closes_nothing),
        repository_test(LINES_and_COLUMNS_freeze_nothing),
    };
    return cmocka_run_group_tests_name("size", tests, NULL, NULL);
}
