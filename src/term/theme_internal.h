/* From a style to what the terminal is told: colours by number and attributes. Pure; the display
 * turns it into colour pairs. */
#ifndef IFSPEC_TERM_THEME_INTERNAL_H
#define IFSPEC_TERM_THEME_INTERNAL_H

#include "term/theme.h"

#include <stdbool.h>

enum attribute {
    ATTRIBUTE_BOLD = 1 << 0,
    ATTRIBUTE_DIM = 1 << 1,
    ATTRIBUTE_UNDERLINE = 1 << 2,
    ATTRIBUTE_REVERSE = 1 << 3,
};

enum { COLOUR_DEFAULT = -1 };

struct look {
    short foreground, background; /* colour numbers, or COLOUR_DEFAULT */
    int attributes;               /* enum attribute */
};

/* `colours` is what the terminal has (0, 8, 16, 256, more), `has_dim` whether it can draw dim text.
 * THEME_MONOCHROME or fewer than 8 colours give attributes alone. No look has a background. */
struct look theme_look(enum theme_kind theme, int colours, bool has_dim, enum style style);

/* The theme to use: NO_COLOR (set and not empty) makes every one monochrome, COLORFGBG decides
 * between light and dark where it is set and the theme is automatic. Reads the environment. */
enum theme_kind theme_choose(enum theme_kind wanted);

#endif
