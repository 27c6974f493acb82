/* Names in a form that lead to its fields, statuses and values: identity, required_from, when,
 * default. By now every field exists. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* "table[].column"; NULL if it names none. */
static const struct field *find_column(const struct form *form, const char *path)
{
    const char *brackets = strstr(path, "[].");
    if (brackets == NULL)
        return NULL;
    char *table_path = memory_copy_bytes(path, (size_t)(brackets - path));
    const struct field *table = form_find_field(form, table_path);
    free(table_path);
    return table != NULL && table->type != NULL && table->type->shape == SHAPE_TABLE
               ? field_find_column(table, brackets + 3)
               : NULL;
}

static void report_unknown(struct form_builder *builder, struct form_place place,
                           const char *path, bool columns)
{
    const struct field *near =
        form_problems_are_full(builder) ? NULL : form_suggest_field(builder->form, path);
    if (!columns && strstr(path, "[]") != NULL)
        form_report(builder, place.source, place.node, "`%s`: a column cannot stand here", path);
    else if (near != NULL)
        form_report(builder, place.source, place.node,
                    "there is no field `%s`; did you mean `%s`?", path, near->path);
    else
        form_report(builder, place.source, place.node, "there is no field `%s`", path);
}

const struct field *form_resolve_field(struct form_builder *builder, struct form_place place,
                                       bool columns)
{
    const char *path = form_read_text(builder, place, "a field's path");
    if (path == NULL)
        return NULL;
    if (builder->reference_count++ >= FORM_REFERENCE_LIMIT) {
        form_report(builder, place.source, place.node, "the form names fields more than %d times",
                    FORM_REFERENCE_LIMIT);
        return NULL;
    }
    const struct field *field = form_find_field(builder->form, path);
    if (field == NULL && columns)
        field = find_column(builder->form, path);
    if (field == NULL)
        report_unknown(builder, place, path, columns);
    return field;
}

const struct field **form_resolve_fields(struct form_builder *builder, struct form_place place,
                                         const char *key, bool columns, size_t *count)
{
    *count = 0;
    bool one = node_kind(place.node) == NODE_SCALAR;
    if (!one && !form_check_list(builder, place, key))
        return NULL;
    size_t total = one ? 1 : node_count(place.node);
    if (total > FORM_KEY_LIMIT) {
        form_report(builder, place.source, place.node, "%s has more than %d entries", key,
                    FORM_KEY_LIMIT);
        return NULL;
    }
    const struct field **fields = memory_allocate((total + 1) * sizeof *fields);
    for (size_t i = 0; i < total; i++) {
        struct form_place item = {place.source, one ? place.node : node_item(place.node, i)};
        const struct field *field = form_resolve_field(builder, item, columns);
        if (field != NULL)
            fields[(*count)++] = field;
    }
    return fields;
}

static const struct field *resolve_identity(struct form_builder *builder, enum identity_key key)
{
    struct form_place place = builder->identity[key];
    return place.node != NULL ? form_resolve_field(builder, place, false) : NULL;
}

static void check_shape(struct form_builder *builder, enum identity_key key,
                        const struct field *field, const char *name)
{
    struct form_place place = builder->identity[key];
    if (field != NULL && field->type != NULL && field->type->shape != SHAPE_LINE)
        form_report(builder, place.source, place.node,
                    "identity `%s` must be a field of one line, not of type %s", name,
                    field->type->name);
}

/* Without a vocabulary there are no statuses to refer to. What is wrong with the field itself has
 * been said at the field. */
static void check_status(struct form_builder *builder)
{
    struct form *form = builder->form;
    struct form_place place = builder->identity[IDENTITY_STATUS];
    if (form->status == NULL)
        return;
    if (form->status->type != NULL && strcmp(form->status->type->name, "choice") != 0)
        form_report(builder, place.source, place.node,
                    "identity `status` must be a field of type choice, not %s",
                    form->status->type->name);
    if (form->status->choices == NULL)
        form->status = NULL;
}

