/* UTF-8 as people see it: code points, grapheme clusters, columns, folding.
 * Widths are counted as ncurses counts them (sum of wcwidth); the cursor moves by cluster. */
#ifndef IFSPEC_BASE_UTF8_H
#define IFSPEC_BASE_UTF8_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What utf8_decode() yields for a byte that begins no valid sequence. */
#define UTF8_INVALID UINT32_MAX

/* Decode the code point at bytes[0], of `length` > 0 bytes. Returns how many bytes it takes;
 * an invalid byte takes 1 and gives UTF8_INVALID (no overlongs, no surrogates, ≤ U+10FFFF). */
size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point);

/* Write a code point as UTF-8; returns 1 to 4. `bytes` has room for 4. */
size_t utf8_encode(uint32_t code_point, char *bytes);

/* Offset of the first invalid byte, or `length` if all is valid UTF-8. */
size_t utf8_find_invalid(const char *bytes, size_t length) ATTRIBUTE_PURE;

/* Number of code points. Invalid bytes count one each. */
size_t utf8_count(const char *bytes, size_t length) ATTRIBUTE_PURE;

/* Offset behind the grapheme cluster that begins at `offset`, before the one that ends there
 * (UAX 29). Both stay inside [0, length]. */
size_t utf8_next_cluster(const char *bytes, size_t length, size_t offset);
size_t utf8_previous_cluster(const char *bytes, size_t length, size_t offset);

/* Offset of the start of the next word behind, of the previous word before `offset` (UAX 29,
 * blanks and punctuation skipped). */
size_t utf8_next_word(const char *bytes, size_t length, size_t offset);
size_t utf8_previous_word(const char *bytes, size_t length, size_t offset);

/* Columns of one code point: 0, 1 or 2; -1 for controls and what is no character. As wcwidth() says
 * in a UTF-8 locale, as libunistring says in any other. */
int utf8_column_width(uint32_t code_point);

/* Columns of a text that holds nothing but printable characters (any other counts 1). */
size_t utf8_width(const char *bytes, size_t length);

/* Where a line may be broken (UAX 14): sets breaks[i] to 1 if a line may begin at byte i, to 2 if
 * it must. `breaks` has `length` entries. */
void utf8_find_line_breaks(const char *bytes, size_t length, char *breaks);

/* Append the text without control characters that no answer has (C0 but TAB, LF and CR; DEL; C1).
 * Returns how many were left out. */
size_t utf8_append_printable(struct buffer *out, const char *bytes, size_t length);

/* The text in NFC; owned. Invalid UTF-8 comes back unchanged. */
char *utf8_normalise(const char *text) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* The text folded for comparison and search; owned. Case, accents and invisible characters fold
 * away; with `fold_blanks` blanks, hyphens and dashes vanish too, so that "11 VMS" finds "11VMS".
 * Invalid bytes stay as they are. */
char *utf8_fold(const char *text, bool fold_blanks) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* Whether two texts are equal without regard to case (Unicode case folding). */
bool utf8_equal_caseless(const char *a, const char *b);

#endif
