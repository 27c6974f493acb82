#include "fixture.h"

#include "model/check.h"
#include "model/field_type.h"
#include "model/spec.h"
#include "store/spec_file.h"

/* A form with every type of field. */
static const char FORM[] =
    "form: test\n"
    "title: Test\n"
    "identity: {id: a.id, title: a.title, status: a.status}\n"
    "sections:\n"
    "- id: a\n"
    "  title: A\n"
    "  fields:\n"
    "  - {id: id, label: ID, type: text}\n"
    "  - {id: title, label: Title, type: text}\n"
    "  - {id: status, label: Status, type: choice, choices: [Draft, Live]}\n"
    "  - {id: text, label: Text, type: paragraph}\n"
    "  - {id: number, label: Number, type: number}\n"
    "  - {id: date, label: Date, type: date}\n"
    "  - {id: flag, label: Flag, type: yes_no}\n"
    "- id: b\n"
    "  title: B\n"
    "  fields:\n"
    "  - {id: list, label: List, type: list}\n"
    "  - {id: steps, label: Steps, type: steps}\n"
    "  - {id: choices, label: Choices, type: choices, choices: [X, Y, Z]}\n"
    "  - {id: link, label: Link, type: link}\n"
    "  - {id: links, label: Links, type: links}\n"
    "  - id: rows\n"
    "    label: Rows\n"
    "    type: table\n"
    "    columns:\n"
    "    - {id: x, label: X, type: text}\n"
    "    - {id: why, label: Why, type: paragraph}\n"
    "    - {id: day, label: Day, type: date}\n"
    "    - {id: url, label: URL, type: link}\n"
    "  - {id: moved, label: Moved, type: text, renamed_from: old.place}\n"
    "- id: c\n"
    "  title: C\n"
    "  fields:\n"
    "  - {id: last, label: Last, type: text}\n";

struct opened {
    struct fixture *fixture;
    struct form *form;
    struct spec_file *file;
    struct spec *spec;
};

static int open_form(void **state)
{
    struct opened *opened = memory_allocate(sizeof *opened);
    struct error error = {0};
    void *fixture = NULL;
    fixture_open(&fixture);
    opened->fixture = fixture;
    fixture_write(opened->fixture, "test.yaml", FORM);
    const char *const paths[] = {opened->fixture->path};
    struct form_folders folders = {paths, 1};
    if (form_load(&folders, "test", &opened->form, NULL, &error) < 0)
        fail_msg("%s", error.text);
    *state = opened;
    return 0;
}

static void close_spec(struct opened *opened)
{
    spec_file_free(opened->file);
    spec_free(opened->spec);
    opened->file = NULL;
    opened->spec = NULL;
}

static int close_form(void **state)
{
    struct opened *opened = *state;
    void *fixture = opened->fixture;
    close_spec(opened);
    form_free(opened->form);
    fixture_close(&fixture);
    free(opened);
    return 0;
}

static void read_spec(struct opened *opened, const char *bytes)
{
    struct error error = {0};
    close_spec(opened);
    if (spec_file_read("spec.yaml", bytes, strlen(bytes), opened->form, &opened->file,
                       &opened->spec, &error) < 0)
        fail_msg("%s", error.text);
}

static const struct field *field_at(const struct opened *opened, const char *path)
{
    const struct field *field = form_find_field(opened->form, path);
    assert_non_null(field);
    return field;
}

static const struct value *value_at(const struct opened *opened, const char *path)
{
    return spec_value(opened->spec, field_at(opened, path));
}

static void set_value(struct opened *opened, const char *path, struct value take)
{
    spec_set_value(opened->spec, field_at(opened, path), &take, 0);
    value_done(&take);
}

static void set_text(struct opened *opened, const char *path, const char *text)
{
    set_value(opened, path, value_of_text(text));
}

static struct value copy_at(const struct opened *opened, const char *path)
{
    return value_copy(value_at(opened, path));
}

