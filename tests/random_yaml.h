/* Random YAML files, written by hand rather than by a dumper, so that they vary in style as files
 * edited by people do. The same seed gives the same file. */
#ifndef IFSPEC_TESTS_RANDOM_YAML_H
#define IFSPEC_TESTS_RANDOM_YAML_H

#include "base/buffer.h"

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

/* A number in [0, limit). */
size_t random_below(struct random *random, size_t limit);

void random_yaml_write(struct buffer *out, struct random *random);

#endif
