#include "form_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static void read_entry(struct form_builder *builder, struct form_place place,
                       struct vocabulary *vocabulary)
{
    static const char *const keys[] = {"value", "help", "group", "caution", "aliases", "vague"};
    struct vocabulary_entry entry = {0};
    if (node_kind(place.node) == NODE_SCALAR) {
        const char *text = form_read_text(builder, place, "a value");
        if (text == NULL)
            return;
        entry.value = memory_copy_string(text);
        vocabulary->entries[vocabulary->count++] = entry;
        return;
    }
    if (!form_check_map(builder, place, "an entry", keys, sizeof keys / sizeof *keys))
        return;
    struct form_place value = form_child(place, "value");
    if (value.node == NULL) {
        form_report(builder, place.source, place.node, "an entry needs a `value`");
        return;
    }
    entry.value = form_copy_text_at(builder, place, "value");
    if (entry.value == NULL)
        return;
    entry.help = form_copy_text_at(builder, place, "help");
    entry.group = form_copy_text_at(builder, place, "group");
    entry.caution = form_copy_text_at(builder, place, "caution");
    struct form_place aliases = form_child(place, "aliases");
    struct form_place vague = form_child(place, "vague");
    if (aliases.node != NULL)
        form_read_texts(builder, aliases, "aliases", false, &entry.aliases);
    if (vague.node != NULL)
        form_read_texts(builder, vague, "vague", false, &entry.vague);
    vocabulary->entries[vocabulary->count++] = entry;
}

/* A value or an alias, folded, and the entry it leads to. */
struct claim {
    char *folded;
    size_t entry;
    bool alias;
};

static int compare_claims(const void *a, const void *b)
{
    const struct claim *x = a;
    const struct claim *y = b;
    int order = strcmp(x->folded, y->folded);
    if (order == 0 && x->entry != y->entry)
        order = x->entry < y->entry ? -1 : 1;
    return order;
}

static void add_claim(struct claim *claims, size_t *count, const char *text, size_t entry,
                      bool alias)
{
    claims[(*count)++] = (struct claim){utf8_fold(text, false), entry, alias};
}

/* Two entries with one name: nobody could tell what it stands for. `nodes` are the entries'. */
static void check_names(struct form_builder *builder, const struct form_source *source,
                        const struct node *const *nodes, const struct vocabulary *vocabulary)
{
    size_t capacity = 0;
    for (size_t i = 0; i < vocabulary->count; i++)
        capacity += 1 + vocabulary->entries[i].aliases.count;
    struct claim *claims = memory_allocate((capacity + 1) * sizeof *claims);
    size_t count = 0;
    for (size_t i = 0; i < vocabulary->count; i++) {
        const struct vocabulary_entry *entry = &vocabulary->entries[i];
        add_claim(claims, &count, entry->value, i, false);
        for (size_t j = 0; j < entry->aliases.count; j++)
            add_claim(claims, &count, entry->aliases.items[j], i, true);
    }
    qsort(claims, count, sizeof *claims, compare_claims);
    for (size_t i = 1; i < count; i++) {
        const struct claim *first = &claims[i - 1];
        const struct claim *second = &claims[i];
        if (strcmp(first->folded, second->folded) != 0 || first->entry == second->entry)
            continue;
        const char *value = vocabulary->entries[second->entry].value;
        if (!first->alias && !second->alias)
            form_report(builder, source, nodes[second->entry], "the value \"%s\" stands twice",
                        value);
        else
            form_report(builder, source, nodes[second->entry],
                        "\"%s\" and \"%s\" share a name; an alias leads to one value only",
                        vocabulary->entries[first->entry].value, value);
    }
    for (size_t i = 0; i < count; i++)
        free(claims[i].folded);
    free(claims);
}

