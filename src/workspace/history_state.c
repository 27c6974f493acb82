/* All specs as they were in one revision, read from Git's objects. */
#include "base/memory.h"
#include "workspace/history.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

struct state_walk {
    struct workspace *workspace;
    const char *revision;
    workspace_visit *visit;
    void *context;
    struct error *error;
    size_t count; /* of specs read */
};

static int visit_file(void *context, const char *path, const char *blob)
{
    struct state_walk *walk = context;
    struct workspace *workspace = walk->workspace;
    struct buffer bytes = {0};
    struct spec *spec = NULL;
    struct error problem = {0};
    size_t length = strlen(path);
    if (length <= 5 || strcmp(path + length - 5, ".yaml") != 0)
        return 0;
    workspace_report(workspace, "Reading", walk->count++, 0);
    if (workspace->git->blob_read(workspace->repository, blob, &bytes, walk->error) != 0)
        return -1;
    char *name = memory_format("%s:%s", walk->revision, path);
    bool is_read = workspace_parse(workspace, name, &bytes, NULL, NULL, &spec, &problem) == 0;
    int result = walk->visit(walk->context, path, is_read ? spec : NULL,
                             is_read ? NULL : &problem);
    free(name);
    spec_free(spec);
    buffer_done(&bytes);
    return result;
}

int history_walk_specs(struct workspace *workspace, const char *revision, workspace_visit *visit,
                       void *context, struct error *error)
{
    struct state_walk walk = {workspace, revision, visit, context, error, 0};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    return workspace->git->revision_walk(workspace->repository, revision,
                                         workspace_specs_folder(workspace), visit_file, &walk,
                                         error);
}
