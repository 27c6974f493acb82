#include "display_internal.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* Last, for term.h defines `columns`, `lines` and the like. */
#include <curses.h>
#include <term.h>

enum { FUNCTION_KEYS = 12, FUNCTION_KEYS_WITH_MODIFIERS = 60 };

struct collection {
    struct input_key *keys;
    size_t count, capacity;
};

/* Keys that do not begin with ESC are control characters, which have one meaning everywhere. */
static void collect(struct collection *collection, const char *name, key_code key)
{
    const char *bytes = tigetstr(name);
    if (bytes == NULL || bytes == (const char *)-1 || bytes[0] != '\033' || bytes[1] == '\0')
        return;
    collection->keys = memory_grow(collection->keys, &collection->capacity, collection->count,
                                   sizeof *collection->keys);
    collection->keys[collection->count++] = (struct input_key){.bytes = bytes, .key = key};
}

/* kUP, kUP3 … kUP7: with Shift, then as xterm numbers modifiers. */
static void collect_with_modifiers(struct collection *collection, const char *name, key_code key)
{
    static const key_code modifiers[] = {
        [3] = KEY_ALT,
        [4] = KEY_SHIFT | KEY_ALT,
        [5] = KEY_CONTROL,
        [6] = KEY_SHIFT | KEY_CONTROL,
        [7] = KEY_ALT | KEY_CONTROL,
    };
    collect(collection, name, key | KEY_SHIFT);
    for (int i = 3; i <= 7; i++) {
        char numbered[16];
        (void)snprintf(numbered, sizeof numbered, "%s%d", name, i);
        collect(collection, numbered, key | modifiers[i]);
    }
}

/* kf1 to kf12, and on as xterm numbers them: twelve with Shift, Control, both, Alt. */
static void collect_function_keys(struct collection *collection)
{
    static const key_code modifiers[] = {0, KEY_SHIFT, KEY_CONTROL, KEY_SHIFT | KEY_CONTROL,
                                         KEY_ALT};
    for (int i = 0; i < FUNCTION_KEYS_WITH_MODIFIERS; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "kf%d", i + 1);
        collect(collection, name, (KEY_FUNCTION_NAME + (key_code)(i % FUNCTION_KEYS)) |
                                      modifiers[i / FUNCTION_KEYS]);
    }
}

struct input_key *input_terminfo_keys(size_t *count)
{
    static const struct {
        const char *name, *with_modifiers;
        key_code key;
    } table[] = {
        {"kcuu1", "kUP", KEY_UP_NAME},       {"kcud1", "kDN", KEY_DOWN_NAME},
        {"kcub1", "kLFT", KEY_LEFT_NAME},    {"kcuf1", "kRIT", KEY_RIGHT_NAME},
        {"khome", "kHOM", KEY_HOME_NAME},    {"kend", "kEND", KEY_END_NAME},
        {"kpp", "kPRV", KEY_PAGE_UP_NAME},   {"knp", "kNXT", KEY_PAGE_DOWN_NAME},
        {"kdch1", "kDC", KEY_DELETE_NAME},   {"kich1", "kIC", KEY_INSERT_NAME},
    };
    struct collection collection = {0};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        collect(&collection, table[i].name, table[i].key);
        collect_with_modifiers(&collection, table[i].with_modifiers, table[i].key);
    }
    collect(&collection, "kent", KEY_ENTER_NAME);
    collect(&collection, "kcbt", KEY_TAB_NAME | KEY_SHIFT);
    collect(&collection, "kbs", KEY_BACKSPACE_NAME);
    collect_function_keys(&collection);
    *count = collection.count;
    return collection.keys;
}
