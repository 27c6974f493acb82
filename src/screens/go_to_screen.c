/* Go to a section or a field by name: all of them with their values, narrowed by typing. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "ui/list_view.h"
#include "ui/text_line.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

struct place {
    const struct section *section;
    const struct field *field; /* NULL: the section */
};

struct go_to_screen {
    struct screen screen;
    const struct spec *spec;
    void (*chosen)(struct screen *editor, const struct section *section, const struct field *field);
    struct screen *editor;
    struct place *places;
    size_t count;
    size_t capacity;
    struct text_line filter;
    struct list_view view;
    struct list_rows rows;
};

static struct go_to_screen *self_of(struct screen *screen)
{
    return (struct go_to_screen *)screen;
}

/* ── what is shown ── */

static bool fits(const char *text, const char *folded)
{
    char *mine = utf8_fold(text, true);
    bool found = strstr(mine, folded) != NULL;
    free(mine);
    return found;
}

static void add(struct go_to_screen *self, const struct section *section, const struct field *field)
{
    self->places = memory_grow(self->places, &self->capacity, self->count, sizeof *self->places);
    self->places[self->count++] = (struct place){section, field};
}

static void add_section(struct go_to_screen *self, const struct section *section,
                        const char *folded)
{
    if (spec_count_section(self->spec, section).visible == 0)
        return;
    bool whole = fits(section->title, folded);
    if (whole)
        add(self, section, NULL);
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        if (spec_is_visible(self->spec, field) &&
            (fits(field->label, folded) || fits(field->id, folded)))
            add(self, section, field);
    }
}

static void update(struct go_to_screen *self)
{
    const struct form *form = spec_form(self->spec);
    char *folded = utf8_fold(text_line_string(&self->filter), true);
    self->count = 0;
    for (size_t i = 0; i < form->section_count; i++)
        add_section(self, &form->sections[i], folded);
    free(folded);
    list_view_set_count(&self->view, self->count, &self->rows);
}

/* ── drawing ── */

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    const struct go_to_screen *self = context;
    const struct place *place = &self->places[index];
    (void)selected;
    if (place->field == NULL) {
        canvas_text_cut(row, 0, 1, row.width - 2, STYLE_STRONG, place->section->title,
                        strlen(place->section->title));
        return;
    }
    struct buffer value = {0};
    int label = row.width * 2 / 5;
    canvas_text_cut(row, 0, 3, label - 4, STYLE_TEXT, place->field->label,
                    strlen(place->field->label));
    field_format(place->field, spec_value(self->spec, place->field), &value);
    canvas_text_cut(row, 0, label, row.width - label - 1, STYLE_EXAMPLE, buffer_string(&value),
                    value.length);
    buffer_done(&value);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct go_to_screen *self = self_of(screen);
    int width = canvas.width > 90 ? 84 : canvas.width - 4;
    int height = canvas.height > 24 ? 20 : canvas.height - 2;
    struct canvas box = canvas_part(canvas, (canvas.height - height) / 2,
                                    (canvas.width - width) / 2, height, width);
    canvas_fill(box, 0, 0, height, width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, "Go to");
    struct canvas inside = canvas_part(box, 1, 1, height - 2, width - 2);
    struct canvas list = canvas_part(inside, 1, 0, inside.height - 1, inside.width);
    list_view_draw(&self->view, list, &self->rows, false);
    if (self->count == 0)
        canvas_string(list, 0, 1, STYLE_EXAMPLE, "No section or field has this name.");
    text_line_draw(&self->filter, canvas_part(inside, 0, 1, 1, inside.width - 2), STYLE_FIELD,
                   true);
}

/* ── obeying ── */

static bool obey(struct screen *screen, enum command command)
{
    struct go_to_screen *self = self_of(screen);
    if (command == COMMAND_CLOSE || command == COMMAND_GO_TO) {
        app_pop(screen->app);
    } else if (command == COMMAND_OPEN) {
        if (self->count == 0)
            return true;
        struct place place = self->places[self->view.selected];
        app_pop(screen->app);
        self->chosen(self->editor, place.section, place.field);
    } else if (!list_view_obey(&self->view, command, &self->rows)) {
        if (!text_line_obey(&self->filter, command))
            return command != COMMAND_QUIT;
        update(self);
    }
    return true;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    struct go_to_screen *self = self_of(screen);
    (void)pasted;
    text_line_insert(&self->filter, text, length);
    update(self);
    list_view_select(&self->view, 0, &self->rows);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_TEXT;
    found[1] = CONTEXT_ROWS;
    return 2;
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    (void)screen;
    if (room < 3)
        return;
    commands[0] = COMMAND_OPEN;
    commands[1] = COMMAND_CLOSE;
    commands[2] = COMMAND_NONE;
}

static void free_screen(struct screen *screen)
{
    struct go_to_screen *self = self_of(screen);
    text_line_done(&self->filter);
    free(self->places);
    free(self);
}

struct screen *go_to_screen_new(struct app *app, const struct spec *spec,
                                void (*chosen)(struct screen *editor, const struct section *section,
                                               const struct field *field),
                                struct screen *editor)
{
    static const struct screen_class class = {
        .name = "go-to",
        .overlay = true,
        .draw = draw,
        .obey = obey,
        .insert = insert,
        .contexts = contexts,
        .footer = footer,
        .free = free_screen,
    };
    struct go_to_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &class, .app = app};
    self->spec = spec;
    self->chosen = chosen;
    self->editor = editor;
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    text_line_init(&self->filter, "");
    update(self);
    return &self->screen;
}
