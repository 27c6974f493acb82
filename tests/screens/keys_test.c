/* Keys as terminals send them, into the editor: whole, in parts, early, in bursts, by protocols
 * that nobody asked for. What single sequences mean is in tests/unit/term/input_test.c. */
#include "screen_repository.h"

#include "unit/unit.h"

static const struct driver_options usual = {0};

static struct driver *edit(void **state, const char *field)
{
    return repository_edit(state, usual, field);
}

/* On a text field, the cursor behind its text. */
static struct driver *edit_detail(void **state)
{
    struct driver *driver = edit(state, DETAIL);
    driver_expect(driver, "first answered 2025-05-01, Owen");
    driver_expect_cursor_in(driver, DETAIL_END);
    return driver;
}

static void send(struct driver *driver, const char *bytes)
{
    driver_send(driver, bytes, strlen(bytes));
}

/* Rows 13 and 14: nothing comes behind the Esc that would end a wait; the next key is a key. */
static void escape_closes_and_the_next_letter_is_text(void **state)
{
    struct driver *driver = edit_detail(state);
    driver_keys(driver, "C-g");
    driver_expect(driver, "─ Go to ─");
    send(driver, "\033");
    driver_expect_not(driver, "─ Go to ─");
    send(driver, "x");
    driver_expect(driver, "(January)x");
    driver_expect_not(driver, "─ Commands ─");
    driver_keys(driver, "C-z");
    repository_quit(driver);
}

