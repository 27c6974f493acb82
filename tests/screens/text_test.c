/* Text on its way into a field and back to the screen: pastes, wide and combining characters, other
 * directions, a terminal without UTF-8. Hostile text is in hostile_test.c. */
#include "screen_repository.h"

#include "unit/unit.h"

static const struct driver_options usual = {0};

static struct driver *edit(void **state, const char *field)
{
    return repository_edit(state, usual, field);
}

static void set(void **state, const char *assignment)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "$IFSPEC set " CUSTOMER " '%s' >.out 2>&1", assignment);
    repository_run(state, command);
}

static void expect_saved(void **state, const char *field, const char *value)
{
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "test \"$($IFSPEC get " CUSTOMER " %s)\" = \"$(printf '%s')\"", field, value);
    repository_run(state, command);
}

static void save_and_quit(struct driver *driver)
{
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
}

/* Row 29. */
static void a_paste_presses_no_key(void **state)
{
    struct driver *driver = edit(state, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_paste(driver, "one\n\ttwo");
    driver_expect(driver, "▸ Volume detail");
    driver_expect(driver, "one");
    driver_expect_cursor_in(driver, "two");
    save_and_quit(driver);
    repository_run(state, "$IFSPEC get " CUSTOMER " " DETAIL " | grep -q 'January).*one.*two$'");
    driver = edit(state, "description.summary");
    driver_keys(driver, "C-Home");
    driver_paste(driver, "first\n\tsecond\n");
    driver_expect(driver, "▸ Summary");
    driver_expect(driver, "first");
    driver_expect(driver, "second");
    save_and_quit(driver);
    repository_run(state,
                   "$IFSPEC get " CUSTOMER " description.summary | head -1 | grep -qx first");
    driver = edit(state, "lifecycle.status");
    driver_paste(driver, "\n\n\x11\t");
    driver_settle(driver);
    driver_expect(driver, "▸ Status");
    driver_expect_not(driver, "modified");
    driver_stop(driver);
}

/* Row 30. */
static void no_byte_of_a_paste_ends_it_or_is_obeyed(void **state)
{
    static const char paste[] = "\033[200~a\033[201~\x11"
                                "b\r\x03\033[201~";
    struct driver *driver = edit(state, DETAIL);
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_send(driver, paste, sizeof paste - 1);
    driver_expect(driver, "(January)a");
    driver_expect(driver, "▸ Volume detail");
    driver_expect_not(driver, "quits");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 30, whatever is open: letters that would be answers, Enter, Ctrl-K are text or nothing. */
static void a_paste_is_obeyed_nowhere(void **state)
{
    static const struct {
        const char *field, *keys, *text, *still;
    } cases[] = {
        {"lifecycle.created", "Up C-q", "d", "Discard"},
        {"overview.data_volume", "Enter", "med\n", "100,000 per day"},
        {"overview.data_volume", "C-p", "quit\n", "Leave ifspec"},
        {"overview.data_volume", "C-g", "smart\n\t", "─ Go to ─"},
        {"overview.data_volume", "F1", "q\n\x11", "keys and commands"},
        {"overview.data_volume", "F4", "\n\x11", "1 commit"},
        {"overview.data_volume", "F7", "\n\x11", "Problems"},
        {"overview.data_volume", "F8", "\n\x11", "Page down"},
        {"lifecycle.created", "Up F9",
         "a\x0B\n\x0B"
         "b",
         "Message"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct driver *driver = edit(state, cases[i].field);
        driver_keys(driver, cases[i].keys);
        driver_expect(driver, cases[i].still);
        driver_paste(driver, cases[i].text);
        driver_settle(driver);
        driver_expect(driver, cases[i].still);
        driver_stop(driver);
        repository_run(state, "git checkout -q . && rm -rf .state && "
                              "test $(git rev-list --count HEAD) -eq 1");
    }
}

/* A switch understands words for yes and no, and takes no other text for one by its first letter.
 */
static void a_switch_takes_no_pasted_text_for_an_answer(void **state)
{
    repository_run(state,
                   "cp $SAMPLES/ADR-0001.yaml interfaces/ && chmod u+w interfaces/ADR-0001.yaml");
    struct driver *driver = repository_start(
        state, usual,
        (const char *[]){"edit", "ADR-0001", "--field", "consequences.reversible", NULL});
    driver_expect(driver, "▸ Reversible");
    driver_paste(driver, "Never mind");
    driver_expect(driver, "Type y for yes");
    driver_expect_not(driver, "modified");
    driver_paste(driver, "No\n");
    driver_expect(driver, "modified");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    repository_quit(driver);
}

/* Row 31, and the second half of row 28. */
static void ten_thousand_characters_are_one_step_and_one_frame(void **state)
{
    char text[10001] = "";
    for (int i = 0; i < 10000; i++)
        text[i] = i % 50 == 49 ? '\n' : i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    struct driver *driver = edit(state, "description.summary");
    driver_expect(driver, "first answered 2025-05-01, Owen");
    driver_keys(driver, "C-End");
    driver_settle(driver);
    driver_mark(driver);
    driver_paste(driver, text);
    driver_expect(driver, "modified");
    driver_settle(driver);
    assert_true(driver_bytes(driver) < 4000);
    assert_int_equal(driver_clears(driver), 0);
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    driver_keys(driver, "C-y");
    driver_expect(driver, "modified");
    save_and_quit(driver);
    repository_run(state, "test $($IFSPEC get " CUSTOMER " description.summary | wc -c) -gt 10000");
}

/* Row 32. */
static void backspace_takes_a_cluster_and_the_cursor_counts_cells(void **state)
{
    struct driver *driver = edit(state, DETAIL);
    int row = 0;
    int column = 0;
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_settle(driver);
    assert_true(driver_cursor(driver, &row, &column));
    driver_keys(driver, "C-u");
    row -= 2; /* the text had three rows */
    column = 49;
    driver_expect_cursor(driver, row, column);
    driver_type(driver, "日本é");
    driver_expect_cursor(driver, row, column + 5);
    driver_type(driver, "e\xCC\x81\xCC\xA3");
    driver_expect_cursor(driver, row, column + 6);
    driver_keys(driver, "Backspace");
    driver_expect_cursor(driver, row, column + 5);
    driver_keys(driver, "Backspace Backspace");
    driver_expect_cursor(driver, row, column + 2);
    driver_expect_row(driver, row, "日");
    driver_keys(driver, "Left");
    driver_expect_cursor(driver, row, column);
    driver_keys(driver, "Right");
    driver_type(driver, "👩‍💻");
    driver_keys(driver, "Backspace");
    driver_expect_cursor(driver, row, column + 2);
    save_and_quit(driver);
    expect_saved(state, DETAIL, "日");
}

/* Row 33. The rules between the parts stand where they stood, whatever the text beside them. */
static void no_half_of_a_wide_character_stays_at_an_edge(void **state)
{
    set(state, "description.title=仕入先マスタ連携インタフェース a 顧客マスタデータ統合基盤");
    set(state, DETAIL "=b仕入先マスタ連携インタフェース、顧客マスタデータ統合基盤");
    struct driver *driver = edit(state, DETAIL);
    driver_expect(driver, "統合基盤");
    for (int width = 96; width >= 72; width--) {
        driver_resize(driver, 24, width);
        driver_expect_row(driver, 23, "Tab Next");
        driver_expect_same_after(driver, "C-l");
        for (int row = 1; row < 18; row++)
            if (strcmp(driver_cell(driver, row, 25), "│") != 0)
                fail_msg("at %d columns the rule is broken in row %d", width, row);
        /* A wide character that had no room would have gone to the next row. */
        assert_string_equal(driver_cell(driver, 0, 0), " ");
        driver_expect_cursor_in_field(driver);
    }
    repository_quit(driver);
}

/* What is behind a text of any script stands where it should: ambiguous characters are narrow, a
 * tab and what cannot be seen are marks. */
static void every_script_keeps_its_columns(void **state)
{
    static const struct {
        const char *text, *shown;
        int columns;
    } cases[] = {
        {"→ ± ° ½ Ω é ß …", "→ ± ° ½ Ω é ß …", 15},
        {"日本語", "日本語", 6},
        {"e\xCC\x81o\xCC\x88", "e\xCC\x81o\xCC\x88", 2},
        {"שלום", "שלום", 4},
        {"नमस्ते", "नमस्ते", 4},
        {"👩‍💻", "👩‍💻", 4},
        {"a\tb", "a␉b", 3},
        {"\xE2\x80\xAE"
         "abc",
         "<RLO>abc", 8},
        {"x\xE2\x80\x8By", "x<U+200B>y", 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char assignment[256];
        char shown[64];
        (void)snprintf(assignment, sizeof assignment, DETAIL "=%s", cases[i].text);
        (void)snprintf(shown, sizeof shown, "%s|", cases[i].shown);
        set(state, assignment);
        struct driver *driver = edit(state, DETAIL);
        driver_expect(driver, "▸ Volume detail");
        driver_expect_cursor(driver, 6, 49 + cases[i].columns);
        driver_type(driver, "|");
        driver_expect_row(driver, 6, shown);
        driver_expect_cursor(driver, 6, 50 + cases[i].columns);
        driver_expect_same_after(driver, "C-l");
        driver_keys(driver, "C-z");
        driver_expect_not(driver, "modified");
        repository_quit(driver);
    }
}

/* Row 34. */
static void a_file_that_is_not_UTF_8_is_named_and_left_alone(void **state)
{
    repository_run(state, "printf 'a: 1\\ntitle: \"x\\377y\"\\n' >interfaces/BAD.yaml && "
                          "cp interfaces/BAD.yaml .before");
    struct driver *driver = repository_start(state, (struct driver_options){.width = 160},
                                             (const char *[]){"edit", "interfaces/BAD.yaml", NULL});
    driver_expect(driver, "interfaces/BAD.yaml:2:10: not UTF-8: byte 0xFF");
    driver_expect_exit(driver, 2);
    driver_expect_restored(driver);
    driver_stop(driver);
    driver = repository_start(state, usual, (const char *[]){NULL});
    driver_expect(driver, CUSTOMER);
    driver_expect(driver, "BAD");
    repository_quit(driver);
    repository_run(state, "cmp interfaces/BAD.yaml .before");
}

/* Row 35. */
static void without_UTF_8_it_is_usable_and_keeps_what_it_cannot_show(void **state)
{
    struct driver *driver = repository_edit(state, (struct driver_options){.locale = "C"}, DETAIL);
    driver_expect(driver, "> Volume detail");
    driver_expect(driver, "|");
    driver_type(driver, "!");
    driver_expect(driver, "(January)!");
    driver_keys(driver, "F7 Esc F8 Esc C-p Esc C-s");
    driver_expect(driver, "Saved");
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    size_t length = 0;
    const char *output = driver_output(driver, &length);
    for (size_t i = 0; i < length; i++)
        assert_true((unsigned char)output[i] < 0x80);
    driver_stop(driver);
    repository_run(state, "test \"$(git diff -U0 | grep -c '^[-+] ')\" -eq 2 && "
                          "git diff -U0 | grep -q 'January)!'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_paste_presses_no_key),
        repository_test(no_byte_of_a_paste_ends_it_or_is_obeyed),
        repository_test(a_paste_is_obeyed_nowhere),
        repository_test(a_switch_takes_no_pasted_text_for_an_answer),
        repository_test(ten_thousand_characters_are_one_step_and_one_frame),
        repository_test(backspace_takes_a_cluster_and_the_cursor_counts_cells),
        repository_test(no_half_of_a_wide_character_stays_at_an_edge),
        repository_test(every_script_keeps_its_columns),
        repository_test(a_file_that_is_not_UTF_8_is_named_and_left_alone),
        repository_test(without_UTF_8_it_is_usable_and_keeps_what_it_cannot_show),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
