/* The edit of one vocabulary in a YAML file: a new entry, a new name for one, two that become one. */
#ifndef IFSPEC_STORE_VOCABULARY_EDIT_INTERNAL_H
#define IFSPEC_STORE_VOCABULARY_EDIT_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "yaml/document.h"

#include <stddef.h>

struct vocabulary_edit {
    const char *value;
    const char *help;      /* of a new entry; NULL: none */
    /* The entry to be renamed, which keeps this name as an alias; where the other one is an entry already
     * it gets the names of this one, which goes. NULL: a new one. */
    const char *old_value;
};

/* `path` leads to the list of entries. ERROR_REFUSED if there is none, or it may not be edited. */
int vocabulary_edit_apply(const struct vocabulary_edit *edit, struct document *document,
                          const struct step *path, size_t depth, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
