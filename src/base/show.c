/* From bytes to glyphs. A glyph begins with a character that takes a column and holds only what
 * follows it in its grapheme cluster and is safe there; everything else becomes a mark of its own.
 * So no mark, joiner or selector ever reaches a terminal without the base it belongs to. */
#include "base/show.h"

#include "base/utf8.h"
#include "character_internal.h"
#include "cluster_internal.h"

#include <assert.h>
#include <langinfo.h>
#include <stdarg.h>
#include <string.h>
#include <unictype.h>

enum {
    MARKS_A_CELL = 4,  /* what ncurses keeps: CCHARW_MAX less the base */
    CELLS_A_GLYPH = 8, /* the longest emoji sequences in use have fewer parts */
    ZERO_WIDTH_JOINER = 0x200D,
    ENCLOSING_KEYCAP = 0x20E3,
};

static const char ellipsis[] = "…";

int show_locale_flags(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? 0 : SHOW_ASCII;
}

static struct show_glyph mark(char *scratch, size_t source, const char *format, ...)
    ATTRIBUTE_FORMAT(3, 4);

/* A mark of ASCII characters. */
static struct show_glyph mark(char *scratch, size_t source, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(scratch, SHOW_SCRATCH_SIZE, format, arguments);
    va_end(arguments);
    assert(length > 0 && length < SHOW_SCRATCH_SIZE);
    return (struct show_glyph){
        .text = scratch,
        .text_length = (size_t)length,
        .source = source,
        .columns = length,
        .mark = true,
    };
}

static struct show_glyph mark_control(char *scratch, uint32_t code_point, int flags)
{
    if ((flags & SHOW_ASCII) != 0)
        return mark(scratch, 1, "^%c", (char)(code_point ^ 0x40));
    size_t length = utf8_encode(code_point == 0x7F ? 0x2421 : 0x2400 + code_point, scratch);
    return (struct show_glyph){
        .text = scratch,
        .text_length = length,
        .source = 1,
        .columns = 1,
        .mark = true,
    };
}

static struct show_glyph mark_code_point(char *scratch, size_t source, uint32_t code_point,
                                         int flags)
{
    enum character_class class = character_classify(code_point);
    const char *name = character_direction_name(code_point);
    if (class == CHARACTER_CONTROL)
        return mark_control(scratch, code_point, flags);
    if (class == CHARACTER_CONTROL_HIGH)
        return mark(scratch, source, "<%02x>", (unsigned)code_point);
    if (class == CHARACTER_DIRECTION && name != NULL)
        return mark(scratch, source, "<%s>", name);
    return mark(scratch, source, "<U+%04X>", (unsigned)code_point);
}

/* Punctuation that people know in ASCII: our own sentences are full of it. NULL: it is none. */
static const char *find_stand_in(uint32_t code_point)
{
    static const struct {
        uint32_t code_point;
        const char *text;
    } stand_ins[] = {
        {0x2018, "'"},  {0x2019, "'"}, {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""},
        {0x2010, "-"},  {0x2011, "-"}, {0x2013, "-"},  {0x2014, "-"},  {0x2026, "..."},
        {0x2192, "->"}, {0x00B7, "*"}, {0x2022, "*"},
    };
    for (size_t i = 0; i < sizeof stand_ins / sizeof *stand_ins; i++)
        if (stand_ins[i].code_point == code_point)
            return stand_ins[i].text;
    return NULL;
}

/* Without UTF-8 every character stands alone. Those that are safe to see but have no stand-in are
 * question marks. */
static struct show_glyph show_ascii(char *scratch, size_t source, uint32_t code_point)
{
    const char *stand_in = find_stand_in(code_point);
    if (stand_in != NULL) {
        size_t length = strlen(stand_in);
        return (struct show_glyph){
            .text = stand_in, .text_length = length, .source = source, .columns = (int)length};
    }
    switch (character_classify(code_point)) {
    case CHARACTER_PLAIN:
    case CHARACTER_JOINER:
    case CHARACTER_VARIATION:
        return mark(scratch, source, "?");
    case CHARACTER_CONTROL:
    case CHARACTER_CONTROL_HIGH:
    case CHARACTER_DIRECTION:
    case CHARACTER_INVISIBLE:
    case CHARACTER_UNKNOWN:
        break;
    }
    return mark_code_point(scratch, source, code_point, SHOW_ASCII);
}

/* A glyph while it is put together. */
struct assembly {
    const char *bytes;
    size_t length;
    size_t end;        /* of what was taken */
    size_t cell_start; /* where the last cell begins: at its base, or the joiner before that */
    size_t joiner;     /* offset of a joiner whose second emoji is to come, else 0 */
    struct cluster cluster;
    int cells;
    int columns;
    int cell_columns; /* of the last cell */
    int marks;        /* in the last cell */
    bool selected;    /* the last cell has its variation selector */
};

static uint32_t peek(const char *bytes, size_t length)
{
    uint32_t code_point = UTF8_INVALID;
    if (length > 0)
        (void)utf8_decode(bytes, length, &code_point);
    return code_point;
}

static bool is_emoji(uint32_t code_point)
{
    return code_point > 0x7F && code_point != UTF8_INVALID &&
           uc_is_property_extended_pictographic(code_point) &&
           character_classify(code_point) == CHARACTER_PLAIN && utf8_column_width(code_point) > 0;
}

/* A variation selector is seen only where the base has variants: emoji, keycaps, ideographs,
 * Mongolian letters. Anywhere else it would be hidden data. */
