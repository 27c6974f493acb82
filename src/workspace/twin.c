/* IDs by the parts that a rule of the form wants to be unique: for each rule that asked a table of
 * all IDs, sorted by these parts, made from the index of IDs and gone with it. */
#include "base/memory.h"
#include "base/utf8.h"
#include "model/smart_id.h"
#include "workspace/reference.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

struct twin {
    char *key;
    const struct id_record *record;
};

struct twin_table {
    const struct form_rule *rule;
    struct twin *twins;
    size_t count;
    struct twin_table *next;
};

void twin_tables_free(struct twin_table *tables)
{
    while (tables != NULL) {
        struct twin_table *next = tables->next;
        for (size_t i = 0; i < tables->count; i++)
            free(tables->twins[i].key);
        free(tables->twins);
        free(tables);
        tables = next;
    }
}

static char *copy_key(const struct form_rule *rule, const char *id)
{
    return smart_id_copy_key(rule->fields[0], id, rule->parts, rule->part_count);
}

static int compare_twins(const void *a, const void *b)
{
    const struct twin *left = a;
    const struct twin *right = b;
    int order = strcmp(left->key, right->key);
    return order != 0 ? order : strcmp(left->record->path, right->record->path);
}

static struct twin_table *make_table(const struct id_index *index, const struct form_rule *rule)
{
    struct twin_table *table = memory_allocate(sizeof *table);
    *table = (struct twin_table){.rule = rule, .next = index->twins};
    table->twins = memory_allocate((index->count + 1) * sizeof *table->twins);
    for (size_t i = 0; i < index->count; i++) {
        const struct id_record *record = &index->records[i];
        char *key = record->alias ? NULL : copy_key(rule, record->text);
        if (key != NULL)
            table->twins[table->count++] = (struct twin){key, record};
    }
    if (table->count > 0)
        qsort(table->twins, table->count, sizeof *table->twins, compare_twins);
    return table;
}

static const struct twin_table *find_table(struct workspace *workspace,
                                           const struct form_rule *rule)
{
    id_index_read(workspace);
    for (struct twin_table *table = workspace->ids.twins; table != NULL; table = table->next)
        if (table->rule == rule)
            return table;
    workspace->ids.twins = make_table(&workspace->ids, rule);
    return workspace->ids.twins;
}

/* The first that is not before the key. */
static size_t find_first(const struct twin_table *table, const char *key)
{
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(table->twins[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The same ID is another finding. */
static bool is_other(const struct id_record *record, const char *id, const char *path)
{
    return (path == NULL || strcmp(record->path, path) != 0) &&
           !utf8_equal_caseless(record->text, id);
}

typedef bool twin_test(void *context, const struct id_record *record);

static const struct id_record *find_other(struct workspace *workspace,
                                          const struct form_rule *rule, const char *id,
                                          const char *path, twin_test *test, void *context)
{
    char *key = copy_key(rule, id);
    if (key == NULL)
        return NULL;
    const struct twin_table *table = find_table(workspace, rule);
    const struct id_record *found = NULL;
    for (size_t i = find_first(table, key);
         found == NULL && i < table->count && strcmp(table->twins[i].key, key) == 0; i++) {
        const struct id_record *record = table->twins[i].record;
        if (is_other(record, id, path) && (test == NULL || test(context, record)))
            found = record;
    }
    free(key);
    return found;
}

bool twin_exists(struct workspace *workspace, const struct form_rule *rule, const char *id,
                 const char *path)
{
    return find_other(workspace, rule, id, path, NULL, NULL) != NULL;
}

/* ── references between the two ── */

struct asking {
    struct workspace *workspace;
    const struct spec *spec;
};

static int stop(void *context, const struct reference *reference)
{
    (void)context;
    (void)reference;
    return 1;
}

static bool refers(const struct spec *spec, const char *path, const char *id)
{
    return id[0] != '\0' && reference_find_in(spec, path, id, stop, NULL) != 0;
}

static bool is_unrelated(void *context, const struct id_record *record)
{
    const struct asking *asking = context;
    struct spec *other = NULL;
    if (refers(asking->spec, "", record->text))
        return false;
    bool referred = workspace_read_spec(asking->workspace, record->path, &other, NULL) == 0 &&
                    refers(other, record->path, spec_id(asking->spec));
    spec_free(other);
    return !referred;
}

const char *twin_find(struct workspace *workspace, const struct form_rule *rule,
                      const struct spec *spec, const char *path)
{
    struct asking asking = {workspace, spec};
    const char *id = value_text(spec_value(spec, rule->fields[0]));
    const struct id_record *found =
        find_other(workspace, rule, id, path, is_unrelated, &asking);
    return found != NULL ? found->text : NULL;
}
