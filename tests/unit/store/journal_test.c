#include "unit/unit.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "store/journal.h"
#include "store/journal_file.h"
#include "store/version_store.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
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
        .root = (char *)(uintptr_t) "/srv/specs",
        .path = (char *)(uintptr_t) "interfaces/A.yaml",
        .form = (char *)(uintptr_t) "integration-interface",
        .boot = (char *)(uintptr_t) "",
        .process = 42,
        .device = UINT64_MAX,
        .inode = UINT64_MAX,
        .started = {1746093600, -120},
    };
    struct field text = make_field("a.text", "text");
    struct field table = make_table("name", "note");
    struct value none = {0};
    struct value first = value_of_text("one");
    struct value second = value_of_text("two\nlines");
    struct value rows = make_rows();
    memset(header.base, 'f', sizeof header.base - 1);
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
    assert_true(
        journal_read_value(content.fields[0].value, content.fields[0].value_length, &text, &value));
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

/* ── forged ── */

static uint32_t checksum(const unsigned char *bytes, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < length; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (0x82F63B78 & (0 - (sum & 1)));
    }
    return ~sum;
}

/* Give every record the sum of what it holds now: length, type, sum, payload. */
static void seal(struct buffer *bytes)
{
    enum { TYPE = 4, SUM = 5, PAYLOAD = 9 };
    for (size_t at = 0; at + PAYLOAD <= bytes->length;) {
        unsigned char *record = (unsigned char *)bytes->bytes + at;
        size_t length = record[0] | (size_t)record[1] << 8 | (size_t)record[2] << 16;
        if (at + PAYLOAD + length > bytes->length)
            return;
        unsigned char *copy =
            (unsigned char *)memory_copy_bytes((char *)record + SUM + 3, length + 1);
        copy[0] = record[TYPE];
        uint32_t sum = checksum(copy, length + 1);
        for (size_t i = 0; i < 4; i++)
            record[SUM + i] = (unsigned char)(sum >> 8 * i);
        free(copy);
        at += PAYLOAD + length;
    }
}

/* A journal whose sums are right may still hold anything: it is read without a step beside it, and
 * nothing is made of what no program of ours writes. */
static void survives_forged_records(void **state)
{
    (void)state;
    static const char flips[] = {0x01, 0x07, 0x41, (char)0xFF};
    struct buffer sample = {0};
    struct journal_content whole = {0};
    write_sample(&sample);
    journal_write_texts(&sample, "old", 3, "new", 3);
    struct buffer bytes = {0};
    buffer_append(&bytes, sample.bytes, sample.length);
    seal(&bytes);
    assert_memory_equal(bytes.bytes, sample.bytes, sample.length);
    assert_int_equal(journal_parse(bytes.bytes, bytes.length, &whole, NULL), 0);
    assert_false(whole.damaged);
    journal_content_done(&whole);
    size_t read_count = 0;
    for (size_t i = 0; i < sample.length * sizeof flips; i++) {
        struct journal_content content = {0};
        struct field text = make_field("a.text", "text");
        struct field table = make_table("name", "note");
        buffer_clear(&bytes);
        buffer_append(&bytes, sample.bytes, sample.length);
        bytes.bytes[i / sizeof flips] ^= flips[i % sizeof flips];
        seal(&bytes);
        if (journal_parse(bytes.bytes, bytes.length, &content, NULL) == 0) {
            read_count++;
            for (size_t j = 0; j < content.count; j++) {
                struct value value = {0};
                const struct journal_field *field = &content.fields[j];
                (void)!journal_read_value(field->value, field->value_length,
                                          j == 0 ? &text : &table, &value);
                value_done(&value);
            }
        }
        journal_content_done(&content);
    }
    struct value unknown = {0};
    struct field text = make_field("a.text", "text");
    assert_false(journal_read_value("\x7f", 1, &text, &unknown));
    value_done(&unknown);
    assert_in_range(read_count, sample.length, sample.length * sizeof flips - 1);
    buffer_done(&bytes);
    buffer_done(&sample);
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

/* A write that fails half way ends the journal: what comes after it would be read as damage. */
static void a_failed_write_is_said(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct buffer bytes = {0};
    struct error error = {0};
    struct rlimit before = {0};
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit little = {.rlim_cur = 10, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    buffer_append_string(&bytes, "1234567");
    assert_int_equal(journal_file_replace(file, &bytes, NULL), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    int appended = journal_file_append(file, &bytes, &error);
    bool begun = journal_file_is_begun(file);
    buffer_append_string(&bytes, "1234567");
    int replaced = journal_file_replace(file, &bytes, NULL);
    int kept = version_store_keep("/r", "k", bytes.bytes, bytes.length, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    assert_int_equal(appended, -1);
    assert_non_null(strstr(error.text, "the recovery journal"));
    assert_false(begun);
    assert_int_equal(replaced, -1);
    assert_int_equal(kept, -1);
    assert_int_equal(journal_file_rename(file, "none", JOURNAL_NAME, &error), -1);
    assert_int_equal(journal_file_remove(file, ".", &error), -1);
    assert_int_equal(journal_file_remove(file, JOURNAL_NAME, &error), 0);
    journal_file_close(file);
    buffer_done(&bytes);
}

/* Neither strays, nor what a power cut left empty, nor names that are taken stand in the way. */
static void only_versions_are_versions(void **state)
{
    (void)state;
    struct versions versions = {0};
    assert_int_equal(version_store_keep("/r", "k", "a", 1, NULL), 0);
    char *command = memory_format("cd '%s'/ifspec/versions/k && touch notes 12345678901234567ab "
                                  "1746093500000000000 && "
                                  "mkdir 1746093600000000001",
                                  folder);
    assert_int_equal(system(command), 0);
    free(command);
    assert_int_equal(version_store_keep_unflushed("/r", "k", "b", 1, NULL), 0);
    assert_int_equal(version_store_keep("/r", "k", "", 0, NULL), 0);
    version_store_flush("/r");
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 2);
    assert_string_equal(versions.items[0].name, "1746093600000000002");
    versions_done(&versions);
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
        cmocka_unit_test(survives_forged_records),
        cmocka_unit_test_setup_teardown(a_failed_write_is_said, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(only_versions_are_versions, make_folder, remove_folder),
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
