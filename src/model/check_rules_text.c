/* Rules about any text: secrets, and characters that cannot be seen. */
#include "base/utf8.h"
#include "check_internal.h"
#include "model/field_type.h"
#include "secret_internal.h"

#include <stdint.h>
#include <string.h>

/* The texts of a place: its own, or those of a link (cells of tables are places themselves). */
static size_t count_texts(const struct place *place)
{
    if (place->value->kind == VALUE_TEXT || place->value->kind == VALUE_RAW)
        return 1;
    bool is_link = place->value->kind == VALUE_ROW && place->question->type->shape != SHAPE_TABLE;
    return is_link ? place->value->count : 0;
}

static const char *text_at(const struct place *place, size_t index)
{
    return value_text(place->value->kind == VALUE_ROW ? &place->value->items[index]
                                                      : place->value);
}

bool rule_secret(const struct check *check, const struct check_rule *rule,
                 const struct place *place)
{
    for (size_t i = 0; i < count_texts(place); i++) {
        const char *what = secret_find(text_at(place, i));
        if (what == NULL)
            continue;
        check_report(check, rule, place,
                     "This looks like %s; write the name of the secret instead", what);
        return false;
    }
    return true;
}

/* ── invisible characters ── */

struct range {
    uint32_t first;
    uint32_t last;
};

/* Controls but tab and line ends, direction marks and overrides, zero widths, fillers, tags. */
static const struct range INVISIBLE[] = {
    {0x0001, 0x0008},   {0x000B, 0x000C},   {0x000E, 0x001F},   {0x007F, 0x009F},
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x061C, 0x061C},   {0x115F, 0x1160},
    {0x17B4, 0x17B5},   {0x180E, 0x180E},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F},   {0x3164, 0x3164},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF9, 0xFFFB},   {0xE0000, 0xE007F},
};

static bool is_invisible(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof INVISIBLE / sizeof *INVISIBLE; i++)
        if (code_point >= INVISIBLE[i].first && code_point <= INVISIBLE[i].last)
            return true;
    return false;
}

/* Joiners shape emoji and the letters of some scripts: they are meant where both neighbours are
 * beyond ASCII. Tags are meant behind a black flag. */
static bool is_meant(uint32_t before, uint32_t code_point, uint32_t after)
{
    if (code_point == 0x200C || code_point == 0x200D)
        return before > 0x7F && after > 0x7F && !is_invisible(before) && !is_invisible(after);
    return code_point >= 0xE0020 && (before == 0x1F3F4 || before >= 0xE0020);
}

/* Bytes at the start of the text, in steps of eight, that are printable ASCII. */
static size_t count_plain(const char *text, size_t length)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t count = 0;
    for (; count + sizeof(uint64_t) <= length; count += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, text + count, sizeof word);
        /* High bits: not ASCII, or DEL; below a blank. */
        if (((word | (word + ones) | ~(word + (0x80 - ' ') * ones)) & 0x80 * ones) != 0)
            break;
    }
    return count;
}

/* The first character that cannot be seen, or 0; *position in characters from 1. */
static uint32_t find_invisible(const char *text, size_t *position)
{
    size_t length = strlen(text);
    uint32_t before = 0;
    *position = 0;
    for (size_t offset = 0; offset < length;) {
        uint32_t code_point = 0;
        uint32_t after = 0;
        size_t plain = count_plain(text + offset, length - offset);
        if (plain > 0) {
            offset += plain;
            *position += plain;
            before = (unsigned char)text[offset - 1];
            continue;
        }
        ++*position;
        if (text[offset] >= ' ' && text[offset] < 0x7F) {
            before = (unsigned char)text[offset++];
            continue;
        }
        offset += utf8_decode(text + offset, length - offset, &code_point);
        if (is_invisible(code_point)) {
            if (offset < length)
                (void)utf8_decode(text + offset, length - offset, &after);
            if (!is_meant(before, code_point, after))
                return code_point;
        }
        before = code_point;
    }
    return 0;
}

bool rule_invisible(const struct check *check, const struct check_rule *rule,
                    const struct place *place)
{
    for (size_t i = 0; i < count_texts(place); i++) {
        size_t position = 0;
        uint32_t code_point = find_invisible(text_at(place, i), &position);
        if (code_point == 0)
            continue;
        check_report(check, rule, place, "Character %zu cannot be seen (U+%04X)", position,
                     (unsigned)code_point);
        return false;
    }
    return true;
}
