/* What is found in a spec before it is committed. */
#include "history_internal.h"
#include "workspace/commit.h"

#include <string.h>

static bool is_secret(const struct finding *finding)
{
    return strcmp(finding->rule, "secret") == 0;
}

/* Said of the same field in the same words: it is in HEAD already. */
static bool is_known(const struct findings *known, const struct finding *finding)
{
    for (size_t i = 0; i < known->count; i++) {
        const struct finding *other = &known->items[i];
        if (is_secret(other) && strcmp(other->message, finding->message) == 0 &&
            (other->field == finding->field ||
             (other->field != NULL && finding->field != NULL &&
              strcmp(other->field->path, finding->field->path) == 0)))
            return true;
    }
    return false;
}

int commit_find_problems(struct workspace *workspace, const char *path, const char *old_path,
                         struct findings *findings, size_t *secrets, struct error *error)
{
    const struct check_world nothing = {0};
    struct pending pending = {0};
    struct findings known = {0};
    size_t first = findings->count;
    int result = pending_read(workspace, path, old_path, &pending, error);
    *secrets = 0;
    if (result == 0 && pending.after != NULL) {
        const struct check_world world = workspace_commit_world(workspace, path);
        check_spec(pending.after, &world, findings);
    }
    if (result == 0 && pending.before != NULL)
        check_spec(pending.before, &nothing, &known);
    for (size_t i = first; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (is_secret(finding) && !is_known(&known, finding))
            ++*secrets;
    }
    findings_done(&known);
    pending_done(&pending);
    return result;
}
