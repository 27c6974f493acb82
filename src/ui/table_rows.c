#include "table_box_internal.h"

#include <string.h>

/* ── rows ── */

bool table_row_is_empty(const struct table_box *self)
{
    struct place row = place_child(&self->box.place, self->row, self->box.place.field);
    return self->pending || place_is_empty(&row);
}

void table_end_edit(struct table_box *self)
{
    if (self->editor == NULL)
        return;
    if (self->editor->class->blur != NULL)
        self->editor->class->blur(self->editor);
    field_widget_free(self->editor);
    self->editor = NULL;
    place_begin_step(&self->box.place);
}

bool table_leave_row(struct table_box *self)
{
    table_end_edit(self);
    if (!table_row_is_empty(self))
        return false;
    bool stored = !self->pending && self->row < place_count(&self->box.place);
    if (stored) {
        table_end_sort(self);
        place_remove(&self->box.place, self->row);
    }
    bool moved = stored || self->pending;
    self->pending = false;
    return moved;
}

void table_go_to_row(struct table_box *self, size_t row)
{
    if (row == self->row)
        return;
    size_t before = self->row;
    if (table_leave_row(self) && row > before)
        row--;
    size_t count = place_count(&self->box.place);
    self->row = row < count ? row : count > 0 ? count - 1 : 0;
    self->pending = count == 0;
}

void table_add_row(struct table_box *self, size_t row)
{
    size_t before = self->row;
    table_end_sort(self);
    if (table_leave_row(self) && row > before)
        row--;
    self->row = row;
    self->pending = true;
}

void table_begin_edit(struct table_box *self)
{
    unsigned step = 0;
    place_begin_step(&self->box.place);
    if (self->pending) {
        place_insert(&self->box.place, self->row, place_new_row(&self->box.place));
        step = self->box.place.host->step;
        self->pending = false;
    }
    struct place cell = table_cell_place(self, self->row, self->column);
    self->editor = box_new(&cell);
    if (self->editor->class->focus != NULL)
        self->editor->class->focus(self->editor, true);
    /* The new row and what is typed into it are one step. */
    if (step != 0)
        self->box.place.host->step = step;
}

/* ── the grid as a whole ── */

void table_enter_grid(struct table_box *self)
{
    size_t count = place_count(&self->box.place);
    self->inside = true;
    self->column = 0;
    self->row = self->row < count ? self->row : 0;
    self->pending = count == 0;
}

void table_leave_grid(struct table_box *self)
{
    if (self->inside)
        (void)table_leave_row(self);
    table_end_sort(self);
    self->inside = false;
    self->pending = false;
}

/* ── commands on the current row and cell ── */

void table_set_cell(struct table_box *self, struct value take)
{
    table_end_edit(self);
    if (self->pending && value_is_empty(&take)) {
        value_done(&take);
        return;
    }
    place_begin_step(&self->box.place);
    if (self->pending)
        place_insert(&self->box.place, self->row, place_new_row(&self->box.place));
    self->pending = false;
    struct place cell = table_cell_place(self, self->row, self->column);
    place_set(&cell, take);
    place_begin_step(&self->box.place);
}

void table_switch_not_applicable(struct table_box *self)
{
    struct place cell = table_cell_place(self, self->row, self->column);
    bool is = !self->pending && strcmp(place_text(&cell), VALUE_NOT_APPLICABLE_TEXT) == 0;
    table_set_cell(self, (struct value){.kind = is ? VALUE_ABSENT : VALUE_NOT_APPLICABLE});
}

void table_delete_row(struct table_box *self)
{
    table_end_edit(self);
    table_end_sort(self);
    place_begin_step(&self->box.place);
    if (!self->pending)
        place_remove(&self->box.place, self->row);
    place_begin_step(&self->box.place);
    size_t count = place_count(&self->box.place);
    self->row = self->row < count ? self->row : count > 0 ? count - 1 : 0;
    self->pending = count == 0;
}

void table_copy_row(struct table_box *self)
{
    table_end_edit(self);
    if (table_row_is_empty(self))
        return;
    struct place row = place_child(&self->box.place, self->row, self->box.place.field);
    table_end_sort(self);
    place_begin_step(&self->box.place);
    place_insert(&self->box.place, self->row + 1, value_copy(place_value(&row)));
    place_begin_step(&self->box.place);
    self->row++;
}

void table_shift_row(struct table_box *self, bool down)
{
    table_end_edit(self);
    size_t count = place_count(&self->box.place);
    if (table_is_sorted(self)) {
        table_end_sort(self);
        box_say(&self->box.place, "The rows stand as in the file again, and can be moved.");
        return;
    }
    if (self->pending || (down ? self->row + 1 >= count : self->row == 0))
        return;
    size_t target = down ? self->row + 1 : self->row - 1;
    place_begin_step(&self->box.place);
    place_move(&self->box.place, self->row, target);
    place_begin_step(&self->box.place);
    self->row = target;
}
