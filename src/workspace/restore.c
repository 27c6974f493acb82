#include "workspace/restore.h"

#include "base/file.h"
#include "base/memory.h"
#include "model/change.h"
#include "workspace/history.h"
#include "workspace_internal.h"

#include <stdlib.h>

/* Identities are those of another file. */
static void forget_origins(struct value *value)
{
    value->origin = 0;
    for (size_t i = 0; i < value->count; i++)
        forget_origins(&value->items[i]);
}

/* The old value; its entries that are there now take the identity of those. */
static struct value make_value(const struct field *field, const struct value *present,
                               const struct value *old)
{
    struct value value = value_copy(old);
    forget_origins(&value);
    if (value.kind != VALUE_LIST || present->kind != VALUE_LIST)
        return value;
    size_t *partner = memory_allocate((value.count + 1) * sizeof *partner);
    change_match_rows(field, present, &value, partner);
    for (size_t i = 0; i < value.count; i++) {
        if (partner[i] == CHANGE_NO_ROW)
            continue;
        const struct value *row = &present->items[partner[i]];
        if (value_equal(row, &value.items[i])) {
            value_done(&value.items[i]);
            value.items[i] = value_copy(row);
        }
        value.items[i].origin = row->origin;
    }
    free(partner);
    return value;
}

static bool restore(struct spec *spec, const struct spec *old, const struct field *field,
                    size_t *refused)
{
    const struct value *present = spec_value(spec, field);
    const struct value *wanted = spec_value(old, field);
    if (value_equal(present, wanted))
        return false;
    if (spec_read_only_reason(spec, field) != NULL || wanted->kind == VALUE_RAW) {
        ++*refused;
        return false;
    }
    struct value value = make_value(field, present, wanted);
    spec_set_value(spec, field, &value, 0);
    value_done(&value);
    return true;
}

size_t restore_fields(struct spec *spec, const struct spec *old, const struct field *const *fields,
                      size_t count, size_t *refused)
{
    const struct form *form = spec_form(spec);
    size_t changed = 0;
    *refused = 0;
    spec_begin_step(spec);
    for (size_t i = 0; fields != NULL && i < count; i++)
        changed += restore(spec, old, fields[i], refused);
    for (size_t i = 0; fields == NULL && i < form->field_count; i++)
        if (form->fields[i].section != NULL)
            changed += restore(spec, old, &form->fields[i], refused);
    spec_end_step(spec);
    return changed;
}

int restore_file(struct workspace *workspace, const char *path, const char *revision,
                 struct error *error)
{
    struct buffer bytes = {0};
    struct file_base base = {0};
    char *name = NULL;
    int result = history_read_bytes(workspace, path, revision, &bytes, &name, error);
    if (result == 0)
        result = file_save_beneath(workspace->directory, path, buffer_string(&bytes), bytes.length,
                                   &base, true, error);
    free(name);
    buffer_done(&bytes);
    return result;
}
