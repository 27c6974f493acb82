#include "form_view_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static void call(void (*function)(struct widget *), struct widget *widget)
{
    if (function != NULL)
        function(widget);
}

bool form_item_is_not_applicable(const struct form_view *view, const struct form_item *item)
{
    return spec_value(view->spec, item->field)->kind == VALUE_NOT_APPLICABLE;
}

const char *form_item_read_only(const struct form_view *view, const struct form_item *item)
{
    const char *reason = spec_read_only_reason(view->spec, item->field);
    if (reason == NULL && spec_value(view->spec, item->field)->kind == VALUE_RAW)
        return "what stands in the file does not fit this field";
    return reason;
}

bool form_item_is_plain(const struct form_view *view, const struct form_item *item)
{
    const char *reason = form_item_read_only(view, item);
    return reason != NULL && reason[0] != '\0';
}

void form_item_forget_height(struct form_item *item)
{
    item->measured_width = 0;
}

/* ── create ── */

struct form_view *form_view_new(struct spec *spec, struct field_host *host)
{
    struct form_view *view = memory_allocate(sizeof *view);
    const struct form *form = spec_form(spec);
    view->spec = spec;
    view->host = host;
    for (size_t s = 0; s < form->section_count; s++)
        view->count += form->sections[s].field_count;
    view->items = memory_allocate(view->count * sizeof *view->items);
    struct form_item *item = view->items;
    for (size_t s = 0; s < form->section_count; s++)
        for (size_t f = 0; f < form->sections[s].field_count; f++, item++) {
            item->field = form->sections[s].fields[f];
            item->widget = field_widget_new(spec, item->field, host);
        }
    form_update_visibility(view);
    while (view->current + 1 < view->count && !form_current_item(view)->visible)
        view->current++;
    if (view->count > 0)
        form_enter(view, view->current, false);
    return view;
}

void form_view_free(struct form_view *view)
{
    if (view == NULL)
        return;
    for (size_t i = 0; i < view->count; i++)
        field_widget_free(view->items[i].widget);
    free(view->items);
    free(view);
}

/* ── ask ── */

const struct field *form_view_field(const struct form_view *view)
{
    const struct form_item *item = view->count > 0 ? form_current_item(view) : NULL;
    return item != NULL && item->visible ? item->field : NULL;
}

const struct field *form_view_asked(const struct form_view *view)
{
    const struct field *field = form_view_field(view);
    if (field == NULL || form_item_read_only(view, form_current_item(view)) != NULL)
        return field;
    const struct widget *widget = form_current_item(view)->widget;
    const struct field *asked = widget->class->asked != NULL ? widget->class->asked(widget) : NULL;
    return asked != NULL ? asked : field;
}

void form_view_explain(const struct form_view *view, struct buffer *out)
{
    if (form_view_field(view) == NULL || form_item_read_only(view, form_current_item(view)) != NULL)
        return;
    const struct widget *widget = form_current_item(view)->widget;
    if (form_item_is_not_applicable(view, form_current_item(view)))
        buffer_append_string(out, "Answered: does not apply. What you type takes its place.");
    else if (widget->class->explain != NULL)
        widget->class->explain(widget, out);
}

void form_view_copy(const struct form_view *view, struct buffer *out)
{
    const struct field *field = form_view_field(view);
    if (field == NULL)
        return;
    const struct form_item *item = form_current_item(view);
    const struct value *value = spec_value(view->spec, field);
    bool asks = form_item_read_only(view, item) == NULL && !form_item_is_not_applicable(view, item);
    if (asks && item->widget->class->copy != NULL && item->widget->class->copy(item->widget, out))
        return;
    if (value->kind == VALUE_TEXT)
        buffer_append_string(out, value_text(value));
    else
        field_format(field, value, out);
}

size_t form_view_contexts(const struct form_view *view, enum keymap_context contexts[4])
{
    size_t count = 0;
    const struct form_item *item = form_view_field(view) != NULL ? form_current_item(view) : NULL;
    if (item != NULL && form_item_read_only(view, item) == NULL) {
        const struct widget *widget = item->widget;
        count = widget->class->contexts(widget, contexts);
    }
    if (count < 4)
        contexts[count++] = CONTEXT_FORM;
    return count;
}

/* ── change ── */

void form_view_reload(struct form_view *view)
{
    form_update_visibility(view);
    for (size_t i = 0; i < view->count; i++) {
        call(view->items[i].widget->class->reload, view->items[i].widget);
        form_item_forget_height(&view->items[i]);
    }
    if (view->count > 0 && !form_current_item(view)->visible)
        form_walk(view, true, false);
}

/* Set the whole value, as a step of its own. */
static void set_value(struct form_view *view, struct value take)
{
    struct form_item *item = form_current_item(view);
    if (!value_equal(spec_value(view->spec, item->field), &take)) {
        view->host->step++;
        spec_set_value(view->spec, item->field, &take, 0);
    }
    value_done(&take);
    call(item->widget->class->reload, item->widget);
}

static void say(const struct form_view *view, const char *text)
{
    if (view->host->say != NULL)
        view->host->say(view->host->context, text);
}

static bool switch_not_applicable(struct form_view *view)
{
    const struct form_item *item = form_current_item(view);
    if (!field_allows_not_applicable(spec_form(view->spec), item->field))
        say(view, "This field always needs a value.");
    else if (form_item_is_not_applicable(view, item))
        set_value(view, (struct value){0});
    else
        set_value(view, (struct value){.kind = VALUE_NOT_APPLICABLE});
    return true;
}

