/* A file that came and one that went are one spec under another name, if they are the same bytes or
 * have the same ID, if the one that came names the other's ID among its aliases, or if it has the
 * same title and at least half of the other's answers. Stricter than Git, which looks at lines:
 * specs of one form are alike in theirs. */
#include "commit_rename_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── What came and what went ── */

struct side {
    char *path;
    struct buffer bytes;
    struct spec *spec; /* NULL: not readable */
    bool joined;
};

struct sides {
    struct side *items;
    size_t count;
    size_t capacity;
};

struct differences {
    struct sides came;
    struct sides went;
};

static void add_side(struct sides *sides, const char *path)
{
    sides->items = memory_grow(sides->items, &sides->capacity, sides->count, sizeof *sides->items);
    sides->items[sides->count++] = (struct side){.path = memory_copy_string(path)};
}

static void take_state(void *context, const char *path, enum path_state state)
{
    struct differences *differences = context;
    if (!commit_is_spec_path(path))
        return;
    if (state == PATH_NEW)
        add_side(&differences->came, path);
    else if (state == PATH_DELETED)
        add_side(&differences->went, path);
}

static void read_sides(struct workspace *workspace, struct sides *sides, bool in_head)
{
    for (size_t i = 0; i < sides->count; i++) {
        struct side *side = &sides->items[i];
        int result = in_head ? workspace->git->revision_read(workspace->repository, "HEAD",
                                                             side->path, &side->bytes, NULL)
                             : workspace_read_bytes(workspace, side->path, &side->bytes, NULL);
        if (result == 0 && workspace_parse(workspace, side->path, &side->bytes, NULL, NULL,
                                           &side->spec, NULL) != 0)
            side->spec = NULL;
    }
}

static void sides_done(struct sides *sides)
{
    for (size_t i = 0; i < sides->count; i++) {
        free(sides->items[i].path);
        buffer_done(&sides->items[i].bytes);
        spec_free(sides->items[i].spec);
    }
    free(sides->items);
}

/* ── Which was which, the surest reason first ── */

typedef bool is_same_spec(const struct side *went, const struct side *came);

static bool has_same_bytes(const struct side *went, const struct side *came)
{
    return went->bytes.length > 0 && went->bytes.length == came->bytes.length &&
           memcmp(went->bytes.bytes, came->bytes.bytes, went->bytes.length) == 0;
}

static bool is_same_text(const char *a, const char *b)
{
    char *left = utf8_fold(a, false);
    char *right = utf8_fold(b, false);
    bool same = strcmp(left, right) == 0;
    free(right);
    free(left);
    return same;
}

static bool has_same_id(const struct side *went, const struct side *came)
{
    return went->spec != NULL && came->spec != NULL && spec_id(went->spec)[0] != '\0' &&
           is_same_text(spec_id(went->spec), spec_id(came->spec));
}

static bool names(const struct value *aliases, const char *id)
{
    for (size_t i = 0; i < aliases->count; i++)
        if (is_same_text(value_text(&aliases->items[i]), id))
            return true;
    return is_same_text(value_text(aliases), id);
}

static bool has_id_as_alias(const struct side *went, const struct side *came)
{
    if (went->spec == NULL || came->spec == NULL || spec_id(went->spec)[0] == '\0')
        return false;
    const struct form *form = spec_form(came->spec);
    for (size_t i = 0; i < form->alias_count; i++)
        if (names(spec_value(came->spec, form->aliases[i]), spec_id(went->spec)))
            return true;
    return false;
}

static bool has_its_answers(const struct side *went, const struct side *came)
{
    size_t answers = 0;
    size_t kept = 0;
    if (went->spec == NULL || came->spec == NULL ||
        spec_form(went->spec) != spec_form(came->spec) ||
        strcmp(spec_title(went->spec), spec_title(came->spec)) != 0)
        return false;
    const struct form *form = spec_form(went->spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct value *answer = spec_value(went->spec, &form->fields[i]);
        if (&form->fields[i] == form->id || value_is_empty(answer))
            continue;
        answers++;
        kept += value_equal(answer, spec_value(came->spec, &form->fields[i]));
    }
    return kept > 0 && kept * 2 >= answers;
}

