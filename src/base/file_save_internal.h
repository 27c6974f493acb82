/* One save while it is under way. */
#ifndef IFSPEC_BASE_FILE_SAVE_INTERNAL_H
#define IFSPEC_BASE_FILE_SAVE_INTERNAL_H

#include "base/file.h"
#include "file_internal.h"

struct file_save {
    struct place place;
    const char *bytes; /* the new text */
    size_t length;
    const struct file_base *base;
    int descriptor;  /* of the file that is replaced, open for reading; -1 if there is none */
    struct stat old; /* its properties */
    char *temporary; /* name of the temporary file that we may unlink, or NULL */
    struct error *error;
};

/* Whether an open file holds exactly these bytes: 1, 0, or -1 and errno. */
int file_holds(int descriptor, const char *bytes, size_t length);

/* Fill the error of a call that failed, or of a file that is no longer the base. Return -1. */
int file_save_fault(const struct file_save *save, int number);
int file_save_changed(const struct file_save *save);

/* Write into the file itself: where it has several names (an exchange would part them), or an owner
 * that a new file cannot have. Not safe against a kill: the one thing that only a journal can be. */
int file_save_in_place(const struct file_save *save);

#endif
