#include "box_internal.h"

#include <string.h>

void box_draw_example(const struct place *place, struct canvas canvas, int row, int column,
                      bool focused)
{
    const struct strings *examples = &place->field->examples;
    if (focused)
        canvas_fill(canvas, row, column, 1, canvas.width - column, STYLE_FIELD);
    if (examples->count == 0)
        return;
    const char *example = examples->items[0];
    size_t length = strcspn(example, "\n");
    int used = canvas_text_cut(canvas, row, column, -1, STYLE_EXAMPLE, example, length);
    if (focused)
        canvas_underline(canvas, row, column, used);
}

void box_draw_line(const struct place *place, struct canvas canvas, bool focused, const char *text)
{
    enum style style = focused ? STYLE_FIELD : STYLE_TEXT;
    if (text[0] == '\0') {
        box_draw_example(place, canvas, 0, 0, focused);
        return;
    }
    if (focused)
        canvas_fill(canvas, 0, 0, 1, canvas.width, style);
    canvas_text_cut(canvas, 0, 0, -1, style, text, strlen(text));
}

void box_say(const struct place *place, const char *text)
{
    if (place->host->say != NULL)
        place->host->say(place->host->context, text);
}

/* ── typing ── */

void box_store_typing(const struct typing *typing, bool deleting)
{
    if (*typing->deleting != deleting)
        place_begin_step(typing->place);
    *typing->deleting = deleting;
    typing->store(typing->box);
}

enum widget_answer box_obey_typing(const struct typing *typing, enum command command)
{
    switch (field_text_obey(typing->text, command)) {
    case EDIT_NOT_MINE:
        return WIDGET_IGNORED;
    case EDIT_NOTHING:
        return command == COMMAND_UP || command == COMMAND_DOWN ? WIDGET_IGNORED : WIDGET_DONE;
    case EDIT_MOVED:
        place_begin_step(typing->place);
        return WIDGET_DONE;
    case EDIT_CHANGED:
        box_store_typing(typing, true);
        return WIDGET_DONE;
    }
    return WIDGET_IGNORED;
}

void box_insert_typing(const struct typing *typing, const char *text, size_t length, bool pasted)
{
    if (pasted)
        place_begin_step(typing->place);
    if (edit_text_insert(&typing->text->text, text, length))
        box_store_typing(typing, false);
    if (pasted)
        place_begin_step(typing->place);
}
