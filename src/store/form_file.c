#include "store/form_file.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "form_internal.h"
#include "suggest_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ── names ── */

struct name_list {
    char **names;
    size_t count;
    size_t capacity;
};

static int visit_form(void *context, const char *path, struct error *error)
{
    (void)error;
    struct name_list *list = context;
    if (strchr(path, '/') != NULL)
        return 0; /* vocabularies */
    list->names = memory_grow(list->names, &list->capacity, list->count, sizeof *list->names);
    list->names[list->count++] = path_stem(path);
    return 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **form_list(const struct form_folders *folders, size_t *count)
{
    struct name_list list = {0};
    for (size_t i = 0; i < folders->count; i++) {
        int directory = file_open_directory(folders->paths[i], NULL);
        if (directory < 0)
            continue;
        if (file_walk_beneath(directory, "", ".yaml", visit_form, &list, NULL) != 0) {
            /* A folder that cannot be read has no forms to offer. */
        }
        close(directory);
    }
    if (list.count > 0)
        qsort(list.names, list.count, sizeof *list.names, compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (kept > 0 && strcmp(list.names[kept - 1], list.names[i]) == 0)
            free(list.names[i]);
        else
            list.names[kept++] = list.names[i];
    }
    *count = kept;
    return list.names;
}

void form_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static int set_not_found(const struct form_folders *folders, const char *name,
                         struct error *error)
{
    size_t count = 0;
    char **names = form_list(folders, &count);
    struct buffer list = {0};
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    char *hint = suggest_text(name, (const char *const *)names, count);
    error_set(error, ERROR_NOT_FOUND, "there is no form \"%s\"%s (forms: %s)", name, hint,
              count > 0 ? buffer_string(&list) : "none");
    free(hint);
    buffer_done(&list);
    form_names_free(names, count);
    return -1;
}

/* ── the chain of forms ── */

static bool is_in_chain(const struct form_builder *builder, const char *path)
{
    for (size_t i = 0; i < builder->source_count; i++)
        if (strcmp(builder->sources[i]->path, path) == 0)
            return true;
    return false;
}

static void add_ancestor(struct form_builder *builder, const char *name)
{
    struct strings *ancestors = &builder->ancestors;
    ancestors->items =
        memory_resize(ancestors->items, ancestors->count + 1, sizeof *ancestors->items);
    ancestors->items[ancestors->count++] = memory_copy_string(name);
}

static void report_unknown_form(struct form_builder *builder, struct form_place extends,
                                const char *name)
{
    size_t count = 0;
    char **names = form_list(builder->folders, &count);
    char *hint = form_suggest(builder, name, (const char *const *)names, count);
    form_report(builder, extends.source, extends.node, "there is no form `%s`%s", name, hint);
    free(hint);
    form_names_free(names, count);
}

/* Open the form of this name for the one that extends it; NULL after a problem. */
static const struct form_source *open_base(struct form_builder *builder,
                                           struct form_place extends, const char *name)
{
    const struct form_source *source = extends.source;
    const struct form_source *base = NULL;
    char *file = memory_format("%s.yaml", name);
    /* A file that is loaded by its path may extend its neighbour. */
    const char *const own[] = {source->folder};
    const struct form_folders neighbours = {own, 1};
    const char *folder = form_folder_with(builder->folders, file);
    if (folder == NULL)
        folder = form_folder_with(&neighbours, file);
    char *path = path_join(folder != NULL ? folder : "", file);
    if (folder == NULL) {
        report_unknown_form(builder, extends, name);
    } else if (is_in_chain(builder, path)) {
        form_report(builder, source, extends.node, "a form cannot extend itself, not even by way "
                                                   "of others: \"%s\"", name);
    } else if (builder->source_count > FORM_DEPTH_LIMIT) {
        form_report(builder, source, extends.node, "more than %d forms extend each other",
                    FORM_DEPTH_LIMIT);
    } else {
        base = form_source_open(builder, folder, file, extends);
        add_ancestor(builder, name);
    }
    free(path);
    free(file);
    return base;
}

/* The form that `source` extends: NULL if it extends none, or after a problem. */
static const struct form_source *open_next(struct form_builder *builder,
                                           const struct form_source *source, bool *failed)
{
    struct form_place root = {source, form_source_root(source)};
    struct form_place extends = form_child(root, "extends");
    if (extends.node == NULL)
        return NULL;
    const struct form_source *base = NULL;
    const char *name = form_read_text(builder, extends, "extends");
    struct error error = {0};
    if (name != NULL && path_check_id(name, &error) < 0)
        form_report(builder, source, extends.node, "`extends` names a form: %s", error.text);
    else if (name != NULL)
        base = open_base(builder, extends, name);
    *failed = base == NULL;
    return base;
}

static void load_chain(struct form_builder *builder, const char *folder, const char *file)
{
    const struct form_source *source =
        form_source_open(builder, folder, file, (struct form_place){0});
    bool failed = source == NULL;
    while (source != NULL)
        source = open_next(builder, source, &failed);
    for (size_t i = builder->source_count; i > 0; i--)
        failed = !form_extend(builder, builder->sources[i - 1]) || failed;
    /* With a form missing below, most names would lead nowhere: noise that hides the fault. */
    if (!failed)
        form_build(builder);
}

/* ── problems ── */

static int compare_problems(const void *a, const void *b)
{
    const struct form_problem *x = a;
    const struct form_problem *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0 && x->line != y->line)
        order = x->line < y->line ? -1 : 1;
    if (order == 0 && x->column != y->column)
        order = x->column < y->column ? -1 : 1;
    return order != 0 ? order : strcmp(x->message, y->message);
}

