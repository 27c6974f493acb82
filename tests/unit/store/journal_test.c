#include "unit/unit.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "store/journal.h"
#include "store/journal_file.h"
#include "store/version_store.h"

#include <stdio.h>
#include <unistd.h>

/* ── fields by hand ── */

static struct field make_field(const char *path, const char *type)
{
    return (struct field){.path = (char *)(uintptr_t)path,
                          .id = (char *)(uintptr_t)path,
                          .type = field_type_find(type)};
}

static struct field columns_of_two[2];

static struct field make_table(const char *first, const char *second)
{
    struct field table = make_field("a.table", "table");
    columns_of_two[0] = make_field(first, "text");
    columns_of_two[1] = make_field(second, "text");
    table.columns = columns_of_two;
    table.column_count = 2;
    return table;
}

static struct value make_rows(void)
{
    struct value list = value_of_list();
    struct value row = value_of_row(2);
    value_set_text(&row.items[0], "Kafka");
    value_set_text(&row.items[1], "ärger");
    row.origin = 3;
    value_insert(&list, 0, row);
    return list;
}

static void write_sample(struct buffer *out)
{
    struct journal_header header = {
        .root = (char *)(uintptr_t)"/srv/specs",
        .path = (char *)(uintptr_t)"interfaces/A.yaml",
        .form = (char *)(uintptr_t)"integration-interface",
        .boot = (char *)(uintptr_t)"",
        .process = 42,
        .inode = UINT64_MAX,
        .started = {1746093600, -120},
    };
    struct field text = make_field("a.text", "text");
    struct field table = make_table("name", "note");
    struct value none = {0};
    struct value first = value_of_text("one");
    struct value second = value_of_text("two\nlines");
    struct value rows = make_rows();
    journal_write_header(out, &header);
    journal_write_field(out, &text, &none, &first);
    journal_write_field(out, &table, &none, &rows);
    journal_write_field(out, &text, &none, &second);
    value_done(&first);
    value_done(&second);
    value_done(&rows);
}

static void gives_back_what_was_written(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    struct journal_content content = {0};
    struct value value = {0};
    write_sample(&bytes);
    journal_write_texts(&bytes, "old", 3, "", 0);
    assert_int_equal(journal_parse(bytes.bytes, bytes.length, &content, NULL), 0);
    assert_string_equal(content.header.path, "interfaces/A.yaml");
    assert_int_equal(content.header.process, 42);
    assert_true(content.header.inode == UINT64_MAX);
    assert_int_equal(content.header.started.offset, -120);
    assert_int_equal(content.count, 2);
    assert_false(content.damaged);
    assert_memory_equal(content.old_text, "old", 3);
    assert_int_equal(content.new_length, 0);
    struct field text = make_field("a.text", "text");
    assert_true(journal_read_value(content.fields[0].value, content.fields[0].value_length, &text,
                                   &value));
    assert_string_equal(value_text(&value), "two\nlines");
    value_done(&value);
    struct field table = make_table("name", "note");
    struct value rows = make_rows();
    assert_true(journal_read_value(content.fields[1].value, content.fields[1].value_length, &table,
                                   &value));
    assert_true(value_equal(&value, &rows));
    assert_int_equal(value.items[0].origin, 3);
    value_done(&rows);
    value_done(&value);
    journal_content_done(&content);
    buffer_done(&bytes);
}

/* Whatever is cut off or changed: what is read was written, as a beginning of it. */
static void stops_at_the_first_damage(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    write_sample(&bytes);
    for (size_t length = 0; length < bytes.length; length++) {
        struct journal_content content = {0};
        char *cut = memory_copy_bytes(bytes.bytes, length);
        if (journal_parse(cut, length, &content, NULL) == 0)
            assert_in_range(content.count, 0, 2);
        journal_content_done(&content);
        free(cut);
    }
    for (size_t i = 0; i < bytes.length; i++) {
        struct journal_content content = {0};
        bytes.bytes[i] ^= 0x41;
        if (journal_parse(bytes.bytes, bytes.length, &content, NULL) == 0) {
            assert_string_equal(content.header.root, "/srv/specs");
            assert_true(content.damaged);
        }
        journal_content_done(&content);
        bytes.bytes[i] ^= 0x41;
    }
    buffer_done(&bytes);
}

static void keeps_what_still_fits_a_changed_form(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    struct value value = {0};
    struct field table = make_table("name", "note");
    struct value rows = make_rows();
    journal_encode_value(&bytes, &table, &rows);
    struct field other = make_table("owner", "name");
    assert_false(journal_read_value(bytes.bytes, bytes.length, &other, &value));
    assert_string_equal(value_text(&value.items[0].items[1]), "Kafka");
    assert_int_equal(value.items[0].items[0].kind, VALUE_ABSENT);
    value_done(&value);
    struct field text = make_field("a.table", "text");
    assert_false(journal_read_value(bytes.bytes, bytes.length, &text, &value));
    value_done(&value);
    value_done(&rows);
    buffer_clear(&bytes);
    struct value one = value_of_text("one");
    struct field list = make_field("a.text", "list");
    journal_encode_value(&bytes, &text, &one);
    assert_true(journal_read_value(bytes.bytes, bytes.length, &list, &value));
    assert_int_equal(value.kind, VALUE_LIST);
    assert_string_equal(value_text(&value.items[0]), "one");
    value_done(&value);
    assert_false(journal_read_value(bytes.bytes, bytes.length, &table, &value));
    value_done(&value);
    value_done(&one);
    struct buffer words = {0};
    journal_describe_value(bytes.bytes, bytes.length, &words);
    assert_string_equal(buffer_string(&words), "one");
    buffer_done(&words);
    buffer_done(&bytes);
}

