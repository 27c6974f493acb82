#include "term/key.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The first name of a key is the one that is written. */
static const struct {
    const char *name;
    key_code key;
} NAMES[] = {
    {"Tab", KEY_TAB_NAME},
    {"Enter", KEY_ENTER_NAME},
    {"Return", KEY_ENTER_NAME},
    {"Esc", KEY_ESCAPE_NAME},
    {"Escape", KEY_ESCAPE_NAME},
    {"Backspace", KEY_BACKSPACE_NAME},
    {"Delete", KEY_DELETE_NAME},
    {"Del", KEY_DELETE_NAME},
    {"Insert", KEY_INSERT_NAME},
    {"Ins", KEY_INSERT_NAME},
    {"Up", KEY_UP_NAME},
    {"Down", KEY_DOWN_NAME},
    {"Left", KEY_LEFT_NAME},
    {"Right", KEY_RIGHT_NAME},
    {"Home", KEY_HOME_NAME},
    {"End", KEY_END_NAME},
    {"PgUp", KEY_PAGE_UP_NAME},
    {"PageUp", KEY_PAGE_UP_NAME},
    {"PgDn", KEY_PAGE_DOWN_NAME},
    {"PageDown", KEY_PAGE_DOWN_NAME},
    {"Space", ' '},
};

enum {
    NAME_COUNT = sizeof NAMES / sizeof NAMES[0],
    FUNCTION_KEYS = 12,
};

static const key_code MODIFIERS = KEY_SHIFT | KEY_CONTROL | KEY_ALT;

static key_code modifier_of(char letter)
{
    switch (letter) {
    case 'C':
        return KEY_CONTROL;
    case 'M':
        return KEY_ALT;
    case 'S':
        return KEY_SHIFT;
    default:
        return 0;
    }
}

static bool parse_function_key(const char *name, key_code *key)
{
    if ((name[0] != 'F' && name[0] != 'f') || name[1] < '1' || name[1] > '9')
        return false;
    char *end = NULL;
    long number = strtol(name + 1, &end, 10);
    if (*end != '\0' || number > FUNCTION_KEYS)
        return false;
    *key = KEY_FUNCTION_NAME + (key_code)number - 1;
    return true;
}

static bool parse_character(const char *name, key_code *key)
{
    size_t length = strlen(name);
    if (length == 0 || utf8_decode(name, length, key) != length)
        return false;
    return *key != UTF8_INVALID && utf8_column_width(*key) > 0;
}

static bool parse_name(const char *name, key_code *key)
{
    for (int i = 0; i < NAME_COUNT; i++) {
        if (strcasecmp(name, NAMES[i].name) == 0) {
            *key = NAMES[i].key;
            return true;
        }
    }
    return parse_function_key(name, key) || parse_character(name, key);
}

bool key_parse(const char *name, key_code *key)
{
    key_code modifiers = 0;
    key_code base = 0;
    while (name[0] != '\0' && name[1] == '-' && name[2] != '\0' && modifier_of(name[0]) != 0) {
        modifiers |= modifier_of(name[0]);
        name += 2;
    }
    if (!parse_name(name, &base))
        return false;
    if ((modifiers & KEY_CONTROL) != 0 && base >= 'A' && base <= 'Z')
        base += 'a' - 'A';
    *key = base | modifiers;
    return true;
}

static void format_base(key_code base, char text[KEY_TEXT_SIZE])
{
    for (int i = 0; i < NAME_COUNT; i++) {
        if (NAMES[i].key == base) {
            (void)snprintf(text, KEY_TEXT_SIZE, "%s", NAMES[i].name);
            return;
        }
    }
    if (base >= KEY_FUNCTION_NAME) {
        (void)snprintf(text, KEY_TEXT_SIZE, "F%u", (unsigned)(base - KEY_FUNCTION_NAME + 1));
        return;
    }
    text[utf8_encode(base, text)] = '\0';
}

static void format(key_code key, const char *control, const char *alt, const char *shift,
                   char text[KEY_TEXT_SIZE])
{
    char base[KEY_TEXT_SIZE];
    format_base(key & ~MODIFIERS, base);
    (void)snprintf(text, KEY_TEXT_SIZE, "%s%s%s%.18s", (key & KEY_CONTROL) != 0 ? control : "",
                   (key & KEY_ALT) != 0 ? alt : "", (key & KEY_SHIFT) != 0 ? shift : "", base);
}

void key_format(key_code key, char text[KEY_TEXT_SIZE])
{
    format(key, "C-", "M-", "S-", text);
}

void key_format_for_people(key_code key, char text[KEY_TEXT_SIZE])
{
    key_code base = key & ~MODIFIERS;
    bool letter_key = (key & (KEY_CONTROL | KEY_ALT)) != 0 && base >= 'a' && base <= 'z';
    /* Keyboards show capitals; Alt with a capital is Shift as well. */
    if (letter_key)
        key -= 'a' - 'A';
    else if ((key & KEY_ALT) != 0 && base >= 'A' && base <= 'Z')
        key |= KEY_SHIFT;
    format(key, "Ctrl-", "Alt-", "Shift-", text);
}
