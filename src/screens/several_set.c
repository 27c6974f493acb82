/* One field of several specifications: what would change in each, written when one has seen it. */
#include "base/memory.h"
#include "model/change.h"
#include "workspace/answer.h"

#include "several_internal.h"

#include <stdlib.h>
#include <string.h>

struct setting {
    char *field; /* its path */
    char *text;
    bool append;
};

static int apply(const struct setting *setting, struct spec *spec, struct error *error)
{
    struct address address = {0};
    if (address_parse(spec_form(spec), setting->field, &address, error) != 0)
        return -1;
    if (setting->text[0] == '\0')
        return answer_clear(spec, &address, error);
    return setting->append ? answer_append(spec, &address, setting->text, error)
                           : answer_set(spec, &address, setting->text, error);
}

/* The label stands before it already. */
static const char *without_label(const char *text, const char *label)
{
    size_t length = strlen(label);
    return strncmp(text, label, length) == 0 && strncmp(text + length, ": ", 2) == 0
               ? text + length + 2
               : text;
}

static void add_changes(struct several_screen *screen, const struct spec *before,
                        const struct spec *after)
{
    struct changes changes = {0};
    changes_find(before, after, &changes);
    for (size_t i = 0; i < changes.count; i++) {
        const struct change *change = &changes.items[i];
        struct buffer text = {0};
        change_describe(change, &text);
        several_add(screen, STYLE_STRONG, change->field->label,
                    without_label(buffer_string(&text), change->field->label),
                    change->field->path);
        buffer_done(&text);
    }
    changes_done(&changes);
}

static void look(struct several_screen *screen, void *context, const char *path)
{
    const struct setting *setting = context;
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (sheet_open(several_workspace(screen), path, &sheet, &error) != 0) {
        several_add(screen, STYLE_ERROR, "cannot be read", error.text, NULL);
        return;
    }
    struct spec *spec = sheet_spec(sheet);
    struct spec *before = spec_copy(spec);
    several_name(screen, spec_id(spec)[0] != '\0' ? spec_id(spec) : path, spec_title(spec));
    if (apply(setting, spec, &error) != 0)
        several_add(screen, STYLE_ERROR, "cannot be set", error.text, NULL);
    else
        add_changes(screen, before, spec);
    spec_free(before);
    sheet_close(sheet);
}

static int write(void *context, struct app *app, const char *path, struct error *error)
{
    struct sheet *sheet = NULL;
    int result = sheet_open(app_workspace(app), path, &sheet, error);
    if (result == 0)
        result = apply(context, sheet_spec(sheet), error);
    if (result == 0)
        result = sheet_save(sheet, error);
    sheet_close(sheet);
    return result;
}

static void title(const void *context, size_t count, struct buffer *out)
{
    const struct setting *setting = context;
    (void)count;
    if (setting->text[0] == '\0')
        buffer_append_format(out, "Clear %s", setting->field);
    else
        buffer_append_format(out, "%s %s= %s", setting->field, setting->append ? "+" : "",
                             setting->text);
}

static void summarise(const struct several_screen *screen, struct buffer *out)
{
    size_t failed = several_count_specs(screen, STYLE_ERROR);
    size_t silent = several_count_silent(screen);
    buffer_append_format(out, "%zu would change", several_count_specs(screen, STYLE_STRONG));
    if (silent > 0)
        buffer_append_format(out, ", %zu stay%s", silent, silent == 1 ? "s" : "");
    if (failed > 0)
        buffer_append_format(out, ", %zu cannot", failed);
}

static void free_setting(void *context)
{
    struct setting *setting = context;
    free(setting->field);
    free(setting->text);
    free(setting);
}

struct screen *several_set_new(struct app *app, const char *const *paths, size_t count,
                               const char *field, const char *text, bool append)
{
    static const struct several_task task = {
        .look = look,
        .write = write,
        .title = title,
        .summarise = summarise,
        .nothing = "Nothing would change.",
        .remark = "Nothing is written before you save. Git and `ifspec versions` take it back.",
        .free = free_setting,
    };
    struct setting *setting = memory_allocate(sizeof *setting);
    setting->field = memory_copy_string(field);
    setting->text = memory_copy_string(text);
    setting->append = append;
    return several_screen_new(app, &task, setting, paths, count);
}
