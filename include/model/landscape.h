/* The landscape of a company: systems, and the specifications between them; and who refers to whom.
 * Pure: filled by the workspace, drawn by export. */
#ifndef IFSPEC_MODEL_LANDSCAPE_H
#define IFSPEC_MODEL_LANDSCAPE_H

#include "base/attributes.h"
#include "model/form.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

/* A specification in the landscape. Where it runs is what the first two columns of its form's
 * catalogue say that are choices: from, to. */
struct landscape_spec {
    char *id;
    char *title;
    char *path;
    struct strings from;
    struct strings to;
    struct strings names;      /* every other text that names something: choices, cells, aliases */
    struct strings references; /* IDs of other specs */
    size_t distance;           /* hops from what was asked for; LANDSCAPE_FAR: not reached */
};

#define LANDSCAPE_FAR ((size_t)-1)

struct landscape {
    struct landscape_spec *specs;
    size_t count;
    size_t capacity;
    size_t unreadable; /* files that are not in it */
};

/* What systems are chosen from: the vocabulary of where specs of this form run from, or to. NULL if
 * the form says no such thing. Borrowed from the form. */
const struct vocabulary *landscape_systems(const struct form *form);

void landscape_done(struct landscape *landscape);
void landscape_add(struct landscape *landscape, const char *path, const struct spec *spec);

/* Measure how far each spec is from a system or ID (case, accents and blanks folded), up to `hops`:
 * 0 touches it, 1 is one hop on (refers to one at 0, is referred to by it, or runs from where that
 * one runs to, or the other way round). False if nothing touches it. With NULL everything is at 0. */
bool landscape_measure(struct landscape *landscape, const char *name, size_t hops);

#endif
