/* Which rows there are, in which order: sorted by a column, in groups, of those that the filter
 * lets through what one means first. A key in the filter allocates nothing for an entry. */
#include "base/memory.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── order ── */

struct sorted {
    const char *text;
    int64_t number;
    uint32_t entry;
};

static int compare_texts(const void *a, const void *b)
{
    const struct sorted *left = a;
    const struct sorted *right = b;
    int order = strcmp(left->text, right->text);
    if (order == 0)
        order = left->entry < right->entry ? -1 : 1;
    return order;
}

static int compare_numbers(const void *a, const void *b)
{
    const struct sorted *left = a;
    const struct sorted *right = b;
    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    return left->entry < right->entry ? -1 : 1;
}

size_t catalogue_order_count(const struct catalogue_screen *self)
{
    return ORDER_CELLS + self->catalogue.column_count;
}

const char *catalogue_order_name(const struct catalogue_screen *self, size_t order)
{
    static const char *const names[] = {
        [ORDER_ID] = "ID",           [ORDER_TITLE] = "Title", [ORDER_DONE] = "Done",
        [ORDER_CHANGED] = "Changed", [ORDER_STATE] = "Git",
    };
    return order < ORDER_CELLS ? names[order] : self->catalogue.titles[order - ORDER_CELLS];
}

/* What stands first without being reversed: the least complete, the newest, what is not committed. IDs
 * go by their bytes: the hyphen is before every letter and digit, so they compare part by part. */
static struct sorted sort_key(const struct catalogue_screen *self, size_t number)
{
    const struct catalogue_entry *entry = &self->catalogue.entries[number];
    struct sorted key = {.text = "", .entry = (uint32_t)number};
    switch (self->sorted_by) {
    case ORDER_ID:
        key.text = entry->id;
        break;
    case ORDER_TITLE:
        key.text = entry->keys[CATALOGUE_KEY_TITLE];
        break;
    case ORDER_DONE:
        key.number = entry->completeness;
        break;
    case ORDER_CHANGED:
        key.number = entry->dated ? -entry->changed.seconds : INT64_MAX;
        break;
    case ORDER_STATE:
        key.number = -(int64_t)entry->state;
        break;
    default:
        key.text = entry->cells[self->sorted_by - ORDER_CELLS];
        break;
    }
    return key;
}

static void sort(struct catalogue_screen *self)
{
    size_t count = self->catalogue.count;
    struct sorted *keys = memory_resize(NULL, count + 1, sizeof *keys);
    bool by_number = self->sorted_by >= ORDER_DONE && self->sorted_by <= ORDER_STATE;
    for (size_t i = 0; i < count; i++)
        keys[i] = sort_key(self, i);
    if (count > 1)
        qsort(keys, count, sizeof *keys, by_number ? compare_numbers : compare_texts);
    self->order = memory_resize(self->order, count + 1, sizeof *self->order);
    for (size_t i = 0; i < count; i++)
        self->order[i] = keys[self->reversed ? count - 1 - i : i].entry;
    free(keys);
}

/* ── groups ── */

static void group(struct catalogue_screen *self)
{
    size_t count = self->catalogue.count;
    self->groups = memory_resize(self->groups, count + 1, sizeof *self->groups);
    self->group_count = 0;
    if (self->grouped_by == 0)
        return;
    struct sorted *keys = memory_resize(NULL, count + 1, sizeof *keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = (struct sorted){.text = catalogue_group_text(self, i), .entry = (uint32_t)i};
    if (count > 1)
        qsort(keys, count, sizeof *keys, compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(keys[i].text, keys[i - 1].text) != 0)
            self->group_count++;
        self->groups[keys[i].entry] = (uint32_t)self->group_count - 1;
    }
    free(keys);
}

/* ── rows ── */

bool catalogue_is_heading(const void *context, size_t index)
{
    const struct catalogue_screen *self = context;
    return self->shown[index].count > 0;
}

static struct catalogue_row *add_row(struct catalogue_screen *self, uint32_t entry)
{
    self->shown[self->shown_count] = (struct catalogue_row){.entry = entry};
    return &self->shown[self->shown_count++];
}

/* The entries that match, best first, equal ones in the order that is chosen. */
static size_t list_matches(const struct catalogue_screen *self, uint32_t *matches)
{
    size_t begins[CATALOGUE_RANKS + 1] = {0};
    size_t count = self->catalogue.count;
    for (size_t i = 0; i < count; i++)
        if (self->ranks[i] < CATALOGUE_RANKS)
            begins[self->ranks[i] + 1]++;
    for (size_t i = 1; i <= CATALOGUE_RANKS; i++)
        begins[i] += begins[i - 1];
    size_t found = begins[CATALOGUE_RANKS];
    for (size_t i = 0; i < count; i++) {
        uint32_t entry = self->order[i];
        if (self->ranks[entry] < CATALOGUE_RANKS)
            matches[begins[self->ranks[entry]]++] = entry;
    }
    return found;
}

