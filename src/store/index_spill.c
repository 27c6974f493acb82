/* A file without a name in the folder of the index: nobody else sees it, and it is gone with us. */
#include "base/memory.h"
#include "index_internal.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/* So much stays in memory: a file is not worth it for less. */
enum { WORTH_A_FILE = 1 << 20 };

/* The lock guards everything below it. */
struct index_spill {
    char *root;
    pthread_mutex_t lock;
    uint64_t kept;  /* bytes that stayed in memory */
    uint64_t length;
    int descriptor;
    bool failed;
};

struct index_spill *index_spill_new(const char *root)
{
    struct index_spill *spill = memory_allocate(sizeof *spill);
    spill->root = memory_copy_string(root);
    spill->descriptor = -1;
    (void)pthread_mutex_init(&spill->lock, NULL);
    return spill;
}

void index_spill_free(struct index_spill *spill)
{
    if (spill == NULL)
        return;
    if (spill->descriptor >= 0)
        (void)close(spill->descriptor);
    (void)pthread_mutex_destroy(&spill->lock);
    free(spill->root);
    free(spill);
}

static int open_nameless(const char *root)
{
    const int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int folder = index_place_open(root, true);
    if (folder < 0)
        return -1;
    char *index = index_place_name(root, NULL);
    char *name = memory_format("%s.%ld", index, (long)getpid());
    /* What a process with our number left when it was killed. */
    (void)unlinkat(folder, name, 0);
    int descriptor = openat(folder, name, flags, 0600);
    if (descriptor >= 0)
        (void)unlinkat(folder, name, 0);
    free(name);
    free(index);
    (void)close(folder);
    return descriptor;
}

/* A place of `length` bytes, or none. */
static bool reserve(struct index_spill *spill, size_t length, uint64_t *offset)
{
    if (spill->kept < WORTH_A_FILE) {
        spill->kept += length;
        return false;
    }
    if (spill->descriptor < 0 && !spill->failed)
        spill->descriptor = open_nameless(spill->root);
    spill->failed = spill->descriptor < 0;
    *offset = spill->length;
    spill->length += spill->failed ? 0 : length;
    return !spill->failed;
}

bool index_spill_add(struct index_spill *spill, const char *bytes, size_t length, uint64_t *offset)
{
    (void)pthread_mutex_lock(&spill->lock);
    bool reserved = reserve(spill, length, offset);
    (void)pthread_mutex_unlock(&spill->lock);
    /* A full disk: it stays in memory. */
    return reserved && pwrite(spill->descriptor, bytes, length, (off_t)*offset) == (ssize_t)length;
}

bool index_spill_read(const struct index_spill *spill, uint64_t offset, size_t length, char *bytes)
{
    return index_read_at(spill->descriptor, offset, bytes, length);
}
