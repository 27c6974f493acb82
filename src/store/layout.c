#include "store/layout.h"

#include "base/file.h"
#include "base/install.h"
#include "base/memory.h"
#include "base/path.h"
#include "layout_internal.h"
#include "model/smart_id.h"
#include "suggest_internal.h"
#include "yaml/document.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LAYOUT_DEFAULT_FORMS "forms"
#define LAYOUT_DEFAULT_FORM  "integration-interface"
#define LAYOUT_DEFAULT_PATH  "{Domain}/{id}.yaml"

enum { FOLDER_LIMIT = 3 };

/* A form that could not be loaded, and why: a hundred thousand specs may ask for it. */
struct broken_form {
    char *name;
    struct error error;
};

struct layout {
    char *root; /* NULL: outside of a working copy */
    char *specs;
    char *forms_folder; /* relative to the root, as `specs` */
    char *default_form;
    char *path;
    char **columns;
    size_t column_count;
    char *folders[FOLDER_LIMIT];
    size_t folder_count;
    struct form **forms; /* loaded so far */
    size_t form_count;
    size_t form_capacity;
    struct broken_form *broken;
    size_t broken_count;
    size_t broken_capacity;
};

/* ── ifspec.yaml ── */

static int fail_at(const struct node *node, struct error *error, const char *what)
{
    return error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", LAYOUT_FILE, node_line(node),
                     node_column(node), what);
}

static int read_setting(const struct node *node, const char *key, char **out,
                        struct error *error)
{
    if (node_kind(node) != NODE_SCALAR || *node_text(node, NULL) == '\0') {
        char *what = memory_format("`%s` must be a text", key);
        (void)fail_at(node, error, what);
        free(what);
        return -1;
    }
    free(*out);
    *out = memory_copy_string(node_text(node, NULL));
    return 0;
}

/* A folder inside the working copy. "." is the working copy itself. */
static int read_folder(const struct node *node, const char *key, char **out, struct error *error)
{
    if (read_setting(node, key, out, error) < 0)
        return -1;
    size_t length = strlen(*out);
    if (length > 1 && (*out)[length - 1] == '/')
        (*out)[--length] = '\0';
    struct error reason = {0};
    if (strcmp(*out, ".") == 0 || path_check(*out, length, &reason) == 0)
        return 0;
    return fail_at(node, error, reason.text);
}

static int read_path(const struct node *node, char **out, struct error *error)
{
    if (read_setting(node, "path", out, error) < 0)
        return -1;
    struct error reason = {0};
    if (layout_pattern_check(*out, &reason) == 0)
        return 0;
    return fail_at(node, error, reason.text);
}

static int read_columns(struct layout *layout, const struct node *node, struct error *error)
{
    if (node_kind(node) != NODE_SEQUENCE)
        return fail_at(node, error, "`columns` must be a list of fields");
    size_t count = node_count(node);
    layout->columns = memory_allocate((count + 1) * sizeof *layout->columns);
    for (size_t i = 0; i < count; i++) {
        const struct node *item = node_item(node, i);
        if (node_kind(item) != NODE_SCALAR)
            return fail_at(item, error, "a column is a field's path, section.field");
        layout->columns[layout->column_count++] = memory_copy_string(node_text(item, NULL));
    }
    return 0;
}

static int read_key(struct layout *layout, const struct node *root, size_t index,
                    struct error *error)
{
    static const char *const keys[] = {"specs", "forms", "path", "form", "columns"};
    const struct node *node = node_item(root, index);
    const char *key = node_text(node_key(root, index), NULL);
    if (strcmp(key, "specs") == 0)
        return read_folder(node, key, &layout->specs, error);
    if (strcmp(key, "forms") == 0)
        return read_folder(node, key, &layout->forms_folder, error);
    if (strcmp(key, "path") == 0)
        return read_path(node, &layout->path, error);
    if (strcmp(key, "form") == 0)
        return read_setting(node, key, &layout->default_form, error);
    if (strcmp(key, "columns") == 0)
        return read_columns(layout, node, error);
    char *hint = suggest_text(key, keys, sizeof keys / sizeof *keys);
    char *what = memory_format("there is no setting `%s`%s", key, hint);
    (void)fail_at(node_key(root, index), error, what);
    free(what);
    free(hint);
    return -1;
}

