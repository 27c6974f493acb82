/* Every name that a spec of the working copy answers to: its ID, its legacy IDs, and the stem of
 * its file, which still names a spec that cannot be read. Sorted by the folded name. */
#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "name_list_internal.h"
#include "workspace/catalogue.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

static void add(struct id_index *index, const char *text, const char *path, const char *title,
                bool alias)
{
    if (text[0] == '\0')
        return;
    index->records =
        memory_grow(index->records, &index->capacity, index->count, sizeof *index->records);
    index->records[index->count++] = (struct id_record){
        .folded = utf8_fold(text, false),
        .text = memory_copy_string(text),
        .path = memory_copy_string(path),
        .title = memory_copy_string(title),
        .alias = alias,
    };
}

static void add_value(struct id_index *index, const struct value *value, const char *path,
                      const char *title)
{
    if (value->kind == VALUE_TEXT)
        add(index, value->text, path, title, true);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        add(index, value_text(&value->items[i]), path, title, true);
}

void id_index_add(struct id_index *index, const char *path, const struct spec *spec)
{
    const char *id = spec != NULL ? spec_id(spec) : "";
    const char *title = spec != NULL ? spec_title(spec) : "";
    if (id[0] != '\0') {
        add(index, id, path, title, false);
    } else {
        char *stem = path_stem(path);
        add(index, stem, path, title, false);
        free(stem);
    }
    const struct form *form = spec != NULL ? spec_form(spec) : NULL;
    for (size_t i = 0; form != NULL && i < form->alias_count; i++)
        add_value(index, spec_value(spec, form->aliases[i]), path, title);
}

static int compare_records(const void *a, const void *b)
{
    const struct id_record *left = a;
    const struct id_record *right = b;
    int order = strcmp(left->folded, right->folded);
    if (order == 0 && left->alias != right->alias)
        return left->alias ? 1 : -1;
    return order != 0 ? order : strcmp(left->path, right->path);
}

static void add_entry(struct id_index *index, const struct catalogue_entry *entry)
{
    char *aliases = memory_copy_string(entry->aliases);
    add(index, entry->id, entry->path, entry->title, false);
    for (char *alias = aliases; alias != NULL;) {
        char *end = strchr(alias, '\n');
        if (end != NULL)
            *end++ = '\0';
        add(index, alias, entry->path, entry->title, true);
        alias = end;
    }
    free(aliases);
}

void id_index_complete(struct id_index *index)
{
    if (index->count > 0)
        qsort(index->records, index->count, sizeof *index->records, compare_records);
    index->known = true;
}

/* With the folders' stamps, names are kept for the next question, too. */
static void read_all(struct workspace *workspace, const struct buffer *folders)
{
    struct id_index *index = &workspace->ids;
    struct catalogue catalogue = {0};
    id_index_done(index);
    if (catalogue_read(workspace, &catalogue, &index->fault) == 0) {
        for (size_t i = 0; i < catalogue.count; i++)
            add_entry(index, &catalogue.entries[i]);
        if (folders != NULL)
            name_list_save(workspace, &catalogue, folders);
    }
    catalogue_done(&catalogue);
    id_index_complete(index);
}

void id_index_read(struct workspace *workspace)
{
    if (!workspace->ids.known)
        read_all(workspace, NULL);
}

void id_index_done(struct id_index *index)
{
    for (size_t i = 0; i < index->count; i++) {
        free(index->records[i].folded);
        free(index->records[i].text);
        free(index->records[i].path);
        free(index->records[i].title);
    }
    free(index->records);
    twin_tables_free(index->twins);
    *index = (struct id_index){0};
}

size_t id_index_find(const struct id_index *index, const char *folded)
{
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(index->records[middle].folded, folded) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ── the world of a check ── */

const char *workspace_title(struct workspace *workspace, const char *id)
{
    id_index_read(workspace);
    const struct id_index *index = &workspace->ids;
    char *folded = utf8_fold(id, false);
    size_t at = id_index_find(index, folded);
    bool known = at < index->count && strcmp(index->records[at].folded, folded) == 0;
    free(folded);
    return known ? index->records[at].title : NULL;
}

static bool knows_id(void *context, const char *id)
{
    const struct workspace *workspace = context;
    return workspace_title(context, id) != NULL || workspace->ids.fault.kind != ERROR_NONE;
}

static const char *duplicate_of(void *context, const char *id, const char *path)
{
    struct workspace *workspace = context;
    id_index_read(workspace);
    const struct id_index *index = &workspace->ids;
    const char *found = NULL;
    char *folded = utf8_fold(id, false);
    for (size_t i = id_index_find(index, folded);
         found == NULL && i < index->count && strcmp(index->records[i].folded, folded) == 0; i++) {
        const struct id_record *record = &index->records[i];
        if (!record->alias && (path == NULL || strcmp(record->path, path) != 0))
            found = record->path;
    }
    free(folded);
    return found;
}

/* ── the world of a commit ── */

/* NULL: all names are read, or nothing else helps. */
static struct name_list *find_names(struct workspace *workspace)
{
    struct buffer folders = {0};
    if (workspace->ids.known || workspace->names != NULL)
        return workspace->names;
    workspace->names = name_list_open(workspace);
    if (workspace->names == NULL) {
        name_list_stamp(workspace, &folders);
        read_all(workspace, &folders);
    }
    buffer_done(&folders);
    return workspace->names;
}

/* That it is missing is only said when all were asked. */
static bool soon_knows_id(void *context, const char *id)
{
    struct name_list *names = find_names(context);
    char *folded = utf8_fold(id, false);
    bool known = names != NULL && name_list_find(names, folded, false, NULL) != NULL;
    free(folded);
    return known || knows_id(context, id);
}

static const char *soon_duplicate_of(void *context, const char *id, const char *path)
{
    struct name_list *names = find_names(context);
    if (names == NULL)
        return duplicate_of(context, id, path);
    char *folded = utf8_fold(id, false);
    const char *found = name_list_find(names, folded, true, path);
    free(folded);
    return found;
}

static const char *soon_twin_of(void *context, const struct form_rule *rule,
                                const struct spec *spec, const char *path)
{
    return twin_find_in(context, find_names(context), rule, spec, path);
}

static const char *twin_of(void *context, const struct form_rule *rule, const struct spec *spec,
                           const char *path)
{
    return twin_find(context, rule, spec, path);
}

struct check_world workspace_check_world(struct workspace *workspace, const char *path)
{
    bool inside = workspace->root[0] != '\0';
    return (struct check_world){
        .today = date_today(),
        .path = path,
        .context = workspace,
        .knows_id = inside ? knows_id : NULL,
        .duplicate_of = inside ? duplicate_of : NULL,
        .twin_of = inside ? twin_of : NULL,
    };
}

struct check_world workspace_commit_world(struct workspace *workspace, const char *path)
{
    struct check_world world = workspace_check_world(workspace, path);
    if (workspace->root[0] != '\0') {
        world.knows_id = soon_knows_id;
        world.duplicate_of = soon_duplicate_of;
        world.twin_of = soon_twin_of;
    }
    return world;
}

void workspace_forget_ids(struct workspace *workspace)
{
    id_index_done(&workspace->ids);
    name_list_free(workspace->names);
    workspace->names = NULL;
}
