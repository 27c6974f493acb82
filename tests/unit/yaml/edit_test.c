/* One edit, one change of bytes: what the fidelity cases do not pin. */

#include "edit_language.h"

#include "base/buffer.h"

#include "unit/unit.h"

/* Apply an edit of the edit language to a text. Returns the new text, or the refusal; owned. */
static char *edit(const char *text, const char *const *words)
{
    struct document *document = NULL;
    struct error error = {0};
    char *arguments[12] = {0};
    int count = 0;
    for (; words[count] != NULL; count++)
        arguments[count] = strdup(words[count]);
    if (document_open("f.yaml", text, strlen(text), &document, &error) != 0)
        fail_msg("%s", error.text);
    char *result = NULL;
    size_t length = 0;
    if (edit_language_apply(document, count, arguments, &error) != 0)
        result = strdup(error.text);
    else
        result = strdup(document_bytes(document, &length));
    document_close(document);
    for (int i = 0; i < count; i++)
        free(arguments[i]);
    return result;
}

#define assert_edit(text, wanted, ...)                                                             \
    do {                                                                                           \
        const char *const words[] = {__VA_ARGS__, NULL};                                           \
        char *got = edit(text, words);                                                             \
        assert_string_equal(got, wanted);                                                          \
        free(got);                                                                                 \
    } while (0)

static void changes_one_line_of_a_long_literal(void **state)
{
    (void)state;
    struct buffer before = {0};
    struct buffer after = {0};
    struct buffer text = {0};
    buffer_append_string(&before, "k: |  # header\n");
    buffer_append_string(&after, "k: |  # header\n");
    for (int i = 0; i < 200; i++) {
        const char *odd = i % 10 == 3 ? "   \n" : "";
        buffer_append_format(&before, "   line %d\n%s", i, odd);
        buffer_append_format(&after, "   line %d%s\n%s", i, i == 90 ? " new" : "", odd);
        buffer_append_format(&text, "line %d%s\n%s", i, i == 90 ? " new" : "",
                             i % 10 == 3 ? "\n" : "");
    }
    buffer_append_string(&before, "\n# next\nz: 1\n");
    buffer_append_string(&after, "\n# next\nz: 1\n");
    assert_edit(before.bytes, after.bytes, "set", "/k", text.bytes);
    buffer_done(&before);
    buffer_done(&after);
    buffer_done(&text);
}

static const char folded[] = "k: >-\n"
                             "  a first line that goes on and on until it is long enough\n"
                             "  the second line of the paragraph, which is edited now\n"
                             "  and a third\n"
                             "  \n"
                             "  another paragraph\n"
                             "  of two lines that stays as it is, because nobody touches it, ever\n"
                             "z: 1\n";

static void folds_only_what_changed(void **state)
{
    (void)state;
    assert_edit(folded,
                "k: >-\n"
                "  a first line that goes on and on until it is long enough\n"
                "  the second line of the paragraph, which was edited now\n"
                "  and a third\n"
                "  \n"
                "  another paragraph\n"
                "  of two lines that stays as it is, because nobody touches it, ever\n"
                "z: 1\n",
                "set", "/k",
                "a first line that goes on and on until it is long enough the second line of the "
                "paragraph, which was edited now and a third\nanother paragraph of two lines that "
                "stays as it is, because nobody touches it, ever");
    assert_edit(folded,
                "k: >-\n"
                "  a first line that goes on and on until it is long enough\n"
                "  the second line of the paragraph, which is edited now\n"
                "  and a third\n"
                "\n"
                "  between\n"
                "  \n"
                "  another paragraph\n"
                "  of two lines that stays as it is, because nobody touches it, ever\n"
                "z: 1\n",
                "set", "/k",
                "a first line that goes on and on until it is long enough the second line of the "
                "paragraph, which is edited now and a third\nbetween\nanother paragraph of two "
                "lines that stays as it is, because nobody touches it, ever");
}

static void leaves_a_keeping_header_as_long_as_it_is_right(void **state)
{
    (void)state;
    assert_edit("k: |+\n  a\n  b\n\n\nz: 1\n", "k: |+\n  a\n  c\n\n\nz: 1\n", "set", "/k",
                "a\nc\n\n\n");
    assert_edit("k: |+\n  a\n  b\nz: 1\n", "k: |+\n  a\n  c\nz: 1\n", "set", "/k", "a\nc\n");
    assert_edit("k: |+\n  a\n\n\nz: 1\n", "k: |\n  b\nz: 1\n", "set", "/k", "b\n");
}

