#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"
#include "workspace/history.h"
#include "workspace/restore.h"

#include <stdlib.h>
#include <string.h>

static int find_fields(const struct form *form, const struct arguments *arguments,
                       const struct field **fields, struct error *error)
{
    for (size_t i = 2; i < arguments->operand_count; i++) {
        struct address address = {0};
        if (address_parse(form, arguments->operands[i], &address, error) != 0)
            return -1;
        if (address.has_row || address.column != NULL)
            return error_set(error, ERROR_INPUT,
                             "restore: %s is part of a field; %s is taken back as a whole",
                             arguments->operands[i], address.field->path);
        fields[i - 2] = address.field;
    }
    return 0;
}

/* Where an anchor stands in the file, its aliases went with it: once more, what is still not as it
 * was, or is not any more. */
static int restore_aliases(struct session *session, const struct spec *old,
                           const struct field *const *fields, size_t count, struct error *error)
{
    size_t refused = 0;
    sheet_close(session->sheet);
    session->sheet = NULL;
    if (sheet_open(session->workspace, session->path, &session->sheet, error) != 0)
        return -1;
    struct spec *spec = sheet_spec(session->sheet);
    return restore_fields(spec, old, fields, count, &refused) > 0
               ? sheet_save(session->sheet, error)
               : 0;
}

static int restore_values(struct session *session, const struct arguments *arguments,
                          struct error *error)
{
    const char *revision = arguments->operands[1];
    struct spec *old = NULL;
    size_t refused = 0;
    size_t count = arguments->operand_count - 2;
    const struct field **fields = memory_allocate((count + 1) * sizeof *fields);
    int result = -1;
    if (sheet_open(session->workspace, session->path, &session->sheet, error) != 0)
        goto out;
    struct spec *spec = sheet_spec(session->sheet);
    if (find_fields(spec_form(spec), arguments, fields, error) != 0 ||
        history_read_as(session->workspace, session->path, revision, spec_form(spec), &old,
                        error) != 0)
        goto out;
    const struct field *const *chosen = count > 0 ? fields : NULL;
    size_t changed = restore_fields(spec, old, chosen, count, &refused);
    if (sheet_save(session->sheet, error) != 0 ||
        (changed > 0 && restore_aliases(session, old, chosen, count, error) != 0))
        goto out;
    if (refused > 0)
        output_warning("%zu field%s cannot be changed here and %s left", refused,
                       refused == 1 ? "" : "s", refused == 1 ? "was" : "were");
    if (changed > 0)
        output_line("Restored %zu field%s of %s", changed, changed == 1 ? "" : "s",
                    session->path);
    else
        output_line("Nothing to restore: %s is as in %s", session->path, revision);
    result = 0;
out:
    spec_free(old);
    free(fields);
    return result;
}

/* A file that is gone has a path only. */
static int restore_gone(struct session *session, const struct arguments *arguments,
                        const struct error *problem, struct error *error)
{
    const char *path = arguments->operands[0];
    size_t length = strlen(path);
    if (length <= 5 || strcmp(path + length - 5, ".yaml") != 0)
        return error_set(error, problem->kind, "%s", problem->text);
    if (arguments->operand_count > 2)
        return error_set(error, ERROR_INPUT, "restore: %s is gone and comes back as a whole", path);
    if (restore_file(session->workspace, path, arguments->operands[1], error) != 0)
        return -1;
    output_line("Restored %s", path);
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    struct error problem = {0};
    int result = session_open(&session, false, &error);
    if (result == 0) {
        bool is_there = workspace_find(session.workspace, arguments->operands[0], &session.path,
                                       &problem) == 0;
        result = is_there ? restore_values(&session, arguments, &error)
                          : restore_gone(&session, arguments, &problem, &error);
    }
    session_close(&session);
    return result == 0 ? EXIT_DONE : output_error(&error);
}

const struct command restore_command = {
    .name = "restore",
    .operands = "SPEC REV [FIELD…]",
    .summary = "take values back from an older version",
    .details = "Without FIELD all fields but questions and reviews; only the bytes of values that\n"
               "differ are written. A file that is gone is named by its path and comes back whole.",
    .example = "ifspec restore APP-S4-SF-CUSTOMER-V1 HEAD~3 overview.data_volume",
    .least_operands = 2,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
