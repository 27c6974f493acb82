#include "rename_system_internal.h"

#include "bulk_internal.h"
#include "command_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/system_rename.h"

#include <stdlib.h>

static bool chooses(void *context, const struct spec *spec)
{
    return system_rename_concerns(context, spec);
}

static int change(void *context, struct spec *spec, struct error *error)
{
    (void)error;
    system_rename_apply(context, spec);
    return 0;
}

/* Two entries that mean one system now: what the one that goes says of it is not known to the other. */
static void show_merged(const struct system_rename *rename, const struct vocabulary_entry *gone)
{
    output_line("    %s → %s, which is there already: the entry %s goes, its names are aliases",
                rename->old_name, rename->new_name, gone->value);
    if (gone->help != NULL)
        output_line("    its help goes, too: %s", gone->help);
    if (gone->caution != NULL)
        output_line("    its caution goes, too: %s", gone->caution);
}

static void show_vocabulary(const struct system_rename *rename, const struct added_value *changed,
                            bool writes)
{
    const struct vocabulary_entry *old = vocabulary_find_near(rename->vocabulary, rename->old_name);
    if (changed->path == NULL)
        return;
    output_line("%s%s", changed->path,
                !changed->copied ? ""
                : writes         ? " (copied from what is shipped)"
                                 : " (to be copied from what is shipped)");
    if (old != NULL && vocabulary_find(rename->vocabulary, rename->new_name) != NULL)
        show_merged(rename, old);
    else
        output_line("    %s → %s; the old name is an alias", rename->old_name, rename->new_name);
}

static int set_unknown(const struct system_rename *rename, struct error *error)
{
    const struct vocabulary_entry *near = vocabulary_suggest(rename->vocabulary, rename->old_name);
    return error_set(error, ERROR_NOT_FOUND, "nothing names a system %s%s%s%s", rename->old_name,
                     near != NULL ? "; did you mean " : "", near != NULL ? near->value : "",
                     near != NULL ? "?" : "");
}

static int rename_everywhere(struct system_rename *rename, struct bulk *bulk, struct error *error)
{
    struct added_value tried = {0};
    struct added_value changed = {0};
    int status = -1;
    if (system_rename_vocabulary(rename, bulk->workspace, false, &tried, error) != 0 ||
        bulk_choose(bulk, error) != 0)
        goto out;
    if (bulk->count == 0 && bulk->failed == 0 && tried.path == NULL &&
        vocabulary_find(rename->vocabulary, rename->old_name) == NULL) {
        status = set_unknown(rename, error);
        goto out;
    }
    /* First, so that what cannot be renamed after all has an alias that leads to the new name. */
    if (bulk->writes &&
        system_rename_vocabulary(rename, bulk->workspace, true, &changed, error) != 0)
        goto out;
    show_vocabulary(rename, &tried, bulk->writes);
    status = bulk_run(bulk);
    if (status == EXIT_FINDINGS)
        status = EXIT_DONE; /* the vocabulary alone had it */
    output_line("Smart IDs and longer texts stay; `ifspec find` shows where they name %s",
                rename->old_name);
out:
    free(tried.path);
    free(changed.path);
    return status;
}

int rename_system(const char *old_name, const char *new_name, bool writes)
{
    struct session session = {0};
    struct system_rename rename = {0};
    struct bulk bulk = {.writes = writes, .context = &rename, .chooses = chooses, .change = change};
    struct error error = {0};
    int status = -1;
    if (session_open(&session, false, &error) == 0 &&
        system_rename_init(&rename, session.workspace, old_name, new_name, &error) == 0) {
        bulk.workspace = session.workspace;
        status = rename_everywhere(&rename, &bulk, &error);
    }
    if (status < 0)
        status = output_error(&error);
    bulk_done(&bulk);
    session_close(&session);
    return status;
}
