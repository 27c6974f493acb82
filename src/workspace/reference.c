#include "workspace/reference.h"

#include "base/utf8.h"
#include "model/check.h"
#include "model/field_type.h"
#include "workspace/sheet.h"

#include <stdlib.h>
#include <string.h>

static bool is_reference(const struct field *field)
{
    return strcmp(field->type->name, "reference") == 0;
}

void reference_describe(const struct reference *reference, struct buffer *out)
{
    buffer_append_string(out, reference->field->label);
    if (reference->row != FINDING_NO_ROW)
        buffer_append_format(out, ", row %zu", reference->row + 1);
}

/* ── find ── */

/* `id` NULL: any. */
static bool names(const struct value *value, const char *id)
{
    return value->kind == VALUE_TEXT && (id == NULL || utf8_equal_caseless(value->text, id));
}

static int find_in_table(const struct value *value, const char *id, struct reference *place,
                         reference_visit *visit, void *context)
{
    const struct field *table = place->field;
    for (size_t row = 0; row < value->count; row++) {
        const struct value *cells = &value->items[row];
        for (size_t column = 0; cells->kind == VALUE_ROW && column < cells->count; column++) {
            if (!is_reference(&table->columns[column]) || !names(&cells->items[column], id))
                continue;
            place->row = row;
            place->column = &table->columns[column];
            place->target = cells->items[column].text;
            int result = visit(context, place);
            if (result != 0)
                return result;
        }
    }
    return 0;
}

static int find_in(const struct spec *spec, const char *path, const char *id,
                   reference_visit *visit, void *context)
{
    const struct form *form = spec_form(spec);
    int result = 0;
    for (size_t i = 0; result == 0 && i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        const struct value *value = spec_value(spec, field);
        struct reference place = {
            .path = path, .id = spec_id(spec), .field = field, .row = FINDING_NO_ROW};
        if (is_reference(field) && names(value, id)) {
            place.target = value->text;
            result = visit(context, &place);
        } else if (field->type->shape == SHAPE_TABLE && value->kind == VALUE_LIST) {
            result = find_in_table(value, id, &place, visit, context);
        }
    }
    return result;
}

int reference_find_in(const struct spec *spec, const char *path, const char *id,
                      reference_visit *visit, void *context)
{
    return find_in(spec, path, id, visit, context);
}

struct search {
    const char *id; /* NULL: any */
    const char *but;
    reference_visit *visit;
    void *context;
};

static int search_spec(void *context, const char *path, const struct spec *spec,
                       const struct error *problem)
{
    const struct search *search = context;
    (void)problem;
    if (spec == NULL || (search->but != NULL && strcmp(path, search->but) == 0))
        return 0;
    return find_in(spec, path, search->id, search->visit, search->context);
}

int reference_walk(struct workspace *workspace, reference_visit *visit, void *context,
                   struct error *error)
{
    struct search search = {.visit = visit, .context = context};
    return workspace_walk(workspace, search_spec, &search, error);
}

int reference_find(struct workspace *workspace, const char *id, const char *but,
                   reference_visit *visit, void *context, struct error *error)
{
    struct search search = {.id = id, .but = but, .visit = visit, .context = context};
    char *folded = utf8_fold(id, true);
    int result = folded[0] != '\0'
                     ? workspace_search(workspace, folded, search_spec, &search, error)
                     : 0; /* nobody names what has no name */
    free(folded);
    return result;
}

/* ── rewrite ── */

/* The last place of the spec that still names the ID: rows behind it keep their numbers. */
struct last_place {
    struct reference place;
    bool found;
};

static int remember(void *context, const struct reference *reference)
{
    struct last_place *last = context;
    last->place = *reference;
    last->found = true;
    return 0;
}

static void replace(struct spec *spec, const struct reference *place, const char *new_id)
{
    struct value value = value_copy(spec_value(spec, place->field));
    if (place->row == FINDING_NO_ROW) {
        value_done(&value);
        value = new_id != NULL ? value_of_text(new_id) : (struct value){0};
    } else if (new_id == NULL) {
        value_remove(&value, place->row);
    } else {
        value_set_text(&value.items[place->row].items[place->column->index], new_id);
    }
    value_tidy(&value);
    spec_set_value(spec, place->field, &value, 0);
    value_done(&value);
}

int reference_rewrite(struct workspace *workspace, const char *path, const char *id,
                      const char *new_id, struct error *error)
{
    struct sheet *sheet = NULL;
    if (sheet_open(workspace, path, &sheet, error) != 0)
        return -1;
    struct spec *spec = sheet_spec(sheet);
    bool same = new_id != NULL && utf8_equal_caseless(id, new_id);
    for (;;) {
        struct last_place last = {0};
        (void)reference_find_in(spec, path, id, remember, &last);
        if (!last.found)
            break;
        replace(spec, &last.place, new_id);
        if (same)
            break;
    }
    int result = sheet_save(sheet, error);
    sheet_close(sheet);
    return result;
}
