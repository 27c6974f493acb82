#include "workspace/form_impact.h"

#include "base/memory.h"
#include "export/json.h"
#include "form_actions_internal.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── by field ── */

/* What happens to one field of the stock, in how many specifications. */
struct field_total {
    const char *field;
    const char *moves_to; /* NULL: a person is needed */
    size_t count;
};

struct field_totals {
    struct field_total *items;
    size_t count;
    size_t capacity;
};

static struct field_total *find_total(struct field_totals *totals, const char *field, bool moves)
{
    for (size_t i = 0; i < totals->count; i++)
        if (strcmp(totals->items[i].field, field) == 0 &&
            (totals->items[i].moves_to != NULL) == moves)
            return &totals->items[i];
    return NULL;
}

/* Each specification counts once. */
static void count_spec(struct field_totals *totals, const struct impact_spec *spec)
{
    for (size_t i = 0; i < spec->count; i++) {
        const struct impact_change *change = &spec->changes[i];
        bool moves = change->moves_to != NULL;
        bool counted = false;
        for (size_t j = 0; j < i && !counted; j++)
            counted = strcmp(spec->changes[j].field, change->field) == 0 &&
                      (spec->changes[j].moves_to != NULL) == moves;
        if (counted)
            continue;
        struct field_total *total = find_total(totals, change->field, moves);
        if (total == NULL) {
            totals->items =
                memory_grow(totals->items, &totals->capacity, totals->count, sizeof *totals->items);
            total = &totals->items[totals->count++];
            *total = (struct field_total){change->field, change->moves_to, 0};
        }
        total->count++;
    }
}

static void print_fields(const struct form_impact *impact)
{
    struct field_totals totals = {0};
    for (size_t i = 0; i < impact->count; i++)
        count_spec(&totals, &impact->specs[i]);
    for (size_t i = 0; i < totals.count; i++) {
        const struct field_total *total = &totals.items[i];
        if (total->moves_to != NULL)
            output_line("  %s → %s: moves in %zu", total->field, total->moves_to, total->count);
        else
            output_line("  %s: needs a person in %zu", total->field, total->count);
    }
    free(totals.items);
}

/* ── all ── */

static size_t count_persons(const struct form_impact *impact)
{
    size_t count = 0;
    for (size_t i = 0; i < impact->count; i++)
        count += impact_spec_needs_person(&impact->specs[i]);
    return count;
}

static void print_text(const struct form *form, const struct form_impact *impact)
{
    size_t untouched = 0;
    for (size_t i = 0; i < impact->count; i++)
        untouched += impact->specs[i].count == 0;
    size_t persons = count_persons(impact);
    output_line("%s, version %ld: %zu specification%s, %zu keep everything, %zu only move values, "
                "%zu need%s a person",
                form->name, form->version, impact->count, impact->count == 1 ? "" : "s", untouched,
                impact->count - untouched - persons, persons, persons == 1 ? "s" : "");
    print_fields(impact);
    for (size_t i = 0; i < impact->count; i++) {
        const struct impact_spec *spec = &impact->specs[i];
        for (size_t j = 0; j < spec->count; j++)
            if (spec->changes[j].message != NULL)
                output_line("%s:%zu:%zu: %s: %s", spec->path, spec->changes[j].line,
                            spec->changes[j].column, spec->changes[j].field,
                            spec->changes[j].message);
    }
    for (size_t i = 0; i < impact->heir_count; i++)
        if (impact->heirs[i].problem != NULL)
            output_warning("%s extends %s and does not go with the change; its specifications were "
                           "not asked: %s",
                           impact->heirs[i].name, form->name, impact->heirs[i].problem);
        else
            output_line("%s extends it; its specifications are among them", impact->heirs[i].name);
    if (impact->unreadable > 0)
        output_warning("%zu file%s could not be read; `ifspec check` says why", impact->unreadable,
                       impact->unreadable == 1 ? "" : "s");
}

static struct json *change_json(const struct impact_change *change)
{
    struct json *object = json_new_object();
    json_set(object, "field", json_new_string(change->field));
    json_set(object, "moves_to", json_new_string(change->moves_to));
    json_set(object, "message", json_new_string(change->message));
    json_set(object, "line", json_new_integer((long long)change->line));
    json_set(object, "column", json_new_integer((long long)change->column));
    return object;
}

static void print_json(const struct form *form, const struct form_impact *impact)
{
    struct buffer text = {0};
    struct json *document = json_new_object();
    struct json *specs = json_new_array();
    struct json *heirs = json_new_array();
    for (size_t i = 0; i < impact->count; i++) {
        const struct impact_spec *spec = &impact->specs[i];
        struct json *item = json_new_object();
        struct json *changes = json_new_array();
        for (size_t j = 0; j < spec->count; j++)
            json_append(changes, change_json(&spec->changes[j]));
        json_set(item, "id", json_new_string(spec->id));
        json_set(item, "path", json_new_string(spec->path));
        json_set(item, "kept", json_new_integer((long long)spec->kept));
        json_set(item, "changes", changes);
        json_append(specs, item);
    }
    for (size_t i = 0; i < impact->heir_count; i++)
        json_append(heirs, json_new_string(impact->heirs[i].name));
    json_set(document, "form", json_new_string(form->name));
    json_set(document, "version", json_new_integer(form->version));
    json_set(document, "specifications", specs);
    json_set(document, "unreadable", json_new_integer((long long)impact->unreadable));
    json_set(document, "extended_by", heirs);
    json_print(document, &text);
    output_bytes(&text);
}

int form_impact_action(struct session *session, const struct arguments *arguments,
                       const char *const *operands, size_t count, struct error *error)
{
    const struct form *form = NULL;
    struct form_impact impact = {0};
    const char *format = arguments_value(arguments, "format");
    bool as_json = format != NULL && strcmp(format, "json") == 0;
    if (count != 1)
        return error_set(error, ERROR_INPUT, "form impact: name the file of one changed form");
    if (format != NULL && !as_json && strcmp(format, "text") != 0)
        return error_set(error, ERROR_INPUT, "form: there is no format %s; text and json are known",
                         format);
    if (workspace_root(session->workspace)[0] == '\0')
        return error_set(error, ERROR_ENVIRONMENT,
                         "form impact needs a Git working copy with specifications; `ifspec init` "
                         "makes one");
    if (form_action_load(session, operands[0], &form, error) != 0)
        return -1;
    int result = form_impact_find(session->workspace, form, &impact, error);
    if (result == 0 && as_json)
        print_json(form, &impact);
    else if (result == 0)
        print_text(form, &impact);
    size_t persons = count_persons(&impact);
    form_impact_done(&impact);
    if (result != 0)
        return -1;
    return persons > 0 ? EXIT_FINDINGS : EXIT_DONE;
}
