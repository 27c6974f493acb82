/* Where everything of the form stands: rows are counted from its first heading, the view shows
 * those from `top` on. */
#include "form_layout_internal.h"

#include "field_text_internal.h"
#include "model/field_type.h"

#include <stdio.h>
#include <string.h>

enum {
    MARGIN = 2,       /* rows that stay in view below the focused field */
    MARGIN_FROM = 10, /* rows of the form */
};

/* ── drawing a field ── */

static void draw_heading(const struct section *section, struct canvas canvas, int row)
{
    int used = canvas_text_cut(canvas, row, 0, canvas.width, STYLE_STRONG, section->title,
                               strlen(section->title));
    canvas_text_cut(canvas, row, used + 2, canvas.width - used - 2, STYLE_EXAMPLE, section->help,
                    strlen(section->help));
}

static void draw_sign(const struct form_view *view, size_t index, struct canvas canvas,
                      const struct findings *findings)
{
    const struct field *field = view->items[index].field;
    const struct finding *finding = findings_of_field(findings, field);
    struct question question = {0};
    bool missing = finding != NULL && strcmp(finding->rule, "required") == 0;
    bool wrong = finding != NULL && finding->severity >= SEVERITY_WARNING && !missing;
    enum style style = !wrong                                ? STYLE_STRONG
                       : finding->severity == SEVERITY_ERROR ? STYLE_ERROR
                                                             : STYLE_WARNING;
    if (index == view->current)
        canvas_symbol(canvas, 0, 0, style, SYMBOL_POINTER);
    else if (finding != NULL && strcmp(finding->rule, "marked") == 0)
        canvas_string(canvas, 0, 0, STYLE_MARKED, "*");
    else if (wrong)
        canvas_string(canvas, 0, 0, style, "!");
    else if (missing)
        canvas_symbol(canvas, 0, 0, STYLE_WARNING, SYMBOL_RING);
    else if (question_find_open(view->spec, field, 0, &question))
        canvas_string(canvas, 0, 0, STYLE_INFO, "?");
    else if (finding != NULL && strcmp(finding->rule, "copied") == 0)
        canvas_string(canvas, 0, 0, STYLE_INFO, "~");
}

static void draw_not_applicable(struct canvas canvas, bool focused)
{
    if (focused)
        canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_FIELD);
    canvas_string(canvas, 0, 0, focused ? STYLE_FIELD : STYLE_TEXT, VALUE_NOT_APPLICABLE_TEXT);
    if (focused)
        canvas_set_cursor(canvas, 0, 0);
}

static void draw_read_only(const struct form_view *view, const struct form_item *item,
                           struct canvas canvas, int rows, bool focused)
{
    struct buffer text = {0};
    field_format(item->field, spec_value(view->spec, item->field), &text);
    text_rows_draw(canvas, 0, 0, canvas.width, FORM_MESSAGE_ROWS, STYLE_TEXT, buffer_string(&text),
                   view->host->show_flags);
    buffer_clear(&text);
    buffer_append_format(&text, "read-only: %s", form_item_read_only(view, item));
    canvas_text_cut(canvas, rows - 1, 0, -1, STYLE_INFO, buffer_string(&text), text.length);
    if (focused)
        canvas_set_cursor(canvas, 0, 0);
    buffer_done(&text);
}

static void draw_value(struct form_view *view, size_t index, struct canvas canvas, int rows)
{
    const struct form_item *item = &view->items[index];
    bool focused = index == view->current;
    if (form_item_is_plain(view, item))
        draw_read_only(view, item, canvas, rows, focused);
    else if (form_item_is_not_applicable(view, item))
        draw_not_applicable(canvas, focused);
    else
        item->widget->class->draw(item->widget, canvas, focused);
}

/* How many rows a table has, beside its label. */
static void draw_row_count(const struct form_view *view, size_t index, struct canvas canvas,
                           int column)
{
    const struct value *value = spec_value(view->spec, view->items[index].field);
    char text[32];
    if (value->kind != VALUE_LIST || value->count == 0)
        return;
    (void)snprintf(text, sizeof text, value->count == 1 ? "%zu row" : "%zu rows", value->count);
    canvas_string(canvas, 0, column, STYLE_EXAMPLE, text);
}

static void draw_message(const struct form_view *view, size_t index, struct canvas canvas, int row,
                         const struct item_place *place, const struct findings *findings)
{
    const struct finding *message = form_message_of(view, index, findings);
    if (message == NULL)
        return;
    enum style style = message->severity == SEVERITY_ERROR ? STYLE_ERROR : STYLE_WARNING;
    canvas_string(canvas, row, place->column, style, "!");
    text_rows_draw(canvas, row, place->column + 2, place->width - 2, FORM_MESSAGE_ROWS, style,
                   message->message, view->host->show_flags);
}

