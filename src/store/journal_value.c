/* Values in a journal: a byte for the kind, then a text, or a count and the entries. Entries keep
 * their origin in the file, cells the name of their column, so that a changed form still finds
 * what belongs to it. */
#include "base/memory.h"
#include "journal_internal.h"
#include "model/field_type.h"
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_LIMIT = 4 }; /* list, row, cell, entries of a cell */

/* The byte of a kind: part of the format, unlike the enumerators. */
enum {
    KIND_ABSENT = 'a',
    KIND_NOT_APPLICABLE = 'n',
    KIND_TEXT = 't',
    KIND_LIST = 'l',
    KIND_ROW = 'r',
    KIND_RAW = 'x',
};

/* ── write ── */

static const struct field *column_at(const struct field *field, size_t index)
{
    return field != NULL && index < field->column_count ? &field->columns[index] : NULL;
}

static void put_list(struct buffer *out, const struct field *field, const struct value *value)
{
    buffer_append_byte(out, KIND_LIST);
    journal_put_number(out, (uint32_t)value->count);
    for (size_t i = 0; i < value->count; i++) {
        journal_put_number(out, value->items[i].origin);
        journal_encode_value(out, field, &value->items[i]);
    }
}

static void put_row(struct buffer *out, const struct field *field, const struct value *value)
{
    buffer_append_byte(out, KIND_ROW);
    journal_put_number(out, (uint32_t)value->count);
    for (size_t i = 0; i < value->count; i++) {
        const struct field *column = column_at(field, i);
        const char *name = column != NULL ? column->id : "";
        journal_put_text(out, name, strlen(name));
        journal_encode_value(out, column, &value->items[i]);
    }
}

void journal_encode_value(struct buffer *out, const struct field *field, const struct value *value)
{
    switch (value->kind) {
    case VALUE_ABSENT:
        buffer_append_byte(out, KIND_ABSENT);
        break;
    case VALUE_NOT_APPLICABLE:
        buffer_append_byte(out, KIND_NOT_APPLICABLE);
        break;
    case VALUE_TEXT:
    case VALUE_RAW:
        buffer_append_byte(out, value->kind == VALUE_TEXT ? KIND_TEXT : KIND_RAW);
        journal_put_text(out, value_text(value), strlen(value_text(value)));
        break;
    case VALUE_LIST:
        put_list(out, field, value);
        break;
    case VALUE_ROW:
        put_row(out, field, value);
        break;
    }
}

/* ── step over ── */

static void skip(struct journal_input *input, int depth)
{
    size_t length = 0;
    uint8_t kind = journal_take_byte(input);
    if (input->failed || kind == KIND_ABSENT || kind == KIND_NOT_APPLICABLE)
        return;
    if (kind == KIND_TEXT || kind == KIND_RAW) {
        const char *text = journal_take_text(input, &length);
        input->failed = input->failed || memchr(text, '\0', length) != NULL;
        return;
    }
    if ((kind != KIND_LIST && kind != KIND_ROW) || depth == DEPTH_LIMIT) {
        input->failed = true;
        return;
    }
    uint32_t count = journal_take_number(input);
    for (uint32_t i = 0; i < count && !input->failed; i++) {
        if (kind == KIND_LIST)
            (void)journal_take_number(input);
        else
            (void)journal_take_text(input, &length);
        skip(input, depth + 1);
    }
}

void journal_skip_value(struct journal_input *input)
{
    skip(input, 0);
}

/* ── read: a whole value that was stepped over before ── */

static bool holds_lines(const struct field *field)
{
    return field->type->shape != SHAPE_LINE || strcmp(field->type->name, "text") == 0;
}

static bool read_text(struct journal_input *input, const struct field *field, struct value *out)
{
    size_t length = 0;
    const char *bytes = journal_take_text(input, &length);
    char *text = memory_copy_bytes(bytes, length);
    struct value value = value_of_text(text);
    enum field_shape shape = field->type->shape;
    bool fits = true;
    if (shape == SHAPE_LIST) {
        *out = value_of_list();
        value_insert(out, 0, value);
    } else if (shape == SHAPE_PARAGRAPH ||
               (shape == SHAPE_LINE && (holds_lines(field) || strchr(text, '\n') == NULL))) {
        *out = value;
    } else {
        fits = length == 0;
        value_done(&value);
    }
    free(text);
    return fits;
}

static bool read_value(struct journal_input *input, const struct field *field, bool entry,
                       struct value *out);

