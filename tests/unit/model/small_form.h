/* A small form with every field type, made in C: the model is tested without reading a file.
 * Fields are found by path with small_field(). */
#ifndef IFSPEC_TESTS_SMALL_FORM_H
#define IFSPEC_TESTS_SMALL_FORM_H

#include "base/memory.h"
#include "model/field_type.h"
#include "model/form.h"
#include "model/spec.h"

#include "unit/unit.h"

enum { SMALL_FIELD_LIMIT = 40 };

enum small_status { DRAFT, IN_REVIEW, APPROVED, ACTIVE };

static inline void small_add_string(struct strings *strings, const char *text)
{
    strings->items = memory_resize(strings->items, strings->count + 1, sizeof *strings->items);
    strings->items[strings->count++] = memory_copy_string(text);
}

/* Entries are given as "value", "value=alias" or "value~vague", NULL at the end. */
static inline struct vocabulary *small_vocabulary(struct form *form, const char *id,
                                                  const char *const *entries)
{
    struct vocabulary *vocabulary = &form->vocabularies[form->vocabulary_count++];
    vocabulary->id = memory_copy_string(id);
    for (size_t i = 0; entries[i] != NULL; i++) {
        size_t length = strcspn(entries[i], "=~");
        vocabulary->entries = memory_resize(vocabulary->entries, vocabulary->count + 1,
                                            sizeof *vocabulary->entries);
        struct vocabulary_entry *entry = &vocabulary->entries[vocabulary->count++];
        *entry = (struct vocabulary_entry){.value = memory_copy_bytes(entries[i], length)};
        if (entries[i][length] == '=')
            small_add_string(&entry->aliases, entries[i] + length + 1);
        if (entries[i][length] == '~')
            small_add_string(&entry->vague, entries[i] + length + 1);
    }
    return vocabulary;
}

static inline void small_describe(struct field *field, const char *id, const char *label,
                                  const char *type)
{
    field->id = memory_copy_string(id);
    field->label = memory_copy_string(label);
    field->help = memory_copy_string("");
    field->type = field_type_find(type);
    field->required_from = -1;
    field->group_by = -1;
}

static inline struct field *small_add_column(struct field *table, const char *id,
                                             const char *label, const char *type)
{
    struct field *column = &table->columns[table->column_count];
    small_describe(column, id, label, type);
    column->index = table->column_count++;
    column->table = table;
    column->path = memory_format("%s.%s", table->path, id);
    return column;
}

static inline void small_add_columns(struct field *field)
{
    field->columns = memory_allocate(8 * sizeof *field->columns);
    if (field->type->shape == SHAPE_TABLE)
        return;
    small_add_column(field, "title", "Title", "text");
    small_add_column(field, "url", "Address", "text");
}

static inline struct field *small_add_field(struct form *form, struct section *section,
                                            const char *id, const char *label, const char *type)
{
    assert_true(form->field_count < SMALL_FIELD_LIMIT);
    struct field *field = &form->fields[form->field_count];
    small_describe(field, id, label, type);
    field->index = form->field_count++;
    field->section = section;
    field->path = section != NULL ? memory_format("%s.%s", section->id, id)
                                  : memory_copy_string(id);
    enum field_shape shape = field->type->shape;
    if (shape == SHAPE_TABLE || shape == SHAPE_LINK || shape == SHAPE_LINKS)
        small_add_columns(field);
    if (section != NULL)
        section->fields[section->field_count++] = field;
    return field;
}

static inline struct section *small_add_section(struct form *form, const char *id,
                                                const char *title)
{
    struct section *section = &form->sections[form->section_count];
    section->index = form->section_count++;
    section->id = memory_copy_string(id);
    section->title = memory_copy_string(title);
    section->help = memory_copy_string("");
    section->fields = memory_allocate(SMALL_FIELD_LIMIT * sizeof(struct field *));
    return section;
}