static int read_settings(struct layout *layout, int directory, struct error *error)
{
    struct buffer bytes = {0};
    struct document *document = NULL;
    struct error reason = {0};
    int result = -1;
    if (file_read_beneath(directory, LAYOUT_FILE, FILE_SIZE_LIMIT, &bytes, &reason) < 0) {
        if (reason.kind == ERROR_NOT_FOUND)
            result = 0;
        else if (error != NULL)
            *error = reason;
        goto out;
    }
    if (document_open(LAYOUT_FILE, buffer_string(&bytes), bytes.length, &document, error) < 0)
        goto out;
    result = 0;
    const struct node *root = document_root(document);
    if (root != NULL && node_kind(root) != NODE_MAPPING && node_kind(root) != NODE_EMPTY)
        result = fail_at(root, error, "the settings are a map of keys");
    for (size_t i = 0; root != NULL && i < node_count(root) && result == 0; i++)
        result = read_key(layout, root, i, error);
out:
    if (document != NULL)
        document_close(document);
    buffer_done(&bytes);
    return result;
}

/* ── open and close ── */

static void add_folder(struct layout *layout, char *take)
{
    if (take != NULL)
        layout->folders[layout->folder_count++] = take;
}

static char *find_user_forms(void)
{
    const char *data = getenv("XDG_DATA_HOME");
    if (data != NULL && *data == '/')
        return memory_format("%s/ifspec/forms", data);
    const char *home = getenv("HOME");
    return home != NULL && *home == '/' ? memory_format("%s/.local/share/ifspec/forms", home)
                                        : NULL;
}

static struct layout *make_layout(void)
{
    struct layout *layout = memory_allocate(sizeof *layout);
    layout->specs = memory_copy_string(LAYOUT_DEFAULT_SPECS);
    layout->forms_folder = memory_copy_string(LAYOUT_DEFAULT_FORMS);
    layout->default_form = memory_copy_string(LAYOUT_DEFAULT_FORM);
    layout->path = memory_copy_string(LAYOUT_DEFAULT_PATH);
    return layout;
}

struct layout *layout_open_outside(void)
{
    struct layout *layout = make_layout();
    add_folder(layout, find_user_forms());
    add_folder(layout, install_find_data("forms"));
    return layout;
}

int layout_open(const char *root, struct layout **out, struct error *error)
{
    struct layout *layout = make_layout();
    int result = -1;
    int directory = file_open_directory(root, error);
    if (directory < 0 || read_settings(layout, directory, error) < 0)
        goto out;
    layout->root = memory_copy_string(root);
    add_folder(layout, strcmp(layout->forms_folder, ".") == 0
                           ? memory_copy_string(root)
                           : path_join(root, layout->forms_folder));
    add_folder(layout, find_user_forms());
    add_folder(layout, install_find_data("forms"));
    *out = layout;
    layout = NULL;
    result = 0;
out:
    if (directory >= 0)
        close(directory);
    layout_close(layout);
    return result;
}

void layout_close(struct layout *layout)
{
    if (layout == NULL)
        return;
    for (size_t i = 0; i < layout->form_count; i++)
        form_free(layout->forms[i]);
    layout_forget_broken_forms(layout);
    for (size_t i = 0; i < layout->folder_count; i++)
        free(layout->folders[i]);
    for (size_t i = 0; i < layout->column_count; i++)
        free(layout->columns[i]);
    free(layout->forms);
    free(layout->broken);
    free(layout->columns);
    free(layout->root);
    free(layout->specs);
    free(layout->forms_folder);
    free(layout->default_form);
    free(layout->path);
    free(layout);
}

/* ── ask ── */

const char *layout_forms_folder(const struct layout *layout)
{
    return layout->forms_folder;
}

const char *layout_specs_folder(const struct layout *layout)
{
    return layout->specs;
}

const char *layout_default_form(const struct layout *layout)
{
    return layout->default_form;
}

struct form_folders layout_form_folders(const struct layout *layout)
{
    return (struct form_folders){(const char *const *)layout->folders, layout->folder_count};
}

