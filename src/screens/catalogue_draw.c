/* How the catalogue looks: a heading, the filter, a table whose columns depend on the width, and
 * below it what the selected row had no room for. */
#include "base/buffer.h"
#include "base/date.h"

#include "catalogue_internal.h"

#include <string.h>

enum { KEY_COLUMNS = 20, DETAIL_HEIGHT = 3, HEADING_HEIGHT = 3, MARK_COLUMN = 1, STATE_COLUMN = 2 };

static void draw_cell(struct canvas row, int column, int width, enum style style, const char *text)
{
    if (width > 0)
        canvas_text_cut(row, 0, column, width, style, text, strlen(text));
}

static void append_systems(struct buffer *out, const struct catalogue_entry *entry, bool ascii)
{
    if (entry->source[0] == '\0' && entry->target[0] == '\0')
        return;
    buffer_append_format(out, "%s %s %s", entry->source, symbol_text(SYMBOL_ARROW, ascii),
                         entry->target);
}

/* 12345 as "12,345". */
static void append_count(struct buffer *out, size_t count)
{
    if (count >= 1000) {
        append_count(out, count / 1000);
        buffer_append_format(out, ",%03zu", count % 1000);
    } else {
        buffer_append_format(out, "%zu", count);
    }
}

/* ── rows ── */

static void draw_state(struct canvas row, const struct catalogue_entry *entry, bool ascii)
{
    const char *sign = "";
    enum style style = STYLE_WARNING;
    if (entry->problem != NULL || entry->state == CATALOGUE_CONFLICTED) {
        sign = "!";
        style = STYLE_ERROR;
    } else if (entry->state == CATALOGUE_MODIFIED) {
        sign = symbol_text(SYMBOL_DOT, ascii);
    } else if (entry->state == CATALOGUE_NEW) {
        sign = "+";
    } else if (entry->state == CATALOGUE_DELETED) {
        sign = "-";
    }
    if (entry->marked)
        canvas_string(row, 0, MARK_COLUMN, STYLE_STRONG, "*");
    canvas_string(row, 0, STATE_COLUMN, style, sign);
}

static void draw_heading(const struct catalogue_screen *self, struct canvas row,
                         const struct catalogue_row *heading)
{
    const char *value = catalogue_group_text(self, heading->entry);
    struct buffer text = {0};
    buffer_append_format(&text, "%s  ", value[0] != '\0' ? value : "(none)");
    append_count(&text, heading->count);
    canvas_text_cut(row, 0, 1, row.width - 2, STYLE_LABEL, text.bytes, text.length);
    buffer_done(&text);
}

/* What is cut of an ID is its middle: versions of one interface differ at its end. */
static void draw_id(struct canvas row, const struct catalogue_columns *at, enum style style,
                    const char *id)
{
    size_t length = strlen(id);
    int tail = at->id_width / 3;
    bool fits = length <= (size_t)at->id_width;
    /* Cut by bytes, which only columns of ASCII are. */
    for (const char *c = id; *c != '\0' && !fits; c++)
        fits = (unsigned char)*c < ' ' || (unsigned char)*c > '~';
    if (fits) {
        draw_cell(row, at->id, at->id_width, style, id);
        return;
    }
    draw_cell(row, at->id, at->id_width - tail, style, id);
    draw_cell(row, at->id + at->id_width - tail, tail, style, id + length - (size_t)tail);
}

static void draw_date(struct canvas row, const struct catalogue_columns *at,
                      const struct catalogue_entry *entry)
{
    char date[DATE_TEXT_SIZE];
    if (!entry->dated)
        return;
    date_format(instant_date(entry->changed), date);
    draw_cell(row, at->date, at->date_width, STYLE_TEXT, date);
}

void catalogue_draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    struct catalogue_screen *self = context;
    const struct catalogue_entry *entry = &self->catalogue.entries[self->shown[index].entry];
    if (self->shown[index].count > 0) {
        draw_heading(self, row, &self->shown[index]);
        return;
    }
    struct catalogue_columns at = catalogue_lay_out(self, row.width);
    int behind_id = at.id + at.id_width + 1;
    draw_state(row, entry, canvas_is_ascii(row));
    if (catalogue_is_unsaved(&self->unsaved, entry->path))
        canvas_string(row, 0, STATE_COLUMN, STYLE_WARNING, "~");
    draw_id(row, &at, selected ? STYLE_STRONG : STYLE_TEXT, entry->id);
    draw_date(row, &at, entry);
    if (entry->problem != NULL || entry->state == CATALOGUE_DELETED) {
        draw_cell(row, behind_id, at.done - behind_id - 1, STYLE_ERROR,
                  entry->problem != NULL ? "cannot be read" : "deleted, not committed");
        return;
    }
    for (size_t j = 0; j < CATALOGUE_CELLS_SHOWN; j++)
        if (at.cell_widths[j] > 0)
            draw_cell(row, at.cells[j], at.cell_widths[j], STYLE_TEXT, entry->cells[j]);
    draw_cell(row, at.title, at.title_width, STYLE_TEXT, entry->title);
    struct buffer done = {0};
    buffer_append_format(&done, "%3d%%", entry->completeness);
    draw_cell(row, at.done, at.done_width, entry->completeness == 100 ? STYLE_GOOD : STYLE_TEXT,
              buffer_string(&done));
    buffer_done(&done);
}

