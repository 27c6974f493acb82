/* Files: read whole, saved whole. The save protocol is promises.md 3.1: temporary file, fsync,
 * exchange, check what was pushed out, fsync of the directory; all or nothing, and no other
 * program's text is ever overwritten. Does not know what is in a file. */
#ifndef IFSPEC_BASE_FILE_H
#define IFSPEC_BASE_FILE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { FILE_SIZE_LIMIT = 16 * 1024 * 1024 };

/* Read a regular file of at most `limit` bytes into `out`, in place of what it held; out->bytes is
 * never NULL then. FIFOs, devices and folders are refused at once (ERROR_REFUSED), as is a larger
 * file. ERROR_NOT_FOUND if there is none. */
int file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The same below an open directory: no part of `path` may leave it, no symbolic link is followed
 * out of it (openat2 RESOLVE_BENEATH). */
int file_read_beneath(int directory, const char *path, size_t limit, struct buffer *out,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* What a save is allowed to replace. */
struct file_base {
    const char *bytes; /* what was read before; NULL: the file must not exist yet */
    size_t length;
};

/* Save `length` bytes as `path` below `directory` (a new file with its folders if `make_folders`).
 * Returns 0 only after data and directory entry were flushed. ERROR_CHANGED if the file is not
 * byte for byte the base (or is gone, or exists where none should): then nothing was touched. Mode,
 * owner, extended attributes and hard links are kept; a symbolic link is kept and what it points to
 * is saved, ERROR_REFUSED if that lies outside. Any other failure leaves the old file whole. */
int file_save_beneath(int directory, const char *path, const char *bytes, size_t length,
                      const struct file_base *base, bool make_folders, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Open a directory for the calls above; returns the descriptor or -1. */
int file_open_directory(const char *path, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Flush what was written to the file system of an open file or folder: for many small files, one of
 * which alone is not worth its flush. What fails is known to nobody. */
void file_flush_all(int descriptor);

/* Call `visit` for every regular file below directory/path whose name ends in `suffix`, sorted by
 * path; a symbolic link counts as the file below `directory` that it points to, links to folders
 * are not followed, dot names are skipped. The path is relative
 * to `directory`, borrowed for the call. A missing folder is empty. Stops at a non-zero result
 * and returns it. */
int file_walk_beneath(int directory, const char *path, const char *suffix,
                      int (*visit)(void *context, const char *path, struct error *error),
                      void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* A save that is killed may leave its temporary file beside the file: these are its possible paths,
 * `number` from 1 to FILE_LEFT_OVERS; owned. */
enum { FILE_LEFT_OVERS = 9 };
char *file_left_over_path(const char *path, int number) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* Call `visit` for every one that is below directory/path, sorted, as file_walk_beneath() does. `path` is
 * that of the file that it was for (cut, if its name is longer than 200 bytes). */
int file_walk_left_overs(int directory, const char *path,
                         int (*visit)(void *context, const char *left_over, const char *path,
                                      struct error *error),
                         void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether anything has this name: a file, a folder, a link that leads nowhere. */
bool file_exists_beneath(int directory, const char *path);

/* Why a file that is there must not be written: "it is write-protected", …; NULL if it may be.
 * Constant. */
const char *file_write_protection(int directory, const char *path);

/* Remove a file (ERROR_NOT_FOUND if there is none), rename without replacing (ERROR_REFUSED if the
 * new name is taken). A link is removed or renamed itself. Both are flushed. */
int file_remove_beneath(int directory, const char *path, struct error *error) ATTRIBUTE_MUST_CHECK;
int file_rename_beneath(int directory, const char *from, const char *to, bool make_folders,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
