/* The catalogue as a whole: entries sorted by path, each from the index or from a reading. */
#include "workspace/catalogue.h"

#include "base/memory.h"
#include "catalogue_internal.h"
#include "workspace/history.h"

#include <stdlib.h>
#include <string.h>

/* ── entries ── */

static size_t find_place(const struct catalogue *catalogue, const char *path)
{
    size_t low = 0;
    size_t high = catalogue->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(catalogue->entries[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *path)
{
    size_t at = find_place(catalogue, path);
    bool found = at < catalogue->count && strcmp(catalogue->entries[at].path, path) == 0;
    return found ? &catalogue->entries[at] : NULL;
}

/* What is known of a path beside its file stays when the file is read again. */
static void keep_the_rest(struct catalogue_entry *entry, const struct catalogue_entry *old)
{
    entry->state = old->state;
    entry->marked = old->marked;
    entry->dated = old->dated;
    entry->changed = old->changed;
    entry->changed_by = old->changed_by;
}

static bool is_gone(const char *path, char *const *gone, size_t count, size_t *next)
{
    while (*next < count && strcmp(gone[*next], path) < 0)
        ++*next;
    return *next < count && strcmp(gone[*next], path) == 0;
}

void catalogue_merge(struct catalogue *catalogue, struct reading **take, size_t count,
                     char *const *gone, size_t gone_count)
{
    size_t room = catalogue->count + count + 1;
    struct catalogue_entry *merged = memory_resize(NULL, room, sizeof *merged);
    size_t length = 0;
    size_t old = 0;
    size_t next_gone = 0;
    for (size_t i = 0; i <= count; i++) {
        const char *path = i < count ? take[i]->strings : NULL;
        for (; old < catalogue->count &&
               (path == NULL || strcmp(catalogue->entries[old].path, path) < 0);
             old++) {
            if (is_gone(catalogue->entries[old].path, gone, gone_count, &next_gone))
                reading_free(catalogue->entries[old].reading);
            else
                merged[length++] = catalogue->entries[old];
        }
        if (path == NULL)
            break;
        struct catalogue_entry entry = entry_of_reading(take[i], catalogue->column_count);
        if (old < catalogue->count && strcmp(catalogue->entries[old].path, path) == 0) {
            keep_the_rest(&entry, &catalogue->entries[old]);
            reading_free(catalogue->entries[old++].reading);
        }
        merged[length++] = entry;
    }
    free(catalogue->entries);
    catalogue->entries = merged;
    catalogue->count = length;
    catalogue->capacity = room;
}

static int compare_names(const void *key, const void *item)
{
    return strcmp(key, *(char *const *)item);
}

const char *catalogue_keep_name(struct catalogue *catalogue, const char *name)
{
    char **found = catalogue->name_count > 0
                       ? bsearch(name, catalogue->names, catalogue->name_count,
                                 sizeof *catalogue->names, compare_names)
                       : NULL;
    if (found != NULL)
        return *found;
    catalogue->names = memory_grow(catalogue->names, &catalogue->name_capacity,
                                   catalogue->name_count, sizeof *catalogue->names);
    size_t at = catalogue->name_count++;
    for (; at > 0 && strcmp(catalogue->names[at - 1], name) > 0; at--)
        catalogue->names[at] = catalogue->names[at - 1];
    catalogue->names[at] = memory_copy_string(name);
    return catalogue->names[at];
}

/* ── columns ── */

static void free_columns(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->column_count; i++) {
        free(catalogue->columns[i]);
        free(catalogue->titles[i]);
    }
    free(catalogue->columns);
    free(catalogue->titles);
    free(catalogue->meanings);
}

struct columns catalogue_columns(const struct catalogue *catalogue)
{
    return (struct columns){catalogue->columns, catalogue->meanings, catalogue->column_count,
                            !catalogue->has_no_texts};
}

void catalogue_set_columns(struct workspace *workspace, struct catalogue *catalogue,
                           const char *const *columns, size_t count)
{
    const struct form *form = NULL;
    if (workspace_form(workspace, NULL, &form, NULL) != 0)
        form = NULL;
    catalogue->columns = memory_allocate((count + 1) * sizeof *catalogue->columns);
    catalogue->titles = memory_allocate((count + 1) * sizeof *catalogue->titles);
    catalogue->meanings = memory_allocate(count + 1);
    catalogue->column_count = count;
    for (size_t i = 0; i < count; i++) {
        const struct field *field = form != NULL ? form_find_field(form, columns[i]) : NULL;
        catalogue->columns[i] = memory_copy_string(columns[i]);
        catalogue->titles[i] = memory_copy_string(field != NULL ? field->label : columns[i]);
        catalogue->meanings[i] = (unsigned char)column_meaning(form, columns[i]);
    }
}

void catalogue_open_columns(struct workspace *workspace, struct catalogue *catalogue,
                            const char *const *columns, size_t count)
{
    *catalogue = (struct catalogue){.has_no_texts = true};
    catalogue_set_columns(workspace, catalogue, columns, count);
}

void catalogue_done(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        reading_free(catalogue->entries[i].reading);
    for (size_t i = 0; i < catalogue->name_count; i++)
        free(catalogue->names[i]);
    free_columns(catalogue);
    free(catalogue->names);
    free(catalogue->cells);
    free(catalogue->entries);
    index_close(catalogue->index);
    index_spill_free(catalogue->spill);
    *catalogue = (struct catalogue){0};
}

bool catalogue_read_text(const struct catalogue *catalogue, bool spilled, uint64_t offset,
                         size_t length, char *bytes)
{
    return spilled ? index_spill_read(catalogue->spill, offset, length, bytes)
                   : catalogue->index != NULL &&
                         index_read_text(catalogue->index, offset, length, bytes);
}

/* ── read ── */

enum { PATIENCE = 1000 };

int catalogue_update(struct workspace *workspace, struct catalogue *catalogue, struct error *error)
{
    bool changed = false;
    struct catalogue_reader *reader = catalogue_reader_start(workspace, catalogue);
    size_t done = 0;
    size_t all = 0;
    while (catalogue_reader_take(reader, catalogue, PATIENCE, &changed)) {
        catalogue_reader_progress(reader, &done, &all);
        workspace_report(workspace, "Reading", done, all);
    }
    if (catalogue_reader_end(reader, error) != 0)
        return -1;
    catalogue_save(workspace, catalogue);
    return 0;
}

int catalogue_read(struct workspace *workspace, struct catalogue *catalogue, struct error *error)
{
    catalogue_open(workspace, catalogue);
    return catalogue_update(workspace, catalogue, error);
}

struct choosing {
    struct catalogue *catalogue;
    catalogue_filter *keep;
    void *context;
};

static int read_chosen(void *context, const char *path, const struct spec *spec,
                       const struct error *problem)
{
    struct choosing *choosing = context;
    struct catalogue *catalogue = choosing->catalogue;
    if (choosing->keep != NULL && !choosing->keep(choosing->context, path, spec, problem))
        return 0;
    catalogue->entries = memory_grow(catalogue->entries, &catalogue->capacity, catalogue->count,
                                     sizeof *catalogue->entries);
    struct columns columns = catalogue_columns(catalogue);
    struct reading *reading = reading_new(path, spec, problem, &columns);
    catalogue->entries[catalogue->count++] = entry_of_reading(reading, catalogue->column_count);
    return 0;
}

static size_t find_column(const struct catalogue *catalogue, const char *column)
{
    size_t i = 0;
    while (i < catalogue->column_count && strcmp(catalogue->columns[i], column) != 0)
        i++;
    return i;
}

/* Whether the usual columns, which the index has, are enough. */
static bool are_usual(struct workspace *workspace, const char *const *columns, size_t count)
{
    size_t usual_count = 0;
    const char *const *usual = workspace_columns(workspace, &usual_count);
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t j = 0; j < usual_count; j++)
            found = found || strcmp(columns[i], usual[j]) == 0;
        if (!found)
            return false;
    }
    return true;
}

