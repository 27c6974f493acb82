#include "fixture.h"

#include "store/layout.h"

static struct layout *open_layout(const struct fixture *fixture)
{
    struct layout *layout = NULL;
    struct error error = {0};
    if (layout_open(fixture->path, &layout, &error) < 0)
        fail_msg("%s", error.text);
    return layout;
}

static void works_with_defaults_without_settings(void **state)
{
    struct layout *layout = open_layout(*state);
    size_t count = 0;
    assert_string_equal(layout_specs_folder(layout), "interfaces");
    assert_string_equal(layout_default_form(layout), "integration-interface");
    (void)layout_columns(layout, &count);
    assert_int_equal(count, 0);
    const struct form *form = NULL;
    const struct form *again = NULL;
    struct error error = {0};
    if (layout_form(layout, "integration-interface", &form, &error) < 0)
        fail_msg("%s", error.text);
    assert_int_equal(layout_form(layout, "integration-interface", &again, &error), 0);
    assert_ptr_equal(form, again);
    layout_close(layout);
}

static void reads_the_settings(void **state)
{
    const struct fixture *fixture = *state;
    fixture_write(fixture, "ifspec.yaml",
                  "specs: docs/specs/\nforms: ours\npath: '{id}.yaml'\nform: mine\n"
                  "columns: [lifecycle.status, overview.sla]\n");
    fixture_write(fixture, "ours/mine.yaml",
                  "form: mine\ntitle: Mine\nidentity: {id: a.id, title: a.id}\n"
                  "sections: [{id: a, title: A, fields: [{id: id, label: ID, type: text}]}]\n");
    struct layout *layout = open_layout(fixture);
    size_t count = 0;
    const char *const *columns = layout_columns(layout, &count);
    assert_string_equal(layout_specs_folder(layout), "docs/specs");
    assert_string_equal(layout_default_form(layout), "mine");
    assert_int_equal(count, 2);
    assert_string_equal(columns[1], "overview.sla");
    const struct form *form = NULL;
    assert_int_equal(layout_form(layout, "mine", &form, NULL), 0);
    assert_string_equal(form->title, "Mine");
    assert_int_equal(layout_form(layout, "decision-record", &form, NULL), 0);
    layout_close(layout);
}

static void a_broken_form_is_tried_once(void **state)
{
    const struct fixture *fixture = *state;
    struct layout *layout = open_layout(fixture);
    const struct form *form = NULL;
    struct error first = {0};
    struct error again = {0};
    fixture_write(fixture, "forms/mine.yaml", "form: mine\nsections: [\n");
    assert_int_equal(layout_form(layout, "mine", &form, &first), -1);
    fixture_write(fixture, "forms/mine.yaml",
                  "form: mine\ntitle: Mine\nidentity: {id: a.id, title: a.id}\n"
                  "sections: [{id: a, title: A, fields: [{id: id, label: ID, type: text}]}]\n");
    assert_int_equal(layout_form(layout, "mine", &form, &again), -1);
    assert_int_equal(again.kind, first.kind);
    assert_string_equal(again.text, first.text);
    assert_int_equal(layout_form(layout, "mine", &form, NULL), -1);
    layout_forget_broken_forms(layout);
    assert_int_equal(layout_form(layout, "mine", &form, NULL), 0);
    layout_close(layout);
}

