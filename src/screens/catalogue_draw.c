/* How the catalogue looks: a heading, the filter, a table whose columns depend on the width, and
 * below it what the selected row had no room for. */
#include "base/buffer.h"
#include "base/date.h"

#include "catalogue_internal.h"

#include <string.h>

enum {
    STATE_WIDTH = 2,
    STATUS_WIDTH = 11,
    DONE_WIDTH = 5,
    DATE_WIDTH = 11,
    ID_WIDTH_LEAST = 22,
    ID_WIDTH_MOST = 40,
    SYSTEMS_WIDTH = 34,
    WIDE = 110,
    DETAIL_HEIGHT = 3,
    HEADING_HEIGHT = 3,
};

/* Where each column begins; a width of 0 is a column that does not fit. */
struct columns {
    int id, id_width;
    int status;
    int title, title_width;
    int systems, systems_width;
    int done;
    int date;
};

static struct columns lay_out(int width)
{
    struct columns at = {0};
    int right = width - 1;
    at.date = right - DATE_WIDTH + 1;
    at.done = at.date - DONE_WIDTH - 1;
    at.id = STATE_WIDTH + 1;
    int room = at.done - at.id - STATUS_WIDTH - 2;
    if (width >= WIDE) {
        at.systems_width = SYSTEMS_WIDTH;
        room -= SYSTEMS_WIDTH + 1;
    }
    at.id_width = room / 2;
    if (at.id_width < ID_WIDTH_LEAST)
        at.id_width = ID_WIDTH_LEAST;
    if (at.id_width > ID_WIDTH_MOST)
        at.id_width = ID_WIDTH_MOST;
    at.status = at.id + at.id_width + 1;
    at.title = at.status + STATUS_WIDTH;
    at.title_width = at.id + room + STATUS_WIDTH + 1 - at.title;
    if (at.title_width < 8)
        at.title_width = 0;
    at.systems = at.title + at.title_width + 1;
    return at;
}

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
    canvas_string(row, 0, 1, style, sign);
}

void catalogue_draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    struct catalogue_screen *self = context;
    const struct catalogue_entry *entry = &self->catalogue.entries[self->shown[index].entry];
    bool ascii = canvas_is_ascii(row);
    struct columns at = lay_out(row.width);
    draw_state(row, entry, ascii);
    draw_cell(row, at.id, at.id_width, selected ? STYLE_STRONG : STYLE_TEXT,
              entry->id[0] != '\0' ? entry->id : entry->path);
    if (entry->problem != NULL) {
        draw_cell(row, at.status, row.width - at.status - 1, STYLE_ERROR, "cannot be read");
        return;
    }
    draw_cell(row, at.status, STATUS_WIDTH - 1, STYLE_TEXT, entry->status);
    draw_cell(row, at.title, at.title_width, STYLE_TEXT, entry->title);
    if (at.systems_width > 0) {
        struct buffer systems = {0};
        append_systems(&systems, entry, ascii);
        draw_cell(row, at.systems, at.systems_width, STYLE_TEXT, buffer_string(&systems));
        buffer_done(&systems);
    }
    struct buffer done = {0};
    buffer_append_format(&done, "%3d%%", entry->completeness);
    draw_cell(row, at.done, DONE_WIDTH, entry->completeness == 100 ? STYLE_GOOD : STYLE_TEXT,
              buffer_string(&done));
    buffer_done(&done);
    if (entry->dated) {
        char date[DATE_TEXT_SIZE];
        date_format(instant_date(entry->changed), date);
        draw_cell(row, at.date, DATE_WIDTH, STYLE_TEXT, date);
    }
}

static void draw_headings(struct canvas row)
{
    struct columns at = lay_out(row.width);
    draw_cell(row, at.id, at.id_width, STYLE_LABEL, "ID");
    draw_cell(row, at.status, STATUS_WIDTH - 1, STYLE_LABEL, "Status");
    draw_cell(row, at.title, at.title_width, STYLE_LABEL, "Title");
    if (at.systems_width > 0)
        draw_cell(row, at.systems, at.systems_width, STYLE_LABEL, "Source and target");
    draw_cell(row, at.done, DONE_WIDTH, STYLE_LABEL, "Done");
    draw_cell(row, at.date, DATE_WIDTH, STYLE_LABEL, "Changed");
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
    if (self->ahead > 0 || self->behind > 0)
        buffer_append_format(&counts, "%d ahead, %d behind  ", self->ahead, self->behind);
    size_t unsettled = count_unsettled(&self->catalogue);
    if (unsettled > 0)
        buffer_append_format(&counts, "%zu not committed  ", unsettled);
    buffer_append_format(&counts, "%zu specification%s", self->catalogue.count,
                         self->catalogue.count == 1 ? "" : "s");
    int at = row.width - 1 - (int)counts.length;
    if (at > column + 1)
        canvas_string(row, 0, at, STYLE_BAR, buffer_string(&counts));
    buffer_done(&counts);
}

static void draw_filter(struct catalogue_screen *self, struct canvas row)
{
    bool typed = text_line_string(&self->filter)[0] != '\0';
    int column = 1 + canvas_string(row, 0, 1, STYLE_LABEL, "Filter ");
    struct canvas line = canvas_part(row, 0, column, 1, row.width - column - 14);
    text_line_draw(&self->filter, line, STYLE_TEXT, typed);
    if (!typed) {
        canvas_text_cut(line, 0, 0, line.width, STYLE_EXAMPLE, "type to find an interface", 25);
        return;
    }
    struct buffer found = {0};
    buffer_append_format(&found, "%zu of %zu", self->shown_count, self->catalogue.count);
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
    if (entry->dated && entry->changed_by != NULL)
        buffer_append_format(&line, "   by %s", entry->changed_by);
    canvas_text_cut(inside, 1, 0, inside.width, STYLE_TEXT, line.bytes, line.length);
    buffer_done(&line);
}

static void draw_nothing(const struct catalogue_screen *self, struct canvas canvas)
{
    const char *text = "Nothing matches. Esc clears the filter.";
    if (self->catalogue.count == 0)
        text = "No specifications yet. Ctrl-N starts the first one.";
    canvas_paragraph(canvas, 1, 3, canvas.width - 4, canvas.height - 1, STYLE_TEXT, text);
}

void catalogue_draw(struct screen *screen, struct canvas canvas)
{
    struct catalogue_screen *self = (struct catalogue_screen *)screen;
    draw_title(self, canvas_part(canvas, 0, 0, 1, canvas.width));
    draw_filter(self, canvas_part(canvas, 1, 0, 1, canvas.width));
    draw_headings(canvas_part(canvas, 2, 0, 1, canvas.width));
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
