#include "store/vocabulary_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "form_internal.h"
#include "layout_internal.h"
#include "suggest_internal.h"
#include "vocabulary_edit_internal.h"
#include "yaml/document.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_DEPTH = 0, FORM_DEPTH = 2 };

struct task {
    struct layout *layout;
    int directory;
    struct vocabulary_edit edit;
    bool writes; /* else it is only tried */
};

/* ── what may be added ── */

static int set_unknown(const struct form *form, const char *id, struct error *error)
{
    const char **names = memory_allocate((form->vocabulary_count + 1) * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < form->vocabulary_count; i++)
        if (form->vocabularies[i].id[0] != '\0')
            names[count++] = form->vocabularies[i].id;
    char *hint = suggest_text(id, names, count);
    error_set(error, ERROR_NOT_FOUND, "the form %s has no vocabulary \"%s\"%s", form->name, id,
              hint);
    free(hint);
    free(names);
    return -1;
}

static const struct vocabulary *find_vocabulary(const struct form *form, const char *id,
                                                struct error *error)
{
    for (size_t i = 0; i < form->vocabulary_count; i++)
        if (id[0] != '\0' && strcmp(form->vocabularies[i].id, id) == 0)
            return &form->vocabularies[i];
    (void)set_unknown(form, id, error);
    return NULL;
}

static int check_text(const char *value, struct error *error)
{
    if (value[0] == '\0' || value[strspn(value, " \t")] == '\0' ||
        strpbrk(value, "\r\n") != NULL || utf8_find_invalid(value, strlen(value)) != strlen(value))
        return error_set(error, ERROR_INPUT, "a value is one line of text");
    if (strcmp(value, VALUE_NOT_APPLICABLE_TEXT) == 0)
        return error_set(error, ERROR_INPUT, "N/A is an answer to every field and no value");
    return 0;
}

static int set_taken(const struct vocabulary *vocabulary, const struct vocabulary_entry *taken,
                     const char *value, struct error *error)
{
    return error_set(error, ERROR_INPUT, "“%s” would share its name with “%s” of %s", value,
                     taken->value, vocabulary->id);
}

static int check_value(const struct vocabulary *vocabulary, const char *value,
                       struct error *error)
{
    if (check_text(value, error) != 0)
        return -1;
    const struct vocabulary_entry *taken = vocabulary_find(vocabulary, value);
    if (taken != NULL)
        return error_set(error, ERROR_INPUT, "“%s” is in the vocabulary %s already", value,
                         vocabulary->id);
    taken = vocabulary_find_alias(vocabulary, value);
    if (taken == NULL)
        taken = vocabulary_find_near(vocabulary, value);
    return taken == NULL ? 0 : set_taken(vocabulary, taken, value, error);
}

/* ── the edit ── */

/* `base` NULL: the file is not there yet. */
static int write_edited(const struct task *task, const char *path,
                        const struct buffer *bytes, bool exists, const struct step *steps,
                        size_t depth, struct error *error)
{
    struct document *document = NULL;
    struct file_base base = {buffer_string(bytes), bytes->length};
    size_t length = 0;
    if (document_open(path, buffer_string(bytes), bytes->length, &document, error) != 0)
        return -1;
    int result = vocabulary_edit_apply(&task->edit, document, steps, depth, error);
    if (result != 0)
        error_prefix(error, "%s", path);
    const char *edited = document_bytes(document, &length);
    if (result == 0 && task->writes)
        result = file_save_beneath(task->directory, path, edited, length,
                                   exists ? &base : &(struct file_base){0}, !exists, error);
    document_close(document);
    return result;
}

static int read_from(const char *folder, const char *name, struct buffer *bytes,
                     struct error *error)
{
    int directory = file_open_directory(folder, error);
    if (directory < 0)
        return -1;
    int result = file_read_beneath(directory, name, FILE_SIZE_LIMIT, bytes, error);
    close(directory);
    return result;
}

static int edit_file(const struct task *task, const char *file,
                       struct vocabulary_change *change, struct error *error)
{
    struct form_folders folders = layout_form_folders(task->layout);
    struct buffer bytes = {0};
    const char *folder = form_folder_with(&folders, file);
    char *path = path_join(layout_forms_folder(task->layout), file);
    int result = folder != NULL
                     ? read_from(folder, file, &bytes, error)
                     : error_set(error, ERROR_NOT_FOUND, "there is no file %s", file);
    bool exists = folder == folders.paths[0];
    if (result == 0)
        result = write_edited(task, path, &bytes, exists, NULL, FILE_DEPTH, error);
    if (result == 0)
        *change = (struct vocabulary_change){path, !exists};
    else
        free(path);
    buffer_done(&bytes);
    return result;
}

