#include "name_list_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "catalogue_internal.h"
#include "store/index.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Changes with what the strings of a record mean. */
#define MEANING "names 1"
#define KIND "names"

/* Of a record: the ID as it is written (the stem of the file, if it has none), and all names,
 * folded, one a line, the ID's first. */
enum { STRING_OF_PATH, STRING_OF_ID, STRING_OF_NAMES, STRINGS };

enum { MOST_READ = 64, DEPTH_LIMIT = 64 };

enum item_state {
    ITEM_UNSURE, /* as it was read; nobody looked since */
    ITEM_SURE,
    ITEM_OUTDATED, /* gone, or it stands a second time, as it is now */
};

struct item {
    const char *path;
    const char *id;
    const char *names;
    struct index_mark mark;
    enum item_state state;
    char *own; /* the strings, if they are not the index's */
};

struct name_list {
    struct workspace *workspace;
    struct index *index;
    struct item *items; /* the known ones, sorted by path, then those that were read now */
    size_t known;
    size_t count;
    size_t capacity;
    size_t read;
};

/* ── Folders ───────────────────────────────────────────────────────────────────────────────── */

static void append_mark(struct buffer *out, const struct index_mark *mark)
{
    buffer_append_format(out, "%ju %ju %jd %jd", (uintmax_t)mark->size, (uintmax_t)mark->inode,
                         (intmax_t)mark->modified, (intmax_t)mark->changed);
    buffer_append_byte(out, '\0');
}

