/* The temporary file of a save, beside the file that it will replace. */
#include "file_save_internal.h"

#include "base/memory.h"
#include "base/path.h"
#include "linux_calls_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CREATE_FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
    NAME_BYTES = 200, /* of the file's name in the temporary one: 255 is the limit of both */
};

void file_unlink_temporary(struct file_save *save)
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

char *file_left_over_path(const char *path, int number)
{
    char *folder = path_folder(path);
    const char *slash = strrchr(path, '/');
    char *name = name_temporary(slash != NULL ? slash + 1 : path, number);
    char *joined = path_join(folder, name);
    free(name);
    free(folder);
    return joined;
}

/* A temporary file left by a crash is removed only if it holds what the file holds too; anything
 * else may be the only copy of somebody's text, and is left for the recovery. */
static bool remove_left_over(const struct file_save *save, const char *name)
{
    int result = -1;
    if (save->base->bytes == NULL ||
        file_name_holds(save->place.folder, name, save->base->bytes, save->base->length) != 1)
        return false;
    UNINTERRUPTED(result, unlinkat(save->place.folder, name, 0));
    return result == 0;
}

/* Returns the descriptor or -1 and errno. */
static int create_temporary(struct file_save *save, mode_t mode)
{
    for (int number = 1; number <= FILE_LEFT_OVERS; number++) {
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
                         save->place.path, FILE_LEFT_OVERS, save->place.name);
    if (number == EACCES && fstat(save->place.folder, &status) == 0)
        return file_save_denied(save, "folder", &status);
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

int file_write_temporary(struct file_save *save)
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
