/* A spec that answers another form: the key `form` is edited, nothing else. */
#include "base/file.h"
#include "copied_internal.h"
#include "recovery_internal.h"
#include "workspace/form_impact.h"
#include "yaml/document.h"

#include <string.h>

/* The bytes of the file with another `form`. */
static int write_key(struct sheet *sheet, const char *form, struct buffer *out,
                     struct error *error)
{
    static const char *const order[] = {"form"};
    const struct content content = {.kind = CONTENT_TEXT, .text = form};
    const struct step path = {.key = "form"};
    struct document *document = NULL;
    size_t length = 0;
    const char *bytes = spec_file_bytes(sheet->file, &length);
    if (document_open(sheet_path(sheet), bytes, length, &document, error) != 0)
        return -1;
    const struct node *root = document_root(document);
    bool exists = root != NULL && node_find(root, "form") != NULL;
    int result = exists ? document_set(document, &path, 1, &content, error)
                        : document_put(document, NULL, 0, "form", &content, order, 1, error);
    bytes = document_bytes(document, &length);
    if (result == 0)
        buffer_append(out, bytes, length);
    document_close(document);
    return result;
}

static int check_changeable(struct sheet *sheet, struct error *error)
{
    const char *path = sheet_path(sheet);
    if (workspace_path_is_outside(path))
        return error_set(error, ERROR_REFUSED,
                         "%s lies outside the working copy and is only read", path);
    if (sheet->read_only != NULL)
        return error_set(error, ERROR_REFUSED, "%s cannot be saved: %s", path, sheet->read_only);
    if (sheet->is_new || sheet->gone || spec_is_modified(sheet->spec))
        return error_set(error, ERROR_REFUSED, "save %s before it gets another form", path);
    return 0;
}

int sheet_change_form(struct sheet *sheet, const char *name, struct impact_spec *impact,
                      struct error *error)
{
    const struct form *form = NULL;
    struct buffer bytes = {0};
    struct spec *spec = NULL;
    struct spec_file *file = NULL;
    struct file_base base = {0};
    const char *path = sheet_path(sheet);
    int result = -1;
    *impact = (struct impact_spec){0};
    if (check_changeable(sheet, error) != 0 ||
        workspace_form(sheet->workspace, name, &form, error) != 0 ||
        write_key(sheet, name, &bytes, error) != 0 ||
        workspace_parse(sheet->workspace, path, &bytes, form, &file, &spec, error) != 0)
        goto out;
    base.bytes = spec_file_bytes(sheet->file, &base.length);
    if (file_save_beneath(sheet->workspace->directory, path, buffer_string(&bytes), bytes.length,
                          &base, false, error) != 0)
        goto out;
    recovery_keep_version(sheet);
    impact_spec_find(path, sheet->spec, spec, impact);
    copied_done(sheet);
    sheet_forget_approval(sheet);
    spec_free(sheet->spec);
    spec_file_free(sheet->file);
    sheet->spec = spec;
    sheet->file = file;
    spec = NULL;
    file = NULL;
    workspace_forget_ids(sheet->workspace);
    recovery_after_save(sheet);
    result = 0;
out:
    spec_free(spec);
    spec_file_free(file);
    buffer_done(&bytes);
    return result;
}
