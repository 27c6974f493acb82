/* What the fuzz targets share: an oracle that stops, inputs of several parts, clean text. */
#ifndef IFSPEC_TESTS_FUZZ_H
#define IFSPEC_TESTS_FUZZ_H

#include "base/attributes.h"
#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Say what is broken and abort, unless it holds. */
void fuzz_require(bool holds, const char *what);

/* Say which field's values differ and abort, unless a file would hold the same. */
void fuzz_require_equal(const struct field *field, const struct value *one,
                        const struct value *other);

/* The input cut at bytes 0xFF, which no text holds: `count` parts, the last takes the rest, those
 * that are not there are "". Owned copies, each with a NUL behind it. */
struct fuzz_part {
    char *bytes;
    size_t length;
};
void fuzz_cut(const uint8_t *bytes, size_t length, struct fuzz_part *parts, size_t count);
void fuzz_parts_done(struct fuzz_part *parts, size_t count);

/* Nothing in it acts on a terminal or hides: `flags` are those of base/show.h. */
void fuzz_require_clean(const char *text, size_t length, int flags);

/* tests/fuzz/fuzz.yaml, loaded once: every field type, as small as can be. */
const struct form *fuzz_form(void);

#endif
