/* A switch: Space changes it, y and n set it. */
#include "box_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct place *place_of(const struct widget *widget)
{
    return &((const struct box *)widget)->place;
}

static int yes_no_height(const struct widget *widget, int width, bool focused)
{
    (void)widget, (void)width, (void)focused;
    return 1;
}

static bool is_set(const struct widget *widget, const char *text)
{
    return strcmp(place_text(place_of(widget)), text) == 0;
}

static int draw_position(struct canvas canvas, int column, const char *label, bool set,
                         bool focused)
{
    enum style style = !focused ? STYLE_TEXT : set ? STYLE_FIELD : STYLE_TEXT;
    canvas_symbol(canvas, 0, column, style, set ? SYMBOL_DOT : SYMBOL_RING);
    if (set && focused)
        canvas_set_cursor(canvas, 0, column);
    return column + 2 + canvas_string(canvas, 0, column + 2, style, label) + 3;
}

static void yes_no_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    bool yes = is_set(widget, "true");
    bool no = is_set(widget, "false");
    if (!focused && yes != no) {
        canvas_string(canvas, 0, 0, STYLE_TEXT, yes ? "Yes" : "No");
        return;
    }
    if (!focused) {
        box_draw_line(place_of(widget), canvas, false, place_text(place_of(widget)));
        return;
    }
    canvas_set_cursor(canvas, 0, 0);
    int column = draw_position(canvas, 0, "Yes", yes, focused);
    (void)draw_position(canvas, column, "No", no, focused);
}

static void set(struct widget *widget, const char *text)
{
    const struct place *place = place_of(widget);
    place_begin_step(place);
    place_set_text(place, text);
    place_begin_step(place);
}

static enum widget_answer yes_no_obey(struct widget *widget, enum command command)
{
    switch (command) {
    case COMMAND_OPEN:
        return WIDGET_NEXT;
    case COMMAND_TOGGLE:
        set(widget, is_set(widget, "true") ? "false" : "true");
        return WIDGET_DONE;
    case COMMAND_LEFT:
        set(widget, "true");
        return WIDGET_DONE;
    case COMMAND_RIGHT:
        set(widget, "false");
        return WIDGET_DONE;
    default:
        return WIDGET_IGNORED;
    }
}

static bool means(const char *const words[], const char *text, size_t length)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (strlen(words[i]) == length && strncasecmp(words[i], text, length) == 0)
            return true;
    return false;
}

/* A key is an answer by its letter; what is pasted must be one. */
static enum widget_answer yes_no_insert(struct widget *widget, const char *text, size_t length,
                                        bool pasted)
{
    static const char *const yes[] = {"y", "yes", "t", "true", "1", NULL};
    static const char *const no[] = {"n", "no", "f", "false", "0", NULL};
    const char *newline = memchr(text, '\n', length);
    size_t word = newline != NULL ? (size_t)(newline - text) : length;
    size_t answer = pasted ? word : 1;
    if (length == 1 && text[0] == ' ')
        return yes_no_obey(widget, COMMAND_TOGGLE);
    if (length > 0 && means(yes, text, answer))
        set(widget, "true");
    else if (length > 0 && means(no, text, answer))
        set(widget, "false");
    else
        box_say(place_of(widget), "Type y for yes, n for no; Space changes it.");
    return WIDGET_DONE;
}

static size_t yes_no_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    (void)widget;
    contexts[0] = CONTEXT_CHOICE;
    return 1;
}

static void yes_no_explain(const struct widget *widget, struct buffer *out)
{
    (void)widget;
    buffer_append_string(out, "y or n; Space changes it.");
}

static void yes_no_free(struct widget *widget)
{
    free(widget);
}

struct widget *yes_no_box_new(const struct place *place)
{
    static const struct widget_class class = {
        .name = "yes_no",
        .height = yes_no_height,
        .draw = yes_no_draw,
        .obey = yes_no_obey,
        .insert = yes_no_insert,
        .contexts = yes_no_contexts,
        .explain = yes_no_explain,
        .free = yes_no_free,
    };
    struct box *self = memory_allocate(sizeof *self);
    self->widget.class = &class;
    self->place = *place;
    return &self->widget;
}
