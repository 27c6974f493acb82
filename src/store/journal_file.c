#include "store/journal_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "own_folder_internal.h"
#include "store/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct journal_file {
    char *root;
    char *key;
    int folder;
    int lock;
    int descriptor; /* of the journal that is written; -1: not begun, or it failed */
    size_t size;
};

#define KIND           "journal"
#define LOCK_NAME      "lock"
#define TEMPORARY_NAME ".journal.new"

/* ── open ── */

/* Own the folder. 1: somebody else does; -1 and errno. The owner before us may remove the lock file
 * between our open() and flock(): then it has no name any more, and we begin again. */
static int take_lock(struct journal_file *file)
{
    for (;;) {
        struct stat status = {0};
        file->lock = own_folder_open_entry(file->folder, LOCK_NAME,
                                           O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (file->lock < 0)
            return -1;
        if (flock(file->lock, LOCK_EX | LOCK_NB) != 0)
            return errno == EWOULDBLOCK ? 1 : -1;
        if (fstat(file->lock, &status) == 0 && status.st_nlink > 0)
            return 0;
        close(file->lock);
        file->lock = -1;
    }
}

int journal_file_open(const char *root, const char *key, struct journal_file **out,
                      struct error *error)
{
    struct journal_file *file = memory_allocate(sizeof *file);
    int locked = -1;
    *out = NULL;
    file->root = memory_copy_string(root);
    file->key = memory_copy_string(key);
    file->lock = -1;
    file->descriptor = -1;
    for (int attempt = 0; attempt < 3; attempt++) {
        file->folder = state_folder_open(root, KIND, key, error);
        if (file->folder < 0)
            break;
        locked = take_lock(file);
        /* The owner before us has removed the folder meanwhile. */
        if (locked >= 0 || errno != ENOENT)
            break;
        close(file->folder);
        file->folder = -1;
    }
    if (locked == 0) {
        *out = file;
        return 0;
    }
    if (locked > 0)
        (void)error_set(error, ERROR_REFUSED, "it is open in another ifspec");
    else if (file->folder >= 0)
        (void)error_set_system(error, ERROR_ENVIRONMENT, errno, "cannot write a recovery journal");
    if (locked != 0 && file->lock >= 0) {
        close(file->lock);
        file->lock = -1;
    }
    journal_file_close(file);
    return -1;
}

static bool is_empty(const struct journal_file *file)
{
    size_t count = 0;
    char **names = journal_file_names(file, &count);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    return count == 0;
}

void journal_file_close(struct journal_file *file)
{
    if (file == NULL)
        return;
    if (file->descriptor >= 0)
        close(file->descriptor);
    bool empty = file->lock >= 0 && is_empty(file);
    if (empty) {
        (void)unlinkat(file->folder, TEMPORARY_NAME, 0);
        (void)unlinkat(file->folder, LOCK_NAME, 0);
    }
    if (file->folder >= 0)
        close(file->folder);
    if (empty)
        state_folder_remove(file->root, KIND, file->key);
    if (file->lock >= 0)
        close(file->lock);
    free(file->root);
    free(file->key);
    free(file);
}

/* ── ask ── */

char **journal_file_names(const struct journal_file *file, size_t *count)
{
    size_t all = 0;
    char **names = state_folder_names(file->folder, &all);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        if (strcmp(names[i], LOCK_NAME) == 0)
            free(names[i]);
        else
            names[(*count)++] = names[i];
    }
    return names;
}

int journal_file_read(const struct journal_file *file, const char *name, struct buffer *out,
                      struct error *error)
{
    return file_read_beneath(file->folder, name, JOURNAL_SIZE_LIMIT, out, error);
}

size_t journal_file_size(const struct journal_file *file)
{
    return file->size;
}

bool journal_file_is_begun(const struct journal_file *file)
{
    return file->descriptor >= 0;
}

/* ── write ── */

static int write_all(int descriptor, const struct buffer *bytes)
{
    size_t at = 0;
    while (at < bytes->length) {
        ssize_t written = write(descriptor, bytes->bytes + at, bytes->length - at);
        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0)
            at += (size_t)written;
    }
    return 0;
}

static int flush(int descriptor)
{
    int result = -1;
    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    return result;
}

/* A descriptor whose fsync failed is never used again: the system may have dropped its pages. */
static int give_up(struct journal_file *file, struct error *error)
{
    int number = errno;
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor = -1;
    return error_set_system(error, ERROR_ENVIRONMENT, number, "the recovery journal");
}

static int rename_entry(const struct journal_file *file, const char *from, const char *to)
{
    int result = -1;
    do
        result = renameat(file->folder, from, file->folder, to);
    while (result != 0 && errno == EINTR);
    return result;
}

int journal_file_replace(struct journal_file *file, const struct buffer *records,
                         struct error *error)
{
    if (file->descriptor >= 0)
        close(file->descriptor);
    file->descriptor =
        own_folder_open_entry(file->folder, TEMPORARY_NAME,
                              O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file->descriptor < 0 || write_all(file->descriptor, records) != 0 ||
        flush(file->descriptor) != 0 ||
        rename_entry(file, TEMPORARY_NAME, JOURNAL_NAME) != 0) {
        int result = give_up(file, error);
        (void)unlinkat(file->folder, TEMPORARY_NAME, 0);
        return result;
    }
    if (flush(file->folder) != 0)
        return give_up(file, error);
    file->size = records->length;
    return 0;
}

int journal_file_append(struct journal_file *file, const struct buffer *record,
                        struct error *error)
{
    if (write_all(file->descriptor, record) != 0 || flush(file->descriptor) != 0)
        return give_up(file, error);
    file->size += record->length;
    return 0;
}

static void stop_writing(struct journal_file *file, const char *name)
{
    if (file->descriptor < 0 || strcmp(name, JOURNAL_NAME) != 0)
        return;
    close(file->descriptor);
    file->descriptor = -1;
}

int journal_file_remove(struct journal_file *file, const char *name, struct error *error)
{
    stop_writing(file, name);
    if (unlinkat(file->folder, name, 0) != 0 && errno != ENOENT)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "the recovery journal");
    (void)flush(file->folder); /* back after a power cut, it would offer what the file has */
    return 0;
}

int journal_file_rename(struct journal_file *file, const char *from, const char *to,
                        struct error *error)
{
    stop_writing(file, from);
    if (rename_entry(file, from, to) != 0 || flush(file->folder) != 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "the recovery journal");
    return 0;
}