static void draw_column_title(const struct catalogue_screen *self, struct canvas row, int column,
                              int width, size_t order)
{
    bool sorted = self->sorted_by == order;
    struct buffer text = {0};
    buffer_append_string(&text, catalogue_order_name(self, order));
    if (sorted)
        buffer_append_string(&text, symbol_text(self->reversed ? SYMBOL_UP : SYMBOL_DOWN,
                                                canvas_is_ascii(row)));
    draw_cell(row, column, width, sorted ? STYLE_STRONG : STYLE_LABEL, buffer_string(&text));
    buffer_done(&text);
}

static void draw_column_titles(const struct catalogue_screen *self, struct canvas row)
{
    struct catalogue_columns at = catalogue_lay_out(self, row.width);
    draw_column_title(self, row, at.id, at.id_width, ORDER_ID);
    draw_column_title(self, row, at.title, at.title_width, ORDER_TITLE);
    for (size_t j = 0; j < CATALOGUE_CELLS_SHOWN; j++)
        if (at.cell_widths[j] > 0)
            draw_column_title(self, row, at.cells[j], at.cell_widths[j], ORDER_CELLS + j);
    draw_column_title(self, row, at.done, at.done_width, ORDER_DONE);
    draw_column_title(self, row, at.date, at.date_width, ORDER_CHANGED);
}

/* ── heading and detail ── */

static size_t count_unsettled(const struct catalogue *catalogue)
{
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        enum catalogue_state state = catalogue->entries[i].state;
        count += state != CATALOGUE_UNKNOWN && state != CATALOGUE_UNCHANGED;
    }
    return count;
}

static void append_done(struct buffer *out, const char *what, size_t done, size_t all)
{
    if (all == 0)
        return;
    buffer_append_format(out, "%s ", what);
    append_count(out, done);
    buffer_append_string(out, " of ");
    append_count(out, all);
    buffer_append_string(out, "  ");
}

/* False: how many there are is not known yet. */
static bool append_progress(struct buffer *out, struct catalogue_screen *self)
{
    size_t done = 0;
    size_t all = 0;
    if (catalogue_is_grouping(self)) {
        catalogue_reader_progress(self->grouping.reader, &done, &all);
        append_done(out, "grouping", done, all);
    }
    if (self->reader == NULL)
        return !self->read_again;
    catalogue_reader_progress(self->reader, &done, &all);
    append_done(out, "reading", done, all);
    return all == 0 || done == all || self->catalogue.index != NULL;
}

static void append_counts(struct buffer *out, struct catalogue_screen *self)
{
    size_t unsettled = count_unsettled(&self->catalogue);
    bool counted = append_progress(out, self);
    if (self->marked_count > 0)
        buffer_append_format(out, "%zu marked  ", self->marked_count);
    if (self->ahead > 0 || self->behind > 0)
        buffer_append_format(out, "%d ahead, %d behind  ", self->ahead, self->behind);
    if (self->unsaved.count > 0)
        buffer_append_format(out, "~ %zu unsaved  ", self->unsaved.count);
    if (unsettled > 0)
        buffer_append_format(out, "%zu not committed  ", unsettled);
    if (!counted)
        return;
    append_count(out, self->catalogue.count);
    buffer_append_format(out, " specification%s", self->catalogue.count == 1 ? "" : "s");
}

static void draw_title(struct catalogue_screen *self, struct canvas row)
{
    canvas_fill(row, 0, 0, 1, row.width, STYLE_BAR);
    const char *root = workspace_root(app_workspace(self->screen.app));
    const char *slash = strrchr(root, '/');
    int column = 1;
    column += canvas_string(row, 0, column, STYLE_BAR_KEY, slash != NULL ? slash + 1 : root);
    if (self->branch != NULL)
        column += 2 + canvas_string(row, 0, column + 2, STYLE_BAR, self->branch);
    struct buffer counts = {0};
    append_counts(&counts, self);
    int at = row.width - 1 - (int)counts.length;
    if (at > column + 1)
        canvas_string(row, 0, at, STYLE_BAR, buffer_string(&counts));
    buffer_done(&counts);
}

