#include "base/date.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "export/diff.h"
#include "export/json.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/compare.h"
#include "workspace/history.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"staged", 0, NULL, "what is staged, compared with HEAD or one REV"},
    {"since", 0, "WHEN", "from the approved version (approved) or the end of a day on"},
    {"exit-code", 0, NULL, "status 1 if there are differences"},
    {"format", 0, "FORMAT", "text, json or markdown; default: text"},
};

enum diff_format {
    FORMAT_TEXT,
    FORMAT_JSON,
    FORMAT_MARKDOWN,
};

struct diffing {
    struct session session;
    enum diff_format format;
    struct text_look look;
    bool since_approved;
    bool staged;
    char **paths;
    size_t path_count;
    const char *revisions[2];
    size_t revision_count;
    size_t found; /* specs that differ */
    struct buffer text;
    struct json *array; /* FORMAT_JSON */
};

/* ── what is meant ── */

static int read_format(const char *name, enum diff_format *format, struct error *error)
{
    static const char *const names[] = {"text", "json", "markdown"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (name != NULL && strcmp(name, names[i]) != 0)
            continue;
        *format = (enum diff_format)i;
        return 0;
    }
    return error_set(error, ERROR_INPUT,
                     "diff: there is no format %s; text, json and markdown are known", name);
}

static int add_revision(struct diffing *diffing, const char *text, struct error *error)
{
    if (diffing->revision_count == 2)
        return error_set(error, ERROR_INPUT, "diff: %s is a third revision; two are compared",
                         text);
    diffing->revisions[diffing->revision_count++] = text;
    return 0;
}

/* A file that is gone is known by its path only. */
static bool is_path(const char *text)
{
    size_t length = strlen(text);
    return length > 5 && strcmp(text + length - 5, ".yaml") == 0;
}

/* A spec or a revision (product.md): both is an error, as is neither. */
static int add_operand(struct diffing *diffing, const char *text, struct error *error)
{
    struct workspace *workspace = diffing->session.workspace;
    struct error no_spec = {0};
    struct error no_revision = {0};
    struct date date = {0};
    char *path = NULL;
    bool is_spec = workspace_find(workspace, text, &path, &no_spec) == 0;
    bool is_revision = history_has_revision(workspace, text, &no_revision);
    if (is_spec && is_revision) {
        free(path);
        return error_set(error, ERROR_INPUT,
                         "diff: %s is a specification and a revision; -- stands between them: "
                         "SPEC… -- REV…",
                         text);
    }
    if (is_revision)
        return add_revision(diffing, text, error);
    if (is_spec) {
        diffing->paths[diffing->path_count++] = path;
        return 0;
    }
    if (is_path(text)) {
        diffing->paths[diffing->path_count++] = memory_copy_string(text);
        return 0;
    }
    if (no_spec.kind == ERROR_AMBIGUOUS && !date_parse(text, &date)) {
        *error = no_spec;
        return -1;
    }
    if (date_parse(text, &date) ||
        (no_revision.kind != ERROR_NOT_FOUND && no_revision.kind != ERROR_INPUT))
        return error_set(error, no_revision.kind, "%s", no_revision.text);
    return error_set(error, ERROR_NOT_FOUND, "diff: %s is no specification and no revision: %s",
                     text, no_spec.text);
}

static int add_spec(struct diffing *diffing, const char *name, struct error *error)
{
    char **path = &diffing->paths[diffing->path_count];
    if (workspace_find(diffing->session.workspace, name, path, error) != 0)
        return -1;
    diffing->path_count++;
    return 0;
}

static int read_operands(struct diffing *diffing, const struct arguments *arguments,
                         struct error *error)
{
    size_t count = arguments->operand_count;
    diffing->paths = memory_allocate((count + 1) * sizeof *diffing->paths);
    for (size_t i = 0; i < count; i++) {
        const char *text = arguments->operands[i];
        int result = !arguments->is_divided      ? add_operand(diffing, text, error)
                     : i < arguments->first_part ? add_spec(diffing, text, error)
                                                 : add_revision(diffing, text, error);
        if (result != 0)
            return -1;
    }
    return 0;
}

/* What is staged stands where the second revision or the working copy stands else. */
static int read_staged(struct diffing *diffing, const struct arguments *arguments,
                       struct error *error)
{
    diffing->staged = arguments_have(arguments, "staged");
    if (diffing->staged && diffing->revision_count == 2)
        return error_set(error, ERROR_INPUT, "diff: --staged compares with one revision; leave %s away",
                         diffing->revisions[1]);
    if (diffing->staged && diffing->since_approved)
        return error_set(error, ERROR_INPUT,
                         "diff: --since approved looks at the working copy, not at what is staged");
    return 0;
}

