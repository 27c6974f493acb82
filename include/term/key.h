/* Keys by name, as share/keys and the user's own file write them: "Tab", "S-Tab", "C-s", "M-Up",
 * "F2", "PgDn". */
#ifndef IFSPEC_TERM_KEY_H
#define IFSPEC_TERM_KEY_H

#include <stdbool.h>
#include <stdint.h>

enum key_modifier {
    KEY_SHIFT = 1 << 24,
    KEY_CONTROL = 1 << 25,
    KEY_ALT = 1 << 26,
};

/* A code point with modifiers, or one of these with modifiers. */
enum key_named {
    KEY_NAMED = 1 << 22,
    KEY_TAB_NAME = KEY_NAMED,
    KEY_ENTER_NAME,
    KEY_ESCAPE_NAME,
    KEY_BACKSPACE_NAME,
    KEY_DELETE_NAME,
    KEY_INSERT_NAME,
    KEY_UP_NAME,
    KEY_DOWN_NAME,
    KEY_LEFT_NAME,
    KEY_RIGHT_NAME,
    KEY_HOME_NAME,
    KEY_END_NAME,
    KEY_PAGE_UP_NAME,
    KEY_PAGE_DOWN_NAME,
    KEY_FUNCTION_NAME, /* F1; F2 is + 1, to F12 */
};

typedef uint32_t key_code;

enum { KEY_TEXT_SIZE = 32 };

/* Modifiers C- M- S- in any order, then one character, "Space", or a name without regard to case
 * (Esc and Escape, PgUp and PageUp, Del and Delete, …). C- takes a letter of either case: terminals
 * do not tell them apart. False if it names no key. */
bool key_parse(const char *name, key_code *key);
/* The name for files; the name for people ("Ctrl-S", "Alt-Up", "Esc"). */
void key_format(key_code key, char text[KEY_TEXT_SIZE]);
void key_format_for_people(key_code key, char text[KEY_TEXT_SIZE]);

#endif
