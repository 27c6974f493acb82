/* The history of a spec in words of its form: commits, and what each changed by field. */
#ifndef IFSPEC_WORKSPACE_HISTORY_H
#define IFSPEC_WORKSPACE_HISTORY_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "model/change.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>

/* One commit; everything is borrowed for the call. */
struct history_entry {
    const char *commit; /* 40 hexadecimal digits */
    const char *author;
    const char *email;
    struct instant when;
    const char *subject;
    const char *path;    /* of the file in this commit */
    const char *blob;    /* id of its content; "" if the commit removed it */
    const char *problem; /* why the changes are not known (the file could not be read), or NULL */
    bool created;        /* the file is not in the parent: every answer is a change */
    bool is_cut;         /* a shallow clone ends here: what changed is not known */
    const struct changes *changes;
    const struct spec *spec; /* the spec in this commit; NULL: removed or unreadable */
};

/* Newest first, through renames. Return non-zero to stop. */
typedef int history_visit(void *context, const struct history_entry *entry);
int history_walk(struct workspace *workspace, const char *path, history_visit *visit, void *context,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* The commits of all specs in the order of `git log`, also of specs that are no more: visited once
 * for each spec that a commit changed. */
int history_walk_all(struct workspace *workspace, history_visit *visit, void *context,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* The commits of one spec in steps, for who waits for keys: each looks at no more than `most`
 * commits of the repository. Returns 1 as long as there are more, 0 at the end, -1. */
struct history;
int history_open(struct workspace *workspace, const char *path, struct history **out,
                 struct error *error) ATTRIBUTE_MUST_CHECK;
void history_close(struct history *history);
int history_step(struct history *history, size_t most, history_visit *visit, void *context,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether there is such a commit, branch, tag or date. */
bool history_has_revision(struct workspace *workspace, const char *revision, struct error *error);

/* The file at a path as it was in a revision, under the name it had then (owned). ERROR_NOT_FOUND if
 * revision or file are not there. */
int history_read_bytes(struct workspace *workspace, const char *path, const char *revision,
                       struct buffer *bytes, char **name, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The spec at a path as it was in a revision (a commit, a branch, a tag, a date), with its bytes;
 * *spec is owned. ERROR_NOT_FOUND if revision or path are not there. */
int history_read(struct workspace *workspace, const char *path, const char *revision,
                 struct buffer *bytes, struct spec **spec, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The same in words of a given form. */
int history_read_as(struct workspace *workspace, const char *path, const char *revision,
                    const struct form *form, struct spec **spec, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Every spec as it was in a revision, sorted by path; the working copy is not touched. Returns what
 * stopped it, -1 with ERROR_NOT_FOUND if there is no such revision. */
int history_walk_specs(struct workspace *workspace, const char *revision, workspace_visit *visit,
                       void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* What the working copy's file changes against HEAD, where it is at `old_path` (NULL: at `path`).
 * *existed tells whether HEAD has the spec. */
int history_pending(struct workspace *workspace, const char *path, const char *old_path,
                    struct changes *changes, bool *existed, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
