#include "base/memory.h"
#include "form_actions_internal.h"
#include "model/field_type.h"
#include "output_internal.h"

#include <stdlib.h>

int form_list_action(struct session *session, const struct arguments *arguments,
                     const char *const *operands, size_t operand_count, struct error *error)
{
    size_t count = 0;
    char **names = workspace_form_names(session->workspace, &count);
    (void)arguments;
    (void)operands;
    (void)operand_count;
    for (size_t i = 0; i < count; i++) {
        const struct form *form = NULL;
        if (workspace_form(session->workspace, names[i], &form, error) == 0)
            output_line("%-32s %s", names[i], form->title);
        else
            output_line("%-32s cannot be used: %s", names[i], error->text);
        free(names[i]);
    }
    free(names);
    return EXIT_DONE;
}

/* ── show ── */

static void show_field(const struct form *form, const struct field *field)
{
    struct buffer notes = {0};
    const char *status = form_status_name(form, field->required_from);
    if (status != NULL)
        buffer_append_format(&notes, " (needed from %s)", status);
    if (field->when != NULL) {
        buffer_append_string(&notes, " (if ");
        condition_describe(field->when, &notes);
        buffer_append_string(&notes, ")");
    }
    if (field->renamed_from != NULL)
        buffer_append_format(&notes, " (was %s)", field->renamed_from);
    output_line("  %-34s %-10s %s%s", field->path, field->type->name, field->label,
                buffer_string(&notes));
    for (size_t i = 0; field->type->shape == SHAPE_TABLE && i < field->column_count; i++)
        output_line("    .%-31s %-10s %s%s", field->columns[i].id, field->columns[i].type->name,
                    field->columns[i].label, field->columns[i].required ? " (needed)" : "");
    buffer_done(&notes);
}

int form_show_action(struct session *session, const struct arguments *arguments,
                     const char *const *operands, size_t operand_count, struct error *error)
{
    const struct form *form = NULL;
    (void)arguments;
    if (operand_count == 0)
        return error_set(error, ERROR_INPUT, "form show: which form? `ifspec form list` shows them");
    if (form_action_load(session, operands[0], &form, error) != 0)
        return -1;
    output_line("%s (version %ld): %s", form->name, form->version, form->title);
    if (form->help[0] != '\0')
        output_line("%s", form->help);
    for (size_t i = 0; i < form->section_count; i++) {
        const struct section *section = &form->sections[i];
        output_line("%s", "");
        output_line("%s: %s", section->title, section->help);
        for (size_t j = 0; j < section->field_count; j++)
            show_field(form, section->fields[j]);
    }
    return EXIT_DONE;
}
