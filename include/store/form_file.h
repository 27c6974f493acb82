/* Form files: YAML into struct form, with every fault named by line and column, all at once. */
#ifndef IFSPEC_STORE_FORM_FILE_H
#define IFSPEC_STORE_FORM_FILE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"

#include <stdbool.h>
#include <stddef.h>

struct form_problem {
    char *path; /* the file: the form, one that it extends, a vocabulary */
    size_t line;
    size_t column;
    enum severity severity;
    bool tolerated; /* the form works without it (a pattern that does not compile); else a form
                     * with errors is not loaded */
    char *message;
};

struct form_problems {
    struct form_problem *items;
    size_t count;
    size_t capacity;
};

void form_problems_done(struct form_problems *problems);

/* Folders that forms are looked for in, nearest first; `count` of them, borrowed strings. */
struct form_folders {
    const char *const *paths;
    size_t count;
};

/* Load the form `name` from the first folder that has NAME.yaml, with the forms it extends and its
 * vocabularies. `problems` may be NULL. ERROR_NOT_FOUND (the text lists the forms there are) or
 * ERROR_INPUT ("path:line:column: first problem (and N more: `ifspec form check FILE`)"). */
int form_load(const struct form_folders *folders, const char *name, struct form **out,
              struct form_problems *problems, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same for one file. */
int form_load_file(const struct form_folders *folders, const char *path, struct form **out,
                   struct form_problems *problems, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Names of all forms in the folders, sorted, each once. Freed with form_names_free(). */
char **form_list(const struct form_folders *folders, size_t *count);
void form_names_free(char **names, size_t count);

#endif
