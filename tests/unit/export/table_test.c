#include "export/table.h"

#include "base/show.h"
#include "unit/unit.h"

static const char *const titles[] = {"id", "title"};
static const char *const cells[] = {"A", "plain", "B", "a \"b\", c\nd\te", "C", "文字"};
static const struct text_table table = {titles, 2, cells, 3};

static void assert_text(struct buffer *out, const char *wanted)
{
    assert_string_equal(buffer_string(out), wanted);
    buffer_done(out);
}

static void quotes_csv_where_it_must(void **state)
{
    (void)state;
    struct buffer out = {0};
    table_print_csv(&table, &out);
    assert_text(&out, "id,title\r\nA,plain\r\nB,\"a \"\"b\"\", c\nd\te\"\r\nC,文字\r\n");
}

static void makes_formulas_harmless(void **state)
{
    (void)state;
    static const char *const formulas[] = {"=A1", "+1 2", "-x", "@f", "\tx", "＝A1", "-1.5", "+7",
                                           "a=b", "-", "=\"x\"", ""};
    const struct text_table risky = {titles, 2, formulas, 6};
    struct buffer out = {0};
    table_print_csv(&risky, &out);
    assert_text(&out, "id,title\r\n'=A1,'+1 2\r\n'-x,'@f\r\n'\tx,'＝A1\r\n-1.5,+7\r\na=b,'-\r\n"
                      "\"'=\"\"x\"\"\",\r\n");
}

static void keeps_a_row_of_tsv_on_its_line(void **state)
{
    (void)state;
    struct buffer out = {0};
    table_print_tsv(&table, &out);
    assert_text(&out, "id\ttitle\nA\tplain\nB\ta \"b\", c d e\nC\t文字\n");
}

static void aligns_columns_by_width_and_shows_marks(void **state)
{
    (void)state;
    const char *const wide[] = {"文字", "x", "a\x1b", "y", "", "z"};
    const struct text_table marked = {titles, 2, wide, 3};
    struct buffer out = {0};
    table_print_columns(&marked, 1, 0, 0, &out);
    assert_text(&out, " id    title\n 文字  x\n a␛    y\n       z\n");
}

static void cuts_the_widest_column_to_the_width(void **state)
{
    (void)state;
    const char *const wide[] = {"SHORT-ID",
                                "a title that takes far more than its part of the line"};
    const struct text_table long_table = {titles, 2, wide, 1};
    struct buffer out = {0};
    table_print_columns(&long_table, 0, 30, 0, &out);
    assert_text(&out, "id        title\nSHORT-ID  a title that takes …\n");
    assert_int_equal(table_width(&long_table, 0), 63);
}

static void stays_readable_on_a_line_too_short(void **state)
{
    (void)state;
    struct buffer out = {0};
    table_print_columns(&table, 0, 1, 0, &out);
    assert_non_null(strstr(buffer_string(&out), "plain"));
    buffer_done(&out);
}

static void prints_empty_tables(void **state)
{
    (void)state;
    const struct text_table empty = {titles, 0, cells, 0};
    struct buffer out = {0};
    table_print_columns(&empty, 0, 80, 0, &out);
    table_print_csv(&empty, &out);
    table_print_tsv(&empty, &out);
    assert_text(&out, "\n\r\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_csv_where_it_must),
        cmocka_unit_test(makes_formulas_harmless),
        cmocka_unit_test(keeps_a_row_of_tsv_on_its_line),
        cmocka_unit_test(aligns_columns_by_width_and_shows_marks),
        cmocka_unit_test(cuts_the_widest_column_to_the_width),
        cmocka_unit_test(stays_readable_on_a_line_too_short),
        cmocka_unit_test(prints_empty_tables),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
