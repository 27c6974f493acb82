/* The cache tree of the index: for each folder that is as it was when its tree was written, that
 * tree's id and how many entries it spans; -1 for one that changed (gitformat-index). Each is
 * followed by the folders in it. Folders without an edit below them stay byte for byte. */
#include "index_edit_internal.h"

#include "base/memory.h"
#include "cache_tree_internal.h"

#include <stdlib.h>
#include <string.h>

struct tree_edit {
    const struct index_edition *edition;
    const unsigned char *at;
    const unsigned char *end;
    struct buffer path; /* of the folder that is looked at, with a final slash; "" the root */
};

/* A folder as it is written, and the edits [first, last) below it. */
struct folder {
    struct cached_folder cached;
    size_t first;
    size_t last;
};

/* The edits below the path among those of the folder above. */
static void find_edits(const struct tree_edit *edit, const struct folder *above,
                       struct folder *folder)
{
    const struct index_edit *edits = edit->edition->edits;
    size_t first = above->first;
    while (first < above->last &&
           strncmp(edits[first].path, buffer_string(&edit->path), edit->path.length) != 0)
        first++;
    size_t last = first;
    while (last < above->last &&
           strncmp(edits[last].path, buffer_string(&edit->path), edit->path.length) == 0)
        last++;
    folder->first = first;
    folder->last = last;
}

/* How many entries the folder gets more. */
static long count_growth(const struct tree_edit *edit, const struct folder *folder)
{
    long growth = 0;
    for (size_t i = folder->first; i < folder->last; i++) {
        const struct index_edit *one = &edit->edition->edits[i];
        bool had = index_file_find(edit->edition->index, one->path) != NULL;
        growth += one->removed ? -(long)had : (long)!had;
    }
    return growth;
}

/* Edits in the folder itself, and not in a folder of it. */
static size_t count_direct(const struct tree_edit *edit, const struct folder *folder)
{
    size_t count = 0;
    for (size_t i = folder->first; i < folder->last; i++)
        count += strchr(edit->edition->edits[i].path + edit->path.length, '/') == NULL;
    return count;
}

/* The folder's tree, if it is known what it becomes. */
static bool find_tree(struct tree_edit *edit, const struct folder *folder, git_oid *id)
{
    const struct index_edition *edition = edit->edition;
    if (folder->cached.entries < 0 || edition->find_tree == NULL)
        return false;
    size_t length = edit->path.length;
    char *path = memory_copy_bytes(buffer_string(&edit->path), length > 0 ? length - 1 : 0);
    bool known = edition->find_tree(edition->context, path, &folder->cached.id, id);
    free(path);
    return known;
}

static bool take_folder(struct tree_edit *edit, const struct folder *above, int depth,
                        struct buffer *out, struct folder *folder);

/* The folders in a folder: `covered` counts the edits below them, `known` whether all that have
 * some are still known. */
static bool take_folders(struct tree_edit *edit, const struct folder *folder, int depth,
                         struct buffer *out, size_t *covered, bool *known)
{
    size_t length = edit->path.length;
    for (long i = 0; i < folder->cached.folders; i++) {
        struct folder inner = {0};
        if (!take_folder(edit, folder, depth + 1, out, &inner))
            return false;
        buffer_truncate(&edit->path, length);
        size_t count = inner.last - inner.first;
        *covered += count;
        *known = *known && (count == 0 || inner.cached.entries >= 0);
    }
    return true;
}

/* Leaves the edits that are below the folder, and whether it is known as it is written now. */
static bool take_folder(struct tree_edit *edit, const struct folder *above, int depth,
                        struct buffer *out, struct folder *folder)
{
    const unsigned char *begin = edit->at;
    struct buffer folders = {0};
    git_oid id = {0};
    size_t covered = 0;
    bool known = true;
    bool sound = false;
    if (depth == CACHE_TREE_DEPTH_LIMIT || !cache_tree_take(&edit->at, edit->end, &folder->cached))
        goto out;
    if (depth > 0)
        buffer_append_format(&edit->path, "%s/", folder->cached.name);
    find_edits(edit, above, folder);
    sound = take_folders(edit, folder, depth, &folders, &covered, &known);
    if (!sound)
        goto out;
    if (folder->first == folder->last) {
        buffer_append(out, (const char *)begin, (size_t)(edit->at - begin));
        goto out;
    }
    known = known && covered + count_direct(edit, folder) == folder->last - folder->first &&
            find_tree(edit, folder, &id);
    folder->cached.entries = known ? folder->cached.entries + count_growth(edit, folder) : -1;
    buffer_append(out, folder->cached.name, strlen(folder->cached.name) + 1);
    buffer_append_format(out, "%ld %ld\n", folder->cached.entries, folder->cached.folders);
    if (known)
        buffer_append(out, (const char *)id.id, GIT_OID_RAWSZ);
    buffer_append(out, buffer_string(&folders), folders.length);
out:
    buffer_done(&folders);
    return sound;
}

bool index_edit_tree(const struct index_edition *edition, const unsigned char *bytes, size_t size,
                     struct buffer *out)
{
    struct tree_edit edit = {.edition = edition, .at = bytes, .end = bytes + size};
    const struct folder all = {.last = edition->count};
    struct folder root = {0};
    bool sound = take_folder(&edit, &all, 0, out, &root) && edit.at == edit.end;
    buffer_done(&edit.path);
    return sound;
}
