/* What a code point may do to a reader or a terminal: one table for showing and for names
 * (promises.md 6.2 and 6.4). Does not know widths or neighbours. */
#ifndef IFSPEC_BASE_CHARACTER_INTERNAL_H
#define IFSPEC_BASE_CHARACTER_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

enum character_class {
    CHARACTER_PLAIN,
    CHARACTER_CONTROL,      /* C0 and DEL */
    CHARACTER_CONTROL_HIGH, /* C1 */
    CHARACTER_DIRECTION,    /* changes the order in which text is shown */
    CHARACTER_INVISIBLE,    /* takes part in the text without being seen */
    CHARACTER_JOINER,       /* ZWJ: invisible but between emoji */
    CHARACTER_VARIATION,    /* variation selector: invisible but behind a base that has variants */
    CHARACTER_UNKNOWN,      /* private use, unassigned, noncharacter: nobody knows its width */
};

enum character_class character_classify(uint32_t code_point);

/* The usual abbreviation ("RLO") of a CHARACTER_DIRECTION, NULL if it has none. */
const char *character_direction_name(uint32_t code_point);

#endif
