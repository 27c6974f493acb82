/* A record is: length of the payload (4 bytes), type (1), CRC-32C of type and payload (4), payload.
 * A record counts only if it is whole and its sum is right; so an append that was cut off by a kill
 * or a power cut is as if it had not begun. */
#include "store/journal.h"

#include "base/memory.h"
#include "journal_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    RECORD_HEADER = 'H',
    RECORD_FIELD = 'F',
    RECORD_TEXTS = 'T',
    RECORD_MARKS = 'M',
    RECORD_PREFIX = 9,
    FORMAT_VERSION = 1,
    FIELD_LIMIT = 100000,
};

static const char magic[] = "ifspec journal";

/* ── numbers and strings ── */

static uint64_t take_bytes(struct journal_input *input, size_t count)
{
    uint64_t number = 0;
    if (input->failed || (size_t)(input->end - input->at) < count) {
        input->failed = true;
        return 0;
    }
    for (size_t i = 0; i < count; i++)
        number |= (uint64_t)(unsigned char)input->at[i] << (8 * i);
    input->at += count;
    return number;
}

uint8_t journal_take_byte(struct journal_input *input)
{
    return (uint8_t)take_bytes(input, 1);
}

uint32_t journal_take_number(struct journal_input *input)
{
    return (uint32_t)take_bytes(input, 4);
}

uint64_t journal_take_long(struct journal_input *input)
{
    return take_bytes(input, 8);
}

const char *journal_take_text(struct journal_input *input, size_t *length)
{
    *length = journal_take_number(input);
    if (input->failed || (size_t)(input->end - input->at) < *length) {
        input->failed = true;
        *length = 0;
        return "";
    }
    const char *text = input->at;
    input->at += *length;
    return text;
}

/* A string of ours holds no NUL. */
static char *take_string(struct journal_input *input)
{
    size_t length = 0;
    const char *text = journal_take_text(input, &length);
    if (memchr(text, '\0', length) != NULL)
        input->failed = true;
    return memory_copy_bytes(text, length);
}

static void put_bytes(struct buffer *out, uint64_t number, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_append_byte(out, (char)(number >> (8 * i) & 0xFF));
}

void journal_put_number(struct buffer *out, uint32_t number)
{
    put_bytes(out, number, 4);
}

void journal_put_long(struct buffer *out, uint64_t number)
{
    put_bytes(out, number, 8);
}

void journal_put_text(struct buffer *out, const char *text, size_t length)
{
    journal_put_number(out, (uint32_t)length);
    buffer_append(out, text, length);
}

/* ── records ── */

/* CRC-32C (Castagnoli), as in RFC 3720. */
static uint32_t checksum(uint8_t type, const char *bytes, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i <= length; i++) {
        sum ^= i == 0 ? type : (unsigned char)bytes[i - 1];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (0x82F63B78 & (0 - (sum & 1)));
    }
    return ~sum;
}

static void write_record(struct buffer *out, uint8_t type, const struct buffer *payload)
{
    journal_put_number(out, (uint32_t)payload->length);
    buffer_append_byte(out, (char)type);
    journal_put_number(out, checksum(type, buffer_string(payload), payload->length));
    buffer_append(out, buffer_string(payload), payload->length);
}

static void put_string(struct buffer *out, const char *text)
{
    journal_put_text(out, text, strlen(text));
}

void journal_write_header(struct buffer *out, const struct journal_header *header)
{
    struct buffer payload = {0};
    put_string(&payload, magic);
    journal_put_number(&payload, FORMAT_VERSION);
    put_string(&payload, header->root);
    put_string(&payload, header->path);
    put_string(&payload, header->form);
    put_string(&payload, header->boot);
    put_string(&payload, header->base);
    journal_put_long(&payload, header->device);
    journal_put_long(&payload, header->inode);
    journal_put_long(&payload, (uint64_t)header->process);
    journal_put_long(&payload, (uint64_t)header->started.seconds);
    journal_put_number(&payload, (uint32_t)header->started.offset);
    write_record(out, RECORD_HEADER, &payload);
    buffer_done(&payload);
}

void journal_write_field(struct buffer *out, const struct field *field, const struct value *base,
                         const struct value *value)
{
    struct buffer payload = {0};
    put_string(&payload, field->path);
    journal_encode_value(&payload, field, base);
    journal_encode_value(&payload, field, value);
    write_record(out, RECORD_FIELD, &payload);
    buffer_done(&payload);
}

void journal_write_texts(struct buffer *out, const char *old_text, size_t old_length,
                         const char *new_text, size_t new_length)
{
    struct buffer payload = {0};
    journal_put_text(&payload, old_text, old_length);
    journal_put_text(&payload, new_text, new_length);
    write_record(out, RECORD_TEXTS, &payload);
    buffer_done(&payload);
}

