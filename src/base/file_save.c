/* The save protocol of promises.md 3.1: the new text goes to a temporary file beside the old one,
 * is flushed, and the two change places in one step. What was pushed out must be what the caller
 * had read; if it is not, another program wrote meanwhile, and the two change back. So at every
 * moment the name leads to a whole file, and no text of another program is ever removed.
 *
 * Invariant: save.temporary is the name of a file with nothing but our own new text in it, or of
 * the verified old one, or NULL. Only such a file is unlinked. */
#include "base/file.h"

#include "base/memory.h"
#include "file_internal.h"
#include "file_save_internal.h"
#include "linux_calls_internal.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOK_FLAGS = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
    CREATE_FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
    NAME_BYTES = 200, /* of the file's name in the temporary one: 255 is the limit of both */
    LEFT_OVERS = 9,
    EXCHANGES = 1000,
};

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

/* Whether the name is a regular file of exactly these bytes: 1, 0, or -1 and errno. */
static int name_holds(int folder, const char *name, const char *bytes, size_t length)
{
    struct stat status = {0};
    int descriptor = -1;
    UNINTERRUPTED(descriptor, openat(folder, name, LOOK_FLAGS));
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

/* EACCES names who could help. */
static int save_denied(const struct file_save *save, const char *what, const struct stat *status)
{
    const struct passwd *owner = getpwuid(status->st_uid);
    return error_set(save->error, ERROR_ENVIRONMENT,
                     "cannot save %s: the %s cannot be written, it has mode %04o and belongs to "
                     "%s: change its mode with chmod or ask the owner",
                     save->place.path, what, (unsigned)(status->st_mode & 07777),
                     owner != NULL ? owner->pw_name : "an unknown user");
}

static void unlink_temporary(struct file_save *save)
{
    int result = -1;
    int number = errno;
    if (save->temporary != NULL)
        UNINTERRUPTED(result, unlinkat(save->place.folder, save->temporary, 0));
    free(save->temporary);
    save->temporary = NULL;
    errno = number;
}

static char *name_temporary(const char *name, int number)
{
    size_t length = strlen(name);
    if (length > NAME_BYTES) {
        length = NAME_BYTES;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
            length--;
    }
    if (number == 1)
        return memory_format(".%.*s.ifspec-tmp", (int)length, name);
    return memory_format(".%.*s.ifspec-tmp%d", (int)length, name, number);
}

/* A temporary file left by a crash is removed only if it holds what the file holds too; anything
 * else may be the only copy of somebody's text, and is left for the recovery. */
static bool remove_left_over(const struct file_save *save, const char *name)
{
    int result = -1;
    if (save->base->bytes == NULL ||
        name_holds(save->place.folder, name, save->base->bytes, save->base->length) != 1)
        return false;
    UNINTERRUPTED(result, unlinkat(save->place.folder, name, 0));
    return result == 0;
}

/* Returns the descriptor or -1 and errno. */
static int create_temporary(struct file_save *save, mode_t mode)
{
    for (int number = 1; number <= LEFT_OVERS; number++) {
        char *name = name_temporary(save->place.name, number);
        int descriptor = -1;
        UNINTERRUPTED(descriptor, openat(save->place.folder, name, CREATE_FLAGS, mode));
        if (descriptor < 0 && errno == EEXIST && remove_left_over(save, name))
            UNINTERRUPTED(descriptor, openat(save->place.folder, name, CREATE_FLAGS, mode));
        if (descriptor >= 0) {
            save->temporary = name;
            return descriptor;
        }
        free(name);
        if (errno != EEXIST)
            break;
    }
    return -1;
}

static int temporary_fault(const struct file_save *save)
{
    struct stat status = {0};
    int number = errno;
    if (number == EEXIST)
        return error_set(save->error, ERROR_ENVIRONMENT,
                         "cannot save %s: there are %d files .%s.ifspec-tmp beside it that were "
                         "left by crashes: look at them and remove them",
                         save->place.path, LEFT_OVERS, save->place.name);
    if (number == EACCES && fstat(save->place.folder, &status) == 0)
        return save_denied(save, "folder", &status);
    return file_save_fault(save, number);
}

/* Owner, attributes, mode, in this order: chown clears bits of the mode. */
static int keep_properties(const struct file_save *save, int descriptor)
{
    struct stat made = {0};
    const struct stat *old = &save->old;
    int result = fstat(descriptor, &made);
    if (result == 0 && (made.st_uid != old->st_uid || made.st_gid != old->st_gid))
        UNINTERRUPTED(result, fchown(descriptor, old->st_uid, old->st_gid));
    if (result == 0)
        result = linux_copy_attributes(save->descriptor, descriptor);
    if (result == 0)
        UNINTERRUPTED(result, fchmod(descriptor, old->st_mode & 07777));
    return result;
}

/* The new text in a flushed temporary file. 1 if the old file's properties cannot be kept on it. */
static int write_temporary(struct file_save *save)
{
    bool replaces = save->descriptor >= 0;
    int descriptor = create_temporary(save, replaces ? 0600 : 0666);
    if (descriptor < 0)
        return temporary_fault(save);
    int result = file_write_at(descriptor, save->bytes, save->length, 0);
    if (result == 0 && replaces && keep_properties(save, descriptor) != 0)
        result = errno == EPERM || errno == EINVAL || errno == ENOTSUP ? 1 : -1;
    if (result == 0)
        result = file_flush(descriptor);
    if (result < 0)
        (void)file_save_fault(save, errno);
    /* Some file systems tell only now that the disk is full. */
    if (close(descriptor) != 0 && errno != EINTR && result == 0)
        result = file_save_fault(save, errno);
    return result;
}

static int exchange(const struct file_save *save)
{
    int result = -1;
    UNINTERRUPTED(result, linux_exchange(save->place.folder, save->temporary, save->place.name));
    return result;
}

/* Held open while it is compared: the number of a file that is gone would be given to another. */
static int open_temporary(const struct file_save *save)
{
    int descriptor = -1;
    UNINTERRUPTED(descriptor, openat(save->place.folder, save->temporary, LOOK_FLAGS));
    return descriptor;
}

static bool temporary_is(const struct file_save *save, int descriptor)
{
    struct stat a = {0};
    struct stat b = {0};
    return fstat(descriptor, &a) == 0 &&
           fstatat(save->place.folder, save->temporary, &b, AT_SYMLINK_NOFOLLOW) == 0 &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Exchange back until what comes out is what the last exchange put in: then nobody wrote in
 * between, and the name leads to the newest text of the other programs. `inside` is open on what
 * the last exchange put in. */
static bool exchange_until_settled(const struct file_save *save, int inside)
{
    bool settled = false;
    int last = -1;
    for (int attempt = 0; attempt < EXCHANGES && inside >= 0 && !settled; attempt++) {
        int put = open_temporary(save); /* -1 if it is a link, say: then this is the last time */
        if (exchange(save) != 0) {
            file_close(put);
            break;
        }
        settled = temporary_is(save, inside);
        file_close(last);
        last = put;
        inside = put;
    }
    file_close(last);
    return settled;
}

/* Back to how it was before the exchange. Where another program writes faster than we exchange,
 * an older text of its own may come out last; even that is kept. */
static int exchange_back(struct file_save *save, int ours)
{
    if (exchange_until_settled(save, ours) &&
        name_holds(save->place.folder, save->temporary, save->bytes, save->length) == 1) {
        (void)file_flush_folder(save->place.folder); /* the save has failed anyway */
        return 0;
    }
    (void)error_set(save->error, ERROR_CHANGED,
                    "%s was changed by other programs while it was saved, and nothing was saved: "
                    "a version of theirs is kept beside it as %s; compare the two",
                    save->place.path, save->temporary);
    free(save->temporary);
    save->temporary = NULL;
    return -1;
}

/* Without RENAME_EXCHANGE there is a moment between the look and the rename; keep it short. */
static int replace_by_rename(struct file_save *save)
{
    int folder = save->place.folder;
    int result = name_holds(folder, save->place.name, save->base->bytes, save->base->length);
    if (result != 1)
        return result == 0 ? file_save_changed(save) : file_save_fault(save, errno);
    UNINTERRUPTED(result, renameat(folder, save->temporary, folder, save->place.name));
    if (result != 0)
        return file_save_fault(save, errno);
    free(save->temporary);
    save->temporary = NULL;
    return file_flush_folder(folder) == 0 ? 0 : file_save_fault(save, errno);
}

/* `ours` is open on the new text. */
static int replace_by_exchange(struct file_save *save, int ours)
{
    int folder = save->place.folder;
    if (exchange(save) != 0) {
        if (errno == EINVAL || errno == ENOSYS)
            return replace_by_rename(save);
        return errno == ENOENT ? file_save_changed(save) : file_save_fault(save, errno);
    }
    int same = name_holds(folder, save->temporary, save->base->bytes, save->base->length);
    if (same == 1 && file_flush_folder(folder) == 0)
        return 0;
    int number = errno;
    if (exchange_back(save, ours) != 0)
        return -1;
    return same == 0 ? file_save_changed(save) : file_save_fault(save, number);
}

/* A folder that can be written would let us replace a file that was made read-only on purpose. */
static int check_writable(const struct file_save *save)
{
    if (faccessat(save->place.folder, save->place.name, W_OK, AT_EACCESS) == 0)
        return 0;
    if (errno == ENOENT)
        return file_save_changed(save);
    return errno == EACCES ? save_denied(save, "file", &save->old) : file_save_fault(save, errno);
}

static int replace_file(struct file_save *save)
{
    if (check_writable(save) != 0)
        return -1;
    if (save->old.st_nlink > 1)
        return file_save_in_place(save);
    int result = write_temporary(save);
    if (result > 0) {
        unlink_temporary(save);
        return file_save_in_place(save);
    }
    if (result < 0)
        return -1;
    int ours = open_temporary(save);
    result = ours >= 0 ? replace_by_exchange(save, ours) : file_save_fault(save, errno);
    file_close(ours);
    return result;
}

/* Take away the new file after its folder could not be flushed, unless it is no longer ours. */
static void withdraw_new_file(const struct file_save *save)
{
    int result = -1;
    int number = errno;
    if (name_holds(save->place.folder, save->place.name, save->bytes, save->length) == 1)
        UNINTERRUPTED(result, unlinkat(save->place.folder, save->place.name, 0));
    errno = number;
}

static int create_file(struct file_save *save)
{
    int folder = save->place.folder;
    if (write_temporary(save) != 0)
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
    UNINTERRUPTED(save->descriptor, openat(save->place.folder, save->place.name, LOOK_FLAGS));
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
    unlink_temporary(&save); /* the new text after a failure, the old one after a success */
    file_close(save.descriptor);
    place_done(&save.place);
    return result;
}
