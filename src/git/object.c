#include "object_internal.h"

#include "object_store_internal.h"

#include <assert.h>
#include <string.h>

/* With the check of its SHA-1 (GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION is never switched off). */
static int read_checked(struct repository *repository, const git_oid *id, struct raw_object **out)
{
    git_odb_object *read = NULL;
    int code = git_odb_read(&read, repository->objects, id);
    if (code < 0)
        return code;
    struct raw_object *object =
        raw_object_new(git_odb_object_type(read), git_odb_object_size(read));
    memcpy(object->bytes, git_odb_object_data(read), object->size);
    git_odb_object_free(read);
    *out = object;
    return 0;
}

static int fail_to_read(const struct repository *repository, const git_oid *id, int code,
                        struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    git_oid_tostr(hex, sizeof hex, id);
    if (code == GIT_ENOTFOUND && object_store_is_partial(repository->store))
        return error_set(error, ERROR_ENVIRONMENT,
                         "object %.7s was not fetched, for the clone is partial (`git fetch "
                         "--refetch --no-filter` fetches all)",
                         hex);
    return library_fail(error, ERROR_ENVIRONMENT,
                        "object %s is damaged or missing (see `git fsck`)", hex);
}

int object_read(struct repository *repository, const git_oid *id, git_object_t type,
                struct raw_object **out, struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    if (repository->trusting > 0)
        id = replacements_find(&repository->replacements, id);
    *out = repository->trusting > 0 ? object_store_read(repository->store, id) : NULL;
    int code = *out == NULL ? read_checked(repository, id, out) : 0;
    if (code < 0)
        return fail_to_read(repository, id, code, error);
    if ((*out)->type == type)
        return 0;
    git_oid_tostr(hex, sizeof hex, id);
    raw_object_release(*out);
    *out = NULL;
    return error_set(error, ERROR_ENVIRONMENT, "object %s is not a %s (see `git fsck`)", hex,
                     git_object_type2string(type));
}

int tree_cursor_open(struct tree_cursor *cursor, struct repository *repository, const git_oid *id,
                     struct error *error)
{
    *cursor = (struct tree_cursor){.id = *id};
    if (object_read(repository, id, GIT_OBJECT_TREE, &cursor->object, error) < 0)
        return -1;
    assert(cursor->object != NULL);
    cursor->at = cursor->object->bytes;
    cursor->end = cursor->at + cursor->object->size;
    return 0;
}

void tree_cursor_close(struct tree_cursor *cursor)
{
    raw_object_release(cursor->object);
    *cursor = (struct tree_cursor){0};
}

static int damaged(const struct tree_cursor *cursor, struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    git_oid_tostr(hex, sizeof hex, &cursor->id);
    return error_set(error, ERROR_ENVIRONMENT, "tree %s is damaged (see `git fsck`)", hex);
}

/* Old and foreign programs wrote other permissions; git, too, reads them as one of these. */
static unsigned canonical_mode(unsigned mode)
{
    switch (mode & MODE_TYPE) {
    case MODE_FILE:
        return (mode & 0100) != 0 ? MODE_FILE | 0755 : MODE_FILE | 0644;
    case MODE_TREE:
    case MODE_LINK:
        return mode & MODE_TYPE;
    default:
        return MODE_COMMIT;
    }
}

/* "100644 name\0" and 20 bytes of id. */
int tree_cursor_next(struct tree_cursor *cursor, struct tree_entry *entry, struct error *error)
{
    const char *at = cursor->at;
    if (at == cursor->end)
        return 0;
    unsigned mode = 0;
    for (; at < cursor->end && *at >= '0' && *at <= '7' && mode <= MODE_TYPE; at++)
        mode = mode * 8 + (unsigned)(*at - '0');
    if (at == cursor->end || *at != ' ')
        return damaged(cursor, error);
    at++;
    const char *nul = memchr(at, '\0', (size_t)(cursor->end - at));
    if (nul == NULL || cursor->end - nul <= GIT_OID_RAWSZ || nul == at)
        return damaged(cursor, error);
    entry->mode = canonical_mode(mode);
    entry->name = at;
    entry->name_length = (size_t)(nul - at);
    memcpy(entry->id.id, nul + 1, GIT_OID_RAWSZ);
    cursor->at = nul + 1 + GIT_OID_RAWSZ;
    return 1;
}

/* Move on to the entry that may have this name, comparing from its end: what stands before, in a
 * damaged tree, is looked at when the entry is read. */
static void skip_to_name(struct tree_cursor *cursor, const char *name, size_t length)
{
    const char *at = cursor->at;
    while (at < cursor->end) {
        const char *nul = memchr(at, '\0', (size_t)(cursor->end - at));
        if (nul == NULL || (size_t)(cursor->end - nul) <= GIT_OID_RAWSZ)
            break;
        if ((size_t)(nul - at) > length && nul[-1 - (ptrdiff_t)length] == ' ' &&
            memcmp(nul - length, name, length) == 0)
            break;
        at = nul + 1 + GIT_OID_RAWSZ;
    }
    cursor->at = at;
}

/* Whether an entry of this name begins at a place: behind the id of another (of which each byte may
 * be what ends a name), with one of the modes that Git writes. */
static bool begins_at(const struct tree_cursor *cursor, size_t place, const char *name,
                      size_t length)
{
    enum { BEHIND_NUL = GIT_OID_RAWSZ + 1, LONGEST_MODE = 7 };
    const char *at = cursor->at + place;
    size_t left = (size_t)(cursor->end - cursor->at);
    if (place > left || left - place < LONGEST_MODE + length + 1 ||
        (place > 0 && (place < BEHIND_NUL || at[-BEHIND_NUL] != '\0')))
        return false;
    size_t mode = memcmp(at, "40000 ", 6) == 0 ? 6 : at[0] == '1' && at[6] == ' ' ? 7 : 0;
    return mode > 0 && memcmp(at + mode, name, length) == 0 && at[mode + length] == '\0';
}

int tree_find_near(struct repository *repository, const git_oid *tree, const char *name,
                   size_t name_length, size_t *place, struct tree_entry *entry, struct error *error)
{
    struct tree_cursor cursor = {0};
    if (tree_cursor_open(&cursor, repository, tree, error) < 0)
        return -1;
    const char *begin = cursor.at;
    const char *at = NULL;
    int found = 0;
    if (begins_at(&cursor, *place, name, name_length))
        cursor.at += *place;
    do {
        skip_to_name(&cursor, name, name_length);
        at = cursor.at;
        found = tree_cursor_next(&cursor, entry, error);
    } while (found > 0 &&
             (entry->name_length != name_length || memcmp(entry->name, name, name_length) != 0));
    if (found > 0)
        *place = (size_t)(at - begin);
    entry->name = NULL;
    tree_cursor_close(&cursor);
    return found;
}

int tree_find(struct repository *repository, const git_oid *tree, const char *name,
              size_t name_length, struct tree_entry *entry, struct error *error)
{
    size_t place = 0;
    return tree_find_near(repository, tree, name, name_length, &place, entry, error);
}

int tree_find_path(struct repository *repository, const git_oid *tree, const char *path,
                   struct tree_entry *entry, struct error *error)
{
    *entry = (struct tree_entry){.mode = MODE_TREE, .id = *tree};
    while (path[0] != '\0') {
        size_t length = strcspn(path, "/");
        if ((entry->mode & MODE_TYPE) != MODE_TREE)
            return 0;
        git_oid folder = entry->id;
        int found = tree_find(repository, &folder, path, length, entry, error);
        if (found <= 0)
            return found;
        path += length;
        path += path[0] == '/';
    }
    return 1;
}
