/* Fuzz target of the recovery journal: whatever the bytes are, reading stays inside of them, stops at
 * the first damage, and gives no more than a longer journal that begins with them. */
#include "base/buffer.h"
#include "model/field_type.h"
#include "store/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "BROKEN: %s\n", what);
    abort();
}

static bool is_inside(const char *part, size_t size, const char *bytes, size_t length)
{
    return part >= bytes && part <= bytes + length && size <= (size_t)(bytes + length - part);
}

/* Every type takes what it can of every value, and gives back a value that is whole. */
static void read_as_every_type(const char *bytes, size_t length)
{
    static char name[] = "name";
    static char type[] = "type";
    struct field columns[2] = {{.id = name, .type = field_type_find("text")},
                               {.id = type, .type = field_type_find("list"), .index = 1}};
    size_t count = 0;
    const struct field_type *const *types = field_type_all(&count);
    struct buffer words = {0};
    journal_describe_value(bytes, length, &words);
    require(words.length <= 4 * length, "a description longer than what it describes");
    buffer_done(&words);
    for (size_t i = 0; i < count; i++) {
        struct field field = {.id = name, .path = name, .type = types[i], .columns = columns,
                              .column_count = 2};
        struct value value = {0};
        if (journal_read_value(bytes, length, &field, &value)) {
            struct buffer again = {0};
            struct value same = {0};
            journal_encode_value(&again, &field, &value);
            require(journal_read_value(buffer_string(&again), again.length, &field, &same),
                    "a value that cannot be read again");
            require(value_equal(&value, &same), "a value that reads back as another");
            value_done(&same);
            buffer_done(&again);
        }
        value_done(&value);
    }
}

static void read_journal(const char *bytes, size_t length)
{
    struct journal_content content = {0};
    struct journal_content shorter = {0};
    if (journal_parse(bytes, length, &content, NULL) == 0) {
        for (size_t i = 0; i < content.count; i++) {
            const struct journal_field *field = &content.fields[i];
            require(is_inside(field->base, field->base_length, bytes, length) &&
                        is_inside(field->value, field->value_length, bytes, length),
                    "a value outside of the journal");
            read_as_every_type(field->base, field->base_length);
            read_as_every_type(field->value, field->value_length);
        }
        if (journal_parse(bytes, length - 1, &shorter, NULL) == 0)
            require(shorter.count <= content.count, "a cut journal that gives more");
        journal_content_done(&shorter);
    }
    journal_content_done(&content);
}

static uint32_t checksum(const char *bytes, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < length; i++) {
        sum ^= (unsigned char)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (0x82F63B78 & (0 - (sum & 1)));
    }
    return ~sum;
}

static void append_number(struct buffer *out, uint32_t number)
{
    for (int shift = 0; shift < 32; shift += 8)
        buffer_append_byte(out, (char)(number >> shift & 0xFF));
}

/* The bytes as the payload of a field's record whose sum is right: else no fuzzer gets past it. */
static void read_as_record(const char *bytes, size_t length)
{
    static char none[] = "";
    const struct journal_header header = {.root = none, .path = none, .form = none, .boot = none};
    struct buffer journal = {0};
    struct buffer summed = {0};
    journal_write_header(&journal, &header);
    buffer_append_byte(&summed, 'F');
    buffer_append(&summed, bytes, length);
    append_number(&journal, (uint32_t)length);
    buffer_append_byte(&journal, 'F');
    append_number(&journal, checksum(summed.bytes, summed.length));
    buffer_append(&journal, bytes, length);
    read_journal(journal.bytes, journal.length);
    buffer_done(&summed);
    buffer_done(&journal);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    read_journal((const char *)bytes, length);
    read_as_record((const char *)bytes, length);
    return 0;
}
