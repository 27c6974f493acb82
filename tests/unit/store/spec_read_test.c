#include "spec_fixture.h"

static void reads_every_shape(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "form: test\n"
                      "a:\n"
                      "  id: X-1\n"
                      "  title:\n"
                      "  status: Live\n"
                      "  text: |\n"
                      "    one\n"
                      "    two\n"
                      "  number: 1.50\n"
                      "  date: 2025-05-01\n"
                      "  flag: True\n"
                      "b:\n"
                      "  list: single\n"
                      "  steps: [a, '', b]\n"
                      "  choices: N/A\n"
                      "  link: https://x.example\n"
                      "  links: [{title: T, url: u}, https://y.example]\n"
                      "  rows:\n"
                      "    - x: 1\n"
                      "      url: {title: T}\n"
                      "    - {why: N/A}\n");
    assert_string_equal(spec_id(opened->spec), "X-1");
    assert_int_equal(value_at(opened, "a.title")->kind, VALUE_ABSENT);
    assert_int_equal(spec_status(opened->spec), 1);
    assert_string_equal(value_text(value_at(opened, "a.text")), "one\ntwo");
    assert_string_equal(value_text(value_at(opened, "a.number")), "1.50");
    assert_string_equal(value_text(value_at(opened, "a.flag")), "true");
    assert_int_equal(value_at(opened, "b.list")->kind, VALUE_LIST);
    assert_string_equal(value_text(&value_at(opened, "b.list")->items[0]), "single");
    const struct value *steps = value_at(opened, "b.steps");
    assert_int_equal(steps->count, 2);
    assert_int_equal(steps->items[1].origin, 2);
    assert_int_equal(value_at(opened, "b.choices")->kind, VALUE_NOT_APPLICABLE);
    const struct value *link = value_at(opened, "b.link");
    assert_int_equal(link->kind, VALUE_ROW);
    assert_string_equal(value_text(&link->items[1]), "https://x.example");
    const struct value *links = value_at(opened, "b.links");
    assert_string_equal(value_text(&links->items[0].items[0]), "T");
    assert_string_equal(value_text(&links->items[1].items[1]), "https://y.example");
    const struct value *rows = value_at(opened, "b.rows");
    assert_int_equal(rows->count, 2);
    assert_int_equal(rows->items[0].line, 19);
    assert_int_equal(rows->items[0].column, 7);
    assert_string_equal(value_text(&rows->items[0].items[3].items[0]), "T");
    assert_int_equal(rows->items[1].items[1].kind, VALUE_NOT_APPLICABLE);
    assert_int_equal(rows->items[1].items[0].kind, VALUE_ABSENT);
    assert_false(spec_is_modified(opened->spec));
}

struct raw_case {
    const char *path;
    const char *bytes;
    const char *text;
    const char *reason;
};

static void what_does_not_fit_is_shown_raw_and_read_only(void **state)
{
    static const struct raw_case cases[] = {
        {"a.title", "a: {title: [x, {y: z}]}\n", "[x, {y: z}]", "a list stands where a text"},
        {"a.title", "a: {title: {y: z}}\n", "{y: z}", "a map of keys stands where a text"},
        {"a.title", "a: {title: \"x\\0y\"}\n", "x␀y", "NUL"},
        {"b.list", "b: {list: {y: z}}\n", "{y: z}", "a map of keys stands where a list"},
        {"b.list", "b: {list: [x, [y]]}\n", "[x, [y]]", "an entry is no text"},
        {"b.rows", "b: {rows: text}\n", "text", "a text stands where rows"},
        {"b.rows", "b: {rows: [{x: 1}, two]}\n", "[{x: 1}, two]", "an entry is no row"},
        {"b.link", "b: {link: [u]}\n", "[u]", "a list stands where a link"},
    };
    struct opened *opened = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_spec(opened, cases[i].bytes);
        const struct value *value = value_at(opened, cases[i].path);
        assert_int_equal(value->kind, VALUE_RAW);
        assert_string_equal(value_text(value), cases[i].text);
        const char *reason = spec_read_only_reason(opened->spec, field_at(opened, cases[i].path));
        assert_non_null(reason);
        assert_non_null(strstr(reason, cases[i].reason));
        set_text(opened, "c.last", "elsewhere");
        char *expected = memory_format("%sc:\n  last: elsewhere\n", cases[i].bytes);
        expect_bytes(opened, expected);
        free(expected);
    }
}

static void a_raw_cell_makes_the_table_read_only(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  rows:\n    - {x: [1], why: two}\n");
    const struct value *rows = value_at(opened, "b.rows");
    assert_int_equal(rows->kind, VALUE_LIST);
    assert_int_equal(rows->items[0].items[0].kind, VALUE_RAW);
    assert_non_null(spec_read_only_reason(opened->spec, field_at(opened, "b.rows")));
}

