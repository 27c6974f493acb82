/* A spec as strings, and strings as an entry. The strings of an entry lie behind one another, so
 * that the index writes and reads them whole. */
#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "catalogue_internal.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* Between texts that a search must not run together; folding keeps it. */
enum { TEXT_SEPARATOR = '\x01' };

static void end_string(struct buffer *out)
{
    buffer_append_byte(out, '\0');
}

static void add_string(struct buffer *out, const char *text)
{
    buffer_append(out, text, strlen(text) + 1);
}

static void add_field(struct buffer *out, const struct spec *spec, const struct field *field)
{
    if (field != NULL)
        field_format(field, spec_value(spec, field), out);
    end_string(out);
}

static void add_leaves(struct buffer *out, const struct value *value, const char *separator)
{
    if (value->kind == VALUE_TEXT) {
        buffer_append_string(out, value->text);
        buffer_append_string(out, separator);
    }
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        add_leaves(out, &value->items[i], separator);
}

static void add_aliases(struct buffer *out, const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    size_t start = out->length;
    for (size_t i = 0; i < form->alias_count; i++)
        add_leaves(out, spec_value(spec, form->aliases[i]), "\n");
    if (out->length > start)
        buffer_truncate(out, out->length - 1);
    end_string(out);
}

static void add_folded(struct buffer *out, const char *text)
{
    char *folded = utf8_fold(text, true);
    add_string(out, folded);
    free(folded);
}

/* One alias does not run into the next, nor the source into the target. */
static void add_keys(struct buffer *out, const char *const *strings)
{
    char *aliases = memory_copy_string(strings[STRING_ALIASES]);
    for (char *at = strchr(aliases, '\n'); at != NULL; at = strchr(at, '\n'))
        *at = TEXT_SEPARATOR;
    char *systems =
        memory_format("%s%c%s", strings[STRING_SOURCE], TEXT_SEPARATOR, strings[STRING_TARGET]);
    add_folded(out, strings[STRING_ID]);
    add_folded(out, aliases);
    add_folded(out, strings[STRING_TITLE]);
    add_folded(out, systems);
    free(systems);
    free(aliases);
}

static void add_value_text(struct buffer *out, const struct field *field,
                           const struct value *value)
{
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++)
            add_value_text(out, field, &value->items[i]);
        return;
    }
    /* As it is, line breaks and all: they fold away. */
    if (value->kind == VALUE_TEXT)
        buffer_append_string(out, value_text(value));
    else
        field_format(field, value, out);
    buffer_append_byte(out, TEXT_SEPARATOR);
}

/* Every text, as `find` looks at them one by one. */
static char *search_text(const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    struct buffer text = {0};
    size_t count = 0;
    const struct other_value *others = spec_others(spec, &count);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct value *value = spec_value(spec, &form->fields[i]);
        if (value->kind != VALUE_ABSENT)
            add_value_text(&text, &form->fields[i], value);
    }
    for (size_t i = 0; i < count; i++) {
        buffer_append_string(&text, others[i].text);
        buffer_append_byte(&text, TEXT_SEPARATOR);
    }
    char *folded = utf8_fold(buffer_string(&text), true);
    buffer_done(&text);
    return folded;
}

/* Begins of the first `count` strings. */
static void find_strings(const char *strings, size_t count, const char **begins)
{
    for (size_t i = 0; i < count; i++) {
        begins[i] = strings;
        strings += strlen(strings) + 1;
    }
}

static void add_spec_strings(struct buffer *out, const char *path, const struct spec *spec,
                             const struct error *problem)
{
    const struct form *form = spec != NULL ? spec_form(spec) : NULL;
    char *stem = path_stem(path);
    add_string(out, path);
    add_string(out, spec != NULL && spec_id(spec)[0] != '\0' ? spec_id(spec) : stem);
    add_string(out, form != NULL ? form->name : "");
    add_string(out, spec != NULL ? spec_title(spec) : "");
    add_field(out, spec, form != NULL ? form->status : NULL);
    add_field(out, spec, form != NULL ? form_side_field(form, 0) : NULL);
    add_field(out, spec, form != NULL ? form_side_field(form, 1) : NULL);
    add_string(out, problem != NULL ? problem->text : "");
    if (spec != NULL)
        add_aliases(out, spec);
    else
        end_string(out);
    end_string(out); /* the author is nothing of the file's */
    free(stem);
}

/* ── columns ── */

enum column_meaning column_meaning(const struct form *form, const char *path)
{
    const struct field *field = form != NULL ? form_find_field(form, path) : NULL;
    if (field == NULL)
        return COLUMN_FIELD;
    if (field == form->id)
        return COLUMN_ID;
    if (field == form->title_field)
        return COLUMN_TITLE;
    if (field == form->status)
        return COLUMN_STATUS;
    if (field == form_side_field(form, 0))
        return COLUMN_SOURCE;
    return field == form_side_field(form, 1) ? COLUMN_TARGET : COLUMN_FIELD;
}

