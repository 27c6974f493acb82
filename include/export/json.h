/* JSON documents, built value by value and printed in a stable order. The only door to jansson. */
#ifndef IFSPEC_EXPORT_JSON_H
#define IFSPEC_EXPORT_JSON_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct json;

struct json *json_object(void) ATTRIBUTE_MUST_CHECK;
struct json *json_array(void) ATTRIBUTE_MUST_CHECK;
struct json *json_string(const char *text) ATTRIBUTE_MUST_CHECK; /* NULL gives null; invalid UTF-8 U+FFFD */
struct json *json_integer(long long number) ATTRIBUTE_MUST_CHECK;
struct json *json_real(double number) ATTRIBUTE_MUST_CHECK;
struct json *json_boolean(bool truth) ATTRIBUTE_MUST_CHECK;
struct json *json_null(void) ATTRIBUTE_MUST_CHECK;

/* Both take the value. */
void json_set(struct json *object, const char *key, struct json *value);
void json_append(struct json *array, struct json *value);

/* Print with two blanks of indentation and a final newline, then free. */
void json_print(struct json *json, struct buffer *out);
void json_free(struct json *json);

#endif