/* Row 15. */
static void alt_is_a_prefix_and_never_the_only_way(void **state)
{
    struct driver *driver = edit_detail(state);
    send(driver, "\033n");
    driver_expect_row(driver, 6, "N/A");
    driver_keys(driver, "C-z");
    driver_expect(driver, DETAIL_END);
    driver_keys(driver, "C-p");
    driver_type(driver, "n/a");
    driver_expect(driver, "Alt-N");
    driver_keys(driver, "Enter");
    driver_expect_row(driver, 6, "N/A");
    driver_keys(driver, "C-z");
    driver_expect(driver, DETAIL_END);
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 16. */
static void the_keys_that_stop_output_save_and_quit(void **state)
{
    struct driver *driver = edit_detail(state);
    driver_type(driver, "!");
    send(driver, "\x13");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    driver_type(driver, "?");
    driver_expect(driver, "(January)!?");
    driver_keys(driver, "Backspace");
    send(driver, "\x13\x11");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
    repository_run(state, "grep -q '(January)!$' " CUSTOMER_FILE);
}

/* Row 17. */
static void control_c_hints_and_loses_nothing(void **state)
{
    struct driver *driver = edit_detail(state);
    driver_type(driver, "!");
    for (int i = 0; i < 3; i++)
        send(driver, "\x03");
    driver_expect(driver, "Ctrl-Q quits");
    driver_expect(driver, "(January)!");
    send(driver, "\x1C\x1A"); /* Ctrl-\ is no end either; Ctrl-Z takes back */
    driver_expect(driver, "Taken back");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 18: no key here that a VT100 lacks, from the catalogue to the commit and its history. */
static void a_whole_task_needs_no_function_key(void **state)
{
    const char *environment[] = {"GIT_AUTHOR_NAME=Owen Hughes", "GIT_COMMITTER_NAME=Owen Hughes",
                                 "GIT_AUTHOR_EMAIL=owen@acme.example",
                                 "GIT_COMMITTER_EMAIL=owen@acme.example", NULL};
    struct driver *driver = repository_start(
        state, (struct driver_options){.term = "vt100", .environment = environment},
        (const char *[]){NULL});
    driver_expect(driver, CUSTOMER);
    driver_type(driver, "customer");
    driver_expect(driver, "Filter customer");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status note");
    driver_keys(driver, "C-g");
    driver_type(driver, "frequency");
    driver_keys(driver, "Enter");
    driver_expect_cursor_in(driver, "Real-time");
    driver_keys(driver, "Enter");
    driver_type(driver, "hourly");
    driver_keys(driver, "Enter C-s");
    driver_expect(driver, "Saved");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Real-time");
    driver_keys(driver, "C-k");
    driver_expect(driver, "Committed");
    driver_keys(driver, "C-t");
    driver_expect(driver, "2 commits");
    driver_keys(driver, "Esc C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
    repository_run(state, "git diff --quiet HEAD && test $(git rev-list --count HEAD) -eq 2");
}

/* Row 19. */
static void the_ends_of_a_line_have_two_keys_each(void **state)
{
    static const char *const keys[][2] = {{"Home", "End"}, {"C-a", "C-e"}};
    struct driver *driver = edit_detail(state);
    for (size_t i = 0; i < 2; i++) {
        driver_keys(driver, keys[i][0]);
        driver_expect_cursor_in(driver, "avg. 640");
        driver_keys(driver, keys[i][1]);
        driver_expect_cursor_in(driver, DETAIL_END);
    }
    repository_quit(driver);
}

/* Rows 20 and 21. */
static void arrows_and_backspace_are_known_in_every_mode(void **state)
{
    struct driver *driver = edit_detail(state);
    send(driver, "\033[D1");
    driver_expect(driver, "(January1)");
    send(driver, "\033OD2");
    driver_expect(driver, "(January21)");
    send(driver, "\033[C\033OC3");
    driver_expect(driver, "(January21)3");
    send(driver, "\x7F\x08");
    driver_expect_not(driver, "21)");
    driver_expect(driver, "(January21");
    driver_keys(driver, "C-z C-z C-z C-z C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 22: Tab leads through every field and ends at the last, Shift-Tab at the first. */
static void tab_and_shift_tab_lead_to_and_fro(void **state)
{
    struct driver *driver = edit(state, NULL);
    driver_expect(driver, "▸ Status ");
    driver_keys(driver, "Tab");
    driver_expect(driver, "▸ Status note");
    driver_keys(driver, "Tab Tab");
    driver_expect(driver, "▸ Updated");
    driver_keys(driver, "S-Tab S-Tab");
    driver_expect(driver, "▸ Status note");
    driver_keys(driver, "S-Tab");
    driver_expect(driver, "▸ Status ");
    driver_keys(driver, "S-Tab");
    driver_expect(driver, "This is the first field.");
    driver_expect(driver, "▸ Status ");
    for (int i = 0; i < 30; i++) /* more than there are sections */
        driver_keys(driver, "PgDn");
    driver_keys(driver, "Tab");
    driver_expect(driver, "This is the last field.");
    driver_keys(driver, "S-Tab Tab");
    driver_expect_not(driver, "This is the last field.");
    repository_quit(driver);
}

/* Redraw, suspend, Ctrl-C, quit: also where a list lies over the form. */
static void no_list_over_the_form_takes_the_way_out(void **state)
{
    static const char *const lists[] = {"C-p", "C-g"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        struct driver *driver = edit(state, DETAIL);
        driver_keys(driver, lists[i]);
        driver_expect(driver, i == 0 ? "─ Commands ─" : "─ Go to ─");
        driver_expect_same_after(driver, "C-l");
        driver_keys(driver, "C-c");
        driver_expect(driver, "Ctrl-Q quits");
        repository_quit(driver);
    }
}

/* Row 23. */
static void what_no_key_sends_changes_nothing(void **state)
{
    static const char *const sequences[] = {
        "\033[99;99~",
        "\033[1;5I",
        "\033[?1;2c",
        "\033[24;80R",
        "\033P0$r\033\\",
        "\033[E",
        "\033]11;rgb:0000/0000/0000\a",
        "\033[?2026;2$y",
        "\033_Gi=1;OK\033\\",
        "\033Oz",
        "\033[<0;10;5M",
        "\033[M !!",
        "\033[200;1z",
        "\033[201~",
        "\033[O",
    };
    struct driver *driver = edit_detail(state);
    driver_settle(driver);
    char *before = driver_text(driver);
    driver_mark(driver);
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        send(driver, sequences[i]);
        driver_settle(driver);
        char *after = driver_text(driver);
        if (strcmp(before, after) != 0) {
            driver_show(driver);
            fail_msg("changed by ESC %s", sequences[i] + 1);
        }
        free(after);
    }
    free(before);
    assert_int_equal(driver_bells(driver), 0);
    repository_quit(driver);
}

/* Row 24: as from a slow line, a byte at a time. */
static void sequences_may_come_in_parts(void **state)
{
    const char *environment[] = {"ESCDELAY=2000", NULL};
    struct driver *driver =
        repository_edit(state, (struct driver_options){.environment = environment}, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    static const char left[] = "\033[D\033[1;5D";
    for (size_t i = 0; i < sizeof left - 1; i++) {
        driver_send(driver, left + i, 1);
        driver_settle(driver);
    }
    static const char text[] = "日é👩‍💻";
    for (size_t i = 0; i < sizeof text - 1; i++) {
        driver_send(driver, text + i, 1);
        driver_settle(driver);
    }
    driver_expect(driver, "(日é👩‍💻January)");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 25: never asked for, but understood when a terminal or another program has switched it on. */
static void other_keyboard_protocols_never_break_the_input(void **state)
{
    struct driver *driver = edit_detail(state);
    size_t length = 0;
    const char *output = driver_output(driver, &length);
    assert_null(strstr(output, "\033[>1u"));
    assert_null(strstr(output, "\033[=1;1u"));
    assert_null(strstr(output, "\033[>4;"));
    /* kitty: press, repeat, release; a shifted and an associated code; lock keys; a key alone */
    send(driver, "\033[97;1:1u\033[97;1:2u\033[97;1:3u");
    send(driver, "\033[98:66;2u\033[99;129u\033[57441;2u\033[57441;1:3u\033[100;;100u");
    driver_expect(driver, "(January)aaBcd");
    /* modifyOtherKeys */
    send(driver, "\033[27;2;69~\033[27;1;102~");
    driver_expect(driver, "(January)aaBcdEf");
    /* Ctrl-I is not Tab, Ctrl-M not Enter. */
    send(driver, "\033[105;5u\033[109;5u\033[27;5;105~\033[27;5;109~");
    driver_settle(driver);
    driver_expect_cursor_in(driver, "(January)aaBcdEf");
    send(driver, "\033[122;5u");
    driver_expect(driver, "Taken back");
    driver_expect_not(driver, "modified");
    send(driver, "\033[27;5;121~");
    driver_expect(driver, "(January)aaBcdEf");
    send(driver, "\033[122;5:1u\033[122;5:3u");
    driver_expect_not(driver, "modified");
    send(driver, "\033[9u");
    driver_expect(driver, "▸ Frequency");
    send(driver, "\033[9;2u");
    driver_expect(driver, "▸ Volume detail");
    send(driver, "\033[112;5u");
    driver_expect(driver, "Go to the next field.");
    send(driver, "\033[27u");
    driver_expect_not(driver, "Go to the next field.");
    send(driver, "\033[113;5u");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

/* Row 26. */
static void what_is_typed_before_the_first_frame_is_not_lost(void **state)
{
    const char *arguments[] = {"edit", CUSTOMER, "--field", DETAIL, NULL};
    struct driver *driver = repository_start(state, usual, arguments);
    driver_type(driver, "early");
    driver_expect(driver, "(January)early");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 27. */
static void five_hundred_keys_are_painted_few_times_and_in_order(void **state)
{
    char burst[501];
    for (int i = 0; i < 500; i++)
        burst[i] = i % 10 == 9 ? ' ' : (char)('a' + i % 26);
    burst[500] = '\0';
    struct driver *driver = edit(state, "description.summary");
    driver_expect(driver, "first answered 2025-05-01, Owen");
    driver_settle(driver);
    driver_mark(driver);
    driver_type(driver, burst);
    driver_expect(driver, burst + 480);
    driver_settle(driver);
    assert_int_equal(driver_clears(driver), 0);
    assert_true(driver_bytes(driver) < 20000);
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    repository_quit(driver);
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "$IFSPEC get " CUSTOMER " description.summary | tr -d '\\n' | grep -qF '%s'",
                   burst);
    repository_run(state, command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(escape_closes_and_the_next_letter_is_text),
        repository_test(alt_is_a_prefix_and_never_the_only_way),
        repository_test(the_keys_that_stop_output_save_and_quit),
        repository_test(control_c_hints_and_loses_nothing),
        repository_test(a_whole_task_needs_no_function_key),
        repository_test(the_ends_of_a_line_have_two_keys_each),
        repository_test(arrows_and_backspace_are_known_in_every_mode),
        repository_test(tab_and_shift_tab_lead_to_and_fro),
        repository_test(no_list_over_the_form_takes_the_way_out),
        repository_test(what_no_key_sends_changes_nothing),
        repository_test(sequences_may_come_in_parts),
        repository_test(other_keyboard_protocols_never_break_the_input),
        repository_test(what_is_typed_before_the_first_frame_is_not_lost),
        repository_test(five_hundred_keys_are_painted_few_times_and_in_order),
    };
    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
