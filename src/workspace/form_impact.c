#include "workspace/form_impact.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "base/path.h"
#include "model/check.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDER_LIMIT = 8 }; /* of forms; the layout has no more */

/* Forms that extend the changed one, as they would be then; owned. */
struct heirs {
    struct form **forms;
    size_t count;
};

struct asking {
    struct workspace *workspace;
    const struct form *changed;
    struct heirs heirs;
    bool is_in_use; /* the changed form is the one that the stock is read with */
    struct form_impact *impact;
};

static void add_change(struct impact_spec *spec, struct impact_change change)
{
    spec->changes = memory_grow(spec->changes, &spec->capacity, spec->count, sizeof *spec->changes);
    spec->changes[spec->count++] = change;
}

/* ── one spec: as it is read now (NULL: the same way), and by the changed form ── */

/* Whether the form in use says so too, of the field of the same or the old name. */
static bool is_known(const struct findings *before, const struct finding *finding)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct finding *known = &before->items[i];
        if (known->field == NULL || known->row != finding->row ||
            strcmp(known->rule, finding->rule) != 0)
            continue;
        const char *old_path = finding->field->renamed_from;
        if (strcmp(known->field->path, finding->field->path) == 0 ||
            (old_path != NULL && strcmp(known->field->path, old_path) == 0))
            return true;
    }
    return false;
}

static const struct other_value *find_other(const struct spec *spec, const char *path)
{
    size_t count = 0;
    const struct other_value *others = spec != NULL ? spec_others(spec, &count) : NULL;
    for (size_t i = 0; i < count; i++)
        if (strcmp(others[i].path, path) == 0)
            return &others[i];
    return NULL;
}

/* Add what the changed form has to say of a field; returns how often. */
static size_t add_findings(struct impact_spec *item, const struct spec *after,
                           const struct field *field, const struct findings *found,
                           const struct findings *before)
{
    size_t count = item->count;
    for (size_t i = 0; i < found->count; i++) {
        const struct finding *finding = &found->items[i];
        if (finding->field != field || finding->severity == SEVERITY_INFO ||
            is_known(before, finding))
            continue;
        struct impact_change change = {
            .field = memory_copy_string(field->path),
            .message = memory_copy_string(finding->message),
        };
        spec_position(after, field, finding->row, finding->column, &change.line, &change.column);
        add_change(item, change);
    }
    return item->count - count;
}

static void compare_field(struct impact_spec *item, const struct spec *after,
                          const struct field *field, const struct findings *found,
                          const struct findings *before)
{
    const struct other_value *old_place =
        field->renamed_from != NULL ? find_other(after, field->renamed_from) : NULL;
    bool is_answered = !value_is_empty(spec_value(after, field));
    size_t count = add_findings(item, after, field, found, before);
    if (is_answered && old_place != NULL)
        add_change(item, (struct impact_change){
                             .field = memory_copy_string(old_place->path),
                             .moves_to = memory_copy_string(field->path),
                             .line = old_place->line,
                             .column = 1,
                         });
    else if (is_answered && count == 0)
        item->kept++;
}

static bool is_old_place(const struct form *form, const char *path)
{
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].renamed_from != NULL &&
            strcmp(form->fields[i].renamed_from, path) == 0)
            return true;
    return false;
}

/* Answers that the changed form has no place for. */
static void compare_others(struct impact_spec *item, const struct spec *now,
                           const struct spec *after)
{
    size_t count = 0;
    const struct other_value *others = spec_others(after, &count);
    for (size_t i = 0; i < count; i++) {
        if (is_old_place(spec_form(after), others[i].path) || find_other(now, others[i].path))
            continue;
        add_change(item, (struct impact_change){
                             .field = memory_copy_string(others[i].path),
                             .message = memory_format("The changed form has no such field; it "
                                                      "stays in the file: %s", others[i].text),
                             .line = others[i].line,
                             .column = 1,
                         });
    }
}

void impact_spec_find(const char *path, const struct spec *now, const struct spec *after,
                      struct impact_spec *item)
{
    *item = (struct impact_spec){
        .path = memory_copy_string(path),
        .id = memory_copy_string(spec_id(after)),
    };
    const struct check_world world = {.today = date_today()};
    const struct form *form = spec_form(after);
    struct findings before = {0};
    struct findings found = {0};
    if (now != NULL)
        check_spec(now, &world, &before);
    check_spec(after, &world, &found);
    for (size_t i = 0; i < form->field_count; i++)
        compare_field(item, after, &form->fields[i], &found, &before);
    compare_others(item, now, after);
    findings_done(&before);
    findings_done(&found);
}

/* ── the stock ── */

/* The form of this name as it would be; NULL: the change does not touch it. */
static const struct form *form_after(const struct asking *asking, const char *name)
{
    if (strcmp(name, asking->changed->name) == 0)
        return asking->changed;
    for (size_t i = 0; i < asking->heirs.count; i++)
        if (strcmp(asking->heirs.forms[i]->name, name) == 0)
            return asking->heirs.forms[i];
    return NULL;
}

