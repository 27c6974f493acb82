#include "text/wrap.h"

#include "base/buffer.h"
#include "base/show.h"
#include "base/utf8.h"
#include "unit/unit.h"

#include <locale.h>

/* The rows with "|" behind each: what is shown, and behind "~" what only belongs to it. */
static char *rows_of(const char *text, size_t width, int flags)
{
    struct wrap wrap = {0};
    struct buffer out = {0};
    wrap_update(&wrap, text, strlen(text), width, flags);
    size_t expected = 0;
    for (size_t i = 0; i < wrap.count; i++) {
        const struct wrap_row *row = &wrap.rows[i];
        assert_int_equal(row->begin, expected);
        assert_true(row->begin <= row->shown && row->shown <= row->end);
        buffer_append(&out, text + row->begin, row->shown - row->begin);
        if (row->end > row->shown)
            buffer_append_byte(&out, '~');
        buffer_append(&out, text + row->shown, row->end - row->shown);
        buffer_append_byte(&out, '|');
        expected = row->end;
    }
    assert_int_equal(expected, strlen(text));
    wrap_done(&wrap);
    return buffer_take(&out);
}

static void assert_rows(const char *text, size_t width, const char *expected)
{
    char *rows = rows_of(text, width, 0);
    assert_string_equal(rows, expected);
    free(rows);
}

static void gives_an_empty_text_one_row(void **state)
{
    (void)state;
    assert_rows("", 5, "|");
    assert_rows("\n", 5, "~\n||");
    assert_rows("a\n", 5, "a~\n||");
    assert_rows("\n\nb", 5, "~\n|~\n|b|");
}

static void breaks_between_words(void **state)
{
    (void)state;
    assert_rows("one two three", 7, "one two~ |three|");
    assert_rows("one two three", 8, "one two~ |three|");
    assert_rows("one-two/three", 8, "one-two/|three|");
    assert_rows("well (so) it is", 6, "well~ |(so)~ |it is|");
}

static void lets_blanks_hang_over_the_edge(void **state)
{
    (void)state;
    assert_rows("one     two", 3, "one~     |two|");
    assert_rows("one   ", 3, "one   |");
    assert_rows("   one", 2, "~   |on|e|");
}

static void breaks_a_word_that_is_wider_than_a_row(void **state)
{
    (void)state;
    assert_rows("abcdefg hi", 3, "abc|def|g~ |hi|");
    assert_rows("x abcdefg", 3, "x~ |abc|def|g|");
    assert_rows("abc", 1, "a|b|c|");
    assert_rows("a b", 1, "a~ |b|");
    assert_rows("abc", 0, "a|b|c|");
}

static void keeps_wide_characters_whole_at_the_edge(void **state)
{
    (void)state;
    assert_rows("日本語", 1, "日|本|語|");
    assert_rows("日本語", 2, "日|本|語|");
    assert_rows("日本語", 3, "日|本|語|");
    assert_rows("日本語", 4, "日本|語|");
    assert_rows("a日本", 2, "a|日|本|");
}

static void observes_that_punctuation_may_not_begin_a_row(void **state)
{
    (void)state;
    assert_rows("日本。語", 4, "日|本。|語|");
    assert_rows("「日本", 4, "「日|本|");
}

static void keeps_clusters_whole(void **state)
{
    (void)state;
    assert_rows("e\xCC\x81" "e\xCC\x81" "e\xCC\x81", 2, "e\xCC\x81" "e\xCC\x81|e\xCC\x81|");
    /* A family of three: as wide as its parts, and in one row even where it does not fit. */
    assert_rows("👩‍👩‍👧a", 3, "👩‍👩‍👧|a|");
    assert_rows("🇩🇪🇫🇷", 2, "🇩🇪|🇫🇷|");
}

