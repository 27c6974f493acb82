#include "object_store_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "pack_internal.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ALTERNATES_DEPTH = 5 }; /* as git */

struct named_pack {
    char *path; /* of the index */
    struct pack pack;
};

struct object_folder {
    char *path;
    struct timespec scanned; /* when its packs were changed last */
};

struct object_store {
    struct object_folder *folders;
    size_t folder_count;
    size_t folder_capacity;
    struct named_pack *packs;
    size_t count;
    size_t capacity;
    size_t last; /* where the last object was found */
    bool scanned;
    struct unpacking unpacking;
};

/* ── Folders ───────────────────────────────────────────────────────────────────────────────── */

static void add_folder(struct object_store *store, const char *path)
{
    store->folders = memory_grow(store->folders, &store->folder_capacity, store->folder_count,
                                 sizeof *store->folders);
    store->folders[store->folder_count++] =
        (struct object_folder){.path = memory_copy_string(path)};
}

/* info/alternates: one folder a line, relative to this one (gitrepository-layout). */
static void add_alternates(struct object_store *store, const char *folder)
{
    char *path = memory_format("%s/info/alternates", folder);
    FILE *file = fopen(path, "re");
    char line[4096] = "";
    free(path);
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#' || line[0] == '"')
            continue;
        char *other =
            line[0] == '/' ? memory_copy_string(line) : memory_format("%s/%s", folder, line);
        add_folder(store, other);
        free(other);
    }
    if (file != NULL)
        (void)fclose(file);
}

struct object_store *object_store_new(const char *git_directory)
{
    struct object_store *store = memory_allocate(sizeof *store);
    char *folder = memory_format("%s/objects", git_directory);
    store->unpacking.most = FILE_SIZE_LIMIT;
    add_folder(store, folder);
    free(folder);
    return store;
}

void object_store_free(struct object_store *store)
{
    if (store == NULL)
        return;
    object_cache_free(store->unpacking.cache);
    free(store->unpacking.chain);
    inflater_done(&store->unpacking.inflater);
    for (size_t i = 0; i < store->count; i++) {
        pack_close(&store->packs[i].pack);
        free(store->packs[i].path);
    }
    for (size_t i = 0; i < store->folder_count; i++)
        free(store->folders[i].path);
    free(store->packs);
    free(store->folders);
    free(store);
}

/* ── Packs ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_known(const struct object_store *store, const char *path)
{
    for (size_t i = 0; i < store->count; i++)
        if (strcmp(store->packs[i].path, path) == 0)
            return true;
    return false;
}

static void add_pack(struct object_store *store, const char *folder, const char *name)
{
    struct pack pack = {0};
    size_t length = strlen(name);
    if (length <= 4 || strcmp(name + length - 4, ".idx") != 0)
        return;
    char *path = memory_format("%s/%s", folder, name);
    if (is_known(store, path) || !pack_open(&pack, path)) {
        free(path);
        return;
    }
    store->packs = memory_grow(store->packs, &store->capacity, store->count, sizeof *store->packs);
    store->packs[store->count++] = (struct named_pack){path, pack};
}

/* Returns whether its packs are others than when it was scanned last. */
static bool scan_folder(struct object_store *store, struct object_folder *folder)
{
    struct stat status = {0};
    char *path = memory_format("%s/pack", folder->path);
    DIR *packs = NULL;
    bool changed = stat(path, &status) == 0 && (status.st_mtim.tv_sec != folder->scanned.tv_sec ||
                                                status.st_mtim.tv_nsec != folder->scanned.tv_nsec);
    if (changed && (packs = opendir(path)) != NULL) {
        folder->scanned = status.st_mtim;
        for (const struct dirent *entry = NULL; (entry = readdir(packs)) != NULL;)
            add_pack(store, path, entry->d_name);
        (void)closedir(packs);
    }
    free(path);
    return changed;
}

/* What was fetched so is marked: pack-ID.promisor. */
static bool holds_promise(const char *folder)
{
    bool found = false;
    char *path = memory_format("%s/pack", folder);
    DIR *packs = opendir(path);
    for (const struct dirent *entry = NULL;
         packs != NULL && !found && (entry = readdir(packs)) != NULL;) {
        const char *suffix = strrchr(entry->d_name, '.');
        found = suffix != NULL && strcmp(suffix, ".promisor") == 0;
    }
    if (packs != NULL)
        (void)closedir(packs);
    free(path);
    return found;
}

