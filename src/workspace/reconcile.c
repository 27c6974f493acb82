/* Values of mine go through the journal's encoding on their way to the new form, whatever their
 * origin: one way to find out what still fits. */
#include "base/file.h"
#include "base/memory.h"
#include "copied_internal.h"
#include "model/field_type.h"
#include "reconcile_internal.h"
#include "recovery_internal.h"
#include "sheet_internal.h"
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

/* ── compare ── */

static void forget_origins(struct value *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].origin = 0;
}

static char *describe_value(const struct field *field, const struct value *value)
{
    struct buffer text = {0};
    field_format(field, value, &text);
    return buffer_take(&text);
}

static char *describe_encoded(const char *bytes, size_t length)
{
    struct buffer text = {0};
    journal_describe_value(bytes, length, &text);
    return buffer_take(&text);
}

static const struct field *find_field(const struct form *form, const char *path)
{
    const struct field *field = form_find_field(form, path);
    for (size_t i = 0; field == NULL && i < form->field_count; i++)
        if (form->fields[i].renamed_from != NULL && strcmp(form->fields[i].renamed_from, path) == 0)
            field = &form->fields[i];
    return field;
}

static struct reconcile_item *new_item(struct reconciliation *out)
{
    out->items = memory_grow(out->items, &out->capacity, out->count, sizeof *out->items);
    struct reconcile_item *item = &out->items[out->count++];
    *item = (struct reconcile_item){0};
    return item;
}

/* The form has no place for it: shown, so that it can be copied. */
static void add_homeless(struct reconciliation *out, const struct own_change *change)
{
    struct reconcile_item *item = new_item(out);
    item->path = memory_copy_string(change->path);
    item->base_text = describe_encoded(change->base, change->base_length);
    item->mine_text = describe_encoded(change->mine, change->mine_length);
    item->theirs_text = memory_copy_string("");
}

void reconciliation_add(struct reconciliation *out, const struct spec *theirs,
                        const struct own_change *change, bool same_file)
{
    const struct field *field = find_field(spec_form(theirs), change->path);
    if (field == NULL) {
        add_homeless(out, change);
        return;
    }
    struct value base = {0};
    struct value mine = {0};
    const struct value *now = spec_value(theirs, field);
    bool base_fits = journal_read_value(change->base, change->base_length, field, &base);
    bool fits = journal_read_value(change->mine, change->mine_length, field, &mine);
    bool kept_theirs = base_fits && value_equal(now, &base);
    if (fits && (value_equal(&mine, now) || (base_fits && value_equal(&mine, &base))))
        goto out;
    if (!same_file && !(kept_theirs && now->count == base.count))
        forget_origins(&mine);
    struct reconcile_item *item = new_item(out);
    item->path = memory_copy_string(change->path);
    item->field = field;
    item->base_text = describe_value(field, &base);
    item->mine_text = fits ? describe_value(field, &mine)
                           : describe_encoded(change->mine, change->mine_length);
    item->theirs_text = describe_value(field, now);
    item->fits = fits && spec_read_only_reason(theirs, field) == NULL;
    item->conflict = item->fits && !kept_theirs;
    item->take_mine = item->fits && !item->conflict;
    if (item->fits)
        changes_find_in_field(field, now, &mine, &item->changes);
    if (item->conflict) {
        changes_find_in_field(field, &base, &mine, &item->my_changes);
        changes_find_in_field(field, &base, now, &item->their_changes);
    }
    item->mine = mine;
    mine = (struct value){0};
    out->conflicts += item->conflict;
out:
    value_done(&mine);
    value_done(&base);
}

void reconciliation_apply(const struct reconciliation *reconciliation, struct spec *spec)
{
    spec_begin_step(spec);
    for (size_t i = 0; i < reconciliation->count; i++) {
        const struct reconcile_item *item = &reconciliation->items[i];
        if (item->take_mine)
            spec_set_value(spec, item->field, &item->mine, 0);
    }
    spec_end_step(spec);
}

void reconciliation_done(struct reconciliation *reconciliation)
{
    for (size_t i = 0; i < reconciliation->count; i++) {
        struct reconcile_item *item = &reconciliation->items[i];
        free(item->path);
        value_done(&item->mine);
        free(item->base_text);
        free(item->mine_text);
        free(item->theirs_text);
        changes_done(&item->changes);
        changes_done(&item->my_changes);
        changes_done(&item->their_changes);
    }
    free(reconciliation->items);
    spec_free(reconciliation->spec);
    spec_file_free(reconciliation->file);
    *reconciliation = (struct reconciliation){0};
}

/* ── the file ── */

enum sheet_disk sheet_look(struct sheet *sheet)
{
    struct buffer bytes = {0};
    struct error error = {0};
    size_t length = 0;
    enum sheet_disk disk = SHEET_CHANGED;
    if (sheet->is_new || sheet->gone)
        return sheet_is_current(sheet) ? SHEET_CURRENT : SHEET_CHANGED;
    const char *base = spec_file_bytes(sheet->file, &length);
    if (workspace_read_bytes(sheet->workspace, sheet->path, &bytes, &error) != 0)
        disk = error.kind == ERROR_NOT_FOUND ? SHEET_DELETED : SHEET_UNREADABLE;
    else if (bytes.length == length && memcmp(buffer_string(&bytes), base, length) == 0)
        disk = !workspace_path_is_outside(sheet->path) &&
                       file_write_protection(sheet->workspace->directory, sheet->path) != NULL
                   ? SHEET_LOCKED
                   : SHEET_CURRENT;
    buffer_done(&bytes);
    return disk;
}

static void add_unsaved(struct reconciliation *out, const struct spec *mine, const struct spec *theirs,
                        const struct field *field)
{
    struct buffer base = {0};
    struct buffer value = {0};
    journal_encode_value(&base, field, spec_saved_value(mine, field));
    journal_encode_value(&value, field, spec_value(mine, field));
    struct own_change change = {field->path, buffer_string(&base), base.length,
                                buffer_string(&value), value.length};
    reconciliation_add(out, theirs, &change, false);
    buffer_done(&value);
    buffer_done(&base);
}

int reconcile_begin(struct sheet *sheet, struct reconciliation *out, struct error *error)
{
    struct buffer bytes = {0};
    int result = -1;
    *out = (struct reconciliation){0};
    if (workspace_read_bytes(sheet->workspace, sheet->path, &bytes, error) != 0 ||
        workspace_parse(sheet->workspace, sheet->path, &bytes, NULL, &out->file, &out->spec,
                        error) != 0)
        goto out;
    const struct form *form = spec_form(sheet->spec);
    bool same_form = form == spec_form(out->spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (spec_field_is_modified(sheet->spec, field))
            add_unsaved(out, sheet->spec, out->spec, field);
        else if (same_form && !value_equal(spec_saved_value(sheet->spec, field),
                                           spec_value(out->spec, field)))
            out->theirs++;
    }
    result = 0;
out:
    buffer_done(&bytes);
    return result;
}

void reconcile_finish(struct sheet *sheet, struct reconciliation *reconciliation)
{
    reconciliation_apply(reconciliation, reconciliation->spec);
    if (spec_form(reconciliation->spec) != spec_form(sheet->spec))
        copied_done(sheet);
    sheet_forget_approval(sheet);
    spec_free(sheet->spec);
    spec_file_free(sheet->file);
    sheet->spec = reconciliation->spec;
    sheet->file = reconciliation->file;
    reconciliation->spec = NULL;
    reconciliation->file = NULL;
    sheet->gone = false;
    recovery_rebase(sheet);
}

void sheet_create_again(struct sheet *sheet)
{
    sheet->gone = true;
}
