/* Small files in the state folder: what is convenient to remember and no loss to forget. Each is
 * replaced whole; nothing of it is ever in a repository. */
#ifndef IFSPEC_STORE_STATE_FILE_H
#define IFSPEC_STORE_STATE_FILE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum { STATE_FILE_LIMIT = 256 * 1024 }; /* a longer one is not read */

/* Read KIND/KEY/NAME in place of what `out` held; false if there is no such file. `root` is the
 * working copy ("": none). */
bool state_file_read(const char *root, const char *kind, const char *key, const char *name,
                     struct buffer *out);

/* Replace it, the whole or nothing; no bytes remove it, and its folder. Where that is not possible
 * nothing happens. */
void state_file_write(const char *root, const char *kind, const char *key, const char *name,
                      const struct buffer *bytes);

#endif
