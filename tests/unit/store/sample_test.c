#include "sample.h"

#include "model/check.h"
#include "model/field_type.h"
#include "yaml/document.h"

typedef void visit_sample(struct sample *sample);

static void for_each_sample(visit_sample *visit)
{
    struct sample_names names = sample_names_read();
    for (size_t i = 0; i < names.count; i++) {
        struct sample sample = sample_open(names.items[i]);
        visit(&sample);
        sample_close(&sample);
    }
    sample_names_done(&names);
}

/* ── reading ── */

static bool is_known_id(void *context, const char *id)
{
    const struct sample_names *names = context;
    for (size_t i = 0; i < names->count; i++)
        if (strncmp(names->items[i], id, strlen(id)) == 0 &&
            strcmp(names->items[i] + strlen(id), ".yaml") == 0)
            return true;
    return false;
}

static void finished_samples_have_no_errors_and_no_dangling_references(void **state)
{
    (void)state;
    struct sample_names names = sample_names_read();
    struct check_world world = {
        .today = {2026, 1, 1}, .context = &names, .knows_id = is_known_id};
    for (size_t i = 0; i < names.count; i++) {
        if (strchr(names.items[i], '/') != NULL)
            continue;
        struct sample sample = sample_open(names.items[i]);
        struct findings findings = {0};
        world.path = names.items[i];
        check_spec(sample.spec, &world, &findings);
        for (size_t j = 0; j < findings.count; j++) {
            const struct finding *finding = &findings.items[j];
            if (finding->severity == SEVERITY_ERROR || strcmp(finding->rule, "reference") == 0 ||
                strcmp(finding->rule, "unknown-key") == 0)
                fail_msg("%s: %s: %s [%s]", names.items[i],
                         finding->field != NULL ? finding->field->path : "", finding->message,
                         finding->rule);
        }
        findings_done(&findings);
        sample_close(&sample);
    }
    sample_names_done(&names);
}

static void check_loaded(struct sample *sample)
{
    size_t others = 0;
    (void)spec_others(sample->spec, &others);
    assert_int_equal(others, 0);
    assert_false(spec_is_modified(sample->spec));
    assert_string_not_equal(spec_id(sample->spec), "");
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *field = &sample->form->fields[i];
        const char *reason = spec_read_only_reason(sample->spec, field);
        if (reason != NULL)
            fail_msg("%s: %s: %s", sample->name, field->path, reason);
    }
}

static void every_value_of_the_samples_has_its_field(void **state)
{
    (void)state;
    for_each_sample(check_loaded);
}

static void check_unchanged(struct sample *sample)
{
    size_t length = 0;
    const char *bytes = spec_file_bytes(sample->file, &length);
    char *written = sample_write(sample);
    assert_int_equal(strlen(written), length);
    assert_memory_equal(written, bytes, length);
    free(written);
}

static void saving_without_a_change_changes_nothing(void **state)
{
    (void)state;
    for_each_sample(check_unchanged);
}

/* ── editing ── */

/* Offset of a line, from 1; the end for one behind the last. */
static size_t find_line(const char *text, size_t line)
{
    const char *at = text;
    while (--line > 0) {
        const char *newline = strchr(at, '\n');
        if (newline == NULL)
            return strlen(text);
        at = newline + 1;
    }
    return (size_t)(at - text);
}

static const struct node *find_node(const struct document *document, const struct field *field)
{
    const struct node *section = document_root(document);
    if (field->section != NULL)
        section = node_find(section, field->section->id);
    return section != NULL ? node_find(section, field->id) : NULL;
}

/* Lines [*first, *last] of a field's key and value; false if it is not there. */
static bool find_range(const char *bytes, const struct field *field, size_t *first, size_t *last)
{
    struct document *document = NULL;
    assert_int_equal(document_open("range", bytes, strlen(bytes), &document, NULL), 0);
    const struct node *node = find_node(document, field);
    if (node != NULL) {
        node_line_range(node, first, last);
        /* The key stands above a value that begins on a line of its own. */
        enum node_kind kind = node_kind(node);
        bool block = (kind == NODE_SEQUENCE || kind == NODE_MAPPING) &&
                     (node_flags(node) & NODE_FLOW) == 0;
        *first -= block ? 1 : 0;
    }
    document_close(document);
    return node != NULL;
}