void journal_write_marks(struct buffer *out, const char *marks, size_t length)
{
    struct buffer payload = {0};
    journal_put_text(&payload, marks, length);
    write_record(out, RECORD_MARKS, &payload);
    buffer_done(&payload);
}

/* ── parse ── */

static bool take_record(struct journal_input *input, uint8_t *type, struct journal_input *payload)
{
    struct journal_input ahead = *input;
    uint32_t length = journal_take_number(&ahead);
    *type = journal_take_byte(&ahead);
    uint32_t sum = journal_take_number(&ahead);
    if (ahead.failed || (size_t)(ahead.end - ahead.at) < length ||
        checksum(*type, ahead.at, length) != sum)
        return false;
    *payload = (struct journal_input){ahead.at, ahead.at + length, false};
    input->at = ahead.at + length;
    return true;
}

static bool read_header(struct journal_input *input, struct journal_header *header)
{
    char *name = take_string(input);
    uint32_t version = journal_take_number(input);
    bool known = strcmp(name, magic) == 0 && version == FORMAT_VERSION;
    free(name);
    header->root = take_string(input);
    header->path = take_string(input);
    header->form = take_string(input);
    header->boot = take_string(input);
    char *base = take_string(input);
    if (strlen(base) >= sizeof header->base)
        input->failed = true;
    else
        memcpy(header->base, base, strlen(base) + 1);
    free(base);
    header->device = journal_take_long(input);
    header->inode = journal_take_long(input);
    header->process = (int64_t)journal_take_long(input);
    header->started.seconds = (int64_t)journal_take_long(input);
    header->started.offset = (int32_t)journal_take_number(input);
    return known && !input->failed;
}

static struct journal_field *field_at(struct journal_content *content, const char *path)
{
    for (size_t i = 0; i < content->count; i++)
        if (strcmp(content->fields[i].path, path) == 0)
            return &content->fields[i];
    content->fields = memory_grow(content->fields, &content->capacity, content->count,
                                  sizeof *content->fields);
    struct journal_field *field = &content->fields[content->count++];
    *field = (struct journal_field){.path = memory_copy_string(path)};
    return field;
}

static bool read_field(struct journal_input *input, struct journal_content *content)
{
    char *path = take_string(input);
    struct journal_input base = *input;
    journal_skip_value(input);
    struct journal_input value = *input;
    journal_skip_value(input);
    bool whole = !input->failed && input->at == input->end && content->count < FIELD_LIMIT;
    if (whole) {
        struct journal_field *field = field_at(content, path);
        field->base = base.at;
        field->base_length = (size_t)(value.at - base.at);
        field->value = value.at;
        field->value_length = (size_t)(input->at - value.at);
    }
    free(path);
    return whole;
}

static bool read_texts(struct journal_input *input, struct journal_content *content)
{
    size_t old_length = 0;
    size_t new_length = 0;
    const char *old_text = journal_take_text(input, &old_length);
    const char *new_text = journal_take_text(input, &new_length);
    if (input->failed)
        return false;
    content->old_text = old_text;
    content->old_length = old_length;
    content->new_text = new_text;
    content->new_length = new_length;
    return true;
}

/* The newest record counts. */
static bool read_marks(struct journal_input *input, struct journal_content *content)
{
    size_t length = 0;
    const char *marks = journal_take_text(input, &length);
    if (input->failed)
        return false;
    content->marks = marks;
    content->marks_length = length;
    return true;
}

static bool read_record(uint8_t type, struct journal_input *payload,
                        struct journal_content *content)
{
    switch (type) {
    case RECORD_FIELD:
        return read_field(payload, content);
    case RECORD_TEXTS:
        return read_texts(payload, content);
    case RECORD_MARKS:
        return read_marks(payload, content);
    default:
        return false;
    }
}

int journal_parse(const char *bytes, size_t length, struct journal_content *content,
                  struct error *error)
{
    struct journal_input input = {bytes, bytes + length, false};
    struct journal_input payload = {NULL, NULL, false};
    uint8_t type = 0;
    *content = (struct journal_content){0};
    if (!take_record(&input, &type, &payload) || type != RECORD_HEADER ||
        !read_header(&payload, &content->header))
        return error_set(error, ERROR_INPUT, "it is no recovery journal of this version, or its "
                                             "beginning is damaged");
    while (input.at < input.end) {
        if (!take_record(&input, &type, &payload) || !read_record(type, &payload, content)) {
            content->damaged = true;
            break;
        }
    }
    return 0;
}

void journal_header_done(struct journal_header *header)
{
    free(header->root);
    free(header->path);
    free(header->form);
    free(header->boot);
    *header = (struct journal_header){0};
}

void journal_content_done(struct journal_content *content)
{
    for (size_t i = 0; i < content->count; i++)
        free(content->fields[i].path);
    free(content->fields);
    journal_header_done(&content->header);
    *content = (struct journal_content){0};
}
