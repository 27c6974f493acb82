/* Header, sections at the left, form, help below or (from 110 columns on) at the right. What a
 * small terminal has no room for goes first: the sections, then the help. */
#include "base/buffer.h"
#include "base/show.h"
#include "ui/help_pane.h"

#include "editor_internal.h"

#include <string.h>

enum {
    BESIDE_FROM = 110, /* columns */
    SECTIONS_FROM = 72,
    SECTIONS_WIDTH = 25,
    SECTIONS_WIDTH_MOST = 34,
    HELP_WIDTH_LEAST = 30,
    HELP_WIDTH_MOST = 52,
};

static int columns_of(struct canvas canvas, const char *text)
{
    return (int)show_width(text, strlen(text), canvas_is_ascii(canvas) ? SHOW_ASCII : 0);
}

/* ── the header ── */

static void format_branch(const struct editor_screen *self, struct buffer *out)
{
    if (self->branch == NULL)
        return;
    buffer_append_string(out, self->branch);
    if (self->ahead > 0)
        buffer_append_format(out, " +%d", self->ahead);
    if (self->behind > 0)
        buffer_append_format(out, " -%d", self->behind);
}

/* At the right: modified or not, completeness, and the branch where there is room. */
static int draw_header_right(const struct editor_screen *self, struct canvas canvas)
{
    struct buffer text = {0};
    bool ascii = canvas_is_ascii(canvas);
    if (editor_disk_note(self)[0] != '\0')
        buffer_append_format(&text, "%s   ", editor_disk_note(self));
    if (canvas.width >= SECTIONS_FROM)
        editor_describe_approval(self, &text);
    if (sheet_read_only_reason(self->sheet) != NULL)
        buffer_append_string(&text, "read-only   ");
    else if (sheet_is_modified(self->sheet))
        buffer_append_format(&text, "%s modified   ", symbol_text(SYMBOL_DOT, ascii));
    else if (sheet_is_new(self->sheet))
        buffer_append_string(&text, "new   ");
    buffer_append_format(&text, "%d %%", self->completeness);
    if (canvas.width >= BESIDE_FROM && self->branch != NULL) {
        buffer_append_string(&text, "   ");
        format_branch(self, &text);
    }
    int column = canvas.width - 1 - columns_of(canvas, buffer_string(&text));
    canvas_string(canvas, 0, column, STYLE_BAR, buffer_string(&text));
    buffer_done(&text);
    return column;
}

static void draw_header(const struct editor_screen *self, struct canvas canvas)
{
    const struct spec *spec = sheet_spec(self->sheet);
    const char *id = spec_id(spec)[0] != '\0' ? spec_id(spec) : "unnamed";
    const char *title = spec_title(spec);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int end = draw_header_right(self, canvas);
    int column = 1 + canvas_text_cut(canvas, 0, 1, end - 3, STYLE_BAR_KEY, id, strlen(id)) + 2;
    if (column < end - 2)
        canvas_text_cut(canvas, 0, column, end - column - 2, STYLE_BAR, title, strlen(title));
}

/* ── the parts ── */

struct parts {
    struct canvas sections; /* width 0: none */
    struct canvas form;
    struct canvas help; /* height 0: none */
    bool beside;
};

static int help_height(int height)
{
    if (height >= 20)
        return 4;
    if (height >= 14)
        return 3;
    return height >= 10 ? 2 : 0;
}

/* What is more than the least goes to the form first, then to the others. */
static int help_width(int width)
{
    int wanted = HELP_WIDTH_LEAST + (width - BESIDE_FROM) / 3;
    return wanted < HELP_WIDTH_MOST ? wanted : HELP_WIDTH_MOST;
}

static int sections_width(int width)
{
    int wanted = SECTIONS_WIDTH + (width > 130 ? (width - 130) / 3 : 0);
    return wanted < SECTIONS_WIDTH_MOST ? wanted : SECTIONS_WIDTH_MOST;
}

