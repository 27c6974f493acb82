/* Specifications of a form with every type of field, read from bytes and written to bytes. */
#ifndef IFSPEC_TESTS_STORE_SPEC_FIXTURE_H
#define IFSPEC_TESTS_STORE_SPEC_FIXTURE_H

#include "fixture.h"

#include "model/field_type.h"
#include "model/spec.h"
#include "store/spec_file.h"

/* A form with every type of field. */
static const char FORM[] = "form: test\n"
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

ATTRIBUTE_UNUSED static int open_form(void **state)
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

ATTRIBUTE_UNUSED static void close_spec(struct opened *opened)
{
    spec_file_free(opened->file);
    spec_free(opened->spec);
    opened->file = NULL;
    opened->spec = NULL;
}

ATTRIBUTE_UNUSED static int close_form(void **state)
{
    struct opened *opened = *state;
    void *fixture = opened->fixture;
    close_spec(opened);
    form_free(opened->form);
    fixture_close(&fixture);
    free(opened);
    return 0;
}

ATTRIBUTE_UNUSED static void read_spec(struct opened *opened, const char *bytes)
{
    struct error error = {0};
    close_spec(opened);
    if (spec_file_read("spec.yaml", bytes, strlen(bytes), opened->form, &opened->file,
                       &opened->spec, &error) < 0)
        fail_msg("%s", error.text);
}

ATTRIBUTE_UNUSED static const struct field *field_at(const struct opened *opened, const char *path)
{
    const struct field *field = form_find_field(opened->form, path);
    assert_non_null(field);
    return field;
}

ATTRIBUTE_UNUSED static const struct value *value_at(const struct opened *opened, const char *path)
{
    return spec_value(opened->spec, field_at(opened, path));
}

ATTRIBUTE_UNUSED static void set_value(struct opened *opened, const char *path, struct value take)
{
    spec_set_value(opened->spec, field_at(opened, path), &take, 0);
    value_done(&take);
}

ATTRIBUTE_UNUSED static void set_text(struct opened *opened, const char *path, const char *text)
{
    set_value(opened, path, value_of_text(text));
}

ATTRIBUTE_UNUSED static struct value copy_at(const struct opened *opened, const char *path)
{
    return value_copy(value_at(opened, path));
}

ATTRIBUTE_UNUSED static void expect_bytes(const struct opened *opened, const char *expected)
{
    struct buffer out = {0};
    struct error error = {0};
    if (spec_file_write(opened->file, opened->spec, &out, &error) < 0)
        fail_msg("%s", error.text);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
}

ATTRIBUTE_UNUSED static void expect_refused(const struct opened *opened, const char *text)
{
    struct buffer out = {0};
    struct error error = {0};
    assert_int_equal(spec_file_write(opened->file, opened->spec, &out, &error), -1);
    if (strstr(error.text, text) == NULL)
        fail_msg("%s", error.text);
    assert_int_equal(out.length, 0);
    buffer_done(&out);
}

#define FORM_TEST(name) cmocka_unit_test_setup_teardown(name, open_form, close_form)

#endif
