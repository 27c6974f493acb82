#include "fixture.h"

#include "model/field_type.h"

#define HEAD "form: test\ntitle: T\nidentity: {id: a.id, title: a.id}\n"
#define ID   "  - {id: id, label: ID, type: text}\n"

/* A form that is broken, and what is said about it: "line:column: message", a line each. */
struct broken {
    const char *text;
    const char *problems;
};

static const struct broken BROKEN[] = {
    {"", "1:1: the file is empty; a form begins with `form: NAME`\n"},
    {"- a\n", "1:1: a form must be a map of keys, not a list\n"},
    {"form: other\ntitle: T\nidentity: {id: a.id, title: a.id}\nsections:\n- id: a\n  title: A\n"
     "  fields:\n" ID,
     "1:7: the form is named \"other\" but its file test.yaml; make them equal\n"},
    {HEAD "sektions:\n- id: a\n",
     "1:1: the form has no fields\n"
     "3:16: there is no field `a.id`\n"
     "3:29: there is no field `a.id`\n"
     "4:1: a form has no key `sektions`; did you mean `sections`?\n"},
    {HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID
          "  - {id: b, lable: B, type: txet}\n"
          "  - {id: id, label: B, type: text}\n"
          "  - {id: 1b, label: B, type: text}\n"
          "  - text\n",
     "9:5: `a.b` needs a `label`\n"
     "9:13: a field has no key `lable`; did you mean `label`?\n"
     "9:29: there is no type `txet`; did you mean `text`?\n"
     "10:10: section `a` has two fields `id`\n"
     "11:10: \"1b\" is no id; use a letter, then letters, digits, _ and -, 64 at most\n"
     "12:5: a field must be a map of keys, not a text\n"},
    {HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID
          "  - {id: b, label: B, type: text, choices: [X], min: 1}\n"
          "  - {id: c, label: C, type: choice}\n"
          "  - {id: d, label: D, type: choice, choices: colour}\n"
          "  - {id: e, label: E, type: choice, choices: colours, open: perhaps}\n"
          "  - {id: f, label: F, type: text, pattern: \"[\"}\n"
          "  - {id: g, label: G, type: number, min: 5, max: 1, integer: true}\n"
          "  - {id: h, label: H, type: text, default: [a], examples: none}\n"
          "vocabularies:\n"
          "  colours: [{value: Red}, {value: Blue, aliases: [red]}, {vaule: Green}, Red]\n",
     "9:44: a field of type text has no `choices`\n"
     "9:54: a field of type text has no `min`\n"
     "10:5: a field of type choice needs `choices`\n"
     "11:46: there is no vocabulary `colour`; did you mean `colours`?\n"
     "12:61: `open` is true or false, not \"perhaps\"\n"
     "13:44: the pattern does not compile: …\n"
     "14:50: `max` is below `min`\n"
     "15:44: `default` must be a text, not a list\n"
     "15:59: examples must be a list, not a text\n"
     "17:27: \"Red\" and \"Blue\" share a name; an alias leads to one value only\n"
     "17:58: an entry needs a `value`\n"
     "17:59: an entry has no key `vaule`; did you mean `value`?\n"
     "17:74: \"Blue\" and \"Red\" share a name; an alias leads to one value only\n"},
    {HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID
          "  - {id: t, label: T, type: table}\n"
          "  - id: u\n"
          "    label: U\n"
          "    type: table\n"
          "    columns:\n"
          "      - {id: x, label: X, type: list}\n"
          "      - {id: x, label: X, type: text}\n"
          "      - {id: y, label: Y, type: text, required_from: Draft}\n"
          "    group_by: z\n"
          "    key: [x, zz]\n"
          "- id: form\n  title: F\n"
          "- id: a\n  title: A\n"
          "- id: q\n",
     "9:5: a field of type table needs `columns`\n"
     "14:33: a column cannot be of type list\n"
     "15:14: `a.u` has two columns `x`\n"
     "16:39: a column has no key `required_from`; did you mean `required`?\n"
     "17:15: `a.u` has no column `z`; did you mean `x`?\n"
     "18:10: `a.u` has no column `zz`\n"
     "19:7: `form` belongs to the program; give the section another id\n"
     "21:7: the form has two sections `a`\n"
     "23:3: section `q` needs a `title`\n"},
    {"form: test\ntitle: T\nversion: one\nidentity: {id: a.id, title: a.titel, status: a.s,"
     " colums: []}\nsections:\n- id: a\n  title: A\n  fields:\n" ID
     "  - {id: title, label: T, type: text, required_from: Aproved, after: idd}\n"
     "  - {id: s, label: S, type: choice, choices: [Draft, Approved], default: Live}\n"
     "  - {id: w, label: W, type: text, when: {field: a.s, is: Drafts}}\n"
     "  - {id: v, label: V, type: text, when: {is: Draft}}\n"
     "  - {id: o, label: O, type: text, renamed_from: a.w}\n",
     "3:10: `version` is a number from 1, not \"one\"\n"
     "4:29: there is no field `a.titel`; did you mean `a.title`?\n"
     "4:51: `identity` has no key `colums`; did you mean `columns`?\n"
     "10:54: there is no status \"Aproved\"; did you mean `Approved`?\n"
     "10:70: `after` names nothing here: \"idd\"; did you mean `id`?\n"
     "11:74: the default cannot be a value: …\n"
     "12:58: `a.s` is never \"Drafts\"; did you mean `Draft`?\n"
     "13:41: a condition needs a `field`, or `all`, `any`, `not`\n"
     "14:49: `renamed_from` names the field `a.w`, which still exists\n"},
    {HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID
          "  - {id: d, label: D, type: date, required_from: Draft}\n"
          "rules:\n"
          "- {id: r, severity: fatal, message: M, needs: a.idd}\n"
          "- {id: r, severity: error, message: M, needs: a.id}\n"
          "- {id: s, severity: error, needs: a.id, not_past: a.d}\n"
          "- {id: t, severity: info, message: M, dates_in_order: [a.d, a.id]}\n"
          "- {id: u, severity: info, message: M,"
          " smart_id_part: {field: a.id, part: V, equals: a.d}}\n"
          "- {id: v, severity: info, message: M, not_past: \"a.d[].x\"}\n"
          "- {id: w, severity: info, message: M, unique_parts: {field: a.id, parts: [V]}}\n"
          "- {id: x, severity: info, message: M, unique_parts: {parts: [V]}}\n",
     "9:50: `required_from` names a status, but `identity` names no `status` field\n"
     "11:21: `severity` is error, warning or info, not \"fatal\"\n"
     "11:47: there is no field `a.idd`; did you mean `a.id`?\n"
     "12:8: the form has two rules `r`\n"
     "13:3: rule `s` has one of `needs`, `smart_id_part`, `dates_in_order`, `not_past`, "
     "`unique_parts`\n"
     "13:3: rule `s` needs a `message`\n"
     "14:55: `a.id` is of type text, not a date\n"
     "15:62: `a.id` is no smart_id with parts\n"
     "16:49: `a.d[].x`: a column cannot stand here\n"
     "17:61: `a.id` is no smart_id with parts\n"
     "18:53: `unique_parts` needs `field` and `parts`\n"},
    {HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID
          "  - {id: s, label: S, type: smart_id, separator: \"-\", parts: [{name: V}, {name: W}]}\n"
          "rules:\n"
          "- {id: r, severity: info, message: M, unique_parts: {field: a.s, parts: [V]}}\n",
     "11:61: `a.s` does not name the specification\n"},
    {"form: test\ntitle: T\nidentity: {id: a.id, title: a.id, status: a.s}\n"
     "sections:\n- id: a\n  title: A\n  fields:\n" ID
     "  - {id: s, label: S, type: chose, choices: [Draft], required_from: Draft}\n",
     "9:29: there is no type `chose`; did you mean `choice`?\n"},
    {"form: test\ntitle: T\nidentity: {id: a.id, title: a.l, status: a.l}\n"
     "sections:\n- id: a\n  title: A\n  fields:\n" ID "  - {id: l, label: L, type: list}\n",
     "3:29: identity `title` must be a field of one line, not of type list\n"
     "3:42: identity `status` must be a field of type choice, not list\n"},
    {"form: test\ntitle: [\n", "3:1: …\n"},
    {"form: test\ntitle: T\nextends: nowhere\n", "3:10: there is no form `nowhere`\n"},
    {"form: test\ntitle: T\nextends: tst\n",
     "3:10: there is no form `tst`; did you mean `test`?\n"},
    {"form: test\ntitle: T\nextends: ../../etc/passwd\n", "3:10: …\n"},
    {"form: test\ntitle: T\nextends: test\n",
     "3:10: a form cannot extend itself, not even by way of others: \"test\"\n"},
    {"form: test\ntitle: T\nidentity: {id: a.id, title: a.id, status: a.s}\n"
     "vocabularies: {s: {file: none.yaml}}\n"
     "sections:\n- id: a\n  title: A\n  fields:\n" ID
     "  - {id: s, label: S, type: choice, choices: s, default: Draft, required_from: Draft}\n"
     "  - {id: w, label: W, type: text, when: {field: a.s, is: Draft}}\n",
     "4:26: cannot read none.yaml: …\n"},
    {HEAD "vocabularies: {v: {file: ../../secret.yaml}, w: {fiel: x}, x: y}\n"
          "sections:\n- id: a\n  title: A\n  fields:\n" ID,
     "4:26: …\n"
     "4:49: a vocabulary is a list of values or `{file: NAME}`\n"
     "4:50: a vocabulary has no key `fiel`; did you mean `file`?\n"
     "4:63: a vocabulary must be a list, not a text\n"},
};

