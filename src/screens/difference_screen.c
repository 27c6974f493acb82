/* Unsaved work against the file, field by field, to be read before it is decided about. */
#include "ui/pager.h"

#include "screen_internal.h"

enum { INDENT = 3, VALUE_COLUMN = 14 };

static void add_text(struct pager *pager, const char *label, enum style style, const char *text)
{
    pager_add_pair(pager, INDENT, STYLE_LABEL, label, VALUE_COLUMN, style,
                   text[0] != '\0' ? text : "(empty)");
}

/* Entry by entry: a table as one line would have to be read twice and compared. */
static void add_entries(struct pager *pager, const struct reconcile_item *item)
{
    static const enum style styles[] = {
        [CHANGE_ROW_ADDED] = STYLE_ADDED,
        [CHANGE_ROW_REMOVED] = STYLE_REMOVED,
        [CHANGE_ROW_CHANGED] = STYLE_TEXT,
        [CHANGE_ROW_MOVED] = STYLE_TEXT,
    };
    for (size_t i = 0; i < item->changes.count; i++) {
        struct buffer line = {0};
        reconcile_describe_entry(item, i, &line);
        pager_add(pager, styles[item->changes.items[i].kind], INDENT, buffer_string(&line));
        buffer_done(&line);
    }
}

static void add_values(struct pager *pager, const struct reconcile_item *item)
{
    add_text(pager, "In the file", STYLE_TEXT, item->theirs_text);
    add_text(pager, "Not saved", STYLE_ADDED, item->mine_text);
    if (item->conflict)
        add_text(pager, "Before", STYLE_TEXT, item->base_text);
}

static void fill(struct pager *pager, const struct reconciliation *differences)
{
    for (size_t i = 0; i < differences->count; i++) {
        const struct reconcile_item *item = &differences->items[i];
        const struct changes *changes = &item->changes;
        pager_add_gap(pager);
        pager_add(pager, STYLE_STRONG, 1, item->field != NULL ? item->field->label : item->path);
        if (changes->count > 0 && changes->items[0].kind >= CHANGE_ROW_ADDED)
            add_entries(pager, item);
        else
            add_values(pager, item);
        if (item->conflict)
            pager_add(pager, STYLE_WARNING, INDENT, "Both sides changed it.");
        if (!item->fits)
            pager_add(pager, STYLE_WARNING, INDENT, "It does not fit the form any more.");
    }
}

struct screen *difference_screen_new(struct app *app, const char *title,
                                     const struct reconciliation *differences)
{
    struct pager *pager = pager_new();
    fill(pager, differences);
    return reading_screen_new(app, title, "Changes that were not saved", pager);
}
