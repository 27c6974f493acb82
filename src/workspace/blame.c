/* First the walk notes every commit that changed the file, with its parents and where they lead.
 * Then each answer goes back from commit to commit as long as a parent has the same value; where no
 * parent has it, it was set. What the lines show to be unchanged is not parsed (blame_lines.c). */
#include "workspace/blame.h"

#include "base/memory.h"
#include "blame_internal.h"
#include "model/change.h"
#include "model/field_type.h"
#include "workspace_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An answer on its way: which it is, and where it stands in the version it has come to. */
struct traveller {
    size_t item;
    size_t row;
    struct line_span span;
};

struct party {
    struct traveller *items;
    size_t count;
    size_t capacity;
};

struct record_parent {
    char blob[GIT_HEX_SIZE]; /* "": the file is not there */
    size_t origin;           /* the record that made it so; PATH_WALK_NONE */
};

struct record {
    struct blame_commit *commit;
    char blob[GIT_HEX_SIZE];
    struct record_parent *parents;
    size_t parent_count;
    struct party party; /* who has come here */
};

/* A version of the file, read when it is needed, parsed when its lines do not answer. */
struct blame_version {
    char blob[GIT_HEX_SIZE]; /* "": none */
    struct buffer bytes;
    struct spec *spec; /* NULL: not parsed, or no spec */
    struct span_table *spans;
    bool parsed;
};

struct blame {
    struct workspace *workspace;
    const struct form *form;
    struct path_walk *walk; /* NULL: the walk is over */
    struct record *records;
    size_t record_count;
    size_t record_capacity;
    size_t next; /* the record to look at */
    struct blame_item *items;
    size_t item_count;
    size_t item_capacity;
    struct blame_version present; /* what is asked for */
    struct blame_version versions[2];
    struct error *error;  /* of the step under way */
    struct error problem; /* the first version that could not be read */
};

/* ── versions ── */

static void version_done(struct blame_version *version)
{
    buffer_done(&version->bytes);
    spec_free(version->spec);
    span_table_free(version->spans);
    *version = (struct blame_version){0};
}

/* The version of a blob; `beside` stays in memory. NULL on error. */
static struct blame_version *find_version(struct blame *blame, const char *blob,
                                          const struct blame_version *beside)
{
    struct blame_version *place = &blame->versions[beside == &blame->versions[0] ? 1 : 0];
    for (size_t i = 0; i < 2; i++)
        if (strcmp(blame->versions[i].blob, blob) == 0)
            return &blame->versions[i];
    version_done(place);
    if (blame->workspace->git->blob_read(blame->workspace->repository, blob, &place->bytes,
                                         blame->error) != 0)
        return NULL;
    (void)snprintf(place->blob, sizeof place->blob, "%s", blob);
    return place;
}

/* In words of the present form; NULL if it cannot be read so. */
static const struct spec *parse(struct blame *blame, struct blame_version *version)
{
    if (!version->parsed && workspace_parse(blame->workspace, version->blob, &version->bytes,
                                            blame->form, NULL, &version->spec, NULL) != 0)
        version->spec = NULL;
    version->parsed = true;
    if (version->spec != NULL && version->spans == NULL)
        version->spans = span_table_new(version->spec, &version->bytes);
    return version->spec;
}

/* ── what travels ── */

static void add_traveller(struct party *party, struct traveller traveller)
{
    party->items = memory_grow(party->items, &party->capacity, party->count, sizeof *party->items);
    party->items[party->count++] = traveller;
}

/* Where the answer stands in the older version: true, and its row there, if it is the same. */
static bool find_same(const struct field *field, const struct spec *old, const struct spec *new,
                      struct traveller *traveller)
{
    const struct value *before = spec_value(old, field);
    const struct value *after = spec_value(new, field);
    if (traveller->row == BLAME_NO_ROW)
        return value_equal(before, after);
    if (before->kind != VALUE_LIST || after->kind != VALUE_LIST || traveller->row >= after->count)
        return false;
    size_t *partner = memory_allocate((after->count + 1) * sizeof *partner);
    change_match_rows(field, before, after, partner);
    size_t row = partner[traveller->row];
    free(partner);
    if (row == CHANGE_NO_ROW || !value_equal(&before->items[row], &after->items[traveller->row]))
        return false;
    traveller->row = row;
    return true;
}

