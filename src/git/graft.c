#include "graft_internal.h"

#include "base/memory.h"
#include "repository_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_ids(const void *a, const void *b)
{
    const struct graft *left = a;
    const struct graft *right = b;
    return git_oid_cmp(&left->id, &right->id);
}

static int compare_lines(const void *a, const void *b)
{
    const struct graft *left = a;
    const struct graft *right = b;
    int order = compare_ids(a, b);
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

/* "ID PARENT…", one space between them. */
static bool parse_line(const char *line, struct graft *graft)
{
    size_t capacity = 0;
    size_t length = strlen(line);
    *graft = (struct graft){0};
    if (length % GIT_HEX_SIZE != GIT_OID_HEXSZ || git_oid_fromstrn(&graft->id, line, GIT_OID_HEXSZ))
        return false;
    for (size_t at = GIT_OID_HEXSZ; at < length; at += GIT_HEX_SIZE) {
        graft->parents =
            memory_grow(graft->parents, &capacity, graft->parent_count, sizeof *graft->parents);
        git_oid *parent = &graft->parents[graft->parent_count++];
        if (line[at] != ' ' || git_oid_fromstrn(parent, line + at + 1, GIT_OID_HEXSZ) < 0) {
            free(graft->parents);
            return false;
        }
    }
    return true;
}

static void add(struct grafts *grafts, const struct graft *graft)
{
    grafts->items =
        memory_grow(grafts->items, &grafts->capacity, grafts->count, sizeof *grafts->items);
    grafts->items[grafts->count] = *graft;
    grafts->items[grafts->count].line = grafts->count;
    grafts->count++;
}

/* Of two lines for one commit the first counts. */
static void sort(struct grafts *grafts)
{
    size_t kept = 0;
    if (grafts->count > 0)
        qsort(grafts->items, grafts->count, sizeof *grafts->items, compare_lines);
    for (size_t i = 0; i < grafts->count; i++) {
        if (kept > 0 && git_oid_equal(&grafts->items[kept - 1].id, &grafts->items[i].id))
            free(grafts->items[i].parents);
        else
            grafts->items[kept++] = grafts->items[i];
    }
    grafts->count = kept;
}

void grafts_read(struct grafts *grafts, const struct repository *repository)
{
    struct graft graft = {0};
    char *line = NULL;
    size_t room = 0;
    ssize_t length = 0;
    if (grafts->is_read)
        return;
    grafts->is_read = true;
    char *path = memory_format("%s/info/grafts", repository->common_directory);
    FILE *file = fopen(path, "re");
    free(path);
    while (file != NULL && (length = getline(&line, &room, file)) >= 0) {
        while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL)
            line[--length] = '\0';
        if (parse_line(line, &graft))
            add(grafts, &graft);
    }
    free(line);
    if (file != NULL)
        fclose(file);
    sort(grafts);
}

void grafts_done(struct grafts *grafts)
{
    for (size_t i = 0; i < grafts->count; i++)
        free(grafts->items[i].parents);
    free(grafts->items);
    *grafts = (struct grafts){0};
}

const struct graft *grafts_find(const struct grafts *grafts, const git_oid *id)
{
    const struct graft sought = {.id = *id};
    if (grafts->count == 0)
        return NULL;
    return bsearch(&sought, grafts->items, grafts->count, sizeof *grafts->items, compare_ids);
}
