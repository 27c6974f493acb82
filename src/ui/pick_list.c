/* `items` is everything there is to pick; `rows` what the filter leaves of it, with headings
 * between groups and, where other values are allowed, what was typed as the last row. */
#include "pick_list_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct item {
    char *value;
    char *help;    /* NULL: none */
    char *group;   /* NULL: none */
    char *caution; /* NULL: none */
    char **folded; /* value and aliases, for the filter */
    size_t folded_count;
    bool marked;
};

enum row_kind {
    ROW_ITEM,
    ROW_HEADING, /* the group of the item */
    ROW_TYPED,
};

struct row {
    enum row_kind kind;
    size_t item;
};

struct pick_list {
    struct pick_options options;
    struct item *items;
    size_t count;
    size_t capacity;
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
    struct list_view view;
    struct list_rows list_rows;
    struct text_line filter;
    int value_width; /* of the widest value in view */
    bool touched;
    bool moved; /* a row was chosen by hand since the filter was typed */
};

/* ── items ── */

static void draw_row(void *context, size_t index, struct canvas canvas, bool selected);
static bool is_heading(const void *context, size_t index);

struct pick_list *pick_list_new(struct pick_options options)
{
    struct pick_list *list = memory_allocate(sizeof *list);
    list->options = options;
    list->list_rows =
        (struct list_rows){.context = list, .draw = draw_row, .is_heading = is_heading};
    text_line_init(&list->filter, "");
    return list;
}

void pick_list_free(struct pick_list *list)
{
    if (list == NULL)
        return;
    for (size_t i = 0; i < list->count; i++) {
        struct item *item = &list->items[i];
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
    struct item item = {
        .value = memory_copy_string(entry->value),
        .help = copy_or_null(entry->help),
        .group = copy_or_null(entry->group),
        .caution = copy_or_null(entry->caution),
        .folded_count = 1 + entry->aliases.count,
    };
    item.folded = memory_allocate(item.folded_count * sizeof *item.folded);
    item.folded[0] = utf8_fold(entry->value, true);
    for (size_t i = 0; i < entry->aliases.count; i++)
        item.folded[i + 1] = utf8_fold(entry->aliases.items[i], true);
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = item;
}

static struct item *find_item(const struct pick_list *list, const char *value)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].value, value) == 0)
            return &list->items[i];
    return NULL;
}

/* The item of this value; it becomes one if there is none. */
static struct item *find_or_add_item(struct pick_list *list, const char *value)
{
    struct item *item = find_item(list, value);
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
    const struct item *item = find_item(list, value);
    return item != NULL ? item->caution : NULL;
}

/* ── rows ── */

static const char *typed(const struct pick_list *list)
{
    return text_line_string(&list->filter);
}

static void add_row(struct pick_list *list, enum row_kind kind, size_t item)
{
    list->rows = memory_grow(list->rows, &list->row_capacity, list->row_count, sizeof *list->rows);
    list->rows[list->row_count++] = (struct row){kind, item};
}

/* How well an item fits what was typed: 0 exactly, 1 it begins so, 2 it holds it, 3 not at all. */
enum { FIT_EXACT, FIT_BEGINS, FIT_HOLDS, FIT_NOT };

static int fit(const struct item *item, const char *folded)
{
    int best = FIT_NOT;
    size_t length = strlen(folded);
    for (size_t i = 0; i < item->folded_count; i++) {
        int this = FIT_NOT;
        if (strcmp(item->folded[i], folded) == 0)
            this = FIT_EXACT;
        else if (strncmp(item->folded[i], folded, length) == 0)
            this = FIT_BEGINS;
        else if (strstr(item->folded[i], folded) != NULL)
            this = FIT_HOLDS;
        best = this < best ? this : best;
    }
    return best;
}

static bool same_group(const struct item *a, const struct item *b)
{
    if (a->group == NULL || b->group == NULL)
        return a->group == b->group;
    return strcmp(a->group, b->group) == 0;
}

