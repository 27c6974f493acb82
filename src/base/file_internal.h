/* What the files of the file module share: where a file is, and how its calls fail. */
#ifndef IFSPEC_BASE_FILE_INTERNAL_H
#define IFSPEC_BASE_FILE_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* A call that a signal interrupted is made again. */
#define UNINTERRUPTED(result, call)                                                                \
    do                                                                                             \
        (result) = (call);                                                                         \
    while ((result) == -1 && errno == EINTR)

/* A name in an open folder. `= PLACE_NONE` before it is found, place_done() at the end. */
struct place {
    const char *path; /* as the caller gave it, for messages; borrowed */
    char *name;
    int folder;
};

#define PLACE_NONE {.path = NULL, .name = NULL, .folder = -1}

/* Find the folder of `path` below `directory`. With `follow`, a path that is a symbolic link is
 * replaced by what it points to, which must lie below `directory` too. With `make_folders` missing
 * folders are made. ERROR_NOT_FOUND if the folder is missing. */
int place_find(int directory, const char *path, bool follow, bool make_folders,
               struct place *place, struct error *error) ATTRIBUTE_MUST_CHECK;
void place_done(struct place *place);

/* Open a path that must not lead out of `directory`, neither by itself nor by a symbolic link; the
 * links inside are followed. Without a system call for it (Linux 5.6) just the same. -1 and errno:
 * EXDEV if it would lead out. */
int file_open_beneath(int directory, const char *path, int flags);

/* Fill the error of a failed call: "cannot VERB PATH: cause, and the way out". */
int file_fault(struct error *error, int number, const char *verb, const char *path);

/* Read an open regular file whole. Refuses what is none, and what is larger than `limit`. `verb`
 * and `path` are for messages. */
int file_read_descriptor(int descriptor, size_t limit, const char *verb, const char *path,
                         struct buffer *out, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write all bytes at `offset`, however many calls it takes. -1 and errno. */
int file_write_at(int descriptor, const char *bytes, size_t length, off_t offset);

/* fsync of a file; of a folder, where a file system that cannot is not an error. -1 and errno. */
int file_flush(int descriptor);
int file_flush_folder(int folder);

/* Give a file of a folder a name that must be free (EEXIST), in one step. -1 and errno. */
int file_rename_new(int from_folder, const char *from, int to_folder, const char *to);

/* Close; errno stays as it was. */
void file_close(int descriptor);

#endif