static bool selector_may_follow(const struct assembly *glyph, uint32_t selector, uint32_t next)
{
    uint32_t base = glyph->cluster.last;
    if (glyph->selected || glyph->marks > 0)
        return false;
    if (selector == 0xFE0F && base < 0x7F)
        return next == ENCLOSING_KEYCAP && strchr("0123456789#*", (int)base) != NULL;
    if (selector == 0xFE0E || selector == 0xFE0F)
        return is_emoji(base);
    if (selector >= 0x180B && selector <= 0x180F)
        return base >= 0x1820 && base <= 0x18AA;
    return uc_is_property_ideographic(base);
}

static bool may_follow(const struct assembly *glyph, uint32_t code_point, uint32_t next)
{
    switch (character_classify(code_point)) {
    case CHARACTER_PLAIN:
        return true;
    case CHARACTER_JOINER:
        return glyph->cluster.pictographic && glyph->cluster.last != ZERO_WIDTH_JOINER &&
               glyph->cells < CELLS_A_GLYPH && glyph->marks < MARKS_A_CELL && is_emoji(next);
    case CHARACTER_VARIATION:
        return selector_may_follow(glyph, code_point, next);
    case CHARACTER_CONTROL:
    case CHARACTER_CONTROL_HIGH:
    case CHARACTER_DIRECTION:
    case CHARACTER_INVISIBLE:
    case CHARACTER_UNKNOWN:
        break;
    }
    return false;
}

/* More marks than a cell holds: the rest of them becomes an ellipsis, behind the first cell. */
static struct show_glyph cut_marks(struct assembly *glyph, char *scratch)
{
    if (glyph->cell_start > 0)
        return (struct show_glyph){
            .text = glyph->bytes,
            .text_length = glyph->cell_start,
            .source = glyph->cell_start,
            .columns = glyph->columns - glyph->cell_columns,
        };
    size_t kept = glyph->end;
    assert(kept + sizeof ellipsis <= SHOW_SCRATCH_SIZE);
    memcpy(scratch, glyph->bytes, kept);
    memcpy(scratch + kept, ellipsis, sizeof ellipsis);
    while (glyph->end < glyph->length) {
        uint32_t code_point = 0;
        size_t step =
            utf8_decode(glyph->bytes + glyph->end, glyph->length - glyph->end, &code_point);
        if (code_point == UTF8_INVALID || character_classify(code_point) != CHARACTER_PLAIN ||
            utf8_column_width(code_point) != 0 || !cluster_continues(&glyph->cluster, code_point))
            break;
        glyph->end += step;
    }
    return (struct show_glyph){
        .text = scratch,
        .text_length = kept + sizeof ellipsis - 1,
        .source = glyph->end,
        .columns = glyph->columns + 1,
        .mark = true,
    };
}

static void take(struct assembly *glyph, uint32_t code_point, size_t step, int width)
{
    if (width > 0) {
        glyph->cells++;
        glyph->columns += width;
        glyph->cell_columns = width;
        glyph->cell_start = glyph->joiner > 0 ? glyph->joiner : glyph->end;
        glyph->joiner = 0;
        glyph->marks = 0;
        glyph->selected = false;
    } else {
        glyph->marks++;
        glyph->joiner = code_point == ZERO_WIDTH_JOINER ? glyph->end : 0;
        glyph->selected |= character_classify(code_point) == CHARACTER_VARIATION;
    }
    glyph->end += step;
}

static struct show_glyph show_cluster(struct assembly *glyph, char *scratch)
{
    while (glyph->end < glyph->length && (unsigned char)glyph->bytes[glyph->end] >= 0x80) {
        uint32_t code_point = 0;
        size_t left = glyph->length - glyph->end;
        size_t step = utf8_decode(glyph->bytes + glyph->end, left, &code_point);
        uint32_t next = peek(glyph->bytes + glyph->end + step, left - step);
        if (code_point == UTF8_INVALID || !may_follow(glyph, code_point, next))
            break;
        int width = utf8_column_width(code_point);
        if (width < 0 || (width > 0 && glyph->cells == CELLS_A_GLYPH) ||
            !cluster_continues(&glyph->cluster, code_point))
            break;
        if (width == 0 && glyph->marks == MARKS_A_CELL)
            return cut_marks(glyph, scratch);
        take(glyph, code_point, step, width);
    }
    return (struct show_glyph){
        .text = glyph->bytes,
        .text_length = glyph->end,
        .source = glyph->end,
        .columns = glyph->columns,
    };
}

struct show_glyph show_next(const char *bytes, size_t length, int flags,
                            char scratch[SHOW_SCRATCH_SIZE])
{
    assert(length > 0);
    unsigned char first = (unsigned char)bytes[0];
    bool alone = (flags & SHOW_ASCII) != 0 || length == 1 || (unsigned char)bytes[1] < 0x80;
    if (first >= 0x20 && first < 0x7F && alone)
        return (struct show_glyph){.text = bytes, .text_length = 1, .source = 1, .columns = 1};
    if (first == '\n' && (flags & SHOW_LINES) != 0)
        return (struct show_glyph){.text = bytes, .text_length = 1, .source = 1, .columns = 0};
    uint32_t code_point = 0;
    size_t step = utf8_decode(bytes, length, &code_point);
    if (code_point == UTF8_INVALID)
        return mark(scratch, 1, "<%02x>", first);
    if ((flags & SHOW_ASCII) != 0)
        return show_ascii(scratch, step, code_point);
    int width = utf8_column_width(code_point);
    if (character_classify(code_point) != CHARACTER_PLAIN || width <= 0)
        return mark_code_point(scratch, step, code_point, flags);
    struct assembly glyph = {
        .bytes = bytes,
        .length = length,
        .cluster = cluster_begin(code_point),
    };
    take(&glyph, code_point, step, width);
    return show_cluster(&glyph, scratch);
}