static void list_everything(struct pick_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct item *item = &list->items[i];
        if (item->group != NULL && (i == 0 || !same_group(item, item - 1)))
            add_row(list, ROW_HEADING, i);
        add_row(list, ROW_ITEM, i);
    }
}

static void list_fitting(struct pick_list *list)
{
    char *folded = utf8_fold(typed(list), true);
    bool exact = false;
    for (int wanted = FIT_EXACT; wanted < FIT_NOT; wanted++)
        for (size_t i = 0; i < list->count; i++)
            if (fit(&list->items[i], folded) == wanted) {
                add_row(list, ROW_ITEM, i);
                exact = exact || wanted == FIT_EXACT;
            }
    if (list->options.open && !exact)
        add_row(list, ROW_TYPED, 0);
    free(folded);
}

static void measure(struct pick_list *list)
{
    list->value_width = 0;
    for (size_t i = 0; i < list->row_count; i++) {
        if (list->rows[i].kind != ROW_ITEM)
            continue;
        const char *value = list->items[list->rows[i].item].value;
        int width = (int)show_width(value, strlen(value), list->options.show_flags);
        list->value_width = width > list->value_width ? width : list->value_width;
    }
}

/* What was typed has changed: the best match is selected. */
static void update_rows(struct pick_list *list)
{
    list->row_count = 0;
    if (typed(list)[0] == '\0')
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
    update_rows(list);
    for (size_t i = 0; i < list->row_count; i++)
        if (list->rows[i].kind == ROW_ITEM && list->items[list->rows[i].item].marked) {
            list_view_select(&list->view, i, &list->list_rows);
            return;
        }
}

static const struct row *selected_row(const struct pick_list *list)
{
    return list->view.selected < list->row_count ? &list->rows[list->view.selected] : NULL;
}