static bool refuse(const struct form_view *view, const char *reason)
{
    char *text = reason[0] != '\0' ? memory_format("Not editable here: %s.", reason)
                                   : memory_copy_string("This is only shown.");
    say(view, text);
    free(text);
    return true;
}

/* What the focused field did not want. */
static bool obey_walk(struct form_view *view, enum command command, const char *read_only)
{
    switch (command) {
    case COMMAND_NEXT_FIELD:
    case COMMAND_OPEN:
    case COMMAND_DOWN:
        form_walk(view, true, false);
        return true;
    case COMMAND_PREVIOUS_FIELD:
        form_walk(view, false, false);
        return true;
    case COMMAND_UP:
        form_walk(view, false, true);
        return true;
    case COMMAND_NEXT_SECTION:
    case COMMAND_PREVIOUS_SECTION:
        form_walk_section(view, command == COMMAND_NEXT_SECTION);
        return true;
    case COMMAND_NOT_APPLICABLE:
        return read_only != NULL ? refuse(view, read_only) : switch_not_applicable(view);
    case COMMAND_CLEAR:
        if (read_only != NULL)
            return refuse(view, read_only);
        set_value(view, (struct value){0});
        return true;
    default:
        return false;
    }
}

static bool is_deletion(enum command command)
{
    return command == COMMAND_DELETE_BACK || command == COMMAND_DELETE_FORWARD ||
           command == COMMAND_DELETE_WORD || command == COMMAND_DELETE_TO_START;
}

bool form_view_obey(struct form_view *view, enum command command)
{
    if (form_view_field(view) == NULL)
        return false;
    view->loose = false;
    struct form_item *item = form_current_item(view);
    const char *read_only = form_item_read_only(view, item);
    if (read_only != NULL)
        return obey_walk(view, command, read_only);
    if (is_deletion(command) && form_item_is_not_applicable(view, item)) {
        set_value(view, (struct value){0});
        return true;
    }
    switch (item->widget->class->obey(item->widget, command)) {
    case WIDGET_IGNORED:
        return obey_walk(view, command, NULL);
    case WIDGET_NEXT:
        form_walk(view, true, false);
        break;
    case WIDGET_PREVIOUS:
        form_walk(view, false, false);
        break;
    default:
        break;
    }
    form_update_visibility(view);
    return true;
}

static void insert(struct form_view *view, const char *text, size_t length, bool pasted)
{
    struct widget *widget = form_current_item(view)->widget;
    if (widget->class->insert(widget, text, length, pasted) == WIDGET_NEXT)
        form_walk(view, true, false);
    form_update_visibility(view);
}

/* Control characters, as terminals and documents leave them in what is copied, are no text. */
static void paste(struct form_view *view, const char *text, size_t length)
{
    struct buffer clean = {0};
    size_t left_out = utf8_append_printable(&clean, text, length);
    if (clean.length > 0)
        insert(view, clean.bytes, clean.length, true);
    if (left_out > 0) {
        char *said = memory_format("Pasted without %zu control character%s.", left_out,
                                   left_out == 1 ? "" : "s");
        say(view, said);
        free(said);
    }
    buffer_done(&clean);
}

void form_view_insert(struct form_view *view, const char *text, size_t length, bool pasted)
{
    if (form_view_field(view) == NULL)
        return;
    view->loose = false;
    const char *read_only = form_item_read_only(view, form_current_item(view));
    if (read_only != NULL)
        (void)refuse(view, read_only);
    else if (pasted)
        paste(view, text, length);
    else
        insert(view, text, length, false);
}

/* ── the mouse ── */

/* What lies over the form hears of a click first. */
static bool click_over(struct form_view *view, int row, int column, bool twice)
{
    if (form_view_field(view) == NULL || view->over.canvas.height == 0)
        return false;
    struct widget *widget = form_current_item(view)->widget;
    if (widget->class->click_over == NULL)
        return false;
    switch (widget->class->click_over(widget, &view->over, row, column, twice)) {
    case WIDGET_IGNORED:
        return false;
    case WIDGET_NEXT:
        form_walk(view, true, false);
        break;
    default:
        break;
    }
    form_update_visibility(view);
    return true;
}

/* A click beside an open list or calendar closes it, whatever it hits. */
static void close_over(struct form_view *view)
{
    enum keymap_context contexts[4];
    if (form_view_contexts(view, contexts) > 1 &&
        (contexts[0] == CONTEXT_PICK || contexts[0] == CONTEXT_CALENDAR))
        (void)form_view_obey(view, COMMAND_CLOSE);
}

bool form_view_click(struct form_view *view, int row, int column, bool twice)
{
    if (click_over(view, row, column, twice))
        return true;
    close_over(view);
    for (size_t i = 0; i < view->count; i++) {
        const struct form_item *item = &view->items[i];
        if (row < item->drawn_row || row >= item->drawn_row + item->drawn_rows)
            continue;
        form_go_to(view, i, false);
        if (twice)
            (void)form_view_obey(view, COMMAND_OPEN);
        return true;
    }
    return false;
}

void form_view_scroll(struct form_view *view, int rows)
{
    view->top += rows;
    view->loose = true;
}
