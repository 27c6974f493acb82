#include "tree_diff_internal.h"

#include "base/buffer.h"

#include <string.h>

/* Deeper folders come only from those who want to exhaust a stack. */
enum { DEPTH_LIMIT = 256 };

struct tree_diff_state {
    struct repository *repository;
    tree_diff_visit *visit;
    void *context;
    struct error *error;
    struct buffer path;
    int depth;
};

/* One side: a tree that is read, or nothing. */
struct side {
    struct tree_cursor cursor;
    struct tree_entry entry;
    int has_entry; /* 1, 0 at the end, -1 */
};

static int diff_trees(struct tree_diff_state *state, const git_oid *old, const git_oid *new);

static bool is_tree(const struct tree_entry *entry)
{
    return entry != NULL && (entry->mode & MODE_TYPE) == MODE_TREE;
}

/* Git sorts a folder as if its name ended in a slash. */
static int compare_names(const struct tree_entry *a, const struct tree_entry *b)
{
    size_t common = a->name_length < b->name_length ? a->name_length : b->name_length;
    int order = memcmp(a->name, b->name, common);
    if (order != 0)
        return order;
    unsigned char next_a = a->name_length > common ? (unsigned char)a->name[common] : 0;
    unsigned char next_b = b->name_length > common ? (unsigned char)b->name[common] : 0;
    if (next_a == 0 && is_tree(a))
        next_a = '/';
    if (next_b == 0 && is_tree(b))
        next_b = '/';
    return (int)next_a - (int)next_b;
}

static int visit_entry(struct tree_diff_state *state, const struct tree_entry *old,
                       const struct tree_entry *new)
{
    if (old != NULL && new != NULL && old->mode == new->mode &&git_oid_equal(&old->id, &new->id))
        return 0;
    const struct tree_entry *named = old != NULL ? old : new;
    size_t length = state->path.length;
    if (length > 0)
        buffer_append_byte(&state->path, '/');
    buffer_append(&state->path, named->name, named->name_length);
    int result = 0;
    if (is_tree(named))
        result = diff_trees(state, old != NULL ? &old->id : NULL, new != NULL ? &new->id : NULL);
    else
        result = state->visit(state->context, buffer_string(&state->path), old, new);
    buffer_truncate(&state->path, length);
    return result;
}

static void advance(struct side *side, struct error *error)
{
    side->has_entry = 0;
    if (side->cursor.object != NULL)
        side->has_entry = tree_cursor_next(&side->cursor, &side->entry, error);
}

static int diff_sides(struct tree_diff_state *state, struct side *old, struct side *new)
{
    advance(old, state->error);
    advance(new, state->error);
    int result = 0;
    while (result == 0 && (old->has_entry > 0 || new->has_entry > 0)) {
        if (old->has_entry < 0 || new->has_entry < 0)
            return -1;
        int order = old->has_entry == 0   ? 1
                    : new->has_entry == 0 ? -1
                                          : compare_names(&old->entry, &new->entry);
        result =
            visit_entry(state, order <= 0 ? &old->entry : NULL, order >= 0 ? &new->entry : NULL);
        if (order <= 0)
            advance(old, state->error);
        if (order >= 0)
            advance(new, state->error);
    }
    return old->has_entry < 0 || new->has_entry < 0 ? -1 : result;
}

static int diff_trees(struct tree_diff_state *state, const git_oid *old, const git_oid *new)
{
    struct side sides[2] = {0};
    int result = -1;
    if (state->depth == DEPTH_LIMIT)
        return error_set(state->error, ERROR_ENVIRONMENT, "a tree is nested more than %d deep",
                         DEPTH_LIMIT);
    state->depth++;
    if (old != NULL && tree_cursor_open(&sides[0].cursor, state->repository, old, state->error) < 0)
        goto out;
    if (new != NULL && tree_cursor_open(&sides[1].cursor, state->repository, new, state->error) < 0)
        goto out;
    result = diff_sides(state, &sides[0], &sides[1]);
out:
    state->depth--;
    tree_cursor_close(&sides[0].cursor);
    tree_cursor_close(&sides[1].cursor);
    return result;
}

int tree_diff(struct repository *repository, const git_oid *old, const git_oid *new,
              const char *folder, tree_diff_visit *visit, void *context, struct error *error)
{
    if (old != NULL && new != NULL && git_oid_equal(old, new))
        return 0;
    struct tree_diff_state state = {
        .repository = repository, .visit = visit, .context = context, .error = error};
    buffer_append_string(&state.path, folder);
    int result = diff_trees(&state, old, new);
    buffer_done(&state.path);
    return result;
}