static struct value make_new_value(const struct field *field)
{
    const char *text = "new value: #1";
    if (strcmp(field->type->name, "date") == 0)
        text = "2098-12-31";
    if (strcmp(field->type->name, "number") == 0)
        text = "42";
    if (strcmp(field->type->name, "yes_no") == 0)
        text = "false";
    if (strcmp(field->type->name, "paragraph") == 0)
        text = "First line\n\n  second: 'line'";
    if (field->choices != NULL && !field->open)
        text = field->choices->entries[field->choices->count - 1].value;
    struct value link = value_of_row(2);
    switch (field->type->shape) {
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
        value_done(&link);
        return value_of_text(text);
    case SHAPE_LINK:
    case SHAPE_LINKS:
        link.items[0] = value_of_text("New title");
        link.items[1] = value_of_text("https://example.com/?a=1&b=2#c");
        break;
    case SHAPE_LIST:
        value_done(&link);
        link = value_of_text(text);
        break;
    case SHAPE_TABLE:
        value_done(&link);
        link = value_of_row(field->column_count);
        for (size_t i = 0; i < field->column_count; i++)
            link.items[i] = make_new_value(&field->columns[i]);
        break;
    }
    if (field->type->shape == SHAPE_LINK)
        return link;
    struct value list = value_of_list();
    value_insert(&list, 0, link);
    return list;
}

static struct value read_back(const struct sample *sample, const char *bytes,
                              const struct field *field)
{
    struct spec_file *file = NULL;
    struct spec *spec = NULL;
    struct error error = {0};
    if (spec_file_read("again", bytes, strlen(bytes), sample->form, &file, &spec, &error) < 0)
        fail_msg("%s", error.text);
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *other = &sample->form->fields[i];
        if (other != field &&
            !value_equal(spec_value(spec, other), spec_saved_value(sample->spec, other)))
            fail_msg("%s: %s changed with %s", sample->name, other->path, field->path);
    }
    struct value value = value_copy(spec_value(spec, field));
    spec_free(spec);
    spec_file_free(file);
    return value;
}

static void fail_with_bytes(const struct sample *sample, const struct field *field,
                            const char *what, const char *bytes)
{
    print_error("%s\n", bytes);
    fail_msg("%s: %s: %s", sample->name, field->path, what);
}

/* Whether nothing changed but what lies on the lines of the field. */
static void check_outside(const struct sample *sample, const struct field *field,
                          const char *before, const char *after)
{
    size_t first = 0;
    size_t last = 0;
    size_t new_first = 0;
    size_t new_last = 0;
    bool existed = find_range(before, field, &first, &last);
    bool exists = find_range(after, field, &new_first, &new_last);
    if (!existed || !exists)
        return;
    size_t head = find_line(before, first);
    if (find_line(after, new_first) != head || strncmp(before, after, head) != 0)
        fail_with_bytes(sample, field, "something above changed", after);
    const char *tail = before + find_line(before, last + 1);
    const char *new_tail = after + find_line(after, new_last + 1);
    if (strcmp(tail, new_tail) != 0)
        fail_with_bytes(sample, field, "something below changed", after);
}

/* Every line of `kept` stands in `whole`, in order. */
static bool holds_lines(const char *whole, const char *kept)
{
    while (*kept != '\0') {
        size_t length = strcspn(kept, "\n");
        bool found = false;
        while (*whole != '\0' && !found) {
            size_t width = strcspn(whole, "\n");
            found = width == length && memcmp(whole, kept, length) == 0;
            whole += width + (whole[width] == '\n');
        }
        if (!found)
            return false;
        kept += length + (kept[length] == '\n');
    }
    return true;
}

