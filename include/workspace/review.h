/* Recording that somebody judged a spec as it is now. */
#ifndef IFSPEC_WORKSPACE_REVIEW_H
#define IFSPEC_WORKSPACE_REVIEW_H

#include "base/attributes.h"
#include "base/error.h"
#include "workspace/sheet.h"

struct review {
    const char *decision; /* a value of the engine's vocabulary: "approved", "rejected", … */
    const char *role;     /* NULL: none */
    const char *comment;  /* NULL: none */
};

/* Append it to the reviews, by who Git's configuration names, today, with the fingerprint of the
 * content; the sheet is not saved. ERROR_NOT_FOUND: Git does not know who it is. */
int review_add(struct sheet *sheet, const struct review *review, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
