/* Patterns of forms, with the limits of promises.md 6.1: no pattern and no text can hang us. */
#ifndef IFSPEC_MODEL_PATTERN_H
#define IFSPEC_MODEL_PATTERN_H

#include "base/attributes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct pattern;

enum pattern_result {
    PATTERN_MATCHES,
    PATTERN_DIFFERS,
    PATTERN_TOO_COSTLY, /* a limit was reached: not valid, and said so */
};

/* Compile a PCRE2 pattern; ERROR_INPUT says what is wrong and at which offset. With `anchored` it
 * must match the whole text. */
int pattern_compile(const char *source, bool anchored, struct pattern **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void pattern_free(struct pattern *pattern);

const char *pattern_source(const struct pattern *pattern);
enum pattern_result pattern_match(const struct pattern *pattern, const char *text, size_t length);

#endif
