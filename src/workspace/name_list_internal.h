/* Which files have a name (an ID, a legacy ID), kept from the last reading of all of them, for a
 * question that is asked before each commit. What came, went or was replaced since is seen by its
 * folder and read; a file that another program wrote in place is seen only where the list names it. */
#ifndef IFSPEC_WORKSPACE_NAME_LIST_INTERNAL_H
#define IFSPEC_WORKSPACE_NAME_LIST_INTERNAL_H

#include "workspace/catalogue.h"
#include "workspace_internal.h"

struct name_list;

/* NULL: there is none that counts, or too much has changed: all files have to be read. */
struct name_list *name_list_open(struct workspace *workspace) ATTRIBUTE_MUST_CHECK;
void name_list_free(struct name_list *list);

/* The first file with this folded name other than `path` (NULL: any), as it is now: its path,
 * borrowed; NULL if there is none. With `own` legacy names do not count. */
const char *name_list_find(struct name_list *list, const char *folded, bool own, const char *path);

/* The IDs one by one, from 0: false behind the last. `path` and `id` are borrowed; whether it is
 * still so says name_list_confirm(); if not, the ID it has now comes at the end. */
bool name_list_get(const struct name_list *list, size_t number, const char **path, const char **id);
bool name_list_confirm(struct name_list *list, size_t number);

/* How the folders of specs look, to be asked before all files are read, and kept with what was read. */
void name_list_stamp(struct workspace *workspace, struct buffer *folders);
void name_list_save(struct workspace *workspace, const struct catalogue *catalogue,
                    const struct buffer *folders);

#endif
