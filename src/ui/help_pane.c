#include "ui/help_pane.h"

#include "base/buffer.h"
#include "base/show.h"
#include "text/wrap.h"

#include <string.h>

static enum style style_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:
        return STYLE_ERROR;
    case SEVERITY_WARNING:
        return STYLE_WARNING;
    case SEVERITY_INFO:
        return STYLE_INFO;
    }
    return STYLE_INFO;
}

/* "Data Volume"; of a column "Artefact(s): Type". */
static void describe_label(const struct field *field, struct buffer *out)
{
    if (field->table != NULL)
        buffer_append_format(out, "%s: ", field->table->label);
    buffer_append_string(out, field->label);
}

/* "needed from Approved", "optional". */
static void describe_need(const struct help_content *content, struct buffer *out)
{
    const struct field *field = content->field;
    if (field->table != NULL) {
        buffer_append_string(out, field->required ? "needed in every row" : "optional");
        return;
    }
    const char *status = field->required_from >= 0
                             ? form_status_name(spec_form(content->spec), field->required_from)
                             : NULL;
    if (field->required_from < 0)
        buffer_append_string(out, "optional");
    else if (status != NULL)
        buffer_append_format(out, "needed from %s", status);
    else
        buffer_append_string(out, "needed");
}

/* "e.g. one · two". */
static void join_examples(const struct field *field, bool ascii, struct buffer *out)
{
    const char *separator = symbol_text(SYMBOL_SEPARATOR, ascii);
    for (size_t i = 0; i < field->examples.count; i++) {
        if (i == 0)
            buffer_append_string(out, "e.g. ");
        else
            buffer_append_format(out, " %s ", separator);
        buffer_append_string(out, field->examples.items[i]);
    }
}

static int columns_of(struct canvas canvas, const char *text)
{
    return (int)show_width(text, strlen(text), canvas_is_ascii(canvas) ? SHOW_ASCII : 0);
}

static int rows_of(struct canvas canvas, const char *text, int width)
{
    struct wrap wrap = {0};
    wrap_update(&wrap, text, strlen(text), (size_t)(width > 1 ? width : 1),
                canvas_is_ascii(canvas) ? SHOW_ASCII : 0);
    int rows = (int)wrap.count;
    wrap_done(&wrap);
    return rows;
}

/* A paragraph at `row`, at most up to `limit`; returns the next free row. */
static int add_text(struct canvas canvas, int row, int limit, enum style style, const char *text)
{
    if (text[0] == '\0' || row >= limit)
        return row;
    int rows = rows_of(canvas, text, canvas.width);
    if (rows > limit - row)
        rows = limit - row;
    (void)canvas_paragraph(canvas, row, 0, canvas.width, rows, style, text);
    return row + rows;
}

/* ── below the form ── */

/* What is wrong; else what is under the cursor, and who changed the value last. */
static void draw_last_row(struct canvas canvas, int row, const struct help_content *content)
{
    const struct finding *finding = content->finding;
    if (finding != NULL) {
        canvas_text_cut(canvas, row, 0, canvas.width, style_of(finding->severity), finding->message,
                        strlen(finding->message));
        return;
    }
    int column = canvas_text_cut(canvas, row, 0, canvas.width, STYLE_INFO, content->under_cursor,
                                 strlen(content->under_cursor));
    column += column > 0 ? 2 : 0;
    canvas_text_cut(canvas, row, column, canvas.width - column, STYLE_EXAMPLE, content->last_change,
                    strlen(content->last_change));
}

void help_pane_draw_below(struct canvas canvas, const struct help_content *content)
{
    const struct field *field = content->field;
    struct buffer text = {0};
    struct buffer name = {0};
    bool more = content->finding != NULL || content->under_cursor[0] != '\0' ||
                content->last_change[0] != '\0';
    int limit = canvas.height - (more && canvas.height > 1 ? 1 : 0);
    describe_need(content, &text);
    int need = columns_of(canvas, buffer_string(&text));
    describe_label(field, &name);
    int label = columns_of(canvas, buffer_string(&name));
    if (label + 2 + need <= canvas.width)
        canvas_string(canvas, 0, canvas.width - need, STYLE_EXAMPLE, buffer_string(&text));
    canvas_text_cut(canvas, 0, 0, canvas.width, STYLE_STRONG, buffer_string(&name), name.length);
    int row = 1;
    int room = canvas.width - label - 2 - need - 2;
    if (columns_of(canvas, field->help) <= room)
        canvas_string(canvas, 0, label + 2, STYLE_TEXT, field->help);
    else
        row = add_text(canvas, row, limit - 1 > 2 ? limit - 1 : limit, STYLE_TEXT, field->help);
    buffer_clear(&text);
    join_examples(field, canvas_is_ascii(canvas), &text);
    (void)add_text(canvas, row, limit, STYLE_EXAMPLE, buffer_string(&text));
    if (more)
        draw_last_row(canvas, canvas.height - 1, content);
    buffer_done(&name);
    buffer_done(&text);
}

/* ── at its right ── */

static int add_paragraph(struct canvas canvas, int row, enum style style, const char *text)
{
    int next = add_text(canvas, row, canvas.height, style, text);
    return next > row ? next + 1 : next;
}

void help_pane_draw_beside(struct canvas canvas, const struct help_content *content)
{
    const struct field *field = content->field;
    const struct finding *finding = content->finding;
    struct buffer need = {0};
    struct buffer name = {0};
    describe_label(field, &name);
    describe_need(content, &need);
    int row = add_text(canvas, 0, canvas.height, STYLE_STRONG, buffer_string(&name));
    row = add_paragraph(canvas, row, STYLE_EXAMPLE, buffer_string(&need));
    row = add_paragraph(canvas, row, STYLE_TEXT, field->help);
    if (finding != NULL)
        row = add_paragraph(canvas, row, style_of(finding->severity), finding->message);
    row = add_paragraph(canvas, row, STYLE_INFO, content->under_cursor);
    if (content->last_change[0] != '\0' && row < canvas.height) {
        canvas_string(canvas, row++, 0, STYLE_LABEL, "Last change");
        row = add_paragraph(canvas, row, STYLE_TEXT, content->last_change);
    }
    if (field->examples.count > 0 && row < canvas.height)
        canvas_string(canvas, row++, 0, STYLE_LABEL, "Examples");
    for (size_t i = 0; i < field->examples.count && row < canvas.height; i++) {
        canvas_symbol(canvas, row, 0, STYLE_EXAMPLE, SYMBOL_BULLET);
        struct canvas part = canvas_part(canvas, row, 2, canvas.height - row, canvas.width - 2);
        row += add_text(part, 0, part.height, STYLE_EXAMPLE, field->examples.items[i]);
    }
    buffer_done(&name);
    buffer_done(&need);
}
