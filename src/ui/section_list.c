#include "ui/section_list.h"

#include <stdio.h>
#include <string.h>

enum { TITLE_COLUMN = 2 };

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

static void draw_section(struct canvas canvas, const struct section *section,
                         struct spec_count count, int worst, bool current)
{
    char numbers[32];
    int width = snprintf(numbers, sizeof numbers, "%zu/%zu", count.answered, count.visible);
    enum style sign = worst == SEVERITY_ERROR     ? STYLE_ERROR
                      : worst == SEVERITY_WARNING ? STYLE_WARNING
                                                  : STYLE_STRONG;
    bool complete = count.answered == count.visible;
    if (current)
        canvas_symbol(canvas, 0, 0, sign, SYMBOL_POINTER);
    else if (worst >= SEVERITY_WARNING)
        canvas_string(canvas, 0, 0, sign, "!");
    else if (complete)
        canvas_symbol(canvas, 0, 0, STYLE_GOOD, SYMBOL_CHECK);
    canvas_text_cut(canvas, 0, TITLE_COLUMN, canvas.width - TITLE_COLUMN - width - 2,
                    current ? STYLE_STRONG : STYLE_TEXT, section->title, strlen(section->title));
    canvas_string(canvas, 0, canvas.width - 1 - width, complete ? STYLE_GOOD : STYLE_EXAMPLE,
                  numbers);
}

void section_list_draw(struct canvas canvas, const struct spec *spec,
                       const struct findings *findings, const struct section *current)
{
    const struct form *form = spec_form(spec);
    int position = 0;
    int count = 0;
    for (size_t i = 0; i < form->section_count; i++) {
        if (&form->sections[i] == current)
            position = count;
        count += spec_count_section(spec, &form->sections[i]).visible > 0 ? 1 : 0;
    }
    int top = position - canvas.height / 2;
    if (top > count - canvas.height)
        top = count - canvas.height;
    int row = top > 0 ? -top : 0;
    for (size_t i = 0; i < form->section_count; i++) {
        const struct section *section = &form->sections[i];
        struct spec_count answered = spec_count_section(spec, section);
        if (answered.visible == 0)
            continue;
        if (row >= 0 && row < canvas.height)
            draw_section(canvas_part(canvas, row, 0, 1, canvas.width), section, answered,
                         gravest(findings, section), section == current);
        row++;
    }
}