static void resolve_all_identity(struct form_builder *builder)
{
    struct form *form = builder->form;
    form->id = resolve_identity(builder, IDENTITY_ID);
    form->title_field = resolve_identity(builder, IDENTITY_TITLE);
    form->status = resolve_identity(builder, IDENTITY_STATUS);
    if (builder->identity[IDENTITY_ID].node == NULL)
        form_report(builder, builder->sources[0], NULL,
                    "`identity` needs an `id`: the field that names a specification and its file");
    if (builder->identity[IDENTITY_TITLE].node == NULL)
        form_report(builder, builder->sources[0], NULL, "`identity` needs a `title`");
    check_shape(builder, IDENTITY_ID, form->id, "id");
    check_shape(builder, IDENTITY_TITLE, form->title_field, "title");
    check_status(builder);
    struct form_place aliases = builder->identity[IDENTITY_ALIASES];
    if (aliases.node != NULL)
        form->aliases =
            form_resolve_fields(builder, aliases, "`aliases`", false, &form->alias_count);
    struct form_place columns = builder->identity[IDENTITY_COLUMNS];
    if (columns.node != NULL)
        form->columns =
            form_resolve_fields(builder, columns, "`columns`", false, &form->column_count);
    struct form_place on_call = builder->identity[IDENTITY_ON_CALL];
    if (on_call.node != NULL)
        form->on_call =
            form_resolve_fields(builder, on_call, "`on_call`", false, &form->on_call_count);
}

static void resolve_required_from(struct form_builder *builder, struct form_place map,
                                  struct field *field)
{
    struct form_place place = form_child(map, "required_from");
    const char *name =
        place.node != NULL ? form_read_text(builder, place, "required_from") : NULL;
    if (name == NULL)
        return;
    const struct field *status = builder->form->status;
    if (status == NULL && builder->identity[IDENTITY_STATUS].node == NULL)
        form_report(builder, place.source, place.node,
                    "`required_from` names a status, but `identity` names no `status` field");
    if (status == NULL)
        return;
    const struct vocabulary *statuses = status->choices;
    if (statuses->count == 0)
        return; /* it could not be read, which was said where it stands */
    const char **names = memory_allocate((statuses->count + 1) * sizeof *names);
    for (size_t i = 0; i < statuses->count; i++) {
        names[i] = statuses->entries[i].value;
        if (strcmp(names[i], name) == 0)
            field->required_from = (int)i;
    }
    if (field->required_from < 0) {
        char *hint = form_suggest(builder, name, names, statuses->count);
        form_report(builder, place.source, place.node, "there is no status \"%s\"%s", name, hint);
        free(hint);
    }
    free(names);
}

static void check_default(struct form_builder *builder, struct form_place map,
                          const struct field *field)
{
    if (field->default_text == NULL || field->type == NULL ||
        (field->choices != NULL && field->choices->count == 0))
        return;
    if (strcmp(field->type->name, "date") == 0 && strcmp(field->default_text, "today") == 0)
        return;
    struct form_place place = form_child(map, "default");
    char *canonical = NULL;
    struct error error = {0};
    if (field->type->canonical(field, field->default_text, &canonical, &error) < 0)
        form_report(builder, place.source, place.node, "the default cannot be a value: %s",
                    error.text);
    free(canonical);
}

static void resolve_when(struct form_builder *builder, struct form_place map, struct field *field)
{
    struct form_place place = form_child(map, "when");
    if (place.node != NULL)
        field->when = form_read_condition(builder, place);
}

static void resolve_renamed_from(struct form_builder *builder, struct form_place map,
                                 struct field *field)
{
    struct form_place place = form_child(map, "renamed_from");
    const char *path = place.node != NULL ? form_read_text(builder, place, "renamed_from") : NULL;
    if (path == NULL)
        return;
    const char *dot = strchr(path, '.');
    if (dot == NULL || dot == path || dot[1] == '\0' || strchr(dot + 1, '.') != NULL) {
        form_report(builder, place.source, place.node,
                    "`renamed_from` is the old path, section.field, not \"%s\"", path);
        return;
    }
    if (form_find_field(builder->form, path) != NULL) {
        form_report(builder, place.source, place.node,
                    "`renamed_from` names the field `%s`, which still exists", path);
        return;
    }
    field->renamed_from = memory_copy_string(path);
}

void form_resolve(struct form_builder *builder)
{
    resolve_all_identity(builder);
    for (size_t i = 0; i < builder->field_count; i++) {
        struct field *field = &builder->form->fields[i];
        struct form_place place = builder->field_places[i];
        resolve_required_from(builder, place, field);
        resolve_when(builder, place, field);
        resolve_renamed_from(builder, place, field);
        check_default(builder, place, field);
    }
}
