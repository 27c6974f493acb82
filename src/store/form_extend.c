/* Declarations of a form and of those it extends, put together: vocabularies by name, rules and
 * fields by id are replaced whole; sections are filled up; `after` says where something stands. */
#include "form_internal.h"

#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

enum { NOWHERE = -1 };

/* Where `after` wants something: the index behind the named one, 0 for "", `count` without `after`.
 * An id that nothing has is reported; the thing then goes last. */
static size_t find_place_after(struct form_builder *builder, struct form_place map,
                               const char *const *ids, size_t count)
{
    struct form_place after = form_child(map, "after");
    const char *id = after.node != NULL ? form_read_text(builder, after, "after") : NULL;
    if (id == NULL)
        return count;
    if (*id == '\0')
        return 0;
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return i + 1;
    char *hint = form_suggest(builder, id, ids, count);
    form_report(builder, after.source, after.node, "`after` names nothing here: \"%s\"%s", id,
                hint);
    free(hint);
    return count;
}

/* Move an item of an array so that it stands where `target` was before the move. */
static void move_item(void *items, size_t size, size_t from, size_t target)
{
    char *bytes = items;
    char *item = memory_copy_bytes(bytes + from * size, size);
    if (target > from) {
        target--;
        memmove(bytes + from * size, bytes + (from + 1) * size, (target - from) * size);
    } else {
        memmove(bytes + (target + 1) * size, bytes + target * size, (from - target) * size);
    }
    memcpy(bytes + target * size, item, size);
    free(item);
}

static long find_field(const struct section_declaration *section, const char *id)
{
    for (size_t i = 0; i < section->field_count; i++)
        if (strcmp(section->fields[i].id, id) == 0)
            return (long)i;
    return NOWHERE;
}

static void place_field(struct form_builder *builder, struct section_declaration *section,
                        size_t index)
{
    if (form_child(section->fields[index].place, "after").node == NULL)
        return;
    const char **ids = memory_allocate((section->field_count + 1) * sizeof *ids);
    for (size_t i = 0; i < section->field_count; i++)
        ids[i] = section->fields[i].id;
    size_t target = find_place_after(builder, section->fields[index].place, ids,
                                     section->field_count);
    move_item(section->fields, sizeof *section->fields, index, target);
    free(ids);
}

static void extend_field(struct form_builder *builder, struct section_declaration *section,
                         struct form_place place)
{
    if (!form_check_map(builder, place, "a field", NULL, 0))
        return;
    const char *id = form_read_id(builder, place, "a field");
    if (id == NULL)
        return;
    long found = find_field(section, id);
    if (found == NOWHERE) {
        section->fields = memory_grow(section->fields, &section->field_capacity,
                                      section->field_count, sizeof *section->fields);
        found = (long)section->field_count++;
        builder->field_count++;
    } else if (section->fields[found].place.source == place.source) {
        form_report(builder, place.source, form_child(place, "id").node,
                    "section `%s` has two fields `%s`", section->id, id);
        return;
    }
    section->fields[found] = (struct field_declaration){id, place};
    place_field(builder, section, (size_t)found);
}

static void extend_fields(struct form_builder *builder, struct section_declaration *section,
                          struct form_place place)
{
    struct form_place fields = form_child(place, "fields");
    if (fields.node == NULL || !form_check_list(builder, fields, "`fields`"))
        return;
    size_t count = node_count(fields.node);
    for (size_t i = 0; i < count; i++) {
        if (builder->field_count >= FORM_FIELD_LIMIT) {
            form_report(builder, fields.source, node_item(fields.node, i),
                        "the form has more than %d fields", FORM_FIELD_LIMIT);
            return;
        }
        extend_field(builder, section,
                     (struct form_place){fields.source, node_item(fields.node, i)});
    }
}

static long find_section(const struct form_builder *builder, const char *id)
{
    for (size_t i = 0; i < builder->section_count; i++)
        if (strcmp(builder->sections[i].id, id) == 0)
            return (long)i;
    return NOWHERE;
}

static void place_section(struct form_builder *builder, size_t index, struct form_place place)
{
    if (form_child(place, "after").node == NULL)
        return;
    const char **ids = memory_allocate((builder->section_count + 1) * sizeof *ids);
    for (size_t i = 0; i < builder->section_count; i++)
        ids[i] = builder->sections[i].id;
    size_t target = find_place_after(builder, place, ids, builder->section_count);
    move_item(builder->sections, sizeof *builder->sections, index, target);
    free(ids);
}

/* The section of this id, made if need be; NULL if it stands twice in one form. */
static struct section_declaration *find_or_add_section(struct form_builder *builder,
                                                       struct form_place place, const char *id)
{
    long found = find_section(builder, id);
    if (found == NOWHERE) {
        builder->sections = memory_grow(builder->sections, &builder->section_capacity,
                                        builder->section_count, sizeof *builder->sections);
        found = (long)builder->section_count++;
        builder->sections[found] = (struct section_declaration){.id = id, .place = place};
    } else if (builder->sections[found].touched == place.source) {
        form_report(builder, place.source, form_child(place, "id").node,
                    "the form has two sections `%s`", id);
        return NULL;
    }
    builder->sections[found].touched = place.source;
    return &builder->sections[found];
}