/* Send those whose answer a parent has on to `target`; the others stay in the party. */
static void pass_on(struct blame *blame, struct blame_version *new, struct blame_version *old,
                    struct party *party, struct party *target)
{
    struct line_map map = {0};
    size_t kept = 0;
    line_map_make(&map, &old->bytes, &new->bytes);
    for (size_t i = 0; i < party->count; i++) {
        struct traveller traveller = party->items[i];
        const struct field *field = blame->items[traveller.item].field;
        if (line_map_follow(&map, &traveller.span)) {
            add_traveller(target, traveller);
            continue;
        }
        const struct spec *after = parse(blame, new);
        const struct spec *before = parse(blame, old);
        /* Rows above may have come and gone while nothing was parsed: its line tells which it is.
         */
        if (after != NULL && traveller.row != BLAME_NO_ROW && traveller.span.known)
            traveller.row = span_table_row(new->spans, field, traveller.span.first);
        if (after != NULL && before != NULL && find_same(field, before, after, &traveller)) {
            traveller.span = span_table_find(old->spans, field, traveller.row);
            add_traveller(target, traveller);
        } else {
            party->items[kept++] = traveller;
        }
    }
    party->count = kept;
    line_map_done(&map);
}

/* ── one commit ── */

static char *old_text(struct blame *blame, const struct field *field, const struct record *record)
{
    struct buffer text = {0};
    struct blame_version *version = NULL;
    const struct spec *spec = NULL;
    for (size_t i = 0; i < record->parent_count && version == NULL; i++)
        if (record->parents[i].blob[0] != '\0')
            version = find_version(blame, record->parents[i].blob, NULL);
    if (version != NULL)
        spec = parse(blame, version);
    if (spec == NULL || value_is_empty(spec_value(spec, field)) ||
        spec_value(spec, field)->kind == VALUE_LIST)
        return NULL;
    field_format(field, spec_value(spec, field), &text);
    return buffer_take(&text);
}

/* Who is left was set here. */
static void settle(struct blame *blame, struct record *record)
{
    for (size_t i = 0; i < record->party.count; i++) {
        struct blame_item *item = &blame->items[record->party.items[i].item];
        item->commit = record->commit;
        if (item->row == BLAME_NO_ROW)
            item->old_text = old_text(blame, item->field, record);
    }
    record->party.count = 0;
}

static int look_at(struct blame *blame, struct record *record)
{
    struct party party = record->party;
    record->party = (struct party){0};
    for (size_t i = 0; i < record->parent_count && party.count > 0; i++) {
        const struct record_parent *parent = &record->parents[i];
        if (parent->blob[0] == '\0' || parent->origin == PATH_WALK_NONE)
            continue;
        struct blame_version *new = find_version(blame, record->blob, NULL);
        struct blame_version *old = new != NULL ? find_version(blame, parent->blob, new) : NULL;
        if (new == NULL) {
            free(party.items);
            return -1;
        }
        if (old == NULL) {
            /* Damaged, or not fetched: who is left was set here or before. */
            if (blame->problem.kind == ERROR_NONE && blame->error != NULL)
                blame->problem = *blame->error;
            error_clear(blame->error);
            record->commit->is_cut = true;
            continue;
        }
        pass_on(blame, new, old, &party, &blame->records[parent->origin].party);
    }
    free(record->party.items);
    record->party = party;
    settle(blame, record);
    free(record->party.items);
    record->party = (struct party){0};
    return 0;
}

/* ── the walk ── */

static int note_commit(void *context, const struct path_commit *commit)
{
    struct blame *blame = context;
    blame->records = memory_grow(blame->records, &blame->record_capacity, blame->record_count,
                                 sizeof *blame->records);
    struct record *record = &blame->records[blame->record_count++];
    *record = (struct record){.parent_count = commit->parent_count};
    record->commit = memory_allocate(sizeof *record->commit);
    *record->commit = (struct blame_commit){
        .author = memory_copy_string(commit->author.name),
        .email = memory_copy_string(commit->author.email),
        .subject = memory_copy_string(commit->subject),
        .when = commit->author.when,
        .is_cut = commit->is_cut,
    };
    (void)snprintf(record->commit->id, sizeof record->commit->id, "%s", commit->id);
    (void)snprintf(record->blob, sizeof record->blob, "%s", commit->blob);
    record->parents = memory_allocate((commit->parent_count + 1) * sizeof *record->parents);
    for (size_t i = 0; i < commit->parent_count; i++)
        (void)snprintf(record->parents[i].blob, sizeof record->parents[i].blob, "%s",
                       commit->parents[i].blob);
    return 0;
}

/* What HEAD has goes to the commit that is shown first; the rest is not committed yet. */
static int depart(struct blame *blame)
{
    struct party party = {0};
    if (blame->record_count == 0 || blame->records[0].blob[0] == '\0')
        return 0;
    for (size_t i = 0; i < blame->item_count; i++) {
        const struct blame_item *item = &blame->items[i];
        add_traveller(&party,
                      (struct traveller){
                          .item = i,
                          .row = item->row,
                          .span = span_table_find(blame->present.spans, item->field, item->row),
                      });
    }
    struct blame_version *head = find_version(blame, blame->records[0].blob, NULL);
    if (head != NULL)
        pass_on(blame, &blame->present, head, &party, &blame->records[0].party);
    free(party.items);
    return head != NULL ? 0 : -1;
}

