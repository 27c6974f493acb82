#include "table_box_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "field_text_internal.h"
#include "model/field_type.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct table_box *self_of(struct widget *widget)
{
    return (struct table_box *)widget;
}

static const struct table_box *const_self_of(const struct widget *widget)
{
    return (const struct table_box *)widget;
}

/* ── cells ── */

size_t table_column_count(const struct table_box *self)
{
    size_t count = self->box.place.field->column_count;
    return count < TABLE_COLUMNS ? count : TABLE_COLUMNS;
}

const struct field *table_column(const struct table_box *self, size_t column)
{
    return &self->box.place.field->columns[column];
}

size_t table_shown_rows(const struct table_box *self)
{
    return place_count(&self->box.place) + (self->pending ? 1 : 0);
}

bool table_is_pending(const struct table_box *self, size_t row)
{
    return self->pending && row == self->row;
}

struct place table_cell_place(const struct table_box *self, size_t row, size_t column)
{
    size_t index = self->pending && row > self->row ? row - 1 : row;
    struct place entry = place_child(&self->box.place, index, self->box.place.field);
    return place_child(&entry, column, table_column(self, column));
}

void table_format_cell(const struct table_box *self, size_t row, size_t column, struct buffer *out)
{
    struct place cell = table_cell_place(self, row, column);
    if (!table_is_pending(self, row) && !place_is_empty(&cell))
        field_format(cell.field, place_value(&cell), out);
}

static bool is_edited(const struct table_box *self, size_t row, size_t column)
{
    return self->editor != NULL && row == self->row && column == self->column;
}

int table_cell_rows(const struct table_box *self, size_t row, size_t column, int width, int limit)
{
    if (is_edited(self, row, column))
        return self->editor->class->height(self->editor, width, true);
    struct buffer text = {0};
    table_format_cell(self, row, column, &text);
    int rows = text_rows(buffer_string(&text), width + 1, limit, self->box.place.host->show_flags);
    buffer_done(&text);
    return rows;
}

/* An answer that the row cannot do without. */
static bool is_needed(const struct table_box *self, size_t row, size_t column)
{
    return table_column(self, column)->required && !table_is_pending(self, row);
}

void table_draw_cell(struct table_box *self, struct canvas canvas, size_t row, size_t column,
                     int limit)
{
    if (is_edited(self, row, column)) {
        self->editor->class->draw(self->editor, canvas, true);
        return;
    }
    struct buffer text = {0};
    table_format_cell(self, row, column, &text);
    if (text.length == 0 && is_needed(self, row, column))
        canvas_symbol(canvas, 0, 0, STYLE_WARNING, SYMBOL_RING);
    else if (limit == 1)
        canvas_text_cut(canvas, 0, 0, canvas.width, STYLE_TEXT, buffer_string(&text), text.length);
    else
        text_rows_draw(canvas, 0, 0, canvas.width + 1, limit, STYLE_TEXT, buffer_string(&text),
                       self->box.place.host->show_flags);
    buffer_done(&text);
}

/* ── focus ── */

static void table_focus(struct widget *widget, bool from_behind)
{
    (void)from_behind;
    self_of(widget)->row = 0;
    self_of(widget)->inside = false;
}

static void table_enter(struct widget *widget, size_t row)
{
    struct table_box *self = self_of(widget);
    if (row >= place_count(&self->box.place))
        return;
    self->row = row;
    table_enter_grid(self);
}

static void table_blur(struct widget *widget)
{
    table_leave_grid(self_of(widget));
}

static void table_reload(struct widget *widget)
{
    struct table_box *self = self_of(widget);
    size_t count = place_count(&self->box.place);
    if (count != self->order.count)
        table_end_sort(self);
    field_widget_free(self->editor);
    self->editor = NULL;
    self->pending = self->inside && count == 0;
    if (self->row >= count)
        self->row = count > 0 ? count - 1 : 0;
}

static void table_free(struct widget *widget)
{
    table_end_sort(self_of(widget));
    field_widget_free(self_of(widget)->editor);
    free(widget);
}

/* ── drawing ── */

/* A row is a form where the user wants it, and where the columns do not fit. */
static bool shows_form(const struct table_box *self, int width, bool focused)
{
    return focused && self->inside && (self->as_form || !table_lay_out(self, width).all);
}

static int table_height(const struct widget *widget, int width, bool focused)
{
    const struct table_box *self = const_self_of(widget);
    return shows_form(self, width, focused) ? table_form_height(self, width)
                                            : table_grid_height(self, width, focused);
}

static int table_cursor_row(const struct widget *widget, int width)
{
    const struct table_box *self = const_self_of(widget);
    return shows_form(self, width, true) ? table_form_cursor_row(self, width)
                                         : table_grid_cursor_row(self, width);
}

static void table_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct table_box *self = self_of(widget);
    self->form_shown = shows_form(self, canvas.width, focused);
    if (self->form_shown)
        table_form_draw(self, canvas);
    else
        table_grid_draw(self, canvas, focused);
}