static inline struct pattern *small_pattern(const char *source, bool anchored)
{
    struct pattern *pattern = NULL;
    struct error error = {0};
    assert_int_equal(pattern_compile(source, anchored, &pattern, &error), 0);
    return pattern;
}

static inline void small_add_parts(struct field *field)
{
    static const char *const PARTS[][2] = {
        {"Domain", "[A-Z0-9]+"},
        {"Source", "[A-Z0-9]+"},
        {"Target", "[A-Z0-9]+"},
        {"Object", "[A-Z0-9]+(-[A-Z0-9]+)*"},
        {"Version", "V[0-9]+"},
    };
    field->separator = memory_copy_string("-");
    field->part_count = sizeof PARTS / sizeof *PARTS;
    field->parts = memory_allocate(field->part_count * sizeof *field->parts);
    for (size_t i = 0; i < field->part_count; i++)
        field->parts[i] = (struct id_part){memory_copy_string(PARTS[i][0]),
                                           small_pattern(PARTS[i][1], true)};
}

static inline void small_add_lifecycle(struct form *form)
{
    struct section *section = small_add_section(form, "lifecycle", "Lifecycle");
    struct field *status = small_add_field(form, section, "status", "Status", "choice");
    status->choices = small_vocabulary(
        form, "status",
        (const char *const[]){"Draft", "In Review", "Approved", "Active=Live", NULL});
    status->required_from = DRAFT;
    status->default_text = memory_copy_string("Draft");
    struct field *created = small_add_field(form, section, "created", "Created", "date");
    created->default_text = memory_copy_string("today");
    struct field *changes = small_add_field(form, section, "changes", "Updated", "table");
    small_add_column(changes, "date", "Date", "date")->required = true;
    small_add_column(changes, "note", "What changed", "text")->required = true;
    form->status = status;
}

static inline void small_add_overview(struct form *form)
{
    struct section *section = small_add_section(form, "overview", "Overview");
    struct field *id = small_add_field(form, section, "smart_id", "Smart ID", "smart_id");
    small_add_parts(id);
    id->required_from = DRAFT;
    struct field *title = small_add_field(form, section, "title", "Title", "text");
    title->required_from = DRAFT;
    title->max_length = 40;
    struct field *aliases = small_add_field(form, section, "legacy_ids", "Legacy IDs", "list");
    struct field *summary = small_add_field(form, section, "summary", "Summary", "paragraph");
    summary->required_from = APPROVED;
    small_add_string(&summary->examples, "This integration moves customers in real-time.");
    struct field *volume = small_add_field(form, section, "data_volume", "Data Volume", "choice");
    volume->choices = small_vocabulary(
        form, "data_volume", (const char *const[]){"Low", "Median=Medium", "High", NULL});
    volume->required_from = APPROVED;
    struct field *detail = small_add_field(form, section, "detail", "Volume detail", "text");
    detail->required_from = APPROVED;
    detail->when = memory_allocate(sizeof *detail->when);
    *detail->when = (struct condition){.kind = CONDITION_IS, .field = volume};
    detail->when->values = memory_allocate(sizeof(char *));
    detail->when->values[0] = memory_copy_string("High");
    detail->when->value_count = 1;
    struct field *protocols = small_add_field(form, section, "protocols", "Protocol", "choices");
    protocols->open = true;
    protocols->choices = small_vocabulary(
        form, "protocols",
        (const char *const[]){"REST=REST/JSON", "OData V2~OData", "OData V4", "SFTP", NULL});
    struct field *version = small_add_field(form, section, "version", "Version", "text");
    version->pattern = small_pattern("^V[0-9]+$", false);
    version->message = memory_copy_string("V and a number, for example V1");
    form->id = id;
    form->title_field = title;
    form->aliases = memory_allocate(sizeof *form->aliases);
    form->aliases[form->alias_count++] = aliases;
}

