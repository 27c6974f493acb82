#include "spec_fixture.h"

#include "model/check.h"

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
    expect_bytes(opened, "b:\n  link: https://z.example # c\n  links:\n    - https://y.example\n");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
        FORM_TEST(rows_are_known_after_a_save_and_after_undo),
        FORM_TEST(a_write_that_is_not_saved_leaves_no_trace),
        FORM_TEST(fields_follow_the_anchored_value_they_are_linked_to),
        FORM_TEST(an_alias_beside_its_anchor_in_one_field_is_replaced_first),
    };
    return cmocka_run_group_tests_name("spec write", tests, NULL, NULL);
}
