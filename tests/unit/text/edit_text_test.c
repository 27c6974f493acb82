#include "text/edit_text.h"

#include "unit/unit.h"

#include <locale.h>

/* The text with "^" where the cursor is. */
static void assert_text(const struct edit_text *text, const char *expected)
{
    struct buffer shown = {0};
    buffer_append_string(&shown, buffer_string(&text->bytes));
    buffer_splice(&shown, text->cursor, 0, "^", 1);
    assert_string_equal(buffer_string(&shown), expected);
    buffer_done(&shown);
}

static void insert(struct edit_text *text, const char *bytes)
{
    assert_true(edit_text_insert(text, bytes, strlen(bytes)));
}

static void begins_at_the_end(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "Median", false);
    assert_text(&text, "Median^");
    edit_text_set(&text, "");
    assert_text(&text, "^");
    assert_false(edit_text_insert(&text, "", 0));
    edit_text_done(&text);
}

static void keeps_what_it_was_given(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "one\r\n\ttwo", false);
    assert_text(&text, "one\r\n\ttwo^");
    edit_text_done(&text);
}

static void makes_one_line_of_what_is_pasted_into_one_line(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "", false);
    insert(&text, "one\r\n\r\ntwo\tthree\rfour\n");
    assert_text(&text, "one two three four^");
    edit_text_done(&text);
}

static void makes_line_ends_LF_in_a_paragraph(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "", true);
    insert(&text, "one\r\n\r\ntwo\tthree\rfour\n");
    assert_text(&text, "one\n\ntwo\tthree\nfour\n^");
    edit_text_done(&text);
}

static void leaves_out_NUL(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "", true);
    assert_true(edit_text_insert(&text, "a\0b", 3));
    assert_text(&text, "ab^");
    assert_false(edit_text_insert(&text, "\0", 1));
    edit_text_done(&text);
}

static void moves_and_deletes_by_cluster(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "日e\xCC\x81👩‍👧", false);
    assert_true(edit_text_left(&text));
    assert_text(&text, "日e\xCC\x81^👩‍👧");
    assert_true(edit_text_delete_back(&text));
    assert_text(&text, "日^👩‍👧");
    assert_true(edit_text_delete_forward(&text));
    assert_text(&text, "日^");
    assert_false(edit_text_delete_forward(&text));
    assert_false(edit_text_right(&text));
    assert_true(edit_text_delete_back(&text));
    assert_text(&text, "^");
    assert_false(edit_text_delete_back(&text));
    assert_false(edit_text_left(&text));
    edit_text_done(&text);
}

static void keeps_the_cursor_on_a_cluster_boundary(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "\xCC\x81x", false);
    (void)edit_text_line_start(&text);
    insert(&text, "e");
    assert_text(&text, "e\xCC\x81^x");
    /* A flag that loses its first half joins what is left with the next one. */
    edit_text_set(&text, "👩x‍👧");
    (void)edit_text_line_start(&text);
    (void)edit_text_right(&text);
    (void)edit_text_delete_forward(&text);
    assert_true(text.cursor == 0 || text.cursor == 4 || text.cursor == text.bytes.length);
    edit_text_done(&text);
}

static void survives_bytes_that_are_not_UTF_8(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "a\xFF\xFE", false);
    assert_true(edit_text_delete_back(&text));
    assert_text(&text, "a\xFF^");
    assert_true(edit_text_left(&text));
    assert_text(&text, "a^\xFF");
    edit_text_done(&text);
}

static void moves_by_word(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "Data Volume, daily", true);
    assert_true(edit_text_word_left(&text));
    assert_text(&text, "Data Volume, ^daily");
    assert_true(edit_text_word_left(&text));
    assert_text(&text, "Data ^Volume, daily");
    assert_true(edit_text_word_left(&text));
    assert_false(edit_text_word_left(&text));
    assert_true(edit_text_word_right(&text));
    assert_text(&text, "Data ^Volume, daily");
    edit_text_done(&text);
}

static void deletes_a_word_but_not_over_the_line_end_with_it(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "one\n  two three ", true);
    assert_true(edit_text_delete_word_back(&text));
    assert_text(&text, "one\n  two ^");
    assert_true(edit_text_delete_word_back(&text));
    assert_text(&text, "one\n  ^");
    assert_true(edit_text_delete_word_back(&text));
    assert_text(&text, "one\n^");
    assert_true(edit_text_delete_word_back(&text));
    assert_text(&text, "one^");
    assert_true(edit_text_delete_word_back(&text));
    assert_false(edit_text_delete_word_back(&text));
    edit_text_done(&text);
}

static void knows_the_ends_of_lines(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "one\ntwo\nthree", true);
    assert_true(edit_text_line_start(&text));
    assert_text(&text, "one\ntwo\n^three");
    assert_false(edit_text_line_start(&text));
    assert_true(edit_text_left(&text));
    assert_false(edit_text_line_end(&text));
    assert_true(edit_text_delete_to_line_start(&text));
    assert_text(&text, "one\n^\nthree");
    assert_false(edit_text_delete_to_line_start(&text));
    assert_false(edit_text_delete_to_line_end(&text));
    assert_true(edit_text_right(&text));
    assert_true(edit_text_delete_to_line_end(&text));
    assert_text(&text, "one\n\n^");
    edit_text_done(&text);
}

static void forgets_the_wanted_column_when_something_else_happens(void **state)
{
    (void)state;
    struct edit_text text;
    edit_text_init(&text, "one", true);
    text.wanted_column = 7;
    assert_false(edit_text_right(&text));
    assert_true(text.wanted_column == (size_t)-1);
    text.wanted_column = 7;
    insert(&text, "x");
    assert_true(text.wanted_column == (size_t)-1);
    edit_text_done(&text);
}

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_at_the_end),
        cmocka_unit_test(keeps_what_it_was_given),
        cmocka_unit_test(makes_one_line_of_what_is_pasted_into_one_line),
        cmocka_unit_test(makes_line_ends_LF_in_a_paragraph),
        cmocka_unit_test(leaves_out_NUL),
        cmocka_unit_test(moves_and_deletes_by_cluster),
        cmocka_unit_test(keeps_the_cursor_on_a_cluster_boundary),
        cmocka_unit_test(survives_bytes_that_are_not_UTF_8),
        cmocka_unit_test(moves_by_word),
        cmocka_unit_test(deletes_a_word_but_not_over_the_line_end_with_it),
        cmocka_unit_test(knows_the_ends_of_lines),
        cmocka_unit_test(forgets_the_wanted_column_when_something_else_happens),
    };
    return cmocka_run_group_tests_name("edit_text", tests, use_utf8, NULL);
}
