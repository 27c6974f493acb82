#include "scalar_internal.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

enum { PLAIN_KEY_LIMIT = 128 };

/* What the table of yaml.md section 3 asks about a text. */
struct traits {
    bool special; /* must be written as an escape (row 1) */
    bool breaks;  /* LF */
    bool tab;
    bool only_breaks;
    bool blank_edge;    /* first or last line of nothing but blanks */
    bool leading_blank; /* first line that is not empty begins with a blank: needs a digit */
    bool any_blank;     /* some line does, or is all blanks: cannot be folded */
    size_t final_breaks;
};

static bool is_special(uint32_t code_point)
{
    if (code_point < 0x20)
        return code_point != '\n' && code_point != '\t';
    return (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0xFEFF || (code_point & 0xFFFE) == 0xFFFE ||
           (code_point >= 0xFDD0 && code_point <= 0xFDEF);
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_all_blank(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_blank(text[i]))
            return false;
    }
    return true;
}

static void look_at_lines(const char *text, size_t length, struct traits *traits)
{
    bool seen = false;
    traits->only_breaks = true;
    for (size_t begin = 0; begin < length;) {
        const char *end = memchr(text + begin, '\n', length - begin);
        size_t line = end != NULL ? (size_t)(end - text) - begin : length - begin;
        bool last = begin + line + 1 >= length;
        if (line > 0) {
            traits->only_breaks = false;
            if ((begin == 0 || last) && is_all_blank(text + begin, line))
                traits->blank_edge = true;
            if (is_blank(text[begin]))
                traits->any_blank = true;
            if (!seen)
                traits->leading_blank = is_blank(text[begin]);
            seen = true;
        }
        begin += line + 1;
    }
    while (traits->final_breaks < length && text[length - 1 - traits->final_breaks] == '\n')
        traits->final_breaks++;
}

static struct traits find_traits(const char *text, size_t length)
{
    struct traits traits = {0};
    for (size_t at = 0; at < length;) {
        uint32_t code_point = (unsigned char)text[at];
        at += code_point < 0x80 ? 1 : utf8_decode(text + at, length - at, &code_point);
        traits.special = traits.special || is_special(code_point);
        traits.breaks = traits.breaks || code_point == '\n';
        traits.tab = traits.tab || code_point == '\t';
    }
    look_at_lines(text, length, &traits);
    return traits;
}

static bool equals_ignoring_case(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char byte = text[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte - 'A' + 'a');
        if (byte != word[i])
            return false;
    }
    return true;
}

/* Wider than any reader: what is quoted without need is only a little ugly. Some read "." and
 * "E1" as floats. */
static bool looks_like_number(const char *text, size_t length)
{
    if (strchr("0123456789+-.eE", text[0]) == NULL)
        return false;
    bool digit = text[0] == '.';
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\0' || strchr("0123456789+-._:, eExXoObBaAcCdDfFtTzZiInN", text[i]) == NULL)
            return false;
        digit = digit || (text[i] >= '0' && text[i] <= '9');
    }
    bool exponent = text[0] == 'e' || text[0] == 'E';
    return digit && (!exponent || strspn(text + 1, "0123456789+-_.") == length - 1);
}

bool scalar_is_reserved(const char *text, size_t length)
{
    static const char *const words[] = {
        "~",        "null", "true", "false", "yes",   "no",        "on",        "off",   "y",
        "n",        "<<",   "=",    ".inf",  "+.inf", "-.inf",     ".nan",      "nan",   "inf",
        "infinity", "none", "nil",  "+inf",  "-inf",  "+infinity", "-infinity", "+.nan", "-.nan",
    };
    if (length == 0)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (equals_ignoring_case(text, length, words[i]))
            return true;
    }
    return looks_like_number(text, length);
}