/* Where the box that edits a cell stands; false if there is none. */
static bool find_editor(const struct table_box *self, const struct over *over,
                        struct over *editor)
{
    int row = 0;
    int column = 0;
    if (self->editor == NULL)
        return false;
    *editor = *over;
    if (shows_form(self, over->width, true))
        table_form_find_cell(self, over->width, &row, &column, &editor->width);
    else
        table_grid_find_cell(self, over->width, &row, &column, &editor->width);
    editor->row += row;
    editor->column += column;
    return true;
}

static void table_draw_over(struct widget *widget, const struct over *over)
{
    const struct table_box *self = self_of(widget);
    struct over editor = {0};
    if (find_editor(self, over, &editor) && self->editor->class->draw_over != NULL)
        self->editor->class->draw_over(self->editor, &editor);
}

static enum widget_answer table_click_over(struct widget *widget, const struct over *over, int row,
                                           int column, bool twice)
{
    struct table_box *self = self_of(widget);
    struct over editor = {0};
    if (!find_editor(self, over, &editor) || self->editor->class->click_over == NULL)
        return WIDGET_IGNORED;
    enum widget_answer answer =
        self->editor->class->click_over(self->editor, &editor, row, column, twice);
    if (answer != WIDGET_NEXT)
        return answer;
    table_end_edit(self);
    return WIDGET_DONE;
}

/* Measured from the end of the table, a little more than needed: the list opens below the cell. */
static int table_room_below(const struct widget *widget)
{
    const struct table_box *self = const_self_of(widget);
    if (self->editor == NULL || self->editor->class->room_below == NULL)
        return 0;
    return self->editor->class->room_below(self->editor);
}

static void table_explain(const struct widget *widget, struct buffer *out)
{
    const struct table_box *self = const_self_of(widget);
    if (!self->inside) {
        buffer_append_string(out, "Enter goes into the table, Esc comes back.");
        return;
    }
    if (self->editor != NULL) {
        if (self->editor->class->explain != NULL)
            self->editor->class->explain(self->editor, out);
        return;
    }
    if (self->pending)
        buffer_append_string(out, "A new row: type, or Enter to edit the cell.");
    else
        buffer_append_format(out, "Row %zu of %zu.", self->row + 1, table_shown_rows(self));
}

static bool table_copy(const struct widget *widget, struct buffer *out)
{
    const struct table_box *self = const_self_of(widget);
    if (self->inside && !self->pending)
        table_format_cell(self, self->row, self->column, out);
    return self->inside;
}

static const struct field *table_asked(const struct widget *widget)
{
    const struct table_box *self = const_self_of(widget);
    return self->inside ? table_column(self, self->column) : NULL;
}

/* ── typing ── */

static void paste_cells(struct table_box *self, const char *text, size_t length)
{
    size_t count = place_count(&self->box.place);
    size_t first = self->row;
    table_end_sort(self);
    place_begin_step(&self->box.place);
    if (self->pending)
        place_insert(&self->box.place, self->row, place_new_row(&self->box.place));
    self->pending = false;
    (void)table_paste_cells(self, self->row, self->column, text, length, &first);
    place_begin_step(&self->box.place);
    self->row = first;
    size_t added = place_count(&self->box.place) - count;
    if (added > 0) {
        char *said = memory_format("%zu row%s added.", added, added == 1 ? "" : "s");
        box_say(&self->box.place, said);
        free(said);
    }
}

static bool is_cells(const char *text, size_t length)
{
    return memchr(text, '\t', length) != NULL ||
           (memchr(text, '|', length) != NULL && memchr(text, '\n', length) != NULL);
}

static enum widget_answer table_insert(struct widget *widget, const char *text, size_t length,
                                       bool pasted)
{
    struct table_box *self = self_of(widget);
    if (!self->inside) {
        /* Typing at a table adds to it. */
        table_enter_grid(self);
        if (!self->pending)
            table_add_row(self, place_count(&self->box.place));
    }
    if (self->editor == NULL && pasted && is_cells(text, length)) {
        paste_cells(self, text, length);
        return WIDGET_DONE;
    }
    if (self->editor == NULL)
        table_begin_edit(self);
    if (self->editor->class->insert(self->editor, text, length, pasted) == WIDGET_NEXT)
        table_end_edit(self);
    return WIDGET_DONE;
}

static size_t table_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    const struct table_box *self = const_self_of(widget);
    size_t count = 0;
    if (!self->inside)
        return 0;
    if (self->editor != NULL)
        count = self->editor->class->contexts(self->editor, contexts);
    if (count < 4)
        contexts[count++] = CONTEXT_TABLE;
    return count;
}

struct widget *table_box_new(const struct place *place)
{
    static const struct widget_class class = {
        .name = "table",
        .height = table_height,
        .cursor_row = table_cursor_row,
        .draw = table_draw,
        .draw_over = table_draw_over,
        .click_over = table_click_over,
        .room_below = table_room_below,
        .obey = table_obey,
        .insert = table_insert,
        .contexts = table_contexts,
        .focus = table_focus,
        .enter = table_enter,
        .blur = table_blur,
        .reload = table_reload,
        .explain = table_explain,
        .asked = table_asked,
        .copy = table_copy,
        .free = table_free,
    };
    struct table_box *self = memory_allocate(sizeof *self);
    self->box.widget.class = &class;
    self->box.place = *place;
    return &self->box.widget;
}
