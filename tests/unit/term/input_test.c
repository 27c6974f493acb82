#include "../../../src/term/input_internal.h"

#include "base/buffer.h"
#include "unit/unit.h"

#include <locale.h>

static void describe(const struct event *event, struct buffer *out)
{
    char name[KEY_TEXT_SIZE];
    switch (event->kind) {
    case EVENT_KEY:
        key_format(event->key, name);
        buffer_append_format(out, "%s ", name);
        break;
    case EVENT_TEXT:
        buffer_append_format(out, "'%.*s' ", (int)event->length, event->text);
        break;
    case EVENT_PASTE:
        buffer_append_format(out, "{%.*s} ", (int)event->length, event->text);
        break;
    case EVENT_FOCUS:
        buffer_append_string(out, "focus ");
        break;
    case EVENT_CLICK:
        buffer_append_format(out, "click %d,%d ", event->row, event->column);
        break;
    case EVENT_WHEEL:
        buffer_append_format(out, "wheel %+d ", event->amount);
        break;
    default:
        fail_msg("event of kind %d", (int)event->kind);
    }
}

static void take_events(struct input *input, struct buffer *out)
{
    struct event event;
    while (input_next(input, &event))
        describe(&event, out);
}

static const struct input_key KEYS[] = {
    {"\033OA", KEY_UP_NAME},
    {"\033[1;3A", KEY_UP_NAME | KEY_ALT},
    {"\033[3$", KEY_DELETE_NAME | KEY_SHIFT}, /* rxvt */
    {"\033[[A", KEY_FUNCTION_NAME},           /* Linux console */
    {"\033[224z", KEY_FUNCTION_NAME},         /* Sun */
    {"\033j", KEY_END_NAME},
};

static void start(struct input *input)
{
    input_init(input, 25);
    input_set_keys(input, KEYS, sizeof KEYS / sizeof KEYS[0]);
}

/* The events of bytes that come at once, and then nothing for long. */
static void assert_events_of(const char *bytes, size_t length, const char *expected)
{
    struct input input;
    struct buffer out = {0};
    start(&input);
    input_feed(&input, bytes, length);
    take_events(&input, &out);
    while (input_is_held(&input)) {
        assert_true(input_delay(&input) > 0);
        input_expire(&input);
        take_events(&input, &out);
    }
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
    input_done(&input);
}

/* The same, and again in two parts, for each place to part them. */
static void assert_events(const char *bytes, const char *expected)
{
    size_t length = strlen(bytes);
    assert_events_of(bytes, length, expected);
    for (size_t i = 1; i < length; i++) {
        struct input input;
        struct buffer out = {0};
        start(&input);
        input_feed(&input, bytes, i);
        take_events(&input, &out);
        input_feed(&input, bytes + i, length - i);
        take_events(&input, &out);
        while (input_is_held(&input)) {
            input_expire(&input);
            take_events(&input, &out);
        }
        /* Text that came in two parts is two events. */
        const char *seam = strstr(buffer_string(&out), "' '");
        if (seam != NULL && strstr(expected, "' '") == NULL)
            buffer_splice(&out, (size_t)(seam - out.bytes), 3, NULL, 0);
        assert_string_equal(buffer_string(&out), expected);
        buffer_done(&out);
        input_done(&input);
    }
}

static void reads_text(void **state)
{
    (void)state;
    assert_events("a", "'a' ");
    assert_events("日本é", "'日本é' ");
    assert_events("one two", "'one two' ");
}

static void delivers_a_burst_as_one_event(void **state)
{
    (void)state;
    char burst[501];
    memset(burst, 'x', 500);
    burst[500] = '\0';
    struct input input;
    struct event event;
    start(&input);
    input_feed(&input, burst, 500);
    assert_true(input_next(&input, &event));
    assert_int_equal(event.length, 500);
    assert_false(input_next(&input, &event));
    input_done(&input);
}

static void drops_what_no_key_sends(void **state)
{
    (void)state;
    assert_events("a\xFFz", "'az' ");
    assert_events_of("a\xC3", 2, "'a' ");
    assert_events("a\xC2\x9Bz", "'az' ");
}

static void reads_control_characters(void **state)
{
    (void)state;
    assert_events("\x01\x13\x11\x1A\x03", "C-a C-s C-q C-z C-c ");
    assert_events("\t\r\n\x7F\x08", "Tab Enter Enter Backspace Backspace ");
    assert_events("\x1C\x1D\x1E\x1F", "C-\\ C-] C-^ C-_ ");
    assert_events_of("\0", 1, "C-Space ");
}

static void tells_escape_from_alt(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    assert_events("\033", "Esc ");
    assert_events("\033x", "M-x ");
    start(&input);
    input_feed(&input, "\033", 1);
    assert_false(input_next(&input, &event));
    assert_int_equal(input_delay(&input), 25);
    input_expire(&input);
    assert_true(input_next(&input, &event));
    assert_int_equal(event.key, KEY_ESCAPE_NAME);
    input_feed(&input, "x", 1);
    assert_true(input_next(&input, &event));
    assert_int_equal(event.kind, EVENT_TEXT);
    input_done(&input);
}

