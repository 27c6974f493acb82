/* JSON documents: built value by value and printed in a stable order, or parsed from a text.
 * The only door to jansson. */
#ifndef IFSPEC_EXPORT_JSON_H
#define IFSPEC_EXPORT_JSON_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct json;

/* ── build ── */

struct json *json_new_object(void) ATTRIBUTE_MUST_CHECK;
struct json *json_new_array(void) ATTRIBUTE_MUST_CHECK;
/* NULL gives null; bytes that are no UTF-8 become U+FFFD. */
struct json *json_new_string(const char *text) ATTRIBUTE_MUST_CHECK;
struct json *json_new_integer(long long number) ATTRIBUTE_MUST_CHECK;
/* A whole number is printed as one. */
struct json *json_new_number(double number) ATTRIBUTE_MUST_CHECK;
struct json *json_new_boolean(bool truth) ATTRIBUTE_MUST_CHECK;
struct json *json_new_null(void) ATTRIBUTE_MUST_CHECK;

/* Both take the value. */
void json_set(struct json *object, const char *key, struct json *value);
void json_append(struct json *array, struct json *value);

/* Print with two blanks of indentation and a final newline, then free. What a terminal could obey
 * or a reader could not see (controls, bidi overrides, invisible characters) is printed as \uXXXX:
 * the values stay exact. */
void json_print(struct json *json, struct buffer *out);
void json_free(struct json *json);

/* ── parse ── */

enum json_kind {
    JSON_KIND_NULL,
    JSON_KIND_BOOLEAN,
    JSON_KIND_NUMBER,
    JSON_KIND_STRING,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT,
};

/* Parse one document of at most 1 MiB; ERROR_INPUT says what is wrong and where. */
int json_parse(const char *text, struct json **out, struct error *error) ATTRIBUTE_MUST_CHECK;

enum json_kind json_kind_of(const struct json *json);

/* A scalar as a person would type it: a string, a number, "true", "false"; "" for null and for
 * arrays and objects. Owned. */
char *json_copy_text(const struct json *json) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* Entries of an array, members of an object; 0 for the others. Borrowed from the document. */
size_t json_count(const struct json *json);
const struct json *json_item(const struct json *array, size_t index);
/* Member number `index` in the order of the text. */
const struct json *json_member(const struct json *object, size_t index, const char **key);

#endif
