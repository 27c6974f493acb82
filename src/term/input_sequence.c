/* What single sequences mean: xterm's keys with modifiers, modifyOtherKeys, the keys of the kitty
 * protocol (understood, never asked for), SGR mouse, focus. Whatever else is a reply: swallowed. */
#include "input_internal.h"

#include "base/utf8.h"

#include <string.h>

enum { PARAMETERS = 4, PARTS = 3, WHEEL_ROWS = 3 };

/* "1:2;3" as numbers: value[0] = {1, 2}, value[1] = {3}; what is absent is 0. */
struct parameters {
    unsigned long value[PARAMETERS][PARTS];
    size_t count;
};

/* False for anything but digits, ':' and ';', as in the private replies ESC [ ? … and ESC [ > …. */
static bool parse_parameters(const char *text, size_t length, struct parameters *parameters)
{
    size_t parameter = 0;
    size_t part = 0;
    *parameters = (struct parameters){.count = length > 0 ? 1 : 0};
    for (size_t i = 0; i < length; i++) {
        if (text[i] == ';') {
            parameter++;
            part = 0;
        } else if (text[i] == ':') {
            part++;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        } else if (parameter < PARAMETERS && part < PARTS) {
            unsigned long *value = &parameters->value[parameter][part];
            if (*value < 0x1000000)
                *value = *value * 10 + (unsigned long)(text[i] - '0');
        }
        parameters->count = parameter + 1;
    }
    return true;
}

/* xterm: 1 + (1 shift, 2 alt, 4 control, 8 meta); kitty: 8 super, 16 hyper, 32 meta. */
static key_code modifiers_of(unsigned long value)
{
    unsigned long bits = value > 0 ? value - 1 : 0;
    key_code modifiers = 0;
    if ((bits & 1) != 0)
        modifiers |= KEY_SHIFT;
    if ((bits & (2 | 32)) != 0)
        modifiers |= KEY_ALT;
    if ((bits & 4) != 0)
        modifiers |= KEY_CONTROL;
    return modifiers;
}

static bool set_key(struct event *event, key_code key)
{
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return true;
}

void input_control(unsigned char byte, struct event *event)
{
    key_code key = 0;
    switch (byte) {
    case 0x00:
        key = ' ' | KEY_CONTROL;
        break;
    case 0x08:
    case 0x7F:
        key = KEY_BACKSPACE_NAME;
        break;
    case 0x09:
        key = KEY_TAB_NAME;
        break;
    case 0x0A:
    case 0x0D:
        key = KEY_ENTER_NAME;
        break;
    case 0x1B:
        key = KEY_ESCAPE_NAME;
        break;
    default:
        key = (byte < 0x1B ? byte + 0x60U : byte + 0x40U) | KEY_CONTROL;
        break;
    }
    set_key(event, key);
}

/* The kitty protocol's numbers for the keys of the number block. */
static bool keypad_key(unsigned long code, key_code modifiers, char text[4], struct event *event)
{
    static const char characters[] = "0123456789./*-+";
    static const key_code named[] = {
        KEY_LEFT_NAME, KEY_RIGHT_NAME,     KEY_UP_NAME,   KEY_DOWN_NAME, KEY_PAGE_UP_NAME,
        KEY_PAGE_DOWN_NAME, KEY_HOME_NAME, KEY_END_NAME, KEY_INSERT_NAME, KEY_DELETE_NAME,
    };
    if (code >= 57399 && code <= 57413)
        return input_code((unsigned char)characters[code - 57399], modifiers, text, event);
    if (code == 57414)
        return set_key(event, KEY_ENTER_NAME | modifiers);
    if (code == 57415)
        return input_code('=', modifiers, text, event);
    if (code >= 57417 && code <= 57426)
        return set_key(event, named[code - 57417] | modifiers);
    return false;
}