/* Whether this form's own file has the vocabulary written in it. */
static bool is_declared(const char *folder, const char *file, const char *id)
{
    struct buffer bytes = {0};
    struct document *document = NULL;
    bool declared = false;
    if (read_from(folder, file, &bytes, NULL) == 0 &&
        document_open(file, buffer_string(&bytes), bytes.length, &document, NULL) == 0) {
        const struct node *root = document_root(document);
        const struct node *all = root != NULL ? node_find(root, "vocabularies") : NULL;
        declared = all != NULL && node_find(all, id) != NULL;
        document_close(document);
    }
    buffer_done(&bytes);
    return declared;
}

static int edit_declaring(const struct task *task, const char *folder, const char *file,
                            const char *id, struct vocabulary_change *change,
                            struct error *error)
{
    struct form_folders folders = layout_form_folders(task->layout);
    const struct step steps[FORM_DEPTH] = {{.key = "vocabularies"}, {.key = id}};
    struct buffer bytes = {0};
    char *stem = path_stem(file);
    char *path = path_join(layout_forms_folder(task->layout), file);
    int result = 0;
    if (folder != folders.paths[0])
        result = error_set(error, ERROR_REFUSED,
                           "the vocabulary %s stands in the form %s, which is not this "
                           "repository's; `ifspec init --form %s` copies it here",
                           id, stem, stem);
    if (result == 0)
        result = read_from(folder, file, &bytes, error);
    if (result == 0)
        result = write_edited(task, path, &bytes, true, steps, FORM_DEPTH, error);
    if (result == 0)
        *change = (struct vocabulary_change){path, false};
    else
        free(path);
    free(stem);
    buffer_done(&bytes);
    return result;
}

/* The form itself comes first: what it declares stands for what its ancestors do. */
static int edit_form(const struct task *task, const struct form *form, const char *id,
                       struct vocabulary_change *change, struct error *error)
{
    struct form_folders folders = layout_form_folders(task->layout);
    for (size_t i = 0; i <= form->ancestors.count; i++) {
        const char *name = i == 0 ? form->name : form->ancestors.items[i - 1];
        char *file = memory_format("%s.yaml", name);
        const char *folder = form_folder_with(&folders, file);
        bool declared = folder != NULL && is_declared(folder, file, id);
        int result = declared ? edit_declaring(task, folder, file, id, change, error) : 0;
        free(file);
        if (declared)
            return result;
    }
    return error_set(error, ERROR_NOT_FOUND, "no form declares the vocabulary %s", id);
}

static int edit_vocabulary(const struct task *task, const struct form *form,
                           const struct vocabulary *vocabulary, struct vocabulary_change *change,
                           struct error *error)
{
    return vocabulary->file != NULL ? edit_file(task, vocabulary->file, change, error)
                                    : edit_form(task, form, vocabulary->id, change, error);
}

/* ── add, rename ── */

int vocabulary_file_add(struct layout *layout, int directory, const struct form *form,
                        const char *vocabulary, const char *value, const char *help,
                        struct vocabulary_change *change, struct error *error)
{
    const struct task task = {layout, directory, {.value = value, .help = help}, true};
    *change = (struct vocabulary_change){0};
    const struct vocabulary *found = find_vocabulary(form, vocabulary, error);
    if (found == NULL || check_value(found, value, error) != 0)
        return -1;
    int result = edit_vocabulary(&task, form, found, change, error);
    if (result == 0)
        layout_add_value(layout, form, found, value, help);
    return result;
}

/* What the new name may be: one that no other entry has. */
static int check_new_name(const struct vocabulary *vocabulary, const struct vocabulary_entry *entry,
                          const char *value, struct error *error)
{
    const struct vocabulary_entry *taken = vocabulary_find_alias(vocabulary, value);
    if (taken == NULL)
        taken = vocabulary_find_near(vocabulary, value);
    return taken == NULL || taken == entry ? check_text(value, error)
                                           : set_taken(vocabulary, taken, value, error);
}

int vocabulary_file_rename(struct layout *layout, int directory, const struct form *form,
                           const char *vocabulary, const char *value, const char *new_value,
                           bool writes, struct vocabulary_change *change, struct error *error)
{
    const struct task task = {layout, directory, {.value = new_value, .old_value = value}, writes};
    *change = (struct vocabulary_change){0};
    const struct vocabulary *found = find_vocabulary(form, vocabulary, error);
    if (found == NULL)
        return -1;
    const struct vocabulary_entry *entry = vocabulary_find(found, value);
    const struct vocabulary_entry *other = vocabulary_find(found, new_value);
    if (other == NULL && check_new_name(found, entry, new_value, error) != 0)
        return -1;
    return entry == NULL || entry == other ? 0 : edit_vocabulary(&task, form, found, change, error);
}
