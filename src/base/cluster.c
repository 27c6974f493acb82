#include "cluster_internal.h"

#include "base/utf8.h"

#include <unictype.h>
#include <unigbrk.h>

enum { ZERO_WIDTH_JOINER = 0x200D };

static bool is_regional_indicator(uint32_t code_point)
{
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

static bool is_pictographic(uint32_t code_point)
{
    return code_point > 0x7F && uc_is_property_extended_pictographic(code_point);
}

struct cluster cluster_begin(uint32_t code_point)
{
    bool valid = code_point != UTF8_INVALID;
    return (struct cluster){
        .last = code_point,
        .pictographic = valid && is_pictographic(code_point),
        .half_flag = valid && is_regional_indicator(code_point),
    };
}

bool cluster_surely_ends(uint32_t before, uint32_t after)
{
    if (before == UTF8_INVALID || after == UTF8_INVALID)
        return true;
    if (before < 0x80 && after < 0x80)
        return !(before == '\r' && after == '\n');
    if (before == ZERO_WIDTH_JOINER && is_pictographic(after))
        return false;
    if (is_regional_indicator(before) && is_regional_indicator(after))
        return false;
    return uc_is_grapheme_break(before, after);
}

bool cluster_continues(struct cluster *cluster, uint32_t code_point)
{
    uint32_t last = cluster->last;
    if (cluster_surely_ends(last, code_point))
        return false;
    if (last == ZERO_WIDTH_JOINER && is_pictographic(code_point) && !cluster->pictographic)
        return false;
    bool flag = is_regional_indicator(last) && is_regional_indicator(code_point);
    if (flag && !cluster->half_flag)
        return false;
    int property = uc_graphemeclusterbreak_property(code_point);
    bool marks_only = property == GBP_EXTEND || property == GBP_ZWJ;
    cluster->pictographic = (cluster->pictographic && marks_only) || is_pictographic(code_point);
    cluster->half_flag = is_regional_indicator(code_point) && !flag;
    cluster->last = code_point;
    return true;
}
