#include "base/utf8.h"

#include "unit/unit.h"

#include <locale.h>

static void decodes_what_it_encodes(void **state)
{
    (void)state;
    static const uint32_t edges[] = {0,      0x7F,   0x80,   0x7FF,   0x800,   0xD7FF,
                                     0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        char bytes[4] = {0};
        uint32_t code_point = 0;
        size_t length = utf8_encode(edges[i], bytes);
        assert_int_equal(utf8_decode(bytes, length, &code_point), length);
        assert_int_equal(code_point, edges[i]);
    }
}

static void takes_one_byte_of_what_is_invalid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\x80",             /* a continuation alone */
        "\xC0\x80",         /* overlong NUL */
        "\xC1\xBF",         /* overlong */
        "\xE0\x9F\xBF",     /* overlong */
        "\xF0\x8F\xBF\xBF", /* overlong */
        "\xED\xA0\x80",     /* surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80",
        "\xFF",
        "\xE2\x82",
        "\xC3(",
        "\xF0\x9F\x98",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uint32_t code_point = 0;
        size_t length = strlen(texts[i]);
        assert_int_equal(utf8_decode(texts[i], length, &code_point), 1);
        assert_int_equal(code_point, UTF8_INVALID);
        assert_int_equal(utf8_find_invalid(texts[i], length), 0);
    }
    assert_int_equal(utf8_find_invalid("Gr\xC3\xB6\xC3", 5), 4);
    assert_int_equal(utf8_find_invalid("日本", 6), 6);
    assert_int_equal(utf8_count("日\xFF本x", 8), 4);
}

/* Clusters are parted by "|" in the table and joined in the text. */
static size_t join_parts(const char *parts, char *text, size_t *ends)
{
    size_t length = 0;
    size_t count = 0;
    for (; *parts != '\0'; parts++) {
        if (*parts == '|')
            ends[count++] = length;
        else
            text[length++] = *parts;
    }
    ends[count++] = length;
    text[length] = '\0';
    return count;
}

static const char *const cluster_table[] = {
    "a|b|c",
    "e\u0301\u0302|x",
    "日|本",
    "\r\n|\n|\r|a",
    "👨‍👩‍👧|x",
    "🇩🇪|🇫🇷|🇬",
    "👍🏽|a",
    "❤️‍🔥|!",
    "a\u200D|👧",
    "한|국|\u1112\u1161\u11AB",
    "\xFF|\u0301|a",
    "a|\xE2|\x82|b",
    "🇩🇪\u0301|🇫🇷",
};

static void moves_by_cluster_both_ways(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cluster_table / sizeof cluster_table[0]; i++) {
        char text[128];
        size_t ends[16];
        size_t count = join_parts(cluster_table[i], text, ends);
        size_t length = ends[count - 1];
        for (size_t part = 0; part < count; part++) {
            size_t start = part > 0 ? ends[part - 1] : 0;
            assert_int_equal(utf8_next_cluster(text, length, start), ends[part]);
            assert_int_equal(utf8_previous_cluster(text, length, ends[part]), start);
        }
        assert_int_equal(utf8_next_cluster(text, length, length), length);
        assert_int_equal(utf8_previous_cluster(text, length, 0), 0);
    }
    assert_int_equal(utf8_next_cluster("", 0, 0), 0);
}

static void both_ways_agree_on_random_text(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",      "\u0301", "\u200D", "👧",    "🇩",  "\r",     "\n",
                                         "\uFE0F", "日",     "\xE2",   "\x82", "ᄒ", "\u11AB", " "};
    srand(7);
    for (int round = 0; round < 2000; round++) {
        char text[256] = "";
        for (int i = rand() % 20; i > 0; i--)
            strcat(text, pieces[(size_t)rand() % (sizeof pieces / sizeof pieces[0])]);
        size_t length = strlen(text);
        for (size_t start = 0; start < length;) {
            size_t end = utf8_next_cluster(text, length, start);
            assert_true(end > start);
            assert_int_equal(utf8_previous_cluster(text, length, end), start);
            start = end;
        }
    }
}

static void moves_by_word_over_blanks_and_punctuation(void **state)
{
    (void)state;
    const char *text = "APP-S4: Größe (v3.5)\n\n  can't _x 日\n";
    size_t length = strlen(text);
    static const char *const words[] = {"S4", "Größe", "v3", "can't", "_x", "日"};
    size_t offset = 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t next = utf8_next_word(text, length, offset);
        assert_memory_equal(text + next, words[i], strlen(words[i]));
        assert_int_equal(utf8_previous_word(text, length, next), offset);
        offset = next;
    }
    assert_int_equal(utf8_next_word(text, length, offset), length);
    assert_int_equal(utf8_previous_word(text, length, length), offset);
    assert_int_equal(utf8_previous_word("  -- ", 5, 5), 0);
    assert_int_equal(utf8_next_word("", 0, 0), 0);
    assert_int_equal(utf8_next_word("a \xFF b", 5, 0), 2);
}

