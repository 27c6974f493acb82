#include "term/key.h"

#include "unit/unit.h"

static void reads_back_what_it_writes(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Tab",     "S-Tab",  "C-s",   "M-Up",   "F1",     "F12",       "PgDn",  "C-Space",
        "M-Enter", "C-M-S-End", "M-X", "?",     "é",      "M-Backspace", "Esc", "C-]",
        "C--",     "-",      "M-日",  "Insert", "Delete", "C-PgUp",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        key_code key = 0;
        char text[KEY_TEXT_SIZE];
        assert_true(key_parse(names[i], &key));
        key_format(key, text);
        assert_string_equal(text, names[i]);
    }
}

static void takes_other_spellings(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"escape", "Esc"},     {"PageDown", "PgDn"}, {"del", "Delete"}, {"M-C-x", "C-M-x"},
        {"C-S", "C-s"},        {"S-C-Left", "C-S-Left"}, {"f5", "F5"},  {"return", "Enter"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        key_code key = 0;
        char text[KEY_TEXT_SIZE];
        assert_true(key_parse(pairs[i][0], &key));
        key_format(key, text);
        assert_string_equal(text, pairs[i][1]);
    }
}

static void refuses_what_is_no_key(void **state)
{
    (void)state;
    static const char *const names[] = {"", "C-", "X-s", "F0", "F13", "F1x", "Hyper", "ab",
                                        "C-ab", "\xFF", "\x01", "\t"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        key_code key = 0;
        assert_false(key_parse(names[i], &key));
    }
}

static void names_keys_for_people(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"C-s", "Ctrl-S"},   {"M-Up", "Alt-Up"},   {"S-Tab", "Shift-Tab"}, {"Esc", "Esc"},
        {"M-x", "Alt-X"},    {"M-X", "Alt-Shift-X"}, {"C-Space", "Ctrl-Space"}, {"F6", "F6"},
        {"?", "?"},          {"C-M-S-Backspace", "Ctrl-Alt-Shift-Backspace"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        key_code key = 0;
        char text[KEY_TEXT_SIZE];
        assert_true(key_parse(pairs[i][0], &key));
        key_format_for_people(key, text);
        assert_string_equal(text, pairs[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_it_writes),
        cmocka_unit_test(takes_other_spellings),
        cmocka_unit_test(refuses_what_is_no_key),
        cmocka_unit_test(names_keys_for_people),
    };
    return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