static void refuses_bottomless_values(void **state)
{
    (void)state;
    struct buffer bytes = {0};
    struct journal_content content = {0};
    write_sample(&bytes);
    struct field text = make_field("a.text", "list");
    struct value deep = value_of_list();
    for (int i = 0; i < 50; i++) {
        struct value outer = value_of_list();
        value_insert(&outer, 0, deep);
        deep = outer;
    }
    struct value none = {0};
    journal_write_field(&bytes, &text, &none, &deep);
    assert_int_equal(journal_parse(bytes.bytes, bytes.length, &content, NULL), 0);
    assert_true(content.damaged);
    assert_int_equal(content.count, 2);
    journal_content_done(&content);
    value_done(&deep);
    buffer_done(&bytes);
}

/* ── on disk ── */

static char folder[] = "/tmp/ifspec-journal-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ifspec-journal-XXXXXX");
    assert_non_null(mkdtemp(folder));
    setenv("XDG_STATE_HOME", folder, 1);
    setenv("SOURCE_DATE_EPOCH", "1746093600", 1);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char *command = memory_format("rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    free(command);
    unsetenv("XDG_STATE_HOME");
    return 0;
}

static void one_process_owns_a_journal(void **state)
{
    (void)state;
    struct journal_file *first = NULL;
    struct journal_file *second = NULL;
    struct error error = {0};
    assert_int_equal(journal_file_open("/r", "k", &first, &error), 0);
    assert_int_equal(journal_file_open("/r", "k", &second, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    journal_file_close(first);
    assert_int_equal(journal_file_open("/r", "k", &first, &error), 0);
    journal_file_close(first);
    char *path = memory_format("%s/ifspec/journal", folder);
    assert_int_equal(access(path, F_OK), -1);
    free(path);
}

static void what_was_appended_is_there(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct buffer bytes = {0};
    struct buffer read = {0};
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    buffer_append_string(&bytes, "one");
    assert_false(journal_file_is_begun(file));
    assert_int_equal(journal_file_replace(file, &bytes, NULL), 0);
    assert_int_equal(journal_file_append(file, &bytes, NULL), 0);
    assert_int_equal(journal_file_size(file), 6);
    journal_file_close(file);
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    assert_int_equal(journal_file_read(file, JOURNAL_NAME, &read, NULL), 0);
    assert_string_equal(buffer_string(&read), "oneone");
    assert_int_equal(journal_file_rename(file, JOURNAL_NAME, JOURNAL_KEPT "1", NULL), 0);
    assert_int_equal(journal_file_remove(file, JOURNAL_KEPT "1", NULL), 0);
    journal_file_close(file);
    buffer_done(&read);
    buffer_done(&bytes);
}

static void folders_of_others_are_not_used(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct error error = {0};
    char *command = memory_format("mkdir '%s/ifspec' && chmod 777 '%s/ifspec'", folder, folder);
    assert_int_equal(system(command), 0);
    free(command);
    assert_int_equal(journal_file_open("", "k", &file, &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_null(file);
}

static void falls_back_to_the_repository(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    char *root = memory_format("%s/repository", folder);
    char *command = memory_format("mkdir -p '%s/.git'", root);
    assert_int_equal(system(command), 0);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    assert_int_equal(journal_file_open(root, "k", &file, NULL), 0);
    char *lock = memory_format("%s/.git/ifspec/journal/k/lock", root);
    assert_int_equal(access(lock, F_OK), 0);
    journal_file_close(file);
    assert_int_equal(access(lock, F_OK), -1);
    free(lock);
    free(command);
    free(root);
}

static void keeps_twenty_versions(void **state)
{
    (void)state;
    struct versions versions = {0};
    struct buffer bytes = {0};
    for (int i = 0; i < 25; i++) {
        char text[16];
        int length = snprintf(text, sizeof text, "text %d", i);
        assert_int_equal(version_store_keep("/r", "k", text, (size_t)length, NULL), 0);
        assert_int_equal(version_store_keep("/r", "k", text, (size_t)length, NULL), 0);
    }
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 20);
    assert_int_equal(versions.items[0].when.seconds, 1746093600);
    assert_int_equal(version_store_read("/r", "k", versions.items[0].name, &bytes, NULL), 0);
    assert_string_equal(buffer_string(&bytes), "text 24");
    assert_int_equal(version_store_read("/r", "k", versions.items[19].name, &bytes, NULL), 0);
    assert_string_equal(buffer_string(&bytes), "text 5");
    versions_done(&versions);
    buffer_done(&bytes);
}

static void forgets_versions_after_fourteen_days(void **state)
{
    (void)state;
    struct versions versions = {0};
    assert_int_equal(version_store_keep("/r", "k", "a", 1, NULL), 0);
    setenv("SOURCE_DATE_EPOCH", "1747303300", 1); /* 14 days and 100 seconds later */
    assert_int_equal(version_store_keep("/r", "k", "b", 1, NULL), 0);
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 1);
    versions_done(&versions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_written),
        cmocka_unit_test(stops_at_the_first_damage),
        cmocka_unit_test(keeps_what_still_fits_a_changed_form),
        cmocka_unit_test(refuses_bottomless_values),
        cmocka_unit_test_setup_teardown(one_process_owns_a_journal, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(what_was_appended_is_there, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(folders_of_others_are_not_used, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(falls_back_to_the_repository, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(keeps_twenty_versions, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(forgets_versions_after_fourteen_days, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
