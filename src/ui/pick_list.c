#include "pick_list_state_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct pick_list *pick_list_new(struct pick_options options)
{
    struct pick_list *list = memory_allocate(sizeof *list);
    list->options = options;
    list->list_rows =
        (struct list_rows){.context = list,
                           .draw = pick_list_draw_row,
                           .is_heading = pick_list_is_heading};
    text_line_init(&list->filter, "");
    return list;
}

void pick_list_free(struct pick_list *list)
{
    if (list == NULL)
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct pick_item *item = &list->items[i];
        for (size_t k = 0; k < item->folded_count; k++)
            free(item->folded[k]);
        free(item->folded);
        free(item->value);
        free(item->help);
        free(item->group);
        free(item->caution);
    }
    free(list->items);
    free(list->rows);
    text_line_done(&list->filter);
    free(list);
}

static char *copy_or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? memory_copy_string(text) : NULL;
}

void pick_list_add(struct pick_list *list, const struct vocabulary_entry *entry)
{
    struct pick_item item = {
        .value = memory_copy_string(entry->value),
        .help = copy_or_null(entry->help),
        .group = copy_or_null(entry->group),
        .caution = copy_or_null(entry->caution),
        .folded_count = 1 + entry->aliases.count + entry->vague.count,
        .vague_count = entry->vague.count,
    };
    item.folded = memory_allocate(item.folded_count * sizeof *item.folded);
    item.folded[0] = utf8_fold(entry->value, true);
    for (size_t i = 0; i < entry->aliases.count; i++)
        item.folded[i + 1] = utf8_fold(entry->aliases.items[i], true);
    for (size_t i = 0; i < entry->vague.count; i++)
        item.folded[i + 1 + entry->aliases.count] = utf8_fold(entry->vague.items[i], true);
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = item;
}

static struct pick_item *find_item(const struct pick_list *list, const char *value)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].value, value) == 0)
            return &list->items[i];
    return NULL;
}

/* The item of this value; it becomes one if there is none. */
static struct pick_item *find_or_add_item(struct pick_list *list, const char *value)
{
    struct pick_item *item = find_item(list, value);
    if (item != NULL)
        return item;
    char *copy = memory_copy_string(value);
    pick_list_add(list, &(struct vocabulary_entry){.value = copy});
    free(copy);
    return &list->items[list->count - 1];
}

void pick_list_mark(struct pick_list *list, const char *value)
{
    find_or_add_item(list, value)->marked = true;
}

size_t pick_list_count(const struct pick_list *list)
{
    return list->count;
}

const char *pick_list_value(const struct pick_list *list, size_t index, bool *ticked)
{
    *ticked = list->items[index].marked;
    return list->items[index].value;
}

const char *pick_list_caution(const struct pick_list *list, const char *value)
{
    const struct pick_item *item = find_item(list, value);
    return item != NULL ? item->caution : NULL;
}

const char *pick_list_selected(const struct pick_list *list)
{
    const struct pick_row *row = pick_list_selected_row(list);
    if (row == NULL || row->kind == PICK_HEADING)
        return NULL;
    return row->kind == PICK_TYPED ? pick_list_typed(list) : list->items[row->item].value;
}

bool pick_list_is_touched(const struct pick_list *list)
{
    return list->touched;
}

/* ── obeying ── */

/* Tick or untick what is selected; what was typed becomes an item. */
static void toggle(struct pick_list *list)
{
    const char *selected = pick_list_selected(list);
    if (selected == NULL)
        return;
    char *value = memory_copy_string(selected);
    struct pick_item *item = find_or_add_item(list, value);
    item->marked = !item->marked;
    if (pick_list_typed(list)[0] == '\0') {
        list_view_select(&list->view, list->view.selected, &list->list_rows);
    } else {
        text_line_set(&list->filter, "");
        pick_list_update_rows(list);
        for (size_t i = 0; i < list->row_count; i++)
            if (list->rows[i].kind == PICK_ITEM &&
                strcmp(list->items[list->rows[i].item].value, value) == 0)
                list_view_select(&list->view, i, &list->list_rows);
    }
    free(value);
}

/* A blank is part of what is typed if a value goes on so, or if no value fits any more. */
static bool blank_is_text(const struct pick_list *list)
{
    if (!list->options.multiple)
        return true;
    if (pick_list_typed(list)[0] == '\0' || list->moved)
        return false;
    const struct pick_row *first = list->row_count > 0 ? &list->rows[0] : NULL;
    if (first == NULL || first->kind == PICK_TYPED)
        return true;
    char *wanted = memory_format("%s ", pick_list_typed(list));
    char *folded = utf8_fold(wanted, false);
    bool found = false;
    for (size_t i = 0; i < list->count && !found; i++) {
        char *value = utf8_fold(list->items[i].value, false);
        found = strstr(value, folded) != NULL;
        free(value);
    }
    free(folded);
    free(wanted);
    return found;
}

static enum widget_answer accept(struct pick_list *list)
{
    const char *selected = pick_list_selected(list);
    if (list->options.multiple) {
        const struct pick_item *item = selected != NULL ? find_item(list, selected) : NULL;
        if (pick_list_typed(list)[0] != '\0' && selected != NULL && (item == NULL || !item->marked))
            toggle(list);
        return WIDGET_ACCEPTED;
    }
    return selected != NULL ? WIDGET_ACCEPTED : WIDGET_DONE;
}

enum widget_answer pick_list_obey(struct pick_list *list, enum command command)
{
    if (command == COMMAND_CLOSE)
        return WIDGET_CLOSED;
    if (command == COMMAND_OPEN)
        return accept(list);
    if (command == COMMAND_TOGGLE) {
        if (blank_is_text(list))
            pick_list_insert(list, " ", 1);
        else
            toggle(list);
        list->touched = true;
        return WIDGET_DONE;
    }
    if (list_view_obey(&list->view, command, &list->list_rows)) {
        list->touched = true;
        list->moved = true;
        return WIDGET_DONE;
    }
    if (!text_line_obey(&list->filter, command))
        return WIDGET_IGNORED;
    pick_list_update_rows(list);
    return WIDGET_DONE;
}

void pick_list_insert(struct pick_list *list, const char *text, size_t length)
{
    text_line_insert(&list->filter, text, length);
    list->touched = true;
    pick_list_update_rows(list);
}

const char *pick_list_typed(const struct pick_list *list)
{
    return text_line_string(&list->filter);
}

void pick_list_learn(struct pick_list *list, const char *value)
{
    char *copy = memory_copy_string(value);
    pick_list_add(list, &(struct vocabulary_entry){.value = copy});
    free(copy);
    pick_list_update_rows(list);
    if (list->options.multiple)
        toggle(list);
    list->touched = true;
}