/* Takes `folder`. */
static void stamp_folder(struct buffer *folders, int folder, const char *path, int depth)
{
    struct stat status = {0};
    DIR *files = folder >= 0 && depth < DEPTH_LIMIT ? fdopendir(folder) : NULL;
    if (files == NULL) {
        if (folder >= 0)
            (void)close(folder);
        return;
    }
    if (fstat(dirfd(files), &status) == 0) {
        struct index_mark mark = index_mark_of(&status, index_clock());
        buffer_append(folders, path, strlen(path) + 1);
        append_mark(folders, &mark);
    }
    const struct dirent *file = NULL;
    while ((file = readdir(files)) != NULL) {
        bool may_be_folder = file->d_type == DT_DIR || file->d_type == DT_UNKNOWN;
        if (!may_be_folder || file->d_name[0] == '.')
            continue;
        char *inner = path_join(path, file->d_name);
        stamp_folder(folders,
                     openat(dirfd(files), file->d_name,
                            O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
                     inner, depth + 1);
        free(inner);
    }
    (void)closedir(files);
}

void name_list_stamp(struct workspace *workspace, struct buffer *folders)
{
    const char *path = workspace_specs_folder(workspace);
    int folder = openat(workspace->directory, path[0] != '\0' ? path : ".",
                        O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    stamp_folder(folders, folder, path, 0);
}

/* ── Items ─────────────────────────────────────────────────────────────────────────────────── */

static void add_item(struct name_list *list, struct item item)
{
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = item;
}

/* A path, an ID and names, each with its NUL, as an item of one's own. */
static struct item item_of_strings(char *take)
{
    const char *id = take + strlen(take) + 1;
    return (struct item){
        .path = take, .id = id, .names = id + strlen(id) + 1, .state = ITEM_SURE, .own = take};
}

static void append_string(struct buffer *out, const char *text)
{
    buffer_append(out, text, strlen(text) + 1);
}

/* What a file is called now. */
static void read_item(struct name_list *list, const char *path)
{
    struct id_index names = {0};
    struct spec *spec = NULL;
    struct buffer strings = {0};
    if (workspace_read_spec(list->workspace, path, &spec, NULL) != 0)
        spec = NULL;
    id_index_add(&names, path, spec);
    append_string(&strings, path);
    append_string(&strings, names.count > 0 ? names.records[0].text : "");
    for (size_t i = 0; i < names.count; i++)
        buffer_append_format(&strings, "%s%s", i > 0 ? "\n" : "", names.records[i].folded);
    buffer_append_byte(&strings, '\0');
    add_item(list, item_of_strings(buffer_take(&strings)));
    list->read++;
    id_index_done(&names);
    spec_free(spec);
}

static struct item *find_known(struct name_list *list, const char *path)
{
    size_t low = 0;
    size_t high = list->known;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(list->items[middle].path, path);
        if (order == 0)
            return &list->items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Look whether a file is still the one that was read. */
static void look_at(struct name_list *list, struct item *item)
{
    struct stat status = {0};
    const char *path = item->path;
    bool is_there = fstatat(list->workspace->directory, path, &status, 0) == 0;
    if (is_there && index_mark_fits(&item->mark, &status)) {
        item->state = ITEM_SURE;
        return;
    }
    item->state = ITEM_OUTDATED;
    if (is_there)
        read_item(list, path);
}

/* ── What changed since ────────────────────────────────────────────────────────────────────── */

static int look_at_file(void *context, const char *path, struct error *error)
{
    struct name_list *list = context;
    struct item *item = find_known(list, path);
    (void)error;
    if (item == NULL)
        read_item(list, path);
    else if (item->state == ITEM_UNSURE)
        look_at(list, item);
    return list->read > MOST_READ;
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return length == 0 || (strncmp(path, folder, length) == 0 && path[length] == '/');
}

/* A folder into which something came, or where something was replaced. What went is asked for when
 * it is found. False: too much has changed. */
static bool look_into(struct name_list *list, const char *folder)
{
    return file_walk_beneath(list->workspace->directory, folder, ".yaml", look_at_file, list,
                             NULL) == 0;
}

/* What was touched just before it was stamped looks like no folder. */
static bool is_as_stamped(const struct name_list *list, const char *folder, const char *stamped)
{
    struct stat status = {0};
    struct buffer now = {0};
    if (fstatat(list->workspace->directory, folder[0] != '\0' ? folder : ".", &status, 0) != 0)
        return false;
    struct index_mark mark = index_mark_of(&status, INT64_MAX);
    append_mark(&now, &mark);
    bool same = strcmp(now.bytes, stamped) == 0;
    buffer_done(&now);
    return same;
}

/* The folders stand before those in them: what was looked into needs no second look. */
static bool look_at_folders(struct name_list *list)
{
    size_t length = 0;
    const char *at = index_about(list->index, &length);
    const char *end = at + length;
    const char *seen = NULL;
    if (length == 0 || end[-1] != '\0')
        return false;
    while (at < end) {
        const char *folder = at;
        const char *stamped = folder + strlen(folder) + 1;
        if (stamped >= end)
            return false;
        at = stamped + strlen(stamped) + 1;
        if ((seen != NULL && is_below(folder, seen)) || is_as_stamped(list, folder, stamped))
            continue;
        if (!look_into(list, folder))
            return false;
        seen = folder;
    }
    return true;
}

/* Files that had been touched just before they were read. */
static bool look_at_doubtful(struct name_list *list)
{
    for (size_t i = 0; i < list->known; i++) {
        if (list->items[i].state == ITEM_UNSURE && list->items[i].mark.changed == 0)
            look_at(list, &list->items[i]);
        if (list->read > MOST_READ)
            return false;
    }
    return true;
}

/* ── Open ──────────────────────────────────────────────────────────────────────────────────── */

static bool find_key(struct workspace *workspace, struct buffer *key)
{
    bool firm = catalogue_find_basis(workspace, key);
    buffer_append_string(key, MEANING);
    return firm;
}

static void take_records(struct name_list *list)
{
    list->known = index_count(list->index);
    list->count = list->known;
    list->capacity = list->known + MOST_READ;
    list->items = memory_resize(NULL, list->capacity + 1, sizeof *list->items);
    for (size_t i = 0; i < list->known; i++) {
        struct index_record record = {0};
        index_get(list->index, i, &record);
        const char *id = record.strings + strlen(record.strings) + 1;
        list->items[i] = (struct item){.path = record.strings,
                                       .id = id,
                                       .names = id + strlen(id) + 1,
                                       .mark = record.mark,
                                       .state = ITEM_UNSURE};
    }
}

struct name_list *name_list_open(struct workspace *workspace)
{
    struct buffer key = {0};
    struct name_list *list = memory_allocate(sizeof *list);
    list->workspace = workspace;
    if (find_key(workspace, &key))
        list->index = index_open_kind(workspace->root, KIND, buffer_string(&key));
    buffer_done(&key);
    if (list->index != NULL && index_strings(list->index) == STRINGS) {
        take_records(list);
        if (look_at_folders(list) && look_at_doubtful(list))
            return list;
    }
    name_list_free(list);
    return NULL;
}

void name_list_free(struct name_list *list)
{
    if (list == NULL)
        return;
    for (size_t i = list->known; i < list->count; i++)
        free(list->items[i].own);
    free(list->items);
    index_close(list->index);
    free(list);
}

/* ── Ask ───────────────────────────────────────────────────────────────────────────────────── */

bool name_list_get(const struct name_list *list, size_t number, const char **path, const char **id)
{
    if (number >= list->count)
        return false;
    *path = list->items[number].path;
    *id = list->items[number].id;
    return true;
}

bool name_list_confirm(struct name_list *list, size_t number)
{
    if (list->items[number].state == ITEM_UNSURE)
        look_at(list, &list->items[number]);
    return list->items[number].state == ITEM_SURE;
}

/* Whether one of the lines is this name; with `own`, the first. */
static bool has_name(const char *lines, const char *name, size_t length, bool own)
{
    for (;;) {
        if (strncmp(lines, name, length) == 0 && (lines[length] == '\n' || lines[length] == '\0'))
            return true;
        lines = own ? NULL : strchr(lines, '\n');
        if (lines == NULL)
            return false;
        lines++;
    }
}

const char *name_list_find(struct name_list *list, const char *folded, bool own, const char *path)
{
    size_t length = strlen(folded);
    const char *found = NULL;
    /* What is not confirmed comes again at the end. */
    for (size_t i = 0; length > 0 && i < list->count; i++) {
        const char *other = list->items[i].path;
        if (has_name(list->items[i].names, folded, length, own) &&
            (path == NULL || strcmp(other, path) != 0) &&
            (found == NULL || strcmp(other, found) < 0) && name_list_confirm(list, i))
            found = other;
    }
    return found;
}

/* ── Save ──────────────────────────────────────────────────────────────────────────────────── */

struct saving {
    struct workspace *workspace;
    const struct catalogue *catalogue;
    struct buffer strings;
};

static void append_names(struct buffer *out, const struct catalogue_entry *entry)
{
    char *folded = utf8_fold(entry->id, false);
    buffer_append_string(out, folded);
    free(folded);
    for (const char *alias = entry->aliases; alias[0] != '\0';) {
        size_t length = strcspn(alias, "\n");
        char *text = memory_copy_bytes(alias, length);
        folded = utf8_fold(text, false);
        buffer_append_format(out, "\n%s", folded);
        free(folded);
        free(text);
        alias += length + (alias[length] == '\n');
    }
}

/* What a link points to may change without its folder. */
static bool is_link(const struct workspace *workspace, const char *path)
{
    struct stat status = {0};
    return fstatat(workspace->directory, path, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
           S_ISLNK(status.st_mode);
}

static void get_record(void *context, size_t number, struct index_record *record)
{
    struct saving *saving = context;
    const struct catalogue_entry *entry = &saving->catalogue->entries[number];
    buffer_clear(&saving->strings);
    append_string(&saving->strings, entry->path);
    append_string(&saving->strings, entry->id);
    append_names(&saving->strings, entry);
    buffer_append_byte(&saving->strings, '\0');
    *record = (struct index_record){.strings = saving->strings.bytes,
                                    .length = saving->strings.length};
    if (!is_link(saving->workspace, entry->path))
        record->mark = catalogue_mark(saving->catalogue, entry);
}

void name_list_save(struct workspace *workspace, const struct catalogue *catalogue,
                    const struct buffer *folders)
{
    struct saving saving = {.workspace = workspace, .catalogue = catalogue};
    struct buffer key = {0};
    if (folders->length > 0 && find_key(workspace, &key)) {
        const struct index_content content = {
            .kind = KIND,
            .key = buffer_string(&key),
            .strings = STRINGS,
            .about = folders->bytes,
            .about_length = folders->length,
            .count = catalogue->count,
            .get = get_record,
            .context = &saving,
        };
        /* It is made anew for the next commit, if not now. */
        (void)(index_write(workspace->root, &content, NULL) == 0);
    }
    buffer_done(&saving.strings);
    buffer_done(&key);
}
