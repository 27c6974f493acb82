/* A reader of the YAML that people and programs mostly write, fifteen times as fast as libyaml:
 * block mappings and sequences, scalars on one line, literal and folded blocks, flow collections,
 * comments. It builds the same tree, or says "not mine" at the slightest doubt: it never reports
 * an error, never takes what libyaml refuses, never reads another value (yaml.md 5.2). */
#ifndef IFSPEC_YAML_SCAN_INTERNAL_H
#define IFSPEC_YAML_SCAN_INTERNAL_H

#include "builder_internal.h"

#include "base/buffer.h"

/* Invariants: every line ends with LF, a NUL stands behind the last; there is no tab and no other
 * control character; `at` lies in the line that begins at `line`. */
struct scan {
    struct builder *builder;
    const char *bytes;
    uint32_t length;
    uint32_t at;
    uint32_t line;
    struct buffer text; /* of a scalar that does not read as it is written */
};

/* A scalar on one line: its bytes, quotes included. */
struct word {
    uint32_t begin, end;
    enum tree_style style;
    bool escaped;
};

/* Build the tree of a checked source; false leaves it half built. */
bool scan_build(struct builder *builder) ATTRIBUTE_MUST_CHECK;

/* Functions that return bool leave `at` behind what they read; false: not mine. */

/* Skip blanks, comments and line ends. */
bool scan_skip(struct scan *scan) ATTRIBUTE_MUST_CHECK;

/* Whether nothing but blanks and a comment stands behind `at` in its line, which are skipped. */
bool scan_end_line(struct scan *scan) ATTRIBUTE_MUST_CHECK;

/* The scalar at `at`, inside [ ] or { } or outside. */
bool scan_word(struct scan *scan, bool flow, struct word *word) ATTRIBUTE_MUST_CHECK;

/* Whether `: ` or `:` and the line's end follow a word that may be a key. */
bool scan_is_key(const struct scan *scan, const struct word *word) ATTRIBUTE_PURE;

void scan_add_word(struct scan *scan, const struct word *word);

/* The block scalar whose indicator stands at `at`, below what stands at column `indent`. */
bool scan_block_scalar(struct scan *scan, uint32_t indent) ATTRIBUTE_MUST_CHECK;

/* The flow collection at `at`. */
bool scan_flow(struct scan *scan) ATTRIBUTE_MUST_CHECK;

/* Add an empty collection node at `at`, and open it. */
bool scan_open(struct scan *scan, enum tree_kind kind, uint32_t column,
               uint16_t flags) ATTRIBUTE_MUST_CHECK;

#endif
