#include "export/json.h"
#include "export/report.h"

static struct json *item_json(const struct report_item *item)
{
    struct json *object = json_new_object();
    json_set(object, "path", json_new_string(item->path));
    json_set(object, "line", json_new_integer((long long)item->line));
    json_set(object, "column", json_new_integer((long long)item->column));
    json_set(object, "spec", json_new_string(item->spec[0] != '\0' ? item->spec : NULL));
    json_set(object, "field", json_new_string(item->field[0] != '\0' ? item->field : NULL));
    json_set(object, "severity", json_new_string(severity_name(item->severity)));
    json_set(object, "rule", json_new_string(item->rule));
    json_set(object, "message", json_new_string(item->message));
    return object;
}

static struct json *count_json(const struct report *report, enum severity severity)
{
    return json_new_integer((long long)report_count(report, severity));
}

void report_print_json(const struct report *report, struct buffer *out)
{
    struct json *object = json_new_object();
    struct json *findings = json_new_array();
    for (size_t i = 0; i < report->count; i++)
        json_append(findings, item_json(&report->items[i]));
    json_set(object, "findings", findings);
    json_set(object, "errors", count_json(report, SEVERITY_ERROR));
    json_set(object, "warnings", count_json(report, SEVERITY_WARNING));
    json_set(object, "infos", count_json(report, SEVERITY_INFO));
    json_print(object, out);
}
