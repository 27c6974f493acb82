#include "model/smart_id.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *separator_of(const struct field *field)
{
    return field->separator != NULL && field->separator[0] != '\0' ? field->separator : "-";
}

/* Offset of the next separator at or behind `from`, or `length`. */
static size_t find_separator(const char *text, size_t from, size_t length, const char *separator)
{
    const char *at = strstr(text + from, separator);
    return at != NULL ? (size_t)(at - text) : length;
}

/* Offset of the last separator, or `length`. */
static size_t find_last_separator(const char *text, size_t from, size_t length,
                                  const char *separator)
{
    size_t last = length;
    for (size_t at = find_separator(text, from, length, separator); at < length;
         at = find_separator(text, at + 1, length, separator))
        last = at;
    return last;
}

bool smart_id_split(const struct field *field, const char *text, struct smart_id_range *ranges)
{
    const char *separator = separator_of(field);
    size_t separator_length = strlen(separator);
    size_t length = strlen(text);
    size_t start = 0;
    bool complete = field->part_count > 0;
    for (size_t i = 0; i < field->part_count; i++) {
        /* The one before the last ends at the last separator there is. */
        bool takes_rest = i + 2 == field->part_count;
        size_t end = length;
        if (takes_rest)
            end = find_last_separator(text, start, length, separator);
        else if (i + 1 < field->part_count)
            end = find_separator(text, start, length, separator);
        ranges[i] = (struct smart_id_range){start, end - start};
        complete = complete && end > start;
        start = end + separator_length < length ? end + separator_length : length;
    }
    return complete;
}

size_t smart_id_part_at(const struct field *field, const char *text, size_t offset)
{
    assert(field->part_count > 0);
    struct smart_id_range *ranges = memory_allocate(field->part_count * sizeof *ranges);
    (void)smart_id_split(field, text, ranges);
    size_t part = 0;
    while (part + 1 < field->part_count && offset > ranges[part].offset + ranges[part].length)
        part++;
    free(ranges);
    return part;
}

char *smart_id_copy_part(const struct field *field, const char *text, const char *part_name)
{
    char *copy = NULL;
    struct smart_id_range *ranges = memory_allocate(field->part_count * sizeof *ranges);
    bool complete = smart_id_split(field, text, ranges);
    for (size_t i = 0; complete && i < field->part_count && copy == NULL; i++)
        if (utf8_equal_caseless(field->parts[i].name, part_name))
            copy = memory_copy_bytes(text + ranges[i].offset, ranges[i].length);
    free(ranges);
    return copy;
}

char *smart_id_copy_key(const struct field *field, const char *text, const size_t *parts,
                        size_t count)
{
    struct buffer key = {0};
    struct smart_id_range *ranges = memory_allocate((field->part_count + 1) * sizeof *ranges);
    bool complete = smart_id_split(field, text, ranges);
    for (size_t i = 0; complete && i < count; i++) {
        buffer_append(&key, text + ranges[parts[i]].offset, ranges[parts[i]].length);
        buffer_append_byte(&key, '\n');
    }
    char *folded = complete ? utf8_fold(buffer_string(&key), false) : NULL;
    buffer_done(&key);
    free(ranges);
    return folded;
}

size_t smart_id_find_fault(const struct field *field, const char *text)
{
    if (field->part_count == 0)
        return field->part_count + 1;
    struct smart_id_range *ranges = memory_allocate(field->part_count * sizeof *ranges);
    bool complete = smart_id_split(field, text, ranges);
    size_t fault = complete ? field->part_count + 1 : field->part_count;
    for (size_t i = 0; complete && i < field->part_count; i++) {
        const struct pattern *pattern = field->parts[i].pattern;
        if (pattern != NULL && pattern_match(pattern, text + ranges[i].offset,
                                             ranges[i].length) != PATTERN_MATCHES) {
            fault = i;
            break;
        }
    }
    free(ranges);
    return fault;
}

char *smart_id_describe(const struct field *field)
{
    struct buffer out = {0};
    for (size_t i = 0; i < field->part_count; i++)
        buffer_append_format(&out, "%s<%s>", i > 0 ? separator_of(field) : "",
                             field->parts[i].name);
    return buffer_take(&out);
}

/* ── fields that follow ── */

/* Whether the field still says what the ID said before. */
static bool follows(const struct spec *spec, const struct field *field, const char *part)
{
    const struct value *value = spec_value(spec, field);
    return value_is_empty(value) || (part != NULL && strcmp(value_text(value), part) == 0);
}

static bool carry(struct spec *spec, const struct form_rule *rule, const char *before)
{
    const struct field *id = rule->fields[0];
    const struct field *tied = rule->fields[1];
    const char *name = id->parts[rule->part].name;
    const char *now = value_text(spec_value(spec, id));
    bool sound = smart_id_find_fault(id, now) > id->part_count;
    char *old_part = smart_id_copy_part(id, before, name);
    char *part = sound ? smart_id_copy_part(id, now, name) : NULL;
    bool changes = part != NULL && (old_part == NULL || strcmp(part, old_part) != 0) &&
                   follows(spec, tied, old_part) && spec_read_only_reason(spec, tied) == NULL;
    if (changes) {
        struct value value = value_of_text(part);
        spec_set_value(spec, tied, &value, 0);
        value_done(&value);
    }
    free(part);
    free(old_part);
    return changes;
}

const struct field *smart_id_carry(struct spec *spec, const struct field *field,
                                   const char *before)
{
    const struct form *form = spec_form(spec);
    const struct field *first = NULL;
    for (size_t i = 0; i < form->rule_count; i++) {
        const struct form_rule *rule = &form->rules[i];
        if (rule->kind == FORM_RULE_ID_PART && rule->fields[0] == field &&
            carry(spec, rule, before) && first == NULL)
            first = rule->fields[1];
    }
    return first;
}
