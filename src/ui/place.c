#include "place_internal.h"

#include "model/field_type.h"

#include <assert.h>

struct place place_of_field(struct spec *spec, const struct field *field, struct field_host *host)
{
    return (struct place){.spec = spec, .host = host, .root = field, .field = field};
}

struct place place_child(const struct place *place, size_t index, const struct field *field)
{
    struct place child = *place;
    assert(child.depth < PLACE_DEPTH);
    child.path[child.depth++] = index;
    child.field = field;
    return child;
}

const struct value *place_value(const struct place *place)
{
    static const struct value absent = {0};
    const struct value *value = spec_value(place->spec, place->root);
    for (size_t i = 0; i < place->depth; i++) {
        if ((value->kind != VALUE_LIST && value->kind != VALUE_ROW) ||
            place->path[i] >= value->count)
            return &absent;
        value = &value->items[place->path[i]];
    }
    return value;
}

const char *place_text(const struct place *place)
{
    return value_text(place_value(place));
}

const char *place_typed_text(const struct place *place)
{
    const struct value *value = place_value(place);
    if (place->depth == 0 && value->kind == VALUE_NOT_APPLICABLE)
        return "";
    return value_text(value);
}

size_t place_count(const struct place *place)
{
    const struct value *value = place_value(place);
    return value->kind == VALUE_LIST ? value->count : 0;
}

bool place_is_empty(const struct place *place)
{
    return value_is_empty(place_value(place));
}

void place_begin_step(const struct place *place)
{
    place->host->step++;
    if (place->host->step == 0)
        place->host->step = 1;
}

/* ── changes: on a copy of the field's value, which the spec then takes ── */

static bool is_list(const struct field *field)
{
    switch (field->type->shape) {
    case SHAPE_LIST:
    case SHAPE_TABLE:
    case SHAPE_LINKS:
        return true;
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
    case SHAPE_LINK:
        return false;
    }
    return false;
}

static void become(struct value *value, struct value take)
{
    take.origin = value->origin;
    take.line = value->line;
    take.column = value->column;
    value_done(value);
    *value = take;
}

/* Make room inside a value for the child `index`: a list with so many entries, or a row of cells.
 */
static void make_room(struct value *value, bool list, size_t cells, size_t index)
{
    if (list && value->kind != VALUE_LIST)
        become(value, value_of_list());
    if (!list && value->kind != VALUE_ROW)
        become(value, value_of_row(cells));
    while (list && value->count <= index)
        value_insert(value, value->count, (struct value){0});
    if (!list && value->count <= index) {
        struct value row = value_of_row(cells);
        assert(index < cells);
        for (size_t i = 0; i < value->count; i++)
            row.items[i] = value_copy(&value->items[i]);
        become(value, row);
    }
}

/* Walk to the place inside a copy of the field's value. */
static struct value *walk(const struct place *place, struct value *value)
{
    bool list = is_list(place->root);
    for (size_t i = 0; i < place->depth; i++) {
        const struct field *holder = i == 0 || (i == 1 && list) ? place->root : place->field->table;
        size_t cells = holder != NULL ? holder->column_count : 0;
        make_room(value, list && i == 0, cells > 0 ? cells : 2, place->path[i]);
        value = &value->items[place->path[i]];
    }
    return value;
}

static void store(const struct place *place, struct value *root)
{
    if (root->kind == VALUE_LIST && root->count == 0)
        value_done(root);
    if ((root->kind == VALUE_TEXT || root->kind == VALUE_ROW) && value_is_empty(root))
        value_done(root);
    spec_set_value(place->spec, place->root, root, place->host->step);
    value_done(root);
}

void place_set(const struct place *place, struct value take)
{
    struct value root = value_copy(spec_value(place->spec, place->root));
    become(walk(place, &root), take);
    store(place, &root);
}

void place_set_text(const struct place *place, const char *text)
{
    place_set(place, value_of_text(text));
}

void place_insert(const struct place *place, size_t index, struct value take)
{
    struct value root = value_copy(spec_value(place->spec, place->root));
    struct value *list = walk(place, &root);
    if (list->kind != VALUE_LIST)
        become(list, value_of_list());
    value_insert(list, index, take);
    store(place, &root);
}

void place_remove(const struct place *place, size_t index)
{
    struct value root = value_copy(spec_value(place->spec, place->root));
    value_remove(walk(place, &root), index);
    store(place, &root);
}

void place_move(const struct place *place, size_t from, size_t to)
{
    struct value root = value_copy(spec_value(place->spec, place->root));
    value_move(walk(place, &root), from, to);
    store(place, &root);
}

struct value place_new_row(const struct place *place)
{
    return value_of_row(place->field->column_count > 0 ? place->field->column_count : 2);
}
