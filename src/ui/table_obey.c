/* What the commands mean in a table: where the cursor goes, what happens to rows. */
#include "table_box_internal.h"

enum { PAGE = 10 }; /* rows */

static void move_column(struct table_box *self, bool right)
{
    table_end_edit(self);
    if (right ? self->column + 1 < table_column_count(self) : self->column > 0)
        self->column = right ? self->column + 1 : self->column - 1;
}

static size_t next_row(const struct table_box *self)
{
    return table_row_at(self, table_position_of(self, self->row) + 1);
}

/* By cell; behind the last one of a filled table a new row begins, behind an empty one it ends. */
static enum widget_answer next_cell(struct table_box *self)
{
    table_end_edit(self);
    if (self->column + 1 < table_column_count(self)) {
        self->column++;
        return WIDGET_DONE;
    }
    bool last = table_position_of(self, self->row) + 1 >= table_shown_rows(self);
    if (table_row_is_empty(self) && last) {
        table_leave_grid(self);
        return WIDGET_NEXT;
    }
    self->column = 0;
    if (!last)
        table_go_to_row(self, next_row(self));
    else
        table_add_row(self, table_shown_rows(self));
    return WIDGET_DONE;
}

static enum widget_answer previous_cell(struct table_box *self)
{
    table_end_edit(self);
    if (self->column > 0) {
        self->column--;
    } else if (table_position_of(self, self->row) > 0) {
        table_go_to_row(self, table_row_at(self, table_position_of(self, self->row) - 1));
        self->column = table_column_count(self) - 1;
    } else {
        table_leave_grid(self);
    }
    return WIDGET_DONE;
}

static void move_row(struct table_box *self, size_t distance, bool down)
{
    size_t last = table_shown_rows(self) - 1;
    table_end_edit(self);
    size_t here = table_position_of(self, self->row);
    size_t there = down ? here + distance : here - distance;
    if (!down && distance > here)
        there = 0;
    table_go_to_row(self, table_row_at(self, there < last ? there : last));
}

/* In a form of one row Up and Down go from column to column, and on to the next row. */
static void move_in_form(struct table_box *self, bool down)
{
    size_t last = table_column_count(self) - 1;
    if (down ? self->column < last : self->column > 0) {
        move_column(self, down);
        return;
    }
    size_t row = self->row;
    move_row(self, 1, down);
    if (self->row != row)
        self->column = down ? 0 : last;
}

static void obey_row(struct table_box *self, enum command command)
{
    switch (command) {
    case COMMAND_ROW_ADD:
        if (!table_row_is_empty(self))
            table_add_row(self, self->row + 1);
        self->column = 0;
        break;
    case COMMAND_ROW_COPY:
        table_copy_row(self);
        break;
    case COMMAND_ROW_DELETE:
        table_delete_row(self);
        break;
    default:
        table_shift_row(self, command == COMMAND_ROW_DOWN);
        break;
    }
}

static void obey_motion(struct table_box *self, enum command command)
{
    size_t last_column = table_column_count(self) - 1;
    bool forward = command == COMMAND_DOWN || command == COMMAND_RIGHT ||
                   command == COMMAND_PAGE_DOWN || command == COMMAND_LINE_END;
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
        if (self->form_shown)
            move_in_form(self, forward);
        else
            move_row(self, 1, forward);
        break;
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
        move_row(self, self->form_shown ? 1 : PAGE, forward);
        break;
    case COMMAND_LEFT:
    case COMMAND_RIGHT:
        move_column(self, forward);
        break;
    default:
        table_end_edit(self);
        self->column = forward ? last_column : 0;
        break;
    }
}

static enum widget_answer obey_inside(struct table_box *self, enum command command)
{
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
    case COMMAND_LEFT:
    case COMMAND_RIGHT:
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
    case COMMAND_LINE_START:
    case COMMAND_LINE_END:
        obey_motion(self, command);
        return WIDGET_DONE;
    case COMMAND_ROW_ADD:
    case COMMAND_ROW_COPY:
    case COMMAND_ROW_DELETE:
    case COMMAND_ROW_UP:
    case COMMAND_ROW_DOWN:
        obey_row(self, command);
        return WIDGET_DONE;
    case COMMAND_NEXT_FIELD:
        return next_cell(self);
    case COMMAND_PREVIOUS_FIELD:
        return previous_cell(self);
    case COMMAND_OPEN:
        table_begin_edit(self);
        return WIDGET_DONE;
    case COMMAND_SORT:
    case COMMAND_SORT_REVERSE:
        table_sort(self, command == COMMAND_SORT_REVERSE);
        return WIDGET_DONE;
    case COMMAND_ROW_FORM:
        self->as_form = !self->as_form;
        return WIDGET_DONE;
    case COMMAND_CLEAR:
        table_set_cell(self, (struct value){0});
        return WIDGET_DONE;
    case COMMAND_NOT_APPLICABLE:
        table_switch_not_applicable(self);
        return WIDGET_DONE;
    case COMMAND_CLOSE:
        table_leave_grid(self);
        return WIDGET_DONE;
    default:
        return WIDGET_IGNORED;
    }
}

/* What the box of the cell does not want, ends it. One Esc leads from a cell to the field, and
 * keeps what was typed. */
static enum widget_answer obey_editor(struct table_box *self, enum command command)
{
    switch (self->editor->class->obey(self->editor, command)) {
    case WIDGET_IGNORED:
        break;
    case WIDGET_NEXT:
        if (command == COMMAND_NEXT_FIELD)
            return next_cell(self);
        table_end_edit(self);
        return WIDGET_DONE;
    case WIDGET_PREVIOUS:
        return previous_cell(self);
    default:
        return WIDGET_DONE;
    }
    if (command == COMMAND_CLOSE)
        table_end_edit(self);
    return obey_inside(self, command);
}

enum widget_answer table_obey(struct widget *widget, enum command command)
{
    struct table_box *self = (struct table_box *)widget;
    if (self->editor != NULL)
        return obey_editor(self, command);
    if (self->inside)
        return obey_inside(self, command);
    if (command != COMMAND_OPEN && command != COMMAND_ROW_ADD)
        return WIDGET_IGNORED;
    table_enter_grid(self);
    if (command == COMMAND_ROW_ADD && !self->pending)
        table_add_row(self, place_count(&self->box.place));
    return WIDGET_DONE;
}
