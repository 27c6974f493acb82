#include "fixture.h"

#include "model/field_type.h"

static const char BASE[] =
    "form: base\n"
    "version: 3\n"
    "title: Base\n"
    "help: What it is for.\n"
    "identity: {id: a.id, title: a.title, status: a.status, aliases: [a.old]}\n"
    "vocabularies:\n"
    "  status: [Draft, {value: Live, help: It runs., aliases: [Active, Running], vague: [Up]}]\n"
    "  colours: {file: vocabularies/colours.yaml}\n"
    "sections:\n"
    "- id: a\n"
    "  title: A\n"
    "  help: About A.\n"
    "  fields:\n"
    "  - {id: id, label: ID, type: smart_id,\n"
    "     parts: [{name: Domain, pattern: '[A-Z]+'}, {name: N}]}\n"
    "  - {id: title, label: Title, type: text, max_length: 9, required_from: Live}\n"
    "  - {id: status, label: Status, type: choice, choices: status, default: Draft}\n"
    "  - {id: old, label: Old, type: list, min_items: 1, max_items: 3, pattern: x}\n"
    "- id: b\n"
    "  title: B\n"
    "  fields:\n"
    "  - {id: colour, label: Colour, type: choices, choices: colours, open: true}\n"
    "  - {id: n, label: N, type: number, min: -0.5, max: 2, unit: kg, integer: true}\n"
    "  - {id: since, label: Since, type: date, default: today, renamed_from: a.since,\n"
    "     when: {any: [{field: a.status, is: [Draft, Live]}, {not: {field: b.n, filled: false}},\n"
    "                  {field: b.colour, contains: Red}]}}\n"
    "  - id: rows\n"
    "    label: Rows\n"
    "    type: table\n"
    "    group_by: y\n"
    "    key: [y, x]\n"
    "    columns:\n"
    "    - {id: x, label: X, type: text, required: true, examples: [one]}\n"
    "    - {id: y, label: Y, type: link}\n"
    "    - {id: day, label: Day, type: date}\n"
    "rules:\n"
    "- {id: r1, severity: info, message: M1, needs: [b.n, b.colour]}\n"
    "- {id: r2, severity: error, message: M2, dates_in_order: [b.since, 'b.rows[].day']}\n"
    "- {id: r3, severity: error, message: M3, when: {field: a.status, is: Live},\n"
    "   smart_id_part: {field: a.id, part: N, equals: b.n}}\n";

static void write_base(const struct fixture *fixture)
{
    fixture_write(fixture, "base.yaml", BASE);
    fixture_write(fixture, "vocabularies/colours.yaml", "# ours\n- Red\n- {value: Blue}\n");
}

static struct form *load_form(const struct fixture *fixture, const char *name)
{
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    struct form *form = NULL;
    struct error error = {0};
    if (form_load(&folders, name, &form, NULL, &error) < 0)
        fail_msg("%s", error.text);
    return form;
}

static void reads_everything_a_form_can_say(void **state)
{
    const struct fixture *fixture = *state;
    write_base(fixture);
    struct form *form = load_form(fixture, "base");
    assert_int_equal(form->version, 3);
    assert_string_equal(form->help, "What it is for.");
    assert_string_equal(form->sections[0].help, "About A.");
    assert_string_equal(form->sections[1].help, "");
    assert_string_equal(form->aliases[0]->path, "a.old");

    const struct field *id = form->id;
    assert_string_equal(id->separator, "-");
    assert_non_null(id->parts[0].pattern);
    assert_null(id->parts[1].pattern);
    const struct field *title = form->title_field;
    assert_int_equal(title->max_length, 9);
    assert_int_equal(title->required_from, 1);
    const struct vocabulary_entry *live = vocabulary_find(form->status->choices, "Live");
    assert_string_equal(live->help, "It runs.");
    assert_ptr_equal(vocabulary_find_alias(form->status->choices, "running"), live);
    assert_ptr_equal(vocabulary_find_vague(form->status->choices, "Up"), live);
    assert_int_equal(form->status->required_from, -1);
    const struct field *old = form->aliases[0];
    assert_int_equal(old->min_items, 1);
    assert_int_equal(old->max_items, 3);
    assert_non_null(old->pattern);

    const struct field *number = form_find_field(form, "b.n");
    assert_true(number->has_minimum && number->minimum > -0.51 && number->minimum < -0.49);
    assert_true(number->has_maximum && number->integer);
    assert_string_equal(number->unit, "kg");
    const struct field *colour = form_find_field(form, "b.colour");
    assert_true(colour->open);
    assert_string_equal(colour->choices->file, "vocabularies/colours.yaml");
    assert_int_equal(colour->choices->count, 2);
    form_free(form);
}

