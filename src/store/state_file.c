#include "store/state_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "store/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool state_file_read(const char *root, const char *kind, const char *key, const char *name,
                     struct buffer *out)
{
    int folder = state_folder_find(root, kind, key);
    if (folder < 0)
        return false;
    bool found = file_read_beneath(folder, name, STATE_FILE_LIMIT, out, NULL) == 0;
    close(folder);
    return found;
}

static bool write_all(int descriptor, const struct buffer *bytes)
{
    size_t at = 0;
    while (at < bytes->length) {
        ssize_t written = write(descriptor, bytes->bytes + at, bytes->length - at);
        if (written < 0 && errno != EINTR)
            return false;
        at += written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* Two programs may write it at once: each to a file of its own, and the last one stays. */
static void replace(int folder, const char *name, const struct buffer *bytes)
{
    char *temporary = memory_format(".%s.%ld", name, (long)getpid());
    int descriptor = openat(folder, temporary,
                            O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        bool whole = write_all(descriptor, bytes);
        if (close(descriptor) != 0 || !whole || renameat(folder, temporary, folder, name) != 0)
            (void)unlinkat(folder, temporary, 0);
    }
    free(temporary);
}

void state_file_write(const char *root, const char *kind, const char *key, const char *name,
                      const struct buffer *bytes)
{
    bool removes = bytes->length == 0;
    int folder = removes ? state_folder_find(root, kind, key)
                         : state_folder_open(root, kind, key, NULL);
    if (folder < 0)
        return;
    if (removes)
        (void)unlinkat(folder, name, 0);
    else
        replace(folder, name, bytes);
    close(folder);
    if (removes)
        state_folder_remove(root, kind, key);
}