static void expect_bytes(const struct opened *opened, const char *expected)
{
    struct buffer out = {0};
    struct error error = {0};
    if (spec_file_write(opened->file, opened->spec, &out, &error) < 0)
        fail_msg("%s", error.text);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
}

static void expect_refused(const struct opened *opened, const char *text)
{
    struct buffer out = {0};
    struct error error = {0};
    assert_int_equal(spec_file_write(opened->file, opened->spec, &out, &error), -1);
    if (strstr(error.text, text) == NULL)
        fail_msg("%s", error.text);
    assert_int_equal(out.length, 0);
    buffer_done(&out);
}

/* ── reading ── */

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
    assert_int_equal(spec_file_read("x.yaml", "- a\n", 4, opened->form, &opened->file,
                                    &opened->spec, &error),
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

/* ── writing ── */

static void a_new_file_begins_with_its_form(void **state)
{
    struct opened *opened = *state;
    opened->file = spec_file_new("spec.yaml", opened->form);
    opened->spec = spec_new(opened->form);
    expect_bytes(opened, "form: test\n");
    set_text(opened, "c.last", "z");
    set_text(opened, "a.title", "no");
    set_text(opened, "a.text", "one\ntwo");
    set_text(opened, "a.date", "2025-05-01");
    set_text(opened, "a.flag", "true");
    set_text(opened, "a.number", "about 5");
    set_text(opened, "a.id", "X-1");
    expect_bytes(opened, "form: test\n"
                         "a:\n"
                         "  id: X-1\n"
                         "  title: \"no\"\n"
                         "  text: |\n"
                         "    one\n"
                         "    two\n"
                         "  number: about 5\n"
                         "  date: 2025-05-01\n"
                         "  flag: true\n"
                         "c:\n"
                         "  last: z\n");
}

static void an_empty_file_gets_its_form_first(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "# ours\n");
    set_text(opened, "a.id", "X-1");
    expect_bytes(opened, "# ours\nform: test\na:\n  id: X-1\n");
}

static void the_last_field_takes_its_section_along(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  id: X\n\nb:\n  link: u\n\nc:\n  last: z\n");
    set_value(opened, "b.link", (struct value){0});
    expect_bytes(opened, "a:\n  id: X\n\nc:\n  last: z\n");
}

static void a_section_with_a_comment_inside_stays(void **state)
{
    static const char *const cases[] = {
        "a:\n  id: X\nb: # ours\n  link: u\nc:\n  last: z\n",
        "a:\n  id: X\nb:\n  # about all of it\n\n  link: u\nc:\n  last: z\n",
        "a:\n  id: X\nb:\n  link: u\n\n  # something to come\nc:\n  last: z\n",
    };
    struct opened *opened = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_spec(opened, cases[i]);
        set_value(opened, "b.link", (struct value){0});
        struct buffer out = {0};
        struct error error = {0};
        if (spec_file_write(opened->file, opened->spec, &out, &error) < 0)
            fail_msg("%s", error.text);
        if (strstr(buffer_string(&out), "b:") == NULL || strchr(buffer_string(&out), '#') == NULL)
            fail_msg("%s", buffer_string(&out));
        buffer_done(&out);
    }
}

static void a_section_stays_while_another_field_comes(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  # about all of it\n\n  link: u\n");
    set_value(opened, "b.link", (struct value){0});
    set_text(opened, "b.moved", "m");
    expect_bytes(opened, "b:\n  # about all of it\n\n  moved: m\n");
}

