/* References by a part of the ID or title: what there is, is offered. */
#include "plain_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

enum { CANDIDATES_MOST = 12 };

struct candidates {
    const char *text;
    char *folded;
    char *exact; /* the ID that is exactly the text, but for case */
    char *ids[CANDIDATES_MOST];
    char *titles[CANDIDATES_MOST];
    size_t count; /* also those that have no room */
};

static bool holds(const char *text, const char *folded)
{
    char *whole = utf8_fold(text, true);
    bool found = strstr(whole, folded) != NULL;
    free(whole);
    return found;
}

static int look_at_spec(void *context, const char *path, const struct spec *spec,
                        const struct error *problem)
{
    struct candidates *found = context;
    (void)path, (void)problem;
    if (spec == NULL || spec_id(spec)[0] == '\0')
        return 0;
    if (utf8_equal_caseless(spec_id(spec), found->text)) {
        found->exact = memory_copy_string(spec_id(spec));
        return 1;
    }
    if (!holds(spec_id(spec), found->folded) && !holds(spec_title(spec), found->folded))
        return 0;
    if (found->count < CANDIDATES_MOST) {
        found->ids[found->count] = memory_copy_string(spec_id(spec));
        found->titles[found->count] = memory_copy_string(spec_title(spec));
    }
    found->count++;
    return 0;
}

static size_t shown(const struct candidates *found)
{
    return found->count < CANDIDATES_MOST ? found->count : CANDIDATES_MOST;
}

/* More than one may be meant. */
static void list(const struct candidates *found)
{
    output_line("“%s” is in these:", found->text);
    for (size_t i = 0; i < shown(found); i++)
        output_line("%s: %s", found->ids[i], found->titles[i]);
    if (found->count > CANDIDATES_MOST)
        output_line("and %zu more", found->count - CANDIDATES_MOST);
}

static char *choose(struct plain *plain, const struct candidates *found)
{
    if (found->exact != NULL)
        return memory_copy_string(found->exact);
    if (found->count == 1 &&
        plain_confirm(plain, "Is that %s, %s? yes or no", found->ids[0], found->titles[0]))
        return memory_copy_string(found->ids[0]);
    if (found->count > 1) {
        list(found);
        if (!plain_confirm(plain, "Take “%s” as it is? yes or no", found->text))
            return NULL;
    }
    return plain->ended ? NULL : memory_copy_string(found->text);
}

char *plain_pick_reference(struct plain *plain, const char *text)
{
    struct candidates found = {.text = text, .folded = utf8_fold(text, true)};
    struct error error = {0};
    if (workspace_walk(sheet_workspace(plain->sheet), look_at_spec, &found, &error) < 0)
        output_warning("%s", error.text);
    char *picked = choose(plain, &found);
    for (size_t i = 0; i < shown(&found); i++) {
        free(found.ids[i]);
        free(found.titles[i]);
    }
    free(found.exact);
    free(found.folded);
    return picked;
}
