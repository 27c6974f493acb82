/* The table of strings and places with which the choice of a scalar style is tested: every string
 * must read back as itself, in every YAML reader, wherever it is put. */
#ifndef IFSPEC_TESTS_STYLE_TABLE_H
#define IFSPEC_TESTS_STYLE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* A file with one place for a string. */
struct style_place {
    const char *name;
    const char *bytes;
    const char *path[4]; /* steps, numbers into lists; ends with NULL */
    enum { STYLE_SET, STYLE_INSERT, STYLE_PUT, STYLE_KEY } edit;
};

extern const struct style_place style_places[];
extern const size_t style_place_count;

/* All strings; owned, as is each of them. */
char **style_strings(size_t *count);
void style_strings_free(char **strings, size_t count);

#endif