static void draw_questions(const struct form_view *view, const struct field *field,
                           struct canvas canvas, int row, const struct item_place *place)
{
    struct question question = {0};
    struct buffer text = {0};
    int width = place->width - 2;
    for (size_t i = 0; question_find_open(view->spec, field, i, &question); i = question.row + 1) {
        form_describe_question(&question, &text);
        canvas_string(canvas, row, place->column, STYLE_INFO, "?");
        text_rows_draw(canvas, row, place->column + 2, width, FORM_MESSAGE_ROWS, STYLE_INFO,
                       buffer_string(&text), view->host->show_flags);
        row += text_rows(buffer_string(&text), width, FORM_MESSAGE_ROWS, view->host->show_flags);
    }
    buffer_done(&text);
}

/* Hidden fields are named, so that nobody misses them; what they hold is kept. */
static void draw_hidden(const struct form_view *view, const struct section *section,
                        struct canvas canvas, int row)
{
    struct buffer text = {0};
    size_t i = form_find_hidden(view, section, 0);
    buffer_append_string(&text, "Hidden: ");
    for (size_t n = 0; i < view->count; i = form_find_hidden(view, section, i + 1), n++) {
        const struct field *field = view->items[i].field;
        bool holds = !value_is_empty(spec_value(view->spec, field));
        buffer_append_format(&text, "%s%s%s", n > 0 ? ", " : "", field->label,
                             holds ? " (its value is kept)" : "");
    }
    canvas_text_cut(canvas, row, FORM_GUTTER, -1, STYLE_EXAMPLE, buffer_string(&text), text.length);
    buffer_done(&text);
}

static void draw_item(struct form_view *view, size_t index, struct canvas canvas,
                      const struct form_layout *layout, const struct findings *findings)
{
    const struct form_item *item = &view->items[index];
    struct item_place place = form_measure(view, index, layout, findings);
    bool focused = index == view->current;
    int row = place.below ? place.label_rows : 0;
    draw_sign(view, index, canvas, findings);
    text_rows_draw(canvas, 0, FORM_GUTTER, layout->label_width + 1, 2,
                   focused ? STYLE_STRONG : STYLE_LABEL, item->field->label,
                   view->host->show_flags);
    if (place.column != layout->value_column)
        draw_row_count(view, index, canvas, layout->value_column);
    draw_value(view, index, canvas_part(canvas, row, place.column, place.value_rows, place.width),
               place.value_rows);
    draw_message(view, index, canvas, row + place.value_rows, &place, findings);
    draw_questions(view, item->field, canvas, row + place.value_rows + place.message_rows, &place);
    if (place.hidden_rows > 0)
        draw_hidden(view, item->field->section, canvas, form_item_height(&place) - 1);
}

/* ── what the form does not know ── */

/* Keys of the file that no field asks for are shown behind the last field: a blank row, a heading,
 * a row for each. */
static int others_rows(const struct form_view *view)
{
    size_t count = 0;
    (void)spec_others(view->spec, &count);
    return count > 0 ? (int)count + 2 : 0;
}

static void draw_others(const struct form_view *view, struct canvas canvas,
                        const struct form_layout *layout)
{
    size_t count = 0;
    const struct other_value *others = spec_others(view->spec, &count);
    if (count == 0)
        return;
    int used = canvas_string(canvas, 1, 0, STYLE_STRONG, "Other");
    canvas_string(canvas, 1, used + 2, STYLE_EXAMPLE,
                  "In the file, but not in the form; kept as it is.");
    for (size_t i = 0; i < count; i++) {
        int row = (int)i + 2;
        int width = layout->stacked ? layout->width / 2 : layout->label_width;
        canvas_text_cut(canvas, row, FORM_GUTTER, width, STYLE_LABEL, others[i].path,
                        strlen(others[i].path));
        canvas_text_cut(canvas, row, FORM_GUTTER + width + 1, -1, STYLE_TEXT, others[i].text,
                        strlen(others[i].text));
    }
}

/* ── the view ── */

/* Where the focused field stands in the form. */
struct focus_place {
    int heading; /* first row, with the section's heading if it is the first field there */
    int begin, end;
    int below; /* rows that are wanted below the field */
    int cursor;
    int total; /* rows of the whole form */
};

