#include "character_internal.h"

#include <stddef.h>
#include <unictype.h>
#include <unigbrk.h>

static const struct {
    uint32_t code_point;
    const char *name;
} directions[] = {
    {0x061C, "ALM"}, {0x200E, "LRM"}, {0x200F, "RLM"}, {0x202A, "LRE"},
    {0x202B, "RLE"}, {0x202C, "PDF"}, {0x202D, "LRO"}, {0x202E, "RLO"},
    {0x2066, "LRI"}, {0x2067, "RLI"}, {0x2068, "FSI"}, {0x2069, "PDI"},
};

const char *character_direction_name(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof directions / sizeof directions[0]; i++) {
        if (directions[i].code_point == code_point)
            return directions[i].name;
    }
    return NULL;
}

static bool is_unknown(uint32_t code_point)
{
    static const uint32_t unknown = UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_Cs;
    return code_point > 0x10FFFF || uc_is_general_category_withtable(code_point, unknown);
}

/* Format characters are invisible, but for the few that are drawn around or before numbers. */
static bool is_invisible(uint32_t code_point)
{
    if (code_point == 0x2028 || code_point == 0x2029)
        return true;
    if (uc_is_property_default_ignorable_code_point(code_point))
        return true;
    return uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_Cf) &&
           uc_graphemeclusterbreak_property(code_point) != GBP_PREPEND;
}

enum character_class character_classify(uint32_t code_point)
{
    if (code_point < 0x20 || code_point == 0x7F)
        return CHARACTER_CONTROL;
    if (code_point < 0x7F)
        return CHARACTER_PLAIN;
    if (code_point < 0xA0)
        return CHARACTER_CONTROL_HIGH;
    if (code_point == 0x200D)
        return CHARACTER_JOINER;
    if (character_direction_name(code_point) != NULL ||
        (code_point >= 0x206A && code_point <= 0x206F))
        return CHARACTER_DIRECTION;
    if (uc_is_property_variation_selector(code_point))
        return CHARACTER_VARIATION;
    if (is_unknown(code_point))
        return CHARACTER_UNKNOWN;
    return is_invisible(code_point) ? CHARACTER_INVISIBLE : CHARACTER_PLAIN;
}
