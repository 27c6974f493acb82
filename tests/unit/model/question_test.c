#include "model/question.h"

#include "unit/model/small_form.h"

static struct form *form_with_all_columns(void)
{
    struct form *form = small_form();
    struct field *table = &form->fields[form->questions->index];
    small_add_column(table, "with", "With", "text");
    small_add_column(table, "raised", "Raised", "date");
    small_add_column(table, "status", "Status", "text");
    small_add_column(table, "answer", "Answer", "paragraph");
    return form;
}

static void a_question_stands_beside_the_value_until_it_is_closed(void **state)
{
    (void)state;
    struct form *form = form_with_all_columns();
    struct spec *spec = spec_new(form);
    const struct field *title = small_field(form, "overview.title");
    struct question question = {0};
    small_set(spec, "overview.title", "Customers");
    assert_false(question_find_open(spec, title, 0, &question));
    question_add(spec, title, "Whose customers?", "Owen", (struct date){2025, 5, 1});
    assert_true(question_find_open(spec, title, 0, &question));
    assert_string_equal(question.text, "Whose customers?");
    assert_string_equal(question.with, "Owen");
    assert_string_equal(question.raised, "2025-05-01");
    assert_false(question_find_open(spec, title, question.row + 1, &question));
    assert_false(question_find_open(spec, small_field(form, "details.sla"), 0, &question));
    small_assert_text(spec, "overview.title", "Customers");
    question_close(spec, 0, "answered", "Those of sales");
    assert_false(question_find_open(spec, title, 0, &question));
    assert_true(spec_undo(spec, NULL));
    assert_true(question_find_open(spec, title, 0, &question));
    spec_free(spec);
    form_free(form);
}

static void questions_about_entries_belong_to_their_field(void **state)
{
    (void)state;
    struct form *form = form_with_all_columns();
    struct spec *spec = spec_new(form);
    struct question question = {0};
    small_set(spec, "questions", "details.known_errors[0].cause | Which proxy?");
    small_set(spec, "questions", "details.known_errors_too | Another field?");
    const struct field *errors = small_field(form, "details.known_errors");
    assert_true(question_find_open(spec, errors, 0, &question));
    assert_string_equal(question.text, "Which proxy?");
    assert_false(question_find_open(spec, errors, 1, &question));
    spec_free(spec);
    form_free(form);
}

static void a_list_of_doubts_names_the_open_ones(void **state)
{
    (void)state;
    struct form *form = form_with_all_columns();
    struct spec *spec = spec_new(form);
    struct findings findings = {0};
    const struct field *title = small_field(form, "overview.title");
    question_add(spec, title, "Whose customers?", "Owen", (struct date){2025, 5, 1});
    question_add(spec, title, "Which ones?", "", (struct date){2025, 5, 1});
    question_add_at(spec, "gone.field[2]", "Where?", "", (struct date){2025, 5, 1});
    question_close(spec, 1, "dropped", "");
    question_list_open(spec, &findings);
    assert_int_equal(findings.count, 2);
    assert_string_equal(findings.items[0].message, "Open question: Whose customers? (Owen)");
    assert_ptr_equal(findings.items[0].field, title);
    assert_string_equal(findings.items[1].message, "Open question: Where?");
    assert_null(findings.items[1].field);
    findings_done(&findings);
    spec_free(spec);
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_stands_beside_the_value_until_it_is_closed),
        cmocka_unit_test(questions_about_entries_belong_to_their_field),
        cmocka_unit_test(a_list_of_doubts_names_the_open_ones),
    };
    return cmocka_run_group_tests_name("question", tests, NULL, NULL);
}