/* Blanks that some readers strip from the edges of a plain scalar. */
static bool is_wide_blank(uint32_t code_point)
{
    return code_point == ' ' || code_point == '\t' || code_point == 0xA0 || code_point == 0x1680 ||
           code_point == 0x3000 || (code_point >= 0x2000 && code_point <= 0x200F) ||
           code_point == 0x202F || code_point == 0x205F || code_point == 0x2060;
}

static bool has_blank_edge(const char *text, size_t length)
{
    uint32_t code_point = 0;
    utf8_decode(text, length, &code_point);
    if (is_wide_blank(code_point))
        return true;
    size_t at = length - 1;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    utf8_decode(text + at, length - at, &code_point);
    return is_wide_blank(code_point);
}

bool scalar_is_plain_safe(const char *text, size_t length)
{
    if (length == 0 || strchr("-?:,[]{}#&*!|>'\"%@`=~<", text[0]) != NULL)
        return false;
    if (has_blank_edge(text, length) || text[length - 1] == ':')
        return false;
    for (size_t i = 0; i + 1 < length; i++) {
        if ((text[i] == ':' && text[i + 1] == ' ') || (text[i] == ' ' && text[i + 1] == '#') ||
            text[i] == '\t')
            return false;
    }
    /* At the root this ends the document. */
    if (length >= 3 && memcmp(text, "...", 3) == 0)
        return false;
    return !scalar_is_reserved(text, length);
}

static bool is_plain_safe_at(const char *text, size_t length, const struct scalar_place *place)
{
    if (!scalar_is_plain_safe(text, length))
        return false;
    const char *forbidden = place->key ? "#{}[],&*!|>'\"%@`?:" : place->flow ? ",[]{}:?\"'#" : "";
    if (place->key && length > PLAIN_KEY_LIMIT)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\0' && strchr(forbidden, text[i]) != NULL)
            return false;
    }
    return true;
}

bool scalar_is_block(enum tree_style style)
{
    return style == STYLE_LITERAL || style == STYLE_FOLDED;
}

static enum tree_style choose_quotes(const char *text, size_t length,
                                     const struct scalar_place *place)
{
    if (place->single_quotes)
        return STYLE_SINGLE;
    bool awkward = memchr(text, '"', length) != NULL || memchr(text, '\\', length) != NULL;
    return awkward && memchr(text, '\'', length) == NULL ? STYLE_SINGLE : STYLE_DOUBLE;
}

/* Whether a block scalar reads back as this text in every reader. */
static bool allows_block(const struct traits *traits, const struct scalar_place *place)
{
    if (place->flow || place->key || place->one_line || traits->only_breaks || traits->blank_edge)
        return false;
    /* |+ is never written, but it may stay if as many line ends stand behind the text. */
    if (traits->final_breaks > 1 && traits->final_breaks != place->kept_breaks)
        return false;
    return !traits->leading_blank ||
           (!place->root && place->indent > place->base && place->indent - place->base <= 9);
}

enum tree_style scalar_choose_style(const char *text, size_t length,
                                    const struct scalar_place *place)
{
    struct traits traits = find_traits(text, length);
    bool was_block = place->replaces && scalar_is_block(place->old);
    if (traits.special)
        return STYLE_DOUBLE;
    if (traits.breaks) {
        if (!allows_block(&traits, place))
            return STYLE_DOUBLE;
        bool foldable = !traits.any_blank && !traits.tab;
        return was_block && place->old == STYLE_FOLDED && foldable ? STYLE_FOLDED : STYLE_LITERAL;
    }
    if (was_block && allows_block(&traits, place) && !scalar_is_reserved(text, length)) {
        bool foldable = !traits.any_blank && !traits.tab;
        return place->old == STYLE_FOLDED && !foldable ? STYLE_LITERAL : place->old;
    }
    if (traits.tab)
        return STYLE_DOUBLE;
    if (place->replaces && (place->old == STYLE_SINGLE || place->old == STYLE_DOUBLE))
        return place->old;
    return is_plain_safe_at(text, length, place) ? STYLE_PLAIN : choose_quotes(text, length, place);
}
