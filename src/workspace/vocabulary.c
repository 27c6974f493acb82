#include "workspace/vocabulary.h"

#include "store/vocabulary_file.h"
#include "workspace_internal.h"

int workspace_add_value(struct workspace *workspace, const struct form *form,
                        const char *vocabulary, const char *value, const char *help,
                        struct added_value *added, struct error *error)
{
    struct vocabulary_change change = {0};
    *added = (struct added_value){0};
    if (workspace->root[0] == '\0')
        return error_set(error, ERROR_ENVIRONMENT,
                         "a vocabulary belongs to a Git working copy; `ifspec init` makes one");
    if (vocabulary_file_add(workspace->layout, workspace->directory, form, vocabulary, value, help,
                            &change, error) != 0)
        return -1;
    *added = (struct added_value){change.path, change.copied};
    return 0;
}
