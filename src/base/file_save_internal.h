/* One save while it is under way, and its steps. Each step returns 0, or -1 with the error filled.
 *
 * Invariant: `temporary` is the name of a file with nothing but our own new text in it, or with the
 * old text after it was verified, or NULL. Only such a file is ever unlinked. */
#ifndef IFSPEC_BASE_FILE_SAVE_INTERNAL_H
#define IFSPEC_BASE_FILE_SAVE_INTERNAL_H

#include "base/file.h"
#include "file_internal.h"

#include <fcntl.h>

/* To look at a file whatever it has become: no link followed, nothing waited for. */
enum { FILE_LOOK_FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

struct file_save {
    struct place place;
    const char *bytes; /* the new text */
    size_t length;
    const struct file_base *base;
    int descriptor;  /* of the file that is replaced, open for reading; -1 if there is none */
    struct stat old; /* its properties */
    char *temporary;
    struct error *error;
};

/* Whether an open file, or a regular file of this name, holds exactly these bytes: 1, 0, or -1 and
 * errno. */
int file_holds(int descriptor, const char *bytes, size_t length);
int file_name_holds(int folder, const char *name, const char *bytes, size_t length);

/* Fill the error of a call that failed, of a file that is no longer the base, of a file or folder
 * (`what`) that may not be written. Return -1. */
int file_save_fault(const struct file_save *save, int number);
int file_save_changed(const struct file_save *save);
int file_save_denied(const struct file_save *save, const char *what, const struct stat *status);

/* Write the new text to a temporary file and flush it. 1 if the old file's owner or attributes
 * cannot be kept on it. */
int file_write_temporary(struct file_save *save) ATTRIBUTE_MUST_CHECK;

/* Remove the temporary file if there is one; errno stays as it was. */
void file_unlink_temporary(struct file_save *save);

/* Let the temporary file and the old one change places. Then the old text is in the temporary file:
 * whoever wants to keep versions finds it there. */
int file_exchange(struct file_save *save) ATTRIBUTE_MUST_CHECK;

/* Write into the file itself: where it has several names (an exchange would part them), or an owner
 * that a new file cannot have. Not safe against a kill: only a journal can make it so. */
int file_save_in_place(const struct file_save *save) ATTRIBUTE_MUST_CHECK;

#endif
