/* What a table is made of: its columns, those that group and those that identify its rows. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static bool may_be_column(const struct field_type *type)
{
    return type->shape == SHAPE_LINE || type->shape == SHAPE_PARAGRAPH ||
           type->shape == SHAPE_LINK;
}

static void parse_column(struct form_builder *builder, struct form_place place,
                         struct field *table)
{
    if (!form_check_map(builder, place, "a column", NULL, 0))
        return;
    const char *id = form_read_id(builder, place, "a column");
    if (id == NULL)
        return;
    if (field_find_column(table, id) != NULL) {
        form_report(builder, place.source, form_child(place, "id").node,
                    "`%s` has two columns `%s`", table->path, id);
        return;
    }
    struct field *column = &table->columns[table->column_count];
    *column = (struct field){
        .index = table->column_count,
        .section = table->section,
        .table = table,
        .id = memory_copy_string(id),
        .path = memory_format("%s.%s", table->path, id),
    };
    table->column_count++;
    form_parse_question(builder, place, column);
    if (column->type != NULL && !may_be_column(column->type)) {
        struct form_place type = form_child(place, "type");
        form_report(builder, type.source, type.node, "a column cannot be of type %s",
                    column->type->name);
    }
}

void form_parse_columns(struct form_builder *builder, struct form_place place,
                        struct field *table)
{
    if (!form_check_list(builder, place, "`columns`"))
        return;
    size_t count = node_count(place.node);
    if (count == 0) {
        form_report(builder, place.source, place.node, "a table needs at least one column");
        return;
    }
    if (builder->field_count + builder->column_count + count > FORM_FIELD_LIMIT) {
        form_report(builder, place.source, place.node, "the form has more than %d fields",
                    FORM_FIELD_LIMIT);
        return;
    }
    builder->column_count += count;
    table->columns = memory_allocate(count * sizeof *table->columns);
    for (size_t i = 0; i < count; i++)
        parse_column(builder, (struct form_place){place.source, node_item(place.node, i)}, table);
}

/* Index of the column that a text names; -1 and a problem if there is none. */
static int find_column(struct form_builder *builder, struct form_place place,
                       const struct field *table, const char *id)
{
    const struct field *column = field_find_column(table, id);
    if (column != NULL)
        return (int)column->index;
    const char **ids = memory_allocate((table->column_count + 1) * sizeof *ids);
    for (size_t i = 0; i < table->column_count; i++)
        ids[i] = table->columns[i].id;
    char *hint = form_suggest(builder, id, ids, table->column_count);
    form_report(builder, place.source, place.node, "`%s` has no column `%s`%s", table->path, id,
                hint);
    free(hint);
    free(ids);
    return -1;
}

void form_parse_group_by(struct form_builder *builder, struct form_place place,
                         struct field *table)
{
    const char *id = form_read_text(builder, place, "group_by");
    if (id != NULL)
        table->group_by = find_column(builder, place, table, id);
}

void form_parse_key(struct form_builder *builder, struct form_place place, struct field *table)
{
    struct strings ids = {0};
    form_read_texts(builder, place, "key", true, &ids);
    table->key = memory_allocate((ids.count + 1) * sizeof *table->key);
    for (size_t i = 0; i < ids.count; i++) {
        int index = find_column(builder, place, table, ids.items[i]);
        if (index >= 0)
            table->key[table->key_count++] = (size_t)index;
        free(ids.items[i]);
    }
    free(ids.items);
}

static void make_link_column(struct field *link, const char *id, const char *label,
                             const char *help)
{
    link->columns[link->column_count] = (struct field){
        .index = link->column_count,
        .section = link->section,
        .table = link,
        .id = memory_copy_string(id),
        .path = memory_format("%s.%s", link->path, id),
        .label = memory_copy_string(label),
        .help = memory_copy_string(help),
        .type = field_type_find("text"),
        .required_from = -1,
        .group_by = -1,
    };
    link->column_count++;
}

void form_make_link_columns(struct field *field)
{
    field->columns = memory_allocate(2 * sizeof *field->columns);
    make_link_column(field, "title", "Title", "What the link is called.");
    make_link_column(field, "url", "Address", "Where it leads, beginning with https://.");
}
