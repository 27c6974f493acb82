#include "workspace/catalogue.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "workspace_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct catalogue *catalogue;
    catalogue_filter *keep;
    void *context;
};

/* ── entries ── */

static struct catalogue_entry *add_entry(struct catalogue *catalogue, const char *path)
{
    catalogue->entries = memory_grow(catalogue->entries, &catalogue->capacity, catalogue->count,
                                     sizeof *catalogue->entries);
    struct catalogue_entry *entry = &catalogue->entries[catalogue->count++];
    *entry = (struct catalogue_entry){.path = memory_copy_string(path)};
    return entry;
}

static char *field_text(const struct spec *spec, const struct field *field)
{
    struct buffer text = {0};
    if (field != NULL)
        field_format(field, spec_value(spec, field), &text);
    return buffer_take(&text);
}

/* The form's catalogue column number `index` behind the status. */
static char *side_text(const struct spec *spec, size_t index)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->column_count; i++)
        if (form->columns[i] != form->status && index-- == 0)
            return field_text(spec, form->columns[i]);
    return memory_copy_string("");
}

static char *search_text(const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    struct buffer text = {0};
    buffer_append_string(&text, spec_id(spec));
    for (size_t i = 0; i < form->field_count; i++) {
        const struct value *value = spec_value(spec, &form->fields[i]);
        if (value->kind == VALUE_ABSENT)
            continue;
        buffer_append_byte(&text, '\n');
        field_format(&form->fields[i], value, &text);
    }
    char *folded = utf8_fold(buffer_string(&text), true);
    buffer_done(&text);
    return folded;
}

static void fill_entry(struct catalogue_entry *entry, const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    entry->id = memory_copy_string(spec_id(spec));
    entry->form = memory_copy_string(form->name);
    entry->title = memory_copy_string(spec_title(spec));
    entry->status = field_text(spec, form->status);
    entry->source = side_text(spec, 0);
    entry->target = side_text(spec, 1);
    entry->search = search_text(spec);
    entry->completeness = spec_completeness(spec);
}

/* What is known of a file without its answers: it is found by its name. */
static void fill_blank(struct catalogue_entry *entry)
{
    entry->id = path_stem(entry->path);
    entry->form = memory_copy_string("");
    entry->title = memory_copy_string("");
    entry->status = memory_copy_string("");
    entry->source = memory_copy_string("");
    entry->target = memory_copy_string("");
    entry->search = utf8_fold(entry->path, true);
}

static void fill_cells(struct catalogue *catalogue, struct catalogue_entry *entry,
                       const struct spec *spec)
{
    entry->cells = memory_allocate((catalogue->column_count + 1) * sizeof *entry->cells);
    for (size_t i = 0; i < catalogue->column_count; i++) {
        const struct field *field =
            spec != NULL ? form_find_field(spec_form(spec), catalogue->columns[i]) : NULL;
        entry->cells[i] = field != NULL ? field_text(spec, field) : memory_copy_string("");
    }
}

static int read_entry(void *context, const char *path, const struct spec *spec,
                      const struct error *problem)
{
    struct reading *reading = context;
    if (reading->keep != NULL && !reading->keep(reading->context, path, spec, problem))
        return 0;
    struct catalogue_entry *entry = add_entry(reading->catalogue, path);
    if (spec != NULL)
        fill_entry(entry, spec);
    else
        fill_blank(entry);
    if (entry->id[0] == '\0') {
        free(entry->id);
        entry->id = path_stem(path);
    }
    if (problem != NULL)
        entry->problem = memory_copy_string(problem->text);
    fill_cells(reading->catalogue, entry, spec);
    return 0;
}

/* ── catalogue ── */

int catalogue_read(struct workspace *workspace, struct catalogue *catalogue, struct error *error)
{
    size_t count = 0;
    const char *const *columns = workspace_columns(workspace, &count);
    return catalogue_read_chosen(workspace, columns, count, NULL, NULL, catalogue, error);
}

int catalogue_read_chosen(struct workspace *workspace, const char *const *columns, size_t count,
                          catalogue_filter *keep, void *context, struct catalogue *catalogue,
                          struct error *error)
{
    struct reading reading = {catalogue, keep, context};
    *catalogue = (struct catalogue){0};
    catalogue->columns = memory_allocate((count + 1) * sizeof *catalogue->columns);
    catalogue->column_count = count;
    for (size_t i = 0; i < count; i++)
        catalogue->columns[i] = memory_copy_string(columns[i]);
    return workspace_walk(workspace, read_entry, &reading, error);
}

