/* Hostile and huge files are refused with the name of the limit and a place, in linear time. */

#include "yaml/document.h"

#include "base/buffer.h"

#include "unit/unit.h"

static void repeat(struct buffer *out, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_string(out, text);
}

/* Opens and closes; the message begins with `expected`, or there is none. */
static void expect(struct buffer *bytes, const char *expected)
{
    struct document *document = NULL;
    struct error error = {0};
    int result = document_open("f", buffer_string(bytes), bytes->length, &document, &error);
    document_close(document);
    buffer_done(bytes);
    if (expected == NULL && result != 0)
        fail_msg("%s", error.text);
    if (expected != NULL && strncmp(error.text, expected, strlen(expected)) != 0)
        fail_msg("wanted '%s', got '%s'", expected, error.text);
}

static void limits_nesting(void **state)
{
    (void)state;
    static const char *const units[] = {"[", "{a: ", "- ", "? "};
    for (size_t i = 0; i < 4; i++) {
        struct buffer bytes = {0};
        repeat(&bytes, units[i], 100000);
        char wanted[80];
        snprintf(wanted, sizeof wanted, "f:1:%zu: nested more than 64 levels deep",
                 64 * strlen(units[i]) + 1);
        expect(&bytes, wanted);
    }
    struct buffer bytes = {0};
    repeat(&bytes, "[", 64);
    repeat(&bytes, "]", 64);
    expect(&bytes, NULL);
}

static void limits_the_size(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    buffer_append_string(&bytes, "k: ");
    buffer_append_repeated(&bytes, 'x', 16 * 1024 * 1024 - 3);
    expect(&bytes, NULL);
    buffer_append_string(&bytes, "k: ");
    buffer_append_repeated(&bytes, 'x', 16 * 1024 * 1024 - 2);
    expect(&bytes, "f:1:1: the file has 16777217 bytes, more than the 16 MiB");
}

static void limits_values_documents_and_tags(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    repeat(&bytes, "- a\n", 1000001);
    expect(&bytes, "f:1000000:4: more than 1000000 values");
    repeat(&bytes, "---\na\n", 1001);
    expect(&bytes, "f:2001:1: more than 1000 documents");
    for (int i = 0; i < 65; i++)
        buffer_append_format(&bytes, "%%TAG !t%d! tag:x,2000:\n", i);
    buffer_append_string(&bytes, "---\na: 1\n");
    expect(&bytes, "f:65:1: more than 64 %TAG lines");
}

static void limits_aliases_and_what_they_expand_to(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    buffer_append_string(&bytes, "a: &a 1\nb:\n");
    repeat(&bytes, "- *a\n", 10001);
    expect(&bytes, "f:10003:3: more than 10000 aliases");
    buffer_append_string(&bytes, "a: &a [l, o, l, l, o, l, l, o, l]\n");
    for (char name = 'b'; name < 'j'; name++) {
        buffer_append_format(&bytes, "%c: &%c [", name, name);
        for (int i = 0; i < 9; i++)
            buffer_append_format(&bytes, "*%c,", name - 1);
        buffer_append_string(&bytes, "]\n");
    }
    expect(&bytes, "f:5:8: aliases expand the file to more than 10 times its size");
    buffer_append_string(&bytes, "a: &a {x: 1, y: 2, z: 3}\nb:\n");
    repeat(&bytes, "- {<<: *a, k: v}\n", 3000);
    expect(&bytes, NULL);
}

/* Keys and anchors are found by hashing, comments and lines without walking back. */
static void opens_what_is_only_large(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    for (int i = 0; i < 200000; i++)
        buffer_append_format(&bytes, "k%d: &k%d 1\n", i, i);
    expect(&bytes, NULL);
    buffer_append_string(&bytes, "r: [");
    repeat(&bytes, "a: b, ", 200000);
    buffer_append_string(&bytes, "]\n");
    expect(&bytes, NULL);
    buffer_append_string(&bytes, "r: {");
    repeat(&bytes, "same: 1, ", 200000);
    buffer_append_string(&bytes, "}\n");
    expect(&bytes, NULL);
    buffer_append_string(&bytes, "a: |\n  x\n");
    repeat(&bytes, "\n", 4000000);
    expect(&bytes, NULL);
    repeat(&bytes, "- a\n# c\n", 200000);
    expect(&bytes, NULL);
}

static void edits_on_long_lines_stay_quick(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    buffer_append_string(&bytes, "r: [");
    repeat(&bytes, "a, ", 100000);
    buffer_append_string(&bytes, "b]\n");
    struct document *document = NULL;
    struct error error = {0};
    assert_int_equal(document_open("f", bytes.bytes, bytes.length, &document, &error), 0);
    const struct step path[] = {{.key = "r"}};
    assert_int_equal(document_move(document, path, 1, 100000, 0, &error), 0);
    size_t length = 0;
    assert_memory_equal(document_bytes(document, &length), "r: [b, a, a", 11);
    document_rewind(document, 0);
    assert_memory_equal(document_bytes(document, &length), bytes.bytes, bytes.length);
    document_close(document);
    buffer_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_nesting),
        cmocka_unit_test(limits_the_size),
        cmocka_unit_test(limits_values_documents_and_tags),
        cmocka_unit_test(limits_aliases_and_what_they_expand_to),
        cmocka_unit_test(opens_what_is_only_large),
        cmocka_unit_test(edits_on_long_lines_stay_quick),
    };
    return cmocka_run_group_tests_name("limits", tests, NULL, NULL);
}
