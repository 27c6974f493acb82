#include "base/error.h"

#include "unit/unit.h"

#include <errno.h>

static void puts_context_in_front(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(error_set(&error, ERROR_INPUT, "no such section"), -1);
    assert_int_equal(error_prefix(&error, "%s:%d", "a.yaml", 3), -1);
    assert_string_equal(error.text, "a.yaml:3: no such section");
    assert_int_equal(error_exit_status(&error), 2);
}

static void says_what_the_system_said(void **state)
{
    (void)state;
    struct error error = {0};
    (void)error_set_system(&error, ERROR_ENVIRONMENT, ENOENT, "cannot open %s", "x");
    assert_string_equal(error.text, "cannot open x: No such file or directory");
    assert_int_equal(error_exit_status(&error), 3);
}

static void cuts_a_long_text_between_characters(void **state)
{
    (void)state;
    char text[3 * ERROR_TEXT_SIZE];
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = (i % 2 == 0) ? '\xC3' : '\xA9';
    text[sizeof text - 1] = '\0';
    struct error error = {0};
    (void)error_set(&error, ERROR_INPUT, "%s", text);
    size_t length = strlen(error.text);
    assert_true(length < ERROR_TEXT_SIZE);
    assert_string_equal(error.text + length - 3, "…");
    assert_int_equal((length - 3) % 2, 0);
}

static void may_be_ignored_by_the_caller(void **state)
{
    (void)state;
    assert_int_equal(error_set(NULL, ERROR_INPUT, "nobody listens"), -1);
    assert_int_equal(error_prefix(NULL, "nor here"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_context_in_front),
        cmocka_unit_test(says_what_the_system_said),
        cmocka_unit_test(cuts_a_long_text_between_characters),
        cmocka_unit_test(may_be_ignored_by_the_caller),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
