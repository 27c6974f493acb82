/* What most commands begin with: the working copy they run in and the spec they are about. */
#ifndef IFSPEC_CLI_SESSION_INTERNAL_H
#define IFSPEC_CLI_SESSION_INTERNAL_H

#include "base/error.h"
#include "workspace/sheet.h"
#include "workspace/workspace.h"

/* `= {0}` is closed. */
struct session {
    struct workspace *workspace;
    char *path; /* of the spec; NULL: none was opened */
    struct sheet *sheet;
};

/* Open the working copy around the current folder; outside of one, with `anywhere`, the forms. */
int session_open(struct session *session, bool anywhere, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Open the working copy and the spec that `name` means. */
int session_open_spec(struct session *session, const char *name, bool anywhere,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

void session_close(struct session *session);

#endif