static void keeps_both_comments_of_a_collection_that_becomes_text(void **state)
{
    (void)state;
    assert_edit("k: # one\n  # inner\n  a: 1 # two\nz: 1\n", "k: text # one\n  # two\nz: 1\n",
                "set", "/k", "text");
    assert_edit("k:\n  a: 1 # two\nz: 1\n", "k: \"l1\\nl2\" # two\nz: 1\n", "set", "/k", "l1\nl2");
}

static void moves_rows_over_long_ways_with_their_comments(void **state)
{
    (void)state;
    assert_edit(
        "r:\n  # head\n\n  # a\n  - a # x\n\n  # b\n  - b:\n      c: 1\n    # in b\n  - d\n# end\n",
        "r:\n  # head\n\n  # b\n  - b:\n      c: 1\n    # in b\n\n  - d\n  # a\n  - a # x\n# end\n",
        "move", "/r", "0", "2");
    assert_edit("r: [\n  # a\n  a, # x\n  b,\n  # c\n  c # z\n]\n",
                "r: [\n  # c\n  c, # z\n  # a\n  a, # x\n  b\n]\n", "move", "/r", "2", "0");
}

static void follows_the_rows_that_are_there(void **state)
{
    (void)state;
    assert_edit("r:\n- {id: a, t: x}\n- {id: b, t: y}\n",
                "r:\n- {id: a, t: x}\n- {id: c, t: \"no\"}\n- {id: b, t: y}\n", "add", "/r", "1",
                "id=c", "t=no");
    assert_edit("r:\n-   id: a\n    t: x\n", "r:\n-   id: c\n    t: z\n-   id: a\n    t: x\n",
                "add", "/r", "0", "id=c", "t=z");
    assert_edit("r: []\nx:\n  y: 1\n", "r: [{id: c}]\nx:\n  y: 1\n", "add", "/r", "0", "id=c");
    assert_edit("r:\nx:\n    y: 1\n", "r:\n    - id: c\n      t: d\nx:\n    y: 1\n", "add", "/r",
                "0", "id=c", "t=d");
}

static void refuses_to_break_what_others_refer_to(void **state)
{
    (void)state;
    assert_edit("a: &x 1\nb: *x\n",
                "line 2: the alias *x here would lose its anchor; nothing was changed, make this "
                "change in a text editor",
                "del", "/a");
    assert_edit("a: &x {k: 1}\nb:\n  <<: *x\n",
                "line 1: a merge key (<<) refers to this, and can refer to nothing but a mapping; "
                "nothing was changed, make this change in a text editor",
                "set", "/a", "text");
    assert_edit("a: *x\n---\nb: 1\n", "a: *x\n---\nb: two\n", "set", "@1/b", "two");
    assert_edit("a: *x\n---\nb: 1\n",
                "line 1: an alias refers to an anchor that does not stand before it", "set", "@0/a",
                "two");
}

static void closes_a_text_that_ends_the_file(void **state)
{
    (void)state;
    assert_edit("a: 1\nb: x", "a: 1\nb: |\n  l1\n  l2\n", "set", "/b", "l1\nl2\n");
    assert_edit("a: 1\nb: x", "a: 1\nb: |-\n  l1\n  l2", "set", "/b", "l1\nl2");
    assert_edit("r:\n  - |\n    a", "r:\n  - |-\n    a\n  - b", "add", "/r", "1", "=b");
    assert_edit("a: |\n  x\nb: 1", "a: |\n  x\n", "del", "/b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_one_line_of_a_long_literal),
        cmocka_unit_test(folds_only_what_changed),
        cmocka_unit_test(leaves_a_keeping_header_as_long_as_it_is_right),
        cmocka_unit_test(keeps_both_comments_of_a_collection_that_becomes_text),
        cmocka_unit_test(moves_rows_over_long_ways_with_their_comments),
        cmocka_unit_test(follows_the_rows_that_are_there),
        cmocka_unit_test(refuses_to_break_what_others_refer_to),
        cmocka_unit_test(closes_a_text_that_ends_the_file),
    };
    return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