static void reads_conditions_tables_and_rules(void **state)
{
    const struct fixture *fixture = *state;
    write_base(fixture);
    struct form *form = load_form(fixture, "base");
    const struct field *since = form_find_field(form, "b.since");
    assert_string_equal(since->default_text, "today");
    assert_string_equal(since->renamed_from, "a.since");
    const struct condition *when = since->when;
    assert_int_equal(when->kind, CONDITION_ANY);
    assert_int_equal(when->part_count, 3);
    assert_int_equal(when->parts[0].kind, CONDITION_IS);
    assert_int_equal(when->parts[0].value_count, 2);
    assert_int_equal(when->parts[1].kind, CONDITION_NOT);
    assert_int_equal(when->parts[1].parts[0].kind, CONDITION_NOT);
    assert_int_equal(when->parts[1].parts[0].parts[0].kind, CONDITION_FILLED);
    assert_ptr_equal(when->parts[2].field, form_find_field(form, "b.colour"));

    const struct field *rows = form_find_field(form, "b.rows");
    assert_int_equal(rows->group_by, 1);
    assert_int_equal(rows->key_count, 2);
    assert_int_equal(rows->key[0], 1);
    assert_true(rows->columns[0].required);
    assert_ptr_equal(rows->columns[0].table, rows);
    assert_string_equal(rows->columns[1].columns[1].path, "b.rows.y.url");

    assert_int_equal(form->rule_count, 3);
    assert_int_equal(form->rules[0].field_count, 2);
    assert_int_equal(form->rules[1].kind, FORM_RULE_DATES);
    assert_ptr_equal(form->rules[1].fields[1], &rows->columns[2]);
    assert_int_equal(form->rules[2].part, 1);
    assert_non_null(form->rules[2].when);
    form_free(form);
}

static void extending_replaces_adds_and_places(void **state)
{
    const struct fixture *fixture = *state;
    write_base(fixture);
    fixture_write(fixture, "more.yaml",
                  "form: more\n"
                  "extends: base\n"
                  "title: More\n"
                  "identity: {columns: [a.status]}\n"
                  "vocabularies: {status: [Draft, Live, Dead]}\n"
                  "sections:\n"
                  "- id: a\n"
                  "  title: A, renamed\n"
                  "  fields:\n"
                  "  - {id: title, label: Name, type: text, required_from: Dead}\n"
                  "  - {id: first, label: First, type: text, after: ''}\n"
                  "  - {id: third, label: Third, type: text, after: id}\n"
                  "  - {id: last, label: Last, type: text}\n"
                  "  - {id: old, label: Old, type: list, after: third}\n"
                  "- {id: c, title: C, after: a}\n"
                  "- {id: d, title: D, after: ''}\n"
                  "rules:\n"
                  "- {id: r1, severity: error, message: New, needs: a.last}\n");
    struct form *form = load_form(fixture, "more");
    assert_string_equal(form->title, "More");
    assert_string_equal(form->help, "What it is for.");
    assert_int_equal(form->version, 1);
    const char *const sections[] = {"d", "a", "c", "b"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(form->sections[i].id, sections[i]);
    const struct section *a = form_find_section(form, "a");
    assert_string_equal(a->title, "A, renamed");
    assert_string_equal(a->help, "About A.");
    const char *const fields[] = {"first", "id", "third", "old", "title", "status", "last"};
    assert_int_equal(a->field_count, 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(a->fields[i]->id, fields[i]);
    assert_string_equal(form->title_field->label, "Name");
    assert_int_equal(form->title_field->max_length, 0);
    assert_int_equal(form->title_field->required_from, 2);
    assert_int_equal(form->status->choices->count, 3);
    assert_int_equal(form->rule_count, 3);
    assert_string_equal(form->rules[0].message, "New");
    assert_string_equal(form->columns[0]->path, "a.status");
    for (size_t i = 0; i < form->field_count; i++)
        assert_int_equal(form->fields[i].index, i);
    form_free(form);
}

static void a_nearer_folder_has_its_own_vocabulary(void **state)
{
    const struct fixture *fixture = *state;
    write_base(fixture);
    fixture_write(fixture, "company/vocabularies/colours.yaml", "[Green]\n");
    char *near = path_join(fixture->path, "company");
    const char *const paths[] = {near, fixture->path};
    struct form_folders folders = {paths, 2};
    struct form *form = NULL;
    assert_int_equal(form_load(&folders, "base", &form, NULL, NULL), 0);
    assert_string_equal(form_find_field(form, "b.colour")->choices->entries[0].value, "Green");
    form_free(form);
    free(near);
}

static void a_file_may_be_loaded_by_its_path(void **state)
{
    const struct fixture *fixture = *state;
    write_base(fixture);
    fixture_write(fixture, "more.yaml", "form: more\nextends: base\n");
    char *path = path_join(fixture->path, "more.yaml");
    struct form_folders folders = {NULL, 0};
    struct form *form = NULL;
    struct error error = {0};
    if (form_load_file(&folders, path, &form, NULL, &error) < 0)
        fail_msg("%s", error.text);
    assert_string_equal(form->name, "more");
    assert_string_equal(form->title, "Base");
    form_free(form);
    free(path);
    assert_int_equal(form_load_file(&folders, "/nonexistent/x.yaml", &form, NULL, &error), -1);
}

static void anchors_and_merges_work_in_forms(void **state)
{
    const struct fixture *fixture = *state;
    fixture_write(fixture, "test.yaml",
                  "form: test\ntitle: T\nidentity: {id: a.id, title: a.id}\n"
                  "sections:\n- id: a\n  title: A\n  fields:\n"
                  "  - &t {id: id, label: ID, type: text, max_length: 7}\n"
                  "  - {<<: *t, id: other}\n");
    struct form *form = load_form(fixture, "test");
    assert_int_equal(form_find_field(form, "a.other")->max_length, 7);
    form_free(form);
}

#define FIXTURE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FIXTURE_TEST(reads_everything_a_form_can_say),
        FIXTURE_TEST(reads_conditions_tables_and_rules),
        FIXTURE_TEST(extending_replaces_adds_and_places),
        FIXTURE_TEST(a_nearer_folder_has_its_own_vocabulary),
        FIXTURE_TEST(a_file_may_be_loaded_by_its_path),
        FIXTURE_TEST(anchors_and_merges_work_in_forms),
    };
    return cmocka_run_group_tests_name("form file", tests, NULL, NULL);
}
