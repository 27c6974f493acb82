#include "fixture.h"

#include "model/field_type.h"

static const char *const NAMES[] = {"integration-interface", "integration-interface-extended",
                                    "decision-record"};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

static void every_shipped_form_loads_without_a_problem(void **state)
{
    (void)state;
    char *folder = install_find_data("forms");
    const char *const paths[] = {folder};
    struct form_folders folders = {paths, 1};
    size_t count = 0;
    char **names = form_list(&folders, &count);
    assert_int_equal(count, NAME_COUNT);
    for (size_t i = 0; i < count; i++) {
        struct form *form = NULL;
        struct form_problems problems = {0};
        struct error error = {0};
        int result = form_load(&folders, names[i], &form, &problems, &error);
        for (size_t j = 0; j < problems.count; j++)
            print_error("%s:%zu:%zu: %s\n", problems.items[j].path, problems.items[j].line,
                        problems.items[j].column, problems.items[j].message);
        assert_int_equal(problems.count, 0);
        assert_int_equal(result, 0);
        assert_string_equal(form->name, names[i]);
        form_problems_done(&problems);
        form_free(form);
    }
    form_names_free(names, count);
    free(folder);
}

static void every_field_has_help_and_an_example(void **state)
{
    (void)state;
    for (size_t i = 0; i < NAME_COUNT; i++) {
        struct form *form = load_shipped_form(NAMES[i]);
        for (size_t j = 0; j < form->field_count; j++) {
            const struct field *field = &form->fields[j];
            if (field->section == NULL)
                continue;
            if (field->help[0] == '\0' || field->examples.count == 0)
                fail_msg("%s: %s lacks help or examples", NAMES[i], field->path);
        }
        for (size_t j = 0; j < form->section_count; j++)
            assert_string_not_equal(form->sections[j].help, "");
        form_free(form);
    }
}

static void the_template_has_its_sections_and_fields(void **state)
{
    (void)state;
    struct form *form = load_shipped_form("integration-interface");
    assert_int_equal(form->section_count, 13);
    assert_int_equal(form->field_count, 43 + 2);
    assert_string_equal(form->id->path, "overview.smart_id");
    assert_string_equal(form->title_field->path, "description.title");
    assert_string_equal(form->status->path, "lifecycle.status");
    assert_string_equal(form_status_name(form, 2), "Approved");
    const struct field *volume = form_find_field(form, "overview.data_volume");
    assert_string_equal(volume->label, "Data Volume");
    assert_int_equal(volume->required_from, 2);
    assert_non_null(vocabulary_find(volume->choices, "Median"));
    const struct field *id = form->id;
    assert_int_equal(id->part_count, 5);
    assert_string_equal(id->parts[3].name, "Object");
    const struct field *artefacts = form_find_field(form, "overview.artefacts");
    const struct field *url = field_find_column(artefacts, "url");
    assert_string_equal(url->columns[0].path, "overview.artefacts.url.title");
    form_free(form);
}

static void the_extended_form_inherits_and_adds(void **state)
{
    (void)state;
    struct form *form = load_shipped_form("integration-interface-extended");
    assert_int_equal(form->ancestors.count, 1);
    assert_string_equal(form->ancestors.items[0], "integration-interface");
    assert_string_equal(form->sections[0].id, "lifecycle");
    assert_string_equal(form->sections[0].fields[1]->id, "status_note");
    assert_string_equal(form_find_section(form, "flow")->fields[0]->id, "trigger");
    assert_string_equal(form_find_field(form, "requirements.rules")->type->name, "table");
    assert_int_equal(form->sections[form->section_count - 1].fields[0]->section->index,
                     form->section_count - 1);
    assert_string_equal(form->title, "Integration interface, extended");
    assert_true(strlen(form->help) > 0);
    form_free(form);
}

static void the_engine_adds_questions_and_reviews(void **state)
{
    (void)state;
    struct form *form = load_shipped_form("decision-record");
    assert_ptr_equal(form_find_field(form, "questions"), form->questions);
    assert_ptr_equal(form_find_field(form, "reviews"), form->reviews);
    assert_ptr_equal(form->reviews, &form->fields[form->field_count - 1]);
    const struct field *status = field_find_column(form->questions, "status");
    assert_non_null(vocabulary_find(status->choices, "dropped"));
    assert_string_equal(status->path, "questions.status");
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_shipped_form_loads_without_a_problem),
        cmocka_unit_test(every_field_has_help_and_an_example),
        cmocka_unit_test(the_template_has_its_sections_and_fields),
        cmocka_unit_test(the_extended_form_inherits_and_adds),
        cmocka_unit_test(the_engine_adds_questions_and_reviews),
    };
    return cmocka_run_group_tests_name("shipped form", tests, NULL, NULL);
}
