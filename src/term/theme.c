#include "theme_internal.h"

#include <stdlib.h>
#include <string.h>

/* One row a style. The attributes tell focus, choice and complaint without any colour; the colours
 * only help. Indexed colours of 256: from the cube, because the first 16 are whatever the user's
 * palette says. `any` is legible on white and on black (contrast at least 3.8 to both), `light`
 * and `dark` are meant for one of them. With 8 colours there is no way to know, so only those are
 * used that most palettes keep legible on both. */
static const struct {
    int mono, colour; /* attributes without and with colour */
    short eight, any, light, dark;
} TABLE[STYLE_COUNT] = {
#define NO_COLOUR COLOUR_DEFAULT, COLOUR_DEFAULT, COLOUR_DEFAULT, COLOUR_DEFAULT
#define BOLD      ATTRIBUTE_BOLD
#define DIM       ATTRIBUTE_DIM
#define UNDERLINE ATTRIBUTE_UNDERLINE
#define REVERSE   ATTRIBUTE_REVERSE
    [STYLE_TEXT] = {0, 0, NO_COLOUR},
    [STYLE_STRONG] = {BOLD, BOLD, NO_COLOUR},
    [STYLE_LABEL] = {0, 0, COLOUR_DEFAULT, 30, 24, 110},
    [STYLE_EXAMPLE] = {DIM, DIM, COLOUR_DEFAULT, 243, 243, 246},
    [STYLE_FRAME] = {DIM, 0, COLOUR_DEFAULT, 243, 246, 240},
    [STYLE_BAR] = {REVERSE, REVERSE, NO_COLOUR},
    [STYLE_BAR_KEY] = {REVERSE | BOLD, REVERSE | BOLD, NO_COLOUR},
    [STYLE_FIELD] = {UNDERLINE | BOLD, UNDERLINE | BOLD, NO_COLOUR},
    [STYLE_SELECTED] = {REVERSE, REVERSE, NO_COLOUR},
    [STYLE_MARKED] = {BOLD, BOLD, 6, 30, 24, 80},
    [STYLE_MATCH] = {BOLD | UNDERLINE, BOLD | UNDERLINE, 5, 164, 90, 213},
    [STYLE_GOOD] = {0, 0, 2, 28, 22, 114},
    [STYLE_ERROR] = {BOLD, BOLD, 1, 196, 124, 210},
    [STYLE_WARNING] = {BOLD, BOLD, 3, 130, 94, 215},
    [STYLE_INFO] = {0, 0, 6, 27, 25, 111},
    [STYLE_ADDED] = {BOLD, 0, 2, 28, 22, 114},
    [STYLE_REMOVED] = {DIM, 0, 1, 196, 124, 210},
    [STYLE_UNSAFE] = {REVERSE, REVERSE, 5, 164, 90, 213},
#undef NO_COLOUR
#undef BOLD
#undef DIM
#undef UNDERLINE
#undef REVERSE
};

static short foreground_of(enum theme_kind theme, int colours, enum style style)
{
    if (colours < 256)
        return TABLE[style].eight;
    if (theme == THEME_LIGHT)
        return TABLE[style].light;
    return theme == THEME_DARK ? TABLE[style].dark : TABLE[style].any;
}

static struct look look_of(enum theme_kind theme, int colours, enum style style)
{
    struct look look = {.foreground = COLOUR_DEFAULT, .background = COLOUR_DEFAULT};
    if (theme == THEME_MONOCHROME || colours < 8) {
        look.attributes = TABLE[style].mono;
        return look;
    }
    look.foreground = foreground_of(theme, colours, style);
    look.attributes = TABLE[style].colour;
    /* Grey is dim enough; dim grey would be hard to read. */
    if (look.foreground != COLOUR_DEFAULT)
        look.attributes &= ~ATTRIBUTE_DIM;
    return look;
}

struct look theme_look(enum theme_kind theme, int colours, bool has_dim, enum style style)
{
    struct look look = look_of(theme, colours, style);
    if (has_dim || (look.attributes & ATTRIBUTE_DIM) == 0)
        return look;
    /* An example must never be taken for a value. */
    look.attributes &= ~ATTRIBUTE_DIM;
    look.attributes |= style == STYLE_EXAMPLE ? ATTRIBUTE_UNDERLINE : 0;
    return look;
}

enum theme_kind theme_choose(enum theme_kind wanted)
{
    const char *no_color = getenv("NO_COLOR");
    if (no_color != NULL && no_color[0] != '\0')
        return THEME_MONOCHROME;
    const char *colours = getenv("COLORFGBG");
    if (wanted != THEME_AUTOMATIC || colours == NULL || strrchr(colours, ';') == NULL)
        return wanted;
    /* "foreground;background" as rxvt and Konsole set it: 7 and the bright ones but 8 are light. */
    const char *background = strrchr(colours, ';') + 1;
    char *end = NULL;
    long number = strtol(background, &end, 10);
    if (end == background || *end != '\0' || number < 0 || number > 15)
        return wanted;
    return number == 7 || number > 8 ? THEME_LIGHT : THEME_DARK;
}