static int end_walk(struct blame *blame)
{
    const struct git_door *git = blame->workspace->git;
    for (size_t i = 0; i < blame->record_count; i++)
        for (size_t j = 0; j < blame->records[i].parent_count; j++)
            blame->records[i].parents[j].origin = git->path_walk_origin(blame->walk, i, j);
    git->path_walk_close(blame->walk);
    blame->walk = NULL;
    return depart(blame);
}

/* Crooked dates may send somebody back to a commit that was looked at before: begin again. */
static bool find_next(struct blame *blame)
{
    for (size_t tried = 0; tried < blame->record_count; tried++) {
        if (blame->next >= blame->record_count)
            blame->next = 0;
        if (blame->records[blame->next].party.count > 0)
            return true;
        blame->next++;
    }
    return false;
}

int blame_step(struct blame *blame, size_t most, struct error *error)
{
    blame->error = error;
    if (blame->walk != NULL) {
        int more =
            blame->workspace->git->path_walk_step(blame->walk, most, note_commit, blame, error);
        if (more != 0)
            return more;
        return end_walk(blame) == 0 ? 1 : -1;
    }
    for (; most > 0 && find_next(blame); most--)
        if (look_at(blame, &blame->records[blame->next++]) != 0)
            return -1;
    return find_next(blame) ? 1 : 0;
}

/* ── create ── */

static void add_item(struct blame *blame, const struct field *field, size_t row)
{
    blame->items =
        memory_grow(blame->items, &blame->item_capacity, blame->item_count, sizeof *blame->items);
    blame->items[blame->item_count++] = (struct blame_item){.field = field, .row = row};
}

static void add_items(struct blame *blame, const struct field *field)
{
    const struct value *value = spec_value(blame->present.spec, field);
    bool is_check_list = field->type->shape == SHAPE_LIST && field->choices != NULL;
    if (value_is_empty(value))
        return;
    add_item(blame, field, BLAME_NO_ROW);
    for (size_t i = 0; value->kind == VALUE_LIST && !is_check_list && i < value->count; i++)
        if (!value_is_empty(&value->items[i]))
            add_item(blame, field, i);
}

static int read_present(struct blame *blame, const char *path, struct error *error)
{
    struct blame_version *present = &blame->present;
    if (workspace_read_bytes(blame->workspace, path, &present->bytes, error) != 0 ||
        workspace_parse(blame->workspace, path, &present->bytes, NULL, NULL, &present->spec,
                        error) != 0)
        return -1;
    present->parsed = true;
    present->spans = span_table_new(present->spec, &present->bytes);
    blame->form = spec_form(present->spec);
    return 0;
}

int blame_open(struct workspace *workspace, const char *path, const char *field, struct blame **out,
               struct error *error)
{
    struct blame *blame = memory_allocate(sizeof *blame);
    *blame = (struct blame){.workspace = workspace};
    *out = NULL;
    if (workspace_check_inside(path, error) != 0 || workspace_open_git(workspace, error) != 0 ||
        read_present(blame, path, error) != 0 ||
        workspace->git->path_walk_open(workspace->repository, path, &blame->walk, error) != 0) {
        blame_close(blame);
        return -1;
    }
    for (size_t i = 0; i < blame->form->field_count; i++)
        if (field == NULL || strcmp(blame->form->fields[i].path, field) == 0)
            add_items(blame, &blame->form->fields[i]);
    *out = blame;
    return 0;
}

static void record_done(struct record *record)
{
    free(record->commit->author);
    free(record->commit->email);
    free(record->commit->subject);
    free(record->commit);
    free(record->parents);
    free(record->party.items);
}

void blame_close(struct blame *blame)
{
    if (blame == NULL)
        return;
    if (blame->walk != NULL)
        blame->workspace->git->path_walk_close(blame->walk);
    for (size_t i = 0; i < blame->record_count; i++)
        record_done(&blame->records[i]);
    for (size_t i = 0; i < blame->item_count; i++)
        free(blame->items[i].old_text);
    version_done(&blame->present);
    version_done(&blame->versions[0]);
    version_done(&blame->versions[1]);
    free(blame->records);
    free(blame->items);
    free(blame);
}

/* ── ask ── */

const char *blame_problem(const struct blame *blame)
{
    return blame->problem.kind != ERROR_NONE ? blame->problem.text : NULL;
}

const struct spec *blame_spec(const struct blame *blame)
{
    return blame->present.spec;
}

const struct blame_item *blame_items(const struct blame *blame, size_t *count)
{
    *count = blame->item_count;
    return blame->items;
}
