#include "plain_internal.h"

#include "base/memory.h"
#include "model/condition.h"
#include "model/field_type.h"
#include "model/question.h"
#include "model/smart_id.h"
#include "output_internal.h"
#include "workspace/copied.h"

#include <stdlib.h>
#include <string.h>

enum { CHOICES_SHOWN = 12 };

static const char *word_of(enum severity severity)
{
    return severity == SEVERITY_ERROR ? "Error" : severity == SEVERITY_WARNING ? "Warning" : "Note";
}

/* Entries are counted as they are shown: from 1. */
static void print_finding(const struct finding *finding, bool with_field)
{
    struct buffer place = {0};
    if (with_field && finding->field != NULL)
        buffer_append_format(&place, " %s", finding->field->label);
    if (finding->row != FINDING_NO_ROW)
        buffer_append_format(&place, " #%zu", finding->row + 1);
    if (finding->column != NULL)
        buffer_append_format(&place, " %s", finding->column->label);
    output_line("%s:%s%s %s", word_of(finding->severity), buffer_string(&place),
                place.length > 0 ? ":" : "", finding->message);
    buffer_done(&place);
}

size_t plain_show_findings(struct plain *plain, const struct field *field)
{
    struct findings findings = {0};
    size_t count = 0;
    sheet_check(plain->sheet, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        if (findings.items[i].field != field)
            continue;
        print_finding(&findings.items[i], false);
        count++;
    }
    findings_done(&findings);
    return count;
}

void plain_show_problems(struct plain *plain)
{
    struct findings findings = {0};
    sheet_check(plain->sheet, &findings);
    copied_sum_up(plain->sheet, plain->field, &findings);
    question_list_open(plain->spec, &findings);
    for (size_t i = 0; i < findings.count; i++)
        print_finding(&findings.items[i], true);
    if (findings.count == 0)
        output_line("Nothing is missing or wrong.");
    findings_done(&findings);
}

void plain_show_choices(const struct vocabulary *choices)
{
    const char *group = NULL;
    for (size_t i = 0; i < choices->count; i++) {
        const struct vocabulary_entry *entry = &choices->entries[i];
        if (entry->group != NULL && (group == NULL || strcmp(group, entry->group) != 0))
            output_line("%s:", entry->group);
        group = entry->group;
        output_line("%zu %s%s%s%s%s", i + 1, entry->value, entry->help != NULL ? ": " : "",
                    entry->help != NULL ? entry->help : "", entry->caution != NULL ? " " : "",
                    entry->caution != NULL ? entry->caution : "");
    }
}

void plain_show_entries(const struct field *field, const struct value *list)
{
    if (list->kind != VALUE_LIST || list->count == 0) {
        output_line("No entries yet.");
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        struct buffer text = {0};
        field_format(field, &list->items[i], &text);
        output_line("#%zu %s", i + 1, buffer_string(&text));
        buffer_done(&text);
    }
}

static void show_present(const struct field *field, const struct value *value)
{
    if (value_is_empty(value)) {
        output_line("Not answered.");
    } else if (value->kind == VALUE_LIST) {
        plain_show_entries(field, value);
    } else if (value->kind == VALUE_TEXT && strchr(value->text, '\n') != NULL) {
        struct buffer lines = {0};
        buffer_append_format(&lines, "Now:\n%s\n", value->text);
        output_text(&lines);
    } else {
        struct buffer text = {0};
        field_format(field, value, &text);
        output_line("Now: %s", buffer_string(&text));
        buffer_done(&text);
    }
}

static void show_examples(const struct field *field)
{
    struct buffer text = {0};
    for (size_t i = 0; i < field->examples.count; i++)
        buffer_append_format(&text, "%s%s", i > 0 ? "; " : "For example: ",
                             field->examples.items[i]);
    if (text.length > 0)
        output_line("%s", buffer_string(&text));
    buffer_done(&text);
}

static void show_questions(struct plain *plain, const struct field *field)
{
    struct question question = {0};
    for (size_t row = 0; question_find_open(plain->spec, field, row, &question);
         row = question.row + 1)
        output_line("Open question: %s%s%s", question.text,
                    question.with[0] != '\0' ? " For " : "", question.with);
}

