/* What comes in: keys, text, paste, replies, the mouse, on term_demo. */
#include "screen_driver.h"

#include "term_fixture.h"
#include "unit/unit.h"

static void takes_escape_alone_as_a_key(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_send(driver, "\033", 1);
    driver_expect(driver, "key Esc");
    driver_type(driver, "x");
    driver_expect(driver, "text of 1 bytes");
    driver_keys(driver, "M-x");
    driver_expect(driver, "key Alt-X");
    leave(driver);
}

static void joins_a_sequence_that_comes_in_parts(void **state)
{
    (void)state;
    struct driver *driver = start_with(
        &(struct driver_options){.environment = (const char *[]){"ESCDELAY=2000", NULL}}, NULL,
        NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_send(driver, "\033", 1);
    driver_settle(driver);
    driver_send(driver, "[", 1);
    driver_settle(driver);
    driver_send(driver, "A", 1);
    driver_expect(driver, "key Up");
    leave(driver);
}

static void gets_the_keys_that_terminals_stop_output_with(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    driver_type(driver, "go");
    driver_expect(driver, "go");
    driver_expect_not(driver, "Saved");
    driver_keys(driver, "C-c");
    driver_expect(driver, "key Ctrl-C");
    driver_keys(driver, "C-\\");
    driver_expect(driver, "key Ctrl-\\");
    leave(driver);
}

static void knows_its_keys_by_any_sequence(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *text;
    } cases[] = {
        {"\033[A", "key Up"},          {"\033OA", "key Up"},
        {"\033[H", "key Home"},        {"\033OH", "key Home"},
        {"\033[1~", "key Home"},       {"\x7F", "key Backspace"},
        {"\033[B", "key Down"},        {"\x08", "key Backspace"},
        {"\033[Z", "key Shift-Tab"},   {"\033[1;3A", "key Alt-Up"},
        {"\033[1;5D", "key Ctrl-Left"}, {"\033[15;2~", "key Shift-F5"},
        {"\033[105;5u", "key Ctrl-I"},
    };
    struct driver *driver = start();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        driver_send(driver, cases[i].bytes, strlen(cases[i].bytes));
        driver_expect(driver, cases[i].text);
    }
    leave(driver);
}

