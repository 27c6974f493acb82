#include "model/pattern.h"

#include "unit/unit.h"

static struct pattern *compile(const char *source, bool anchored)
{
    struct pattern *pattern = NULL;
    struct error error = {0};
    if (pattern_compile(source, anchored, &pattern, &error) != 0)
        fail_msg("%s: %s", source, error.text);
    return pattern;
}

static enum pattern_result match(const char *source, bool anchored, const char *text)
{
    struct pattern *pattern = compile(source, anchored);
    enum pattern_result result = pattern_match(pattern, text, strlen(text));
    pattern_free(pattern);
    return result;
}

static void matches_anywhere_unless_anchored(void **state)
{
    (void)state;
    assert_int_equal(match("V[0-9]+", false, "xV1y"), PATTERN_MATCHES);
    assert_int_equal(match("V[0-9]+", true, "xV1y"), PATTERN_DIFFERS);
    assert_int_equal(match("V[0-9]+", true, "V12"), PATTERN_MATCHES);
    assert_int_equal(match("a|ab", true, "ab"), PATTERN_MATCHES);
}

static void a_dollar_is_the_very_end(void **state)
{
    (void)state;
    assert_int_equal(match("^V[0-9]+$", false, "V1"), PATTERN_MATCHES);
    assert_int_equal(match("^V[0-9]+$", false, "V1\n"), PATTERN_DIFFERS);
}

static void counts_letters_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(match("^.{2}$", false, "ł川"), PATTERN_MATCHES);
    assert_int_equal(match(".", false, "\xFF"), PATTERN_DIFFERS);
}

static void costly_patterns_end_at_a_limit(void **state)
{
    (void)state;
    assert_int_equal(match("^(a+)+$", false, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
                     PATTERN_TOO_COSTLY);
    size_t length = 64 * 1024 + 1;
    char *text = calloc(length + 1, 1);
    memset(text, 'a', length);
    assert_int_equal(match("a", false, text), PATTERN_TOO_COSTLY);
    free(text);
}

static void hostile_patterns_are_refused(void **state)
{
    (void)state;
    char nested[201] = "";
    memset(nested, '(', 100);
    memset(nested + 100, ')', 100);
    char lengthy[1100] = "";
    memset(lengthy, 'a', sizeof lengthy - 1);
    const char *const sources[] = {
        "[", "(*LF)a", "(*LIMIT_MATCH=99999999)a", "\\C", "((a{1,255}){1,255}){1,255}", nested,
        lengthy,
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct pattern *pattern = NULL;
        struct error error = {0};
        assert_int_equal(pattern_compile(sources[i], false, &pattern, &error), -1);
        assert_int_equal(error.kind, ERROR_INPUT);
        assert_null(pattern);
    }
}

static void remembers_its_source(void **state)
{
    (void)state;
    struct pattern *pattern = compile("[A-Z]+", true);
    assert_string_equal(pattern_source(pattern), "[A-Z]+");
    pattern_free(pattern);
    pattern_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_anywhere_unless_anchored),
        cmocka_unit_test(a_dollar_is_the_very_end),
        cmocka_unit_test(counts_letters_not_bytes),
        cmocka_unit_test(costly_patterns_end_at_a_limit),
        cmocka_unit_test(hostile_patterns_are_refused),
        cmocka_unit_test(remembers_its_source),
    };
    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