static void draw_filter(struct catalogue_screen *self, struct canvas row)
{
    bool typed = text_line_string(&self->filter)[0] != '\0';
    int column = 1 + canvas_string(row, 0, 1, STYLE_LABEL, "Filter ");
    struct canvas line = canvas_part(row, 0, column, 1, row.width - column - 18);
    text_line_draw(&self->filter, line, STYLE_TEXT, typed);
    struct buffer found = {0};
    if (typed) {
        append_count(&found, self->found_count);
        buffer_append_string(&found, " of ");
        append_count(&found, self->catalogue.count);
    } else {
        canvas_text_cut(line, 0, 0, line.width, STYLE_EXAMPLE, "type to find an interface", 25);
    }
    canvas_string(row, 0, row.width - 1 - (int)found.length, STYLE_LABEL, buffer_string(&found));
    buffer_done(&found);
}

static void draw_detail(struct catalogue_screen *self, struct canvas canvas)
{
    canvas_horizontal_rule(canvas, 0, 0, canvas.width);
    const struct catalogue_entry *entry = catalogue_selected(self);
    if (entry == NULL)
        return;
    struct canvas inside = canvas_part(canvas, 1, 1, canvas.height - 1, canvas.width - 2);
    if (entry->problem != NULL) {
        canvas_paragraph(inside, 0, 0, inside.width, inside.height, STYLE_ERROR, entry->problem);
        return;
    }
    canvas_text_cut(inside, 0, 0, inside.width, STYLE_STRONG, entry->title, strlen(entry->title));
    struct buffer line = {0};
    append_systems(&line, entry, canvas_is_ascii(canvas));
    if (line.length > 0)
        buffer_append_string(&line, "   ");
    buffer_append_string(&line, entry->path);
    if (entry->dated)
        buffer_append_format(&line, "   by %s", entry->changed_by);
    canvas_text_cut(inside, 1, 0, inside.width, STYLE_TEXT, line.bytes, line.length);
    buffer_done(&line);
}

static const struct {
    enum command command;
    const char *text;
} first_steps[] = {
    {COMMAND_NEW, "starts the first one; its ID can wait"},
    {COMMAND_PALETTE, "lists every command"},
    {COMMAND_HELP, "shows the keys"},
};

static void draw_first_steps(const struct catalogue_screen *self, struct canvas canvas)
{
    static const enum keymap_context context = CONTEXT_ROWS;
    canvas_string(canvas, 1, 3, STYLE_STRONG, "No specifications yet.");
    for (size_t i = 0; i < sizeof first_steps / sizeof *first_steps; i++) {
        char name[KEY_TEXT_SIZE] = "";
        key_code key = 0;
        if (!keymap_shown_key(app_keymap(self->screen.app), &context, 1, first_steps[i].command,
                              &key))
            continue;
        key_format_for_people(key, name);
        int row = 3 + (int)i;
        int column = 3 + canvas_string(canvas, row, 3, STYLE_STRONG, i == 0 ? "Enter, " : "");
        canvas_string(canvas, row, column, STYLE_STRONG, name);
        canvas_string(canvas, row, KEY_COLUMNS, STYLE_TEXT, first_steps[i].text);
    }
}

static bool is_reading(const struct catalogue_screen *self)
{
    return self->reader != NULL || self->read_again;
}

static void draw_nothing(const struct catalogue_screen *self, struct canvas canvas)
{
    if (catalogue_is_empty(self))
        draw_first_steps(self, canvas);
    else
        canvas_paragraph(canvas, 1, 3, canvas.width - 4, canvas.height - 1, STYLE_TEXT,
                         self->catalogue.count == 0 ? "Reading …"
                                                    : "Nothing matches. Esc clears the filter.");
}

bool catalogue_is_empty(const struct catalogue_screen *self)
{
    return self->catalogue.count == 0 && !is_reading(self);
}

void catalogue_draw(struct screen *screen, struct canvas canvas)
{
    struct catalogue_screen *self = (struct catalogue_screen *)screen;
    draw_title(self, canvas_part(canvas, 0, 0, 1, canvas.width));
    if (!catalogue_is_empty(self)) {
        draw_filter(self, canvas_part(canvas, 1, 0, 1, canvas.width));
        draw_column_titles(self, canvas_part(canvas, 2, 0, 1, canvas.width));
    }
    int detail = canvas.height >= HEADING_HEIGHT + DETAIL_HEIGHT + 3 ? DETAIL_HEIGHT : 0;
    int height = canvas.height - HEADING_HEIGHT - detail;
    struct canvas list = canvas_part(canvas, HEADING_HEIGHT, 0, height, canvas.width);
    if (self->shown_count == 0)
        draw_nothing(self, list);
    bool typed = text_line_string(&self->filter)[0] != '\0';
    list_view_draw(&self->view, list, &self->rows, !typed);
    if (detail > 0)
        draw_detail(self, canvas_part(canvas, canvas.height - detail, 0, detail, canvas.width));
}
