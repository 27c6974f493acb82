/* SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
#include "base/memory.h"
#include "export/json.h"
#include "export/report.h"

#include <stdlib.h>
#include <string.h>

static bool is_first_of_its_rule(const struct report *report, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (strcmp(report->items[i].rule, report->items[index].rule) == 0)
            return false;
    return true;
}

static struct json *one_member(const char *key, struct json *value)
{
    struct json *object = json_new_object();
    json_set(object, key, value);
    return object;
}

static struct json *rules_json(const struct report *report)
{
    struct json *rules = json_new_array();
    for (size_t i = 0; i < report->count; i++)
        if (is_first_of_its_rule(report, i))
            json_append(rules, one_member("id", json_new_string(report->items[i].rule)));
    return rules;
}

/* A relative URI reference (RFC 3986): every other byte of the path in its % form. */
static struct json *uri_json(const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    struct buffer uri = {0};
    for (const char *at = path; *at != '\0'; at++) {
        if (strchr(plain, *at) != NULL)
            buffer_append_byte(&uri, *at);
        else
            buffer_append_format(&uri, "%%%02X", (unsigned)(unsigned char)*at);
    }
    struct json *json = json_new_string(buffer_string(&uri));
    buffer_done(&uri);
    return json;
}

static struct json *location_json(const struct report_item *item)
{
    struct json *region = json_new_object();
    json_set(region, "startLine", json_new_integer((long long)item->line));
    json_set(region, "startColumn", json_new_integer((long long)item->column));
    struct json *physical = json_new_object();
    json_set(physical, "artifactLocation", one_member("uri", uri_json(item->path)));
    json_set(physical, "region", region);
    return one_member("physicalLocation", physical);
}

static struct json *result_json(const struct report_item *item)
{
    const char *colon = item->field[0] != '\0' ? ": " : "";
    char *message = memory_format("%s%s%s", item->field, colon, item->message);
    struct json *locations = json_new_array();
    json_append(locations, location_json(item));
    struct json *result = json_new_object();
    json_set(result, "ruleId", json_new_string(item->rule));
    json_set(
        result, "level",
        json_new_string(item->severity == SEVERITY_INFO ? "note" : severity_name(item->severity)));
    json_set(result, "message", one_member("text", json_new_string(message)));
    json_set(result, "locations", locations);
    free(message);
    return result;
}

void report_print_sarif(const struct report *report, const char *version, struct buffer *out)
{
    struct json *driver = json_new_object();
    json_set(driver, "name", json_new_string("ifspec"));
    json_set(driver, "version", json_new_string(version));
    json_set(driver, "rules", rules_json(report));
    struct json *results = json_new_array();
    for (size_t i = 0; i < report->count; i++)
        json_append(results, result_json(&report->items[i]));
    struct json *run = json_new_object();
    json_set(run, "tool", one_member("driver", driver));
    json_set(run, "columnKind", json_new_string("unicodeCodePoints"));
    json_set(run, "results", results);
    struct json *runs = json_new_array();
    json_append(runs, run);
    struct json *log = json_new_object();
    json_set(log, "$schema", json_new_string("https://json.schemastore.org/sarif-2.1.0.json"));
    json_set(log, "version", json_new_string("2.1.0"));
    json_set(log, "runs", runs);
    json_print(log, out);
}