static void faults_in_the_settings_have_a_place(void **state)
{
    static const char *const cases[][2] = {
        {"spec: x\n", "ifspec.yaml:1:1: there is no setting `spec`; did you mean `specs`?"},
        {"form: [x]\n", "ifspec.yaml:1:7: `form` must be a text"},
        {"\nspecs: ../elsewhere\n", "ifspec.yaml:2:8: "},
        {"specs: /etc\n", "ifspec.yaml:1:8: "},
        {"forms: .git/forms\n", "ifspec.yaml:1:8: "},
        {"path: '{Domain}.yaml'\n", "ifspec.yaml:1:7: `path` needs {id}"},
        {"path: '{id}.txt'\n", "ifspec.yaml:1:7: `path` must end in .yaml"},
        {"path: '{Domain/{id}.yaml'\n", "ifspec.yaml:1:7: `path` has a brace"},
        {"columns: x\n", "ifspec.yaml:1:10: `columns` must be a list"},
        {"- x\n", "ifspec.yaml:1:1: the settings are a map"},
        {"a: [\n", "ifspec.yaml:2:1: "},
    };
    const struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct layout *layout = NULL;
        struct error error = {0};
        fixture_write(fixture, "ifspec.yaml", cases[i][0]);
        assert_int_equal(layout_open(fixture->path, &layout, &error), -1);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (strncmp(error.text, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("%s: %s", cases[i][0], error.text);
    }
}

static void an_empty_settings_file_is_fine(void **state)
{
    const struct fixture *fixture = *state;
    fixture_write(fixture, "ifspec.yaml", "# nothing yet\n");
    struct layout *layout = open_layout(fixture);
    assert_string_equal(layout_specs_folder(layout), "interfaces");
    layout_close(layout);
}

/* The path of a new spec with these answers, or the error's text; owned. */
static char *path_for(const struct fixture *fixture, const char *settings, const char *id,
                      const char *pool)
{
    fixture_write(fixture, "ifspec.yaml", settings);
    struct layout *layout = open_layout(fixture);
    const struct form *form = NULL;
    assert_int_equal(layout_form(layout, "integration-interface", &form, NULL), 0);
    struct spec *spec = spec_new(form);
    struct value value = value_of_text(id);
    struct value other = value_of_text(pool);
    spec_set_value(spec, form->id, &value, 0);
    spec_set_value(spec, form_find_field(form, "overview.service_pool"), &other, 0);
    value_done(&value);
    value_done(&other);
    char *path = NULL;
    struct error error = {0};
    if (layout_path_for(layout, spec, &path, &error) < 0)
        path = memory_copy_string(error.text);
    spec_free(spec);
    layout_close(layout);
    return path;
}

static void new_files_go_where_the_pattern_says(void **state)
{
    static const char *const cases[][4] = {
        {"", "PROC-SRM7-11VMS-PURCHASE-ORDER-V1", "",
         "interfaces/PROC/PROC-SRM7-11VMS-PURCHASE-ORDER-V1.yaml"},
        {"path: '{id}.yaml'\n", "A-B-C-D-V1", "", "interfaces/A-B-C-D-V1.yaml"},
        {"path: '{Source}-{Target}/{overview.service_pool}/{id}.yaml'\n", "A-B-C-D-V1", "HR Data",
         "interfaces/B-C/HR Data/A-B-C-D-V1.yaml"},
        {"path: '{overview.service_pool}/{id}.yaml'\n", "A-B-C-D-V1", "",
         "interfaces/A-B-C-D-V1.yaml"},
        {"path: '{overview.service_pool}/{id}.yaml'\n", "A-B-C-D-V1", "HR/Payroll",
         "interfaces/HR-Payroll/A-B-C-D-V1.yaml"},
        {"specs: .\n", "A-B-C-D-V1", "", "A/A-B-C-D-V1.yaml"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = path_for(*state, cases[i][0], cases[i][1], cases[i][2]);
        assert_string_equal(path, cases[i][3]);
        free(path);
    }
}

static void an_unfit_id_or_path_is_refused(void **state)
{
    static const char *const cases[][4] = {
        {"", "", "", "Smart ID is not filled in"},
        {"", "A-B-C-V1", "", "Smart ID: “A-B-C-V1” is not of the form <Domain>-<Source>-"},
        {"", "a-b-c-d-v1", "", "Smart ID: "},
        {"", "A-B-../C-D-V1", "", "Smart ID: "},
        {"path: '{overview.service_pool}/{id}.yaml'\n", "A-B-C-D-V1", ".git", ""},
        {"path: '{overview.service_pool}/{id}.yaml'\n", "A-B-C-D-V1", "..", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = path_for(*state, cases[i][0], cases[i][1], cases[i][2]);
        if (strncmp(text, cases[i][3], strlen(cases[i][3])) != 0 ||
            strncmp(text, "interfaces", 10) == 0)
            fail_msg("%s: %s", cases[i][1], text);
        free(text);
    }
}

static void a_form_without_the_parts_needs_no_folder(void **state)
{
    struct layout *layout = open_layout(*state);
    const struct form *form = NULL;
    assert_int_equal(layout_form(layout, "decision-record", &form, NULL), 0);
    struct spec *spec = spec_new(form);
    struct value value = value_of_text("ADR-0007");
    spec_set_value(spec, form->id, &value, 0);
    value_done(&value);
    char *path = NULL;
    assert_int_equal(layout_path_for(layout, spec, &path, NULL), 0);
    assert_string_equal(path, "interfaces/ADR-0007.yaml");
    free(path);
    spec_free(spec);
    layout_close(layout);
}

static void note_file(void *context, const char *path)
{
    buffer_append_format(context, "%s\n", path);
}

static void create(const struct fixture *fixture, const char *form, const char *expected)
{
    struct buffer done = {0};
    struct error error = {0};
    if (layout_create(fixture->path, form, note_file, &done, &error) < 0)
        fail_msg("%s", error.text);
    assert_string_equal(buffer_string(&done), expected);
    buffer_done(&done);
}

static void expect_file(const struct fixture *fixture, const char *name, const char *expected)
{
    char *text = fixture_read(fixture, name);
    assert_string_equal(text, expected);
    free(text);
}

static void creates_a_repository_once(void **state)
{
    const struct fixture *fixture = *state;
    create(fixture, NULL, "ifspec.yaml\ninterfaces/.gitkeep\n.gitattributes\n");
    expect_file(fixture, "interfaces/.gitkeep", "");
    expect_file(fixture, ".gitattributes", "interfaces/**/*.yaml diff=ifspec\n");
    struct layout *layout = open_layout(fixture);
    assert_string_equal(layout_specs_folder(layout), "interfaces");
    assert_string_equal(layout_default_form(layout), "integration-interface");
    layout_close(layout);
    create(fixture, NULL, "");
}

static void leaves_what_is_there(void **state)
{
    const struct fixture *fixture = *state;
    fixture_write(fixture, ".gitattributes", "*.png binary");
    fixture_write(fixture, "ifspec.yaml", "# ours\nspecs: docs\n");
    fixture_write(fixture, "docs/x.yaml", "form: x\n");
    create(fixture, NULL, ".gitattributes\n");
    expect_file(fixture, ".gitattributes", "*.png binary\ndocs/**/*.yaml diff=ifspec\n");
    expect_file(fixture, "ifspec.yaml", "# ours\nspecs: docs\n");
}

static void copies_a_form_with_what_it_needs(void **state)
{
    const struct fixture *fixture = *state;
    fixture_write(fixture, "ifspec.yaml", "# ours\ncolumns: [lifecycle.status]\n");
    fixture_write(fixture, "forms/vocabularies/systems.yaml", "- Our system\n");
    create(fixture, "integration-interface-extended",
           "forms/integration-interface-extended.yaml\nforms/integration-interface.yaml\n"
           "forms/vocabularies/service_pools.yaml\nifspec.yaml\ninterfaces/.gitkeep\n"
           ".gitattributes\n");
    expect_file(fixture, "ifspec.yaml",
                "# ours\nform: integration-interface-extended\ncolumns: [lifecycle.status]\n");
    expect_file(fixture, "forms/vocabularies/systems.yaml", "- Our system\n");
    struct layout *layout = open_layout(fixture);
    const struct form *form = NULL;
    assert_int_equal(layout_form(layout, layout_default_form(layout), &form, NULL), 0);
    assert_int_equal(strncmp(form->path, fixture->path, strlen(fixture->path)), 0);
    assert_int_equal(form_find_field(form, "overview.target_systems")->choices->count, 1);
    layout_close(layout);
    create(fixture, "integration-interface-extended", "");
    struct error error = {0};
    assert_int_equal(layout_create(fixture->path, "nonsense", NULL, NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(works_with_defaults_without_settings),
        FIXTURE_TEST(reads_the_settings),
        FIXTURE_TEST(a_broken_form_is_tried_once),
        FIXTURE_TEST(faults_in_the_settings_have_a_place),
        FIXTURE_TEST(an_empty_settings_file_is_fine),
        FIXTURE_TEST(new_files_go_where_the_pattern_says),
        FIXTURE_TEST(an_unfit_id_or_path_is_refused),
        FIXTURE_TEST(a_form_without_the_parts_needs_no_folder),
        FIXTURE_TEST(creates_a_repository_once),
        FIXTURE_TEST(leaves_what_is_there),
        FIXTURE_TEST(copies_a_form_with_what_it_needs),
    };
    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
