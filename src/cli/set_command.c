#include "assignment_internal.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "export/report.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/form_impact.h"

#include <stdlib.h>
#include <string.h>

static bool is_in(const struct field *field, const struct field *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (fields[i] == field)
            return true;
    return false;
}

/* A step to a status that is not earned yet is taken, and what is missing is said. */
static void warn_missing(struct sheet *sheet, const struct findings *findings)
{
    const struct spec *spec = sheet_spec(sheet);
    const char *status = form_status_name(spec_form(spec), spec_status(spec));
    struct buffer names = {0};
    for (size_t i = 0; i < findings->count; i++) {
        if (strcmp(findings->items[i].rule, "required") != 0)
            continue;
        char *address = finding_address(&findings->items[i]);
        buffer_append_format(&names, "%s%s", names.length > 0 ? ", " : "", address);
        free(address);
    }
    if (names.length > 0)
        output_warning("warning: %s is not earned yet; missing: %s",
                       status != NULL ? status : "this status", buffer_string(&names));
    buffer_done(&names);
}

/* What the form has to say about the new values; that something is still missing is no news, but
 * with a new status. */
static void warn(struct sheet *sheet, const struct field *const *fields, size_t count)
{
    struct findings findings = {0};
    const struct field *status = spec_form(sheet_spec(sheet))->status;
    sheet_check_alone(sheet, &findings);
    if (status != NULL && is_in(status, fields, count))
        warn_missing(sheet, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        if (!is_in(finding->field, fields, count) || strcmp(finding->rule, "required") == 0)
            continue;
        char *address = finding_address(finding);
        output_warning("warning: %s: %s [%s]", address, finding->message, finding->rule);
        free(address);
    }
    findings_done(&findings);
}

/* "form=NAME": the answers stay, and what they are not in the other form is said. */
static int change_form(const struct arguments *arguments, const char *form)
{
    struct session session = {0};
    struct impact_spec impact = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (arguments->operand_count > 2) {
        error_set(&error, ERROR_INPUT, "set: form= stands alone; set the other fields after it");
        return output_error(&error);
    }
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    if (strcmp(spec_form(sheet_spec(session.sheet))->name, form) == 0) {
        output_line("Nothing to change in %s", sheet_path(session.sheet));
        goto out;
    }
    if (sheet_change_form(session.sheet, form, &impact, &error) != 0)
        goto fail;
    output_line("Saved %s", sheet_path(session.sheet));
    for (size_t i = 0; i < impact.count; i++) {
        const struct impact_change *change = &impact.changes[i];
        output_warning("warning: %s:%zu:%zu: %s: %s%s", impact.path, change->line, change->column,
                       change->field, change->moves_to != NULL ? "moves to " : "",
                       change->moves_to != NULL ? change->moves_to : change->message);
    }
    goto out;
fail:
    status = output_error(&error);
out:
    impact_spec_done(&impact);
    session_close(&session);
    return status;
}

static int run(const struct arguments *arguments)
{
    for (size_t i = 1; i < arguments->operand_count; i++)
        if (strncmp(arguments->operands[i], "form=", 5) == 0)
            return change_form(arguments, arguments->operands[i] + 5);
    struct session session = {0};
    struct error error = {0};
    size_t count = arguments->operand_count - 1;
    const struct field **fields = memory_allocate((count + 1) * sizeof *fields);
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    for (size_t i = 0; i < count; i++)
        if (assignment_apply(sheet_spec(session.sheet), arguments->operands[i + 1], &fields[i],
                             &error) != 0)
            goto fail;
    bool modified = sheet_is_modified(session.sheet);
    if (sheet_save(session.sheet, &error) != 0)
        goto fail;
    output_line(modified ? "Saved %s" : "Nothing to change in %s", sheet_path(session.sheet));
    warn(session.sheet, fields, count);
    goto out;
fail:
    status = output_error(&error);
out:
    free(fields);
    session_close(&session);
    return status;
}

const struct command set_command = {
    .name = "set",
    .operands = "SPEC FIELD=VALUE…",
    .summary = "change values; all of them, or none if one is refused",
    .details =
        "FIELD is section.field, section.list[2] or section.table[2].column; indices count from "
        "0.\n"
        "FIELD=VALUE sets (a list becomes a list of one), FIELD+=VALUE appends to a list or "
        "table.\n"
        "A row is \"cell | cell\" or a JSON object. FIELD= clears, FIELD=- reads standard input.\n"
        "form=NAME lets the specification answer another form, and says what does not fit it.\n"
        "Nothing else in the file changes.",
    .example = "ifspec set APP-S4-SF-CUSTOMER-V1 'overview.data_volume=Low' "
               "'overview.legacy_ids+=SCPIINT12'",
    .least_operands = 2,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
