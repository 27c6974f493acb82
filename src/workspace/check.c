/* A check of one spec asks about others: who has this ID, who else has mine. While the specs are
 * read the answer is not known yet. So each is checked as if all were well, what it asked is noted,
 * and the few that asked about something that is not well are read and checked again. */
#include "base/memory.h"
#include "compare_internal.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

struct question {
    char *id;
    bool own; /* the spec's own ID: is it unique? else: does anyone have it? */
    const struct form_rule *rule; /* not NULL: are these parts of the spec's own ID unique? */
};

struct checked {
    char *path;
    struct findings findings; /* until they were visited */
    struct question *questions;
    size_t count;
    size_t capacity;
};

struct checking {
    struct workspace *workspace;
    workspace_check_visit *visit;
    void *context;
    struct date today;
    struct checked **specs;
    size_t count;
    size_t capacity;
};

static void ask(struct checked *checked, const char *id, bool own, const struct form_rule *rule)
{
    checked->questions = memory_grow(checked->questions, &checked->capacity, checked->count,
                                     sizeof *checked->questions);
    checked->questions[checked->count++] = (struct question){memory_copy_string(id), own, rule};
}

static bool assume_known(void *context, const char *id)
{
    ask(context, id, false, NULL);
    return true;
}

static const char *assume_unique(void *context, const char *id, const char *path)
{
    (void)path;
    ask(context, id, true, NULL);
    return NULL;
}

static const char *assume_no_twin(void *context, const struct form_rule *rule,
                                  const struct spec *spec, const char *path)
{
    (void)path;
    ask(context, value_text(spec_value(spec, rule->fields[0])), true, rule);
    return NULL;
}

static void checked_free(void *prepared)
{
    struct checked *checked = prepared;
    for (size_t i = 0; i < checked->count; i++)
        free(checked->questions[i].id);
    free(checked->questions);
    free(checked->path);
    findings_done(&checked->findings);
    free(checked);
}

/* On several threads at once. */
static void *check_read(void *context, const char *path, const struct spec *spec)
{
    const struct checking *checking = context;
    struct checked *checked = memory_allocate(sizeof *checked);
    *checked = (struct checked){.path = memory_copy_string(path)};
    struct check_world world = {
        .today = checking->today,
        .path = path,
        .context = checked,
        .knows_id = assume_known,
        .duplicate_of = assume_unique,
        .twin_of = assume_no_twin,
    };
    check_spec(spec, &world, &checked->findings);
    approval_check(spec, NULL, &checked->findings);
    return checked;
}

static int take_checked(void *context, const char *path, const struct spec *spec, void *prepared,
                        const struct error *problem)
{
    struct checking *checking = context;
    struct checked *checked = prepared;
    id_index_add(&checking->workspace->ids, path, spec);
    if (spec == NULL)
        return checking->visit(checking->context, path, NULL, NULL, problem);
    checking->specs =
        memory_grow(checking->specs, &checking->capacity, checking->count, sizeof *checking->specs);
    checking->specs[checking->count++] = checked;
    int result = checking->visit(checking->context, path, spec, &checked->findings, NULL);
    findings_done(&checked->findings);
    return result;
}

static bool was_right(const struct checked *checked, struct workspace *workspace,
                      const struct check_world *world)
{
    for (size_t i = 0; i < checked->count; i++) {
        const struct question *question = &checked->questions[i];
        if (question->rule != NULL) {
            if (twin_exists(workspace, question->rule, question->id, checked->path))
                return false;
            continue;
        }
        if (question->own &&
            world->duplicate_of(world->context, question->id, checked->path) != NULL)
            return false;
        if (!question->own && !world->knows_id(world->context, question->id))
            return false;
    }
    return true;
}

static int check_again(struct checking *checking)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < checking->count; i++) {
        const char *path = checking->specs[i]->path;
        struct check_world world = workspace_check_world(checking->workspace, path);
        struct spec *spec = NULL;
        if (was_right(checking->specs[i], checking->workspace, &world))
            continue;
        /* What can no longer be read was read a moment ago, and found well but for this. */
        if (workspace_read_spec(checking->workspace, path, &spec, NULL) != 0)
            continue;
        struct findings findings = {0};
        check_spec(spec, &world, &findings);
        approval_check(spec, NULL, &findings);
        result = checking->visit(checking->context, path, spec, &findings, NULL);
        findings_done(&findings);
        spec_free(spec);
    }
    return result;
}

int workspace_check(struct workspace *workspace, workspace_check_visit *visit, void *context,
                    struct error *error)
{
    struct spec_paths paths = {0};
    struct checking checking = {
        .workspace = workspace, .visit = visit, .context = context, .today = date_today()};
    const struct prepared_walk work = {check_read, take_checked, checked_free, &checking};
    workspace_forget_ids(workspace);
    int result = workspace_list_paths(workspace, &paths, error);
    if (result == 0)
        result = workspace_walk_prepared(workspace, &paths, &work);
    if (result == 0) {
        id_index_complete(&workspace->ids);
        result = check_again(&checking);
    } else {
        workspace_forget_ids(workspace);
    }
    for (size_t i = 0; i < checking.count; i++)
        checked_free(checking.specs[i]);
    free(checking.specs);
    spec_paths_done(&paths);
    return result;
}
