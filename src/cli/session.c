#include "session_internal.h"

#include "progress_internal.h"

#include <stdlib.h>

static void show_progress(void *context, const char *what, size_t done, size_t all)
{
    (void)context;
    progress_show(what, done, all);
}

int session_open(struct session *session, bool anywhere, struct error *error)
{
    struct error problem = {0};
    progress_begin();
    if (workspace_open(".", &session->workspace, &problem) == 0) {
        workspace_listen(session->workspace, show_progress, NULL);
        return 0;
    }
    if (!anywhere || problem.kind != ERROR_ENVIRONMENT) {
        *error = problem;
        return -1;
    }
    session->workspace = workspace_open_outside();
    return 0;
}

int session_open_spec(struct session *session, const char *name, bool anywhere, struct error *error)
{
    if (session_open(session, anywhere, error) != 0 ||
        workspace_find(session->workspace, name, &session->path, error) != 0)
        return -1;
    return sheet_open(session->workspace, session->path, &session->sheet, error);
}

void session_close(struct session *session)
{
    progress_wipe();
    sheet_close(session->sheet);
    free(session->path);
    workspace_close(session->workspace);
    *session = (struct session){0};
}
