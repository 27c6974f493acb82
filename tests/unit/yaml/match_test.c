#include "../../../src/yaml/match_internal.h"

#include "unit/unit.h"

struct pair {
    const char *old, *new;
};

static bool same_byte(const void *context, size_t old, size_t new)
{
    const struct pair *pair = context;
    return pair->old[old] == pair->new[new];
}

/* The old letters that the new ones are: a digit, or '-' for none. */
static void assert_match(const char *old, const char *new, const char *expected)
{
    const struct pair pair = {old, new};
    size_t match[32];
    char text[32] = "";
    match_sequences(strlen(old), strlen(new), same_byte, &pair, match);
    for (size_t i = 0; i < strlen(new); i++)
        text[i] = match[i] == MATCH_NONE ? '-' : (char)('0' + match[i]);
    assert_string_equal(text, expected);
}

static void keeps_as_many_entries_as_possible_in_order(void **state)
{
    (void)state;
    assert_match("abc", "abc", "012");
    assert_match("abc", "axc", "0-2");
    assert_match("abc", "", "");
    assert_match("", "abc", "---");
    assert_match("abcd", "bd", "13");
    assert_match("abcde", "abXcdYe", "01-23-4");
    assert_match("aab", "ab", "02");
    assert_match("abc", "cab", "-01");
    assert_match("aaaa", "aaaaa", "0123-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_as_many_entries_as_possible_in_order),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, NULL);
}
