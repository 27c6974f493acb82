#include "index_file_internal.h"

#include "base/memory.h"
#include "big_endian_internal.h"
#include "cache_tree_internal.h"
#include "object_internal.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 12,
    FIXED = 62, /* status, id and flags of an entry */
    FLAG_ASSUMED = 0x8000,
    FLAG_EXTENDED = 0x4000,
    EXTENDED_LEFT_OUT = 0x4000,
    EXTENDED_INTENDED = 0x2000,
};

struct reading {
    struct index_file *index;
    const char *folder;
    size_t folder_length;
    unsigned version;
    const unsigned char *at;
    const unsigned char *end; /* of what stands before the checksum */
    char *path;               /* version 4: the one before */
    size_t path_length;
};

static unsigned read_16(const unsigned char *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static struct index_time read_time(const unsigned char *bytes)
{
    return (struct index_time){read_32(bytes), read_32(bytes + 4)};
}

/* ── Entries ───────────────────────────────────────────────────────────────────────────────── */

/* Version 4: how many bytes of the path before go, then what comes instead, and a NUL. */
static bool take_shortened(struct reading *reading, const char **path)
{
    size_t removed = 0;
    const unsigned char *at = reading->at;
    for (;; removed++) {
        if (at == reading->end || removed >> 32 != 0)
            return false;
        unsigned byte = *at++;
        removed = removed << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0)
            break;
    }
    const unsigned char *nul = memchr(at, '\0', (size_t)(reading->end - at));
    if (nul == NULL || removed > reading->path_length)
        return false;
    struct index_file *index = reading->index;
    size_t kept = reading->path_length - removed;
    size_t added = (size_t)(nul - at);
    char *whole = memory_resize(NULL, 1, kept + added + 1);
    assert(kept == 0 || reading->path != NULL);
    if (kept > 0)
        memcpy(whole, reading->path, kept);
    memcpy(whole + kept, at, added + 1);
    index->paths =
        memory_grow(index->paths, &index->path_capacity, index->path_count, sizeof *index->paths);
    index->paths[index->path_count++] = whole;
    reading->path = whole;
    reading->path_length = kept + added;
    reading->at = nul + 1;
    *path = whole;
    return true;
}

/* Before version 4: the path, and NULs until the entry is a multiple of eight bytes long. */
static bool take_padded(struct reading *reading, const unsigned char *entry, const char **path)
{
    const unsigned char *nul = memchr(reading->at, '\0', (size_t)(reading->end - reading->at));
    if (nul == NULL)
        return false;
    *path = (const char *)reading->at;
    size_t length = ((size_t)(nul - entry) + 8) & ~(size_t)7;
    if (length > (size_t)(reading->end - entry))
        return false;
    reading->at = entry + length;
    return true;
}

static bool is_below(const struct reading *reading, const char *path)
{
    size_t length = reading->folder_length;
    return length == 0 || (strncmp(path, reading->folder, length) == 0 && path[length] == '/');
}

static bool take_entry(struct reading *reading)
{
    const unsigned char *bytes = reading->at;
    const char *path = NULL;
    if ((size_t)(reading->end - bytes) < FIXED + 2)
        return false;
    unsigned flags = read_16(bytes + 60);
    unsigned extended = (flags & FLAG_EXTENDED) != 0 ? read_16(bytes + 62) : 0;
    if ((flags & FLAG_EXTENDED) != 0 && reading->version < 3)
        return false;
    reading->at += FIXED + ((flags & FLAG_EXTENDED) != 0 ? 2 : 0);
    if (reading->version == 4 ? !take_shortened(reading, &path)
                              : !take_padded(reading, bytes, &path))
        return false;
    if (!is_below(reading, path))
        return true;
    struct index_file *index = reading->index;
    index->entries =
        memory_grow(index->entries, &index->capacity, index->count, sizeof *index->entries);
    struct index_entry *entry = &index->entries[index->count++];
    *entry = (struct index_entry){
        .path = path,
        .changed = read_time(bytes),
        .modified = read_time(bytes + 8),
        .inode = read_32(bytes + 20),
        .mode = read_32(bytes + 24),
        .owner = read_32(bytes + 28),
        .group = read_32(bytes + 32),
        .size = read_32(bytes + 36),
        .bytes = bytes,
        .stage = flags >> 12 & 3,
        .is_assumed = (flags & FLAG_ASSUMED) != 0,
        .is_left_out = (extended & EXTENDED_LEFT_OUT) != 0,
        .is_intended = (extended & EXTENDED_INTENDED) != 0,
    };
    memcpy(entry->id.id, bytes + 40, GIT_OID_RAWSZ);
    return true;
}

/* ── The cache tree ────────────────────────────────────────────────────────────────────────── */

/* A folder and those in it. `left` is what is left of the path that is sought; NULL: not here. */
static bool take_tree(struct reading *reading, const char *left, int depth)
{
    struct cached_folder folder = {0};
    if (depth == CACHE_TREE_DEPTH_LIMIT || !cache_tree_take(&reading->at, reading->end, &folder))
        return false;
    size_t length = strlen(folder.name);
    if (left != NULL && length > 0)
        left =
            strncmp(left, folder.name, length) == 0 && (left[length] == '/' || left[length] == '\0')
                ? left + length + (left[length] == '/')
                : NULL;
    if (left != NULL && left[0] == '\0') {
        if (folder.entries >= 0) {
            reading->index->tree = folder.id;
            reading->index->has_tree = true;
        }
        left = NULL;
    }
    for (; folder.folders > 0; folder.folders--)
        if (!take_tree(reading, left, depth + 1))
            return false;
    return true;
}

