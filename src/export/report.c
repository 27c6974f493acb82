#include "export/report.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void report_done(struct report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        struct report_item *item = &report->items[i];
        free(item->path);
        free(item->spec);
        free(item->field);
        free(item->rule);
        free(item->message);
    }
    free(report->items);
    *report = (struct report){0};
}

const char *severity_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_INFO:
        return "info";
    case SEVERITY_WARNING:
        return "warning";
    case SEVERITY_ERROR:
        return "error";
    }
    return "error";
}

size_t report_count(const struct report *report, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += report->items[i].severity == severity;
    return count;
}

char *finding_address(const struct finding *finding)
{
    struct buffer address = {0};
    if (finding->field != NULL)
        buffer_append_string(&address, finding->field->path);
    if (finding->field != NULL && finding->row != FINDING_NO_ROW)
        buffer_append_format(&address, "[%zu]", finding->row);
    if (finding->field != NULL && finding->column != NULL)
        buffer_append_format(&address, ".%s", finding->column->id);
    return buffer_take(&address);
}

static struct report_item *add(struct report *report)
{
    report->items =
        memory_grow(report->items, &report->capacity, report->count, sizeof *report->items);
    struct report_item *item = &report->items[report->count++];
    *item = (struct report_item){.line = 1, .column = 1};
    return item;
}

/* Items from `first` on go into the order of the file; equal places keep the order of the form. */
static void sort_from(struct report *report, size_t first)
{
    for (size_t i = first + 1; i < report->count; i++) {
        struct report_item item = report->items[i];
        size_t at = i;
        for (; at > first; at--) {
            const struct report_item *before = &report->items[at - 1];
            if (before->line < item.line ||
                (before->line == item.line && before->column <= item.column))
                break;
            report->items[at] = *before;
        }
        report->items[at] = item;
    }
}

void report_add(struct report *report, const char *path, const struct spec *spec,
                const struct findings *findings, enum severity least)
{
    size_t first = report->count;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->severity < least)
            continue;
        struct report_item *item = add(report);
        item->path = memory_copy_string(path);
        item->spec = memory_copy_string(spec_id(spec));
        item->field = finding_address(finding);
        item->severity = finding->severity;
        item->rule = memory_copy_string(finding->rule);
        item->message = memory_copy_string(finding->message);
        if (finding->field != NULL)
            spec_position(spec, finding->field, finding->row, finding->column, &item->line,
                          &item->column);
        else if (finding->line > 0)
            item->line = finding->line;
    }
    sort_from(report, first);
}

void report_move(struct report *report, struct report *from)
{
    for (size_t i = 0; i < from->count; i++)
        *add(report) = from->items[i];
    free(from->items);
    *from = (struct report){0};
}

/* Read "NUMBER:" at *text and step over it. */
static bool take_number(const char **text, size_t *number)
{
    char *end = NULL;
    if (**text < '0' || **text > '9')
        return false;
    *number = strtoul(*text, &end, 10);
    if (*end != ':')
        return false;
    *text = end + 1;
    return true;
}

void report_add_problem(struct report *report, const char *path, const struct error *problem)
{
    struct report_item *item = add(report);
    const char *text = problem->text;
    size_t length = strlen(path);
    if (strncmp(text, path, length) == 0 && text[length] == ':') {
        const char *rest = text + length + 1;
        if (take_number(&rest, &item->line))
            (void)take_number(&rest, &item->column);
        text = rest + strspn(rest, " ");
    }
    item->path = memory_copy_string(path);
    item->spec = memory_copy_string("");
    item->field = memory_copy_string("");
    item->severity = SEVERITY_ERROR;
    item->rule = memory_copy_string("unreadable");
    item->message = memory_copy_string(text);
}