static inline void small_add_details(struct form *form)
{
    struct section *section = small_add_section(form, "details", "Details");
    small_add_field(form, section, "steps", "Steps", "steps");
    struct field *errors = small_add_field(form, section, "known_errors", "Known errors", "table");
    errors->help = (free(errors->help), memory_copy_string("What operations should do."));
    small_add_column(errors, "symptom", "Symptom", "text")->required = true;
    small_add_column(errors, "cause", "Cause", "text");
    small_add_column(errors, "action", "Action", "paragraph");
    small_add_columns(small_add_column(errors, "page", "Page", "link"));
    small_add_field(form, section, "runbook", "Runbook Location", "link")->required_from = APPROVED;
    small_add_field(form, section, "documents", "Documents", "links");
    small_add_field(form, section, "replaces", "Replaces", "reference");
    struct field *retries = small_add_field(form, section, "retries", "Retries", "number");
    retries->has_minimum = retries->has_maximum = retries->integer = true;
    retries->minimum = 0;
    retries->maximum = 10;
    small_add_field(form, section, "monitored", "Monitored", "yes_no");
    small_add_field(form, section, "sla", "SLA", "text");
}

static inline struct form *small_form(void)
{
    struct form *form = memory_allocate(sizeof *form);
    form->name = memory_copy_string("small");
    form->title = memory_copy_string("Small");
    form->help = memory_copy_string("");
    form->path = memory_copy_string("small.yaml");
    form->sections = memory_allocate(4 * sizeof *form->sections);
    form->fields = memory_allocate(SMALL_FIELD_LIMIT * sizeof *form->fields);
    form->vocabularies = memory_allocate(8 * sizeof *form->vocabularies);
    small_add_lifecycle(form);
    small_add_overview(form);
    small_add_details(form);
    struct field *questions = small_add_field(form, NULL, "questions", "Questions", "table");
    small_add_column(questions, "field", "Field", "text");
    small_add_column(questions, "question", "Question", "text");
    form->questions = questions;
    struct field *reviews = small_add_field(form, NULL, "reviews", "Reviews", "table");
    small_add_column(reviews, "date", "Date", "date");
    small_add_column(reviews, "reviewer", "Reviewer", "text");
    form->reviews = reviews;
    return form;
}

static inline struct field *small_field(const struct form *form, const char *path)
{
    const struct field *field = form_find_field(form, path);
    assert_non_null(field);
    return &form->fields[field->index];
}

static inline void small_add_rule(struct form *form, struct form_rule rule)
{
    form->rules = memory_resize(form->rules, form->rule_count + 1, sizeof *form->rules);
    form->rules[form->rule_count++] = rule;
}

/* Set a field from text as the command line does; lists get one more entry. */
static inline void small_set(struct spec *spec, const char *path, const char *text)
{
    const struct field *field = small_field(spec_form(spec), path);
    struct value value = {0};
    struct error error = {0};
    assert_int_equal(field_parse(field, text, &value, &error), 0);
    if (value.kind == VALUE_LIST && spec_value(spec, field)->kind == VALUE_LIST) {
        struct value longer = value_copy(spec_value(spec, field));
        value_insert(&longer, longer.count, value_copy(&value.items[0]));
        value_done(&value);
        value = longer;
    }
    spec_set_value(spec, field, &value, 0);
    value_done(&value);
}

/* The same without asking the type, as a file may have it. */
static inline void small_load(struct spec *spec, const char *path, const char *text)
{
    const struct field *field = small_field(spec_form(spec), path);
    struct value value = value_of_text(text);
    if (field->type->shape == SHAPE_LIST) {
        struct value list = value_of_list();
        value_insert(&list, 0, value);
        value = list;
    }
    spec_set_value(spec, field, &value, 0);
    value_done(&value);
}

static inline char *small_text(const struct spec *spec, const char *path)
{
    const struct field *field = small_field(spec_form(spec), path);
    struct buffer out = {0};
    field_format(field, spec_value(spec, field), &out);
    return buffer_take(&out);
}

static inline void small_assert_text(const struct spec *spec, const char *path, const char *text)
{
    char *formatted = small_text(spec, path);
    assert_string_equal(formatted, text);
    free(formatted);
}

#endif
