/* What a changed form would do to the specifications that answer it: which values keep their place,
 * which move, which need a person. Reads everything, writes nothing. */
#ifndef IFSPEC_WORKSPACE_FORM_IMPACT_H
#define IFSPEC_WORKSPACE_FORM_IMPACT_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

struct impact_change {
    char *field;    /* path, as it stands in the file */
    char *moves_to; /* path in the changed form; NULL: it needs a person */
    char *message;  /* what is to be decided; NULL if it only moves */
    size_t line;    /* in the file, from 1 */
    size_t column;
};

struct impact_spec {
    char *path;
    char *id;
    size_t kept; /* answers that stay as and where they are */
    struct impact_change *changes;
    size_t count;
    size_t capacity;
};

struct impact_heir {
    char *name;
    char *problem; /* why it could not be loaded with the changed form, and its specs were not asked */
};

struct form_impact {
    struct impact_spec *specs; /* all of the form and its heirs, sorted by path */
    size_t count;
    size_t capacity;
    size_t unreadable; /* files that no form could be asked about */
    struct impact_heir *heirs; /* forms that extend this one: their specs are asked, too */
    size_t heir_count;
};

/* Ask every specification of the form with this name, and of the forms that extend it. What the form in use complains of already is
 * left out, unless the changed form is the one in use: then all of it counts. To be ended by
 * form_impact_done() even if it fails. */
int form_impact_find(struct workspace *workspace, const struct form *changed,
                     struct form_impact *impact, struct error *error) ATTRIBUTE_MUST_CHECK;
void form_impact_done(struct form_impact *impact);

/* The same for one specification, read by the form it has (NULL: nothing is left out) and by the other
 * one. `path` names it. */
void impact_spec_find(const char *path, const struct spec *now, const struct spec *after,
                      struct impact_spec *impact);
void impact_spec_done(struct impact_spec *spec);

bool impact_spec_needs_person(const struct impact_spec *spec);

#endif
