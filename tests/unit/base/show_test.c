#include "base/show.h"

#include "base/utf8.h"
#include "unit/unit.h"

#include <locale.h>

static void check_shown(const char *bytes, size_t length, int flags, const char *expected,
                        size_t columns)
{
    struct buffer shown = {0};
    show_append(&shown, bytes, length, flags);
    assert_string_equal(buffer_string(&shown), expected);
    assert_int_equal(show_width(bytes, length, flags), columns);
    buffer_done(&shown);
}

static void check_text(const char *text, const char *expected, size_t columns)
{
    check_shown(text, strlen(text), 0, expected, columns);
}

static void shows_text_as_it_is(void **state)
{
    (void)state;
    check_text("", "", 0);
    check_text("S/4HANA → Salesforce", "S/4HANA → Salesforce", 20);
    check_text("Größe", "Größe", 5);
    check_text("日本語x", "日本語x", 7);
    check_text("ＡＢ", "ＡＢ", 4);
    check_text("e\u0301e", "e\u0301e", 2);
    check_text("한국", "한국", 4);
    check_text("\u1112\u1161\u11ABx", "\u1112\u1161\u11ABx", 3);
    check_text("a\u00A0b", "a\u00A0b", 3);
}

static void makes_controls_visible(void **state)
{
    (void)state;
    check_shown("a\0b", 3, 0, "a␀b", 3);
    check_text("\x1B[31m\x07", "␛[31m␇", 6);
    check_text("a\tb\r\n", "a␉b␍␊", 5);
    check_text("\x1F\x7F", "␟␡", 2);
    check_text("\xC2\x80\xC2\x9B\xC2\x9F", "<80><9b><9f>", 12);
}

static void keeps_line_ends_only_where_asked(void **state)
{
    (void)state;
    check_shown("a\nlong\r\n\tb", 10, SHOW_LINES, "a\nlong␍\n␉b", 5);
    check_shown("\n\n", 2, SHOW_LINES, "\n\n", 0);
    check_shown("a\n\u0301", 4, SHOW_LINES, "a\n<U+0301>", 8);
}

static void shows_each_byte_that_is_invalid(void **state)
{
    (void)state;
    check_text("a\xFF"
               "b",
               "a<ff>b", 6);
    check_text("\xC0\x80", "<c0><80>", 8);
    check_text("\xED\xA0\x80", "<ed><a0><80>", 12);
    check_text("\xF4\x90\x80\x80", "<f4><90><80><80>", 16);
    check_text("\xE2\x82 rest", "<e2><82> rest", 13);
    check_text("日\xE6\x97", "日<e6><97>", 10);
}

static void names_what_turns_direction(void **state)
{
    (void)state;
    check_text("\u061C\u200E\u200F", "<ALM><LRM><RLM>", 15);
    check_text("\u202A\u202B\u202C\u202D\u202E", "<LRE><RLE><PDF><LRO><RLO>", 25);
    check_text("\u2066\u2067\u2068\u2069", "<LRI><RLI><FSI><PDI>", 20);
    check_text("\u206A\u206F", "<U+206A><U+206F>", 16);
    check_text("user\u202Etxt.exe", "user<RLO>txt.exe", 16);
}

static void shows_what_nobody_would_see(void **state)
{
    (void)state;
    static const uint32_t invisible[] = {
        0x200B,  0x200C,  0x200D,  0x2060, 0x2061, 0x2062, 0x2063,  0x2064,  0xFEFF,
        0x00AD,  0x034F,  0x115F,  0x1160, 0x180E, 0x3164, 0xFFA0,  0x2028,  0x2029,
        0xFE00,  0xFE0F,  0x180B,  0x180F, 0x17B4, 0xFFF9, 0x1D173, 0xE0001, 0xE0020,
        0xE007F, 0xE0100, 0xE01EF, 0x0301, 0x20DD, 0x1161,
    };
    for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++) {
        char text[8] = {0};
        char expected[16];
        size_t length = utf8_encode(invisible[i], text);
        int columns = snprintf(expected, sizeof expected, "<U+%04X>", (unsigned)invisible[i]);
        check_shown(text, length, 0, expected, (size_t)columns);
    }
    check_text("a\u200Bb", "a<U+200B>b", 10);
    check_text("a\uFE0F", "a<U+FE0F>", 9);
    check_text("\xFF\u0301", "<ff><U+0301>", 12);
    check_text("\x1B\u0301", "␛<U+0301>", 9);
}