static struct focus_place find_focus(const struct form_view *view, const struct form_layout *layout,
                                     const struct findings *findings)
{
    struct focus_place focus = {0};
    size_t before = view->count;
    for (size_t i = 0; i < view->count; i++) {
        if (!view->items[i].visible)
            continue;
        int heading = form_heading_rows(view, i, before);
        struct item_place place = form_measure(view, i, layout, findings);
        if (i == view->current) {
            const struct widget *widget = view->items[i].widget;
            focus.heading = focus.total + (heading > 1 ? heading - 1 : 0);
            focus.begin = focus.total + heading;
            focus.end = focus.begin + form_item_height(&place);
            focus.cursor = focus.begin + (place.below ? place.label_rows : 0);
            if (widget->class->cursor_row != NULL)
                focus.cursor += widget->class->cursor_row(widget, place.width);
            if (widget->class->room_below != NULL)
                focus.below = widget->class->room_below(widget);
        }
        focus.total += heading + form_item_height(&place);
        before = i;
    }
    if (before == view->current)
        focus.below = others_rows(view);
    focus.total += others_rows(view);
    return focus;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* Nothing moves as long as the field is in view. When it is not, the form moves by more than a row,
 * so that the next steps of the walk move nothing again. The whole field is shown if it fits, its
 * cursor in any case. */
static void follow_focus(struct form_view *view, const struct focus_place *focus, int height)
{
    int begin = focus->end - focus->heading <= height ? focus->heading : focus->begin;
    int margin = height >= MARGIN_FROM ? MARGIN : 0;
    int below = focus->end + (focus->below > margin ? focus->below : margin);
    if (view->heading_first)
        view->top = focus->heading;
    if (below > view->top + height)
        view->top = larger(below - height, smaller(begin - height / 3, focus->total - height));
    /* What opens below and cannot be shown whole gets all the room there is. */
    if (focus->below > 0 && focus->end + focus->below - focus->begin > height) {
        view->top = focus->begin;
        return;
    }
    if (begin - margin < view->top)
        view->top = smaller(begin - margin, focus->end - height * 2 / 3);
    if (focus->cursor >= view->top + height)
        view->top = focus->cursor - height + 1;
    if (focus->cursor < view->top)
        view->top = focus->cursor;
}

static void scroll(struct form_view *view, const struct focus_place *focus, int height)
{
    if (!view->loose)
        follow_focus(view, focus, height);
    bool beyond = !view->loose && (view->heading_first || focus->below > 0);
    if (view->top > focus->total - height && !beyond)
        view->top = focus->total - height;
    if (view->top < 0)
        view->top = 0;
}

/* Complaints about the focused field are shown if they were there when the focus came. */
static void take_notice(struct form_view *view, const struct findings *findings)
{
    if (!view->fresh)
        return;
    view->complained = true;
    view->complained = form_message_of(view, view->current, findings) != NULL;
    view->fresh = false;
}

void form_view_draw(struct form_view *view, struct canvas canvas, const struct findings *findings)
{
    if (form_view_field(view) == NULL || canvas.height < 1 || canvas.width < 8)
        return;
    struct form_layout layout = form_lay_out(canvas.width);
    take_notice(view, findings);
    struct focus_place focus = find_focus(view, &layout, findings);
    scroll(view, &focus, canvas.height);
    size_t before = view->count;
    int row = -view->top;
    for (size_t i = 0; i < view->count; i++) {
        view->items[i].drawn_rows = 0;
        if (!view->items[i].visible || row >= canvas.height)
            continue;
        int heading = form_heading_rows(view, i, before);
        struct item_place place = form_measure(view, i, &layout, findings);
        int height = form_item_height(&place);
        if (heading > 0 && row + heading > 0)
            draw_heading(view->items[i].field->section, canvas, row + heading - 1);
        row += heading;
        if (i == view->current) {
            view->over.row = row + (place.below ? place.label_rows : 0);
            view->over.column = place.column;
            view->over.width = place.width;
        }
        view->items[i].drawn_row = row;
        view->items[i].drawn_rows = height;
        if (row + height > 0)
            draw_item(view, i, canvas_part(canvas, row, 0, height, canvas.width), &layout,
                      findings);
        row += height;
        before = i;
    }
    if (row < canvas.height)
        draw_others(view, canvas_part(canvas, row, 0, others_rows(view), canvas.width), &layout);
}

void form_view_draw_over(struct form_view *view, struct canvas canvas)
{
    if (form_view_field(view) == NULL)
        return;
    struct widget *widget = view->items[view->current].widget;
    view->over.canvas = canvas;
    if (widget->class->draw_over != NULL)
        widget->class->draw_over(widget, &view->over);
}
