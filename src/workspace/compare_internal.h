/* What comparisons share. */
#ifndef IFSPEC_WORKSPACE_COMPARE_INTERNAL_H
#define IFSPEC_WORKSPACE_COMPARE_INTERNAL_H

#include "base/buffer.h"
#include "model/check.h"
#include "workspace/compare.h"
#include "workspace/history.h"

/* Visit what two files differ in, in words of the later one's form. A path is NULL on the side where
 * there is no file. */
int compare_bytes(struct workspace *workspace, const char *old_path, const struct buffer *before,
                  const char *path, const struct buffer *after, compare_visit *visit,
                  void *context) ATTRIBUTE_MUST_CHECK;

/* approval_of() without the fingerprint of the present content: `current` is not known. */
struct approval approval_find(const struct spec *spec);

/* The search for the version that was approved: a history_visit that stops there. */
struct approval_search {
    const char *fingerprint; /* borrowed */
    char *commit, *path;     /* owned; NULL: not found */
};
int approval_look_at(void *context, const struct history_entry *entry);

/* A remark if the spec changed since it was approved. `content` is what was approved, in the same form;
 * NULL: not known, the fingerprint tells. */
void approval_check(const struct spec *spec, const struct spec *content,
                    struct findings *findings);

#endif