static void shows_what_has_no_known_width(void **state)
{
    (void)state;
    check_text("\uE000\uF8FF", "<U+E000><U+F8FF>", 16);
    check_text("\U000F0000\U0010FFFF", "<U+F0000><U+10FFFF>", 19);
    check_text("\uFDD0\uFFFF\u0378", "<U+FDD0><U+FFFF><U+0378>", 24);
}

static void keeps_joiners_and_selectors_of_emoji_only(void **state)
{
    (void)state;
    check_text("👨‍👩‍👧", "👨‍👩‍👧", 6);
    check_text("❤️‍🔥!", "❤️‍🔥!", 4);
    check_text("👍🏽", "👍🏽", 4);
    check_text("1\uFE0F\u20E3", "1\uFE0F\u20E3", 1);
    check_text("1\uFE0F", "1<U+FE0F>", 9);
    check_text("葛\U000E0100", "葛\U000E0100", 2);
    check_text("葛\U000E0100\U000E0101", "葛\U000E0100<U+E0101>", 11);
    check_text("⚠\uFE0F\uFE0F", "⚠\uFE0F<U+FE0F>", 9);
    check_text("👨\u200D", "👨<U+200D>", 10);
    check_text("👨\u200Dx", "👨<U+200D>x", 11);
    check_text("x\u200D👨", "x<U+200D>👨", 11);
    check_text("👨\u200D\u200D👩", "👨<U+200D><U+200D>👩", 20);
    check_text("👨\u200D\xFF", "👨<U+200D><ff>", 14);
}

static void keeps_four_marks_a_cell(void **state)
{
    (void)state;
    check_text("a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303\u0304b", 2);
    check_text("a\u0301\u0302\u0303\u0304\u0305\u0306\u0307b", "a\u0301\u0302\u0303\u0304…b", 3);
    check_text("👨\u200D👩\u0301\u0302\u0303\u0304\u0305",
               "👨<U+200D>👩\u0301\u0302\u0303\u0304…", 13);
    char scratch[SHOW_SCRATCH_SIZE];
    const char *text = "日\u0301\u0302\u0303\u0304\u0305\u0306\x1B";
    struct show_glyph glyph = show_next(text, strlen(text), 0, scratch);
    assert_int_equal(glyph.source, 3 + 6 * 2);
    assert_int_equal(glyph.columns, 3);
    assert_true(glyph.mark);
}

static void a_glyph_stays_small_in_endless_clusters(void **state)
{
    (void)state;
    char text[1024] = "👧";
    for (int i = 0; i < 20; i++)
        strcat(text, "\u200D👧");
    char scratch[SHOW_SCRATCH_SIZE];
    struct show_glyph glyph = show_next(text, strlen(text), 0, scratch);
    assert_int_equal(glyph.columns, 16);
    assert_int_equal(glyph.source, 4 + 7 * 7);
    text[0] = '\0';
    for (int i = 0; i < 100; i++)
        strcat(text, "ᄒ");
    glyph = show_next(text, strlen(text), 0, scratch);
    assert_int_equal(glyph.columns, 16);
}

static void writes_only_ascii_where_the_locale_has_nothing_else(void **state)
{
    (void)state;
    const char *text = "a\x1B\x7F\tGröße 日 e\u0301 \xFF \u202E\u200B\uE000\xC2\x9B";
    check_shown(text, strlen(text), SHOW_ASCII, "a^[^?^IGr??e ? e? <ff> <RLO><U+200B><U+E000><9b>",
                48);
    check_shown("a\nb", 3, SHOW_ASCII | SHOW_LINES, "a\nb", 1);
    text = "“x” → it’s – ok …";
    check_shown(text, strlen(text), SHOW_ASCII, "\"x\" -> it's - ok ...", 20);
    check_shown(text, strlen(text), 0, text, 17);
}