static void counts_columns_as_a_terminal_does(void **state)
{
    (void)state;
    assert_int_equal(utf8_column_width('a'), 1);
    assert_int_equal(utf8_column_width(0x65E5), 2);  /* 日 */
    assert_int_equal(utf8_column_width(0x0301), 0);  /* combining acute */
    assert_int_equal(utf8_column_width(0x1F600), 2); /* emoji */
    assert_int_equal(utf8_column_width(0x1B), -1);
    assert_int_equal(utf8_column_width(0), -1);
    assert_int_equal(utf8_column_width(0x9B), -1);
    assert_int_equal(utf8_column_width(0x2028), -1);
    assert_int_equal(utf8_column_width(0xD800), -1);
    assert_int_equal(utf8_column_width(0x0378), -1); /* unassigned */
    assert_int_equal(utf8_column_width(UTF8_INVALID), -1);
    assert_int_equal(utf8_width("e\u0301日x", strlen("e\u0301日x")), 4);
}

static void counts_the_same_in_every_locale(void **state)
{
    (void)state;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
        skip();
    counts_columns_as_a_terminal_does(state);
    assert_non_null(setlocale(LC_CTYPE, "C"));
}

static void finds_where_lines_may_and_must_end(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *breaks;
    } table[] = {
        {"ab cd", "00010"}, {"S/4 x-y", "0000101"},  {"a\nb\r\nc", "002002"},
        {"a\n\nb", "0022"}, {"日本。", "000100000"}, {"a \xFF b", "00101"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t length = strlen(table[i].text);
        char breaks[32];
        memset(breaks, 9, sizeof breaks);
        utf8_find_line_breaks(table[i].text, length, breaks);
        for (size_t at = 0; at < length; at++)
            assert_int_equal(breaks[at], table[i].breaks[at] - '0');
        assert_int_equal(breaks[length], 9);
    }
    utf8_find_line_breaks("", 0, NULL);
}

static void check_fold(const char *text, bool fold_blanks, const char *expected)
{
    char *folded = utf8_fold(text, fold_blanks);
    assert_string_equal(folded, expected);
    free(folded);
}

static void folds_every_ascii_character(void **state)
{
    (void)state;
    for (int byte = 1; byte < 0x80; byte++) {
        const char text[] = {'x', (char)byte, 'y', '\0'};
        const char folded[] = {'x', (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte), 'y', '\0'};
        bool goes = byte == ' ' || byte == '-' || (byte >= '\t' && byte <= '\r');
        check_fold(text, false, folded);
        check_fold(text, true, goes ? "xy" : folded);
    }
}

static void folds_case_accents_and_blanks(void **state)
{
    (void)state;
    check_fold("", false, "");
    check_fold("11 VMS", true, "11vms");
    check_fold("11 VMS", false, "11 vms");
    check_fold("a-b\tc\r\nd", true, "abcd");
    check_fold("Größe \u2013 Straße", true, "grossestrasse");
    check_fold("Größe", false, "grosse");
    check_fold("CAFE\u0301 ÉCOLE", false, "cafe ecole");
    check_fold("ℌ ﬁ ＡＢ", false, "h fi ab");
    check_fold("İ ΣΑΣ \u1FB3", false, "i σασ α");
    check_fold("soft\u00ADhy\u200Bphen é", false, "softhyphen e");
    check_fold("É\xFF"
               "A",
               false,
               "e\xFF"
               "a");
    check_fold("\u0301", false, "");
}

static void composes_to_nfc(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"plain", "plain"},
        {"e\u0301", "é"},
        {"é", "é"},
        {"\xFF"
         "e\u0301",
         "\xFF"
         "e\u0301"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char *normal = utf8_normalise(table[i][0]);
        assert_string_equal(normal, table[i][1]);
        free(normal);
    }
}

static void compares_without_case(void **state)
{
    (void)state;
    assert_true(utf8_equal_caseless("app-S4", "APP-s4"));
    assert_false(utf8_equal_caseless("app", "apps"));
    assert_false(utf8_equal_caseless("", "a"));
    assert_true(utf8_equal_caseless("Straße", "STRASSE"));
    assert_true(utf8_equal_caseless("É", "e\u0301"));
    assert_false(utf8_equal_caseless("É", "e"));
    assert_true(utf8_equal_caseless("\xFF"
                                    "a",
                                    "\xFF"
                                    "A"));
    assert_false(utf8_equal_caseless("\xFF", "\xFE"));
}

static void leaves_out_control_characters_and_nothing_else(void **state)
{
    (void)state;
    static const char text[] = "a\ab\tc\nd\r\n\033[31m\177\302\205\302\237e\302\240\377";
    struct buffer out = {0};
    assert_int_equal(utf8_append_printable(&out, text, sizeof text - 1), 5);
    assert_string_equal(buffer_string(&out), "ab\tc\nd\r\n[31me\302\240\377");
    buffer_clear(&out);
    assert_int_equal(utf8_append_printable(&out, "\0x", 2), 1);
    assert_string_equal(buffer_string(&out), "x");
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_what_it_encodes),
        cmocka_unit_test(takes_one_byte_of_what_is_invalid),
        cmocka_unit_test(moves_by_cluster_both_ways),
        cmocka_unit_test(both_ways_agree_on_random_text),
        cmocka_unit_test(moves_by_word_over_blanks_and_punctuation),
        cmocka_unit_test(counts_columns_as_a_terminal_does),
        cmocka_unit_test(counts_the_same_in_every_locale),
        cmocka_unit_test(finds_where_lines_may_and_must_end),
        cmocka_unit_test(folds_every_ascii_character),
        cmocka_unit_test(folds_case_accents_and_blanks),
        cmocka_unit_test(composes_to_nfc),
        cmocka_unit_test(compares_without_case),
        cmocka_unit_test(leaves_out_control_characters_and_nothing_else),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