/* Whether one line is as expected; "…" stands for the rest of it. */
static bool matches(const char *expected, size_t length, const char *actual)
{
    static const char rest[] = "…";
    size_t tail = sizeof rest - 1;
    if (length >= tail && memcmp(expected + length - tail, rest, tail) == 0)
        return strncmp(expected, actual, length - tail) == 0;
    return strlen(actual) == length && memcmp(expected, actual, length) == 0;
}

static void fail_with_all(const struct broken *broken, const struct form_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++)
        print_error("%zu:%zu: %s\n", problems->items[i].line, problems->items[i].column,
                    problems->items[i].message);
    fail_msg("for\n%s\nexpected\n%s", broken->text, broken->problems);
}

static void check_problems(const struct broken *broken, const struct form_problems *problems)
{
    const char *expected = broken->problems;
    for (size_t i = 0; i < problems->count || *expected != '\0'; i++) {
        size_t length = strcspn(expected, "\n");
        char *actual = i < problems->count
                           ? memory_format("%zu:%zu: %s", problems->items[i].line,
                                           problems->items[i].column, problems->items[i].message)
                           : memory_copy_string("nothing");
        if (!matches(expected, length, actual))
            fail_with_all(broken, problems);
        free(actual);
        expected += length + (expected[length] != '\0');
    }
}

