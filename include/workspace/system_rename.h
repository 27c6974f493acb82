/* A system under another name: in every answer that is chosen from the vocabulary of the systems, in
 * cells of tables that name it and nothing else, and in the vocabulary itself. */
#ifndef IFSPEC_WORKSPACE_SYSTEM_RENAME_H
#define IFSPEC_WORKSPACE_SYSTEM_RENAME_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/spec.h"
#include "workspace/vocabulary.h"
#include "workspace/workspace.h"

#include <stdbool.h>

struct system_rename {
    const struct form *form;             /* the one for new specs, or one that has such a vocabulary */
    const struct vocabulary *vocabulary; /* its systems: model/landscape.h */
    const char *old_name;                /* borrowed, as the new one; case does not count */
    const char *new_name;
};

/* Fill it. ERROR_INPUT if no form has systems, or a name is none. */
int system_rename_init(struct system_rename *rename, struct workspace *workspace,
                       const char *old_name, const char *new_name, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Whether the spec names the system; let it say the new name. Two entries of a list that are the same
 * then become one. */
bool system_rename_concerns(const struct system_rename *rename, const struct spec *spec);
void system_rename_apply(const struct system_rename *rename, struct spec *spec);

/* The vocabulary: the old name becomes an alias, of the entry that has the new one where there is one;
 * then its own entry goes. changed->path is NULL if there is nothing to do: it does not have the old name.
 * Without `writes` it is only tried. */
int system_rename_vocabulary(const struct system_rename *rename, struct workspace *workspace,
                             bool writes, struct added_value *changed, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