static void join(struct differences *differences, is_same_spec *is_same,
                 struct commit_renames *renames)
{
    for (size_t i = 0; i < differences->came.count; i++) {
        struct side *came = &differences->came.items[i];
        for (size_t j = 0; j < differences->went.count && !came->joined; j++) {
            struct side *went = &differences->went.items[j];
            if (went->joined || !is_same(went, came))
                continue;
            went->joined = came->joined = true;
            renames->items = memory_grow(renames->items, &renames->capacity, renames->count,
                                         sizeof *renames->items);
            renames->items[renames->count++] = (struct commit_rename){
                .from = memory_copy_string(went->path), .to = memory_copy_string(came->path)};
        }
    }
}

/* ── The door ── */

/* Whether one of them came or went: else there is nothing to search for. */
static int is_worth_a_search(struct workspace *workspace, const char *const *paths, size_t count,
                             struct error *error)
{
    enum path_state state = PATH_UNCHANGED;
    for (size_t i = 0; i < count; i++) {
        if (workspace->git->path_state(workspace->repository, paths[i], &state, error) != 0)
            return -1;
        if (state == PATH_NEW || state == PATH_DELETED)
            return 1;
    }
    return 0;
}

int commit_renames_find(struct workspace *workspace, const char *const *paths, size_t count,
                        struct commit_renames *renames, struct error *error)
{
    static is_same_spec *const reasons[] = {has_same_bytes, has_same_id, has_id_as_alias,
                                            has_its_answers};
    struct differences differences = {0};
    *renames = (struct commit_renames){0};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    int result = is_worth_a_search(workspace, paths, count, error);
    if (result <= 0)
        return result;
    result = workspace->git->path_states(workspace->repository, workspace_specs_folder(workspace),
                                         take_state, &differences, error);
    if (result == 0 && differences.came.count > 0 && differences.went.count > 0) {
        read_sides(workspace, &differences.came, false);
        read_sides(workspace, &differences.went, true);
        for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
            join(&differences, reasons[i], renames);
    }
    sides_done(&differences.went);
    sides_done(&differences.came);
    return result;
}

void commit_renames_done(struct commit_renames *renames)
{
    for (size_t i = 0; i < renames->count; i++) {
        free(renames->items[i].from);
        free(renames->items[i].to);
    }
    free(renames->items);
    *renames = (struct commit_renames){0};
}

const char *commit_renamed_from(const struct commit_renames *renames, const char *path)
{
    for (size_t i = 0; i < renames->count; i++)
        if (strcmp(renames->items[i].to, path) == 0)
            return renames->items[i].from;
    return NULL;
}

const char *commit_renamed_to(const struct commit_renames *renames, const char *path)
{
    for (size_t i = 0; i < renames->count; i++)
        if (strcmp(renames->items[i].from, path) == 0)
            return renames->items[i].to;
    return NULL;
}

static void add_once(const char **paths, size_t *count, const char *path)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp(paths[i], path) == 0)
            return;
    paths[(*count)++] = path;
}

const char **commit_renames_complete(const struct commit_renames *renames, const char *const *paths,
                                     size_t count, size_t *whole)
{
    const char **all = memory_allocate((count * 2 + 1) * sizeof *all);
    *whole = 0;
    for (size_t i = 0; i < count; i++) {
        const char *from = commit_renamed_from(renames, paths[i]);
        const char *to = commit_renamed_to(renames, paths[i]);
        add_once(all, whole, paths[i]);
        if (from != NULL || to != NULL)
            add_once(all, whole, from != NULL ? from : to);
    }
    return all;
}