static void only_the_cells_that_changed_are_touched(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n"
                      "  rows:\n"
                      "    # first\n"
                      "    - z: unknown\n"
                      "      why: 'quoted' # note\n"
                      "      x:   one\n"
                      "    - {x: two, day: 2025-01-01}\n");
    struct value rows = copy_at(opened, "b.rows");
    value_set_text(&rows.items[0].items[1], "changed");
    value_set_text(&rows.items[0].items[2], "2025-02-02");
    value_done(&rows.items[1].items[2]);
    value_set_text(&rows.items[1].items[1], "new");
    set_value(opened, "b.rows", rows);
    expect_bytes(opened, "b:\n"
                         "  rows:\n"
                         "    # first\n"
                         "    - z: unknown\n"
                         "      why: 'changed' # note\n"
                         "      day: 2025-02-02\n"
                         "      x:   one\n"
                         "    - {x: two, why: new}\n");
}

static void entries_keep_their_comments_when_they_move(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n"
                      "  steps:\n"
                      "    # about one\n"
                      "    - one\n"
                      "    - two # second\n"
                      "    # about three\n"
                      "    - three\n");
    struct value steps = copy_at(opened, "b.steps");
    value_move(&steps, 2, 0);
    value_remove(&steps, 1);
    value_insert(&steps, 1, value_of_text("new"));
    value_set_text(&steps.items[2], "TWO");
    set_value(opened, "b.steps", steps);
    expect_bytes(opened, "b:\n"
                         "  steps:\n"
                         "    # about three\n"
                         "    - three\n"
                         "    - new\n"
                         "    - TWO # second\n");
}

static void a_copied_row_is_a_new_one(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  rows:\n    # first\n    - {x: one, z: kept}\n"
                      "    # second\n    - {x: two}\n");
    struct value rows = copy_at(opened, "b.rows");
    value_insert(&rows, 1, value_copy(&rows.items[0]));
    value_set_text(&rows.items[1].items[0], "copy");
    set_value(opened, "b.rows", rows);
    expect_bytes(opened, "b:\n  rows:\n    # first\n    - {x: one, z: kept}\n    - {x: copy}\n"
                         "    # second\n    - {x: two}\n");
}

static void links_grow_and_shrink(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  link: https://x.example # c\n  links:\n    - https://y.example\n");
    struct value link = copy_at(opened, "b.link");
    value_set_text(&link.items[1], "https://z.example");
    set_value(opened, "b.link", value_copy(&link));
    expect_bytes(opened,
                 "b:\n  link: https://z.example # c\n  links:\n    - https://y.example\n");
    value_set_text(&link.items[0], "Zed");
    set_value(opened, "b.link", link);
    struct value links = copy_at(opened, "b.links");
    value_insert(&links, 1, value_copy(&links.items[0]));
    value_set_text(&links.items[0].items[0], "Why");
    set_value(opened, "b.links", links);
    struct buffer out = {0};
    assert_int_equal(spec_file_write(opened->file, opened->spec, &out, NULL), 0);
    read_spec(opened, buffer_string(&out));
    buffer_done(&out);
    assert_string_equal(value_text(&value_at(opened, "b.link")->items[0]), "Zed");
    struct value again = copy_at(opened, "b.link");
    value_set_text(&again.items[0], "");
    set_value(opened, "b.link", again);
    assert_int_equal(spec_file_write(opened->file, opened->spec, &out, NULL), 0);
    assert_non_null(strstr(buffer_string(&out), "https://z.example"));
    assert_null(strstr(buffer_string(&out), "Zed"));
    buffer_done(&out);
}

static void a_single_text_becomes_a_list_only_when_edited(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  list: one\n");
    expect_bytes(opened, "b:\n  list: one\n");
    struct value list = copy_at(opened, "b.list");
    value_insert(&list, 1, value_of_text("two"));
    set_value(opened, "b.list", list);
    expect_bytes(opened, "b:\n  list: [one, two]\n");
}

static void not_applicable_replaces_and_is_replaced(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  list: [one]\n  link: N/A\n");
    set_value(opened, "b.list", (struct value){.kind = VALUE_NOT_APPLICABLE});
    struct value link = value_of_row(2);
    value_set_text(&link.items[1], "https://x.example");
    set_value(opened, "b.link", link);
    expect_bytes(opened, "b:\n  list: N/A\n  link: https://x.example\n");
}

