/* A value for the company's vocabularies, from the pick list or the command line. */
#ifndef IFSPEC_WORKSPACE_VOCABULARY_H
#define IFSPEC_WORKSPACE_VOCABULARY_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"
#include "workspace/workspace.h"

#include <stdbool.h>

/* What was written, relative to the root. */
struct added_value {
    char *path;  /* owned */
    bool copied; /* the file was a shipped one and is the repository's own now */
};

/* Add a value (with help, or NULL) to the vocabulary of a form as workspace_form() gives it. The form has
 * it at once: borrowed entries of the vocabulary move. Nothing else of the file changes.
 * ERROR_INPUT if the value is no line of text or has the name of another, ERROR_REFUSED if the vocabulary
 * is written in a shipped form, ERROR_NOT_FOUND if there is none. */
int workspace_add_value(struct workspace *workspace, const struct form *form,
                        const char *vocabulary, const char *value, const char *help,
                        struct added_value *added, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