static void check_cut(const char *text, size_t columns, int flags, const char *expected)
{
    struct buffer shown = {0};
    buffer_append_string(&shown, "> ");
    show_append_cut(&shown, text, strlen(text), columns, flags);
    assert_string_equal(buffer_string(&shown) + 2, expected);
    buffer_done(&shown);
}

static void cuts_between_glyphs(void **state)
{
    (void)state;
    check_cut("Customer", 8, 0, "Customer");
    check_cut("Customer", 7, 0, "Custom…");
    check_cut("Customer", 1, 0, "…");
    check_cut("Customer", 0, 0, "");
    check_cut("", 0, 0, "");
    check_cut("日本語", 6, 0, "日本語");
    check_cut("日本語", 5, 0, "日本…");
    check_cut("日本語", 4, 0, "日…");
    check_cut("日本語", 1, 0, "…");
    check_cut("ab\u200Bc", 9, 0, "ab…");
    check_cut("e\u0301e\u0301e\u0301", 2, 0, "e\u0301…");
    check_cut("a\nb", 3, SHOW_LINES, "a␊b");
    check_cut("Größe", 4, SHOW_ASCII, "Gr?~");
}

static bool is_allowed_in_output(uint32_t code_point, int flags)
{
    if (code_point == '\n')
        return (flags & SHOW_LINES) != 0;
    if (code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0))
        return false;
    if ((flags & SHOW_ASCII) != 0)
        return code_point < 0x7F;
    bool direction = code_point == 0x61C || code_point == 0x200E || code_point == 0x200F ||
                     (code_point >= 0x2028 && code_point <= 0x202E) ||
                     (code_point >= 0x2060 && code_point <= 0x206F);
    bool hidden = code_point == 0x200B || code_point == 0x200C || code_point == 0xFEFF ||
                  code_point == 0xAD || (code_point >= 0xE000 && code_point <= 0xF8FF) ||
                  (code_point >= 0xE0000 && code_point < 0xE0100) || code_point >= 0xF0000;
    return code_point != UTF8_INVALID && !direction && !hidden;
}

/* What random texts are made of: what the rules speak of is rare among random bytes. */
static void append_random_piece(struct buffer *text)
{
    static const char *const pieces[] = {
        "a",      " ",          "\u0301",     "\u200D",   "👧",      "❤",      "\uFE0F", "🇩",
        "日",     "葛",         "\u202E",     "\u200B",   "\x1B",   "\n",     "\u115F", "ᄒ",
        "\u1161", "\xE2",       "1",          "\u20E3",   "🏽",   "\uE000", "\u0903", "\u0600",
        "é",      "\U000E0100", "\U000E0041", "\xC2\x9B", "\u2028", "न",
    };
    if (rand() % 8 == 0) {
        buffer_append_byte(text, (char)(rand() % 256));
        return;
    }
    if (rand() % 8 == 0) {
        char bytes[4];
        size_t length = utf8_encode((uint32_t)rand() % 0x110000, bytes);
        buffer_append(text, bytes, length);
        return;
    }
    buffer_append_string(text, pieces[(size_t)rand() % (sizeof pieces / sizeof pieces[0])]);
}

static void check_output(const char *bytes, size_t length, int flags)
{
    int marks = 4; /* none at the start */
    uint32_t last = 0;
    for (size_t offset = 0; offset < length;) {
        uint32_t code_point = 0;
        offset += utf8_decode(bytes + offset, length - offset, &code_point);
        assert_true(is_allowed_in_output(code_point, flags));
        int width = code_point == '\n' ? 1 : utf8_column_width(code_point);
        marks = width > 0 ? 0 : marks + 1;
        assert_true(width >= 0 && marks <= 4);
        if (code_point == 0x200D || last == 0x200D)
            assert_true(code_point > 0x2000 && last > 0x2000);
        last = code_point;
    }
    assert_true(last != 0x200D);
}

