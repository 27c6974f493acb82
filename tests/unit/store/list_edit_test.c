/* Random edits of lists and tables, saved now and then: the file holds what the spec holds, and
 * what was written beside an entry by hand stays with it as long as the entry lives. */
#include "fixture.h"

#include "model/spec.h"
#include "store/spec_file.h"

static const char FORM[] =
    "form: test\ntitle: Test\nidentity: {id: a.id, title: a.id}\n"
    "sections:\n"
    "- id: a\n"
    "  title: A\n"
    "  fields:\n"
    "  - {id: id, label: ID, type: text}\n"
    "  - {id: steps, label: Steps, type: steps}\n"
    "  - {id: words, label: Words, type: list}\n"
    "  - id: rows\n"
    "    label: Rows\n"
    "    type: table\n"
    "    columns:\n"
    "    - {id: key, label: Key, type: text}\n"
    "    - {id: note, label: Note, type: paragraph}\n"
    "    - {id: day, label: Day, type: date}\n"
    "    - {id: link, label: Link, type: link}\n";

enum { ENTRY_COUNT = 6, ROUNDS = 300, EDITS_A_ROUND = 8 };

static unsigned random_state;

static unsigned pick(unsigned count)
{
    random_state = random_state * 1103515245u + 12345u;
    return (random_state >> 16) % count;
}

static char *make_file(void)
{
    struct buffer out = {0};
    buffer_append_string(&out, "form: test\na:\n  id: X # id\n  steps:\n");
    for (int i = 0; i < ENTRY_COUNT; i++)
        buffer_append_format(&out, "    - step %d # step %d\n", i, i);
    buffer_append_string(&out, "  words: [one, two, three, four] # words\n  rows:\n");
    for (int i = 0; i < ENTRY_COUNT; i++)
        buffer_append_format(&out, i % 2 == 0 ? "    - key: row %d # row %d\n      by_hand: %d\n"
                                              : "    - {key: row %d, by_hand: %d} # row %d\n",
                             i, i, i);
    return buffer_take(&out);
}

static struct value make_cell(unsigned number)
{
    static const char *const texts[] = {"plain", "two\nlines", "no", "# hash", "a: b", "N/A", ""};
    return number % 5 == 0 ? (struct value){0} : value_of_text(texts[number % 7]);
}

static struct value make_row(unsigned number)
{
    struct value row = value_of_row(4);
    row.items[0] = value_of_text("new");
    row.items[1] = make_cell(number);
    if (number % 3 == 0)
        row.items[2] = value_of_text("2025-05-01");
    if (number % 4 == 0) {
        row.items[3] = value_of_row(2);
        row.items[3].items[0] = make_cell(number / 4);
        row.items[3].items[1] = value_of_text("https://example.com/");
    }
    return row;
}

static struct value make_entry(bool rows, unsigned number)
{
    static const char *const texts[] = {"new", "- dash", "x, y", "[z]", "1.10", "it's"};
    return rows ? make_row(number) : value_of_text(texts[number % 6]);
}

/* Change an entry without taking away what it is recognised by. */
static void change_entry(struct value *entry, bool rows)
{
    if (!rows) {
        value_set_text(entry, pick(2) == 0 ? "changed" : "it was changed");
        return;
    }
    struct value fresh = make_row(pick(1000));
    for (size_t i = 1; i < 4; i++) {
        struct value old = entry->items[i];
        entry->items[i] = fresh.items[i];
        fresh.items[i] = old;
    }
    value_done(&fresh);
}

/* 1 if that was a step that can be taken back. */
static int edit_list(struct spec *spec, const struct field *field, bool rows)
{
    struct value list = value_copy(spec_value(spec, field));
    if (list.kind != VALUE_LIST) {
        value_done(&list);
        list = value_of_list();
    }
    unsigned count = (unsigned)list.count;
    unsigned what = pick(6);
    unsigned from = count > 0 ? pick(count) : 0;
    unsigned to = count > 0 ? pick(count) : 0;
    if (what <= 1 || count == 0)
        value_insert(&list, pick(count + 1), make_entry(rows, pick(1000)));
    else if (what == 2)
        value_remove(&list, from);
    else if (what == 3)
        change_entry(&list.items[from], rows);
    else
        value_move(&list, from, to);
    spec_set_value(spec, field, &list, 0);
    value_done(&list);
    return what < 3 || (what > 3 && from != to); /* a change may be none */
}