/* An extension whose name begins with a small letter must be understood (gitformat-index). */
static bool take_extension(struct reading *reading)
{
    const unsigned char *name = reading->at;
    size_t room = (size_t)(reading->end - name);
    if (room < 8 || read_32(name + 4) > room - 8 || name[0] < 'A' || name[0] > 'Z')
        return false;
    const unsigned char *end = name + 8 + read_32(name + 4);
    if (memcmp(name, "TREE", 4) == 0) {
        struct reading tree = *reading;
        tree.at = name + 8;
        tree.end = end;
        if (tree.at < end && !take_tree(&tree, reading->folder, 0))
            reading->index->has_tree = false;
    }
    reading->at = end;
    return true;
}

/* ── Read ──────────────────────────────────────────────────────────────────────────────────── */

static bool read_all(struct reading *reading)
{
    const struct mapping *mapping = &reading->index->mapping;
    if (mapping->size < HEADER + GIT_OID_RAWSZ || memcmp(mapping->bytes, "DIRC", 4) != 0)
        return false;
    reading->version = read_32(mapping->bytes + 4);
    if (reading->version < 2 || reading->version > 4)
        return false;
    reading->at = mapping->bytes + HEADER;
    reading->end = mapping->bytes + mapping->size - GIT_OID_RAWSZ;
    for (uint32_t count = read_32(mapping->bytes + 8); count > 0; count--)
        if (!take_entry(reading))
            return false;
    reading->index->version = reading->version;
    reading->index->extensions = reading->at;
    while (reading->at < reading->end)
        if (!take_extension(reading))
            return false;
    return true;
}

bool index_file_read(struct index_file *index, const char *path, const char *folder)
{
    struct stat status = {0};
    struct reading reading = {.index = index, .folder = folder, .folder_length = strlen(folder)};
    *index = (struct index_file){0};
    if (stat(path, &status) != 0)
        return errno == ENOENT;
    index->written =
        (struct index_time){(uint32_t)status.st_mtim.tv_sec, (uint32_t)status.st_mtim.tv_nsec};
    index->mapping = mapping_open(path);
    return index->mapping.bytes != NULL && read_all(&reading);
}

void index_file_done(struct index_file *index)
{
    for (size_t i = 0; i < index->path_count; i++)
        free(index->paths[i]);
    free(index->paths);
    free(index->entries);
    mapping_close(&index->mapping);
    *index = (struct index_file){0};
}

/* ── Ask ───────────────────────────────────────────────────────────────────────────────────── */

size_t index_file_place(const struct index_file *index, const char *path)
{
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(index->entries[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void index_file_below(const struct index_file *index, const char *folder, size_t *begin,
                      size_t *end)
{
    char *from = memory_format("%s/", folder);
    char *to = memory_format("%s0", folder); /* the byte behind '/' */
    bool all = folder[0] == '\0';
    *begin = all ? 0 : index_file_place(index, from);
    *end = all ? index->count : index_file_place(index, to);
    free(from);
    free(to);
}

const struct index_entry *index_file_find(const struct index_file *index, const char *path)
{
    size_t at = index_file_place(index, path);
    const struct index_entry *entry = at < index->count ? &index->entries[at] : NULL;
    return entry != NULL && entry->stage == 0 && strcmp(entry->path, path) == 0 ? entry : NULL;
}

bool index_file_has_conflicts(const struct index_file *index)
{
    for (size_t i = 0; i < index->count; i++)
        if (index->entries[i].stage != 0)
            return true;
    return false;
}

/* ── Status of a file ──────────────────────────────────────────────────────────────────────── */

static bool is_same_time(const struct index_time *entry, const struct timespec *file, bool exactly)
{
    return entry->seconds == (uint32_t)file->tv_sec &&
           (!exactly || entry->nanoseconds == 0 || entry->nanoseconds == (uint32_t)file->tv_nsec);
}

/* Whether the file may have been changed after its entry was made, in the same moment. */
static bool is_racy(const struct index_file *index, const struct index_entry *entry)
{
    const struct index_time *written = &index->written;
    if (entry->modified.seconds != written->seconds)
        return entry->modified.seconds > written->seconds;
    return entry->modified.nanoseconds == 0 || entry->modified.nanoseconds >= written->nanoseconds;
}

bool index_entry_is_overlooked(const struct index_entry *entry, bool on_disk,
                               const struct index_trust *trust)
{
    return entry->is_assumed || (entry->is_left_out && !(on_disk && trust->brought_back));
}

bool index_mode_fits(unsigned mode, const struct stat *status, const struct index_trust *trust)
{
    if ((mode & MODE_TYPE) == MODE_LINK)
        return S_ISLNK(status->st_mode);
    return S_ISREG(status->st_mode) &&
           (!trust->mode || (mode & 0100) == ((unsigned)status->st_mode & 0100));
}

/* Size 0 may mean that it is not known. */
bool index_entry_is_other(const struct index_entry *entry, const struct stat *status)
{
    return entry->size != 0 && entry->size != (uint32_t)status->st_size;
}

bool index_entry_is_fresh(const struct index_file *index, const struct index_entry *entry,
                          const struct stat *status, const struct index_trust *trust)
{
    if (entry->size != (uint32_t)status->st_size || is_racy(index, entry) ||
        !is_same_time(&entry->modified, &status->st_mtim, trust->all))
        return false;
    if (trust->changed_time && trust->all && !is_same_time(&entry->changed, &status->st_ctim, true))
        return false;
    return !trust->all ||
           (entry->inode == (uint32_t)status->st_ino && entry->owner == (uint32_t)status->st_uid &&
            entry->group == (uint32_t)status->st_gid);
}