/* Some of the columns, in another order. */
static void choose_columns(struct workspace *workspace, struct catalogue *catalogue,
                           const char *const *columns, size_t count)
{
    const char **cells = memory_allocate((catalogue->count * count + 1) * sizeof *cells);
    for (size_t j = 0; j < count; j++) {
        size_t from = find_column(catalogue, columns[j]);
        for (size_t i = 0; i < catalogue->count; i++)
            cells[i * count + j] = catalogue->entries[i].cells[from];
    }
    for (size_t i = 0; i < catalogue->count; i++)
        catalogue->entries[i].cells = cells + i * count;
    free(catalogue->cells);
    catalogue->cells = cells;
    free_columns(catalogue);
    catalogue_set_columns(workspace, catalogue, columns, count);
}

int catalogue_read_chosen(struct workspace *workspace, const char *const *columns, size_t count,
                          catalogue_filter *keep, void *context, struct catalogue *catalogue,
                          struct error *error)
{
    struct choosing choosing = {catalogue, keep, context};
    if (keep == NULL && are_usual(workspace, columns, count)) {
        int result = catalogue_read(workspace, catalogue, error);
        if (result == 0)
            choose_columns(workspace, catalogue, columns, count);
        return result;
    }
    catalogue_open_columns(workspace, catalogue, columns, count);
    return workspace_walk(workspace, read_chosen, &choosing, error);
}

int catalogue_read_at(struct workspace *workspace, const char *revision,
                      const char *const *columns, size_t count, catalogue_filter *keep,
                      void *context, struct catalogue *catalogue, struct error *error)
{
    struct choosing choosing = {catalogue, keep, context};
    catalogue_open_columns(workspace, catalogue, columns, count);
    return history_walk_specs(workspace, revision, read_chosen, &choosing, error);
}
