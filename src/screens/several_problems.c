/* Everything missing, wrong or doubtful in several specifications. */
#include "workspace/copied.h"

#include "several_internal.h"

static enum style style_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:
        return STYLE_ERROR;
    case SEVERITY_WARNING:
        return STYLE_WARNING;
    case SEVERITY_INFO:
        break;
    }
    return STYLE_INFO;
}

static void add_finding(struct several_screen *screen, const struct sheet *sheet,
                        const struct finding *finding)
{
    struct buffer place = {0};
    const struct field *field = finding->field;
    const struct field *leads_to = sheet_field_of(sheet, finding);
    buffer_append_string(&place, field != NULL ? field->label : "The file");
    if (finding->row != FINDING_NO_ROW)
        buffer_append_format(&place, " %zu", finding->row + 1);
    if (finding->column != NULL)
        buffer_append_format(&place, ", %s", finding->column->label);
    several_add(screen, style_of(finding->severity), buffer_string(&place), finding->message,
                leads_to != NULL ? leads_to->path : NULL);
    buffer_done(&place);
}

static void look(struct several_screen *screen, void *context, const char *path)
{
    struct sheet *sheet = NULL;
    struct findings findings = {0};
    struct error error = {0};
    (void)context;
    if (sheet_open(several_workspace(screen), path, &sheet, &error) != 0) {
        several_add(screen, STYLE_ERROR, "cannot be read", error.text, NULL);
        return;
    }
    const struct spec *spec = sheet_spec(sheet);
    several_name(screen, spec_id(spec)[0] != '\0' ? spec_id(spec) : path, spec_title(spec));
    sheet_check(sheet, &findings);
    copied_sum_up(sheet, NULL, &findings);
    for (size_t i = 0; i < findings.count; i++)
        add_finding(screen, sheet, &findings.items[i]);
    findings_done(&findings);
    sheet_close(sheet);
}

static void title(const void *context, size_t count, struct buffer *out)
{
    (void)context;
    buffer_append_format(out, "Problems of %zu specification%s", count, count == 1 ? "" : "s");
}

static void append_count(struct buffer *out, size_t count, const char *what)
{
    buffer_append_format(out, "%s%zu %s%s", out->length > 0 ? ", " : "", count, what,
                         count == 1 ? "" : "s");
}

static void summarise(const struct several_screen *screen, struct buffer *out)
{
    append_count(out, several_count(screen, STYLE_ERROR), "error");
    append_count(out, several_count(screen, STYLE_WARNING), "warning");
    append_count(out, several_count(screen, STYLE_INFO), "note");
}

struct screen *several_problems_new(struct app *app, const char *const *paths, size_t count)
{
    static const struct several_task task = {
        .look = look,
        .title = title,
        .summarise = summarise,
        .nothing = "Nothing is missing, wrong or doubtful.",
    };
    return several_screen_new(app, &task, NULL, paths, count);
}
