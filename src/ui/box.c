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
