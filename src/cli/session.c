#include "session_internal.h"

#include <stdlib.h>

int session_open(struct session *session, bool anywhere, struct error *error)
{
    struct error problem = {0};
    if (workspace_open(".", &session->workspace, &problem) == 0)
        return 0;
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
    sheet_close(session->sheet);
    free(session->path);
    workspace_close(session->workspace);
    *session = (struct session){0};
}