const char *const *layout_columns(const struct layout *layout, size_t *count)
{
    *count = layout->column_count;
    return (const char *const *)layout->columns;
}

static const struct error *find_broken(const struct layout *layout, const char *name)
{
    for (size_t i = 0; i < layout->broken_count; i++)
        if (strcmp(layout->broken[i].name, name) == 0)
            return &layout->broken[i].error;
    return NULL;
}

static void remember_broken(struct layout *layout, const char *name, const struct error *error)
{
    layout->broken = memory_grow(layout->broken, &layout->broken_capacity, layout->broken_count,
                                 sizeof *layout->broken);
    layout->broken[layout->broken_count++] =
        (struct broken_form){memory_copy_string(name), *error};
}

void layout_forget_broken_forms(struct layout *layout)
{
    for (size_t i = 0; i < layout->broken_count; i++)
        free(layout->broken[i].name);
    layout->broken_count = 0;
}

int layout_form(struct layout *layout, const char *name, const struct form **form,
                struct error *error)
{
    for (size_t i = 0; i < layout->form_count; i++) {
        if (strcmp(layout->forms[i]->name, name) == 0) {
            *form = layout->forms[i];
            return 0;
        }
    }
    const struct error *known = find_broken(layout, name);
    if (known != NULL && error != NULL)
        *error = *known;
    if (known != NULL)
        return -1;
    struct form_folders folders = layout_form_folders(layout);
    struct form *loaded = NULL;
    struct error reason = {0};
    if (form_load(&folders, name, &loaded, NULL, &reason) < 0) {
        remember_broken(layout, name, &reason);
        if (error != NULL)
            *error = reason;
        return -1;
    }
    layout->forms = memory_grow(layout->forms, &layout->form_capacity, layout->form_count,
                                sizeof *layout->forms);
    layout->forms[layout->form_count++] = loaded;
    *form = loaded;
    return 0;
}

static void add_value(struct vocabulary *vocabulary, const char *value, const char *help)
{
    vocabulary->entries = memory_resize(vocabulary->entries, vocabulary->count + 1,
                                        sizeof *vocabulary->entries);
    vocabulary->entries[vocabulary->count++] = (struct vocabulary_entry){
        .value = memory_copy_string(value),
        .help = help != NULL ? memory_copy_string(help) : NULL,
    };
}

void layout_add_value(struct layout *layout, const struct form *form,
                      const struct vocabulary *vocabulary, const char *value, const char *help)
{
    const char *file = vocabulary->file;
    for (size_t i = 0; i < layout->form_count; i++) {
        struct form *loaded = layout->forms[i];
        for (size_t j = 0; j < loaded->vocabulary_count; j++) {
            struct vocabulary *other = &loaded->vocabularies[j];
            bool same_file = file != NULL && other->file != NULL && strcmp(other->file, file) == 0;
            bool is_itself = loaded == form && other == vocabulary;
            if (same_file || is_itself)
                add_value(other, value, help);
        }
    }
}

/* ── where a spec belongs ── */

int layout_path_for(const struct layout *layout, const struct spec *spec, char **path,
                    struct error *error)
{
    const struct form *form = spec_form(spec);
    const char *id = spec_id(spec);
    if (*id == '\0')
        return error_set(error, ERROR_INPUT, "%s is not filled in: it names the file",
                         form->id->label);
    if (path_check_id(id, error) < 0)
        return error_prefix(error, "%s", form->id->label);
    if (form->id->part_count > 0 && smart_id_find_fault(form->id, id) <= form->id->part_count) {
        char *shape = smart_id_describe(form->id);
        error_set(error, ERROR_INPUT, "%s: “%s” is not of the form %s", form->id->label, id,
                  shape);
        free(shape);
        return -1;
    }
    char *relative = NULL;
    if (layout_pattern_fill(layout->path, spec, &relative, error) < 0)
        return -1;
    char *joined = path_join(layout->specs, relative);
    free(relative);
    if (path_check(joined, strlen(joined), error) < 0) {
        free(joined);
        return -1;
    }
    *path = joined;
    return 0;
}
