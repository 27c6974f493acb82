/* Go to a section or a field by name: all of them with their values, narrowed by typing. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"

#include "editor_internal.h"
#include "narrow_internal.h"

#include <stdlib.h>
#include <string.h>

struct place {
    const struct section *section;
    const struct field *field; /* NULL: the section */
};

struct go_to_screen {
    struct narrow_screen narrow;
    const struct spec *spec;
    void (*chosen)(struct screen *editor, const struct section *section, const struct field *field);
    struct screen *editor;
    struct place *places;
    size_t count;
    size_t capacity;
};

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
    if (fits(section->title, folded))
        add(self, section, NULL);
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        if (spec_is_visible(self->spec, field) &&
            (fits(field->label, folded) || fits(field->id, folded)))
            add(self, section, field);
    }
}

static size_t fill(struct narrow_screen *narrow, const char *folded)
{
    struct go_to_screen *self = (struct go_to_screen *)narrow;
    const struct form *form = spec_form(self->spec);
    self->count = 0;
    for (size_t i = 0; i < form->section_count; i++)
        add_section(self, &form->sections[i], folded);
    return self->count;
}

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

static void take(struct narrow_screen *narrow, size_t index)
{
    const struct go_to_screen *self = (const struct go_to_screen *)narrow;
    self->chosen(self->editor, self->places[index].section, self->places[index].field);
}

static void done(struct narrow_screen *narrow)
{
    free(((struct go_to_screen *)narrow)->places);
}

struct screen *go_to_screen_new(struct app *app, const struct spec *spec,
                                void (*chosen)(struct screen *editor, const struct section *section,
                                               const struct field *field),
                                struct screen *editor)
{
    static const struct narrow_traits traits = {
        .title = "Go to",
        .nothing = "No section or field has this name.",
        .opener = COMMAND_GO_TO,
        .width = 84,
        .height = 20,
        .fill = fill,
        .draw_row = draw_row,
        .take = take,
        .done = done,
    };
    struct go_to_screen *self = memory_allocate(sizeof *self);
    self->spec = spec;
    self->chosen = chosen;
    self->editor = editor;
    narrow_begin(&self->narrow, app, &traits);
    return &self->narrow.screen;
}
