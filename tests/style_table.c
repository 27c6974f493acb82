#include "style_table.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

const struct style_place style_places[] = {
    {"plain", "k: old\nz: 1\n", {"k"}, STYLE_SET},
    {"single", "k: 'old'\nz: 1\n", {"k"}, STYLE_SET},
    {"double", "k: \"old\"\nz: 1\n", {"k"}, STYLE_SET},
    {"literal", "k: |\n  old\n  text\nz: 1\n", {"k"}, STYLE_SET},
    {"literal of one line", "k: |-\n  old\nz: 1\n", {"k"}, STYLE_SET},
    {"folded", "k: >\n  old\n  text\n\n  more\nz: 1\n", {"k"}, STYLE_SET},
    {"empty", "k:\nz: 1\n", {"k"}, STYLE_SET},
    {"null", "k: ~\nz: 1\n", {"k"}, STYLE_SET},
    {"with a comment", "k: old   # c\nz: 1\n", {"k"}, STYLE_SET},
    {"CR LF", "k: old\r\nz: 1\r\n", {"k"}, STYLE_SET},
    {"no final newline", "z: 1\nk: old", {"k"}, STYLE_SET},
    {"four blanks", "a:\n    b:\n        k: old\n    c: 1\n", {"a", "b", "k"}, STYLE_SET},
    {"row", "r:\n  - a\n  - old\n  - c\n", {"r", "1"}, STYLE_SET},
    {"row at its key's column", "r:\n- a\n- old\nz: 1\n", {"r", "1"}, STYLE_SET},
    {"in a row", "r:\n  - a: 1\n    k: old\n  - b: 1\n", {"r", "0", "k"}, STYLE_SET},
    {"flow list", "r: [a, old, c]\nz: 1\n", {"r", "1"}, STYLE_SET},
    {"flow map", "r: {a: 1, k: old, z: 1}\n", {"r", "k"}, STYLE_SET},
    {"deep literal", "a:\n  k: |\n            old\n  z: 1\n", {"a", "k"}, STYLE_SET},
    {"before blank lines", "k: old\n\n   \n# c\nz: 1\n", {"k"}, STYLE_SET},
    {"root", "old\n", {NULL}, STYLE_SET},
    {"root behind a marker", "--- old\n...\n", {NULL}, STYLE_SET},
    {"value on the next line", "k:\n  old\nz: 1\n", {"k"}, STYLE_SET},
    {"explicit key", "? k\n: old\n? z\n", {"k"}, STYLE_SET},
    {"tagged", "k: !!str old\nz: 1\n", {"k"}, STYLE_SET},
    {"anchored", "k: &a old\nz: *a\n", {"k"}, STYLE_SET},
    {"new row", "r:\n  - a\n  - b\nz: 1\n", {"r", "1"}, STYLE_INSERT},
    {"new flow row", "r: [a, 'b']\n", {"r", "1"}, STYLE_INSERT},
    {"new key's value", "a: 1\nz: 1\n", {"k"}, STYLE_PUT},
    {"new last value", "a: 1\nr:\n  z: 1", {"r", "k"}, STYLE_PUT},
    {"new key", "a: 1\nr:\n  zz: 'q'\n", {"r"}, STYLE_KEY},
    {"new flow key", "r: {zz: 1}\n", {"r"}, STYLE_KEY},
};
const size_t style_place_count = sizeof style_places / sizeof style_places[0];

struct strings {
    char **items;
    size_t count, capacity;
};

static void add(struct strings *strings, char *string)
{
    strings->items =
        memory_grow(strings->items, &strings->capacity, strings->count, sizeof *strings->items);
    strings->items[strings->count++] = string;
}

