/* The terminal at the other end of the pty: libvterm, and beside it a scanner of the bytes, for
 * libvterm tells of some modes only, and of erases and bells not at all. */
#include "driver_internal.h"

#include "unit/unit.h"

static void set_mode(struct driver *driver, int number, bool set)
{
    size_t i = 0;
    while (i < driver->mode_count && driver->modes[i].number != number)
        i++;
    if (i == driver->mode_count) {
        assert_true(driver->mode_count < DRIVER_MODES);
        driver->modes[driver->mode_count++].number = number;
    }
    driver->modes[i].set = set;
}

bool driver_mode(const struct driver *driver, int number)
{
    for (size_t i = 0; i < driver->mode_count; i++)
        if (driver->modes[i].number == number)
            return driver->modes[i].set;
    return false;
}

static void finish_sequence(struct driver *driver, char final)
{
    const char *parameters = buffer_string(&driver->sequence) + 1;
    if (parameters[0] == '?' && (final == 'h' || final == 'l')) {
        for (const char *at = parameters; at != NULL && *at != '\0'; at = strchr(at + 1, ';'))
            set_mode(driver, atoi(at + 1), final == 'h');
    } else if (final == 'J' && parameters[0] == '2') {
        driver->clears++;
    }
}

/* The state is what came since the ESC: nothing, "[" and parameters, "]" of a string that BEL or the
 * next ESC ends, or something else. */
static void scan_sequence(struct driver *driver, char byte)
{
    bool csi = driver->sequence.length > 0 && driver->sequence.bytes[0] == '[';
    bool string = driver->sequence.length > 0 && driver->sequence.bytes[0] == ']';
    if (string || (driver->sequence.length == 0 && byte == ']')) {
        driver->in_sequence = byte != '\a';
        if (!string)
            buffer_append_byte(&driver->sequence, byte);
        return;
    }
    bool goes_on = csi ? byte >= 0x20 && byte <= 0x3F : byte >= 0x20 && byte <= 0x2F;
    if (goes_on || (driver->sequence.length == 0 && byte == '[')) {
        buffer_append_byte(&driver->sequence, byte);
        return;
    }
    if (csi)
        finish_sequence(driver, byte);
    driver->in_sequence = false;
}

static void scan(struct driver *driver, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\033') {
            driver->in_sequence = true;
            buffer_clear(&driver->sequence);
        } else if (driver->in_sequence) {
            scan_sequence(driver, bytes[i]);
        } else {
            driver->bells += bytes[i] == '\a';
        }
    }
}

static int note_property(VTermProp property, VTermValue *value, void *user)
{
    struct driver *driver = user;
    if (property == VTERM_PROP_CURSORVISIBLE)
        driver->cursor_visible = value->boolean;
    return 1;
}

static int note_control(unsigned char control, void *user)
{
    struct driver *driver = user;
    buffer_append_format(&driver->unknown, "control %02x\n", control);
    return 1;
}

/* What every common terminal ignores or obeys, and libvterm 0.1.4 does not know: the stack of
 * titles in xterm's own entry, focus reports, the keypad modes. */
static bool is_harmless(const char *leader, const long args[], int count, char command)
{
    bool private = leader != NULL && leader[0] == '?';
    long first = count > 0 ? args[0] : 0;
    if (!private)
        return command == 't';
    return (command == 'h' || command == 'l') &&
           (first == 1004 || first == 2004 || first == 1006 || first == 1000 || first == 12);
}

static int note_csi(const char *leader, const long args[], int count, const char *intermediate,
                    char command, void *user)
{
    struct driver *driver = user;
    if (is_harmless(leader, args, count, command))
        return 1;
    buffer_append_format(&driver->unknown, "CSI %s", leader != NULL ? leader : "");
    for (int i = 0; i < count; i++)
        buffer_append_format(&driver->unknown, "%ld;", CSI_ARG(args[i]));
    buffer_append_format(&driver->unknown, "%s%c\n", intermediate != NULL ? intermediate : "",
                         command);
    return 1;
}

static int note_string(const char *kind, const char *text, size_t length, struct driver *driver)
{
    buffer_append_format(&driver->unknown, "%s %.*s\n", kind, (int)length, text);
    return 1;
}

/* OSC 52 is known to most. */
static int note_osc(const char *text, size_t length, void *user)
{
    if (length > 3 && memcmp(text, "52;", 3) == 0)
        return 1;
    return note_string("OSC", text, length, user);
}

static int note_dcs(const char *text, size_t length, void *user)
{
    return note_string("DCS", text, length, user);
}

static void answer(const char *bytes, size_t length, void *user)
{
    driver_send(user, bytes, length);
}

void driver_make_terminal(struct driver *driver, bool utf8)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = note_property};
    static const VTermParserCallbacks fallbacks = {
        .control = note_control,
        .csi = note_csi,
        .osc = note_osc,
        .dcs = note_dcs,
    };
    driver->vterm = vterm_new(driver->height, driver->width);
    vterm_set_utf8(driver->vterm, utf8);
    vterm_output_set_callback(driver->vterm, answer, driver);
    driver->screen = vterm_obtain_screen(driver->vterm);
    vterm_screen_set_callbacks(driver->screen, &callbacks, driver);
    vterm_screen_set_unrecognised_fallbacks(driver->screen, &fallbacks, driver);
    vterm_screen_enable_altscreen(driver->screen, 1);
    vterm_screen_reset(driver->screen, 1);
}

void driver_take(struct driver *driver, const char *bytes, size_t length)
{
    scan(driver, bytes, length);
    vterm_input_write(driver->vterm, bytes, length);
    vterm_screen_flush_damage(driver->screen);
}

void driver_expect_no_unknown(struct driver *driver)
{
    driver_settle(driver);
    if (driver->unknown.length > 0)
        driver_fail(driver, "sequences that few terminals know:\n%s",
                    buffer_string(&driver->unknown));
}
