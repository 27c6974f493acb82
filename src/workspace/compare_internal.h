/* The last step of every comparison. */
#ifndef IFSPEC_WORKSPACE_COMPARE_INTERNAL_H
#define IFSPEC_WORKSPACE_COMPARE_INTERNAL_H

#include "base/buffer.h"
#include "workspace/compare.h"

/* Visit what two files differ in, in words of the later one's form. A path is NULL on the side where
 * there is no file. */
int compare_bytes(struct workspace *workspace, const char *old_path, const struct buffer *before,
                  const char *path, const struct buffer *after, compare_visit *visit,
                  void *context) ATTRIBUTE_MUST_CHECK;

#endif