/* Every glyph covers input, stays inside its cluster, and their columns are the text's. */
static void check_glyphs(const struct buffer *text, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    struct buffer joined = {0};
    struct buffer shown = {0};
    size_t columns = 0;
    size_t cluster_end = 0;
    for (size_t offset = 0; offset < text->length;) {
        if (offset == cluster_end)
            cluster_end = utf8_next_cluster(text->bytes, text->length, offset);
        struct show_glyph glyph =
            show_next(text->bytes + offset, text->length - offset, flags, scratch);
        assert_true(glyph.source >= 1 && offset + glyph.source <= cluster_end);
        assert_true(glyph.columns >= 1 || (flags & SHOW_LINES) != 0);
        assert_int_equal(utf8_width(glyph.text, glyph.text_length),
                         glyph.columns + (glyph.text[0] == '\n'));
        buffer_append(&joined, glyph.text, glyph.text_length);
        columns += (size_t)glyph.columns;
        offset += glyph.source;
    }
    show_append(&shown, text->bytes, text->length, flags);
    assert_string_equal(buffer_string(&shown), buffer_string(&joined));
    if ((flags & SHOW_LINES) == 0) {
        assert_int_equal(show_width(text->bytes, text->length, flags), columns);
        assert_int_equal(utf8_width(buffer_string(&shown), shown.length), columns);
    }
    check_output(buffer_string(&shown), shown.length, flags);
    buffer_done(&shown);
    buffer_done(&joined);
}

static void never_lets_an_unsafe_byte_through(void **state)
{
    (void)state;
    srand(11);
    for (int round = 0; round < 20000; round++) {
        struct buffer text = {0};
        for (int i = rand() % 24; i > 0; i--)
            append_random_piece(&text);
        int flags = rand() % 4;
        check_glyphs(&text, flags);
        size_t columns = (size_t)rand() % 20;
        struct buffer cut = {0};
        show_append_cut(&cut, buffer_string(&text), text.length, columns, flags);
        assert_true(utf8_width(buffer_string(&cut), cut.length) <= columns);
        check_output(buffer_string(&cut), cut.length, flags & SHOW_ASCII);
        buffer_done(&cut);
        buffer_done(&text);
    }
}

static void in_utf8(void (*test)(void **state), void **state)
{
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        skip();
    assert_int_equal(show_locale_flags(), 0);
    test(state);
    assert_non_null(setlocale(LC_CTYPE, "C"));
    assert_int_equal(show_locale_flags(), SHOW_ASCII);
}

static void never_does_so_in_a_utf8_locale_either(void **state)
{
    in_utf8(never_lets_an_unsafe_byte_through, state);
    in_utf8(keeps_joiners_and_selectors_of_emoji_only, state);
    in_utf8(shows_what_nobody_would_see, state);
}

static void prints_as_the_locale_wants(void **state)
{
    (void)state;
    char printed[64] = {0};
    FILE *stream = fmemopen(printed, sizeof printed, "w");
    assert_non_null(stream);
    show_print(stream, "Größe\x1B\n", SHOW_LINES);
    assert_int_equal(fclose(stream), 0);
    assert_string_equal(printed, "Gr??e^[\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_text_as_it_is),
        cmocka_unit_test(makes_controls_visible),
        cmocka_unit_test(keeps_line_ends_only_where_asked),
        cmocka_unit_test(shows_each_byte_that_is_invalid),
        cmocka_unit_test(names_what_turns_direction),
        cmocka_unit_test(shows_what_nobody_would_see),
        cmocka_unit_test(shows_what_has_no_known_width),
        cmocka_unit_test(keeps_joiners_and_selectors_of_emoji_only),
        cmocka_unit_test(keeps_four_marks_a_cell),
        cmocka_unit_test(a_glyph_stays_small_in_endless_clusters),
        cmocka_unit_test(writes_only_ascii_where_the_locale_has_nothing_else),
        cmocka_unit_test(cuts_between_glyphs),
        cmocka_unit_test(never_lets_an_unsafe_byte_through),
        cmocka_unit_test(never_does_so_in_a_utf8_locale_either),
        cmocka_unit_test(prints_as_the_locale_wants),
    };
    return cmocka_run_group_tests_name("show", tests, NULL, NULL);
}