/* Each line that names an original entry has the note that was written beside it, and each note
 * stands beside its entry. */
static void check_notes(const char *bytes)
{
    char entry[64];
    char note[64];
    for (int i = 0; i < ENTRY_COUNT; i++) {
        snprintf(entry, sizeof entry, "key: row %d", i);
        snprintf(note, sizeof note, "# row %d\n", i);
        const char *at = strstr(bytes, entry);
        if ((at == NULL) != (strstr(bytes, note) == NULL))
            fail_msg("the note of row %d:\n%s", i, bytes);
        snprintf(entry, sizeof entry, "by_hand: %d", i);
        if ((at == NULL) != (strstr(bytes, entry) == NULL))
            fail_msg("what was added to row %d:\n%s", i, bytes);
        snprintf(entry, sizeof entry, "- step %d", i);
        snprintf(note, sizeof note, "- step %d # step %d\n", i, i);
        at = strstr(bytes, entry);
        if (at != NULL && strncmp(at, note, strlen(note)) != 0)
            fail_msg("the note of step %d:\n%s", i, bytes);
    }
    assert_non_null(strstr(bytes, "  id: X # id\n"));
}

static void check_read_back(const struct form *form, const struct spec *spec, const char *bytes)
{
    struct spec_file *file = NULL;
    struct spec *again = NULL;
    struct error error = {0};
    if (spec_file_read("again", bytes, strlen(bytes), form, &file, &again, &error) < 0)
        fail_msg("%s\n%s", error.text, bytes);
    for (size_t i = 0; i < form->field_count; i++)
        if (!value_equal(spec_value(again, &form->fields[i]), spec_value(spec, &form->fields[i])))
            fail_msg("%s does not read back:\n%s", form->fields[i].path, bytes);
    spec_free(again);
    spec_file_free(file);
}

static void play_a_round(const struct form *form, const char *original)
{
    static const char *const paths[] = {"a.steps", "a.words", "a.rows"};
    struct spec_file *file = NULL;
    struct spec *spec = NULL;
    struct error error = {0};
    assert_int_equal(spec_file_read("spec.yaml", original, strlen(original), form, &file, &spec,
                                    &error),
                     0);
    int unsaved = 0;
    for (int i = 0; i < EDITS_A_ROUND; i++) {
        unsigned which = pick(3);
        /* What a save has removed comes back by undo, but not what stood beside it. */
        if (unsaved > 0 && pick(6) == 0)
            unsaved -= spec_undo(spec, NULL);
        else
            unsaved += edit_list(spec, form_find_field(form, paths[which]), which == 2);
        if (pick(3) != 0)
            continue;
        struct buffer out = {0};
        if (spec_file_write(file, spec, &out, &error) < 0)
            fail_msg("%s", error.text);
        check_read_back(form, spec, buffer_string(&out));
        check_notes(buffer_string(&out));
        spec_file_written(file, spec);
        unsaved = 0;
        assert_false(spec_is_modified(spec));
        buffer_done(&out);
    }
    spec_free(spec);
    spec_file_free(file);
}

static void random_edits_keep_what_was_written_by_hand(void **state)
{
    const struct fixture *fixture = *state;
    const char *const paths[] = {fixture->path};
    struct form_folders folders = {paths, 1};
    struct form *form = NULL;
    fixture_write(fixture, "test.yaml", FORM);
    assert_int_equal(form_load(&folders, "test", &form, NULL, NULL), 0);
    char *original = make_file();
    for (unsigned i = 0; i < ROUNDS; i++) {
        random_state = i * 7919u + 1u;
        play_a_round(form, original);
    }
    free(original);
    form_free(form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(random_edits_keep_what_was_written_by_hand, fixture_open,
                                        fixture_close),
    };
    return cmocka_run_group_tests_name("list edit", tests, NULL, NULL);
}