/* "path:line:column: first (and N more: `ifspec form check FILE`)" of those that cannot be tolerated. */
static int set_problem(const struct form_problems *problems, struct error *error)
{
    const struct form_problem *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < problems->count; i++) {
        if (problems->items[i].tolerated)
            continue;
        if (count++ == 0)
            first = &problems->items[i];
    }
    if (first == NULL)
        return error_set(error, ERROR_INPUT, "the form cannot be used");
    error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", first->path, first->line, first->column,
              first->message);
    if (count > 1 && error != NULL) {
        size_t length = strlen(error->text);
        char *more = memory_format(" (and %zu more: `ifspec form check %s`)", count - 1,
                                   first->path);
        if (length + strlen(more) < sizeof error->text)
            (void)snprintf(error->text + length, sizeof error->text - length, "%s", more);
        free(more);
    }
    return -1;
}

static void builder_done(struct form_builder *builder)
{
    for (size_t i = 0; i < builder->source_count; i++)
        form_source_free(builder->sources[i]);
    for (size_t i = 0; i < builder->section_count; i++)
        free(builder->sections[i].fields);
    free(builder->sources);
    free(builder->sections);
    free(builder->vocabularies.items);
    free(builder->rules.items);
    free(builder->field_places);
    for (size_t i = 0; i < builder->ancestors.count; i++)
        free(builder->ancestors.items[i]);
    free(builder->ancestors.items);
    form_free(builder->form);
}

static int load(const struct form_folders *folders, const char *folder, const char *file,
                struct form **out, struct form_problems *problems, struct error *error)
{
    struct form_problems own = {0};
    struct form_builder builder = {
        .folders = folders,
        .problems = problems != NULL ? problems : &own,
    };
    int result = 0;
    load_chain(&builder, folder, file);
    if (builder.problems->count > 0)
        qsort(builder.problems->items, builder.problems->count, sizeof *builder.problems->items,
              compare_problems);
    if (builder.broken || builder.form == NULL) {
        result = set_problem(builder.problems, error);
        goto out;
    }
    *out = builder.form;
    builder.form->ancestors = builder.ancestors;
    builder.ancestors = (struct strings){0};
    builder.form = NULL;
out:
    builder_done(&builder);
    form_problems_done(&own);
    return result;
}

int form_load(const struct form_folders *folders, const char *name, struct form **out,
              struct form_problems *problems, struct error *error)
{
    if (path_check_id(name, NULL) < 0)
        return set_not_found(folders, name, error);
    char *file = memory_format("%s.yaml", name);
    const char *folder = form_folder_with(folders, file);
    int result = folder != NULL ? load(folders, folder, file, out, problems, error)
                                : set_not_found(folders, name, error);
    free(file);
    return result;
}

int form_load_file(const struct form_folders *folders, const char *path, struct form **out,
                   struct form_problems *problems, struct error *error)
{
    char *folder = path_folder(path);
    const char *slash = strrchr(path, '/');
    int result = load(folders, *folder != '\0' ? folder : slash != NULL ? "/" : ".",
                      slash != NULL ? slash + 1 : path, out, problems, error);
    free(folder);
    return result;
}
