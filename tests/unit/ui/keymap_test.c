#include "ui/keymap.h"

#include "unit/unit.h"

static enum command find(struct keymap *keymap, enum keymap_context context, const char *name)
{
    key_code key = 0;
    assert_true(key_parse(name, &key));
    return keymap_find(keymap, &context, 1, key);
}

static void every_command_has_a_name_and_help(void **state)
{
    (void)state;
    for (size_t i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++) {
        const struct command_info *info = command_info((enum command)i);
        assert_int_equal(command_find(info->name), i);
        assert_true(info->title[0] != '\0' && info->help[0] != '\0');
    }
    assert_int_equal(command_find("no-such"), COMMAND_NONE);
}

static void reads_the_shipped_keys_without_a_problem(void **state)
{
    (void)state;
    char text[8192] = "";
    FILE *file = fopen("share/keys", "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    struct keymap *keymap = keymap_new();
    struct buffer problems = {0};
    keymap_read(keymap, "share/keys", text, &problems);
    assert_string_equal(buffer_string(&problems), "");
    buffer_done(&problems);
    keymap_free(keymap);
}

static void looks_in_the_inner_context_first(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    assert_int_equal(find(keymap, CONTEXT_FORM, "Enter"), COMMAND_OPEN);
    assert_int_equal(find(keymap, CONTEXT_PARAGRAPH, "Enter"), COMMAND_NEW_LINE);
    assert_int_equal(find(keymap, CONTEXT_FORM, "C-n"), COMMAND_NEXT_MISSING);
    assert_int_equal(find(keymap, CONTEXT_ROWS, "C-n"), COMMAND_NEW);
    assert_int_equal(find(keymap, CONTEXT_TABLE, "Tab"), COMMAND_NEXT_FIELD);
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "M-F12"), COMMAND_NONE);
    keymap_free(keymap);
}

static void a_line_of_the_user_replaces_the_keys_of_its_command(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    struct buffer problems = {0};
    keymap_read(keymap, "keys", "[global]\nsave  F12 C-k\nquit -\n", &problems);
    assert_string_equal(buffer_string(&problems), "");
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "F12"), COMMAND_SAVE);
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "C-k"), COMMAND_SAVE);
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "F9"), COMMAND_COMMIT);
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "C-s"), COMMAND_NONE);
    assert_int_equal(find(keymap, CONTEXT_GLOBAL, "C-q"), COMMAND_NONE);
    key_code key = 0;
    key_code expected = 0;
    assert_true(key_parse("F12", &expected));
    assert_true(keymap_key(keymap, CONTEXT_GLOBAL, COMMAND_SAVE, 0, &key));
    assert_int_equal(key, expected);
    assert_false(keymap_key(keymap, CONTEXT_GLOBAL, COMMAND_SAVE, 2, &key));
    buffer_done(&problems);
    keymap_free(keymap);
}

static void names_each_problem_by_its_line(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    struct buffer problems = {0};
    keymap_read(keymap, "keys",
                "save F1\n# note\n[gloobal]\n[form]\nsav C-s\nclear\nnext-field Tabb Tab\n",
                &problems);
    assert_string_equal(buffer_string(&problems), "keys:1: save stands in no [context]\n"
                                                  "keys:3: there is no context [gloobal]\n"
                                                  "keys:5: there is no command sav\n"
                                                  "keys:6: clear needs keys behind it, or - for "
                                                  "none\n"
                                                  "keys:7: there is no key Tabb\n");
    assert_int_equal(find(keymap, CONTEXT_FORM, "Tab"), COMMAND_NEXT_FIELD);
    buffer_done(&problems);
    keymap_free(keymap);
}

static void shows_only_keys_that_reach_their_command(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    const enum keymap_context contexts[] = {CONTEXT_TABLE, CONTEXT_FORM};
    key_code key = 0;
    char name[KEY_TEXT_SIZE];
    assert_true(keymap_shown_key(keymap, contexts, 2, COMMAND_ROW_UP, &key));
    key_format(key, name);
    assert_string_equal(name, "M-Up");
    assert_false(keymap_shown_key(keymap, contexts, 2, COMMAND_PREVIOUS_SECTION, &key));
    assert_true(keymap_shown_key(keymap, contexts + 1, 1, COMMAND_PREVIOUS_SECTION, &key));
    keymap_free(keymap);
}

/* Kinds of keys that a terminal lacks, or that tmux, screen or a desktop may take. */
static bool is_function_key(key_code key)
{
    key &= ~(key_code)(KEY_SHIFT | KEY_CONTROL | KEY_ALT);
    return key >= KEY_FUNCTION_NAME && key < KEY_FUNCTION_NAME + 12;
}

static bool is_taken_by_others(key_code key)
{
    return key == ('a' | KEY_CONTROL) || key == ('b' | KEY_CONTROL) || key == ('v' | KEY_CONTROL);
}

/* Whether all keys of a command in a context, of which there is one at least, are such. */
static bool has_only(const struct keymap *keymap, enum keymap_context context,
                     enum command command, bool (*is_such)(key_code key))
{
    key_code key = 0;
    size_t n = 0;
    while (keymap_key(keymap, context, command, n, &key)) {
        if (!is_such(key))
            return false;
        n++;
    }
    return n > 0;
}

static void no_command_needs_a_key_that_is_not_everywhere(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    for (int context = 0; context < CONTEXT_COUNT; context++)
        for (int command = COMMAND_NONE + 1; command < COMMAND_COUNT; command++)
            if (has_only(keymap, (enum keymap_context)context, (enum command)command,
                         is_function_key) ||
                has_only(keymap, (enum keymap_context)context, (enum command)command,
                         is_taken_by_others))
                fail_msg("[%s] %s", keymap_context_name((enum keymap_context)context),
                         command_info((enum command)command)->name);
    keymap_free(keymap);
}

static bool is_alt_or_function_key(key_code key)
{
    return (key & KEY_ALT) != 0 || is_function_key(key);
}

/* Everything else is found there by its name. */
static void the_palette_needs_neither_Alt_nor_a_function_key(void **state)
{
    (void)state;
    struct keymap *keymap = keymap_new();
    assert_false(has_only(keymap, CONTEXT_GLOBAL, COMMAND_PALETTE, is_alt_or_function_key));
    assert_false(has_only(keymap, CONTEXT_GLOBAL, COMMAND_QUIT, is_alt_or_function_key));
    assert_false(has_only(keymap, CONTEXT_GLOBAL, COMMAND_SAVE, is_alt_or_function_key));
    keymap_free(keymap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_has_a_name_and_help),
        cmocka_unit_test(reads_the_shipped_keys_without_a_problem),
        cmocka_unit_test(looks_in_the_inner_context_first),
        cmocka_unit_test(a_line_of_the_user_replaces_the_keys_of_its_command),
        cmocka_unit_test(names_each_problem_by_its_line),
        cmocka_unit_test(shows_only_keys_that_reach_their_command),
        cmocka_unit_test(no_command_needs_a_key_that_is_not_everywhere),
        cmocka_unit_test(the_palette_needs_neither_Alt_nor_a_function_key),
    };
    return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