static void extend_section(struct form_builder *builder, struct form_place place)
{
    static const char *const keys[] = {"id", "title", "help", "after", "fields"};
    if (!form_check_map(builder, place, "a section", keys, sizeof keys / sizeof *keys))
        return;
    const char *id = form_read_id(builder, place, "a section");
    if (id == NULL)
        return;
    if (engine_owns_key(id)) {
        form_report(builder, place.source, form_child(place, "id").node,
                    "`%s` belongs to the program; give the section another id", id);
        return;
    }
    struct section_declaration *section = find_or_add_section(builder, place, id);
    if (section == NULL)
        return;
    struct form_place title = form_child(place, "title");
    struct form_place help = form_child(place, "help");
    if (title.node != NULL)
        section->title = title;
    if (help.node != NULL)
        section->help = help;
    extend_fields(builder, section, place);
    place_section(builder, (size_t)(section - builder->sections), place);
}

static void extend_sections(struct form_builder *builder, struct form_place root)
{
    struct form_place sections = form_child(root, "sections");
    if (sections.node == NULL || !form_check_list(builder, sections, "`sections`"))
        return;
    size_t count = node_count(sections.node);
    if (count > FORM_SECTION_LIMIT) {
        form_report(builder, sections.source, sections.node, "the form has more than %d sections",
                    FORM_SECTION_LIMIT);
        return;
    }
    for (size_t i = 0; i < count; i++)
        extend_section(builder,
                       (struct form_place){sections.source, node_item(sections.node, i)});
}

/* Returns false if the same form has declared it before. */
static bool declare(struct named_declarations *named, const char *id, struct form_place place)
{
    for (size_t i = 0; i < named->count; i++) {
        if (strcmp(named->items[i].id, id) != 0)
            continue;
        if (named->items[i].place.source == place.source)
            return false;
        named->items[i].place = place;
        return true;
    }
    named->items = memory_grow(named->items, &named->capacity, named->count, sizeof *named->items);
    named->items[named->count++] = (struct named_declaration){id, place};
    return true;
}

static void extend_vocabularies(struct form_builder *builder, struct form_place root)
{
    struct form_place map = form_child(root, "vocabularies");
    if (map.node == NULL || !form_check_map(builder, map, "`vocabularies`", NULL, 0))
        return;
    size_t count = node_count(map.node);
    for (size_t i = 0; i < count; i++) {
        struct form_place key = {map.source, node_key(map.node, i)};
        const char *id = form_read_text(builder, key, "a vocabulary's name");
        if (id == NULL || !form_check_id(builder, key, id))
            continue;
        if (!declare(&builder->vocabularies, id,
                     (struct form_place){map.source, node_item(map.node, i)}))
            form_report(builder, key.source, key.node, "the form has two vocabularies `%s`", id);
    }
}

static void extend_rules(struct form_builder *builder, struct form_place root)
{
    struct form_place rules = form_child(root, "rules");
    if (rules.node == NULL || !form_check_list(builder, rules, "`rules`"))
        return;
    size_t count = node_count(rules.node);
    if (count > FORM_RULE_LIMIT) {
        form_report(builder, rules.source, rules.node, "the form has more than %d rules",
                    FORM_RULE_LIMIT);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct form_place place = {rules.source, node_item(rules.node, i)};
        if (!form_check_map(builder, place, "a rule", NULL, 0))
            continue;
        const char *id = form_read_id(builder, place, "a rule");
        if (id != NULL && !declare(&builder->rules, id, place))
            form_report(builder, place.source, form_child(place, "id").node,
                        "the form has two rules `%s`", id);
    }
}

static void extend_identity(struct form_builder *builder, struct form_place root)
{
    static const char *const keys[IDENTITY_KEY_COUNT] = {"id", "aliases", "title", "status",
                                                         "columns", "on_call"};
    struct form_place map = form_child(root, "identity");
    if (map.node == NULL ||
        !form_check_map(builder, map, "`identity`", keys, IDENTITY_KEY_COUNT))
        return;
    for (size_t i = 0; i < IDENTITY_KEY_COUNT; i++) {
        struct form_place value = form_child(map, keys[i]);
        if (value.node != NULL)
            builder->identity[i] = value;
    }
}

static void check_name(struct form_builder *builder, struct form_place root)
{
    char *stem = path_stem(root.source->path);
    struct form_place place = form_child(root, "form");
    const char *name = place.node != NULL ? form_read_text(builder, place, "form") : NULL;
    if (place.node == NULL)
        form_report(builder, root.source, NULL, "a form begins with its name: `form: %s`", stem);
    else if (name != NULL && strcmp(name, stem) != 0)
        form_report(builder, place.source, place.node,
                    "the form is named \"%s\" but its file %s.yaml; make them equal", name, stem);
    free(stem);
}

bool form_extend(struct form_builder *builder, const struct form_source *source)
{
    static const char *const keys[] = {"form",         "version",  "title", "help", "extends",
                                       "identity",     "sections", "rules", "vocabularies"};
    struct form_place root = {source, form_source_root(source)};
    if (root.node == NULL) {
        form_report(builder, source, NULL, "the file is empty; a form begins with `form: NAME`");
        return false;
    }
    if (!form_check_map(builder, root, "a form", keys, sizeof keys / sizeof *keys))
        return false;
    check_name(builder, root);
    struct form_place version = form_child(root, "version");
    struct form_place title = form_child(root, "title");
    struct form_place help = form_child(root, "help");
    if (title.node != NULL)
        builder->title = title;
    if (help.node != NULL)
        builder->help = help;
    builder->version = version;
    extend_identity(builder, root);
    extend_vocabularies(builder, root);
    extend_sections(builder, root);
    extend_rules(builder, root);
    return true;
}
