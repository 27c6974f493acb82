#include "base/encoding.h"

#include "unit/unit.h"

static void decodes_latin_1(void **state)
{
    (void)state;
    struct buffer out = {0};
    assert_true(encoding_decode(&out, "caf\xe9", 4, "ISO-8859-1"));
    assert_string_equal(buffer_string(&out), "café");
    buffer_done(&out);
}

static void encodes_what_it_decoded(void **state)
{
    (void)state;
    struct buffer text = {0};
    struct buffer again = {0};
    assert_true(encoding_decode(&text, "\x93\xfa\x96\x7b", 4, "SHIFT_JIS"));
    assert_string_equal(buffer_string(&text), "日本");
    assert_true(encoding_encode(&again, text.bytes, text.length, "SHIFT_JIS"));
    assert_string_equal(buffer_string(&again), "\x93\xfa\x96\x7b");
    buffer_done(&again);
    buffer_done(&text);
}

static void appends_behind_what_is_there(void **state)
{
    (void)state;
    struct buffer out = {0};
    buffer_append_string(&out, "by ");
    assert_true(encoding_decode(&out, "\xd6", 1, "ISO-8859-1"));
    assert_true(encoding_decode(&out, "", 0, "ISO-8859-1"));
    assert_string_equal(buffer_string(&out), "by Ö");
    buffer_done(&out);
}

static void refuses_what_the_encoding_does_not_have(void **state)
{
    (void)state;
    struct buffer out = {0};
    assert_false(encoding_encode(&out, "10 €", 6, "ISO-8859-1"));
    assert_false(encoding_decode(&out, "\xff\xff", 2, "SHIFT_JIS"));
    assert_int_equal(out.length, 0);
    buffer_done(&out);
}

static void refuses_an_encoding_nobody_knows(void **state)
{
    (void)state;
    struct buffer out = {0};
    assert_false(encoding_decode(&out, "a", 1, "no-such-encoding"));
    assert_false(encoding_encode(&out, "a", 1, "no-such-encoding"));
    assert_int_equal(out.length, 0);
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_latin_1),
        cmocka_unit_test(encodes_what_it_decoded),
        cmocka_unit_test(appends_behind_what_is_there),
        cmocka_unit_test(refuses_what_the_encoding_does_not_have),
        cmocka_unit_test(refuses_an_encoding_nobody_knows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