static void read_entries(struct form_builder *builder, struct form_place place,
                         struct vocabulary *vocabulary)
{
    if (!form_check_list(builder, place, "a vocabulary"))
        return;
    size_t count = node_count(place.node);
    if (count > FORM_ENTRY_LIMIT - builder->entry_count) {
        form_report(builder, place.source, place.node,
                    "the vocabularies have more than %d entries together", FORM_ENTRY_LIMIT);
        return;
    }
    builder->entry_count += count;
    vocabulary->entries = memory_allocate((count + 1) * sizeof *vocabulary->entries);
    const struct node **nodes = memory_allocate((count + 1) * sizeof *nodes);
    for (size_t i = 0; i < count; i++) {
        size_t before = vocabulary->count;
        read_entry(builder, (struct form_place){place.source, node_item(place.node, i)},
                   vocabulary);
        if (vocabulary->count > before)
            nodes[before] = node_item(place.node, i);
    }
    check_names(builder, place.source, nodes, vocabulary);
    free(nodes);
}

/* `{file: NAME}`. A file of this name in a nearer folder of forms comes first, so that a company
 * has its own systems in a form that the program brought. */
static void read_file(struct form_builder *builder, struct form_place place,
                      struct vocabulary *vocabulary)
{
    static const char *const keys[] = {"file"};
    struct form_place file = form_child(place, "file");
    if (!form_check_map(builder, place, "a vocabulary", keys, 1) || file.node == NULL) {
        if (file.node == NULL)
            form_report(builder, place.source, place.node,
                        "a vocabulary is a list of values or `{file: NAME}`");
        return;
    }
    vocabulary->file = form_copy_text_at(builder, place, "file");
    if (vocabulary->file == NULL)
        return;
    const char *folder = form_folder_with(builder->folders, vocabulary->file);
    const struct form_source *source = form_source_open(
        builder, folder != NULL ? folder : place.source->folder, vocabulary->file, file);
    if (source == NULL)
        return;
    struct form_place root = {source, form_source_root(source)};
    if (root.node != NULL)
        read_entries(builder, root, vocabulary);
}

static size_t count_lists_at_most(const struct form_builder *builder)
{
    size_t count = 0;
    for (size_t i = 0; i < builder->section_count; i++)
        for (size_t j = 0; j < builder->sections[i].field_count; j++) {
            struct form_place columns =
                form_child(builder->sections[i].fields[j].place, "columns");
            count += 1 + (columns.node != NULL ? node_count(columns.node) : 0);
        }
    return count;
}

void form_build_vocabularies(struct form_builder *builder)
{
    struct form *form = builder->form;
    /* Fields point into this array: it has room for all that may come and never moves. */
    size_t capacity =
        builder->vocabularies.count + count_lists_at_most(builder) + ENGINE_VOCABULARY_COUNT;
    form->vocabularies = memory_allocate(capacity * sizeof *form->vocabularies);
    for (size_t i = 0; i < builder->vocabularies.count; i++) {
        const struct named_declaration *declaration = &builder->vocabularies.items[i];
        struct vocabulary *vocabulary = &form->vocabularies[form->vocabulary_count++];
        vocabulary->id = memory_copy_string(declaration->id);
        if (node_kind(declaration->place.node) == NODE_MAPPING)
            read_file(builder, declaration->place, vocabulary);
        else
            read_entries(builder, declaration->place, vocabulary);
    }
}

static struct vocabulary *find_vocabulary(struct form_builder *builder, struct form_place place,
                                          const char *id)
{
    size_t count = builder->vocabularies.count;
    for (size_t i = 0; i < count; i++)
        if (strcmp(builder->form->vocabularies[i].id, id) == 0)
            return &builder->form->vocabularies[i];
    const char **names = memory_allocate((count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = builder->form->vocabularies[i].id;
    char *hint = form_suggest(builder, id, names, count);
    form_report(builder, place.source, place.node, "there is no vocabulary `%s`%s", id, hint);
    free(hint);
    free(names);
    return NULL;
}

struct vocabulary *form_read_choices(struct form_builder *builder, struct form_place place)
{
    if (node_kind(place.node) == NODE_SCALAR) {
        const char *id = form_read_text(builder, place, "choices");
        return id != NULL ? find_vocabulary(builder, place, id) : NULL;
    }
    struct vocabulary *vocabulary =
        &builder->form->vocabularies[builder->form->vocabulary_count++];
    vocabulary->id = memory_copy_string("");
    read_entries(builder, place, vocabulary);
    return vocabulary;
}
