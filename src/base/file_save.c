/* The save protocol of promises.md 3.1: the new text goes to a temporary file beside the old one,
 * is flushed, and the two change places. So at every moment the name leads to a whole file, and no
 * text of another program is ever removed. */
#include "base/file.h"

#include "file_save_internal.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int file_holds(int descriptor, const char *bytes, size_t length)
{
    char chunk[16384];
    size_t at = 0;
    for (;;) {
        ssize_t count = -1;
        UNINTERRUPTED(count, pread(descriptor, chunk, sizeof chunk, (off_t)at));
        if (count < 0)
            return -1;
        if (count == 0)
            return at == length;
        if ((size_t)count > length - at || memcmp(chunk, bytes + at, (size_t)count) != 0)
            return 0;
        at += (size_t)count;
    }
}

int file_name_holds(int folder, const char *name, const char *bytes, size_t length)
{
    struct stat status = {0};
    int descriptor = -1;
    UNINTERRUPTED(descriptor, openat(folder, name, FILE_LOOK_FLAGS));
    if (descriptor < 0)
        return errno == ENOENT || errno == ELOOP || errno == ENXIO ? 0 : -1;
    int result = fstat(descriptor, &status);
    if (result == 0)
        result = S_ISREG(status.st_mode) ? file_holds(descriptor, bytes, length) : 0;
    file_close(descriptor);
    return result;
}

int file_save_fault(const struct file_save *save, int number)
{
    if (number == ENOSPC)
        return error_set(save->error, ERROR_ENVIRONMENT,
                         "cannot save %s: the disk is full: free %zu kB and save again",
                         save->place.path, save->length / 1024 + 1);
    return file_fault(save->error, number, "save", save->place.path);
}

int file_save_changed(const struct file_save *save)
{
    return error_set(save->error, ERROR_CHANGED,
                     "%s was changed by another program since it was read: it was left as it is; "
                     "compare the two and save again",
                     save->place.path);
}

int file_save_denied(const struct file_save *save, const char *what, const struct stat *status)
{
    const struct passwd *owner = getpwuid(status->st_uid);
    return error_set(save->error, ERROR_ENVIRONMENT,
                     "cannot save %s: the %s cannot be written, it has mode %04o and belongs to "
                     "%s: change its mode with chmod or ask the owner",
                     save->place.path, what, (unsigned)(status->st_mode & 07777),
                     owner != NULL ? owner->pw_name : "an unknown user");
}

/* A folder that can be written would let us replace a file that was made read-only on purpose. */
static int check_writable(const struct file_save *save)
{
    if (faccessat(save->place.folder, save->place.name, W_OK, AT_EACCESS) == 0)
        return 0;
    if (errno == ENOENT)
        return file_save_changed(save);
    return errno == EACCES ? file_save_denied(save, "file", &save->old)
                           : file_save_fault(save, errno);
}

static int replace_file(struct file_save *save)
{
    if (check_writable(save) != 0)
        return -1;
    if (save->old.st_nlink > 1)
        return file_save_in_place(save);
    int result = file_write_temporary(save);
    if (result > 0) {
        file_unlink_temporary(save);
        return file_save_in_place(save);
    }
    return result == 0 ? file_exchange(save) : result;
}

/* Take away the new file after its folder could not be flushed, unless it is no longer ours. */
static void withdraw_new_file(const struct file_save *save)
{
    int result = -1;
    int number = errno;
    if (file_name_holds(save->place.folder, save->place.name, save->bytes, save->length) == 1)
        UNINTERRUPTED(result, unlinkat(save->place.folder, save->place.name, 0));
    errno = number;
}

static int create_file(struct file_save *save)
{
    int folder = save->place.folder;
    if (file_write_temporary(save) != 0)
        return -1;
    if (file_rename_new(folder, save->temporary, folder, save->place.name) != 0)
        return errno == EEXIST ? file_save_changed(save) : file_save_fault(save, errno);
    free(save->temporary);
    save->temporary = NULL;
    if (file_flush_folder(folder) == 0)
        return 0;
    withdraw_new_file(save);
    return file_save_fault(save, errno);
}

/* Open what is there now, and see that it is what the caller may replace. */
static int open_old(struct file_save *save)
{
    UNINTERRUPTED(save->descriptor, openat(save->place.folder, save->place.name, FILE_LOOK_FLAGS));
    if (save->descriptor < 0 && errno != ENOENT)
        return file_save_fault(save, errno);
    if (save->descriptor < 0 && save->base->bytes != NULL)
        return error_set(save->error, ERROR_CHANGED,
                         "%s was removed or renamed by another program since it was read: save it "
                         "as a new file or drop it",
                         save->place.path);
    if (save->descriptor < 0)
        return 0;
    if (save->base->bytes == NULL)
        return error_set(save->error, ERROR_CHANGED,
                         "%s exists already: open it, or choose another name", save->place.path);
    if (fstat(save->descriptor, &save->old) != 0)
        return file_save_fault(save, errno);
    if (!S_ISREG(save->old.st_mode))
        return error_set(save->error, ERROR_REFUSED, "cannot save %s: it is not a regular file",
                         save->place.path);
    int same = file_holds(save->descriptor, save->base->bytes, save->base->length);
    if (same < 0)
        return file_save_fault(save, errno);
    return same == 1 ? 0 : file_save_changed(save);
}

int file_save_beneath(int directory, const char *path, const char *bytes, size_t length,
                      const struct file_base *base, bool make_folders, struct error *error)
{
    struct file_save save = {
        .place = PLACE_NONE,
        .bytes = bytes,
        .length = length,
        .base = base,
        .descriptor = -1,
        .error = error,
    };
    struct error found = {0};
    int result = -1;
    bool replaces = base->bytes != NULL;
    if (place_find(directory, path, replaces, make_folders && !replaces, &save.place, &found) !=
        0) {
        if (error != NULL)
            *error = found;
        return found.kind == ERROR_NOT_FOUND && replaces
                   ? error_set(error, ERROR_CHANGED,
                               "the folder of %s was removed or renamed since it was read", path)
                   : -1;
    }
    if (open_old(&save) == 0)
        result = save.descriptor >= 0 ? replace_file(&save) : create_file(&save);
    file_unlink_temporary(&save); /* the new text after a failure, the old one after a success */
    file_close(save.descriptor);
    place_done(&save.place);
    return result;
}
