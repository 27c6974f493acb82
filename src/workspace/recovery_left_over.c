/* Temporary files that killed saves left beside a file. One may be the only place of somebody's text,
 * but it may also be cut short, or brought along by a clone: so its values are offered, those that
 * are missing in it are not taken for cleared, and nothing is removed unasked. */
#include "base/file.h"
#include "base/memory.h"
#include "reconcile_internal.h"
#include "recovery_state_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What the file holds, or nothing, is no news. */
static bool read_left_over(struct workspace *workspace, const char *left_over, const char *path,
                           struct buffer *bytes)
{
    struct buffer now = {0};
    bool read = file_read_beneath(workspace->directory, left_over, FILE_SIZE_LIMIT, bytes, NULL) ==
                0;
    bool same = read && workspace_read_bytes(workspace, path, &now, NULL) == 0 &&
                now.length == bytes->length &&
                memcmp(buffer_string(&now), buffer_string(bytes), now.length) == 0;
    buffer_done(&now);
    return read && !same && bytes->length > 0;
}

static struct instant time_of(struct workspace *workspace, const char *left_over)
{
    struct stat status = {0};
    struct instant when = {0};
    if (fstatat(workspace->directory, left_over, &status, AT_SYMLINK_NOFOLLOW) == 0)
        when.seconds = status.st_mtime;
    return when;
}

/* ── of a sheet ── */

static void add_value(struct reconciliation *out, struct sheet *sheet, const struct spec *left,
                      const struct field *field)
{
    struct buffer base = {0};
    struct buffer value = {0};
    journal_encode_value(&base, field, spec_value(sheet->spec, field));
    journal_encode_value(&value, field, spec_value(left, field));
    struct own_change change = {field->path, buffer_string(&base), base.length,
                                buffer_string(&value), value.length};
    reconciliation_add(out, sheet->spec, &change, false);
    buffer_done(&value);
    buffer_done(&base);
}

static void compare(struct sheet *sheet, const struct buffer *bytes, struct recovery_offer *offer)
{
    struct spec *left = NULL;
    if (workspace_parse(sheet->workspace, offer->name, bytes, spec_form(sheet->spec), NULL, &left,
                        NULL) != 0)
        return;
    const struct form *form = spec_form(sheet->spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (spec_read_only_reason(left, field) == NULL && !value_is_empty(spec_value(left, field)))
            add_value(&offer->differences, sheet, left, field);
    }
    spec_free(left);
}

bool recovery_find_left_over(struct sheet *sheet, struct recovery_offer *offer)
{
    if (sheet->is_new || workspace_path_is_outside(sheet->path))
        return false;
    for (int number = 1; number <= FILE_LEFT_OVERS; number++) {
        struct buffer bytes = {0};
        *offer = (struct recovery_offer){.left_over = true};
        offer->name = file_left_over_path(sheet->path, number);
        if (read_left_over(sheet->workspace, offer->name, sheet->path, &bytes)) {
            offer->when = time_of(sheet->workspace, offer->name);
            compare(sheet, &bytes, offer);
        }
        buffer_done(&bytes);
        if (offer->differences.count > 0)
            return true;
        recovery_offer_done(offer);
    }
    return false;
}

int recovery_remove_left_over(struct sheet *sheet, const char *left_over, struct error *error)
{
    return file_remove_beneath(sheet->workspace->directory, left_over, error);
}

/* ── of a working copy ── */

struct left_over_visit {
    struct workspace *workspace;
    void (*visit)(void *context, const struct recovery_left_over *left_over);
    void *context;
};

static int visit_one(void *context, const char *left_over, const char *path, struct error *error)
{
    const struct left_over_visit *walk = context;
    struct buffer bytes = {0};
    (void)error;
    if (read_left_over(walk->workspace, left_over, path, &bytes)) {
        struct recovery_left_over found = {
            .left_over = left_over,
            .path = path,
            .when = time_of(walk->workspace, left_over),
            .never_saved = !file_exists_beneath(walk->workspace->directory, path),
        };
        walk->visit(walk->context, &found);
    }
    buffer_done(&bytes);
    return 0;
}

int recovery_walk_left_overs(struct workspace *workspace,
                             void (*visit)(void *context,
                                           const struct recovery_left_over *left_over),
                             void *context, struct error *error)
{
    struct left_over_visit walk = {workspace, visit, context};
    if (workspace->root[0] == '\0')
        return 0;
    return file_walk_left_overs(workspace->directory, workspace_specs_folder(workspace), visit_one,
                                &walk, error);
}

int recovery_take_left_over(struct workspace *workspace, const struct recovery_left_over *left_over,
                            struct error *error)
{
    return file_rename_beneath(workspace->directory, left_over->left_over, left_over->path, false,
                               error);
}

int recovery_drop_left_over(struct workspace *workspace, const struct recovery_left_over *left_over,
                            struct error *error)
{
    return file_remove_beneath(workspace->directory, left_over->left_over, error);
}
