#include "small_form.h"

static struct form *form;
static struct spec *spec;

static int make(void **state)
{
    (void)state;
    form = small_form();
    spec = spec_new(form);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    spec_free(spec);
    form_free(form);
    return 0;
}

static void type_text(const char *path, const char *text, unsigned group)
{
    struct value value = value_of_text(text);
    spec_set_value(spec, small_field(form, path), &value, group);
    value_done(&value);
}

static void takes_back_and_does_again(void **state)
{
    (void)state;
    const struct field *field = NULL;
    type_text("overview.title", "one", 0);
    type_text("details.sla", "two", 0);
    assert_true(spec_undo(spec, &field));
    assert_string_equal(field->path, "details.sla");
    small_assert_text(spec, "details.sla", "");
    assert_true(spec_undo(spec, &field));
    assert_string_equal(field->path, "overview.title");
    assert_false(spec_undo(spec, &field));
    assert_true(spec_redo(spec, &field));
    assert_true(spec_redo(spec, &field));
    assert_false(spec_redo(spec, &field));
    small_assert_text(spec, "overview.title", "one");
    small_assert_text(spec, "details.sla", "two");
}

static void typing_in_one_group_is_one_step(void **state)
{
    (void)state;
    type_text("overview.title", "C", 7);
    type_text("overview.title", "Cu", 7);
    type_text("overview.title", "Cus", 7);
    type_text("overview.title", "Customers", 8);
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "Cus");
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "");
}

static void the_same_group_in_another_field_is_another_step(void **state)
{
    (void)state;
    type_text("overview.title", "C", 7);
    type_text("details.sla", "S", 7);
    type_text("overview.title", "Cu", 7);
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "C");
    small_assert_text(spec, "details.sla", "S");
}

static void typing_after_an_undo_or_a_save_is_a_new_step(void **state)
{
    (void)state;
    type_text("overview.title", "C", 7);
    spec_mark_saved(spec);
    type_text("overview.title", "Cu", 7);
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "C");
    assert_false(spec_is_modified(spec));
    assert_true(spec_redo(spec, NULL));
    type_text("overview.title", "Cus", 7);
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "Cu");
}

static void a_change_forgets_what_was_taken_back(void **state)
{
    (void)state;
    type_text("overview.title", "one", 0);
    assert_true(spec_undo(spec, NULL));
    type_text("overview.title", "two", 0);
    assert_false(spec_redo(spec, NULL));
    small_assert_text(spec, "overview.title", "two");
}

static void the_same_value_is_no_step(void **state)
{
    (void)state;
    type_text("overview.title", "one", 0);
    type_text("overview.title", "one", 0);
    assert_true(spec_undo(spec, NULL));
    assert_false(spec_undo(spec, NULL));
}

static void nested_steps_are_one(void **state)
{
    (void)state;
    spec_begin_step(spec);
    type_text("overview.title", "one", 0);
    spec_begin_step(spec);
    type_text("details.sla", "two", 3);
    type_text("overview.title", "three", 0);
    spec_end_step(spec);
    type_text("overview.summary", "four", 0);
    spec_end_step(spec);
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "overview.title", "");
    small_assert_text(spec, "details.sla", "");
    small_assert_text(spec, "overview.summary", "");
    assert_false(spec_undo(spec, NULL));
    assert_true(spec_redo(spec, NULL));
    small_assert_text(spec, "overview.title", "three");
    small_assert_text(spec, "overview.summary", "four");
}

static void a_step_that_changes_nothing_in_the_end_is_none(void **state)
{
    (void)state;
    spec_begin_step(spec);
    spec_end_step(spec);
    spec_begin_step(spec);
    type_text("overview.title", "one", 0);
    type_text("overview.title", "two", 0);
    spec_set_value(spec, small_field(form, "overview.title"), &(struct value){0}, 0);
    spec_end_step(spec);
    assert_false(spec_undo(spec, NULL));
}

