#include "pick_list_state_internal.h"

#include "base/show.h"
#include "popup_internal.h"

#include <string.h>

bool pick_list_is_heading(const void *context, size_t index)
{
    const struct pick_list *list = context;
    return list->rows[index].kind == PICK_HEADING;
}

static void draw_item(const struct pick_list *list, const struct pick_item *item,
                      struct canvas canvas)
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

void pick_list_draw_row(void *context, size_t index, struct canvas canvas, bool selected)
{
    const struct pick_list *list = context;
    const struct pick_row *row = &list->rows[index];
    (void)selected;
    if (row->kind == PICK_ITEM) {
        draw_item(list, &list->items[row->item], canvas);
    } else if (row->kind == PICK_HEADING) {
        canvas_string(canvas, 0, 0, STYLE_STRONG, list->items[row->item].group);
    } else {
        const char *typed = pick_list_typed(list);
        int used = canvas_text_cut(canvas, 0, 2, canvas.width - 2, STYLE_TEXT, typed,
                                   strlen(typed));
        canvas_string(canvas, 0, used + 4, STYLE_EXAMPLE,
                      pick_list_is_vague(list) ? "vague: which of these?" : "not in the list");
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

static struct canvas find_room(const struct pick_list *list, const struct over *over, int height)
{
    int columns = wanted_width(list) + 4;
    return popup_find_room(over, height,
                           (struct popup_size){
                               .rows = pick_list_height(list),
                               .columns = columns > over->width ? columns : over->width,
                               .least = 3,
                           });
}

static struct canvas inside_of(struct canvas box)
{
    return canvas_part(box, 1, 2, box.height - 2, box.width - 3);
}

void pick_list_draw(struct pick_list *list, const struct over *over, int height)
{
    struct canvas box = find_room(list, over, height);
    canvas_fill(box, 0, 0, box.height, box.width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, pick_list_typed(list));
    struct canvas inside = inside_of(box);
    if (list->row_count == 0) {
        canvas_string(inside, 0, 0, STYLE_EXAMPLE, "nothing fits");
        canvas_set_cursor(inside, 0, 0);
        return;
    }
    list_view_draw(&list->view, inside, &list->list_rows, true);
}

bool pick_list_click(struct pick_list *list, const struct over *over, int height, int row,
                     int column)
{
    struct canvas box = find_room(list, over, height);
    struct canvas inside = inside_of(box);
    size_t index = 0;
    if (!canvas_holds(box, over->canvas.row + row, over->canvas.column + column))
        return false;
    if (list_view_row_at(&list->view, over->canvas.row + row - inside.row, &index) &&
        !pick_list_is_heading(list, index)) {
        list_view_select(&list->view, index, &list->list_rows);
        list->touched = true;
        list->moved = true;
        if (list->options.multiple)
            (void)pick_list_obey(list, COMMAND_TOGGLE);
    }
    return true;
}

void pick_list_explain(const struct pick_list *list, struct buffer *out)
{
    const struct pick_row *row = pick_list_selected_row(list);
    if (row == NULL || row->kind != PICK_ITEM)
        return;
    const struct pick_item *item = &list->items[row->item];
    buffer_append_string(out, item->value);
    if (item->help != NULL)
        buffer_append_format(out, ": %s", item->help);
    if (item->caution != NULL)
        buffer_append_format(out, " %s", item->caution);
}
