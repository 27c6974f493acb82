/* The walk: from field to field, section to section, to what is missing. What is not shown is not
 * in it. */
#include "form_view_internal.h"

struct form_item *form_current_item(const struct form_view *view)
{
    return &view->items[view->current];
}

void form_update_visibility(struct form_view *view)
{
    for (size_t i = 0; i < view->count; i++)
        view->items[i].visible = spec_is_visible(view->spec, view->items[i].field);
}

void form_enter(struct form_view *view, size_t index, bool from_behind)
{
    view->current = index;
    view->fresh = true;
    view->loose = false;
    view->heading_first = false;
    struct widget *widget = form_current_item(view)->widget;
    if (widget->class->focus != NULL && form_item_read_only(view, form_current_item(view)) == NULL)
        widget->class->focus(widget, from_behind);
}

void form_go_to(struct form_view *view, size_t index, bool from_behind)
{
    if (index == view->current)
        return;
    struct widget *widget = form_current_item(view)->widget;
    if (widget->class->blur != NULL)
        widget->class->blur(widget);
    form_item_forget_height(form_current_item(view));
    form_update_visibility(view);
    form_enter(view, index, from_behind);
}

/* The next visible item in one direction; `view->count` if there is none. */
static size_t find_visible(const struct form_view *view, size_t from, bool down)
{
    size_t index = from;
    while (down ? index + 1 < view->count : index > 0) {
        index = down ? index + 1 : index - 1;
        if (view->items[index].visible)
            return index;
    }
    return view->count;
}

void form_walk(struct form_view *view, bool down, bool from_behind)
{
    form_update_visibility(view);
    size_t index = find_visible(view, view->current, down);
    if (index < view->count)
        form_go_to(view, index, from_behind);
    else if (view->host->say != NULL)
        view->host->say(view->host->context,
                        down ? "This is the last field." : "This is the first field.");
}

bool form_view_focus(struct form_view *view, const struct field *field)
{
    form_update_visibility(view);
    for (size_t i = 0; i < view->count; i++)
        if (view->items[i].field == field && view->items[i].visible) {
            form_go_to(view, i, false);
            return true;
        }
    return false;
}

bool form_view_focus_row(struct form_view *view, const struct field *field, size_t row)
{
    if (!form_view_focus(view, field))
        return false;
    struct form_item *item = form_current_item(view);
    if (item->widget->class->enter != NULL && form_item_read_only(view, item) == NULL &&
        !form_item_is_not_applicable(view, item))
        item->widget->class->enter(item->widget, row);
    return true;
}

bool form_view_focus_section(struct form_view *view, const struct section *section)
{
    form_update_visibility(view);
    for (size_t i = 0; i < view->count; i++)
        if (view->items[i].field->section == section && view->items[i].visible) {
            form_go_to(view, i, false);
            view->heading_first = true;
            return true;
        }
    return false;
}

/* The neighbouring section that shows a field; going back, first to the start of this one. */
void form_walk_section(struct form_view *view, bool down)
{
    const struct form *form = spec_form(view->spec);
    const struct section *here = form_current_item(view)->field->section;
    size_t before = find_visible(view, view->current, false);
    if (!down && before < view->count && view->items[before].field->section == here) {
        (void)form_view_focus_section(view, here);
        return;
    }
    for (size_t i = here->index; down ? i + 1 < form->section_count : i > 0;) {
        i = down ? i + 1 : i - 1;
        if (form_view_focus_section(view, &form->sections[i]))
            return;
    }
    if (down) {
        while (find_visible(view, view->current, true) < view->count)
            form_go_to(view, find_visible(view, view->current, true), false);
    }
}

static bool is_missing_or_wrong(const struct form_view *view, const struct form_item *item,
                                const struct findings *findings)
{
    const struct finding *finding = findings_of_field(findings, item->field);
    if (finding != NULL && finding->severity >= SEVERITY_WARNING)
        return true;
    return item->field->required_from >= 0 && !spec_is_answered(view->spec, item->field);
}

bool form_view_focus_missing(struct form_view *view, const struct findings *findings)
{
    form_update_visibility(view);
    for (size_t i = 1; i <= view->count; i++) {
        size_t index = (view->current + i) % view->count;
        const struct form_item *item = &view->items[index];
        if (item->visible && is_missing_or_wrong(view, item, findings)) {
            form_go_to(view, index, false);
            return true;
        }
    }
    return false;
}
