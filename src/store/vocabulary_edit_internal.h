/* The edit of one vocabulary in a YAML file: a new entry, or a new name for one. */
#ifndef IFSPEC_STORE_VOCABULARY_EDIT_INTERNAL_H
#define IFSPEC_STORE_VOCABULARY_EDIT_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "yaml/document.h"

#include <stddef.h>

struct vocabulary_edit {
    const char *value;
    const char *help;      /* of a new entry; NULL: none */
    const char *old_value; /* the entry to be renamed, which keeps this name as an alias; NULL: new */
};

/* `path` leads to the list of entries. ERROR_REFUSED if there is none, or it may not be edited. */
int vocabulary_edit_apply(const struct vocabulary_edit *edit, struct document *document,
                          const struct step *path, size_t depth, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