/* The field itself, else what means the same in this form. */
static const struct field *field_of_column(const struct form *form, const char *path,
                                           enum column_meaning meaning)
{
    const struct field *field = form_find_field(form, path);
    if (field != NULL)
        return field;
    switch (meaning) {
    case COLUMN_FIELD:
        break;
    case COLUMN_ID:
        return form->id;
    case COLUMN_TITLE:
        return form->title_field;
    case COLUMN_STATUS:
        return form->status;
    case COLUMN_SOURCE:
        return form_side_field(form, 0);
    case COLUMN_TARGET:
        return form_side_field(form, 1);
    }
    return NULL;
}

static void add_cells(struct buffer *out, const struct spec *spec, const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        add_field(out, spec,
                  spec == NULL ? NULL
                               : field_of_column(spec_form(spec), columns->paths[i],
                                                 (enum column_meaning)columns->meanings[i]));
}

/* ── readings ── */

struct reading *reading_new(const char *path, const struct spec *spec, const struct error *problem,
                            const struct columns *columns)
{
    const char *begins[STRING_KEYS];
    struct reading *reading = memory_allocate(sizeof *reading);
    struct buffer keys = {0};
    struct buffer out = {0};
    add_spec_strings(&out, path, spec, problem);
    find_strings(out.bytes, STRING_KEYS, begins);
    add_keys(&keys, begins);
    buffer_append(&out, keys.bytes, keys.length);
    buffer_done(&keys);
    add_cells(&out, spec, columns);
    reading->completeness = spec != NULL ? spec_completeness(spec) : 0;
    if (columns->with_text) {
        reading->text = spec != NULL ? search_text(spec) : utf8_fold(path, true);
        reading->text_length = strlen(reading->text) + 1;
    }
    reading->length = out.length;
    reading->strings = buffer_take(&out);
    return reading;
}

struct reading *reading_copy(const struct reading *old)
{
    struct reading *reading = memory_allocate(sizeof *reading);
    *reading = *old;
    reading->mark = (struct index_mark){0};
    reading->strings = memory_copy_bytes(old->strings, old->length);
    reading->text = old->text != NULL ? memory_copy_bytes(old->text, old->text_length) : NULL;
    reading->cells = NULL;
    return reading;
}

struct reading *reading_of_record(const struct index_record *record)
{
    struct reading *reading = memory_allocate(sizeof *reading);
    reading->strings = memory_copy_bytes(record->strings, record->length);
    reading->length = record->length;
    reading->completeness = (int)record->numbers[NUMBER_COMPLETENESS];
    reading->text_length = record->text_length;
    reading->text_offset = record->text_offset;
    return reading;
}

void reading_spill(struct reading *reading, struct index_spill *spill)
{
    if (reading->text == NULL ||
        !index_spill_add(spill, reading->text, reading->text_length, &reading->text_offset))
        return;
    free(reading->text);
    reading->text = NULL;
    reading->spilled = true;
}

void reading_free(struct reading *reading)
{
    if (reading == NULL)
        return;
    free(reading->strings);
    free(reading->text);
    free(reading->cells);
    free(reading);
}

/* ── entries ── */

static struct catalogue_entry entry_of_strings(const char *strings, const char **cells,
                                               size_t column_count)
{
    const char *begins[STRING_CELLS];
    find_strings(strings, STRING_CELLS, begins);
    const char *problem = begins[STRING_PROBLEM];
    struct catalogue_entry entry = {
        .path = begins[STRING_PATH],
        .id = begins[STRING_ID],
        .form = begins[STRING_FORM],
        .title = begins[STRING_TITLE],
        .status = begins[STRING_STATUS],
        .source = begins[STRING_SOURCE],
        .target = begins[STRING_TARGET],
        .aliases = begins[STRING_ALIASES],
        .problem = problem[0] != '\0' ? problem : NULL,
        .changed_by = begins[STRING_AUTHOR],
        .cells = cells,
    };
    for (size_t i = 0; i < CATALOGUE_KEY_COUNT; i++)
        entry.keys[i] = begins[STRING_KEYS + i];
    const char *last = begins[STRING_CELLS - 1];
    find_strings(last + strlen(last) + 1, column_count, cells);
    return entry;
}

struct catalogue_entry entry_of_reading(struct reading *take, size_t column_count)
{
    if (take->cells == NULL)
        take->cells = memory_allocate((column_count + 1) * sizeof *take->cells);
    struct catalogue_entry entry = entry_of_strings(take->strings, take->cells, column_count);
    entry.completeness = take->completeness;
    entry.reading = take;
    entry.text_length = (uint32_t)take->text_length;
    entry.text_offset = take->text_offset;
    return entry;
}

struct catalogue_entry entry_of_record(const struct index_record *record, const char **cells,
                                       size_t column_count)
{
    struct catalogue_entry entry = entry_of_strings(record->strings, cells, column_count);
    entry.completeness = (int)record->numbers[NUMBER_COMPLETENESS];
    entry.dated = record->numbers[NUMBER_DATED] != 0;
    entry.changed.seconds = record->numbers[NUMBER_SECONDS];
    entry.changed.offset = (int)record->numbers[NUMBER_OFFSET];
    entry.text_length = (uint32_t)record->text_length;
    entry.text_offset = record->text_offset;
    return entry;
}