bool object_store_is_partial(const struct object_store *store)
{
    bool found = false;
    for (size_t i = 0; i < store->folder_count && !found; i++)
        found = holds_promise(store->folders[i].path);
    return found;
}

static bool scan(struct object_store *store)
{
    bool changed = false;
    for (size_t i = 0; !store->scanned && i < store->folder_count && i < ALTERNATES_DEPTH; i++)
        add_alternates(store, store->folders[i].path);
    if (!store->scanned)
        store->unpacking.cache = object_cache_new();
    store->scanned = true;
    for (size_t i = 0; i < store->folder_count; i++)
        changed |= scan_folder(store, &store->folders[i]);
    return changed;
}

static struct raw_object *read_packed(struct object_store *store, const git_oid *id)
{
    for (size_t i = 0; i < store->count; i++) {
        size_t at = (store->last + i) % store->count;
        struct raw_object *object = pack_read(&store->packs[at].pack, id, &store->unpacking);
        if (object == NULL)
            continue;
        store->last = at;
        return object;
    }
    return NULL;
}

/* ── Loose objects ─────────────────────────────────────────────────────────────────────────── */

/* "tree 123" and a NUL. Returns how long that is; 0: damaged. */
static size_t read_header(const char *header, size_t length, git_object_t *type, size_t *size)
{
    const char *nul = memchr(header, '\0', length);
    const char *blank = nul != NULL ? strchr(header, ' ') : NULL;
    char name[8] = "";
    if (blank == NULL || (size_t)(blank - header) >= sizeof name)
        return 0;
    memcpy(name, header, (size_t)(blank - header));
    *type = git_object_string2type(name);
    *size = 0;
    for (const char *at = blank + 1; at < nul; at++) {
        if (*at < '0' || *at > '9' || *size > FILE_SIZE_LIMIT)
            return 0;
        *size = *size * 10 + (size_t)(*at - '0');
    }
    bool is_known_type = *type >= GIT_OBJECT_COMMIT && *type <= GIT_OBJECT_TAG;
    return is_known_type && *size <= FILE_SIZE_LIMIT ? (size_t)(nul - header) + 1 : 0;
}

static struct raw_object *unpack_loose(struct object_store *store, const struct mapping *file)
{
    char header[64] = "";
    git_object_t type = GIT_OBJECT_INVALID;
    size_t size = 0;
    struct inflater *inflater = &store->unpacking.inflater;
    size_t length = inflate_begin(inflater, file->bytes, file->size, header, sizeof header);
    length = read_header(header, length, &type, &size);
    if (length == 0)
        return NULL;
    struct raw_object *object = raw_object_new(type, length + size);
    if (!inflate_exactly(inflater, file->bytes, file->size, object->bytes, length + size)) {
        raw_object_release(object);
        return NULL;
    }
    object->bytes[length + size] = '\0';
    object->bytes += length;
    object->size = size;
    return object;
}

static struct raw_object *read_loose(struct object_store *store, const git_oid *id)
{
    char hex[GIT_OID_HEXSZ + 1] = "";
    struct raw_object *object = NULL;
    git_oid_tostr(hex, sizeof hex, id);
    for (size_t i = 0; i < store->folder_count && object == NULL; i++) {
        char *path = memory_format("%s/%.2s/%s", store->folders[i].path, hex, hex + 2);
        struct mapping file = mapping_open(path);
        if (file.bytes != NULL)
            object = unpack_loose(store, &file);
        mapping_close(&file);
        free(path);
    }
    return object;
}

/* ── Read ──────────────────────────────────────────────────────────────────────────────────── */

/* What is in none of the packs and not loose may have been packed meanwhile. */
struct raw_object *object_store_read(struct object_store *store, const git_oid *id)
{
    if (!store->scanned)
        (void)scan(store);
    struct raw_object *object = read_packed(store, id);
    if (object == NULL)
        object = read_loose(store, id);
    if (object == NULL && scan(store))
        object = read_packed(store, id);
    return object;
}
