/* What goes out: text, colours, sizes, the cursor, on term_demo. */
#include "screen_driver.h"

#include "term_fixture.h"
#include "unit/unit.h"

static void shows_hostile_text_and_sends_none_of_it(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){0}, "\033[2J\x07\xFF\xE2\x80\xAE", "\033]0;title\007");
    driver_expect_row(driver, 2, "␛[2J␇<ff><RLO>");
    driver_expect_row(driver, 3, "␛]0;title␇");
    assert_true(driver_clears(driver) <= 1);
    assert_int_equal(driver_bells(driver), 0);
    leave(driver);
}

static void is_usable_without_UTF_8(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){.locale = "C"}, "a\xC3\xA9", "日本");
    driver_expect_row(driver, 2, "a?");
    driver_expect_golden(driver, "term_ascii");
    driver_type(driver, "b");
    driver_expect_row(driver, 2, "a?b");
    size_t length = 0;
    const char *output = driver_output(driver, &length);
    for (size_t i = 0; i < length; i++)
        assert_true((unsigned char)output[i] < 0x80);
    leave(driver);
}

static void copies_only_when_asked_to(void **state)
{
    (void)state;
    struct driver *driver = start();
    size_t length = 0;
    driver_type(driver, "Low");
    driver_keys(driver, "C-y");
    driver_expect(driver, "Copied");
    assert_non_null(strstr(driver_output(driver, &length), "\033]52;c;TG93\a"));
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
    driver = start_with(&(struct driver_options){.term = "vt100"}, NULL, NULL);
    driver_keys(driver, "C-y");
    driver_expect(driver, "No clipboard");
    leave(driver);
}

static void takes_any_size_and_comes_back(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_type(driver, "日本語");
    driver_expect_golden(driver, "term_typed");
    static const int sizes[][2] = {{4, 15}, {1, 1}, {10, 40}, {60, 200}, {1, 300}, {300, 1}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        driver_resize(driver, sizes[i][0], sizes[i][1]);
        driver_settle(driver);
    }
    driver_resize(driver, 24, 80);
    driver_expect(driver, "Terminal demonstration");
    driver_expect_cursor(driver, 2, 20);
    driver_keys(driver, "Left");
    driver_expect_cursor(driver, 2, 18);
    leave(driver);
}

static void says_what_size_it_needs(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){.height = 5, .width = 20}, NULL, NULL);
    driver_expect(driver, "This needs 40");
    leave(driver);
}

static void loses_no_resize_of_a_storm(void **state)
{
    (void)state;
    for (int round = 0; round < 5; round++) {
        struct driver *driver = start();
        for (int i = 0; i < 50; i++)
            driver_resize(driver, 10 + i % 20, 40 + i);
        driver_resize(driver, 30, 100);
        driver_expect_row(driver, 28, "resize");
        driver_expect(driver, "Terminal demonstration");
        leave(driver);
    }
}

static void does_not_believe_LINES_and_COLUMNS(void **state)
{
    (void)state;
    const char *environment[] = {"LINES=24", "COLUMNS=80", NULL};
    struct driver *driver = start_with(
        &(struct driver_options){.height = 30, .width = 100, .environment = environment}, NULL,
        NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_keys(driver, "C-s");
    driver_expect_row(driver, 29, "Saved");
    driver_resize(driver, 20, 60);
    driver_expect_row(driver, 18, "resize");
    leave(driver);
}

static void sends_little_for_a_key_and_in_one_write(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_type(driver, "a");
    driver_expect_row(driver, 2, "a");
    for (int i = 0; i < 10; i++) {
        char text[2] = {(char)('b' + i), '\0'};
        char expected[16] = "";
        (void)snprintf(expected, sizeof expected, "%c", 'b' + i);
        struct driver_counts before = {0};
        struct driver_counts after = {0};
        driver_settle(driver);
        driver_mark(driver);
        bool counted = driver_count(driver, &before);
        driver_type(driver, text);
        driver_expect_row(driver, 2, expected);
        driver_settle(driver);
        if (counted && driver_count(driver, &after))
            assert_int_equal(after.writes, before.writes + 1);
        assert_true(driver_bytes(driver) <= 64);
        assert_int_equal(driver_clears(driver), 0);
    }
    leave(driver);
}

static void paints_everything_anew_when_asked(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_settle(driver);
    driver_mark(driver);
    driver_keys(driver, "C-l");
    driver_expect(driver, "key Ctrl-L");
    driver_settle(driver);
    assert_int_equal(driver_clears(driver), 1);
    assert_true(driver_bytes(driver) > 500);
    driver_expect(driver, "Terminal demonstration");
    leave(driver);
}

static void hides_and_shows_the_cursor(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_keys(driver, "M-h");
    driver_expect_cursor_hidden(driver);
    driver_keys(driver, "M-h");
    driver_expect_cursor(driver, 2, 14);
    driver_keys(driver, "M-h");
    driver_expect_cursor_hidden(driver);
    leave(driver);
}

static void tells_focus_without_colour(void **state)
{
    (void)state;
    const char *environment[] = {"NO_COLOR=1", NULL};
    struct driver *driver =
        start_with(&(struct driver_options){.environment = environment}, NULL, NULL);
    driver_expect_attributes(driver, "Name", DRIVER_BOLD, 0);
    driver_expect_attributes(driver, "Notes", 0, DRIVER_BOLD);
    driver_expect_attributes(driver, " chosen ", DRIVER_REVERSE, 0);
    driver_expect_no_colour(driver);
    driver_expect_golden(driver, "term_no_colour");
    size_t length = 0;
    assert_null(strstr(driver_output(driver, &length), "\033[3" "9m"));
    leave(driver);
}

static void keeps_the_default_background(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_expect_attributes(driver, "wrong", DRIVER_BOLD | DRIVER_COLOURED, 0);
    driver_expect_default_background(driver);
    leave(driver);
}

static void does_with_fewer_colours(void **state)
{
    (void)state;
    static const char *const terms[] = {"vt100", "linux", "xterm"};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        char name[64];
        struct driver *driver = start_with(&(struct driver_options){.term = terms[i]}, NULL, NULL);
        driver_expect(driver, "Terminal demonstration");
        (void)snprintf(name, sizeof name, "term_%s", terms[i]);
        driver_expect_golden(driver, name);
        driver_expect_default_background(driver);
        driver_keys(driver, "C-q");
        driver_expect_exit(driver, 0);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void rings_the_bell(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_mark(driver);
    driver_keys(driver, "M-g");
    driver_expect(driver, "key Alt-G");
    assert_int_equal(driver_bells(driver), 1);
    leave(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_hostile_text_and_sends_none_of_it),
        cmocka_unit_test(is_usable_without_UTF_8),
        cmocka_unit_test(copies_only_when_asked_to),
        cmocka_unit_test(takes_any_size_and_comes_back),
        cmocka_unit_test(says_what_size_it_needs),
        cmocka_unit_test(loses_no_resize_of_a_storm),
        cmocka_unit_test(does_not_believe_LINES_and_COLUMNS),
        cmocka_unit_test(sends_little_for_a_key_and_in_one_write),
        cmocka_unit_test(paints_everything_anew_when_asked),
        cmocka_unit_test(hides_and_shows_the_cursor),
        cmocka_unit_test(tells_focus_without_colour),
        cmocka_unit_test(keeps_the_default_background),
        cmocka_unit_test(does_with_fewer_colours),
        cmocka_unit_test(rings_the_bell),
    };
    return cmocka_run_group_tests_name("term_look", tests, NULL, NULL);
}
