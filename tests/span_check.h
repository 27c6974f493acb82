/* The invariants of the YAML tree (yaml.md section 7), checked on a whole file: spans are ordered
 * and nested, and every byte that no span or indicator covers is blank. */
#ifndef IFSPEC_TESTS_SPAN_CHECK_H
#define IFSPEC_TESTS_SPAN_CHECK_H

#include "yaml/document.h"

#include <stddef.h>

/* NULL if all hold, else which does not; *offset is where. */
const char *span_check(const struct document *document, size_t *offset);

#endif
