/* Vocabularies as the company edits them: a value is added or renamed in the file (or form) of the
 * repository's forms folder, as a lossless edit. What is shipped with the program is never touched: a
 * vocabulary file is copied into the repository first. */
#ifndef IFSPEC_STORE_VOCABULARY_FILE_H
#define IFSPEC_STORE_VOCABULARY_FILE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"
#include "store/layout.h"

#include <stdbool.h>

/* What was written, relative to the root. */
struct vocabulary_change {
    char *path; /* owned */
    bool copied; /* the file was a shipped one and is the repository's own now */
};

/* Add a value (with help, or NULL) to the vocabulary of a form; `directory` is the root. Forms that are
 * loaded already have it too: borrowed entries of the vocabulary move. ERROR_INPUT if the value is no
 * line of text or has the name of another; ERROR_REFUSED if the vocabulary stands in a shipped form;
 * ERROR_NOT_FOUND if there is none. */
int vocabulary_file_add(struct layout *layout, int directory, const struct form *form,
                        const char *vocabulary, const char *value, const char *help,
                        struct vocabulary_change *change, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Give a value of the vocabulary another name; the old one becomes one of its aliases. If that is the
 * name of another value the two become one: it gets the names of the old one, whose entry goes. Nothing
 * is to be done (change->path NULL) if the vocabulary does not have the value. Without `writes` it is
 * only tried. Forms that are loaded keep the old name. Errors as above. */
int vocabulary_file_rename(struct layout *layout, int directory, const struct form *form,
                           const char *vocabulary, const char *value, const char *new_value,
                           bool writes, struct vocabulary_change *change, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