static void finds_the_keys_of_other_terminals(void **state)
{
    (void)state;
    static const struct {
        const char *term, *bytes, *text;
    } cases[] = {
        {"linux", "\033[[A", "key F1"},     {"linux", "\033[25~", "key Shift-F1"},
        {"rxvt", "\033[7~", "key Home"},    {"rxvt", "\033[3$", "key Shift-Delete"},
        {"vt100", "\033OA", "key Up"},      {"vt100", "\033OP", "key F1"},
        {"screen-256color", "\033[1~", "key Home"}, {"tmux-256color", "\033[24~", "key F12"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver =
            start_with(&(struct driver_options){.term = cases[i].term}, NULL, NULL);
        driver_expect(driver, "Terminal demonstration");
        driver_send(driver, cases[i].bytes, strlen(cases[i].bytes));
        driver_expect(driver, cases[i].text);
        driver_keys(driver, "C-q");
        driver_expect_exit(driver, 0);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void moves_to_the_ends_of_a_line_by_two_keys_each(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_type(driver, "Weekly");
    driver_keys(driver, "Home");
    driver_expect_cursor(driver, 2, 14);
    driver_keys(driver, "End");
    driver_expect_cursor(driver, 2, 20);
    driver_keys(driver, "C-a");
    driver_expect_cursor(driver, 2, 14);
    driver_keys(driver, "C-e");
    driver_expect_cursor(driver, 2, 20);
    driver_keys(driver, "Tab");
    driver_expect_cursor(driver, 3, 14);
    driver_keys(driver, "S-Tab");
    driver_expect_cursor(driver, 2, 20);
    leave(driver);
}

static void swallows_replies_and_unknown_sequences(void **state)
{
    (void)state;
    static const char *const replies[] = {
        "\033[99;99~", "\033[1;5I",        "\033[?1;2c",           "\033[24;80R",
        "\033P0$r\033\\", "\033]11;rgb:0000/0000/0000\a", "\033[?2026;2$y", "\033_Gi=1;OK\033\\",
    };
    struct driver *driver = start();
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
        driver_send(driver, replies[i], strlen(replies[i]));
    driver_settle(driver);
    driver_expect(driver, "Saved");
    driver_expect(driver, "key Ctrl-S");
    driver_expect(driver, "e.g. Median");
    leave(driver);
}

static void keeps_what_was_typed_before_the_first_frame(void **state)
{
    (void)state;
    struct driver *driver = start_with(&(struct driver_options){0}, NULL, NULL);
    driver_type(driver, "early");
    driver_expect_row(driver, 2, "early");
    leave(driver);
}

static void draws_a_burst_of_keys_few_times(void **state)
{
    (void)state;
    struct driver *driver = start();
    char burst[401];
    for (int i = 0; i < 400; i++)
        burst[i] = (char)('a' + i % 26);
    burst[400] = '\0';
    driver_keys(driver, "Tab");
    driver_settle(driver);
    driver_mark(driver);
    driver_type(driver, burst);
    driver_expect(driver, "fghij");
    assert_true(driver_bytes(driver) < 4000);
    assert_int_equal(driver_clears(driver), 0);
    leave(driver);
}

static void takes_a_paste_as_text(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_keys(driver, "Tab");
    driver_paste(driver, "one\n\ttwo");
    driver_expect(driver, "paste of 8 bytes");
    driver_expect_row(driver, 3, "one");
    driver_expect_row(driver, 4, "␉two");
    driver_keys(driver, "S-Tab");
    driver_paste(driver, "one\n\ttwo");
    driver_expect_row(driver, 2, "one  two");
    leave(driver);
}

static void ends_no_paste_early(void **state)
{
    (void)state;
    static const char paste[] = "\033[200~a\033[201~\x11" "b\r\033[201~";
    struct driver *driver = start();
    driver_send(driver, paste, sizeof paste - 1);
    driver_expect_row(driver, 2, "a␑b");
    driver_expect(driver, "paste of");
    leave(driver);
}

static void takes_ten_thousand_characters_at_once(void **state)
{
    (void)state;
    struct driver *driver = start();
    static char text[10001];
    for (int i = 0; i < 10000; i++)
        text[i] = (char)(i % 7 == 6 ? ' ' : 'a' + i % 26);
    driver_keys(driver, "Tab");
    driver_settle(driver);
    driver_mark(driver);
    driver_paste(driver, text);
    driver_expect(driver, "paste of 10000 bytes");
    assert_true(driver_bytes(driver) < 2000);
    leave(driver);
}

static void edits_by_cluster_and_counts_in_cells(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_type(driver, "日本é");
    driver_expect_cursor(driver, 2, 19);
    driver_keys(driver, "Backspace Backspace");
    driver_expect_cursor(driver, 2, 16);
    driver_expect_row(driver, 2, "日");
    driver_expect_not(driver, "本");
    driver_type(driver, "e\xCC\x81");
    driver_expect_cursor(driver, 2, 17);
    driver_keys(driver, "Left");
    driver_expect_cursor(driver, 2, 16);
    leave(driver);
}

static void gets_a_character_that_comes_in_parts(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_send(driver, "a\xE6", 2);
    driver_settle(driver);
    driver_send(driver, "\x97\xA5" "b", 3);
    driver_expect_row(driver, 2, "a日b");
    driver_send(driver, "\xE9xyz", 4);
    driver_expect_row(driver, 2, "a日bxyz");
    leave(driver);
}

static void reports_the_mouse_only_when_switched_on(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){.height = 50, .width = 250}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_expect_mode(driver, 1000, false);
    driver_keys(driver, "M-m");
    driver_expect_mode(driver, 1000, true);
    driver_expect_mode(driver, 1006, true);
    driver_send(driver, "\033[<0;231;6M\033[<0;231;6m", 22);
    driver_expect(driver, "click 1 at 5,230");
    driver_send(driver, "\033[<0;231;6M\033[<0;231;6m", 22);
    driver_expect(driver, "click 2 at 5,230");
    driver_send(driver, "\033[<65;3;4M", 10);
    driver_expect(driver, "wheel 3 at 3,2");
    driver_send(driver, "\033[<0;300;99M", 12);
    driver_settle(driver);
    driver_expect(driver, "wheel 3 at 3,2");
    driver_keys(driver, "M-m");
    driver_expect_mode(driver, 1000, false);
    leave(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_escape_alone_as_a_key),
        cmocka_unit_test(joins_a_sequence_that_comes_in_parts),
        cmocka_unit_test(gets_the_keys_that_terminals_stop_output_with),
        cmocka_unit_test(knows_its_keys_by_any_sequence),
        cmocka_unit_test(finds_the_keys_of_other_terminals),
        cmocka_unit_test(moves_to_the_ends_of_a_line_by_two_keys_each),
        cmocka_unit_test(swallows_replies_and_unknown_sequences),
        cmocka_unit_test(keeps_what_was_typed_before_the_first_frame),
        cmocka_unit_test(draws_a_burst_of_keys_few_times),
        cmocka_unit_test(takes_a_paste_as_text),
        cmocka_unit_test(ends_no_paste_early),
        cmocka_unit_test(takes_ten_thousand_characters_at_once),
        cmocka_unit_test(edits_by_cluster_and_counts_in_cells),
        cmocka_unit_test(gets_a_character_that_comes_in_parts),
        cmocka_unit_test(reports_the_mouse_only_when_switched_on),
    };
    return cmocka_run_group_tests_name("term_keys", tests, NULL, NULL);
}
