#include "../../../src/yaml/source_internal.h"

#include "base/memory.h"

#include "unit/unit.h"

static struct source make_source(const char *text)
{
    struct source source = {0};
    source_init(&source, memory_copy_string(text), strlen(text));
    return source;
}

static void knows_three_kinds_of_line_ends(void **state)
{
    (void)state;
    struct source source = make_source("a\r\nbc\rd\n\ne");
    assert_int_equal(source_line_end(&source, 0), 1);
    assert_int_equal(source_skip_break(&source, 1), 3);
    assert_int_equal(source_line_begin(&source, 4), 3);
    assert_int_equal(source_line_begin(&source, 2), 0); /* between CR and LF */
    assert_int_equal(source_before_break(&source, 3), 1);
    assert_string_equal(source_newline(&source, 0), "\r\n");
    assert_string_equal(source_newline(&source, 3), "\r");
    assert_string_equal(source_newline(&source, 6), "\n");
    assert_string_equal(source_newline(&source, 9), "\n"); /* of the line above */
    assert_int_equal(source_find_line(&source, 6), 3);
    assert_int_equal(source_find_line(&source, 9), 5);
    source_done(&source);
}

static void counts_columns_in_characters_behind_the_mark(void **state)
{
    (void)state;
    struct source source = make_source("\xEF\xBB\xBFé: ü\n漢: x");
    assert_int_equal(source.bom, 3);
    assert_false(source.ascii);
    assert_int_equal(source_find_column(&source, 3), 1);
    assert_int_equal(source_find_column(&source, 7), 4);
    assert_int_equal(source_find_line(&source, 15), 2);
    assert_int_equal(source_find_column(&source, 15), 4);
    source_done(&source);
}

static void finds_the_line_separators_of_old_yaml(void **state)
{
    (void)state;
    struct source source = make_source("a\xE2\x80\xA8"
                                       "b\xC2\x85");
    assert_true(source.odd_breaks);
    assert_int_equal(source_break_length(&source, 1), 3);
    assert_int_equal(source_break_length(&source, 5), 2);
    source_done(&source);
    source = make_source("â é \xE2\x82\xAC");
    assert_false(source.odd_breaks);
    source_done(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_three_kinds_of_line_ends),
        cmocka_unit_test(counts_columns_in_characters_behind_the_mark),
        cmocka_unit_test(finds_the_line_separators_of_old_yaml),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