static void counts_marks_as_wide_as_they_are_shown(void **state)
{
    (void)state;
    assert_rows("ab\tcd", 3, "ab\t|cd|");
    assert_rows("ab\xFF" "cd", 6, "ab\xFF|cd|");
    assert_rows("a\xE2\x80\xAE" "b", 6, "a\xE2\x80\xAE|b|");
    assert_rows("one\r\ntwo", 4, "one\r~\n|two|");
    char *rows = rows_of("\x1B\x1B", 3, SHOW_ASCII);
    assert_string_equal(rows, "\x1B|\x1B|");
    free(rows);
}

static void never_breaks_at_what_only_looks_like_a_line_end(void **state)
{
    (void)state;
    assert_rows("a\vb", 9, "a\vb|");
    assert_rows("a\xC2\x85" "b", 9, "a\xC2\x85" "b|");
    assert_rows("a\xE2\x80\xA8" "b", 20, "a\xE2\x80\xA8" "b|");
}

static void finds_the_row_and_column_of_the_cursor(void **state)
{
    (void)state;
    const char *text = "one two\n日本語x";
    struct wrap wrap = {0};
    wrap_update(&wrap, text, strlen(text), 5, 0);
    static const struct {
        size_t offset, row, column;
    } places[] = {
        {0, 0, 0}, {3, 0, 3},  {4, 1, 0},  {7, 1, 3},
        {8, 2, 0}, {11, 2, 2}, {14, 3, 0}, {18, 3, 3},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        size_t row = wrap_find_row(&wrap, places[i].offset);
        assert_int_equal(row, places[i].row);
        assert_int_equal(wrap_column(&wrap, text, row, places[i].offset, 0), places[i].column);
    }
    wrap_done(&wrap);
}

static void finds_the_offset_at_a_column(void **state)
{
    (void)state;
    const char *text = "one two\n日本語x";
    struct wrap wrap = {0};
    wrap_update(&wrap, text, strlen(text), 5, 0);
    assert_int_equal(wrap_offset_at(&wrap, text, 0, 2, 0), 2);
    assert_int_equal(wrap_offset_at(&wrap, text, 0, 9, 0), 3);
    assert_int_equal(wrap_offset_at(&wrap, text, 1, 9, 0), 7);
    assert_int_equal(wrap_offset_at(&wrap, text, 2, 1, 0), 8);
    assert_int_equal(wrap_offset_at(&wrap, text, 2, 2, 0), 11);
    /* Behind 本 the cursor would stand in the next row. */
    assert_int_equal(wrap_offset_at(&wrap, text, 2, 9, 0), 11);
    assert_int_equal(wrap_offset_at(&wrap, text, 3, 9, 0), 18);
    wrap_done(&wrap);
}

/* Whatever the text: rows follow each other, none is wider than it must be, and each place of the
 * cursor is found again. */
static void agrees_with_itself_on_any_text(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",  " ",    "word", "日", "e\xCC\x81", "👩‍👧", "\n",
                                         "\t", "\xFF", "-",    "…",  "\r\n",      "🇩🇪",   "\x1B"};
    unsigned seed = 1;
    for (int round = 0; round < 200; round++) {
        struct buffer text = {0};
        for (int i = 0; i < 30; i++) {
            seed = seed * 1103515245U + 12345U;
            buffer_append_string(&text, pieces[(seed >> 16) % 14]);
        }
        size_t width = 1 + (size_t)round % 9;
        struct wrap wrap = {0};
        wrap_update(&wrap, text.bytes, text.length, width, 0);
        for (size_t offset = 0; offset < text.length;) {
            size_t row = wrap_find_row(&wrap, offset);
            size_t column = wrap_column(&wrap, text.bytes, row, offset, 0);
            if (offset <= wrap.rows[row].shown)
                assert_int_equal(wrap_offset_at(&wrap, text.bytes, row, column, 0), offset);
            offset = utf8_next_cluster(text.bytes, text.length, offset);
        }
        wrap_done(&wrap);
        buffer_done(&text);
    }
}