void catalogue_done(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++) {
        struct catalogue_entry *entry = &catalogue->entries[i];
        free(entry->path);
        free(entry->id);
        free(entry->form);
        free(entry->title);
        free(entry->status);
        free(entry->source);
        free(entry->target);
        free(entry->search);
        free(entry->problem);
        free(entry->changed_by);
        for (size_t j = 0; j < catalogue->column_count; j++)
            free(entry->cells[j]);
        free(entry->cells);
    }
    for (size_t i = 0; i < catalogue->column_count; i++)
        free(catalogue->columns[i]);
    free(catalogue->columns);
    free(catalogue->entries);
    *catalogue = (struct catalogue){0};
}

/* ── Git ── */

static int compare_paths(const void *a, const void *b)
{
    const struct catalogue_entry *left = a;
    const struct catalogue_entry *right = b;
    return strcmp(left->path, right->path);
}

static struct catalogue_entry *find_entry(struct catalogue *catalogue, const char *path,
                                          size_t count)
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(catalogue->entries[middle].path, path) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strcmp(catalogue->entries[low].path, path) == 0 ? &catalogue->entries[low]
                                                                          : NULL;
}

static enum catalogue_state state_of(enum path_state state)
{
    switch (state) {
    case PATH_UNCHANGED:
        return CATALOGUE_UNCHANGED;
    case PATH_MODIFIED:
        return CATALOGUE_MODIFIED;
    case PATH_NEW:
    case PATH_IGNORED:
        return CATALOGUE_NEW;
    case PATH_DELETED:
        return CATALOGUE_DELETED;
    case PATH_CONFLICTED:
        return CATALOGUE_CONFLICTED;
    }
    return CATALOGUE_UNKNOWN;
}

struct states {
    struct catalogue *catalogue;
    size_t sorted; /* entries that were there before */
    bool with_deleted;
};

static bool is_spec_path(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

static void take_state(void *context, const char *path, enum path_state state)
{
    struct states *states = context;
    struct catalogue *catalogue = states->catalogue;
    struct catalogue_entry *entry = find_entry(catalogue, path, states->sorted);
    if (entry == NULL && state == PATH_DELETED && states->with_deleted && is_spec_path(path)) {
        entry = add_entry(catalogue, path);
        fill_blank(entry);
        fill_cells(catalogue, entry, NULL);
    }
    if (entry != NULL)
        entry->state = state_of(state);
}

int catalogue_read_states(struct workspace *workspace, struct catalogue *catalogue,
                          bool with_deleted, struct error *error)
{
    struct states states = {catalogue, catalogue->count, with_deleted};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    if (catalogue->count > 0)
        qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, compare_paths);
    for (size_t i = 0; i < catalogue->count; i++)
        catalogue->entries[i].state = CATALOGUE_UNCHANGED;
    if (workspace->git->path_states(workspace->repository, workspace_specs_folder(workspace),
                                    take_state, &states, error) != 0)
        return -1;
    if (catalogue->count > states.sorted)
        qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, compare_paths);
    return 0;
}

static int take_change(void *context, const char *path, struct instant when, const char *author)
{
    struct catalogue *catalogue = context;
    struct catalogue_entry *entry = find_entry(catalogue, path, catalogue->count);
    if (entry == NULL || entry->dated)
        return 0;
    entry->dated = true;
    entry->changed = when;
    entry->changed_by = memory_copy_string(author);
    return 0;
}

int catalogue_read_changes(struct workspace *workspace, struct catalogue *catalogue,
                           struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    if (catalogue->count > 0)
        qsort(catalogue->entries, catalogue->count, sizeof *catalogue->entries, compare_paths);
    return workspace->git->last_changes(workspace->repository, workspace_specs_folder(workspace),
                                        take_change, catalogue, error);
}

int catalogue_read_git(struct workspace *workspace, struct catalogue *catalogue,
                       struct error *error)
{
    if (catalogue_read_states(workspace, catalogue, true, error) != 0)
        return -1;
    return catalogue_read_changes(workspace, catalogue, error);
}

const char *catalogue_state_name(enum catalogue_state state)
{
    switch (state) {
    case CATALOGUE_UNKNOWN:
        return "unknown";
    case CATALOGUE_UNCHANGED:
        return "unchanged";
    case CATALOGUE_MODIFIED:
        return "modified";
    case CATALOGUE_NEW:
        return "new";
    case CATALOGUE_DELETED:
        return "deleted";
    case CATALOGUE_CONFLICTED:
        return "conflicted";
    }
    return "unknown";
}
