#include "ui/list_view.h"

#include "ui/scroll_bar.h"

static bool is_heading(const struct list_rows *rows, size_t index)
{
    return rows->is_heading != NULL && rows->is_heading(rows->context, index);
}

/* The nearest row that can be selected, from `index` in one direction; false if there is none. */
static bool find_selectable(const struct list_view *view, const struct list_rows *rows,
                            size_t index, bool down, size_t *found)
{
    while (index < view->count && is_heading(rows, index)) {
        if (!down && index == 0)
            return false;
        index = down ? index + 1 : index - 1;
    }
    *found = index;
    return index < view->count;
}

void list_view_select(struct list_view *view, size_t index, const struct list_rows *rows)
{
    if (view->count == 0) {
        view->selected = 0;
        return;
    }
    if (index >= view->count)
        index = view->count - 1;
    size_t found = index;
    if (find_selectable(view, rows, index, true, &found) ||
        find_selectable(view, rows, index, false, &found))
        view->selected = found;
}

void list_view_set_count(struct list_view *view, size_t count, const struct list_rows *rows)
{
    view->count = count;
    list_view_select(view, view->selected, rows);
}

static void move(struct list_view *view, size_t distance, bool down, const struct list_rows *rows)
{
    size_t last = view->count - 1;
    size_t target = 0;
    if (down)
        target = distance > last - view->selected ? last : view->selected + distance;
    else
        target = distance > view->selected ? 0 : view->selected - distance;
    size_t found = 0;
    if (find_selectable(view, rows, target, down, &found) ||
        find_selectable(view, rows, target, !down, &found))
        view->selected = found;
    if (target == 0)
        view->top = 0; /* so that the heading above the first row can be seen */
}

bool list_view_obey(struct list_view *view, enum command command, const struct list_rows *rows)
{
    size_t page = view->page > 1 ? view->page - 1 : 1;
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
    case COMMAND_FIRST:
    case COMMAND_LAST:
        break;
    default:
        return false;
    }
    if (view->count == 0)
        return true;
    if (command == COMMAND_UP || command == COMMAND_DOWN)
        move(view, 1, command == COMMAND_DOWN, rows);
    else if (command == COMMAND_PAGE_UP || command == COMMAND_PAGE_DOWN)
        move(view, page, command == COMMAND_PAGE_DOWN, rows);
    else
        move(view, view->count, command == COMMAND_LAST, rows);
    return true;
}

static void scroll_into_view(struct list_view *view, size_t height, const struct list_rows *rows)
{
    view->page = height;
    if (view->count == 0 || view->count <= height) {
        view->top = 0;
        return;
    }
    if (view->selected >= view->top + height)
        view->top = view->selected - height + 1;
    if (view->selected < view->top)
        view->top = view->selected;
    if (view->top > 0 && view->selected == view->top && is_heading(rows, view->top - 1))
        view->top--;
    if (view->top > view->count - height)
        view->top = view->count - height;
}

void list_view_draw(struct list_view *view, struct canvas canvas, const struct list_rows *rows,
                    bool focused)
{
    if (canvas.height < 1 || canvas.width < 1)
        return;
    scroll_into_view(view, (size_t)canvas.height, rows);
    int width = canvas.width - scroll_bar_draw(canvas, view->top, view->count);
    for (int row = 0; row < canvas.height && view->top + (size_t)row < view->count; row++) {
        size_t index = view->top + (size_t)row;
        bool selected = index == view->selected && !is_heading(rows, index);
        struct canvas part = canvas_part(canvas, row, 0, 1, width);
        if (selected && focused)
            canvas_set_cursor(part, 0, 0);
        rows->draw(rows->context, index, part, selected);
        if (selected && !view->quiet)
            canvas_restyle(part, 0, 0, width, STYLE_SELECTED);
    }
}

bool list_view_row_at(const struct list_view *view, int row, size_t *index)
{
    if (row < 0 || (size_t)row >= view->page || view->top + (size_t)row >= view->count)
        return false;
    *index = view->top + (size_t)row;
    return true;
}
