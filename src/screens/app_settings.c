#include "app_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "workspace/settings.h"

#include <stdlib.h>

static enum theme_kind theme_of(enum settings_theme theme)
{
    switch (theme) {
    case SETTINGS_THEME_LIGHT:
        return THEME_LIGHT;
    case SETTINGS_THEME_DARK:
        return THEME_DARK;
    case SETTINGS_THEME_MONOCHROME:
        return THEME_MONOCHROME;
    case SETTINGS_THEME_AUTOMATIC:
        break;
    }
    return THEME_AUTOMATIC;
}

void app_read_settings(struct app *app, struct display_options *options, struct buffer *problems)
{
    struct settings settings = {0};
    settings_read(&settings, problems);
    *options = (struct display_options){
        .theme = theme_of(settings.theme),
        .ascii = settings.ascii,
        .mouse = settings.mouse,
    };
    app->mouse = settings.mouse;
    /* Whoever starts an editor asks the environment. */
    if (settings.editor != NULL)
        (void)setenv("VISUAL", settings.editor, 1);
    settings_done(&settings);
}

void app_read_keys(struct app *app, struct buffer *problems)
{
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    char *path = NULL;
    if (folder != NULL && folder[0] == '/')
        path = memory_format("%s/ifspec/keys", folder);
    else if (home != NULL && home[0] == '/')
        path = memory_format("%s/.config/ifspec/keys", home);
    if (path == NULL)
        return;
    struct buffer text = {0};
    if (file_read(path, FILE_SIZE_LIMIT, &text, NULL) == 0)
        keymap_read(app->keymap, path, buffer_string(&text), problems);
    buffer_done(&text);
    free(path);
}
