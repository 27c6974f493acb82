/* The specification as a reader sees it: what is answered, section by section; scrolling, searchable. */
#include "base/buffer.h"
#include "base/memory.h"
#include "model/field_type.h"
#include "ui/pager.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_INDENT = 3, VALUE_COLUMN = 28, ROW_INDENT = 5 };

struct preview_screen {
    struct screen screen;
    struct sheet *sheet; /* borrowed from the editor below */
    struct pager *pager;
    char *searched; /* what was looked for last */
};

static struct preview_screen *as_preview(struct screen *screen)
{
    return (struct preview_screen *)screen;
}

/* ── text ── */

static void add_pair(struct pager *pager, int indent, const char *label, const char *text)
{
    pager_add_pair(pager, indent, STYLE_LABEL, label, VALUE_COLUMN, STYLE_TEXT, text);
}

static void add_rows(struct pager *pager, const struct field *table, const struct value *value)
{
    pager_add(pager, STYLE_LABEL, LABEL_INDENT, table->label);
    for (size_t i = 0; i < value->count; i++) {
        const struct value *row = &value->items[i];
        for (size_t column = 0; column < row->count; column++) {
            if (value_is_empty(&row->items[column]))
                continue;
            struct buffer text = {0};
            field_format(&table->columns[column], &row->items[column], &text);
            add_pair(pager, ROW_INDENT, table->columns[column].label, buffer_string(&text));
            buffer_done(&text);
        }
        pager_add_gap(pager);
    }
}

static void add_entries(struct pager *pager, const struct field *field, const struct value *value)
{
    bool numbered = strcmp(field->type->name, "steps") == 0;
    pager_add(pager, STYLE_LABEL, LABEL_INDENT, field->label);
    for (size_t i = 0; i < value->count; i++) {
        struct buffer text = {0};
        struct buffer mark = {0};
        buffer_append_format(&mark, numbered ? "%zu." : "-", i + 1);
        field_format(field, &value->items[i], &text);
        pager_add_pair(pager, ROW_INDENT, STYLE_LABEL, buffer_string(&mark), ROW_INDENT + 4,
                       STYLE_TEXT, buffer_string(&text));
        buffer_done(&mark);
        buffer_done(&text);
    }
}

static void add_field(struct pager *pager, const struct field *field, const struct value *value)
{
    if (field->type->shape == SHAPE_TABLE && value->kind == VALUE_LIST) {
        add_rows(pager, field, value);
        return;
    }
    if (value->kind == VALUE_LIST && value->count > 1 && field->choices == NULL) {
        add_entries(pager, field, value);
        return;
    }
    if (field->type->shape == SHAPE_PARAGRAPH) {
        pager_add(pager, STYLE_LABEL, LABEL_INDENT, field->label);
        pager_add(pager, STYLE_TEXT, ROW_INDENT, value_text(value));
        return;
    }
    struct buffer text = {0};
    field_format(field, value, &text);
    add_pair(pager, LABEL_INDENT, field->label, buffer_string(&text));
    buffer_done(&text);
}

static void add_section(struct pager *pager, const struct spec *spec,
                        const struct section *section)
{
    bool titled = false;
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        const struct value *value = spec_value(spec, field);
        if (value_is_empty(value) || !spec_is_visible(spec, field))
            continue;
        if (!titled) {
            pager_add_gap(pager);
            pager_add(pager, STYLE_STRONG, 1, section->title);
            titled = true;
        }
        add_field(pager, field, value);
    }
}

static void fill(struct preview_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    const struct form *form = spec_form(spec);
    size_t other_count = 0;
    const struct other_value *others = spec_others(spec, &other_count);
    for (size_t i = 0; i < form->section_count; i++)
        add_section(self->pager, spec, &form->sections[i]);
    if (other_count > 0) {
        pager_add_gap(self->pager);
        pager_add(self->pager, STYLE_STRONG, 1, "Other");
    }
    for (size_t i = 0; i < other_count; i++)
        add_pair(self->pager, LABEL_INDENT, others[i].path, others[i].text);
}

/* ── screen ── */

static void draw(struct screen *screen, struct canvas canvas)
{
    struct preview_screen *self = as_preview(screen);
    const struct spec *spec = sheet_spec(self->sheet);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_string(canvas, 0, 1, STYLE_BAR_KEY, spec_id(spec));
    canvas_text_cut(canvas, 0, column + 2, canvas.width - column - 3, STYLE_BAR, spec_title(spec),
                    strlen(spec_title(spec)));
    pager_draw(self->pager, canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width));
}

static void search(struct screen *screen, const char *text)
{
    struct preview_screen *self = as_preview(screen);
    if (text == NULL)
        return;
    free(self->searched);
    self->searched = memory_copy_string(text);
    if (!pager_search(self->pager, text) && text[0] != '\0')
        app_say(screen->app, "Nothing here holds that text.");
}

static bool obey(struct screen *screen, enum command command)
{
    struct preview_screen *self = as_preview(screen);
    switch (command) {
    case COMMAND_CLOSE:
    case COMMAND_PREVIEW:
        app_pop(screen->app);
        return true;
    case COMMAND_FIND:
        app_prompt(screen->app, "Find", self->searched != NULL ? self->searched : "", search,
                   screen);
        return true;
    default:
        return pager_obey(self->pager, command);
    }
}

static void free_preview(struct screen *screen)
{
    struct preview_screen *self = as_preview(screen);
    pager_free(self->pager);
    free(self->searched);
    free(self);
}

static const struct screen_class preview_class = {
    .name = "preview",
    .draw = draw,
    .obey = obey,
    .context = CONTEXT_PAGER,
    .commands = (const enum command[]){COMMAND_CLOSE, COMMAND_PAGE_DOWN, COMMAND_PAGE_UP,
                                       COMMAND_FIND, COMMAND_HELP, COMMAND_NONE},
    .free = free_preview,
};

struct screen *preview_screen_new(struct app *app, struct sheet *sheet)
{
    struct preview_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &preview_class, .app = app};
    self->sheet = sheet;
    self->pager = pager_new();
    fill(self);
    return &self->screen;
}