static void names_every_fault_with_its_place(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    for (size_t i = 0; i < sizeof BROKEN / sizeof *BROKEN; i++) {
        fixture_write(fixture, "test.yaml", BROKEN[i].text);
        struct form *form = NULL;
        struct form_problems problems = {0};
        struct error error = {0};
        int result = form_load(&folders, "test", &form, &problems, &error);
        check_problems(&BROKEN[i], &problems);
        assert_int_equal(result, -1);
        assert_int_equal(error.kind, ERROR_INPUT);
        form_problems_done(&problems);
    }
}

static void a_pattern_that_does_not_compile_is_tolerated(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    fixture_write(fixture, "test.yaml",
                  HEAD "sections:\n- id: a\n  title: A\n  fields:\n"
                       "  - {id: id, label: ID, type: text, pattern: \"(\"}\n");
    struct form *form = NULL;
    struct form_problems problems = {0};
    struct error error = {0};
    assert_int_equal(form_load(&folders, "test", &form, &problems, &error), 0);
    assert_int_equal(problems.count, 1);
    assert_true(problems.items[0].tolerated);
    assert_null(form->id->pattern);
    form_problems_done(&problems);
    form_free(form);
}

static void the_error_counts_the_other_problems(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    struct form *form = NULL;
    struct error error = {0};
    fixture_write(fixture, "test.yaml", BROKEN[2].text);
    assert_int_equal(form_load(&folders, "test", &form, NULL, &error), -1);
    assert_non_null(strstr(error.text, "/test.yaml:1:7: the form is named"));
    assert_null(strstr(error.text, "more)"));
    fixture_write(fixture, "test.yaml", BROKEN[3].text);
    assert_int_equal(form_load(&folders, "test", &form, NULL, &error), -1);
    assert_non_null(strstr(error.text, "(and 3 more: `ifspec form check "));
}

