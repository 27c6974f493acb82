#include "base/memory.h"
#include "base/show.h"
#include "commands_internal.h"
#include "export/report.h"
#include "output_internal.h"
#include "session_internal.h"
#include "version_internal.h"
#include "workspace/copied.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"format", 0, "FORMAT", "text, json, sarif or github (annotations); default: text"},
    {"severity", 0, "SEVERITY", "report from this on: info, warning or error; default: info"},
};

enum { COMMITS_A_STEP = 1000 };

/* What was found in one file: a later look at it replaces an earlier one. */
struct file {
    char *path;
    struct report report;
};

struct checking {
    struct workspace *workspace;
    enum severity least;
    struct file *files;
    size_t count;
    size_t capacity;
};

/* ── check ── */

static struct file *add_file(struct checking *checking, const char *path)
{
    checking->files =
        memory_grow(checking->files, &checking->capacity, checking->count, sizeof *checking->files);
    struct file *file = &checking->files[checking->count++];
    *file = (struct file){.path = memory_copy_string(path)};
    return file;
}

static int compare_path(const void *path, const void *file)
{
    return strcmp(path, ((const struct file *)file)->path);
}

/* A walk comes by in the order of the paths, and then a second time to some. */
static struct file *find_file(struct checking *checking, const char *path)
{
    if (checking->count == 0 || strcmp(checking->files[checking->count - 1].path, path) < 0)
        return NULL;
    return bsearch(path, checking->files, checking->count, sizeof *checking->files, compare_path);
}

static int take_findings(void *context, const char *path, const struct spec *spec,
                         const struct findings *findings, const struct error *problem)
{
    struct checking *checking = context;
    struct file *file = find_file(checking, path);
    if (file == NULL)
        file = add_file(checking, path);
    report_done(&file->report);
    if (spec != NULL)
        report_add(&file->report, path, spec, findings, checking->least);
    else
        report_add_problem(&file->report, path, problem);
    return 0;
}

static int check_named(struct checking *checking, const char *name, struct error *error)
{
    struct sheet *sheet = NULL;
    char *path = NULL;
    if (workspace_find(checking->workspace, name, &path, error) != 0)
        return -1;
    struct error problem = {0};
    struct findings findings = {0};
    struct file *file = add_file(checking, path);
    if (sheet_open(checking->workspace, path, &sheet, &problem) == 0) {
        while (sheet_find_approved(sheet, COMMITS_A_STEP))
            ;
        sheet_check(sheet, &findings);
        copied_sum_up(sheet, NULL, &findings);
        report_add(&file->report, path, sheet_spec(sheet), &findings, checking->least);
    } else {
        report_add_problem(&file->report, path, &problem);
    }
    findings_done(&findings);
    sheet_close(sheet);
    free(path);
    return 0;
}

static int check_all(struct checking *checking, const struct arguments *arguments,
                     struct error *error)
{
    for (size_t i = 0; i < arguments->operand_count; i++)
        if (check_named(checking, arguments->operands[i], error) != 0)
            return -1;
    if (arguments->operand_count > 0)
        return 0;
    return workspace_check(checking->workspace, take_findings, checking, error);
}

static void checking_done(struct checking *checking)
{
    for (size_t i = 0; i < checking->count; i++) {
        free(checking->files[i].path);
        report_done(&checking->files[i].report);
    }
    free(checking->files);
}

/* ── output ── */

static void print_sarif(const struct report *report, struct buffer *out)
{
    report_print_sarif(report, version_text, out);
}

static const struct {
    const char *name;
    void (*print)(const struct report *report, struct buffer *out);
} formats[] = {
    {"text", report_print_text},
    {"json", report_print_json},
    {"sarif", print_sarif},
    {"github", report_print_github},
};

static int find_format(const char *name, size_t *format, struct error *error)
{
    for (*format = 0; *format < sizeof formats / sizeof *formats; ++*format)
        if (strcmp(formats[*format].name, name) == 0)
            return 0;
    return error_set(error, ERROR_INPUT,
                     "check: there is no format %s; text, json, sarif and github are known", name);
}

static int find_severity(const char *name, enum severity *severity, struct error *error)
{
    for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++) {
        *severity = (enum severity)i;
        if (strcmp(severity_name(*severity), name) == 0)
            return 0;
    }
    return error_set(error, ERROR_INPUT,
                     "check: there is no severity %s; info, warning and error are known", name);
}

static void print_summary(const struct report *report, size_t count)
{
    size_t errors = report_count(report, SEVERITY_ERROR);
    size_t warnings = report_count(report, SEVERITY_WARNING);
    size_t infos = report_count(report, SEVERITY_INFO);
    output_line("%zu specification%s: %zu error%s, %zu warning%s, %zu remark%s", count,
                count == 1 ? "" : "s", errors, errors == 1 ? "" : "s", warnings,
                warnings == 1 ? "" : "s", infos, infos == 1 ? "" : "s");
}

/* ── run ── */

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct checking checking = {.least = SEVERITY_INFO};
    struct report report = {0};
    struct error error = {0};
    const char *format_name = arguments_value(arguments, "format");
    const char *severity = arguments_value(arguments, "severity");
    size_t format = 0;
    int status = -1;
    if ((format_name != NULL && find_format(format_name, &format, &error) != 0) ||
        (severity != NULL && find_severity(severity, &checking.least, &error) != 0) ||
        session_open(&session, arguments->operand_count > 0, &error) != 0)
        goto out;
    checking.workspace = session.workspace;
    if (check_all(&checking, arguments, &error) != 0)
        goto out;
    for (size_t i = 0; i < checking.count; i++)
        report_move(&report, &checking.files[i].report);
    struct buffer text = {0};
    formats[format].print(&report, &text);
    output_text(&text);
    if (format == 0 && output_is_terminal())
        print_summary(&report, checking.count);
    status = report_count(&report, SEVERITY_ERROR) > 0 ? EXIT_FINDINGS : EXIT_DONE;
out:
    if (status < 0)
        status = output_error(&error);
    report_done(&report);
    checking_done(&checking);
    session_close(&session);
    return status;
}

const struct command check_command = {
    .name = "check",
    .operands = "[SPEC…]",
    .summary = "what is missing, wrong or doubtful; status 1 on errors",
    .details = "Without SPEC all specifications are checked. Files named by path can be checked "
               "anywhere.",
    .example = "ifspec check --format github --severity warning",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
