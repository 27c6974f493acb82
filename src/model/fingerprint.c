/* The fingerprint of formats.md: SHA-256 of compact JSON. The JSON is written here and not by the
 * library of the export floor, because every byte of it is part of the format: keys in form order,
 * no blanks, only the escapes that RFC 8259 demands, strings in NFC. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "field_type_internal.h"
#include "model/digest.h"
#include "model/spec.h"

#include <stdlib.h>
#include <string.h>

static void write_string(const char *text, struct buffer *out)
{
    char *normal = utf8_normalise(text);
    buffer_append_byte(out, '"');
    for (const char *at = normal; *at != '\0'; at++) {
        static const char NAMED[] = "\b\f\n\r\t\"\\";
        static const char NAMES[] = "bfnrt\"\\";
        const char *name = strchr(NAMED, *at);
        if (name != NULL)
            buffer_append_format(out, "\\%c", NAMES[name - NAMED]);
        else if ((unsigned char)*at < 0x20)
            buffer_append_format(out, "\\u%04x", (unsigned)(unsigned char)*at);
        else
            buffer_append_byte(out, *at);
    }
    buffer_append_byte(out, '"');
    free(normal);
}

/* Numbers and truths are JSON's own where the text is one; anything else is a string. */
static bool write_plain(const struct field *field, const char *text, struct buffer *out)
{
    bool is_number = field->type == &number_type;
    if (!is_number && field->type != &yes_no_type)
        return false;
    char *canonical = NULL;
    if (field->type->canonical(field, text, &canonical, NULL) != 0)
        return false;
    buffer_append_string(out, canonical);
    free(canonical);
    return true;
}

static void write_value(const struct field *field, const struct value *value,
                        struct buffer *out);

static void write_list(const struct field *field, const struct value *list, struct buffer *out)
{
    const char *between = "[";
    for (size_t i = 0; i < list->count; i++) {
        if (value_is_empty(&list->items[i]))
            continue;
        buffer_append_string(out, between);
        write_value(field, &list->items[i], out);
        between = ",";
    }
    buffer_append_byte(out, ']');
}

static void write_row(const struct field *field, const struct value *row, struct buffer *out)
{
    static const char *const LINK_KEYS[] = {"title", "url"};
    bool is_table = field->type->shape == SHAPE_TABLE;
    size_t count = is_table ? field->column_count : sizeof LINK_KEYS / sizeof *LINK_KEYS;
    const char *between = "{";
    for (size_t i = 0; i < row->count && i < count; i++) {
        if (value_is_empty(&row->items[i]))
            continue;
        buffer_append_string(out, between);
        write_string(is_table ? field->columns[i].id : LINK_KEYS[i], out);
        buffer_append_byte(out, ':');
        write_value(is_table ? &field->columns[i] : field, &row->items[i], out);
        between = ",";
    }
    buffer_append_byte(out, '}');
}

static void write_value(const struct field *field, const struct value *value, struct buffer *out)
{
    if (value->kind == VALUE_LIST)
        write_list(field, value, out);
    else if (value->kind == VALUE_ROW)
        write_row(field, value, out);
    else if (value->kind != VALUE_TEXT || !write_plain(field, value_text(value), out))
        write_string(value_text(value), out);
}

static void write_section(const struct spec *spec, const struct section *section,
                          struct buffer *out)
{
    const char *between = "{";
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        if (value_is_empty(spec_value(spec, field)))
            continue;
        buffer_append_string(out, between);
        write_string(field->id, out);
        buffer_append_byte(out, ':');
        write_value(field, spec_value(spec, field), out);
        between = ",";
    }
    if (between[0] == ',')
        buffer_append_byte(out, '}');
}

/* {"section":{"field":value,…},…} of everything that is answered. */
static void write_content(const struct spec *spec, struct buffer *out)
{
    const struct form *form = spec_form(spec);
    struct buffer section = {0};
    buffer_append_byte(out, '{');
    for (size_t i = 0; i < form->section_count; i++) {
        buffer_clear(&section);
        write_section(spec, &form->sections[i], &section);
        if (section.length == 0)
            continue;
        buffer_append_string(out, out->length > 1 ? "," : "");
        write_string(form->sections[i].id, out);
        buffer_append_byte(out, ':');
        buffer_append(out, section.bytes, section.length);
    }
    buffer_append_byte(out, '}');
    buffer_done(&section);
}

char *spec_fingerprint(const struct spec *spec)
{
    struct buffer content = {0};
    write_content(spec, &content);
    char digest[DIGEST_SIZE];
    digest_bytes(buffer_string(&content), content.length, digest);
    buffer_clear(&content);
    buffer_append_format(&content, "sha256:%s", digest);
    return buffer_take(&content);
}
