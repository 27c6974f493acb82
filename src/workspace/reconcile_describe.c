/* What is mine and what is theirs, in the words in which the rest of the program tells of changes. */
#include "workspace/reconcile.h"

#include "model/change_text.h"

#include <string.h>

static void append_value(struct buffer *out, const char *text)
{
    buffer_append_string(out, text[0] != '\0' ? text : "(empty)");
}

static void describe_item(const struct reconcile_item *item, struct buffer *out)
{
    for (size_t i = 0; i < item->changes.count; i++) {
        if (i > 0)
            buffer_append_byte(out, '\n');
        change_describe(&item->changes.items[i], out);
    }
    if (item->changes.count == 0) {
        buffer_append_format(out, "%s: ", item->field != NULL ? item->field->label : item->path);
        append_value(out, item->mine_text);
    }
    if (item->conflict)
        buffer_append_string(out, " (changed in the file, too)");
    if (!item->fits)
        buffer_append_string(out, " (does not fit the form any more)");
    buffer_append_byte(out, '\n');
}

void reconciliation_describe(const struct reconciliation *reconciliation, struct buffer *out)
{
    for (size_t i = 0; i < reconciliation->count; i++)
        describe_item(&reconciliation->items[i], out);
}

/* Without the field's name, which stands above. */
static void append_change(const struct change *change, struct buffer *out)
{
    struct change_text text = {0};
    change_text_make(change, &text);
    const char *behind = buffer_string(&text.text) + strlen(change->field->label);
    buffer_append_string(out, behind + strspn(behind, ": "));
    change_text_done(&text);
}

void reconcile_describe_entry(const struct reconcile_item *item, size_t index, struct buffer *out)
{
    append_change(&item->changes.items[index], out);
}

/* Whether what differs says more than the value: entries, and long text of which little changed. */
static bool is_told_by_difference(const struct changes *changes)
{
    struct change_text text = {0};
    if (changes->count == 0 || changes->items[0].kind >= CHANGE_ROW_ADDED)
        return changes->count > 0;
    change_text_make(&changes->items[0], &text);
    bool pair = change_text_is_pair(&text);
    change_text_done(&text);
    return changes->items[0].kind == CHANGE_CHANGED && !pair;
}

void reconcile_describe_side(const struct reconcile_item *item, bool mine, struct buffer *out)
{
    const struct changes *changes = mine ? &item->my_changes : &item->their_changes;
    if (!is_told_by_difference(changes)) {
        append_value(out, mine ? item->mine_text : item->theirs_text);
        return;
    }
    for (size_t i = 0; i < changes->count; i++) {
        if (i > 0)
            buffer_append_byte(out, '\n');
        append_change(&changes->items[i], out);
    }
}
