/* The one door to the screens: runs them until the user leaves. */
#ifndef IFSPEC_SCREENS_APP_H
#define IFSPEC_SCREENS_APP_H

#include "base/attributes.h"
#include "base/error.h"

struct sheet;
struct workspace;

/* What the screens begin with. */
struct app_start {
    struct sheet *sheet; /* taken: the editor with this spec; NULL: the catalogue */
    const char *field;   /* path of the field to stand in; NULL: the first */
};

/* Open the terminal, run, restore it. Returns the exit status (0; 128+N after signal N), or -1 with
 * ERROR_ENVIRONMENT if there is no usable terminal. The workspace is borrowed. */
int app_run(struct workspace *workspace, const struct app_start *start, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
