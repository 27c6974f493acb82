/* The bytes of a YAML file and its lines. A line ends at LF, CR LF or a lone CR, as in YAML 1.2.
 * Knows nothing of YAML's structure. */
#ifndef IFSPEC_YAML_SOURCE_INTERNAL_H
#define IFSPEC_YAML_SOURCE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source {
    char *bytes; /* owned, NUL behind them */
    size_t length;
    size_t bom;      /* 3 if the file begins with a byte order mark, else 0 */
    bool ascii;      /* one byte is one character */
    bool odd_breaks; /* holds NEL, LS or PS: line breaks in YAML 1.1, text in 1.2 */
    uint32_t *lines; /* starts of the lines; built on demand, see source_find_line() */
    size_t line_count;
    size_t asked_line; /* index of the line that source_find_line() found last */
    size_t asked; /* where source_find_column() was asked last, and what it said */
    size_t asked_column;
};

/* Take over `bytes`, which must be valid UTF-8 and shorter than 4 GiB. */
void source_init(struct source *source, char *bytes, size_t length);
void source_done(struct source *source);

/* Offset of the first byte of the line that holds `at`; of its break (or the end of the file);
 * behind the break at `at` (`at` itself if there is none). */
size_t source_line_begin(const struct source *source, size_t at) ATTRIBUTE_PURE;
size_t source_line_end(const struct source *source, size_t at) ATTRIBUTE_PURE;
size_t source_skip_break(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Offset before the break that ends right before `at`. */
size_t source_before_break(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Offset of the first byte at or behind `at` that is neither space nor tab. */
size_t source_skip_blanks(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Bytes between the start of the line and `at`. */
size_t source_indentation(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Whether the line that begins at `at` holds only spaces and tabs. */
bool source_is_blank_line(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Bytes of the line break of any YAML version at `at`, 0 if there is none. */
size_t source_break_length(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* The line end that new text beside `at` takes: of this line, else of the one above, else LF. */
const char *source_newline(const struct source *source, size_t at) ATTRIBUTE_PURE;

/* Line of the byte at `at`, its column in characters; both from 1. */
size_t source_find_line(struct source *source, size_t at);
size_t source_find_column(struct source *source, size_t at);

#endif
