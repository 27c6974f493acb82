/* An approval names the content it was given to by its fingerprint; the version is found by making
 * the fingerprints of the versions, newest first. */
#include "base/memory.h"
#include "compare_internal.h"
#include "workspace/history.h"
#include "workspace_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *cell_text(const struct field *table, const struct value *row, const char *id)
{
    const struct field *column = field_find_column(table, id);
    return column != NULL && column->index < row->count ? value_text(&row->items[column->index])
                                                        : "";
}

struct approval approval_find(const struct spec *spec)
{
    struct approval approval = {0};
    const struct field *reviews = spec_form(spec)->reviews;
    const struct value *value = spec_value(spec, reviews);
    if (value->kind != VALUE_LIST)
        return approval;
    for (size_t i = value->count; i-- > 0 && !approval.exists;) {
        const struct value *row = &value->items[i];
        if (strcmp(cell_text(reviews, row, "decision"), "approved") != 0)
            continue;
        approval.exists = true;
        approval.row = i;
        approval.reviewer = cell_text(reviews, row, "reviewer");
        approval.fingerprint = cell_text(reviews, row, "fingerprint");
        struct date date = {0};
        if (date_parse(cell_text(reviews, row, "date"), &date))
            date_format(date, approval.date);
        else
            (void)snprintf(approval.date, sizeof approval.date, "an unknown day");
    }
    return approval;
}

struct approval approval_of(const struct spec *spec)
{
    struct approval approval = approval_find(spec);
    if (approval.exists) {
        char *present = spec_fingerprint(spec);
        approval.current = strcmp(present, approval.fingerprint) == 0;
        free(present);
    }
    return approval;
}

int approval_look_at(void *context, const struct history_entry *entry)
{
    struct approval_search *search = context;
    if (entry->spec == NULL)
        return 0;
    char *fingerprint = spec_fingerprint(entry->spec);
    bool found = strcmp(fingerprint, search->fingerprint) == 0;
    free(fingerprint);
    if (!found)
        return 0;
    search->commit = memory_copy_string(entry->commit);
    search->path = memory_copy_string(entry->path);
    return 1;
}

struct filter {
    compare_visit *visit;
    void *context;
};

/* Questions and reviews are no content that is approved. */
static int visit_content(void *context, const struct difference *difference)
{
    const struct filter *filter = context;
    struct changes content = {0};
    const struct changes *all = difference->changes;
    content.items = memory_allocate((all->count + 1) * sizeof *content.items);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].field->section != NULL)
            content.items[content.count++] = all->items[i];
    struct difference filtered = *difference;
    filtered.changes = &content;
    int result = content.count > 0 ? filter->visit(filter->context, &filtered) : 0;
    free(content.items);
    return result;
}

static int compare_with_version(struct workspace *workspace, const struct approval_search *search,
                                const char *path, compare_visit *visit, void *context,
                                struct error *error)
{
    struct buffer before = {0};
    struct buffer after = {0};
    struct filter filter = {visit, context};
    int result = workspace->git->revision_read(workspace->repository, search->commit, search->path,
                                               &before, error);
    if (result == 0)
        result = workspace_read_bytes(workspace, path, &after, error);
    if (result == 0)
        result = compare_bytes(workspace, search->path, &before, path, &after, visit_content, &filter);
    buffer_done(&before);
    buffer_done(&after);
    return result;
}

int compare_with_approved(struct workspace *workspace, const char *path, compare_visit *visit,
                          void *context, struct error *error)
{
    struct spec *spec = NULL;
    struct approval_search search = {0};
    int result = -1;
    if (workspace_open_git(workspace, error) != 0 ||
        workspace_read_spec(workspace, path, &spec, error) != 0)
        return -1;
    struct approval approval = approval_of(spec);
    search.fingerprint = approval.fingerprint;
    if (!approval.exists) {
        error_set(error, ERROR_NOT_FOUND, "%s was never approved; `ifspec review` records it",
                  path);
    } else if (approval.current) {
        result = 0;
    } else if (approval.fingerprint[0] == '\0') {
        /* Written by hand, without a fingerprint: what stood there at the end of that day. */
        search.commit = memory_copy_string(approval.date);
        search.path = memory_copy_string(path);
        result = compare_with_version(workspace, &search, path, visit, context, error);
        if (result < 0)
            error_prefix(error, "%s, approved on %s", path, approval.date);
    } else if (history_walk(workspace, path, approval_look_at, &search, error) != 0) {
        result = -1;
    } else if (search.commit == NULL) {
        error_set(error, ERROR_NOT_FOUND,
                  "%s: the content approved on %s was never committed; compare with --since DATE",
                  path, approval.date);
    } else {
        result = compare_with_version(workspace, &search, path, visit, context, error);
    }
    free(search.commit);
    free(search.path);
    spec_free(spec);
    return result;
}

static int count_fields(void *context, const struct difference *difference)
{
    int *count = context;
    const struct changes *changes = difference->changes;
    for (size_t i = 0; i < changes->count; i++)
        *count += i == 0 || changes->items[i].field != changes->items[i - 1].field;
    return 0;
}

int compare_count_since_approval(struct workspace *workspace, const char *path)
{
    int count = 0;
    return compare_with_approved(workspace, path, count_fields, &count, NULL) == 0 ? count : -1;
}
