/* IDs by the parts that a rule of the form wants to be unique: for each rule that asked a table of
 * all IDs, sorted by these parts, made from the index of IDs and gone with it. */
#include "base/memory.h"
#include "base/utf8.h"
#include "model/smart_id.h"
#include "name_list_internal.h"
#include "workspace/reference.h"
#include "workspace_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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

struct other {
    const char *id;
    const char *path;
};

/* The same ID is another finding. */
static bool is_other(const struct other *other, const char *id, const char *path)
{
    return (path == NULL || strcmp(other->path, path) != 0) && !utf8_equal_caseless(other->id, id);
}

static int compare_others(const void *a, const void *b)
{
    return strcmp(((const struct other *)a)->path, ((const struct other *)b)->path);
}

/* The others of the same key. */
static size_t find_others(struct workspace *workspace, const struct form_rule *rule, const char *id,
                          const char *path, struct other **out)
{
    char *key = copy_key(rule, id);
    size_t count = 0;
    *out = NULL;
    if (key == NULL)
        return 0;
    const struct twin_table *table = find_table(workspace, rule);
    size_t first = find_first(table, key);
    size_t end = first;
    while (end < table->count && strcmp(table->twins[end].key, key) == 0)
        end++;
    *out = memory_allocate((end - first + 1) * sizeof **out);
    for (size_t i = first; i < end; i++) {
        const struct id_record *record = table->twins[i].record;
        const struct other other = {.id = record->text, .path = record->path};
        if (is_other(&other, id, path))
            (*out)[count++] = other;
    }
    free(key);
    return count;
}

bool twin_exists(struct workspace *workspace, const struct form_rule *rule, const char *id,
                 const char *path)
{
    struct other *others = NULL;
    size_t count = find_others(workspace, rule, id, path, &others);
    free(others);
    return count > 0;
}

/* ── references between them ── */

/* The spec that asks, or one of the others. */
struct member {
    const char *id;
    const struct spec *spec; /* NULL: it cannot be read, and refers to nothing */
    struct spec *read;       /* owned */
    bool reached;            /* from the one that asks, whichever way the references go */
};

static int stop(void *context, const struct reference *reference)
{
    (void)context;
    (void)reference;
    return 1;
}

static bool refers(const struct member *from, const struct member *to)
{
    return from->spec != NULL && to->id[0] != '\0' &&
           reference_find_in(from->spec, "", to->id, stop, NULL) != 0;
}

/* A version that refers to the one before it is related to all that came before. */
static void reach(struct member *members, size_t count)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < count; i++)
            for (size_t j = 0; members[i].reached && j < count; j++) {
                if (members[j].reached ||
                    (!refers(&members[i], &members[j]) && !refers(&members[j], &members[i])))
                    continue;
                members[j].reached = true;
                more = true;
            }
    }
}

/* The first of the others that no references lead to. */
static const char *find_unrelated(struct workspace *workspace, const char *id,
                                  const struct spec *spec, const struct other *others,
                                  size_t count)
{
    const char *found = NULL;
    struct member *members = memory_allocate((count + 1) * sizeof *members);
    members[0] = (struct member){.id = id, .spec = spec, .reached = true};
    for (size_t i = 0; i < count; i++) {
        struct member *member = &members[i + 1];
        *member = (struct member){.id = others[i].id};
        if (workspace_read_spec(workspace, others[i].path, &member->read, NULL) == 0)
            member->spec = member->read;
    }
    reach(members, count + 1);
    for (size_t i = 1; i <= count; i++) {
        if (found == NULL && !members[i].reached)
            found = members[i].id;
        spec_free(members[i].read);
    }
    free(members);
    return found;
}

const char *twin_find(struct workspace *workspace, const struct form_rule *rule,
                      const struct spec *spec, const char *path)
{
    struct other *others = NULL;
    const char *id = value_text(spec_value(spec, rule->fields[0]));
    size_t count = find_others(workspace, rule, id, path, &others);
    const char *found = find_unrelated(workspace, id, spec, others, count);
    free(others);
    return found;
}

/* ── by a list of names ── */

static bool is_ascii(const char *text)
{
    while (text[0] > 0)
        text++;
    return text[0] == '\0';
}

/* Whether an ID may have these first letters of a key as a part of its own; other letters than
 * ASCII's are not looked at. */
static bool may_have_key(const char *id, const char *key)
{
    size_t length = strcspn(key, "\n");
    const char first[] = {key[0], (char)toupper((unsigned char)key[0]), '\0'};
    for (const char *at = id; (at = strpbrk(at, first)) != NULL; at++)
        if (strncasecmp(at, key, length) == 0)
            return true;
    return length == 0 || !is_ascii(id);
}

const char *twin_find_in(struct workspace *workspace, struct name_list *names,
                         const struct form_rule *rule, const struct spec *spec, const char *path)
{
    struct other *others = NULL;
    size_t count = 0;
    size_t capacity = 0;
    const char *id = value_text(spec_value(spec, rule->fields[0]));
    struct other other = {0};
    if (names == NULL)
        return twin_find(workspace, rule, spec, path);
    char *key = copy_key(rule, id);
    for (size_t i = 0; key != NULL && name_list_get(names, i, &other.path, &other.id); i++) {
        if (!may_have_key(other.id, key))
            continue;
        char *its = copy_key(rule, other.id);
        if (its != NULL && strcmp(its, key) == 0 && is_other(&other, id, path) &&
            name_list_confirm(names, i)) {
            others = memory_grow(others, &capacity, count, sizeof *others);
            others[count++] = other;
        }
        free(its);
    }
    free(key);
    if (count > 0)
        qsort(others, count, sizeof *others, compare_others);
    const char *found = find_unrelated(workspace, id, spec, others, count);
    free(others);
    return found;
}