static void an_unknown_form_lists_those_there_are(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {"/nonexistent", fixture->path};
    struct form_folders folders = {paths, 2};
    struct form *form = NULL;
    struct error error = {0};
    fixture_write(fixture, "alpha.yaml", "form: alpha\n");
    fixture_write(fixture, "beta.yaml", "form: beta\n");
    fixture_write(fixture, "vocabularies/v.yaml", "[]\n");
    assert_int_equal(form_load(&folders, "alpa", &form, NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_string_equal(error.text, "there is no form \"alpa\"; did you mean `alpha`? "
                                    "(forms: alpha, beta)");
    assert_int_equal(form_load(&folders, "../alpha", &form, NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
}

static void a_flood_of_faults_is_cut(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    struct buffer text = {0};
    buffer_append_string(&text, HEAD "sections:\n- id: a\n  title: A\n  fields:\n" ID);
    for (int i = 0; i < 20000; i++)
        buffer_append_format(&text, "  - {id: f%d, lable: F, type: text}\n", i);
    fixture_write(fixture, "test.yaml", buffer_string(&text));
    struct form *form = NULL;
    struct form_problems problems = {0};
    assert_int_equal(form_load(&folders, "test", &form, &problems, NULL), -1);
    assert_int_equal(problems.count, 200);
    form_problems_done(&problems);
    buffer_done(&text);
}

static void a_chain_of_forms_has_an_end(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    fixture_write(fixture, "f0.yaml",
                  "form: f0\ntitle: T\nidentity: {id: a.id, title: a.id}\n"
                  "sections:\n- id: a\n  title: A\n  fields:\n" ID);
    for (int i = 1; i <= 9; i++) {
        char *name = memory_format("f%d.yaml", i);
        char *text = memory_format("form: f%d\nextends: f%d\n", i, i - 1);
        fixture_write(fixture, name, text);
        free(name);
        free(text);
    }
    struct form *form = NULL;
    struct error error = {0};
    assert_int_equal(form_load(&folders, "f8", &form, NULL, &error), 0);
    assert_int_equal(form->ancestors.count, 8);
    assert_string_equal(form->ancestors.items[7], "f0");
    form_free(form);
    assert_int_equal(form_load(&folders, "f9", &form, NULL, &error), -1);
    assert_non_null(strstr(error.text, "f1.yaml:2:10: more than 8 forms extend each other"));
    fixture_write(fixture, "f0.yaml", "form: f0\nextends: f2\n");
    assert_int_equal(form_load(&folders, "f2", &form, NULL, &error), -1);
    assert_non_null(strstr(error.text, "f0.yaml:2:10: a form cannot extend itself"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_every_fault_with_its_place, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_pattern_that_does_not_compile_is_tolerated, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(the_error_counts_the_other_problems, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(an_unknown_form_lists_those_there_are, fixture_open,
                                        fixture_close),
        cmocka_unit_test_setup_teardown(a_flood_of_faults_is_cut, fixture_open, fixture_close),
        cmocka_unit_test_setup_teardown(a_chain_of_forms_has_an_end, fixture_open, fixture_close),
    };
    return cmocka_run_group_tests_name("form problem", tests, NULL, NULL);
}
