/* What is sent for what is done: little, in one write, no erase; with few colours and with none;
 * and nothing at all for what nobody did. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <unistd.h>

static const struct driver_options usual = {0};

/* The signs of findings have come. */
static struct driver *edit(void **state, const char *field)
{
    struct driver *driver = repository_edit(state, usual, field);
    driver_expect(driver, "! Related");
    return driver;
}

/* At rest: what Git knows has come too, nothing more is sent. */
static struct driver *edit_detail(void **state)
{
    struct driver *driver = edit(state, DETAIL);
    driver_expect(driver, "first answered 2025-05-01, Owen");
    driver_settle(driver);
    return driver;
}

/* Rows 43 and 44. */
static void a_key_sends_little_and_erases_nothing(void **state)
{
    static const struct {
        const char *keys, *then;
        size_t bytes;
    } cases[] = {
        {"x", "(January)zx", 64},
        {"y", "(January)zxy", 64},
        {"Backspace", "(January)zx", 64},
        {"Backspace", "(January)z", 64},
        {"Home", NULL, 64},
        {"End", NULL, 64},
        {"C-z", "Taken back", 500},
        {"Left", "Tab Next", 500},
    };
    struct driver *driver = edit_detail(state);
    driver_type(driver, "z"); /* "modified" appears, the last change goes */
    driver_expect(driver, "(January)z");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        driver_settle(driver);
        driver_mark(driver);
        driver_keys(driver, cases[i].keys);
        if (cases[i].then != NULL)
            driver_expect(driver, cases[i].then);
        driver_settle(driver);
        if (driver_bytes(driver) > cases[i].bytes)
            driver_show(driver);
        if (driver_bytes(driver) > cases[i].bytes)
            fail_msg("%zu bytes for %s", driver_bytes(driver), cases[i].keys);
        assert_int_equal(driver_clears(driver), 0);
    }
    driver_stop(driver);
}

/* Row 43: through everything there is, no erase of the whole screen and no flash. */
static void a_walk_through_all_screens_erases_nothing(void **state)
{
    struct driver *driver = edit_detail(state);
    driver_mark(driver);
    static const char *const keys[] = {
        "Tab", "PgDn", "PgUp",  "F1",  "Esc", "C-p", "Down", "Esc", "C-g", "Esc", "F7",  "Down",
        "Esc", "F4",   "Enter", "Esc", "Esc", "F8",  "PgDn", "Esc", "M-q", "Esc", "C-f", "Esc",
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        driver_keys(driver, keys[i]);
        driver_settle(driver);
        if (driver_clears(driver) > 0)
            fail_msg("%s erases the screen", keys[i]);
    }
    repository_quit(driver);
}

static bool has_sent_something(struct driver *driver, const void *what)
{
    (void)what;
    return driver_bytes(driver) > 0;
}

/* What the system counts: also where nearly all of the screen changes. */
static void a_frame_is_one_write(void **state)
{
    static const char *const keys[] = {
        "Home", "End", "Tab", "S-Tab", "PgDn", "C-p", "Down", "Esc", "F1", "PgDn", "C-l",
    };
    struct driver_counts before = {0};
    struct driver_counts after = {0};
    struct driver *driver = edit_detail(state);
    if (!driver_count(driver, &before)) {
        driver_stop(driver);
        skip(); /* no /proc/PID/io */
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        driver_settle(driver);
        driver_mark(driver);
        assert_true(driver_count(driver, &before));
        driver_keys(driver, keys[i]);
        driver_expect_that(driver, has_sent_something, NULL, "nothing was sent");
        driver_settle(driver);
        assert_true(driver_count(driver, &after));
        if (after.writes != before.writes + 1)
            fail_msg("%lu writes for %s", after.writes - before.writes, keys[i]);
    }
    driver_stop(driver);
}

/* Row 45. */
static void control_L_sends_everything_again(void **state)
{
    struct driver *driver = edit_detail(state);
    driver_print(driver, "\033[H\033[2Jscribbled over\033[5;5Hby others");
    driver_expect(driver, "scribbled");
    driver_mark(driver);
    driver_keys(driver, "C-l");
    driver_expect(driver, "▸ Volume detail");
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_expect_not(driver, "scribbled");
    driver_expect_not(driver, "by others");
    assert_true(driver_bytes(driver) > 1000);
    assert_int_equal(driver_clears(driver), 1);
    driver_print(driver, "\033[H\033[2J");
    driver_keys(driver, "F5");
    driver_expect(driver, "▸ Volume detail");
    repository_quit(driver);
}

/* Rows 49, 50 and 51: with 256 colours, with 8, on light and dark, and with none. */
static void it_says_the_same_with_any_number_of_colours(void **state)
{
    static const struct {
        const char *term, *setting;
        bool coloured;
        const char *missing; /* what a terminal with so few does not know */
    } cases[] = {
        {"xterm-256color", "COLORFGBG=0;15", true, NULL},
        {"xterm-256color", "COLORFGBG=15;0", true, NULL},
        {"xterm", "UNUSED=1", true, "[38;5;"},
        {"linux", "UNUSED=1", true, "[38;5;"},
        {"vt100", "UNUSED=1", false, "[38;5;"},
        {"xterm-256color", "NO_COLOR=1", false, "[38;5;"},
        {"xterm-256color", "NO_COLOR=", true, NULL},
    };
    static const char *const screens[] = {"F1", "F7", "F4", "F8", "C-p", "C-g"};
    char *first = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *environment[] = {cases[i].setting, NULL};
        struct driver *driver = repository_edit(
            state, (struct driver_options){.term = cases[i].term, .environment = environment},
            "overview.data_volume");
        driver_expect(driver, "! Related");
        driver_expect(driver, "Owen Hughes: first version");
        driver_expect_attributes(driver, "▸ Data Volume", DRIVER_BOLD, 0);
        driver_expect_default_background(driver);
        char *text = driver_text(driver);
        if (first == NULL)
            first = text;
        else
            assert_string_equal(text, first);
        if (text != first)
            free(text);
        for (size_t j = 0; j < sizeof screens / sizeof screens[0]; j++) {
            driver_keys(driver, screens[j]);
            driver_expect_default_background(driver);
            if (!cases[i].coloured)
                driver_expect_no_colour(driver);
            driver_keys(driver, "Esc");
        }
        size_t length = 0;
        const char *output = driver_output(driver, &length);
        if (cases[i].missing != NULL && strstr(output, cases[i].missing) != NULL)
            fail_msg("%s with %s is sent %s", cases[i].term, cases[i].setting, cases[i].missing);
        driver_keys(driver, "C-q");
        driver_expect_exit(driver, 0);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
    free(first);
}

