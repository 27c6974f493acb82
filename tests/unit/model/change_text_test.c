#include "model/change_text.h"
#include "small_form.h"

static struct form *form;

static int make(void **state)
{
    (void)state;
    form = small_form();
    return 0;
}

static int drop(void **state)
{
    (void)state;
    form_free(form);
    return 0;
}

/* The parts, each in the brackets of its kind: (frame)<old>|new|. */
static void assert_parts(struct change change, const char *expected)
{
    static const char open[] = {'(', '<', '|'};
    static const char close[] = {')', '>', '|'};
    struct change_text text = {0};
    struct buffer parts = {0};
    struct buffer whole = {0};
    size_t begin = 0;
    change_text_make(&change, &text);
    for (size_t i = 0; i < text.count; i++) {
        const struct change_span *span = &text.spans[i];
        assert_true(span->end > begin);
        buffer_append_byte(&parts, open[span->part]);
        buffer_append(&parts, text.text.bytes + begin, span->end - begin);
        buffer_append_byte(&parts, close[span->part]);
        begin = span->end;
    }
    assert_int_equal(begin, text.text.length);
    assert_string_equal(buffer_string(&parts), expected);
    change_describe(&change, &whole);
    assert_string_equal(buffer_string(&whole), buffer_string(&text.text));
    buffer_done(&whole);
    buffer_done(&parts);
    change_text_done(&text);
}

static char before[] = "Orders go to the warehouse with the nightly run of the batch server.";
static char after[] = "Orders go to the warehouse with the hourly run of the batch server.";
static char median[] = "Median";
static char low[] = "Low";
static char lock[] = "LOCK";

static struct change change_of(const char *path, char *old_text, char *new_text)
{
    return (struct change){.kind = CHANGE_CHANGED, .field = small_field(form, path),
                           .old_text = old_text, .new_text = new_text};
}

static void tells_the_old_value_from_the_new(void **state)
{
    (void)state;
    assert_parts(change_of("overview.data_volume", median, low),
                 "(Data Volume: )<Median>( → )|Low|");
    assert_parts(change_of("overview.data_volume", NULL, low), "(Data Volume: )|+ Low|");
    assert_parts(change_of("overview.data_volume", median, NULL), "(Data Volume: )<- Median>");
}

static void marks_belong_to_the_words_they_enclose(void **state)
{
    (void)state;
    assert_parts(change_of("overview.summary", before, after),
                 "(Summary: … the warehouse with the )<[-nightly-]>|{+hourly+}|( run of the batch …)");
}

static void a_row_that_moved_is_neither_old_nor_new(void **state)
{
    (void)state;
    struct change change = change_of("overview.summary", NULL, NULL);
    change.kind = CHANGE_ROW_MOVED;
    change.row = lock;
    change.old_row = 0;
    change.new_row = 2;
    assert_parts(change, "(Summary: LOCK moved from 1 to 3)");
}

static void the_label_ends_where_the_value_begins(void **state)
{
    (void)state;
    struct change_text text = {0};
    const struct change change = change_of("overview.data_volume", median, NULL);
    change_text_make(&change, &text);
    assert_string_equal(buffer_string(&text.text) + text.label, "- Median");
    assert_int_equal(text.field, text.label);
    change_text_done(&text);
    struct change cell = change_of("overview.data_volume", median, low);
    cell.column = small_field(form, "overview.summary");
    cell.row = lock;
    change_text_make(&cell, &text);
    assert_string_equal(buffer_string(&text.text), "Data Volume [LOCK] Summary: Median → Low");
    assert_string_equal(buffer_string(&text.text) + text.field, "[LOCK] Summary: Median → Low");
    assert_string_equal(buffer_string(&text.text) + text.label, "Median → Low");
    change_text_done(&text);
}

static void a_pair_is_one_value_for_another(void **state)
{
    (void)state;
    const struct {
        struct change change;
        bool is_pair;
    } cases[] = {
        {change_of("overview.data_volume", median, low), true},
        {change_of("overview.data_volume", NULL, low), false},
        {change_of("overview.data_volume", median, NULL), false},
        {change_of("overview.summary", before, after), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct change_text text = {0};
        change_text_make(&cases[i].change, &text);
        assert_int_equal(change_text_is_pair(&text), cases[i].is_pair);
        change_text_done(&text);
    }
}

static void a_subject_loses_the_id_of_any_version(void **state)
{
    (void)state;
    const char *id = "APP-S4-SF-CUSTOMER-V2";
    assert_string_equal(change_subject_without_id("APP-S4-SF-CUSTOMER-V2: volume", id), "volume");
    assert_string_equal(change_subject_without_id("APP-S4-SF-CUSTOMER-V1: volume", id), "volume");
    assert_string_equal(change_subject_without_id("APP-S4-SF-CUSTOMER-X-V1: a", id),
                        "APP-S4-SF-CUSTOMER-X-V1: a");
    assert_string_equal(change_subject_without_id("APP-S4-SF-CUSTOMER-V2", id),
                        "APP-S4-SF-CUSTOMER-V2");
    assert_string_equal(change_subject_without_id("APP-S4-SF-CUSTOMER-V2: ", id),
                        "APP-S4-SF-CUSTOMER-V2: ");
    assert_string_equal(change_subject_without_id("volume: high", ""), "volume: high");
    assert_string_equal(change_subject_without_id("fix: typing", "ADR"), "fix: typing");
    assert_string_equal(change_subject_without_id("ADR: typing", "ADR"), "typing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_the_old_value_from_the_new, make, drop),
        cmocka_unit_test_setup_teardown(marks_belong_to_the_words_they_enclose, make, drop),
        cmocka_unit_test_setup_teardown(a_row_that_moved_is_neither_old_nor_new, make, drop),
        cmocka_unit_test_setup_teardown(a_pair_is_one_value_for_another, make, drop),
        cmocka_unit_test_setup_teardown(a_subject_loses_the_id_of_any_version, make, drop),
        cmocka_unit_test_setup_teardown(the_label_ends_where_the_value_begins, make, drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