static void wraps_five_hundred_clusters_without_a_blank(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 500; i++)
        buffer_append_string(&text, "e\xCC\x81");
    struct wrap wrap = {0};
    wrap_update(&wrap, text.bytes, text.length, 7, 0);
    assert_int_equal(wrap.count, 72);
    for (size_t i = 0; i + 1 < wrap.count; i++)
        assert_int_equal(wrap.rows[i].end - wrap.rows[i].begin, 21);
    wrap_done(&wrap);
    buffer_done(&text);
}

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

static void assert_same_rows(const struct wrap *a, const struct wrap *b, const char *text)
{
    if (a->count != b->count)
        fail_msg("%zu rows, not %zu, of\n%s", a->count, b->count, text);
    for (size_t i = 0; i < a->count; i++)
        if (memcmp(&a->rows[i], &b->rows[i], sizeof *a->rows) != 0)
            fail_msg("row %zu of\n%s", i, text);
}

/* Thousands of small changes: each time the rows must be those of a text wrapped anew. */
static void follows_changes(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "a", " ", "word ", "\n", "very-long/compound", "(", ")", "\xC3\xA9", "\xE6\x97\xA5\xE6\x9C\xAC",
        "e\xCC\x81", "\x01", "\xFF", "    ", "3.14 ", "\n\n", "\"", "\xE2\x80\x93",
    };
    struct wrap followed = {0};
    struct wrap anew = {0};
    struct buffer text = {0};
    uint32_t random = 1;
    for (int i = 0; i < 6000; i++) {
        random = random * 1664525u + 1013904223u;
        size_t at = text.length > 0 ? (random >> 8) % (text.length + 1) : 0;
        const char *part = parts[(random >> 4) % (sizeof parts / sizeof parts[0])];
        size_t removed = (random >> 28) == 0 ? text.length - at : (random >> 26) % 4;
        removed = removed < text.length - at ? removed : text.length - at;
        buffer_splice(&text, at, removed, part, strlen(part));
        wrap_follow(&followed, buffer_string(&text), text.length, 9 + (size_t)(i / 2000), 0);
        wrap_update(&anew, buffer_string(&text), text.length, 9 + (size_t)(i / 2000), 0);
        assert_same_rows(&followed, &anew, buffer_string(&text));
    }
    wrap_done(&followed);
    wrap_done(&anew);
    buffer_done(&text);
}

static void wraps_only_the_rows_that_are_wanted(void **state)
{
    (void)state;
    struct wrap wrap = {0};
    const char *text = "one two three four\nfive";
    wrap_begin(&wrap, text, strlen(text), 5, 0, 2);
    assert_int_equal(wrap.count, 2);
    assert_int_equal(wrap.rows[1].begin, 4);
    assert_int_equal(wrap.rows[1].end, 8);
    wrap_done(&wrap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_changes),
        cmocka_unit_test(wraps_only_the_rows_that_are_wanted),
        cmocka_unit_test(gives_an_empty_text_one_row),
        cmocka_unit_test(breaks_between_words),
        cmocka_unit_test(lets_blanks_hang_over_the_edge),
        cmocka_unit_test(breaks_a_word_that_is_wider_than_a_row),
        cmocka_unit_test(keeps_wide_characters_whole_at_the_edge),
        cmocka_unit_test(observes_that_punctuation_may_not_begin_a_row),
        cmocka_unit_test(keeps_clusters_whole),
        cmocka_unit_test(counts_marks_as_wide_as_they_are_shown),
        cmocka_unit_test(never_breaks_at_what_only_looks_like_a_line_end),
        cmocka_unit_test(finds_the_row_and_column_of_the_cursor),
        cmocka_unit_test(finds_the_offset_at_a_column),
        cmocka_unit_test(agrees_with_itself_on_any_text),
        cmocka_unit_test(wraps_five_hundred_clusters_without_a_blank),
    };
    return cmocka_run_group_tests_name("wrap", tests, use_utf8, NULL);
}
