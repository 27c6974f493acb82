#include "ui/section_list.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE_COLUMN = 2 };

struct section_row {
    struct spec_count count;
    int worst;   /* severity of the gravest finding; -1: none */
    bool missing; /* something required is, be it in a row of an answered table */
    bool copied; /* something in it was copied and not touched since */
};

struct section_list {
    const struct form *form;
    struct section_row *rows; /* one for each section */
};

/* The gravest finding in a section that is not only about something missing; -1: none. */
static int gravest(const struct findings *findings, const struct section *section)
{
    int worst = -1;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field != NULL && finding->field->section == section &&
            strcmp(finding->rule, "required") != 0 && (int)finding->severity > worst)
            worst = (int)finding->severity;
    }
    return worst;
}

static bool has_finding(const struct findings *findings, const struct section *section,
                        const char *rule)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field != NULL && finding->field->section == section &&
            strcmp(finding->rule, rule) == 0)
            return true;
    }
    return false;
}

static void draw_section(struct canvas canvas, const struct section *section,
                         const struct section_row *state, bool current)
{
    char numbers[32];
    struct spec_count count = state->count;
    int worst = state->worst;
    int width = snprintf(numbers, sizeof numbers, "%zu/%zu", count.answered, count.visible);
    enum style sign = worst == SEVERITY_ERROR     ? STYLE_ERROR
                      : worst == SEVERITY_WARNING ? STYLE_WARNING
                                                  : STYLE_STRONG;
    bool complete = count.answered == count.visible && !state->missing;
    if (current)
        canvas_symbol(canvas, 0, 0, sign, SYMBOL_POINTER);
    else if (worst >= SEVERITY_WARNING)
        canvas_string(canvas, 0, 0, sign, "!");
    else if (state->copied)
        canvas_string(canvas, 0, 0, STYLE_INFO, "~");
    else if (complete)
        canvas_symbol(canvas, 0, 0, STYLE_GOOD, SYMBOL_CHECK);
    canvas_text_cut(canvas, 0, TITLE_COLUMN, canvas.width - TITLE_COLUMN - width - 2,
                    current ? STYLE_STRONG : STYLE_TEXT, section->title, strlen(section->title));
    canvas_string(canvas, 0, canvas.width - 1 - width, complete ? STYLE_GOOD : STYLE_EXAMPLE,
                  numbers);
}

struct section_list *section_list_new(const struct form *form)
{
    struct section_list *list = memory_allocate(sizeof *list);
    list->form = form;
    list->rows = memory_allocate(form->section_count * sizeof *list->rows);
    return list;
}

void section_list_free(struct section_list *list)
{
    if (list == NULL)
        return;
    free(list->rows);
    free(list);
}

void section_list_update(struct section_list *list, const struct spec *spec,
                         const struct findings *findings)
{
    for (size_t i = 0; i < list->form->section_count; i++) {
        const struct section *section = &list->form->sections[i];
        list->rows[i].count = spec_count_section(spec, section);
        list->rows[i].worst = gravest(findings, section);
        list->rows[i].missing = has_finding(findings, section, "required");
        list->rows[i].copied = has_finding(findings, section, "copied");
    }
}

/* The first row in view keeps the current section in the middle, as far as there is more. */
static int find_top(const struct section_list *list, const struct section *current, int height)
{
    int position = 0;
    int count = 0;
    for (size_t i = 0; i < list->form->section_count; i++) {
        if (&list->form->sections[i] == current)
            position = count;
        count += list->rows[i].count.visible > 0 ? 1 : 0;
    }
    int top = position - height / 2;
    if (top > count - height)
        top = count - height;
    return top > 0 ? top : 0;
}

void section_list_draw(const struct section_list *list, struct canvas canvas,
                       const struct section *current)
{
    int row = -find_top(list, current, canvas.height);
    for (size_t i = 0; i < list->form->section_count; i++) {
        const struct section *section = &list->form->sections[i];
        if (list->rows[i].count.visible == 0)
            continue;
        if (row >= 0 && row < canvas.height)
            draw_section(canvas_part(canvas, row, 0, 1, canvas.width), section, &list->rows[i],
                         section == current);
        row++;
    }
}

const struct section *section_list_find(const struct section_list *list, int height,
                                        const struct section *current, int row)
{
    int at = -find_top(list, current, height);
    for (size_t i = 0; i < list->form->section_count; i++) {
        if (list->rows[i].count.visible == 0)
            continue;
        if (at == row)
            return &list->form->sections[i];
        at++;
    }
    return NULL;
}