const char *pick_list_selected(const struct pick_list *list)
{
    const struct row *row = selected_row(list);
    if (row == NULL || row->kind == ROW_HEADING)
        return NULL;
    return row->kind == ROW_TYPED ? typed(list) : list->items[row->item].value;
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
    struct item *item = find_or_add_item(list, value);
    item->marked = !item->marked;
    if (typed(list)[0] == '\0') {
        list_view_select(&list->view, list->view.selected, &list->list_rows);
    } else {
        text_line_set(&list->filter, "");
        update_rows(list);
        for (size_t i = 0; i < list->row_count; i++)
            if (list->rows[i].kind == ROW_ITEM &&
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
    if (typed(list)[0] == '\0' || list->moved)
        return false;
    const struct row *first = list->row_count > 0 ? &list->rows[0] : NULL;
    if (first == NULL || first->kind == ROW_TYPED)
        return true;
    char *wanted = memory_format("%s ", typed(list));
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
        const struct item *item = selected != NULL ? find_item(list, selected) : NULL;
        if (typed(list)[0] != '\0' && selected != NULL && (item == NULL || !item->marked))
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
    update_rows(list);
    return WIDGET_DONE;
}

void pick_list_insert(struct pick_list *list, const char *text, size_t length)
{
    text_line_insert(&list->filter, text, length);
    list->touched = true;
    update_rows(list);
}

const char *pick_list_typed(const struct pick_list *list)
{
    return typed(list);
}

void pick_list_learn(struct pick_list *list, const char *value)
{
    char *copy = memory_copy_string(value);
    pick_list_add(list, &(struct vocabulary_entry){.value = copy});
    free(copy);
    update_rows(list);
    if (list->options.multiple)
        toggle(list);
    list->touched = true;
}

/* ── drawing ── */

static bool is_heading(const void *context, size_t index)
{
    const struct pick_list *list = context;
    return list->rows[index].kind == ROW_HEADING;
}

static void draw_item(const struct pick_list *list, const struct item *item, struct canvas canvas)
{
    int column = 2;
    if (list->options.multiple)
        canvas_symbol(canvas, 0, 0, STYLE_TEXT, item->marked ? SYMBOL_TICKED : SYMBOL_BOX);
    else if (item->marked)
        canvas_symbol(canvas, 0, 0, STYLE_TEXT, SYMBOL_DOT);
    canvas_text_cut(canvas, 0, column, canvas.width - column, STYLE_TEXT, item->value,
                    strlen(item->value));
    column += list->value_width + 2;
    if (item->help != NULL && column < canvas.width - 8)
        canvas_text_cut(canvas, 0, column, canvas.width - column, STYLE_EXAMPLE, item->help,
                        strlen(item->help));
}

static void draw_row(void *context, size_t index, struct canvas canvas, bool selected)
{
    const struct pick_list *list = context;
    const struct row *row = &list->rows[index];
    (void)selected;
    if (row->kind == ROW_ITEM) {
        draw_item(list, &list->items[row->item], canvas);
    } else if (row->kind == ROW_HEADING) {
        canvas_string(canvas, 0, 0, STYLE_STRONG, list->items[row->item].group);
    } else {
        int used = canvas_text_cut(canvas, 0, 2, canvas.width - 2, STYLE_TEXT, typed(list),
                                   strlen(typed(list)));
        canvas_string(canvas, 0, used + 4, STYLE_EXAMPLE, "not in the list");
    }
}

/* Columns it would like to have inside its frame. */
static int wanted_width(const struct pick_list *list)
{
    int help = 0;
    for (size_t i = 0; i < list->count; i++) {
        const char *text = list->items[i].help;
        int width =
            text != NULL ? (int)show_width(text, strlen(text), list->options.show_flags) : 0;
        help = width > help ? width : help;
    }
    return 2 + list->value_width + (help > 0 ? 2 + help : 0) + 1;
}

int pick_list_height(const struct pick_list *list)
{
    return (int)(list->row_count > 0 ? list->row_count : 1) + 2;
}

static struct canvas find_room(const struct pick_list *list, struct canvas canvas, int row,
                               int height, int column, int width)
{
    int wanted = pick_list_height(list);
    int below = canvas.height - row - height;
    bool above = below < wanted && row > below;
    int room = above ? row : below;
    int rows = wanted < room ? wanted : room;
    if (rows < 3)
        rows = canvas.height < wanted ? canvas.height : wanted;
    int columns = wanted_width(list) + 4;
    columns = columns < width ? width : columns;
    columns = columns > canvas.width ? canvas.width : columns;
    if (column + columns > canvas.width)
        column = canvas.width - columns;
    int top = above ? row - rows : row + height;
    if (top + rows > canvas.height)
        top = canvas.height - rows;
    return canvas_part(canvas, top > 0 ? top : 0, column, rows, columns);
}

void pick_list_draw(struct pick_list *list, struct canvas canvas, int row, int height, int column,
                    int width)
{
    struct canvas box = find_room(list, canvas, row, height, column, width);
    canvas_fill(box, 0, 0, box.height, box.width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, typed(list));
    struct canvas inside = canvas_part(box, 1, 2, box.height - 2, box.width - 3);
    if (list->row_count == 0) {
        canvas_string(inside, 0, 0, STYLE_EXAMPLE, "nothing fits");
        canvas_set_cursor(inside, 0, 0);
        return;
    }
    list_view_draw(&list->view, inside, &list->list_rows, true);
}

void pick_list_explain(const struct pick_list *list, struct buffer *out)
{
    const struct row *row = selected_row(list);
    if (row == NULL || row->kind != ROW_ITEM)
        return;
    const struct item *item = &list->items[row->item];
    buffer_append_string(out, item->value);
    if (item->help != NULL)
        buffer_append_format(out, ": %s", item->help);
    if (item->caution != NULL)
        buffer_append_format(out, " %s", item->caution);
}
