/* Old and new text change places in one step. What was pushed out must be what the caller had
 * read; if it is not, another program wrote meanwhile, and the two change back. */
#include "file_save_internal.h"

#include "linux_calls_internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXCHANGES = 1000 };

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
    UNINTERRUPTED(descriptor, openat(save->place.folder, save->temporary, FILE_LOOK_FLAGS));
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
        file_name_holds(save->place.folder, save->temporary, save->bytes, save->length) == 1) {
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
    int result = file_name_holds(folder, save->place.name, save->base->bytes, save->base->length);
    if (result != 1)
        return result == 0 ? file_save_changed(save) : file_save_fault(save, errno);
    UNINTERRUPTED(result, renameat(folder, save->temporary, folder, save->place.name));
    if (result != 0)
        return file_save_fault(save, errno);
    free(save->temporary);
    save->temporary = NULL;
    return file_flush_folder(folder) == 0 ? 0 : file_save_fault(save, errno);
}

/* What is looked at after the exchange needs descriptors; that there are none left is to be known
 * before it, while nothing has happened yet. */
static int exchange_with_spares(const struct file_save *save, int ours)
{
    int first = fcntl(ours, F_DUPFD_CLOEXEC, 0);
    int second = first >= 0 ? fcntl(ours, F_DUPFD_CLOEXEC, 0) : -1;
    int result = second >= 0 ? exchange(save) : -1;
    file_close(second);
    file_close(first);
    return result;
}

/* `ours` is open on the new text. */
static int replace_with(struct file_save *save, int ours)
{
    int folder = save->place.folder;
    if (exchange_with_spares(save, ours) != 0) {
        if (errno == EINVAL || errno == ENOSYS)
            return replace_by_rename(save);
        return errno == ENOENT ? file_save_changed(save) : file_save_fault(save, errno);
    }
    int same = file_name_holds(folder, save->temporary, save->base->bytes, save->base->length);
    if (same == 1 && file_flush_folder(folder) == 0)
        return 0;
    int number = errno;
    if (exchange_back(save, ours) != 0)
        return -1;
    return same == 0 ? file_save_changed(save) : file_save_fault(save, number);
}

int file_exchange(struct file_save *save)
{
    int ours = open_temporary(save);
    int result = ours >= 0 ? replace_with(save, ours) : file_save_fault(save, errno);
    file_close(ours);
    return result;
}
