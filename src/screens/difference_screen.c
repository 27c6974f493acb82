/* Unsaved work against the file, field by field, to be read before it is decided about. */
#include "ui/pager.h"

#include "screen_internal.h"

enum { INDENT = 3, VALUE_COLUMN = 14 };

static void add_text(struct pager *pager, const char *label, enum style style, const char *text)
{
    pager_add_pair(pager, INDENT, STYLE_LABEL, label, VALUE_COLUMN, style,
                   text[0] != '\0' ? text : "(empty)");
}

static void fill(struct pager *pager, const struct reconciliation *differences)
{
    for (size_t i = 0; i < differences->count; i++) {
        const struct reconcile_item *item = &differences->items[i];
        pager_add_gap(pager);
        pager_add(pager, STYLE_STRONG, 1, item->field != NULL ? item->field->label : item->path);
        add_text(pager, "In the file", STYLE_TEXT, item->theirs_text);
        add_text(pager, "Not saved", STYLE_ADDED, item->mine_text);
        if (item->conflict) {
            add_text(pager, "Before", STYLE_TEXT, item->base_text);
            pager_add(pager, STYLE_WARNING, INDENT, "Both sides changed it.");
        }
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