static void duplicate_keys_and_bad_sections_are_read_only(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  title: one\n  title: two\n  number: 1\nb: text\n");
    assert_non_null(spec_read_only_reason(opened->spec, field_at(opened, "a.title")));
    assert_null(spec_read_only_reason(opened->spec, field_at(opened, "a.number")));
    assert_non_null(spec_read_only_reason(opened->spec, field_at(opened, "b.list")));
    set_text(opened, "a.number", "2");
    expect_bytes(opened, "a:\n  title: one\n  title: two\n  number: 2\nb: text\n");
    set_text(opened, "a.title", "three");
    expect_refused(opened, "a.title: ");
    assert_true(spec_undo(opened->spec, NULL));
    expect_bytes(opened, "a:\n  title: one\n  title: two\n  number: 2\nb: text\n");
}

static void a_file_that_readers_disagree_on_is_read_only(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "# c\xC2\x85\na:\n  id: X\n");
    for (size_t i = 0; i < opened->form->field_count; i++)
        assert_non_null(spec_read_only_reason(opened->spec, &opened->form->fields[i]));
}

static void keys_that_the_form_does_not_know_are_others(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "form: test\n"
                      "extra: [1, 2]\n"
                      "a: {id: X, odd: {k: v}}\n"
                      "b:\n"
                      "  rows:\n"
                      "    - {x: 1}\n"
                      "    - {x: 2, z: 3}\n"
                      "  link: {url: u, rel: r}\n"
                      "questions:\n"
                      "  - {field: a.id, question: Q, status: open, priority: high}\n");
    static const char *const expected[][2] = {{"extra", "[1, 2]"},
                                              {"a.odd", "{k: v}"},
                                              {"b.rows[1].z", "3"},
                                              {"b.link.rel", "r"},
                                              {"questions[0].priority", "high"}};
    size_t count = 0;
    const struct other_value *others = spec_others(opened->spec, &count);
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(others[i].path, expected[i][0]);
        assert_string_equal(others[i].text, expected[i][1]);
    }
    assert_int_equal(others[2].line, 7);
    assert_string_equal(value_text(&value_at(opened, "questions")->items[0].items[1]), "Q");
}

static void other_notations_are_read_as_they_stand(void **state)
{
    struct opened *opened = *state;
    const char *bytes = "a:\n  number: 1_000\n  date: 1.5.2025\n  flag: yes\n";
    read_spec(opened, bytes);
    assert_string_equal(value_text(value_at(opened, "a.number")), "1_000");
    assert_string_equal(value_text(value_at(opened, "a.date")), "1.5.2025");
    assert_string_equal(value_text(value_at(opened, "a.flag")), "yes");
    expect_bytes(opened, bytes);
    set_text(opened, "a.date", "2025-05-01");
    expect_bytes(opened, "a:\n  number: 1_000\n  date: 2025-05-01\n  flag: yes\n");
}

static void what_is_no_specification_is_an_error(void **state)
{
    struct opened *opened = *state;
    struct error error = {0};
    assert_int_equal(
        spec_file_read("x.yaml", "- a\n", 4, opened->form, &opened->file, &opened->spec, &error),
        -1);
    assert_string_equal(error.text,
                        "x.yaml:1:1: a specification is a map of sections; this file holds a list");
    assert_int_equal(
        spec_file_read("x.yaml", "a: [\n", 5, opened->form, &opened->file, &opened->spec, &error),
        -1);
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_int_equal(strncmp(error.text, "x.yaml:2:", 9), 0);
    char *form = NULL;
    assert_int_equal(spec_file_form_name("x.yaml", "a: 1\n", 5, &form, &error), 0);
    assert_null(form);
    assert_int_equal(spec_file_form_name("x.yaml", "a: [\n", 5, &form, &error), -1);
}

static void finds_the_form_that_a_file_names(void **state)
{
    static const char *const cases[][2] = {
        {"form: f\na: 1\n", "f"},
        {"# c\n\n# d\nform: my-form.2\na: 1\n", "my-form.2"},
        {"form: f", "f"},
        {"form: f # c\na: 1\n", "f"},
        {"form: \"f\"\na: 1\n", "f"},
        {"---\nform: f\na: 1\n", "f"},
        {"form: f\n  g\na: 1\n", "f g"},
        {"a: 1\nform: f\n", "f"},
        {"form: f\n\n# c\na: 1\n", "f"},
        {"form: f\r\na: 1\r\n", "f"},
        {"formal: f\na: 1\n", NULL},
        {"form:\na: 1\n", NULL},
        {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *form = NULL;
        struct error error = {0};
        if (spec_file_form_name("x", cases[i][0], strlen(cases[i][0]), &form, &error) < 0)
            fail_msg("%s: %s", cases[i][0], error.text);
        if (cases[i][1] == NULL)
            assert_null(form);
        else
            assert_string_equal(form, cases[i][1]);
        free(form);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORM_TEST(reads_every_shape),
        FORM_TEST(what_does_not_fit_is_shown_raw_and_read_only),
        FORM_TEST(a_raw_cell_makes_the_table_read_only),
        FORM_TEST(duplicate_keys_and_bad_sections_are_read_only),
        FORM_TEST(a_file_that_readers_disagree_on_is_read_only),
        FORM_TEST(keys_that_the_form_does_not_know_are_others),
        FORM_TEST(other_notations_are_read_as_they_stand),
        FORM_TEST(what_is_no_specification_is_an_error),
        cmocka_unit_test(finds_the_form_that_a_file_names),
    };
    return cmocka_run_group_tests_name("spec read", tests, NULL, NULL);
}
