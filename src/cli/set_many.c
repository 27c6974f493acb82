#include "set_many_internal.h"

#include "assignment_internal.h"
#include "base/memory.h"
#include "bulk_internal.h"
#include "filter_internal.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

struct many {
    struct filters filters;
    struct assignments answers;
    bool fits; /* a spec was seen whose form has all the fields */
};

static bool chooses(void *context, const struct spec *spec)
{
    struct many *many = context;
    bool matches = filters_match(&many->filters, spec);
    bool fits = assignments_check(&many->answers, spec_form(spec), NULL) == 0;
    many->fits = many->fits || fits;
    return matches && fits;
}

static int answer_one(void *context, struct spec *spec, struct error *error)
{
    const struct many *many = context;
    return assignments_apply(&many->answers, spec, error);
}

static void warn_one(void *context, struct sheet *sheet)
{
    const struct many *many = context;
    char *lead = memory_format("%s: ", sheet_path(sheet));
    assignments_warn(&many->answers, sheet, lead);
    free(lead);
}

/* A field that no spec has is one that the default form does not know either. */
static int check_fields(const struct many *many, struct workspace *workspace, struct error *error)
{
    const struct form *form = NULL;
    if (workspace_form(workspace, NULL, &form, error) != 0 ||
        filters_check(&many->filters, form, error) != 0)
        return -1;
    return many->fits ? 0 : assignments_check(&many->answers, form, error);
}

static int read_answers(const struct arguments *arguments, bool clears, struct assignments *answers,
                        struct error *error)
{
    for (size_t i = 0; i < arguments->operand_count; i++) {
        const char *text = arguments->operands[i];
        if (clears)
            assignments_add_clearing(answers, text);
        else if (strchr(text, '=') == NULL)
            return error_set(
                error, ERROR_INPUT,
                "set: %s is no FIELD=VALUE; with --where or --missing no SPEC is named", text);
        else if (assignments_add(answers, text, error) != 0)
            return -1;
    }
    return 0;
}

bool set_many_is_wanted(const struct arguments *arguments)
{
    return arguments_have(arguments, "where") || arguments_have(arguments, "missing");
}

int set_many_refuse(const struct arguments *arguments, struct error *error)
{
    if (!arguments_have(arguments, "yes") && !arguments_have(arguments, "format"))
        return 0;
    return error_set(error, ERROR_INPUT, "%s: --yes and --format go with --where or --missing",
                     arguments->command->name);
}

int set_many(const struct arguments *arguments, bool clears)
{
    struct session session = {0};
    struct many many = {0};
    struct bulk bulk = {
        .writes = arguments_have(arguments, "yes"),
        .context = &many,
        .chooses = chooses,
        .change = answer_one,
        .remark = warn_one,
    };
    struct error error = {0};
    int status = -1;
    if (bulk_read_format(&bulk, arguments->command->name, arguments_value(arguments, "format"),
                         &error) != 0 ||
        filters_read(&many.filters, arguments, &error) != 0 ||
        read_answers(arguments, clears, &many.answers, &error) != 0 ||
        session_open(&session, false, &error) != 0)
        goto out;
    bulk.workspace = session.workspace;
    if (bulk_choose(&bulk, &error) == 0 && check_fields(&many, session.workspace, &error) == 0)
        status = bulk_run(&bulk);
out:
    if (status < 0)
        status = output_error(&error);
    bulk_done(&bulk);
    filters_done(&many.filters);
    assignments_done(&many.answers);
    session_close(&session);
    return status;
}
