#include "replace_internal.h"

#include "base/memory.h"
#include "repository_internal.h"

#include <stdlib.h>
#include <string.h>

static const char FOLDER[] = "refs/replace/";

static int compare(const void *a, const void *b)
{
    const struct replacement *left = a;
    const struct replacement *right = b;
    return git_oid_cmp(&left->id, &right->id);
}

static void add(struct replacements *replacements, const git_reference *reference)
{
    struct replacement replacement = {0};
    const git_oid *by = git_reference_target(reference);
    const char *name = git_reference_name(reference) + strlen(FOLDER);
    if (by == NULL || git_oid_fromstr(&replacement.id, name) < 0)
        return;
    replacement.by = *by;
    replacements->items = memory_grow(replacements->items, &replacements->capacity,
                                      replacements->count, sizeof *replacements->items);
    replacements->items[replacements->count++] = replacement;
}

void replacements_read(struct replacements *replacements, struct repository *repository)
{
    git_reference_iterator *iterator = NULL;
    git_reference *reference = NULL;
    if (replacements->is_read)
        return;
    replacements->is_read = true;
    if (!repository_setting_is_true(repository, "core.usereplacerefs", true) ||
        git_reference_iterator_glob_new(&iterator, repository->handle, "refs/replace/*") < 0)
        return;
    while (git_reference_next(&reference, iterator) == 0) {
        add(replacements, reference);
        git_reference_free(reference);
    }
    git_reference_iterator_free(iterator);
    if (replacements->count > 0)
        qsort(replacements->items, replacements->count, sizeof *replacements->items, compare);
}

void replacements_done(struct replacements *replacements)
{
    free(replacements->items);
    *replacements = (struct replacements){0};
}

const git_oid *replacements_find(const struct replacements *replacements, const git_oid *id)
{
    enum { MOST_STEPS = 5 }; /* as git: a replacement may be replaced, a circle ends */
    for (int step = 0; replacements->count > 0 && step < MOST_STEPS; step++) {
        const struct replacement sought = {.id = *id};
        const struct replacement *found = bsearch(&sought, replacements->items, replacements->count,
                                                  sizeof *replacements->items, compare);
        if (found == NULL)
            break;
        id = &found->by;
    }
    return id;
}
