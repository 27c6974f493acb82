/* What the filter leaves of an open list, the best match first. */
#include "pick_list_state_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void add_row(struct pick_list *list, enum pick_row_kind kind, size_t item)
{
    list->rows = memory_grow(list->rows, &list->row_capacity, list->row_count, sizeof *list->rows);
    list->rows[list->row_count++] = (struct pick_row){kind, item};
}

/* How well an item fits what was typed: 0 exactly, 1 it begins so, 2 it holds it, 3 not at all. */
enum { FIT_EXACT, FIT_BEGINS, FIT_HOLDS, FIT_NOT };

static int fit(const struct pick_item *item, const char *folded)
{
    int best = FIT_NOT;
    size_t length = strlen(folded);
    for (size_t i = 0; i < item->folded_count; i++) {
        int this = FIT_NOT;
        bool vague = i >= item->folded_count - item->vague_count;
        if (!vague && strcmp(item->folded[i], folded) == 0)
            this = FIT_EXACT;
        else if (strncmp(item->folded[i], folded, length) == 0)
            this = FIT_BEGINS;
        else if (strstr(item->folded[i], folded) != NULL)
            this = FIT_HOLDS;
        best = this < best ? this : best;
    }
    return best;
}

bool pick_list_is_vague(const struct pick_list *list)
{
    char *folded = utf8_fold(pick_list_typed(list), true);
    bool found = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct pick_item *item = &list->items[i];
        for (size_t k = item->folded_count - item->vague_count; k < item->folded_count; k++)
            found = found || strcmp(item->folded[k], folded) == 0;
    }
    free(folded);
    return found;
}

static bool same_group(const struct pick_item *a, const struct pick_item *b)
{
    if (a->group == NULL || b->group == NULL)
        return a->group == b->group;
    return strcmp(a->group, b->group) == 0;
}

static void list_everything(struct pick_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct pick_item *item = &list->items[i];
        if (item->group != NULL && (i == 0 || !same_group(item, item - 1)))
            add_row(list, PICK_HEADING, i);
        add_row(list, PICK_ITEM, i);
    }
}

static void list_fitting(struct pick_list *list)
{
    char *folded = utf8_fold(pick_list_typed(list), true);
    bool exact = false;
    for (int wanted = FIT_EXACT; wanted < FIT_NOT; wanted++)
        for (size_t i = 0; i < list->count; i++)
            if (fit(&list->items[i], folded) == wanted) {
                add_row(list, PICK_ITEM, i);
                exact = exact || wanted == FIT_EXACT;
            }
    if (list->options.open && !exact)
        add_row(list, PICK_TYPED, 0);
    free(folded);
}

static void measure(struct pick_list *list)
{
    list->value_width = 0;
    for (size_t i = 0; i < list->row_count; i++) {
        if (list->rows[i].kind != PICK_ITEM)
            continue;
        const char *value = list->items[list->rows[i].item].value;
        int width = (int)show_width(value, strlen(value), list->options.show_flags);
        list->value_width = width > list->value_width ? width : list->value_width;
    }
}

void pick_list_update_rows(struct pick_list *list)
{
    list->row_count = 0;
    if (pick_list_typed(list)[0] == '\0')
        list_everything(list);
    else
        list_fitting(list);
    measure(list);
    list->moved = false;
    list->view.count = list->row_count;
    list_view_select(&list->view, 0, &list->list_rows);
}

void pick_list_begin(struct pick_list *list)
{
    pick_list_update_rows(list);
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind == PICK_ITEM && list->items[list->rows[i].item].marked) {
            list_view_select(&list->view, i, &list->list_rows);
            return;
        }
}

const struct pick_row *pick_list_selected_row(const struct pick_list *list)
{
    return list->view.selected < list->row_count ? &list->rows[list->view.selected] : NULL;
}