static void reads_alt_with_anything(void **state)
{
    (void)state;
    assert_events("\033X\033\r\033\t\033\x7F\033\x13\033 ",
                  "M-X M-Enter M-Tab M-Backspace C-M-s M-Space ");
    assert_events("\033é", "M-é ");
    assert_events("\033\033", "Esc Esc ");
    assert_events("\033\033x", "Esc M-x ");
    assert_events("\033\033[A", "M-Up ");
}

static void reads_alt_with_characters_that_begin_sequences(void **state)
{
    (void)state;
    assert_events_of("\033[", 2, "M-[ ");
    assert_events_of("\033O", 2, "M-O ");
    assert_events_of("\033P", 2, "M-P ");
    assert_events_of("\033]", 2, "M-] ");
}

static void reads_arrows_in_both_modes(void **state)
{
    (void)state;
    assert_events("\033[A\033[B\033[C\033[D\033[H\033[F", "Up Down Right Left Home End ");
    assert_events("\033OA\033OB\033OC\033OD\033OH\033OF", "Up Down Right Left Home End ");
}

static void reads_the_keys_above_the_arrows(void **state)
{
    (void)state;
    assert_events("\033[1~\033[2~\033[3~\033[4~\033[5~\033[6~",
                  "Home Insert Delete End PgUp PgDn ");
    assert_events("\033[7~\033[8~\033[Z", "Home End S-Tab ");
}

static void reads_function_keys(void **state)
{
    (void)state;
    assert_events("\033OP\033OQ\033OR\033OS\033[15~\033[17~", "F1 F2 F3 F4 F5 F6 ");
    assert_events("\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~", "F7 F8 F9 F10 F11 F12 ");
    assert_events("\033[11~\033[[A\033[[E\033[P", "F1 F1 F5 F1 ");
}

static void reads_modifiers(void **state)
{
    (void)state;
    assert_events("\033[1;2A\033[1;3B\033[1;5C\033[1;6D\033[1;7H\033[1;8F",
                  "S-Up M-Down C-Right C-S-Left C-M-Home C-M-S-End ");
    assert_events("\033[3;5~\033[6;3~\033[15;2~\033[1;3P", "C-Delete M-PgDn S-F5 M-F1 ");
}

static void prefers_what_the_terminal_says(void **state)
{
    (void)state;
    assert_events("\033[3$\033[224z\033j", "S-Delete F1 End ");
}

static void understands_keys_it_never_asked_for(void **state)
{
    (void)state;
    /* kitty */
    assert_events("\033[9;5u\033[27u\033[13;2u\033[105;5u", "C-Tab Esc S-Enter C-i ");
    assert_events("\033[97;3u\033[97;4u\033[97:65;2u\033[233u", "M-a M-A 'A' 'é' ");
    assert_events("\033[57399u\033[57414u\033[57419u", "'0' Enter Up ");
    assert_events("\033[97;1:3u\033[57441;2u", "");
    /* xterm, modifyOtherKeys */
    assert_events("\033[27;5;9~\033[27;6;97~\033[27;2;65~", "C-Tab C-S-a 'A' ");
}

static void swallows_what_it_does_not_know(void **state)
{
    (void)state;
    assert_events("\033[99;99~\033[1;5I\033[?1;2c\033[24;80R\033[>41;354;0c", "");
    assert_events("\033[?2026;2$y\033[O\033Oz\033[E", "");
    assert_events("a\033]11;rgb:0000/0000/0000\033\\b", "'a' 'b' ");
    assert_events("a\033]11;rgb:0000/0000/0000\ab", "'a' 'b' ");
    assert_events("a\033P0$r\033\\b\033_Gi=1;OK\033\\c", "'a' 'b' 'c' ");
    assert_events("a\033[M #!b", "'a' 'b' ");
}

static void gives_the_keyboard_back_after_a_lost_terminator(void **state)
{
    (void)state;
    char reply[6000] = "\033]52;c;";
    memset(reply + 7, 'A', sizeof reply - 7);
    struct input input;
    struct event event;
    start(&input);
    input_feed(&input, reply, 100);
    assert_false(input_next(&input, &event));
    input_expire(&input);
    assert_false(input_next(&input, &event));
    assert_false(input_is_held(&input));
    input_feed(&input, reply, INPUT_SEQUENCE_MAX);
    assert_false(input_next(&input, &event));
    assert_false(input_is_held(&input));
    input_done(&input);
    assert_events("\033]11;rgb\rx", "Enter 'x' ");
    assert_events("\033]11;rgb\033[A", "Up ");
    assert_events("\033[12\r", "Enter ");
    assert_events_of("\033[12", 4, "");
}

static void takes_a_paste_as_text_alone(void **state)
{
    (void)state;
    assert_events("\033[200~one\n\ttwo\033[201~", "{one\n\ttwo} ");
    assert_events("\033[200~\033[201~x", "{} 'x' ");
    assert_events("\033[200~a\x03\033[A\033\033[201~\r", "{a\x03\033[A\033} Enter ");
    assert_events("\033[200~a\033[201~\033[200~b\033[201~", "{a} {b} ");
}