static int read_since(struct diffing *diffing, const char *since, struct error *error)
{
    struct date date = {0};
    if (since == NULL)
        return 0;
    if (diffing->revision_count > 0)
        return error_set(error, ERROR_INPUT,
                         "diff: --since says what to compare with; leave %s away",
                         diffing->revisions[0]);
    diffing->since_approved = strcmp(since, "approved") == 0;
    if (diffing->since_approved)
        return 0;
    if (!date_parse(since, &date))
        return error_set(error, ERROR_INPUT,
                         "diff: --since takes approved or a date as 2025-05-01, not %s", since);
    return add_revision(diffing, since, error);
}

/* ── output ── */

static int print(void *context, const struct difference *difference)
{
    struct diffing *diffing = context;
    const struct spec *spec = difference->after != NULL ? difference->after : difference->before;
    struct diff_entry entry = {
        .id = difference->id,
        .title = spec != NULL ? spec_title(spec) : "",
        .path = difference->path,
        .old_path = difference->old_path,
        .removed = difference->removed,
        .problem = difference->problem,
        .changes = difference->changes,
    };
    diffing->found++;
    if (diffing->format == FORMAT_JSON)
        json_append(diffing->array, diff_to_json(&entry));
    else if (diffing->format == FORMAT_MARKDOWN)
        diff_print_markdown(&entry, &diffing->text);
    else
        diff_print_text(&entry, &diffing->look, &diffing->text);
    return 0;
}

struct approved_walk {
    struct diffing *diffing;
    struct error *error;
};

static int compare_approved(void *context, const char *path, const struct spec *spec,
                            const struct error *problem)
{
    struct approved_walk *walk = context;
    (void)problem;
    if (spec == NULL || !approval_of(spec).exists)
        return 0;
    struct error error = {0};
    int result = compare_with_approved(walk->diffing->session.workspace, path, print,
                                       walk->diffing, &error);
    if (result != 0 && error.kind == ERROR_NOT_FOUND) {
        output_warning("%s", error.text);
        return 0;
    }
    if (result != 0)
        *walk->error = error;
    return result;
}

static int compare_all_approved(struct diffing *diffing, struct error *error)
{
    struct workspace *workspace = diffing->session.workspace;
    struct approved_walk walk = {diffing, error};
    if (diffing->path_count == 0)
        return workspace_walk(workspace, compare_approved, &walk, error);
    for (size_t i = 0; i < diffing->path_count; i++)
        if (compare_with_approved(workspace, diffing->paths[i], print, diffing, error) != 0)
            return -1;
    return 0;
}

static int compare(struct diffing *diffing, struct error *error)
{
    struct comparison comparison = {
        .from = diffing->revisions[0],
        .to = diffing->revisions[1],
        .staged = diffing->staged,
        .paths = (const char *const *)diffing->paths,
        .path_count = diffing->path_count,
    };
    if (diffing->since_approved)
        return compare_all_approved(diffing, error);
    return compare_specs(diffing->session.workspace, &comparison, print, diffing, error);
}

/* ── run ── */

static int run(const struct arguments *arguments)
{
    struct diffing diffing = {.look = output_look()};
    struct error error = {0};
    int status = -1;
    if (read_format(arguments_value(arguments, "format"), &diffing.format, &error) != 0 ||
        session_open(&diffing.session, false, &error) != 0 ||
        read_operands(&diffing, arguments, &error) != 0 ||
        read_since(&diffing, arguments_value(arguments, "since"), &error) != 0 ||
        read_staged(&diffing, arguments, &error) != 0)
        goto out;
    diffing.array = diffing.format == FORMAT_JSON ? json_new_array() : NULL;
    if (compare(&diffing, &error) != 0)
        goto out;
    if (diffing.array != NULL)
        json_print(diffing.array, &diffing.text);
    diffing.array = NULL;
    if (diffing.format == FORMAT_MARKDOWN)
        output_text(&diffing.text);
    else
        output_bytes(&diffing.text);
    status = arguments_have(arguments, "exit-code") && diffing.found > 0 ? EXIT_FINDINGS
                                                                         : EXIT_DONE;
out:
    if (status < 0)
        status = output_error(&error);
    if (diffing.array != NULL)
        json_free(diffing.array);
    for (size_t i = 0; i < diffing.path_count; i++)
        free(diffing.paths[i]);
    free(diffing.paths);
    buffer_done(&diffing.text);
    session_close(&diffing.session);
    return status;
}

const struct command diff_command = {
    .name = "diff",
    .operands = "[SPEC…] [REV [REV]]",
    .summary = "what changed, field by field",
    .details = "Without REV the working copy is compared with HEAD, with one REV the working copy\n"
               "with that, with two the second with the first; --staged takes what is staged for\n"
               "the working copy. REV is a commit, a branch, a tag or a date (2025-05-01: the end\n"
               "of that day). Renamed specifications stay one.\n"
               "An argument that is a SPEC and a REV is refused: `diff SPEC… -- REV…` divides them.",
    .example = "ifspec diff release-2025.10 HEAD --format markdown",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
