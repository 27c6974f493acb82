/* Values as what is to be written. How a careful person would: choices and short lists on one line,
 * rows on one line if all of them are short, else a column a line; steps one a line. The file's own
 * habit counts for more (yaml/content.h). */
#include "spec_file_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* Lines that are read at a glance, with room for the indentation. */
enum {
    ROW_LENGTH = 100,
    LIST_LENGTH = 60,
};

struct spec_content {
    struct content root;
    void **pieces;
    size_t count;
    size_t capacity;
};

static void *keep(struct spec_content *content, void *piece)
{
    content->pieces = memory_grow(content->pieces, &content->capacity, content->count,
                                  sizeof *content->pieces);
    content->pieces[content->count++] = piece;
    return piece;
}

static bool is_link(const struct field *field)
{
    return field->type->shape == SHAPE_LINK || field->type->shape == SHAPE_LINKS;
}

/* Columns it takes on one line; SIZE_MAX if it has several lines. */
static size_t measure(const struct field *field, const struct value *value)
{
    if (value_is_empty(value))
        return 0;
    if (value->kind == VALUE_TEXT || value->kind == VALUE_NOT_APPLICABLE) {
        const char *text = value_text(value);
        return strchr(text, '\n') != NULL ? SIZE_MAX : strlen(text) + 2;
    }
    size_t total = 2;
    for (size_t i = 0; i < value->count; i++) {
        const struct field *part = value->kind == VALUE_ROW ? &field->columns[i] : field;
        size_t columns = measure(part, &value->items[i]);
        if (columns == SIZE_MAX)
            return SIZE_MAX;
        if (columns > 0)
            total += columns + (value->kind == VALUE_ROW ? strlen(part->id) + 2 : 0);
    }
    return total;
}

bool spec_content_fits_line(const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_ROW)
        return measure(field, value) <= ROW_LENGTH;
    if (value->kind != VALUE_LIST)
        return true;
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].kind == VALUE_ROW && measure(field, &value->items[i]) > ROW_LENGTH)
            return false;
    return true;
}

static struct content build(struct spec_content *content, const struct field *field,
                            const struct value *value, bool flow);

/* Several lines end in a line break, so that they are a plain literal block. */
static struct content build_text(struct spec_content *content, const struct field *field,
                                 const struct value *value)
{
    const char *text = value_text(value);
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n')
        length--;
    char *copy = keep(content, memory_allocate(length + 2));
    memcpy(copy, text, length);
    if (strchr(copy, '\n') != NULL)
        copy[length] = '\n';
    struct content scalar = {.kind = CONTENT_TEXT, .text = copy};
    char *canonical = NULL;
    if (field->type->plain && value->kind == VALUE_TEXT &&
        field->type->canonical(field, copy, &canonical, NULL) == 0 && strcmp(canonical, copy) == 0)
        scalar.kind = CONTENT_PLAIN;
    free(canonical);
    return scalar;
}

static struct content build_row(struct spec_content *content, const struct field *table,
                                const struct value *row, bool flow)
{
    if (is_link(table) && value_is_empty(&row->items[0]))
        return build(content, &table->columns[1], &row->items[1], flow);
    const char **keys = keep(content, memory_allocate((row->count + 1) * sizeof *keys));
    struct content *items = keep(content, memory_allocate((row->count + 1) * sizeof *items));
    size_t count = 0;
    for (size_t i = 0; i < row->count && i < table->column_count; i++) {
        if (value_is_empty(&row->items[i]))
            continue;
        keys[count] = table->columns[i].id;
        items[count++] = build(content, &table->columns[i], &row->items[i], true);
    }
    return (struct content){
        .kind = CONTENT_MAP, .items = items, .keys = keys, .count = count, .flow = flow};
}

static bool is_short_list(const struct field *field, const struct value *list)
{
    if (strcmp(field->type->name, "choices") == 0)
        return measure(field, list) <= ROW_LENGTH;
    return strcmp(field->type->name, "list") == 0 && measure(field, list) <= LIST_LENGTH;
}

static struct content build_list(struct spec_content *content, const struct field *field,
                                 const struct value *list)
{
    bool flow_rows = spec_content_fits_line(field, list);
    struct content *items = keep(content, memory_allocate((list->count + 1) * sizeof *items));
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!value_is_empty(&list->items[i]))
            items[count++] = build(content, field, &list->items[i], flow_rows);
    return (struct content){
        .kind = CONTENT_LIST,
        .items = items,
        .count = count,
        .flow = is_short_list(field, list),
    };
}

static struct content build(struct spec_content *content, const struct field *field,
                            const struct value *value, bool flow)
{
    switch (value->kind) {
    case VALUE_LIST:
        return build_list(content, field, value);
    case VALUE_ROW:
        return build_row(content, field, value, flow);
    default:
        return build_text(content, field, value);
    }
}

struct spec_content *spec_content_new(const struct field *field, const struct value *value,
                                      bool flow)
{
    struct spec_content *content = memory_allocate(sizeof *content);
    content->root = build(content, field, value, flow);
    return content;
}

struct spec_content *spec_content_new_in_map(const char *key, const struct field *field,
                                             const struct value *value, bool flow)
{
    struct spec_content *content = memory_allocate(sizeof *content);
    struct content *item = keep(content, memory_allocate(sizeof *item));
    const char **keys = keep(content, memory_allocate(sizeof *keys));
    *item = build(content, field, value, flow);
    keys[0] = key;
    content->root =
        (struct content){.kind = CONTENT_MAP, .items = item, .keys = keys, .count = 1};
    return content;
}

const struct content *spec_content_root(const struct spec_content *content)
{
    return &content->root;
}

void spec_content_free(struct spec_content *content)
{
    if (content == NULL)
        return;
    for (size_t i = 0; i < content->count; i++)
        free(content->pieces[i]);
    free(content->pieces);
    free(content);
}
