/* What may be typed, for scripts and completions: the fields there are, the values of one. */
#include "base/memory.h"
#include "form_actions_internal.h"
#include "model/field_type.h"
#include "output_internal.h"
#include "workspace/answer.h"

#include <stdlib.h>
#include <string.h>

/* The forms that are meant: those named, else all, the one for new specs first. */
static char **choose_forms(struct session *session, const char *const *names, size_t count,
                           size_t *chosen)
{
    const struct form *form = NULL;
    if (count > 0) {
        char **copies = memory_allocate(count * sizeof *copies);
        for (*chosen = 0; *chosen < count; ++*chosen)
            copies[*chosen] = memory_copy_string(names[*chosen]);
        return copies;
    }
    char **all = workspace_form_names(session->workspace, chosen);
    if (workspace_form(session->workspace, NULL, &form, NULL) != 0)
        return all;
    for (size_t i = 1; i < *chosen; i++) {
        if (strcmp(all[i], form->name) != 0)
            continue;
        char *first = all[i];
        memmove(all + 1, all, i * sizeof *all);
        all[0] = first;
    }
    return all;
}

static void forms_done(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* ── fields ── */

static bool was_printed(const struct form *const *forms, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++)
        if (form_find_field(forms[i], path) != NULL)
            return true;
    return false;
}

int form_fields_action(struct session *session, const struct arguments *arguments,
                       const char *const *operands, size_t operand_count, struct error *error)
{
    size_t count = 0;
    char **names = choose_forms(session, operands, operand_count, &count);
    const struct form **forms = memory_allocate((count + 1) * sizeof *forms);
    int status = EXIT_DONE;
    (void)arguments;
    for (size_t i = 0; status == EXIT_DONE && i < count; i++) {
        if (workspace_form(session->workspace, names[i], &forms[i], error) != 0) {
            status = -1;
            break;
        }
        for (size_t j = 0; j < forms[i]->field_count; j++)
            if (forms[i]->fields[j].section != NULL &&
                !was_printed(forms, i, forms[i]->fields[j].path))
                output_line("%s", forms[i]->fields[j].path);
    }
    free(forms);
    forms_done(names, count);
    return status;
}

/* ── values ── */

static int print_values(const struct field *field, struct error *error)
{
    if (strcmp(field->type->name, "yes_no") == 0) {
        output_line("true");
        output_line("false");
        return EXIT_DONE;
    }
    if (field->choices == NULL)
        return error_set(error, ERROR_INPUT, "%s is no choice: it is a %s", field->path,
                         field->type->name);
    for (size_t i = 0; i < field->choices->count; i++)
        output_line("%s", field->choices->entries[i].value);
    return EXIT_DONE;
}

int form_values_action(struct session *session, const struct arguments *arguments,
                       const char *const *operands, size_t operand_count, struct error *error)
{
    size_t count = 0;
    int status = -1;
    bool found = false;
    (void)arguments;
    if (operand_count == 0)
        return error_set(error, ERROR_INPUT, "form values: of which field?");
    char **names = choose_forms(session, operands + 1, operand_count - 1, &count);
    /* The first form that has it; the first one says what is wrong if none does. */
    for (size_t i = 0; !found && i < count; i++) {
        const struct form *form = NULL;
        struct address address = {0};
        struct error *reason = i == 0 ? error : NULL;
        if (workspace_form(session->workspace, names[i], &form, reason) != 0 ||
            address_parse(form, operands[0], &address, reason) != 0)
            continue;
        found = true;
        status = print_values(address.column != NULL ? address.column : address.field, error);
    }
    forms_done(names, count);
    return status;
}