static void add_grouped(struct catalogue_screen *self, const uint32_t *matches, size_t count)
{
    size_t *begins = memory_allocate((self->group_count + 1) * sizeof *begins);
    uint32_t *sorted = memory_resize(NULL, count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        begins[self->groups[matches[i]] + 1]++;
    for (size_t i = 1; i <= self->group_count; i++)
        begins[i] += begins[i - 1];
    for (size_t i = 0; i < count; i++)
        sorted[begins[self->groups[matches[i]]]++] = matches[i];
    struct catalogue_row *heading = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || self->groups[sorted[i]] != self->groups[sorted[i - 1]])
            heading = add_row(self, sorted[i]);
        heading->count++;
        add_row(self, sorted[i]);
    }
    free(sorted);
    free(begins);
}

static void list_rows(struct catalogue_screen *self)
{
    size_t count = self->catalogue.count;
    uint32_t *matches = memory_resize(NULL, count + 1, sizeof *matches);
    self->shown = memory_resize(self->shown, count + self->group_count + 1, sizeof *self->shown);
    self->shown_count = 0;
    self->found_count = list_matches(self, matches);
    if (self->grouped_by > 0)
        add_grouped(self, matches, self->found_count);
    else
        for (size_t i = 0; i < self->found_count; i++)
            add_row(self, matches[i]);
    free(matches);
    list_view_set_count(&self->view, self->shown_count, &self->rows);
}

/* ── filter ── */

static void rank(struct catalogue_screen *self, struct catalogue_query *take, bool same_entries)
{
    bool narrows = same_entries && take != NULL && self->query != NULL &&
                   catalogue_query_narrows(take, self->query);
    if (!narrows)
        memset(self->ranks, 0, self->catalogue.count);
    if (take != NULL)
        catalogue_search(&self->catalogue, take, self->ranks);
    catalogue_query_free(self->query);
    self->query = take;
}

static struct catalogue_query *make_query(const struct catalogue_screen *self)
{
    const char *text = text_line_string(&self->filter);
    return text[strspn(text, " -")] != '\0' ? catalogue_query_new(text) : NULL;
}

void catalogue_filter_rows(struct catalogue_screen *self)
{
    rank(self, make_query(self), true);
    list_rows(self);
    list_view_select(&self->view, 0, &self->rows);
}

/* ── places ── */

struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self)
{
    if (self->shown_count == 0 || catalogue_is_heading(self, self->view.selected))
        return NULL;
    return &self->catalogue.entries[self->shown[self->view.selected].entry];
}

char *catalogue_place(const struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    return entry != NULL ? memory_copy_string(entry->path) : NULL;
}

static void select_path(struct catalogue_screen *self, const char *path)
{
    const struct catalogue_entry *entry = catalogue_find(&self->catalogue, path);
    uint32_t number = entry != NULL ? (uint32_t)(entry - self->catalogue.entries) : UINT32_MAX;
    for (size_t i = 0; i < self->shown_count; i++)
        if (self->shown[i].entry == number && self->shown[i].count == 0)
            list_view_select(&self->view, i, &self->rows);
}

void catalogue_stand_at(struct catalogue_screen *self, const char *path)
{
    struct list_view *view = &self->view;
    size_t above = view->selected > view->top ? view->selected - view->top : 0;
    if (path == NULL)
        return;
    select_path(self, path);
    /* In the same row of the screen as before. */
    view->top = view->selected > above ? view->selected - above : 0;
}

void catalogue_arrange(struct catalogue_screen *self, const char *path)
{
    size_t count = self->catalogue.count;
    self->ranks = memory_resize(self->ranks, count + 1, sizeof *self->ranks);
    if (self->grouped_by > self->catalogue.column_count && self->grouped_by != GROUPED_BY_FIELD)
        self->grouped_by = 0;
    if (self->sorted_by >= catalogue_order_count(self))
        self->sorted_by = ORDER_ID;
    self->marked_count = 0;
    for (size_t i = 0; i < count; i++)
        self->marked_count += self->catalogue.entries[i].marked;
    sort(self);
    group(self);
    rank(self, make_query(self), false);
    list_rows(self);
    if (self->wanted != NULL && catalogue_find(&self->catalogue, self->wanted) != NULL) {
        catalogue_stand_at(self, self->wanted);
        free(self->wanted);
        self->wanted = NULL;
    } else {
        catalogue_stand_at(self, path);
    }
    catalogue_measure(self);
}

void catalogue_arrange_again(struct catalogue_screen *self)
{
    char *path = catalogue_place(self);
    catalogue_arrange(self, path);
    free(path);
}
