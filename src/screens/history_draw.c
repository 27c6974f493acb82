/* The history on the screen: a line for each commit, below it what it changed, and the keys that
 * matter on the selected line. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include "change_row_internal.h"
#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    DATE_WIDTH = 12,
    CLOCK_WIDTH = 7,
    AUTHOR_MOST = 20, /* columns of the author */
    ID_WIDTH = 7,
    CHANGE_INDENT = 4,
    NARROW = 72, /* columns that who and ID need */
    WIDE = 100,  /* columns that the clock needs */
};

struct history_row *history_selected_row(const struct history_screen *self)
{
    if (self->view.selected >= self->rows.shown_count)
        return NULL;
    return &self->rows.items[self->rows.shown[self->view.selected]];
}

/* Date, author, subject and, at the right edge, the ID: a narrow row leaves out what is least. */
static void draw_commit(const struct history_version *version, int author_width, bool marked,
                        struct canvas row)
{
    int column = 1;
    int end = row.width - 1;
    if (marked)
        canvas_string(row, 0, 0, STYLE_STRONG, "*");
    if (version->commit != NULL) {
        canvas_string(row, 0, column, STYLE_LABEL, version->date);
        column += DATE_WIDTH;
    }
    if (version->commit != NULL && row.width >= WIDE) {
        canvas_string(row, 0, column - 1, STYLE_LABEL, version->time);
        column += CLOCK_WIDTH - 1;
    }
    if (version->commit != NULL && row.width >= NARROW) {
        canvas_text_cut(row, 0, column, author_width, STYLE_LABEL, version->author,
                        strlen(version->author));
        column += author_width + 2;
        end -= ID_WIDTH;
        canvas_text(row, 0, end, ID_WIDTH, STYLE_EXAMPLE, version->commit, ID_WIDTH);
        end -= 2;
    }
    canvas_text_cut(row, 0, column, end - column, STYLE_STRONG, version->subject,
                    strlen(version->subject));
}

void history_draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    struct history_screen *self = context;
    const struct history_row *item = &self->rows.items[self->rows.shown[index]];
    if (item->kind == ROW_COMMIT) {
        int author =
            self->rows.author_width < AUTHOR_MOST ? (int)self->rows.author_width : AUTHOR_MOST;
        draw_commit(&self->rows.versions[item->version], author, self->marked == item->version + 1,
                    row);
        return;
    }
    if (item->marked)
        canvas_string(row, 0, CHANGE_INDENT - 2, STYLE_MARKED, "*");
    if (item->kind == ROW_CHANGE)
        change_row_draw(row, CHANGE_INDENT, &item->change, self->rows.only_field == NULL);
    else
        canvas_text_cut(row, 0, CHANGE_INDENT, row.width - CHANGE_INDENT - 1,
                        item->kind == ROW_PROBLEM ? STYLE_WARNING : STYLE_EXAMPLE, item->text,
                        strlen(item->text));
}

static size_t count_commits(const struct history_screen *self)
{
    size_t count = 0;
    for (size_t i = 0; i < self->rows.shown_count; i++) {
        const struct history_row *row = &self->rows.items[self->rows.shown[i]];
        count += row->kind == ROW_COMMIT && self->rows.versions[row->version].commit != NULL;
    }
    return count;
}

static const char *field_label(const struct history_screen *self)
{
    const struct form *form = spec_form(sheet_spec(self->sheet));
    const struct field *field = form_find_field(form, self->rows.only_field);
    return field != NULL ? field->label : self->rows.only_field;
}

static void draw_bar(struct history_screen *self, struct canvas canvas)
{
    size_t commits = count_commits(self);
    struct buffer heading = {0};
    char *count =
        memory_format("%zu commit%s%s", commits, commits == 1 ? "" : "s", self->read ? "" : " …");
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_string(canvas, 0, 1, STYLE_BAR_KEY, self->title);
    buffer_append_string(&heading, "History");
    if (self->rows.only_field != NULL)
        buffer_append_format(&heading, " of %s", field_label(self));
    int width = (int)utf8_width(count, strlen(count));
    int room = canvas.width - 4 - column - width;
    canvas_text_cut(canvas, 0, column + 2, room, STYLE_BAR, buffer_string(&heading),
                    heading.length);
    canvas_string(canvas, 0, canvas.width - 1 - width, STYLE_BAR, count);
    buffer_done(&heading);
    free(count);
}

void history_draw(struct screen *screen, struct canvas canvas)
{
    struct history_screen *self = (struct history_screen *)screen;
    draw_bar(self, canvas);
    struct canvas below = canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width);
    if (self->problem != NULL && self->rows.count == 0)
        canvas_paragraph(below, 1, 3, below.width - 4, 4, STYLE_ERROR, self->problem);
    else if (self->rows.shown_count == 0)
        canvas_string(below, 1, 3, STYLE_EXAMPLE,
                      !self->read                     ? "Reading the history …"
                      : self->rows.only_field != NULL ? "No commit changed this field."
                                                      : "No commit has this specification yet.");
    list_view_draw(&self->view, below, &self->list, true);
}

/* ── the footer ── */

void history_footer(const struct screen *screen, enum command *commands, size_t room)
{
    const struct history_screen *self = (const struct history_screen *)screen;
    const struct history_row *row = history_selected_row(self);
    bool marks = self->sheet != NULL || row == NULL || row->field == NULL;
    const enum command wanted[] = {
        COMMAND_OPEN,
        marks ? COMMAND_MARK : COMMAND_NONE,
        self->sheet != NULL ? COMMAND_TAKE_BACK : COMMAND_NONE,
        self->field != NULL ? COMMAND_HISTORY : COMMAND_NONE,
        COMMAND_CLOSE,
        COMMAND_HELP,
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && count < room; i++)
        if (wanted[i] != COMMAND_NONE)
            commands[count++] = wanted[i];
}

const char *history_title(const struct screen *screen, enum command command)
{
    const struct history_screen *self = (const struct history_screen *)screen;
    const struct history_row *row = history_selected_row(self);
    if (command == COMMAND_HISTORY)
        return self->rows.only_field != NULL ? "All fields" : "This field";
    if (row == NULL)
        return NULL;
    bool is_marked = row->field != NULL ? row->marked : self->marked == row->version + 1;
    if (command == COMMAND_OPEN && row->kind == ROW_BEGINNING)
        return self->rows.versions[row->version].expanded ? "Fold" : "Show all";
    if (command == COMMAND_OPEN)
        return self->marked != 0 && self->marked != row->version + 1 ? "Compare" : "Open";
    if (command == COMMAND_MARK)
        return is_marked ? "Unmark" : row->field != NULL ? "Mark" : "Compare";
    return NULL;
}