/* ── property: whatever was done, undo to the start and redo to the end are exact ── */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct value random_scalar(uint32_t *seed)
{
    char text[8] = "";
    size_t length = next_random(seed) % 4;
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + next_random(seed) % 3);
    return value_of_text(text);
}

static struct value random_value(const struct field *field, uint32_t *seed)
{
    uint32_t kind = next_random(seed) % 8;
    if (kind == 0)
        return (struct value){0};
    if (kind == 1)
        return (struct value){.kind = VALUE_NOT_APPLICABLE};
    if (field->type->shape == SHAPE_LINE || field->type->shape == SHAPE_PARAGRAPH)
        return random_scalar(seed);
    struct value list = value_of_list();
    size_t count = next_random(seed) % 4;
    for (size_t i = 0; i < count; i++) {
        struct value entry = random_scalar(seed);
        if (field->column_count > 0) {
            struct value row = value_of_row(field->column_count);
            row.items[next_random(seed) % row.count] = entry;
            entry = row;
        }
        value_insert(&list, i, entry);
    }
    return list;
}

static void change_at_random(uint32_t *seed, unsigned *depth)
{
    uint32_t what = next_random(seed) % 16;
    if (what == 0 && *depth < 3) {
        spec_begin_step(spec);
        ++*depth;
    } else if (what == 1 && *depth > 0) {
        spec_end_step(spec);
        --*depth;
    } else if (what == 2 && *depth == 0) {
        (void)spec_undo(spec, NULL);
    } else if (what == 3 && *depth == 0) {
        (void)spec_redo(spec, NULL);
    } else {
        const struct field *field = &form->fields[next_random(seed) % form->field_count];
        struct value value = random_value(field, seed);
        spec_set_value(spec, field, &value, next_random(seed) % 3);
        value_done(&value);
    }
}

static void assert_same_values(const struct spec *a, const struct spec *b)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const struct value *left = spec_value(a, &form->fields[i]);
        const struct value *right = spec_value(b, &form->fields[i]);
        assert_int_equal(left->kind, right->kind);
        assert_int_equal(left->count, right->count);
        assert_true(value_equal(left, right));
    }
}

static void undo_to_the_start_and_redo_to_the_end_are_exact(void **state)
{
    (void)state;
    for (uint32_t round = 1; round <= 100; round++) {
        uint32_t seed = round * 7919u;
        unsigned depth = 0;
        struct spec *start = spec_copy(spec);
        for (int i = 0; i < 60; i++)
            change_at_random(&seed, &depth);
        while (depth-- > 0)
            spec_end_step(spec);
        while (spec_redo(spec, NULL))
            continue;
        struct spec *end = spec_copy(spec);
        while (spec_undo(spec, NULL))
            continue;
        assert_same_values(spec, start);
        while (spec_redo(spec, NULL))
            continue;
        assert_same_values(spec, end);
        while (spec_undo(spec, NULL))
            continue;
        spec_free(start);
        spec_free(end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(takes_back_and_does_again, make, drop),
        cmocka_unit_test_setup_teardown(typing_in_one_group_is_one_step, make, drop),
        cmocka_unit_test_setup_teardown(the_same_group_in_another_field_is_another_step, make,
                                        drop),
        cmocka_unit_test_setup_teardown(typing_after_an_undo_or_a_save_is_a_new_step, make, drop),
        cmocka_unit_test_setup_teardown(a_change_forgets_what_was_taken_back, make, drop),
        cmocka_unit_test_setup_teardown(the_same_value_is_no_step, make, drop),
        cmocka_unit_test_setup_teardown(nested_steps_are_one, make, drop),
        cmocka_unit_test_setup_teardown(a_step_that_changes_nothing_in_the_end_is_none, make,
                                        drop),
        cmocka_unit_test_setup_teardown(undo_to_the_start_and_redo_to_the_end_are_exact, make,
                                        drop),
    };
    return cmocka_run_group_tests_name("spec_undo", tests, NULL, NULL);
}