static int visit_spec(void *context, const char *path, const struct spec *spec,
                      const struct error *problem)
{
    struct asking *asking = context;
    struct form_impact *impact = asking->impact;
    struct buffer bytes = {0};
    struct spec *after = NULL;
    (void)problem;
    const struct form *form =
        spec != NULL ? form_after(asking, spec_form(spec)->name) : asking->changed;
    if (form == NULL)
        return 0;
    if (spec == NULL || workspace_read_bytes(asking->workspace, path, &bytes, NULL) != 0 ||
        workspace_parse(asking->workspace, path, &bytes, form, NULL, &after, NULL) != 0) {
        impact->unreadable++;
    } else {
        struct impact_spec item = {0};
        impact_spec_find(path, asking->is_in_use ? NULL : spec, after, &item);
        impact->specs =
            memory_grow(impact->specs, &impact->capacity, impact->count, sizeof *impact->specs);
        impact->specs[impact->count++] = item;
    }
    spec_free(after);
    buffer_done(&bytes);
    return 0;
}

/* ── the forms that extend it ── */

static bool has_ancestor(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->ancestors.count; i++)
        if (strcmp(form->ancestors.items[i], name) == 0)
            return true;
    return false;
}

/* The folder of the changed form ahead of all others: what extends it finds it there first. */
static void load_heir(struct asking *asking, const char *folder, struct impact_heir *heir)
{
    const char *paths[FOLDER_LIMIT + 1] = {folder};
    const struct form_folders folders = layout_form_folders(asking->workspace->layout);
    const size_t count = folders.count < FOLDER_LIMIT ? folders.count : FOLDER_LIMIT;
    const struct form_folders with_changed = {paths, count + 1};
    struct error problem = {0};
    struct form *form = NULL;
    for (size_t i = 0; i < count; i++)
        paths[i + 1] = folders.paths[i];
    if (form_load(&with_changed, heir->name, &form, NULL, &problem) != 0) {
        heir->problem = memory_copy_string(problem.text);
        return;
    }
    asking->heirs.forms = memory_resize(asking->heirs.forms, asking->heirs.count + 1,
                                        sizeof(struct form *));
    asking->heirs.forms[asking->heirs.count++] = form;
}

static void find_heirs(struct asking *asking)
{
    struct form_impact *impact = asking->impact;
    size_t count = 0;
    char **names = workspace_form_names(asking->workspace, &count);
    char *folder = path_folder(asking->changed->path);
    impact->heirs = memory_allocate((count + 1) * sizeof *impact->heirs);
    for (size_t i = 0; i < count; i++) {
        const struct form *form = NULL;
        if (workspace_form(asking->workspace, names[i], &form, NULL) == 0 &&
            has_ancestor(form, asking->changed->name)) {
            struct impact_heir *heir = &impact->heirs[impact->heir_count++];
            *heir = (struct impact_heir){.name = names[i]};
            load_heir(asking, folder[0] != '\0' ? folder : ".", heir);
        } else {
            free(names[i]);
        }
    }
    free(folder);
    free(names);
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat first;
    struct stat second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

int form_impact_find(struct workspace *workspace, const struct form *changed,
                     struct form_impact *impact, struct error *error)
{
    struct asking asking = {.workspace = workspace, .changed = changed, .impact = impact};
    const struct form *present = NULL;
    *impact = (struct form_impact){0};
    if (workspace_form(workspace, changed->name, &present, NULL) == 0)
        asking.is_in_use = is_same_file(present->path, changed->path);
    find_heirs(&asking);
    int result = workspace_walk(workspace, visit_spec, &asking, error);
    for (size_t i = 0; i < asking.heirs.count; i++)
        form_free(asking.heirs.forms[i]);
    free(asking.heirs.forms);
    return result;
}

void impact_spec_done(struct impact_spec *spec)
{
    for (size_t i = 0; i < spec->count; i++) {
        free(spec->changes[i].field);
        free(spec->changes[i].moves_to);
        free(spec->changes[i].message);
    }
    free(spec->changes);
    free(spec->path);
    free(spec->id);
    *spec = (struct impact_spec){0};
}

void form_impact_done(struct form_impact *impact)
{
    for (size_t i = 0; i < impact->count; i++)
        impact_spec_done(&impact->specs[i]);
    for (size_t i = 0; i < impact->heir_count; i++) {
        free(impact->heirs[i].name);
        free(impact->heirs[i].problem);
    }
    free(impact->heirs);
    free(impact->specs);
    *impact = (struct form_impact){0};
}

bool impact_spec_needs_person(const struct impact_spec *spec)
{
    for (size_t i = 0; i < spec->count; i++)
        if (spec->changes[i].moves_to == NULL)
            return true;
    return false;
}
