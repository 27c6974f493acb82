/* `init`: a working copy becomes a specification repository. What is there already stays. */
#include "store/layout.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "form_internal.h"
#include "layout_internal.h"
#include "yaml/document.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct creation {
    int directory; /* of the working copy */
    const struct layout *layout;
    const char *form; /* NULL: none was asked for */
    void (*done)(void *context, const char *path);
    void *context;
};

/* Save a file that was `base` (NULL: it is new) and say so. */
static int save(const struct creation *creation, const char *path, const struct buffer *bytes,
                const struct buffer *base, struct error *error)
{
    struct file_base old = {0};
    if (base != NULL)
        old = (struct file_base){buffer_string(base), base->length};
    if (file_save_beneath(creation->directory, path, buffer_string(bytes), bytes->length, &old,
                          true, error) < 0)
        return -1;
    if (creation->done != NULL)
        creation->done(creation->context, path);
    return 0;
}

/* Read a file that may be absent; *exists says whether it was there. */
static int read_optional(const struct creation *creation, const char *path, struct buffer *bytes,
                         bool *exists, struct error *error)
{
    struct error reason = {0};
    *exists = file_read_beneath(creation->directory, path, FILE_SIZE_LIMIT, bytes, &reason) == 0;
    if (*exists || reason.kind == ERROR_NOT_FOUND)
        return 0;
    if (error != NULL)
        *error = reason;
    return -1;
}

/* ── ifspec.yaml ── */

static int set_form(const struct creation *creation, const struct buffer *old,
                    struct error *error)
{
    static const char *const order[] = {"specs", "forms", "path", "form", "columns"};
    static const struct step path = {.key = "form"};
    const struct content content = {.kind = CONTENT_TEXT, .text = creation->form};
    struct document *document = NULL;
    if (document_open(LAYOUT_FILE, buffer_string(old), old->length, &document, error) < 0)
        return -1;
    const struct node *root = document_root(document);
    bool exists = root != NULL && node_find(root, "form") != NULL;
    int result = exists ? document_set(document, &path, 1, &content, error)
                        : document_put(document, NULL, 0, "form", &content, order,
                                       sizeof order / sizeof *order, error);
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    bool changed = length != old->length || memcmp(bytes, buffer_string(old), length) != 0;
    if (result == 0 && changed) {
        struct buffer new = {0};
        buffer_append(&new, bytes, length);
        result = save(creation, LAYOUT_FILE, &new, old, error);
        buffer_done(&new);
    }
    document_close(document);
    return result;
}

static int create_settings(const struct creation *creation, struct error *error)
{
    struct buffer old = {0};
    struct buffer new = {0};
    bool exists = false;
    int result = read_optional(creation, LAYOUT_FILE, &old, &exists, error);
    if (result == 0 && exists && creation->form != NULL)
        result = set_form(creation, &old, error);
    if (result == 0 && !exists) {
        buffer_append_format(&new,
                             "# This is a repository of specifications. Every key is optional.\n"
                             "\n"
                             "# Where they are, and where a new one goes below that folder.\n"
                             "specs: %s\n"
                             "path: \"{Domain}/{id}.yaml\"\n"
                             "\n"
                             "# The form of a new one.\n"
                             "form: %s\n",
                             LAYOUT_DEFAULT_SPECS,
                             creation->form != NULL ? creation->form
                                                    : layout_default_form(creation->layout));
        result = save(creation, LAYOUT_FILE, &new, NULL, error);
    }
    buffer_done(&old);
    buffer_done(&new);
    return result;
}

/* ── the folder of specifications ── */

static int stop_at_first(void *context, const char *path, struct error *error)
{
    (void)context;
    (void)path;
    (void)error;
    return 1;
}

/* Git keeps no empty folders. */
static int create_specs_folder(const struct creation *creation, struct error *error)
{
    const char *folder = layout_specs_folder(creation->layout);
    if (strcmp(folder, ".") == 0 ||
        file_walk_beneath(creation->directory, folder, "", stop_at_first, NULL, NULL) != 0)
        return 0;
    struct buffer nothing = {0};
    char *path = path_join(folder, ".gitkeep");
    int result = 0;
    if (!file_exists_beneath(creation->directory, path))
        result = save(creation, path, &nothing, NULL, error);
    free(path);
    return result;
}

