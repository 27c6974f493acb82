#include "object_internal.h"

#include <string.h>

int object_read(struct repository *repository, const git_oid *id, git_object_t type,
                git_odb_object **out, struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    *out = NULL;
    if (git_odb_read(out, repository->objects, id) < 0) {
        git_oid_tostr(hex, sizeof hex, id);
        return library_fail(error, ERROR_ENVIRONMENT,
                            "object %s is damaged or missing (see `git fsck`)", hex);
    }
    if (git_odb_object_type(*out) != type) {
        git_odb_object_free(*out);
        *out = NULL;
        git_oid_tostr(hex, sizeof hex, id);
        return error_set(error, ERROR_ENVIRONMENT, "object %s is not a %s (see `git fsck`)", hex,
                         git_object_type2string(type));
    }
    return 0;
}

int tree_cursor_open(struct tree_cursor *cursor, struct repository *repository, const git_oid *id,
                     struct error *error)
{
    *cursor = (struct tree_cursor){0};
    if (object_read(repository, id, GIT_OBJECT_TREE, &cursor->object, error) < 0)
        return -1;
    cursor->at = git_odb_object_data(cursor->object);
    cursor->end = cursor->at + git_odb_object_size(cursor->object);
    return 0;
}

void tree_cursor_close(struct tree_cursor *cursor)
{
    git_odb_object_free(cursor->object);
    *cursor = (struct tree_cursor){0};
}

static int damaged(const struct tree_cursor *cursor, struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    git_oid_tostr(hex, sizeof hex, git_odb_object_id(cursor->object));
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

int tree_find(struct repository *repository, const git_oid *tree, const char *name,
              size_t name_length, struct tree_entry *entry, struct error *error)
{
    struct tree_cursor cursor = {0};
    if (tree_cursor_open(&cursor, repository, tree, error) < 0)
        return -1;
    int found = 0;
    while ((found = tree_cursor_next(&cursor, entry, error)) > 0)
        if (entry->name_length == name_length && memcmp(entry->name, name, name_length) == 0)
            break;
    entry->name = NULL;
    tree_cursor_close(&cursor);
    return found;
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
