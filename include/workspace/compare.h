/* Two states of the specifications, field by field: the working copy, revisions, what was approved.
 * Reads them where they are; the working copy is not touched. */
#ifndef IFSPEC_WORKSPACE_COMPARE_H
#define IFSPEC_WORKSPACE_COMPARE_H

#include "base/attributes.h"
#include "base/date.h"
#include "base/error.h"
#include "model/change.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

/* One spec that is not the same on both sides; everything is borrowed for the call. */
struct difference {
    const char *id;       /* as it is after, else as it was; the file's name if it has none */
    const char *path;     /* after; before, if it is there no more */
    const char *old_path; /* before; NULL: it was not there */
    bool removed;
    const char *problem; /* why the changes are not known, or NULL */
    const struct spec *before; /* NULL: not there */
    const struct spec *after;
    const struct changes *changes;
};

/* Non-zero stops and is returned. */
typedef int compare_visit(void *context, const struct difference *difference);

struct comparison {
    const char *from; /* a revision or a date; NULL: HEAD */
    const char *to;   /* NULL: the working copy */
    bool staged;      /* to what is staged in the index; `to` is NULL */
    const char *const *paths; /* as workspace_find() gives them */
    size_t path_count;        /* 0: all specs; a file that was renamed is one difference */
};

/* Visit the specs that differ, sorted by path. ERROR_NOT_FOUND if there is no such revision, or a
 * path is on neither side. A file whose bytes differ but no value is visited without changes. */
int compare_specs(struct workspace *workspace, const struct comparison *comparison,
                  compare_visit *visit, void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* ── approval ── */

/* The last review that approved the spec. */
struct approval {
    bool exists;
    bool current; /* its fingerprint is that of the present content */
    size_t row;   /* of the reviews */
    char date[DATE_TEXT_SIZE];
    const char *reviewer; /* borrowed from the spec */
    const char *fingerprint;
};

/* What the spec itself says about it; reads nothing. */
struct approval approval_of(const struct spec *spec);

/* Visit a spec of the working copy compared with the version in the history that was approved: not
 * called if nothing changed. ERROR_NOT_FOUND: never approved, or the version is not in the history. */
int compare_with_approved(struct workspace *workspace, const char *path, compare_visit *visit,
                          void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* How many fields changed since then; -1: not known, because the version is not in the history. */
int compare_count_since_approval(struct workspace *workspace, const char *path);

#endif
