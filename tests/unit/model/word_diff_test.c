#include "model/word_diff.h"

#include "base/buffer.h"
#include "unit/unit.h"

static void append(void *context, enum word_change change, const char *text, size_t length)
{
    (void)change;
    buffer_append(context, text, length);
}

static void assert_difference(const char *before, const char *after, const char *expected)
{
    struct word_diff diff = {0};
    struct buffer out = {0};
    word_diff_find(before, after, &diff);
    word_diff_tell(&diff, append, &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
    word_diff_done(&diff);
}

static bool is_useful(const char *before, const char *after)
{
    struct word_diff diff = {0};
    word_diff_find(before, after, &diff);
    bool useful = word_diff_is_useful(before, after, &diff);
    word_diff_done(&diff);
    return useful;
}

static void marks_words_that_came_and_went(void **state)
{
    (void)state;
    assert_difference("the nightly run", "the hourly run", "the [-nightly-]{+hourly+} run");
    assert_difference("a b c", "a c", "a [-b -]c");
    assert_difference("a c", "a b c", "a {+b +}c");
    assert_difference("", "a", "{+a+}");
    assert_difference("a", "", "[-a-]");
    assert_difference("same", "same", "same");
    assert_difference("", "", "");
}

static void punctuation_is_no_part_of_a_word(void **state)
{
    (void)state;
    assert_difference("wait, then call.", "wait, then retry.", "wait, then [-call-]{+retry+}.");
}

static void keeps_characters_whole(void **state)
{
    (void)state;
    assert_difference("Größe über", "Größe unter", "Größe [-über-]{+unter+}");
    assert_difference("数据同步每天", "数据同步每月", "数据同步每[-天-]{+月+}");
}

static void unchanged_text_is_cut_to_what_stands_around(void **state)
{
    (void)state;
    assert_difference(
        "one two three four five six seven eight nine old one two three four five six seven eight",
        "one two three four five six seven eight nine new one two three four five six seven eight",
        "… six seven eight nine [-old-]{+new+} one two three four five …");
}

static void is_useful_only_for_long_texts_that_are_alike(void **state)
{
    (void)state;
    assert_false(is_useful("Median", "Low"));
    assert_true(is_useful("Runs every night at two and sends all changed customers.",
                          "Runs every hour and sends all changed customers."));
    assert_false(is_useful("Runs every night at two and sends all changed customers.",
                           "Nothing of what stood here before is true any longer, alas."));
}

static void what_is_too_large_is_replaced_as_a_whole(void **state)
{
    (void)state;
    struct buffer before = {0};
    struct buffer after = {0};
    for (int i = 0; i < 3000; i++) {
        buffer_append_format(&before, "old%d ", i);
        buffer_append_format(&after, "new%d ", i);
    }
    struct word_diff diff = {0};
    word_diff_find(buffer_string(&before), buffer_string(&after), &diff);
    assert_int_equal(diff.runs[0].change, WORDS_REMOVED);
    assert_int_equal(diff.runs[diff.count - 1].length > 0, 1);
    word_diff_done(&diff);
    buffer_done(&before);
    buffer_done(&after);
}

/* Kept and added runs are the later text, kept and removed ones the earlier, whatever they are. */
static void the_runs_make_up_both_texts(void **state)
{
    (void)state;
    static const char *const words[] = {"a", "b ", " ", "ü", ".", "cc", "\n", "d"};
    unsigned seed = 1;
    for (int round = 0; round < 500; round++) {
        struct buffer texts[2] = {{0}, {0}};
        struct buffer made[2] = {{0}, {0}};
        for (int i = 0; i < 24; i++) {
            seed = seed * 1103515245U + 12345U;
            buffer_append_string(&texts[seed >> 16 & 1], words[seed >> 20 & 7]);
        }
        struct word_diff diff = {0};
        word_diff_find(buffer_string(&texts[0]), buffer_string(&texts[1]), &diff);
        for (size_t i = 0; i < diff.count; i++) {
            if (diff.runs[i].change != WORDS_ADDED)
                buffer_append(&made[0], diff.runs[i].text, diff.runs[i].length);
            if (diff.runs[i].change != WORDS_REMOVED)
                buffer_append(&made[1], diff.runs[i].text, diff.runs[i].length);
        }
        assert_string_equal(buffer_string(&made[0]), buffer_string(&texts[0]));
        assert_string_equal(buffer_string(&made[1]), buffer_string(&texts[1]));
        word_diff_done(&diff);
        for (int i = 0; i < 2; i++) {
            buffer_done(&texts[i]);
            buffer_done(&made[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_words_that_came_and_went),
        cmocka_unit_test(punctuation_is_no_part_of_a_word),
        cmocka_unit_test(keeps_characters_whole),
        cmocka_unit_test(unchanged_text_is_cut_to_what_stands_around),
        cmocka_unit_test(is_useful_only_for_long_texts_that_are_alike),
        cmocka_unit_test(what_is_too_large_is_replaced_as_a_whole),
        cmocka_unit_test(the_runs_make_up_both_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
