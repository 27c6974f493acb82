/* The catalogue out of the index and into it. A record counts as long as the forms are the same
 * files: they say what an ID, a title, a column is. */
#include "base/file.h"
#include "base/memory.h"
#include "catalogue_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Changes with what the strings and numbers of a record mean. */
#define MEANING "catalogue 3"

/* ── basis ── */

struct stamping {
    struct buffer *key;
    int folder;
    int64_t now;
    bool firm;
};

static int stamp_file(void *context, const char *path, struct error *error)
{
    struct stamping *stamping = context;
    struct stat status = {0};
    (void)error;
    if (fstatat(stamping->folder, path, &status, 0) != 0)
        return 0;
    struct index_mark mark = index_mark_of(&status, stamping->now);
    if (mark.changed == 0)
        stamping->firm = false;
    buffer_append_format(stamping->key, "%s %ju %ju %jd %jd\n", path, (uintmax_t)mark.size,
                         (uintmax_t)mark.inode, (intmax_t)mark.modified, (intmax_t)mark.changed);
    return 0;
}

/* All forms that there are, with their vocabularies. False if one was touched just now. */
static bool stamp_forms(struct workspace *workspace, struct buffer *key)
{
    struct form_folders folders = layout_form_folders(workspace->layout);
    struct stamping stamping = {.key = key, .now = index_clock(), .firm = true};
    for (size_t i = 0; i < folders.count; i++) {
        buffer_append_format(key, "%s:\n", folders.paths[i]);
        stamping.folder = open(folders.paths[i], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (stamping.folder < 0)
            continue;
        if (file_walk_beneath(stamping.folder, "", ".yaml", stamp_file, &stamping, NULL) != 0)
            stamping.firm = false;
        (void)close(stamping.folder);
    }
    return stamping.firm;
}

bool catalogue_find_basis(struct workspace *workspace, struct buffer *key)
{
    size_t count = 0;
    const char *const *columns = layout_columns(workspace->layout, &count);
    buffer_append_format(key, "%s\n%s\n%s\n", MEANING, layout_specs_folder(workspace->layout),
                         layout_default_form(workspace->layout));
    for (size_t i = 0; i < count; i++)
        buffer_append_format(key, "%s\n", columns[i]);
    return stamp_forms(workspace, key);
}

/* ── open ── */

enum { ABOUT_COLUMN = 3 }; /* strings of one */

/* What is said about the whole: the commit of the dates, then each column with its title and its
 * meaning. */
static void add_about(struct buffer *about, const struct catalogue *catalogue)
{
    buffer_append(about, catalogue->head, strlen(catalogue->head) + 1);
    for (size_t i = 0; i < catalogue->column_count; i++) {
        buffer_append(about, catalogue->columns[i], strlen(catalogue->columns[i]) + 1);
        buffer_append(about, catalogue->titles[i], strlen(catalogue->titles[i]) + 1);
        buffer_append_format(about, "%u", catalogue->meanings[i]);
        buffer_append_byte(about, '\0');
    }
}

/* False if the strings are not of our making. */
static bool take_about(struct catalogue *catalogue, const char *about, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += about[i] == '\0';
    if (count % ABOUT_COLUMN != 1 || length == 0 || about[length - 1] != '\0' ||
        strlen(about) >= sizeof catalogue->head)
        return false;
    memcpy(catalogue->head, about, strlen(about) + 1);
    catalogue->column_count = count / ABOUT_COLUMN;
    catalogue->columns = memory_allocate((count + 1) * sizeof *catalogue->columns);
    catalogue->titles = memory_allocate((count + 1) * sizeof *catalogue->titles);
    catalogue->meanings = memory_allocate(count + 1);
    for (size_t i = 0; i < catalogue->column_count; i++) {
        about += strlen(about) + 1;
        catalogue->columns[i] = memory_copy_string(about);
        about += strlen(about) + 1;
        catalogue->titles[i] = memory_copy_string(about);
        about += strlen(about) + 1;
        catalogue->meanings[i] = (unsigned char)(about[0] - '0');
    }
    return true;
}

static void take_records(struct catalogue *catalogue)
{
    size_t count = index_count(catalogue->index);
    size_t width = catalogue->column_count;
    catalogue->entries = memory_resize(NULL, count + 1, sizeof *catalogue->entries);
    catalogue->capacity = count + 1;
    catalogue->cells = memory_resize(NULL, count * width + 1, sizeof *catalogue->cells);
    for (size_t i = 0; i < count; i++) {
        struct index_record record = {0};
        index_get(catalogue->index, i, &record);
        catalogue->entries[i] = entry_of_record(&record, catalogue->cells + i * width, width);
        catalogue->entries[i].number = (uint32_t)i;
    }
    catalogue->count = count;
}

static bool take_index(struct catalogue *catalogue, struct index *take)
{
    size_t length = 0;
    const char *about = index_about(take, &length);
    catalogue->index = take;
    if (!take_about(catalogue, about, length) ||
        index_strings(take) != STRING_CELLS + catalogue->column_count) {
        catalogue_done(catalogue);
        return false;
    }
    take_records(catalogue);
    return true;
}

/* False, with the columns only, if there is no index that counts. */
static bool open_index(struct workspace *workspace, struct catalogue *catalogue,
                       struct index *(*open)(const char *root, const char *key))
{
    struct buffer key = {0};
    size_t count = 0;
    *catalogue = (struct catalogue){0};
    bool firm = workspace->root[0] != '\0' && catalogue_find_basis(workspace, &key);
    struct index *index = firm ? open(workspace->root, buffer_string(&key)) : NULL;
    buffer_done(&key);
    bool found = index != NULL && take_index(catalogue, index);
    catalogue->spill = index_spill_new(workspace->root);
    if (found)
        return true;
    const char *const *columns = workspace_columns(workspace, &count);
    catalogue_set_columns(workspace, catalogue, columns, count);
    catalogue->outdated_index = true;
    return false;
}

void catalogue_open(struct workspace *workspace, struct catalogue *catalogue)
{
    (void)open_index(workspace, catalogue, index_open);
}

void catalogue_open_page(struct workspace *workspace, struct catalogue *catalogue)
{
    if (open_index(workspace, catalogue, index_open_page))
        catalogue->is_page = index_total(catalogue->index) > catalogue->count;
    else
        catalogue_read_first(workspace, catalogue);
}

void catalogue_open_rest(struct workspace *workspace, struct catalogue *catalogue)
{
    if (!catalogue->is_page)
        return;
    catalogue_done(catalogue);
    catalogue_open(workspace, catalogue);
}

struct index_mark catalogue_mark(const struct catalogue *catalogue,
                                 const struct catalogue_entry *entry)
{
    struct index_record record = {0};
    if (entry->reading != NULL)
        return entry->reading->mark;
    index_get(catalogue->index, entry->number, &record);
    return record.mark;
}

/* ── save ── */

struct saving {
    const struct catalogue *catalogue;
    const struct catalogue_entry **entries;
    struct buffer strings;
    struct buffer text;
};

static void put_numbers(struct index_record *record, const struct catalogue_entry *entry)
{
    record->numbers[NUMBER_COMPLETENESS] = entry->completeness;
    record->numbers[NUMBER_DATED] = entry->dated;
    record->numbers[NUMBER_SECONDS] = entry->changed.seconds;
    record->numbers[NUMBER_OFFSET] = entry->changed.offset;
}

/* The strings of an entry with the author it has now. */
static void put_strings(struct saving *saving, const struct catalogue_entry *entry,
                        const char *strings, size_t length)
{
    const char *author = strings;
    buffer_clear(&saving->strings);
    for (size_t i = 0; i < STRING_AUTHOR; i++)
        author += strlen(author) + 1;
    const char *rest = author + strlen(author) + 1;
    const char *now = entry->dated ? entry->changed_by : "";
    buffer_append(&saving->strings, strings, (size_t)(author - strings));
    buffer_append(&saving->strings, now, strlen(now) + 1);
    buffer_append(&saving->strings, rest, length - (size_t)(rest - strings));
}

static void put_text(struct saving *saving, const struct catalogue_entry *entry)
{
    buffer_clear(&saving->text);
    buffer_reserve(&saving->text, entry->text_length);
    bool spilled = entry->reading != NULL && entry->reading->spilled;
    if (entry->text_length > 0 &&
        catalogue_read_text(saving->catalogue, spilled, entry->text_offset, entry->text_length,
                            saving->text.bytes))
        saving->text.length = entry->text_length;
}

static void get_record(void *context, size_t number, struct index_record *record)
{
    struct saving *saving = context;
    const struct catalogue_entry *entry = saving->entries[number];
    const struct reading *reading = entry->reading;
    if (reading != NULL) {
        record->mark = reading->mark;
        memcpy(record->digest, reading->digest, sizeof record->digest);
        put_strings(saving, entry, reading->strings, reading->length);
    } else {
        index_get(saving->catalogue->index, entry->number, record);
        put_strings(saving, entry, record->strings, record->length);
    }
    if (reading != NULL && reading->text != NULL) {
        record->text = reading->text;
        record->text_length = reading->text_length;
    } else {
        put_text(saving, entry);
        record->text = saving->text.bytes;
        record->text_length = saving->text.length;
        if (record->text_length != entry->text_length)
            record->mark = (struct index_mark){0}; /* read the file again */
    }
    put_numbers(record, entry);
    record->strings = saving->strings.bytes;
    record->length = saving->strings.length;
}

void catalogue_save(struct workspace *workspace, struct catalogue *catalogue)
{
    struct saving saving = {.catalogue = catalogue};
    struct buffer key = {0};
    struct buffer about = {0};
    size_t count = 0;
    if (!catalogue->outdated_index || workspace->root[0] == '\0')
        return;
    catalogue->outdated_index = false;
    if (!catalogue_find_basis(workspace, &key))
        goto out;
    saving.entries = memory_allocate((catalogue->count + 1) * sizeof *saving.entries);
    for (size_t i = 0; i < catalogue->count; i++)
        if (catalogue->entries[i].state != CATALOGUE_DELETED)
            saving.entries[count++] = &catalogue->entries[i];
    add_about(&about, catalogue);
    struct index_content content = {
        .key = buffer_string(&key),
        .strings = STRING_CELLS + catalogue->column_count,
        .about = about.bytes,
        .about_length = about.length,
        .count = count,
        .get = get_record,
        .context = &saving,
    };
    /* Another ifspec may be writing, the disk may be full: then the next one reads more files. */
    (void)(index_write(workspace->root, &content, NULL) == 0);
out:
    free(saving.entries);
    buffer_done(&saving.strings);
    buffer_done(&saving.text);
    buffer_done(&about);
    buffer_done(&key);
}