static void makes_pasted_line_ends_LF_and_text_valid(void **state)
{
    (void)state;
    assert_events("\033[200~a\rb\r\nc\nd\r\033[201~", "{a\nb\nc\nd\n} ");
    assert_events("\033[200~a\xFF\033[201~", "{a\xEF\xBF\xBD} ");
    assert_events_of("\033[200~a\0b\033[201~", 15, "{a\xEF\xBF\xBD" "b} ");
}

static void ends_a_paste_at_its_real_end(void **state)
{
    (void)state;
    assert_events_of("\033[200~a\033[201~\x11 rm\r\033[201~x", 25, "{a\x11 rm\n} 'x' ");
    /* Alone it is nothing. */
    assert_events("\033[201~x", "'x' ");
}

static void gives_up_a_paste_that_never_ends(void **state)
{
    (void)state;
    assert_events("\033[200~abc\033[20", "{abc\033[20} ");
}

static void takes_a_long_paste_in_parts(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    char part[1000];
    memset(part, 'p', sizeof part);
    start(&input);
    input_feed(&input, "\033[200~", 6);
    for (int i = 0; i < 10; i++) {
        input_feed(&input, part, sizeof part);
        assert_false(input_next(&input, &event));
    }
    input_feed(&input, "\033[201~", 6);
    assert_false(input_next(&input, &event));
    assert_true(input_delay(&input) <= 5);
    input_expire(&input);
    assert_true(input_next(&input, &event));
    assert_int_equal(event.kind, EVENT_PASTE);
    assert_int_equal(event.length, 10000);
    input_done(&input);
}

static void reads_focus_and_mouse(void **state)
{
    (void)state;
    assert_events("\033[I\033[O\033[I", "focus focus ");
    assert_events("\033[<0;231;6M\033[<0;231;6m", "click 5,230 ");
    assert_events("\033[<64;1;1M\033[<65;1;1M\033[<2;1;1M\033[<35;1;1M", "wheel -3 wheel +3 ");
}

static void forgets_what_was_typed_for_another_screen(void **state)
{
    (void)state;
    struct input input;
    struct event event;
    start(&input);
    input_feed(&input, "\033[200~abc", 9);
    assert_false(input_next(&input, &event));
    input_clear(&input);
    assert_false(input_is_held(&input));
    input_feed(&input, "x", 1);
    assert_true(input_next(&input, &event));
    assert_int_equal(event.kind, EVENT_TEXT);
    input_done(&input);
}

/* Any bytes: it ends, and text is valid. */
static void survives_any_bytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {"\033", "[",  "O",      "1", ";", "~",     "\x1B[200~", "A",
                                         "\r",   "é",  "\x80",   "]", "P", "\033[201~", "u",
                                         "<",    "M",  "\xF0\x9F", "\\", "\a", "?", "27"};
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        struct input input;
        struct event event;
        start(&input);
        for (int i = 0; i < 12; i++) {
            seed = seed * 1103515245U + 12345U;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])];
            input_feed(&input, piece, strlen(piece));
            if ((seed & 0x100000) != 0 && input_is_held(&input))
                input_expire(&input);
            while (input_next(&input, &event))
                assert_true(event.kind != EVENT_NONE);
        }
        if (input_is_held(&input))
            input_expire(&input);
        while (input_next(&input, &event))
            assert_true(event.kind != EVENT_NONE);
        assert_false(input_is_held(&input));
        input_done(&input);
    }
}

static int use_utf8(void **state)
{
    (void)state;
    return setlocale(LC_ALL, "C.UTF-8") == NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_text),
        cmocka_unit_test(delivers_a_burst_as_one_event),
        cmocka_unit_test(drops_what_no_key_sends),
        cmocka_unit_test(reads_control_characters),
        cmocka_unit_test(tells_escape_from_alt),
        cmocka_unit_test(reads_alt_with_anything),
        cmocka_unit_test(reads_alt_with_characters_that_begin_sequences),
        cmocka_unit_test(reads_arrows_in_both_modes),
        cmocka_unit_test(reads_the_keys_above_the_arrows),
        cmocka_unit_test(reads_function_keys),
        cmocka_unit_test(reads_modifiers),
        cmocka_unit_test(prefers_what_the_terminal_says),
        cmocka_unit_test(understands_keys_it_never_asked_for),
        cmocka_unit_test(swallows_what_it_does_not_know),
        cmocka_unit_test(gives_the_keyboard_back_after_a_lost_terminator),
        cmocka_unit_test(takes_a_paste_as_text_alone),
        cmocka_unit_test(makes_pasted_line_ends_LF_and_text_valid),
        cmocka_unit_test(ends_a_paste_at_its_real_end),
        cmocka_unit_test(gives_up_a_paste_that_never_ends),
        cmocka_unit_test(takes_a_long_paste_in_parts),
        cmocka_unit_test(reads_focus_and_mouse),
        cmocka_unit_test(forgets_what_was_typed_for_another_screen),
        cmocka_unit_test(survives_any_bytes),
    };
    return cmocka_run_group_tests_name("input", tests, use_utf8, NULL);
}
