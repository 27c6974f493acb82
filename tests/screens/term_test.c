/* The conduct of the terminal, row by row of what the best programs do, on term_demo. */
#include "screen_driver.h"

#include "unit/unit.h"

#include <signal.h>

static struct driver *start_with(const struct driver_options *options, const char *name,
                                 const char *notes)
{
    const char *arguments[] = {driver_program("tests/screens/term_demo"), name, notes, NULL};
    return driver_start(options, arguments);
}

static struct driver *start(void)
{
    struct driver *driver = start_with(&(struct driver_options){0}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
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

static void paints_and_leaves_no_trace(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_expect_mode(driver, 1049, true);
    driver_expect_mode(driver, 2004, true);
    driver_expect_mode(driver, 1004, true);
    driver_expect_mode(driver, 1000, false);
    assert_true(driver_clears(driver) <= 1);
    driver_expect_golden(driver, "term_first");
    driver_keys(driver, "C-q");
    driver_expect(driver, "changes kept in");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void asks_the_terminal_nothing(void **state)
{
    (void)state;
    struct driver *driver = start();
    size_t length = 0;
    driver_settle(driver);
    const char *output = driver_output(driver, &length);
    assert_null(strstr(output, "\033[c"));
    assert_null(strstr(output, "\033[6n"));
    assert_null(strstr(output, "\033]"));
    assert_null(strstr(output, "\033P"));
    leave(driver);
}

static void ends_on_signals_and_keeps_the_text(void **state)
{
    (void)state;
    static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = start();
        driver_type(driver, "Weekly");
        driver_expect(driver, "Weekly");
        driver_signal(driver, signals[i]);
        driver_expect(driver, "changes kept in \"Weekly\"");
        driver_expect_exit(driver, 128 + signals[i]);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
}

static void restores_the_terminal_after_a_crash(void **state)
{
    (void)state;
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct driver *driver = start();
        driver_keys(driver, "M-m");
        driver_expect_mode(driver, 1000, true);
        driver_signal(driver, signals[i]);
        driver_expect_exit(driver, -signals[i]);
        driver_expect_restored(driver);
        driver_stop(driver);
    }
    struct driver *driver = start();
    driver_keys(driver, "M-h C-x");
    driver_expect_exit(driver, -SIGABRT);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void says_what_to_do_without_a_usable_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *term, *text;
    } cases[] = {
        {"dumb", "cannot place the cursor"},
        {"nosuch", "not known here: try TERM=xterm-256color"},
        {"", "names no terminal"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver =
            start_with(&(struct driver_options){.term = cases[i].term, .width = 200}, NULL, NULL);
        driver_expect(driver, cases[i].text);
        driver_expect(driver, "ifspec show SPEC");
        driver_expect_exit(driver, 3);
        driver_expect_restored(driver);
        size_t length = 0;
        assert_null(memchr(driver_output(driver, &length), '\033', length));
        driver_stop(driver);
    }
}

static void wants_a_terminal_on_both_sides(void **state)
{
    (void)state;
    const char *program = driver_program("tests/screens/term_demo");
    char command[4200];
    for (size_t i = 0; i < 2; i++) {
        if (i == 0)
            (void)snprintf(command, sizeof command, "'%s' </dev/null", program);
        else
            (void)snprintf(command, sizeof command, "'%s' | cat -v; exit 3", program);
        const char *arguments[] = {"/bin/sh", "-c", command, NULL};
        struct driver *driver = driver_start(&(struct driver_options){.width = 200}, arguments);
        driver_expect(driver, "are not a terminal");
        driver_expect_exit(driver, 3);
        size_t length = 0;
        assert_null(memchr(driver_output(driver, &length), '\033', length));
        driver_stop(driver);
    }
}

static void stands_in_for_an_unknown_xterm(void **state)
{
    (void)state;
    struct driver *driver =
        start_with(&(struct driver_options){.term = "xterm-unheard-of"}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    leave(driver);
}

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

static void sends_little_for_a_key(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_type(driver, "a");
    driver_expect_row(driver, 2, "a");
    for (int i = 0; i < 10; i++) {
        char text[2] = {(char)('b' + i), '\0'};
        char expected[16] = "";
        (void)snprintf(expected, sizeof expected, "%c", 'b' + i);
        driver_settle(driver);
        driver_mark(driver);
        driver_type(driver, text);
        driver_expect_row(driver, 2, expected);
        driver_settle(driver);
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

static void stops_as_a_job_and_comes_back_at_the_new_size(void **state)
{
    (void)state;
    struct driver *driver = start_with(&(struct driver_options){.job = true}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_type(driver, "Weekly");
    driver_expect(driver, "Weekly");
    driver_keys(driver, "C-z");
    driver_expect_stopped(driver, true);
    driver_expect_restored(driver);
    driver_type(driver, "lost");
    driver_resize(driver, 30, 100);
    driver_continue(driver);
    driver_expect(driver, "Terminal demonstration");
    driver_expect_mode(driver, 2004, true);
    driver_expect_not(driver, "lost");
    driver_keys(driver, "C-s");
    driver_expect_row(driver, 29, "Saved");
    driver_expect_row(driver, 2, "Weekly");
    leave(driver);
}

static void comes_back_after_any_stop(void **state)
{
    (void)state;
    struct driver *driver = start_with(&(struct driver_options){.job = true}, NULL, NULL);
    driver_expect(driver, "Terminal demonstration");
    driver_keys(driver, "M-t");
    driver_expect_stopped(driver, true);
    driver_expect_restored(driver);
    driver_continue(driver);
    driver_expect(driver, "resumed");
    driver_expect_mode(driver, 1049, true);
    /* Nobody can prepare for SIGSTOP, but whoever comes back finds the screen whole. */
    driver_keys(driver, "M-s");
    driver_expect_stopped(driver, false);
    driver_mark(driver);
    driver_continue(driver);
    driver_expect(driver, "resumed");
    driver_expect_mode(driver, 2004, true);
    assert_true(driver_clears(driver) > 0);
    driver_type(driver, "go");
    driver_expect_row(driver, 2, "go");
    leave(driver);
}

static void gives_the_terminal_to_another_program(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_keys(driver, "M-e");
    driver_expect(driver, "in between");
    driver_expect_restored(driver);
    driver_type(driver, "x\n");
    driver_expect(driver, "Terminal demonstration");
    driver_expect_mode(driver, 1049, true);
    driver_type(driver, "back");
    driver_expect_row(driver, 2, "back");
    leave(driver);
}

static void goes_on_when_the_terminal_reads_again(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_choke(driver, "C-l");
    driver_type(driver, "meanwhile");
    driver_read_again(driver);
    driver_expect_row(driver, 2, "meanwhile");
    driver_expect(driver, "Terminal demonstration");
    leave(driver);
}

static void ends_on_a_signal_though_the_terminal_reads_no_more(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_choke(driver, "C-l");
    driver_signal(driver, SIGTERM);
    driver_expect_exit(driver, 128 + SIGTERM);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void ends_when_the_terminal_vanishes(void **state)
{
    (void)state;
    struct driver *driver = start();
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
}

static void ends_when_the_terminal_vanishes_under_nohup(void **state)
{
    (void)state;
    char command[4200];
    (void)snprintf(command, sizeof command, "trap '' HUP; exec '%s'",
                   driver_program("tests/screens/term_demo"));
    const char *arguments[] = {"/bin/sh", "-c", command, NULL};
    struct driver *driver = driver_start(&(struct driver_options){0}, arguments);
    driver_expect(driver, "Terminal demonstration");
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paints_and_leaves_no_trace),
        cmocka_unit_test(asks_the_terminal_nothing),
        cmocka_unit_test(ends_on_signals_and_keeps_the_text),
        cmocka_unit_test(restores_the_terminal_after_a_crash),
        cmocka_unit_test(says_what_to_do_without_a_usable_terminal),
        cmocka_unit_test(wants_a_terminal_on_both_sides),
        cmocka_unit_test(stands_in_for_an_unknown_xterm),
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
        cmocka_unit_test(shows_hostile_text_and_sends_none_of_it),
        cmocka_unit_test(is_usable_without_UTF_8),
        cmocka_unit_test(copies_only_when_asked_to),
        cmocka_unit_test(takes_any_size_and_comes_back),
        cmocka_unit_test(says_what_size_it_needs),
        cmocka_unit_test(loses_no_resize_of_a_storm),
        cmocka_unit_test(does_not_believe_LINES_and_COLUMNS),
        cmocka_unit_test(sends_little_for_a_key),
        cmocka_unit_test(paints_everything_anew_when_asked),
        cmocka_unit_test(hides_and_shows_the_cursor),
        cmocka_unit_test(tells_focus_without_colour),
        cmocka_unit_test(keeps_the_default_background),
        cmocka_unit_test(does_with_fewer_colours),
        cmocka_unit_test(rings_the_bell),
        cmocka_unit_test(reports_the_mouse_only_when_switched_on),
        cmocka_unit_test(stops_as_a_job_and_comes_back_at_the_new_size),
        cmocka_unit_test(comes_back_after_any_stop),
        cmocka_unit_test(gives_the_terminal_to_another_program),
        cmocka_unit_test(goes_on_when_the_terminal_reads_again),
        cmocka_unit_test(ends_on_a_signal_though_the_terminal_reads_no_more),
        cmocka_unit_test(ends_when_the_terminal_vanishes),
        cmocka_unit_test(ends_when_the_terminal_vanishes_under_nohup),
    };
    return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
