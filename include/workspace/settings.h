/* What the user prefers, whatever the working copy: $XDG_CONFIG_HOME/ifspec/settings.yaml. Nothing in it
 * can keep the program from working: what is wrong is named by line, the rest counts. */
#ifndef IFSPEC_WORKSPACE_SETTINGS_H
#define IFSPEC_WORKSPACE_SETTINGS_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum settings_theme {
    SETTINGS_THEME_AUTOMATIC,
    SETTINGS_THEME_LIGHT,
    SETTINGS_THEME_DARK,
    SETTINGS_THEME_MONOCHROME,
};

struct settings {
    enum settings_theme theme;
    bool mouse;
    bool ascii;
    bool plain;
    char *editor; /* NULL: as the environment says */
};

/* One key of the file, for the manual. */
struct setting {
    const char *name;
    const char *values; /* "true or false" */
    const char *help;
};

const struct setting *settings_all(size_t *count);

/* Read the file, if there is one. Appends "path:line:column: what, and what to do", a line each. To be
 * ended by settings_done(). */
void settings_read(struct settings *settings, struct buffer *problems);
void settings_done(struct settings *settings);

#endif