static void a_renamed_field_is_read_and_moves_when_edited(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  id: X\nold:\n  place: was here\n  else: kept\n");
    assert_string_equal(value_text(value_at(opened, "b.moved")), "was here");
    size_t count = 0;
    const struct other_value *others = spec_others(opened->spec, &count);
    assert_int_equal(count, 2);
    assert_string_equal(others[0].path, "old.place");
    assert_string_equal(others[1].path, "old.else");
    struct findings findings = {0};
    struct check_world world = {.today = {2026, 1, 1}};
    check_spec(opened->spec, &world, &findings);
    assert_string_equal(findings.items[0].message,
                        "“old.place” is called “b.moved” now; it moves there when it is edited");
    findings_done(&findings);
    set_text(opened, "b.moved", "is there");
    expect_bytes(opened, "a:\n  id: X\nb:\n  moved: is there\nold:\n  else: kept\n");
    set_value(opened, "b.moved", (struct value){0});
    expect_bytes(opened, "a:\n  id: X\nold:\n  else: kept\n");
}

static void block_texts_keep_their_final_line_break(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  text: |-\n    one\n    two\n  title: t\n");
    set_text(opened, "a.text", "one\ntwo\nthree");
    expect_bytes(opened, "a:\n  text: |-\n    one\n    two\n    three\n  title: t\n");
    read_spec(opened, "a:\n  text: |\n    one\n  title: t\n");
    set_text(opened, "a.text", "two");
    expect_bytes(opened, "a:\n  text: |\n    two\n  title: t\n");
    set_text(opened, "a.text", "two\n\nthree\n\n");
    expect_bytes(opened, "a:\n  text: |\n    two\n\n    three\n  title: t\n");
}

static void crlf_and_missing_newlines_are_kept(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\r\n  id: X\r\n  text: |\r\n    one\r\n    two\r\nc:\r\n  last: z");
    assert_string_equal(value_text(value_at(opened, "a.text")), "one\ntwo");
    set_text(opened, "a.text", "one\nthree");
    set_text(opened, "c.last", "w");
    expect_bytes(opened, "a:\r\n  id: X\r\n  text: |\r\n    one\r\n    three\r\nc:\r\n  last: w");
}

static void linked_values_are_replaced_as_a_whole(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "x: &l [one, two]\nb:\n  list: *l\n  steps: [a]\n");
    assert_null(spec_read_only_reason(opened->spec, field_at(opened, "b.list")));
    struct value list = copy_at(opened, "b.list");
    value_remove(&list, 0);
    set_value(opened, "b.list", list);
    struct buffer out = {0};
    struct error error = {0};
    if (spec_file_write(opened->file, opened->spec, &out, &error) < 0)
        fail_msg("%s", error.text);
    assert_int_equal(strncmp(buffer_string(&out), "x: &l [one, two]\n", 17), 0);
    read_spec(opened, buffer_string(&out));
    buffer_done(&out);
    assert_int_equal(value_at(opened, "b.list")->count, 1);
}

/* ── saving ── */

static void save(struct opened *opened, const char *expected)
{
    expect_bytes(opened, expected);
    spec_file_written(opened->file, opened->spec);
    assert_false(spec_is_modified(opened->spec));
    size_t length = 0;
    const char *bytes = spec_file_bytes(opened->file, &length);
    assert_int_equal(length, strlen(expected));
    assert_memory_equal(bytes, expected, length);
    expect_bytes(opened, expected);
}

