/* What is to be written into a YAML file: a scalar, a list or a map, with no idea of style.
 * The style follows the file (formats.md, Fidelity 4); see yaml/document.h for the edits. */
#ifndef IFSPEC_YAML_CONTENT_H
#define IFSPEC_YAML_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

enum content_kind {
    CONTENT_TEXT,  /* a string: every YAML reader must read back this string */
    CONTENT_PLAIN, /* canonical text of a number, date or boolean: written plain */
    CONTENT_LIST,
    CONTENT_MAP,
};

/* A borrowed tree: nobody below the caller frees or keeps it. */
struct content {
    enum content_kind kind;
    const char *text;            /* TEXT, PLAIN: UTF-8, NUL-terminated */
    const struct content *items; /* LIST: entries; MAP: values */
    const char *const *keys;     /* MAP: one for each item */
    size_t count;                /* LIST, MAP */
    bool flow;                   /* LIST, MAP: written as [a, b] when all of it fits on one line */
};

#endif