/* Cut the screen into parts and draw the rules between them. */
static struct parts cut(struct canvas body)
{
    struct parts parts = {.beside = body.width >= BESIDE_FROM};
    int rows = parts.beside ? 0 : help_height(body.height);
    int height = rows > 0 ? body.height - rows - 1 : body.height;
    int left = 0;
    int right = body.width;
    if (rows > 0) {
        canvas_horizontal_rule(body, height, 0, body.width);
        parts.help = canvas_part(body, height + 1, 1, rows, body.width - 2);
    }
    if (parts.beside) {
        right = body.width - help_width(body.width);
        parts.help = canvas_part(body, 0, right + 1, body.height, body.width - right - 2);
        canvas_vertical_rule(body, 0, right - 1, height);
        right -= 1;
    }
    if (body.width >= SECTIONS_FROM) {
        int width = sections_width(body.width);
        parts.sections = canvas_part(body, 0, 0, height, width);
        canvas_vertical_rule(body, 0, width, rows > 0 ? height + 1 : height);
        left = width + 2;
    }
    parts.form = canvas_part(body, 0, left, height, right - left);
    return parts;
}

/* Of an open list or calendar what is chosen there matters more than what is wrong with the
 * field. */
static bool is_choosing(const struct editor_screen *self)
{
    enum keymap_context contexts[4];
    return form_view_contexts(self->view, contexts) > 0 &&
           (contexts[0] == CONTEXT_PICK || contexts[0] == CONTEXT_CALENDAR);
}

static void draw_help(const struct editor_screen *self, const struct parts *parts)
{
    struct buffer under_cursor = {0};
    const struct field *field = form_view_field(self->view);
    if (field == NULL || parts->help.height < 1)
        return;
    form_view_explain(self->view, &under_cursor);
    struct help_content content = {
        .spec = sheet_spec(self->sheet),
        .field = form_view_asked(self->view),
        .finding = is_choosing(self) ? NULL : findings_of_field(&self->findings, field),
        .under_cursor = buffer_string(&under_cursor),
        .last_change = editor_last_change(self, field),
    };
    if (parts->beside)
        help_pane_draw_beside(parts->help, &content);
    else
        help_pane_draw_below(parts->help, &content);
    buffer_done(&under_cursor);
}

void editor_draw(struct screen *screen, struct canvas canvas)
{
    struct editor_screen *self = (struct editor_screen *)screen;
    /* What is typed is shown at once; what it means to the rules is found out behind it, in idle
     * time. */
    const struct field *field = form_view_field(self->view);
    if (self->stale || self->drawn != field)
        editor_check(self);
    self->drawn = field;
    self->host.show_flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    draw_header(self, canvas_part(canvas, 0, 0, 1, canvas.width));
    struct canvas body = canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width);
    struct parts parts = cut(body);
    self->form_area = parts.form;
    self->section_area = parts.sections;
    if (parts.sections.width > 0)
        section_list_draw(self->sections, parts.sections, field != NULL ? field->section : NULL);
    form_view_draw(self->view, parts.form, &self->findings);
    draw_help(self, &parts);
    form_view_draw_over(self->view, parts.form);
}

/* ── the mouse ── */

void editor_click(struct screen *screen, int row, int column, bool twice)
{
    struct editor_screen *self = (struct editor_screen *)screen;
    struct canvas sections = self->section_area;
    if (canvas_holds(self->form_area, row, column)) {
        (void)form_view_click(self->view, row - self->form_area.row,
                              column - self->form_area.column, twice);
        return;
    }
    const struct field *field = form_view_field(self->view);
    const struct section *section =
        canvas_holds(sections, row, column)
            ? section_list_find(self->sections, sections.height,
                                field != NULL ? field->section : NULL, row - sections.row)
            : NULL;
    if (section != NULL)
        (void)form_view_focus_section(self->view, section);
}

void editor_wheel(struct screen *screen, int rows)
{
    struct form_view *view = ((struct editor_screen *)screen)->view;
    enum keymap_context contexts[4];
    size_t count = form_view_contexts(view, contexts);
    bool down = rows > 0;
    if (count > 1 && contexts[0] == CONTEXT_CALENDAR) {
        (void)form_view_obey(view, down ? COMMAND_PAGE_DOWN : COMMAND_PAGE_UP);
        return;
    }
    if (count < 2 || contexts[0] != CONTEXT_PICK) {
        form_view_scroll(view, rows);
        return;
    }
    for (int i = 0; i < (down ? rows : -rows); i++)
        (void)form_view_obey(view, down ? COMMAND_DOWN : COMMAND_UP);
}