static void rows_are_known_after_a_save_and_after_undo(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  steps:\n    - one # 1\n    - two # 2\n");
    struct value steps = copy_at(opened, "b.steps");
    value_insert(&steps, 0, value_of_text("zero"));
    value_move(&steps, 2, 1);
    set_value(opened, "b.steps", steps);
    save(opened, "b:\n  steps:\n    - zero\n    - two # 2\n    - one # 1\n");
    steps = copy_at(opened, "b.steps");
    value_set_text(&steps.items[1], "TWO");
    value_remove(&steps, 0);
    set_value(opened, "b.steps", steps);
    save(opened, "b:\n  steps:\n    - TWO # 2\n    - one # 1\n");
    assert_true(spec_undo(opened->spec, NULL));
    save(opened, "b:\n  steps:\n    - zero\n    - two # 2\n    - one # 1\n");
    assert_true(spec_undo(opened->spec, NULL));
    save(opened, "b:\n  steps:\n    - one # 1\n    - two # 2\n");
    assert_true(spec_redo(opened->spec, NULL));
    save(opened, "b:\n  steps:\n    - zero\n    - two # 2\n    - one # 1\n");
}

static void a_write_that_is_not_saved_leaves_no_trace(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  id: X\n  title: t\n");
    set_text(opened, "a.title", "u");
    expect_bytes(opened, "a:\n  id: X\n  title: u\n");
    assert_true(spec_undo(opened->spec, NULL));
    expect_bytes(opened, "a:\n  id: X\n  title: t\n");
    set_text(opened, "a.title", "v");
    save(opened, "a:\n  id: X\n  title: v\n");
}

static void fields_follow_the_anchored_value_they_are_linked_to(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "a:\n  title: &t one\n  text: *t\nb:\n  list: [x, *t]\n");
    set_text(opened, "a.title", "two");
    save(opened, "a:\n  title: &t two\n  text: *t\nb:\n  list: [x, *t]\n");
    assert_string_equal(value_at(opened, "a.text")->text, "two");
    assert_string_equal(value_at(opened, "b.list")->items[1].text, "two");
    assert_false(spec_is_modified(opened->spec));
    set_text(opened, "c.last", "z");
    save(opened, "a:\n  title: &t two\n  text: *t\nb:\n  list: [x, *t]\nc:\n  last: z\n");
}

static void an_alias_beside_its_anchor_in_one_field_is_replaced_first(void **state)
{
    struct opened *opened = *state;
    read_spec(opened, "b:\n  list: [&x one, *x]\n");
    struct value list = copy_at(opened, "b.list");
    free(list.items[0].text);
    list.items[0].text = memory_copy_string("two");
    set_value(opened, "b.list", list);
    expect_refused(opened, "b.list: an alias in this field follows");
}

#define FORM_TEST(name) cmocka_unit_test_setup_teardown(name, open_form, close_form)

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
        FORM_TEST(a_new_file_begins_with_its_form),
        FORM_TEST(an_empty_file_gets_its_form_first),
        FORM_TEST(the_last_field_takes_its_section_along),
        FORM_TEST(a_section_with_a_comment_inside_stays),
        FORM_TEST(a_section_stays_while_another_field_comes),
        FORM_TEST(only_the_cells_that_changed_are_touched),
        FORM_TEST(entries_keep_their_comments_when_they_move),
        FORM_TEST(a_copied_row_is_a_new_one),
        FORM_TEST(links_grow_and_shrink),
        FORM_TEST(a_single_text_becomes_a_list_only_when_edited),
        FORM_TEST(not_applicable_replaces_and_is_replaced),
        FORM_TEST(a_renamed_field_is_read_and_moves_when_edited),
        FORM_TEST(block_texts_keep_their_final_line_break),
        FORM_TEST(crlf_and_missing_newlines_are_kept),
        FORM_TEST(linked_values_are_replaced_as_a_whole),
        FORM_TEST(fields_follow_the_anchored_value_they_are_linked_to),
        FORM_TEST(an_alias_beside_its_anchor_in_one_field_is_replaced_first),
        FORM_TEST(rows_are_known_after_a_save_and_after_undo),
        FORM_TEST(a_write_that_is_not_saved_leaves_no_trace),
    };
    return cmocka_run_group_tests_name("spec file", tests, NULL, NULL);
}