static void set_and_check(struct sample *sample, const struct field *field,
                          const struct value *value)
{
    size_t length = 0;
    const char *before = spec_file_bytes(sample->file, &length);
    if (value_equal(spec_value(sample->spec, field), value))
        return;
    spec_set_value(sample->spec, field, value, 0);
    char *after = sample_write(sample);
    struct value read = read_back(sample, after, field);
    if (!value_equal(&read, value))
        fail_with_bytes(sample, field, "does not read back", after);
    check_outside(sample, field, before, after);
    if (value_is_empty(spec_saved_value(sample->spec, field)) && !holds_lines(after, before))
        fail_with_bytes(sample, field, "a line was lost", after);
    value_done(&read);
    free(after);
    assert_true(spec_undo(sample->spec, NULL));
    check_unchanged(sample);
}

static void edit_every_field(struct sample *sample)
{
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *field = &sample->form->fields[i];
        struct value value = make_new_value(field);
        set_and_check(sample, field, &value);
        value_done(&value);
        struct value none = {0};
        if (!value_is_empty(spec_value(sample->spec, field)))
            set_and_check(sample, field, &none);
        struct value not_applicable = {.kind = VALUE_NOT_APPLICABLE};
        if (field_allows_not_applicable(sample->form, field) &&
            spec_value(sample->spec, field)->kind != VALUE_NOT_APPLICABLE)
            set_and_check(sample, field, &not_applicable);
    }
}

static void an_edit_of_any_field_stays_on_its_lines(void **state)
{
    (void)state;
    for_each_sample(edit_every_field);
}

static void clear_and_set_everything(struct sample *sample)
{
    spec_begin_step(sample->spec);
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *field = &sample->form->fields[i];
        struct value none = {0};
        if (field != sample->form->id)
            spec_set_value(sample->spec, field, &none, 0);
    }
    spec_end_step(sample->spec);
    char *cleared = sample_write(sample);
    assert_non_null(strstr(cleared, spec_id(sample->spec)));
    free(cleared);
    assert_true(spec_undo(sample->spec, NULL));
    check_unchanged(sample);
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *field = &sample->form->fields[i];
        struct value value = make_new_value(field);
        spec_set_value(sample->spec, field, &value, 0);
        value_done(&value);
    }
    free(sample_write(sample));
}

static void everything_can_change_at_once(void **state)
{
    (void)state;
    for_each_sample(clear_and_set_everything);
}

/* A new spec with the answers of a sample reads back as the sample does. */
static void write_anew(struct sample *sample)
{
    struct spec_file *file = spec_file_new("new.yaml", sample->form);
    struct spec *spec = spec_new(sample->form);
    for (size_t i = 0; i < sample->form->field_count; i++) {
        const struct field *field = &sample->form->fields[i];
        spec_set_value(spec, field, spec_value(sample->spec, field), 0);
    }
    struct buffer out = {0};
    struct error error = {0};
    if (spec_file_write(file, spec, &out, &error) < 0)
        fail_msg("%s: %s", sample->name, error.text);
    char *head = memory_format("form: %s\n", sample->form->name);
    if (strncmp(buffer_string(&out), head, strlen(head)) != 0)
        fail_msg("%s", buffer_string(&out));
    struct value id = read_back(sample, buffer_string(&out), sample->form->id);
    assert_string_equal(value_text(&id), spec_id(sample->spec));
    value_done(&id);
    free(head);
    buffer_done(&out);
    spec_free(spec);
    spec_file_free(file);
}

static void a_new_file_reads_back_whole(void **state)
{
    (void)state;
    for_each_sample(write_anew);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_of_the_samples_has_its_field),
        cmocka_unit_test(finished_samples_have_no_errors_and_no_dangling_references),
        cmocka_unit_test(saving_without_a_change_changes_nothing),
        cmocka_unit_test(an_edit_of_any_field_stays_on_its_lines),
        cmocka_unit_test(everything_can_change_at_once),
        cmocka_unit_test(a_new_file_reads_back_whole),
    };
    return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