static size_t find_column(const struct field *field, const char *name, size_t length)
{
    size_t index = 0;
    while (index < field->column_count && (strlen(field->columns[index].id) != length ||
                                           memcmp(field->columns[index].id, name, length) != 0))
        index++;
    return index;
}

static bool read_row(struct journal_input *input, const struct field *field, struct value *out)
{
    uint32_t count = journal_take_number(input);
    bool fits = true;
    *out = value_of_row(field->column_count);
    for (uint32_t i = 0; i < count; i++) {
        size_t length = 0;
        const char *name = journal_take_text(input, &length);
        size_t index = find_column(field, name, length);
        if (index < field->column_count) {
            value_done(&out->items[index]); /* a damaged row may name a column twice */
            fits = read_value(input, &field->columns[index], false, &out->items[index]) && fits;
            continue;
        }
        const char *start = input->at;
        journal_skip_value(input);
        fits = fits && (*start == KIND_ABSENT || input->at - start == 5);
    }
    return fits;
}

static bool read_list(struct journal_input *input, const struct field *field, struct value *out)
{
    uint32_t count = journal_take_number(input);
    bool fits = true;
    *out = value_of_list();
    for (uint32_t i = 0; i < count; i++) {
        struct value item = {0};
        uint32_t origin = journal_take_number(input);
        fits = read_value(input, field, true, &item) && fits;
        item.origin = origin;
        value_insert(out, out->count, item);
    }
    if (field->type->shape == SHAPE_LINE || field->type->shape == SHAPE_PARAGRAPH) {
        /* What was a list is one text now. */
        struct value only = out->count == 1 ? value_copy(&out->items[0]) : (struct value){0};
        fits = fits && out->count <= 1;
        only.origin = 0;
        value_done(out);
        *out = only;
    }
    return fits;
}

/* Of the entries of a list, `entry` is true: a list holds none itself. */
static bool read_value(struct journal_input *input, const struct field *field, bool entry,
                       struct value *out)
{
    enum field_shape shape = field->type->shape;
    bool rows = shape == SHAPE_TABLE || shape == SHAPE_LINKS || shape == SHAPE_LINK;
    const char *start = input->at;
    *out = (struct value){0};
    switch (journal_take_byte(input)) {
    case KIND_ABSENT:
        return true;
    case KIND_NOT_APPLICABLE:
        out->kind = VALUE_NOT_APPLICABLE;
        return true;
    case KIND_TEXT:
        if (!entry || shape != SHAPE_LIST)
            return read_text(input, field, out);
        size_t length = 0;
        const char *bytes = journal_take_text(input, &length);
        char *text = memory_copy_bytes(bytes, length);
        *out = value_of_text(text);
        free(text);
        return true;
    case KIND_LIST:
        if (!entry && shape != SHAPE_LINK)
            return read_list(input, field, out);
        break;
    case KIND_ROW:
        if (rows && (entry || shape == SHAPE_LINK))
            return read_row(input, field, out);
        break;
    default:
        break;
    }
    input->at = start;
    journal_skip_value(input);
    return false;
}

bool journal_read_value(const char *bytes, size_t length, const struct field *field,
                        struct value *out)
{
    struct journal_input input = {bytes, bytes + length, false};
    return read_value(&input, field, false, out) && !input.failed;
}

/* ── describe ── */

static void describe(struct journal_input *input, struct buffer *out)
{
    size_t length = 0;
    uint8_t kind = journal_take_byte(input);
    if (kind == KIND_NOT_APPLICABLE)
        buffer_append_string(out, VALUE_NOT_APPLICABLE_TEXT);
    if (kind == KIND_TEXT || kind == KIND_RAW) {
        const char *text = journal_take_text(input, &length);
        buffer_append(out, text, length);
    }
    if (kind != KIND_LIST && kind != KIND_ROW)
        return;
    uint32_t count = journal_take_number(input);
    for (uint32_t i = 0; i < count && !input->failed; i++) {
        if (i > 0)
            buffer_append_string(out, kind == KIND_LIST ? ", " : " | ");
        if (kind == KIND_LIST)
            (void)journal_take_number(input);
        else
            (void)journal_take_text(input, &length);
        describe(input, out);
    }
}

void journal_describe_value(const char *bytes, size_t length, struct buffer *out)
{
    struct journal_input input = {bytes, bytes + length, false};
    describe(&input, out);
}
