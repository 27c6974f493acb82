/* Saving without a new file. What the text needs beyond the old length is written first: on a full
 * disk that fails before a byte of the old text was touched. */
#include "file_save_internal.h"

#include <fcntl.h>
#include <unistd.h>

static int set_length(int descriptor, size_t length)
{
    int result = -1;
    UNINTERRUPTED(result, ftruncate(descriptor, (off_t)length));
    return result;
}

static int write_text(int descriptor, const char *bytes, size_t length, size_t old_length)
{
    size_t head = length < old_length ? length : old_length;
    if (length > head && file_write_at(descriptor, bytes + head, length - head, (off_t)head) != 0)
        return -1;
    if (file_write_at(descriptor, bytes, head, 0) != 0)
        return -1;
    return set_length(descriptor, length) == 0 ? file_flush(descriptor) : -1;
}

/* The old text again, as far as the disk lets us. */
static int put_back(const struct file_save *save, int descriptor)
{
    if (file_write_at(descriptor, save->base->bytes, save->base->length, 0) != 0)
        return -1;
    return set_length(descriptor, save->base->length) == 0 ? file_flush(descriptor) : -1;
}

int file_save_in_place(const struct file_save *save)
{
    int descriptor = -1;
    UNINTERRUPTED(descriptor, openat(save->place.folder, save->place.name,
                                     O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (descriptor < 0)
        return file_save_fault(save, errno);
    int same = file_holds(descriptor, save->base->bytes, save->base->length);
    int result = same < 0 ? file_save_fault(save, errno) : same == 0 ? file_save_changed(save) : 0;
    if (result == 0 && write_text(descriptor, save->bytes, save->length, save->base->length) != 0) {
        int number = errno;
        result = put_back(save, descriptor) == 0
                     ? file_save_fault(save, number)
                     : error_set_system(save->error, ERROR_ENVIRONMENT, number,
                                        "cannot save %s, and its old text could not be put back: "
                                        "save elsewhere",
                                        save->place.path);
    }
    file_close(descriptor);
    return result;
}
