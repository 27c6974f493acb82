/* struct json is jansson's json_t under another name: the door shows no library type. */
#include "export/json.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <assert.h>
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PARSE_LIMIT = 1024 * 1024 };

static struct json *wrap(json_t *value)
{
    if (value == NULL)
        memory_exhausted();
    return (struct json *)value;
}

/* jansson takes no const: it counts references. */
static json_t *unwrap(const struct json *json)
{
    return (json_t *)(uintptr_t)json;
}

/* ── build ── */

struct json *json_new_object(void)
{
    return wrap(json_object());
}

struct json *json_new_array(void)
{
    return wrap(json_array());
}

static struct json *new_repaired_string(const char *text, size_t length)
{
    struct buffer repaired = {0};
    for (size_t at = 0; at < length;) {
        uint32_t code_point = 0;
        size_t taken = utf8_decode(text + at, length - at, &code_point);
        if (code_point == UTF8_INVALID)
            buffer_append_string(&repaired, "\xef\xbf\xbd");
        else
            buffer_append(&repaired, text + at, taken);
        at += taken;
    }
    struct json *json = wrap(json_string(buffer_string(&repaired)));
    buffer_done(&repaired);
    return json;
}

struct json *json_new_string(const char *text)
{
    if (text == NULL)
        return json_new_null();
    size_t length = strlen(text);
    if (utf8_find_invalid(text, length) < length)
        return new_repaired_string(text, length);
    return wrap(json_string_nocheck(text));
}

struct json *json_new_integer(long long number)
{
    return wrap(json_integer(number));
}

struct json *json_new_number(double number)
{
    /* Up to 2^53 every whole number is exact. */
    if (number >= -9007199254740992.0 && number <= 9007199254740992.0 &&
        number == (double)(long long)number)
        return json_new_integer((long long)number);
    return wrap(json_real(number));
}

struct json *json_new_boolean(bool truth)
{
    return wrap(json_boolean(truth));
}

struct json *json_new_null(void)
{
    return wrap(json_null());
}

void json_set(struct json *object, const char *key, struct json *value)
{
    if (json_object_set_new_nocheck(unwrap(object), key, unwrap(value)) != 0)
        memory_exhausted();
}

void json_append(struct json *array, struct json *value)
{
    if (json_array_append_new(unwrap(array), unwrap(value)) != 0)
        memory_exhausted();
}

/* ── print ── */

static void append_escaped(struct buffer *out, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point = 0;
        at += utf8_decode(bytes + at, length - at, &code_point);
        if (code_point < 0x10000) {
            buffer_append_format(out, "\\u%04X", (unsigned)code_point);
            continue;
        }
        unsigned rest = (unsigned)code_point - 0x10000;
        buffer_append_format(out, "\\u%04X\\u%04X", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
    }
}

/* In printed JSON everything beyond ASCII stands in a string, where an escape means the same. */
static void append_visible(struct buffer *out, const char *bytes, size_t length)
{
    char scratch[SHOW_SCRATCH_SIZE];
    for (size_t at = 0; at < length;) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte < 0x7f) {
            buffer_append_byte(out, bytes[at++]);
            continue;
        }
        struct show_glyph glyph = show_next(bytes + at, length - at, 0, scratch);
        if (glyph.mark)
            append_escaped(out, bytes + at, glyph.source);
        else
            buffer_append(out, bytes + at, glyph.source);
        at += glyph.source;
    }
}

void json_print(struct json *json, struct buffer *out)
{
    char *text = json_dumps(unwrap(json), JSON_INDENT(2) | JSON_ENCODE_ANY);
    if (text == NULL)
        memory_exhausted();
    append_visible(out, text, strlen(text));
    buffer_append_byte(out, '\n');
    free(text);
    json_free(json);
}

void json_free(struct json *json)
{
    json_decref(unwrap(json));
}

/* ── parse ── */

int json_parse(const char *text, struct json **out, struct error *error)
{
    *out = NULL;
    if (strlen(text) > PARSE_LIMIT)
        return error_set(error, ERROR_INPUT, "the JSON is longer than 1 MiB");
    json_error_t problem;
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    if (value == NULL)
        return error_set(error, ERROR_INPUT, "no JSON, at line %d, column %d: %s", problem.line,
                         problem.column, problem.text);
    *out = wrap(value);
    return 0;
}

enum json_kind json_kind_of(const struct json *json)
{
    switch (json_typeof(unwrap(json))) {
    case JSON_OBJECT:
        return JSON_KIND_OBJECT;
    case JSON_ARRAY:
        return JSON_KIND_ARRAY;
    case JSON_STRING:
        return JSON_KIND_STRING;
    case JSON_INTEGER:
    case JSON_REAL:
        return JSON_KIND_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_KIND_BOOLEAN;
    case JSON_NULL:
        break;
    }
    return JSON_KIND_NULL;
}

char *json_copy_text(const struct json *json)
{
    switch (json_kind_of(json)) {
    case JSON_KIND_STRING:
        return memory_copy_string(json_string_value(unwrap(json)));
    case JSON_KIND_BOOLEAN:
        return memory_copy_string(json_is_true(unwrap(json)) ? "true" : "false");
    case JSON_KIND_NUMBER:
        break;
    case JSON_KIND_NULL:
    case JSON_KIND_ARRAY:
    case JSON_KIND_OBJECT:
        return memory_copy_string("");
    }
    char *text = json_dumps(unwrap(json), JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    if (text == NULL)
        memory_exhausted();
    return text;
}

size_t json_count(const struct json *json)
{
    const json_t *value = unwrap(json);
    return json_is_object(value) ? json_object_size(value) : json_array_size(value);
}

const struct json *json_item(const struct json *array, size_t index)
{
    assert(index < json_count(array));
    return (const struct json *)json_array_get(unwrap(array), index);
}

const struct json *json_member(const struct json *object, size_t index, const char **key)
{
    void *iterator = json_object_iter(unwrap(object));
    for (size_t i = 0; i < index && iterator != NULL; i++)
        iterator = json_object_iter_next(unwrap(object), iterator);
    assert(iterator != NULL);
    *key = json_object_iter_key(iterator);
    return (const struct json *)json_object_iter_value(iterator);
}
