#include "bulk_internal.h"

#include "base/memory.h"
#include "base/path.h"
#include "command_internal.h"
#include "export/diff.h"
#include "export/json.h"
#include "model/change.h"
#include "output_internal.h"
#include "progress_internal.h"

#include <stdlib.h>
#include <string.h>

int bulk_read_format(struct bulk *bulk, const char *command, const char *name, struct error *error)
{
    bulk->as_json = name != NULL && strcmp(name, "json") == 0;
    if (name == NULL || bulk->as_json || strcmp(name, "text") == 0)
        return 0;
    return error_set(error, ERROR_INPUT, "%s: there is no format %s; text and json are known",
                     command, name);
}

static void print(struct bulk *bulk, const struct diff_entry *entry)
{
    struct buffer text = {0};
    if (bulk->as_json) {
        json_append(bulk->array, diff_to_json(entry));
        return;
    }
    const struct text_look look = output_look();
    diff_print_text(entry, &look, &text);
    output_bytes(&text);
}

static void fail(struct bulk *bulk, const char *path, const struct error *error)
{
    static const struct changes none = {0};
    char *stem = path_stem(path);
    int status = error_exit_status(error);
    bulk->failed++;
    bulk->status = status > bulk->status ? status : bulk->status;
    (void)output_error(error);
    if (bulk->as_json) {
        const struct diff_entry entry = {
            .id = stem, .path = path, .old_path = path, .problem = error->text, .changes = &none};
        print(bulk, &entry);
    }
    free(stem);
}

/* ── choose ── */

static int choose(void *context, const char *path, const struct spec *spec,
                  const struct error *problem)
{
    struct bulk *bulk = context;
    if (spec == NULL) {
        fail(bulk, path, problem);
        return 0;
    }
    if (!bulk->chooses(bulk->context, spec))
        return 0;
    bulk->paths = memory_grow(bulk->paths, &bulk->capacity, bulk->count, sizeof *bulk->paths);
    bulk->paths[bulk->count++] = memory_copy_string(path);
    return 0;
}

int bulk_choose(struct bulk *bulk, struct error *error)
{
    bulk->array = bulk->as_json ? json_new_array() : NULL;
    return workspace_walk(bulk->workspace, choose, bulk, error);
}

/* ── change ── */

/* The texts of the error name the file only where it is one of the file. */
static void fail_change(struct bulk *bulk, const char *path, struct error *error)
{
    if (strncmp(error->text, path, strlen(path)) != 0)
        error_prefix(error, "%s", path);
    fail(bulk, path, error);
}

static void change_one(struct bulk *bulk, const char *path)
{
    struct sheet *sheet = NULL;
    struct spec *before = NULL;
    struct changes changes = {0};
    struct error error = {0};
    if (sheet_open(bulk->workspace, path, &sheet, &error) != 0)
        goto fail;
    struct spec *spec = sheet_spec(sheet);
    before = spec_copy(spec);
    if (bulk->change(bulk->context, spec, &error) != 0)
        goto fail;
    if (!sheet_is_modified(sheet))
        goto out;
    changes_find(before, spec, &changes);
    if (bulk->writes && sheet_save(sheet, &error) != 0)
        goto fail;
    bulk->changed++;
    const struct diff_entry entry = {
        .id = spec_id(before), .path = path, .old_path = path, .changes = &changes};
    print(bulk, &entry);
    if (bulk->remark != NULL)
        bulk->remark(bulk->context, sheet);
    goto out;
fail:
    fail_change(bulk, path, &error);
out:
    changes_done(&changes);
    spec_free(before);
    sheet_close(sheet);
}

static void summarise(const struct bulk *bulk)
{
    const char *plural = bulk->changed == 1 ? "" : "s";
    if (bulk->failed > 0)
        output_warning("%zu file%s could not be changed", bulk->failed,
                       bulk->failed == 1 ? "" : "s");
    if (bulk->as_json)
        return;
    if (bulk->changed == 0 && bulk->failed == 0)
        output_line("Nothing to change in %zu specification%s", bulk->count,
                    bulk->count == 1 ? "" : "s");
    else if (bulk->writes && bulk->changed > 0)
        output_line("Saved %zu specification%s", bulk->changed, plural);
    else if (bulk->changed > 0)
        output_line("%zu specification%s would change; --yes writes %s", bulk->changed, plural,
                    bulk->changed == 1 ? "it" : "them");
}

int bulk_run(struct bulk *bulk)
{
    struct buffer text = {0};
    workspace_begin_saves(bulk->workspace);
    for (size_t i = 0; i < bulk->count; i++) {
        progress_show("Changing", i, bulk->count);
        change_one(bulk, bulk->paths[i]);
    }
    workspace_end_saves(bulk->workspace);
    if (bulk->as_json) {
        json_print(bulk->array, &text);
        bulk->array = NULL;
        output_bytes(&text);
    }
    if (bulk->count > 0 || bulk->failed > 0)
        summarise(bulk);
    if (bulk->failed > 0)
        return bulk->status;
    return bulk->count > 0 ? EXIT_DONE : EXIT_FINDINGS;
}

void bulk_done(struct bulk *bulk)
{
    for (size_t i = 0; i < bulk->count; i++)
        free(bulk->paths[i]);
    free(bulk->paths);
    if (bulk->array != NULL)
        json_free(bulk->array);
    *bulk = (struct bulk){0};
}