static void show_title(struct plain *plain, const struct field *field)
{
    const struct form *form = spec_form(plain->spec);
    struct buffer notes = {0};
    const char *status = form_status_name(form, field->required_from);
    buffer_append_string(&notes, field->type->name);
    if (field->unit != NULL)
        buffer_append_format(&notes, " in %s", field->unit);
    if (field->required)
        buffer_append_string(&notes, ", needed in every row");
    else if (status != NULL)
        buffer_append_format(&notes, ", needed from %s", status);
    output_line("%s (%s)", field->label, buffer_string(&notes));
    buffer_done(&notes);
}

static void show_section(struct plain *plain, const struct section *section)
{
    struct spec_count count = spec_count_section(plain->spec, section);
    output_line("%s", "");
    output_line("Section %zu of %zu: %s, %zu of %zu answered. %s", section->index + 1,
                spec_form(plain->spec)->section_count, section->title, count.answered,
                count.visible, section->help);
    plain->section = section;
}

void plain_show_heading(struct plain *plain, const struct field *field)
{
    if (field->table == NULL && field->section != NULL && field->section != plain->section)
        show_section(plain, field->section);
    output_line("%s", "");
    show_title(plain, field);
    if (field->help[0] != '\0')
        output_line("%s", field->help);
    show_examples(field);
    if (field->part_count > 0) {
        char *shape = smart_id_describe(field);
        output_line("Its parts: %s", shape);
        free(shape);
    }
    if (field->choices != NULL && field->choices->count <= CHOICES_SHOWN)
        plain_show_choices(field->choices);
    else if (field->choices != NULL)
        output_line("%zu values; ? lists them, a part of one finds it.", field->choices->count);
    if (field->table != NULL)
        return;
    show_questions(plain, field);
    show_present(field, spec_value(plain->spec, field));
    const char *reason = spec_read_only_reason(plain->spec, field);
    if (reason != NULL)
        output_line("It can only be edited in the file: %s", reason);
    plain_show_findings(plain, field);
}

static const char *way_to_answer(const struct field *field)
{
    switch (field->type->shape) {
    case SHAPE_PARAGRAPH:
        return "A text of several lines; a line with a full stop alone ends it.";
    case SHAPE_LIST:
        return field->choices != NULL
                   ? "Values by number or name, several with commas; a value that is taken is "
                     "dropped.\n#2 changes entry 2, #2 - removes it, #2 up and #2 down move it."
                   : "A text is added behind the others; #2 changes entry 2, #2 - removes it,\n"
                     "#2 up and #2 down move it, #2 insert puts one ahead of it.";
    case SHAPE_TABLE:
        return "+ adds a row, cell by cell, or type it as: cell | cell. #2 changes row 2, #2 - "
               "removes it,\n#2 up and #2 down move it, #2 insert puts one ahead of it, #2 copy "
               "one behind it.";
    case SHAPE_LINKS:
        return "Title <address> or an address is added; + asks for both. #2 changes link 2,\n"
               "#2 - removes it, #2 up and #2 down move it, #2 insert puts one ahead of it.";
    case SHAPE_LINK:
        return "Title <address> or an address; + asks for both.";
    case SHAPE_LINE:
        break;
    }
    if (field->choices != NULL)
        return "A value by its number, its name or a part of it.";
    if (strcmp(field->type->name, "reference") == 0)
        return "The ID of another specification, or a part of its ID or title.";
    if (strcmp(field->type->name, "date") == 0)
        return "A day as 2025-05-01; today, +7 and -7 count from today.";
    return "One line.";
}

void plain_show_help(struct plain *plain, const struct field *field)
{
    struct buffer way = {0};
    plain_show_heading(plain, field);
    if (field->choices != NULL && field->choices->count > CHOICES_SHOWN)
        plain_show_choices(field->choices);
    buffer_append_format(&way, "%s\n", way_to_answer(field));
    output_text(&way);
    if (field->message != NULL)
        output_line("%s", field->message);
    output_line("An empty line keeps, - clears, N/A answers that there is none, < goes back, ? is "
                "this help.");
    output_line("A backslash ahead makes any line a text. Commands:");
    plain_show_commands();
}
