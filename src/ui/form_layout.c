#include "form_layout_internal.h"

#include "field_text_internal.h"
#include "model/field_type.h"

#include <string.h>

enum {
    LABEL_LEAST = 16,
    LABEL_MOST = 26,
    STACKED_BELOW = 48, /* narrower: labels stand above their values */
    STACKED_INDENT = 4,
};

struct form_layout form_lay_out(int width)
{
    struct form_layout layout = {.width = width, .stacked = width < STACKED_BELOW};
    if (layout.stacked) {
        layout.label_width = width - FORM_GUTTER;
        layout.value_column = STACKED_INDENT;
    } else {
        int label = width * 36 / 100;
        label = label < LABEL_LEAST ? LABEL_LEAST : label > LABEL_MOST ? LABEL_MOST : label;
        layout.label_width = label;
        layout.value_column = FORM_GUTTER + label + 1;
    }
    layout.value_width = width - layout.value_column - 1;
    return layout;
}

const struct finding *form_message_of(const struct form_view *view, size_t index,
                                      const struct findings *findings)
{
    const struct finding *finding = findings_of_field(findings, view->items[index].field);
    if (finding == NULL || finding->severity < SEVERITY_WARNING ||
        strcmp(finding->rule, "required") == 0)
        return NULL;
    return index != view->current || view->complained ? finding : NULL;
}

static int value_rows(const struct form_view *view, size_t index, int width)
{
    const struct form_item *item = &view->items[index];
    if (form_item_is_plain(view, item)) {
        struct buffer text = {0};
        field_format(item->field, spec_value(view->spec, item->field), &text);
        int rows =
            text_rows(buffer_string(&text), width, FORM_MESSAGE_ROWS, view->host->show_flags) + 1;
        buffer_done(&text);
        return rows;
    }
    if (form_item_is_not_applicable(view, item))
        return 1;
    return item->widget->class->height(item->widget, width, index == view->current);
}

void form_describe_question(const struct question *question, struct buffer *out)
{
    buffer_clear(out);
    buffer_append_string(out, question->text);
    if (question->with[0] != '\0')
        buffer_append_format(out, " (%s)", question->with);
}

static int question_rows(const struct form_view *view, const struct field *field, int width)
{
    struct question question = {0};
    struct buffer text = {0};
    int rows = 0;
    for (size_t i = 0; question_find_open(view->spec, field, i, &question); i = question.row + 1) {
        form_describe_question(&question, &text);
        rows +=
            text_rows(buffer_string(&text), width - 2, FORM_MESSAGE_ROWS, view->host->show_flags);
    }
    buffer_done(&text);
    return rows;
}

size_t form_find_hidden(const struct form_view *view, const struct section *section, size_t index)
{
    while (index < view->count &&
           (view->items[index].visible || view->items[index].field->section != section))
        index++;
    return index;
}

static bool ends_section(const struct form_view *view, size_t index)
{
    const struct section *section = view->items[index].field->section;
    for (size_t i = index + 1; i < view->count && view->items[i].field->section == section; i++)
        if (view->items[i].visible)
            return false;
    return true;
}

struct item_place form_measure(const struct form_view *view, size_t index,
                               const struct form_layout *layout, const struct findings *findings)
{
    struct form_item *item = &view->items[index];
    bool plain = form_item_is_plain(view, item) || form_item_is_not_applicable(view, item);
    bool wide = field_widget_is_wide(item->field) && !plain;
    struct item_place place = {.below = layout->stacked || wide};
    place.column = wide ? STACKED_INDENT : layout->value_column;
    place.width = layout->width - place.column - 1;
    bool known = index != view->current && item->measured_width == place.width &&
                 item->label_width == layout->label_width;
    if (!known) {
        item->measured_width = place.width;
        item->label_width = layout->label_width;
        item->label_rows =
            text_rows(item->field->label, layout->label_width + 1, 2, view->host->show_flags);
        item->value_rows = value_rows(view, index, place.width);
    }
    place.label_rows = item->label_rows;
    place.value_rows = item->value_rows;
    const struct finding *message = form_message_of(view, index, findings);
    if (message != NULL)
        place.message_rows =
            text_rows(message->message, place.width - 2, FORM_MESSAGE_ROWS, view->host->show_flags);
    place.question_rows = question_rows(view, item->field, place.width);
    if (ends_section(view, index) &&
        form_find_hidden(view, item->field->section, 0) < view->count)
        place.hidden_rows = 1;
    return place;
}

int form_item_height(const struct item_place *place)
{
    int rows = place->value_rows + place->message_rows + place->question_rows;
    if (place->below)
        return place->label_rows + rows + place->hidden_rows;
    return (rows > place->label_rows ? rows : place->label_rows) + place->hidden_rows;
}

int form_heading_rows(const struct form_view *view, size_t index, size_t before)
{
    if (before < view->count &&
        view->items[before].field->section == view->items[index].field->section)
        return 0;
    return before < view->count ? 2 : 1;
}
