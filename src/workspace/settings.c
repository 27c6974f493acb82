#include "workspace/settings.h"

#include "base/file.h"
#include "base/memory.h"
#include "yaml/document.h"

#include <stdlib.h>
#include <string.h>

enum { SETTINGS_SIZE_LIMIT = 64 * 1024 };

/* Take a value; false if it is none of the key's. */
typedef bool take_setting(struct settings *settings, const char *value);

static bool take_boolean(bool *place, const char *value)
{
    *place = strcmp(value, "true") == 0;
    return *place || strcmp(value, "false") == 0;
}

static bool take_theme(struct settings *settings, const char *value)
{
    static const char *const names[] = {"automatic", "light", "dark", "monochrome"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], value) == 0) {
            settings->theme = (enum settings_theme)i;
            return true;
        }
    return false;
}

static bool take_mouse(struct settings *settings, const char *value)
{
    return take_boolean(&settings->mouse, value);
}

static bool take_ascii(struct settings *settings, const char *value)
{
    return take_boolean(&settings->ascii, value);
}

static bool take_plain(struct settings *settings, const char *value)
{
    return take_boolean(&settings->plain, value);
}

static bool take_editor(struct settings *settings, const char *value)
{
    free(settings->editor);
    settings->editor = value[0] != '\0' ? memory_copy_string(value) : NULL;
    return value[0] != '\0';
}

static const char boolean_values[] = "true or false";

/* Beside each row of `known`, in its order. */
static take_setting *const takers[] = {take_theme, take_mouse, take_ascii, take_editor,
                                       take_plain};
static const struct setting known[] = {
    {"theme", "automatic, light, dark or monochrome",
     "The colours. NO_COLOR makes them monochrome whatever this says."},
    {"mouse", boolean_values,
     "Whether the mouse clicks and scrolls; then most terminals select text with Shift."},
    {"ascii", boolean_values, "Whether lines and marks are drawn in ASCII in any locale."},
    {"editor", "a command",
     "The editor for a value and for messages, before the environment's VISUAL and EDITOR."},
    {"plain", boolean_values, "Whether edit and new always ask line by line, as with --plain."},
};
_Static_assert(sizeof takers / sizeof *takers == sizeof known / sizeof *known,
               "a row for each key");

const struct setting *settings_all(size_t *count)
{
    *count = sizeof known / sizeof *known;
    return known;
}

static void report(struct buffer *problems, const char *path, const struct node *node,
                   const char *text)
{
    buffer_append_format(problems, "%s:%zu:%zu: %s\n", path, node_line(node), node_column(node),
                         text);
}

static void report_unknown(struct buffer *problems, const char *path, const struct node *key)
{
    struct buffer text = {0};
    buffer_append_format(&text, "there is no setting “%s”; known are", node_text(key, NULL));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        buffer_append_format(&text, "%s %s", i > 0 ? "," : "", known[i].name);
    report(problems, path, key, buffer_string(&text));
    buffer_done(&text);
}

static void read_key(struct settings *settings, const char *path, const struct node *key,
                     const struct node *value, struct buffer *problems)
{
    const char *name = node_text(key, NULL);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i].name, name) != 0)
            continue;
        if (node_kind(value) == NODE_EMPTY ||
            (node_kind(value) == NODE_SCALAR && takers[i](settings, node_text(value, NULL))))
            return;
        char *text = memory_format("%s is %s", name, known[i].values);
        report(problems, path, value, text);
        free(text);
        return;
    }
    report_unknown(problems, path, key);
}

static void read_document(struct settings *settings, const char *path, const struct buffer *bytes,
                          struct buffer *problems)
{
    struct document *document = NULL;
    struct error error = {0};
    if (document_open(path, buffer_string(bytes), bytes->length, &document, &error) != 0) {
        buffer_append_format(problems, "%s\n", error.text);
        return;
    }
    const struct node *root = document_root(document);
    if (root != NULL && node_kind(root) == NODE_MAPPING) {
        for (size_t i = 0; i < node_count(root); i++)
            read_key(settings, path, node_key(root, i), node_item(root, i), problems);
    } else if (root != NULL && node_kind(root) != NODE_EMPTY) {
        report(problems, path, root, "settings are keys with values: theme: dark");
    }
    document_close(document);
}

/* Owned; NULL without a home. */
static char *find_path(void)
{
    const char *folder = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (folder != NULL && folder[0] == '/')
        return memory_format("%s/ifspec/settings.yaml", folder);
    if (home != NULL && home[0] == '/')
        return memory_format("%s/.config/ifspec/settings.yaml", home);
    return NULL;
}

void settings_read(struct settings *settings, struct buffer *problems)
{
    struct buffer bytes = {0};
    struct error error = {0};
    char *path = find_path();
    *settings = (struct settings){0};
    if (path == NULL)
        return;
    if (file_read(path, SETTINGS_SIZE_LIMIT, &bytes, &error) == 0)
        read_document(settings, path, &bytes, problems);
    else if (error.kind != ERROR_NOT_FOUND)
        buffer_append_format(problems, "%s\n", error.text);
    buffer_done(&bytes);
    free(path);
}

void settings_done(struct settings *settings)
{
    free(settings->editor);
    *settings = (struct settings){0};
}