static bool is_letter(unsigned long code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

bool input_code(unsigned long code, key_code modifiers, char text[4], struct event *event)
{
    if (code >= 57344 && code <= 63743)
        return keypad_key(code, modifiers, text, event);
    if (code < 0x20 || code == 0x7F) {
        input_control((unsigned char)code, event);
        event->key |= modifiers;
        return true;
    }
    if (code > 0x10FFFF || utf8_column_width((uint32_t)code) < 0)
        return false;
    if ((modifiers & KEY_CONTROL) != 0) {
        return set_key(event, (key_code)(is_letter(code) ? code | 0x20 : code) | modifiers);
    }
    if ((modifiers & KEY_SHIFT) != 0 && is_letter(code))
        code &= ~0x20UL;
    if ((modifiers & KEY_ALT) != 0)
        return set_key(event, (key_code)code | KEY_ALT);
    *event = (struct event){.kind = EVENT_TEXT, .text = text};
    event->length = utf8_encode((uint32_t)code, text);
    return true;
}

/* The final letters that ESC [ and ESC O share; 0 if it is none. */
static key_code letter_key(char final)
{
    switch (final) {
    case 'A':
        return KEY_UP_NAME;
    case 'B':
        return KEY_DOWN_NAME;
    case 'C':
        return KEY_RIGHT_NAME;
    case 'D':
        return KEY_LEFT_NAME;
    case 'F':
        return KEY_END_NAME;
    case 'H':
        return KEY_HOME_NAME;
    case 'P':
    case 'Q':
    case 'R':
    case 'S':
        return KEY_FUNCTION_NAME + (key_code)(final - 'P');
    default:
        return 0;
    }
}

/* The number of ESC [ number ~; 0 if it is no key. */
static key_code tilde_key(unsigned long number)
{
    static const key_code keys[] = {
        [1] = KEY_HOME_NAME,          [2] = KEY_INSERT_NAME,
        [3] = KEY_DELETE_NAME,        [4] = KEY_END_NAME,
        [5] = KEY_PAGE_UP_NAME,       [6] = KEY_PAGE_DOWN_NAME,
        [7] = KEY_HOME_NAME,          [8] = KEY_END_NAME,
        [11] = KEY_FUNCTION_NAME,     [12] = KEY_FUNCTION_NAME + 1,
        [13] = KEY_FUNCTION_NAME + 2, [14] = KEY_FUNCTION_NAME + 3,
        [15] = KEY_FUNCTION_NAME + 4, [17] = KEY_FUNCTION_NAME + 5,
        [18] = KEY_FUNCTION_NAME + 6, [19] = KEY_FUNCTION_NAME + 7,
        [20] = KEY_FUNCTION_NAME + 8, [21] = KEY_FUNCTION_NAME + 9,
        [23] = KEY_FUNCTION_NAME + 10, [24] = KEY_FUNCTION_NAME + 11,
    };
    return number < sizeof keys / sizeof keys[0] ? keys[number] : 0;
}

/* ESC [ < button ; column ; row M (pressed) or m (released). */
static bool mouse_event(const char *text, size_t length, char final, struct event *event)
{
    struct parameters parameters;
    if (!parse_parameters(text, length, &parameters) || parameters.count != 3 || final != 'M')
        return false;
    unsigned long button = parameters.value[0][0] & ~(4UL | 8UL | 16UL); /* without modifiers */
    *event = (struct event){.kind = EVENT_CLICK, .amount = 1};
    event->column = (int)parameters.value[1][0] - 1;
    event->row = (int)parameters.value[2][0] - 1;
    if (button == 64 || button == 65) {
        event->kind = EVENT_WHEEL;
        event->amount = button == 64 ? -WHEEL_ROWS : WHEEL_ROWS;
    }
    return event->kind == EVENT_WHEEL || button == 0;
}

static bool is_release(const struct parameters *parameters)
{
    return parameters->value[1][1] == 3;
}

/* ESC [ code:shifted ; modifiers:event u (kitty, and xterm with formatOtherKeys). */
static bool code_event(const struct parameters *parameters, char text[4], struct event *event)
{
    unsigned long code = parameters->value[0][0];
    key_code modifiers = modifiers_of(parameters->value[1][0]);
    if ((modifiers & (KEY_SHIFT | KEY_CONTROL)) == KEY_SHIFT && parameters->value[0][1] != 0) {
        code = parameters->value[0][1];
        modifiers &= ~(key_code)KEY_SHIFT;
    }
    return input_code(code, modifiers, text, event);
}

bool input_csi(const char *text, size_t length, char final, char character[4],
               struct event *event)
{
    struct parameters parameters;
    if (length > 0 && text[0] == '<' && (final == 'M' || final == 'm'))
        return mouse_event(text + 1, length - 1, final, event);
    if (!parse_parameters(text, length, &parameters) || is_release(&parameters))
        return false;
    unsigned long first = parameters.value[0][0];
    key_code modifiers = modifiers_of(parameters.value[1][0]);
    if (final == 'I' && length == 0) {
        *event = (struct event){.kind = EVENT_FOCUS};
        return true;
    }
    if (final == 'Z')
        return set_key(event, KEY_TAB_NAME | KEY_SHIFT | modifiers);
    if (final == 'u' && first != 0)
        return code_event(&parameters, character, event);
    if (final == '~' && first == 27 && parameters.count == 3)
        return input_code(parameters.value[2][0], modifiers, character, event);
    key_code key = final == '~' ? tilde_key(first) : letter_key(final);
    /* Letters come alone or as 1;modifiers: ESC [ 24;80 R is where the cursor is, not F3. */
    bool fits = final == '~' || length == 0 || (first == 1 && parameters.count == 2);
    return key != 0 && fits && set_key(event, key | modifiers);
}

bool input_ss3(const char *text, size_t length, char final, char character[4],
               struct event *event)
{
    static const char keypad[] = "*+,-./0123456789";
    struct parameters parameters;
    if (!parse_parameters(text, length, &parameters))
        return false;
    key_code modifiers = modifiers_of(parameters.value[parameters.count > 1 ? 1 : 0][0]);
    if (final == 'M')
        return set_key(event, KEY_ENTER_NAME | modifiers);
    if (final >= 'j' && final <= 'y')
        return input_code((unsigned char)keypad[final - 'j'], modifiers, character, event);
    return letter_key(final) != 0 && set_key(event, letter_key(final) | modifiers);
}