/* ── .gitattributes ── */

static bool holds_line(const struct buffer *bytes, const char *line)
{
    size_t length = strlen(line);
    const char *at = buffer_string(bytes);
    while (*at != '\0') {
        size_t width = strcspn(at, "\r\n");
        if (width == length && memcmp(at, line, length) == 0)
            return true;
        at += width;
        at += strspn(at, "\r\n");
    }
    return false;
}

static int create_attributes(const struct creation *creation, struct error *error)
{
    struct buffer old = {0};
    struct buffer new = {0};
    bool exists = false;
    const char *folder = layout_specs_folder(creation->layout);
    char *line = strcmp(folder, ".") == 0
                     ? memory_copy_string("*.yaml diff=ifspec")
                     : memory_format("%s/**/*.yaml diff=ifspec", folder);
    int result = read_optional(creation, ".gitattributes", &old, &exists, error);
    if (result == 0 && !holds_line(&old, line)) {
        const char *newline = strstr(buffer_string(&old), "\r\n") != NULL ? "\r\n" : "\n";
        buffer_append(&new, buffer_string(&old), old.length);
        if (new.length > 0 && new.bytes[new.length - 1] != '\n')
            buffer_append_string(&new, newline);
        buffer_append_format(&new, "%s%s", line, newline);
        result = save(creation, ".gitattributes", &new, exists ? &old : NULL, error);
    }
    free(line);
    buffer_done(&old);
    buffer_done(&new);
    return result;
}

/* ── a form of one's own ── */

static int copy_form_file(const struct creation *creation, const struct form_folders *folders,
                          const char *name, struct error *error)
{
    const char *folder = form_folder_with(folders, name);
    char *target = path_join(layout_forms_folder(creation->layout), name);
    struct buffer bytes = {0};
    int result = 0;
    if (folder == NULL || file_exists_beneath(creation->directory, target))
        goto out;
    int source = file_open_directory(folder, error);
    result = source < 0 ? -1 : file_read_beneath(source, name, FILE_SIZE_LIMIT, &bytes, error);
    if (source >= 0)
        close(source);
    if (result == 0)
        result = save(creation, target, &bytes, NULL, error);
out:
    buffer_done(&bytes);
    free(target);
    return result;
}

static int copy_named_form(const struct creation *creation, const struct form_folders *folders,
                           const char *name, struct error *error)
{
    char *file = memory_format("%s.yaml", name);
    int result = copy_form_file(creation, folders, file, error);
    free(file);
    return result;
}

/* The form, those it extends, and their vocabularies. */
static int copy_form(const struct creation *creation, struct error *error)
{
    struct form_folders folders = layout_form_folders(creation->layout);
    struct form *form = NULL;
    if (form_load(&folders, creation->form, &form, NULL, error) < 0)
        return -1;
    int result = copy_named_form(creation, &folders, form->name, error);
    for (size_t i = 0; i < form->ancestors.count && result == 0; i++)
        result = copy_named_form(creation, &folders, form->ancestors.items[i], error);
    for (size_t i = 0; i < form->vocabulary_count && result == 0; i++)
        if (form->vocabularies[i].file != NULL)
            result = copy_form_file(creation, &folders, form->vocabularies[i].file, error);
    form_free(form);
    return result;
}

int layout_create(const char *root, const char *form, void (*done)(void *context, const char *path),
                  void *context, struct error *error)
{
    struct layout *layout = NULL;
    if (layout_open(root, &layout, error) < 0)
        return -1;
    struct creation creation = {
        .directory = file_open_directory(root, error),
        .layout = layout,
        .form = form,
        .done = done,
        .context = context,
    };
    int result = creation.directory < 0 ? -1 : 0;
    if (result == 0 && form != NULL)
        result = copy_form(&creation, error);
    if (result == 0)
        result = create_settings(&creation, error);
    if (result == 0)
        result = create_specs_folder(&creation, error);
    if (result == 0)
        result = create_attributes(&creation, error);
    if (creation.directory >= 0)
        close(creation.directory);
    layout_close(layout);
    return result;
}