/* Row 52: in words, below the field, no bell. */
static void what_is_wrong_is_said_beside_the_field(void **state)
{
    int field = 0;
    int message = 0;
    int column = 0;
    struct driver *driver = edit(state, "lifecycle.created");
    driver_mark(driver);
    driver_keys(driver, "C-u");
    driver_type(driver, "2025-02-30");
    driver_keys(driver, "Tab");
    driver_expect(driver, "! “2025-02-30” is not a date;");
    driver_expect(driver, "write it as 2025-05-01");
    driver_expect(driver, "! Created");
    assert_true(driver_find(driver, "! Created", &field, &column));
    assert_true(driver_find(driver, "! “2025-02-30”", &message, &column));
    assert_int_equal(message, field + 1);
    assert_int_equal(driver_bells(driver), 0);
    driver_stop(driver);
}

/* Row 54. */
static void a_message_stays_until_a_person_presses_a_key(void **state)
{
    static const char *const replies[] = {
        "\033[?1;2c",     "\033[24;80R", "\033[I", "\033[O", "\033]11;rgb:ffff/ffff/ffff\a",
        "\033[?2026;2$y",
    };
    struct driver *driver = edit_detail(state);
    driver_type(driver, "!");
    driver_keys(driver, "C-s");
    driver_expect_row(driver, 23, "Saved " CUSTOMER_FILE);
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
        driver_send(driver, replies[i], strlen(replies[i]));
        driver_settle(driver);
        driver_expect_row(driver, 23, "Saved " CUSTOMER_FILE);
    }
    driver_resize(driver, 30, 100);
    driver_expect_row(driver, 29, "Saved " CUSTOMER_FILE);
    driver_keys(driver, "Left");
    driver_expect_row(driver, 29, "Tab Next");
    repository_quit(driver);
}

/* Row 61: seconds of nothing. Now and then it looks whether somebody else has written the file. */
static void nothing_costs_nothing(void **state)
{
    enum { SECONDS = 4, WAKES_MOST = 20, TICKS_MOST = 5 };
    struct driver_counts before = {0};
    struct driver_counts after = {0};
    struct driver *driver = edit_detail(state);
    driver_settle(driver);
    driver_mark(driver);
    bool counted = driver_count(driver, &before);
    sleep(SECONDS);
    driver_settle(driver);
    assert_int_equal(driver_bytes(driver), 0);
    if (counted && driver_count(driver, &after)) {
        assert_int_equal(after.writes, before.writes);
        assert_true(after.ticks - before.ticks <= TICKS_MOST);
        assert_true(after.sleeps - before.sleeps <= WAKES_MOST);
    }
    repository_quit(driver);
}

/* Row 28, whose paste is in text_test.c: each edit of each kind, back to the file as it was. */
static void every_edit_is_taken_back_and_done_again(void **state)
{
    static const struct {
        const char *field, *keys, *typed;
    } edits[] = {
        {"overview.data_volume_detail", "End", "!"},
        {"overview.data_volume", "Enter", "med"},
        {"overview.integration_styles", "Enter Space Enter", ""},
        {"lifecycle.created", "Up", ""},
        {"overview.legacy_ids", "M-i", "new"},
        {"overview.artefacts", "Enter M-c", ""},
        {"overview.artefacts", "Enter M-d", ""},
        {"overview.artefacts", "Enter M-Down", ""},
        {"overview.data_volume", "M-n", ""},
        {"overview.data_volume", "M-k", ""},
    };
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct driver *driver = edit(state, edits[i].field);
        driver_keys(driver, edits[i].keys);
        if (edits[i].typed[0] != '\0')
            driver_type(driver, edits[i].typed);
        if (strstr(edits[i].keys, "Enter") != NULL && edits[i].typed[0] != '\0')
            driver_keys(driver, "Enter");
        driver_expect(driver, "modified");
        driver_keys(driver, "C-z");
        driver_expect(driver, "Taken back");
        driver_expect_not(driver, "modified");
        driver_keys(driver, "C-y");
        driver_expect(driver, "Done again");
        driver_expect(driver, "modified");
        driver_keys(driver, "M-u");
        driver_expect_not(driver, "modified");
        repository_quit(driver);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_key_sends_little_and_erases_nothing),
        repository_test(a_walk_through_all_screens_erases_nothing),
        repository_test(a_frame_is_one_write),
        repository_test(control_L_sends_everything_again),
        repository_test(it_says_the_same_with_any_number_of_colours),
        repository_test(what_is_wrong_is_said_beside_the_field),
        repository_test(a_message_stays_until_a_person_presses_a_key),
        repository_test(nothing_costs_nothing),
        repository_test(every_edit_is_taken_back_and_done_again),
    };
    return cmocka_run_group_tests_name("drawing", tests, NULL, NULL);
}