static void add_words(struct strings *strings)
{
    static const char *const words[] = {
        "",
        "~",
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "none",
        "nil",
        "nan",
        "inf",
        "infinity",
        ".inf",
        "-.inf",
        "+.inf",
        ".nan",
        "<<",
        "=",
        "---",
        "...",
        "--- a",
        "... a",
        "0",
        "1",
        "-1",
        "+1",
        "1.0",
        "1.10",
        "-1.5e3",
        "1e3",
        "1E3",
        ".5",
        "5.",
        "+.5",
        "1_000",
        "0x1F",
        "0X1f",
        "0o17",
        "0b101",
        "017",
        "08",
        "08:30",
        "8:30",
        "190:20:30",
        "12:30:45",
        "1:2",
        "2025-01-01",
        "2025-1-1",
        "2001-12-14t21:59:43.10-05:00",
        "2001-12-14 21:59:43.10 -5",
        "2001-12-15 2:59:43.10",
        "2001-12-14T21:59:43Z",
        "+49",
        "+49 30",
        "10 000",
        "1,000",
        "1.2.3",
        "0x",
        "0xg",
        "1e",
        "e1",
        "-",
        "--",
        "+",
        ".",
        "..",
        "0.",
        "-0",
        "5 seconds",
        "R-01",
        "1st",
        "3 %",
        "0001",
        "12e03",
        "685_230.15",
        "0b",
        "0o",
        "._",
        ".e1",
        "E-1",
        "E001",
        "e1.5",
        "ea",
        "E1a",
        "Ecd",
        "Infinity",
        "-inf",
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        char *upper = memory_copy_string(words[i]);
        for (char *at = upper; *at != '\0'; at++)
            *at = (char)(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        char *title = memory_copy_string(words[i]);
        title[0] = upper[0];
        add(strings, memory_copy_string(words[i]));
        add(strings, upper);
        add(strings, title);
    }
}

/* Each punctuation mark alone, at the edges, between blanks. */
static void add_marks(struct strings *strings)
{
    static const char *const forms[] = {"%c",    "%cx",   "x%c",    "%c x", "x %c",
                                        "x%c y", "x %cy", "x %c y", "%c%c", "%c: x"};
    static const char marks[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\t ";
    for (const char *mark = marks; *mark != '\0'; mark++) {
        for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
            char *string = memory_allocate(16);
            size_t length = 0;
            for (const char *at = forms[i]; *at != '\0'; at++) {
                bool is_mark = at[0] == '%' && at[1] == 'c';
                string[length++] = is_mark ? *mark : *at;
                at += is_mark;
            }
            add(strings, string);
        }
    }
}

static void add_controls(struct strings *strings)
{
    static const char *const characters[] = {
        "\x01",
        "\x07",
        "\b",
        "\v",
        "\f",
        "\r",
        "\x1B",
        "\x1F",
        "\x7F",
        "\xC2\x80",
        "\xC2\x85",
        "\xC2\x9F",
        "\xC2\xA0",
        "\xE2\x80\x80",
        "\xE2\x80\x8B",
        "\xE2\x80\x8F",
        "\xE2\x80\xA8",
        "\xE2\x80\xA9",
        "\xE3\x80\x80",
        "\xEF\xBB\xBF",
        "\xEF\xBF\xBD",
        "\xEF\xBF\xBE",
        "\xEF\xBF\xBF",
        "\xEF\xB7\x90",
        "\xF0\x9F\x98\x80",
        "\xF0\x9F\xBF\xBE",
        "\xF4\x8F\xBF\xBF",
        "é",
        "\xE2\x81\xA0",
        "\xE1\x9A\x80",
        "\xE2\x80\xAE",
    };
    static const char *const forms[] = {"", "a", "a ", "l1\n"};
    for (size_t i = 0; i < sizeof characters / sizeof characters[0]; i++) {
        for (size_t j = 0; j < sizeof forms / sizeof forms[0]; j++) {
            add(strings, memory_format("%s%s", forms[j], characters[i]));
            add(strings, memory_format("%s%s%s", forms[j], characters[i], j == 3 ? "\nl3\n" : "b"));
        }
    }
}

static void add_lines(struct strings *strings)
{
    static const char *const texts[] = {
        "\n",
        "\n\n",
        "a\n",
        "a\nb",
        "a\nb\n",
        "a\n\n",
        "a\n\n\n",
        "\na",
        "\n\na\n",
        " \na\n",
        "a\n ",
        "a\n \n",
        " a\nb\n",
        "  a\n b\n",
        "\ta\nb\n",
        "\n a\nb\n",
        "\n\ta\n",
        "a\n b\n",
        "a\n\tb\n",
        "a\n  b\nc\n",
        "a \nb \n",
        "a\t\nb\n",
        "a\n\nb\n",
        "a\n\n\nb\n",
        "a\n  \nb\n",
        "# a\nb\n",
        "a\n# b\n",
        "- a\n- b\n",
        "a: 1\nb: 2\n",
        "---\na\n",
        "a\n---\n",
        "a\n...\n",
        "%a\nb\n",
        "a\nb: |\n  c\n",
        "'a\n'b\n",
        "\"a\n\"b\n",
        "a\\\nb\n",
        "a\r\nb\r\n",
        "a\rb\n",
        "*a\n&b\n",
        "!a\n|b\n",
        "> a\n> b\n",
        "no\nyes\n",
        "1\n2\n",
        "a:\nb:\n",
        "{a\n}\n",
        "[a\n]\n",
        "ü\nö\n",
        "漢字\nかな\n",
        "a  b\nc\n",
        "a\n\n b\n\nc\n",
        " \n \n",
        "  a",
        " a \n b ",
        "a #b\nc",
        "a\n    deep\nb\n",
        "a\n#b",
        "one two  three\nfour",
        "https://x.y:80/z?a=b#c",
        "it's",
        "say \"hi\"",
        "it's \"both\"",
        "C:\\new\\tab",
        "a\\nb",
        "a: b",
        "a:b",
        "a :b",
        "a #b",
        "a# b",
        "key:",
        "&anchor",
        "*alias",
        "!tag",
        "!!str x",
        "{a: b}",
        "[a, b]",
        "a, b",
        "a]",
        "a}",
        "? a",
        "- a",
        ": a",
        "> 5",
        "| a",
        "%TAG",
        "@home",
        "`x`",
        " lead",
        "trail ",
        "  ",
        " ",
        "ÄÖÜ",
        "日本語",
        "😀 ok",
        "a\xCC\x88",
        "<a>",
        "<<: x",
        "=1",
        "~/x",
        "C#",
        "F# minor",
        "a\tb",
        "\ta",
        "a\t",
        "x: \ty",
        "\\",
        "\\x41",
        "''",
        "\"\"",
        "'",
        "\"",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        add(strings, memory_copy_string(texts[i]));
}

static void add_long(struct strings *strings)
{
    static const size_t lengths[] = {80, 127, 129, 700, 5000};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char *words = memory_allocate(lengths[i] + 1);
        char *solid = memory_allocate(lengths[i] + 1);
        memset(solid, 'x', lengths[i]);
        for (size_t j = 0; j < lengths[i]; j++)
            words[j] = j % 7 == 6 && j + 1 < lengths[i] ? ' ' : 'w';
        add(strings, memory_format("%s\n%s\n", words, words));
        add(strings, words);
        add(strings, solid);
    }
}

char **style_strings(size_t *count)
{
    struct strings strings = {0};
    add_words(&strings);
    add_marks(&strings);
    add_controls(&strings);
    add_lines(&strings);
    add_long(&strings);
    *count = strings.count;
    return strings.items;
}

void style_strings_free(char **strings, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(strings[i]);
    free(strings);
}
