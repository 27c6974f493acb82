#include "unit/unit.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "store/journal.h"

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
    journal_write_marks(&bytes, "first", 5);
    journal_write_marks(&bytes, "last", 4);
    assert_int_equal(journal_parse(bytes.bytes, bytes.length, &content, NULL), 0);
    assert_string_equal(content.header.path, "interfaces/A.yaml");
    assert_int_equal(content.header.process, 42);
    assert_true(content.header.inode == UINT64_MAX);
    assert_int_equal(content.header.started.offset, -120);
    assert_int_equal(content.count, 2);
    assert_false(content.damaged);
    assert_memory_equal(content.old_text, "old", 3);
    assert_int_equal(content.new_length, 0);
    assert_int_equal(content.marks_length, 4);
    assert_memory_equal(content.marks, "last", 4);
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

static void assert_told(const struct field *field, const struct value *value, const char *expected)
{
    struct buffer bytes = {0};
    struct buffer told = {0};
    journal_encode_value(&bytes, field, value);
    journal_describe_value(bytes.bytes, bytes.length, &told);
    assert_string_equal(buffer_string(&told), expected);
    buffer_done(&told);
    buffer_done(&bytes);
}

/* Where the form has no such field any more. */
static void values_are_told_without_their_form(void **state)
{
    (void)state;
    struct field text = make_field("a.text", "text");
    struct field table = make_table("name", "note");
    struct value none = {.kind = VALUE_NOT_APPLICABLE};
    struct value one = value_of_text("one");
    struct value rows = make_rows();
    value_insert(&rows, 1, value_copy(&rows.items[0]));
    assert_told(&text, &one, "one");
    assert_told(&text, &none, "N/A");
    assert_told(&table, &rows, "Kafka | ärger, Kafka | ärger");
    value_done(&one);
    value_done(&rows);
}

static void a_list_does_not_fit_a_link(void **state)
{
    (void)state;
    struct field table = make_table("name", "note");
    struct field link = make_field("a.link", "link");
    struct value rows = make_rows();
    struct value value = {0};
    struct buffer bytes = {0};
    journal_encode_value(&bytes, &table, &rows);
    assert_false(journal_read_value(bytes.bytes, bytes.length, &link, &value));
    value_done(&value);
    value_done(&rows);
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
    journal_write_marks(&sample, "marks", 5);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_written),
        cmocka_unit_test(stops_at_the_first_damage),
        cmocka_unit_test(keeps_what_still_fits_a_changed_form),
        cmocka_unit_test(refuses_bottomless_values),
        cmocka_unit_test(values_are_told_without_their_form),
        cmocka_unit_test(a_list_does_not_fit_a_link),
        cmocka_unit_test(survives_forged_records),
    };
    return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
