#include "value_tree.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

static struct value *add_value(struct value_file *file, enum value_kind kind)
{
    file->all = memory_grow(file->all, &file->all_capacity, file->all_count, sizeof *file->all);
    struct value *value = memory_allocate(sizeof *value);
    value->kind = kind;
    file->all[file->all_count++] = value;
    return value;
}

static size_t slots_of(const struct value *value)
{
    return value->kind == VALUE_MAP ? value->count * 2 : value->count;
}

/* Tags that the loader gives to whatever has none. */
static char *copy_tag(const yaml_node_t *node)
{
    static const char *const usual[] = {YAML_STR_TAG, YAML_SEQ_TAG, YAML_MAP_TAG};
    const char *tag = (const char *)node->tag;
    for (size_t i = 0; i < 3; i++) {
        if (tag == NULL || strcmp(tag, usual[i]) == 0)
            return NULL;
    }
    return memory_copy_string(tag);
}

/* Whether a YAML 1.1 or 1.2 reader may take the unquoted text for null, a boolean, a number or a
 * date. Written apart from the floor's own opinion. */
static bool is_typed(const char *text)
{
    static const char *const words[] = {"",    "~", "null", "true", "false", "yes",  "no",  "on",
                                        "off", "y", "n",    "<<",   "=",     ".inf", ".nan"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(text, words[i]) == 0)
            return true;
    }
    size_t sign = strspn(text, "+-");
    if (strcasecmp(text + sign, ".inf") == 0)
        return true;
    text += sign;
    text += *text == '.';
    return *text >= '0' && *text <= '9' &&
           strspn(text, "0123456789abcdefABCDEFxXoOtTzZ_:.,+- ") == strlen(text);
}

static struct value *copy_scalar(struct value_file *file, const yaml_node_t *node)
{
    struct value *value = add_value(file, VALUE_TEXT);
    value->length = node->data.scalar.length;
    value->text = memory_copy_bytes(node->data.scalar.value, value->length);
    value->typed = node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && is_typed(value->text);
    value->tag = copy_tag(node);
    return value;
}

static void link_children(const yaml_node_t *node, struct value **values, struct value *value)
{
    size_t at = 0;
    if (node->type == YAML_SEQUENCE_NODE) {
        value->count = (size_t)(node->data.sequence.items.top - node->data.sequence.items.start);
        value->items = memory_allocate(slots_of(value) * sizeof *value->items);
        for (yaml_node_item_t *item = node->data.sequence.items.start;
             item < node->data.sequence.items.top; item++)
            value->items[at++] = values[*item];
    } else if (node->type == YAML_MAPPING_NODE) {
        value->count = (size_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
        value->items = memory_allocate(slots_of(value) * sizeof *value->items);
        for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
             pair < node->data.mapping.pairs.top; pair++) {
            value->items[at++] = values[pair->key];
            value->items[at++] = values[pair->value];
        }
    }
}

static struct value *copy_document(struct value_file *file, yaml_document_t *document)
{
    size_t count = (size_t)(document->nodes.top - document->nodes.start);
    struct value **values = memory_allocate((count + 1) * sizeof *values);
    for (size_t i = 1; i <= count; i++) {
        const yaml_node_t *node = yaml_document_get_node(document, (int)i);
        if (node->type == YAML_SCALAR_NODE) {
            values[i] = copy_scalar(file, node);
            continue;
        }
        values[i] = add_value(file, node->type == YAML_SEQUENCE_NODE ? VALUE_LIST : VALUE_MAP);
        values[i]->tag = copy_tag(node);
    }
    for (size_t i = 1; i <= count; i++)
        link_children(yaml_document_get_node(document, (int)i), values, values[i]);
    struct value *root = values[1];
    free(values);
    return root;
}

bool value_file_load(struct value_file *file, const char *bytes, size_t length)
{
    *file = (struct value_file){0};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return false;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    size_t capacity = 0;
    bool loaded = false;
    for (;;) {
        yaml_document_t document;
        if (!yaml_parser_load(&parser, &document))
            break;
        bool last = yaml_document_get_root_node(&document) == NULL;
        if (!last) {
            file->roots =
                memory_grow(file->roots, &capacity, file->root_count, sizeof *file->roots);
            file->roots[file->root_count++] = copy_document(file, &document);
        }
        yaml_document_delete(&document);
        loaded = last;
        if (last)
            break;
    }
    yaml_parser_delete(&parser);
    if (!loaded)
        value_file_done(file);
    return loaded;
}

void value_file_done(struct value_file *file)
{
    for (size_t i = 0; i < file->all_count; i++) {
        free(file->all[i]->text);
        free(file->all[i]->tag);
        free(file->all[i]->items);
        free(file->all[i]);
    }
    free(file->all);
    free(file->roots);
    *file = (struct value_file){0};
}

/* Values of `a` that were met, and what they are in `b`: sharing must be the same. */
struct pairing {
    const struct value **a;
    const struct value **b;
    size_t count, capacity, other_capacity;
};

static bool is_shared(const struct value *value)
{
    return value->kind != VALUE_TEXT;
}

static bool equals(struct pairing *pairing, const struct value *a, const struct value *b)
{
    if (a->kind != b->kind || a->count != b->count || a->length != b->length ||
        (a->kind == VALUE_TEXT &&
         (a->typed != b->typed || memcmp(a->text, b->text, a->length) != 0)))
        return false;
    if ((a->tag == NULL) != (b->tag == NULL) || (a->tag != NULL && strcmp(a->tag, b->tag) != 0))
        return false;
    if (!is_shared(a))
        return true;
    for (size_t i = 0; i < pairing->count; i++) {
        if (pairing->a[i] == a || pairing->b[i] == b)
            return pairing->a[i] == a && pairing->b[i] == b;
    }
    pairing->a = memory_grow(pairing->a, &pairing->capacity, pairing->count, sizeof *pairing->a);
    pairing->b =
        memory_grow(pairing->b, &pairing->other_capacity, pairing->count, sizeof *pairing->b);
    pairing->a[pairing->count] = a;
    pairing->b[pairing->count++] = b;
    for (size_t i = 0; i < slots_of(a); i++) {
        if (!equals(pairing, a->items[i], b->items[i]))
            return false;
    }
    return true;
}

bool value_file_equals(const struct value_file *a, const struct value_file *b)
{
    struct pairing pairing = {0};
    bool same = a->root_count == b->root_count;
    for (size_t i = 0; same && i < a->root_count; i++)
        same = equals(&pairing, a->roots[i], b->roots[i]);
    free(pairing.a);
    free(pairing.b);
    return same;
}

struct value **value_find_slot(struct value_file *file, size_t root, const struct step *path,
                               size_t depth)
{
    struct value **slot = &file->roots[root];
    for (size_t i = 0; i < depth; i++) {
        struct value *value = *slot;
        size_t at = path[i].index;
        if (path[i].key != NULL) {
            for (at = 0; at < value->count; at++) {
                const struct value *key = value->items[at * 2];
                if (key->kind == VALUE_TEXT && strcmp(key->text, path[i].key) == 0)
                    break;
            }
        }
        if (value->kind == VALUE_TEXT || at >= value->count)
            return NULL;
        slot = &value->items[value->kind == VALUE_MAP ? at * 2 + 1 : at];
    }
    return slot;
}

/* Expected values carry no style: text is a string, typed values are plain. */
struct value *value_make(struct value_file *file, const struct content *content)
{
    if (content->kind == CONTENT_TEXT || content->kind == CONTENT_PLAIN) {
        struct value *value = add_value(file, VALUE_TEXT);
        value->length = strlen(content->text);
        value->text = memory_copy_string(content->text);
        value->typed = content->kind == CONTENT_PLAIN && is_typed(value->text);
        return value;
    }
    bool map = content->kind == CONTENT_MAP;
    struct value *value = add_value(file, map ? VALUE_MAP : VALUE_LIST);
    value->count = content->count;
    value->items = memory_allocate(slots_of(value) * sizeof *value->items);
    for (size_t i = 0; i < content->count; i++) {
        struct content key = {.kind = CONTENT_TEXT, .text = map ? content->keys[i] : ""};
        if (map)
            value->items[i * 2] = value_make(file, &key);
        value->items[map ? i * 2 + 1 : i] = value_make(file, &content->items[i]);
    }
    return value;
}

void value_replace(struct value_file *file, struct value **slot, bool alias,
                   const struct content *content)
{
    struct value *made = value_make(file, content);
    if (alias) {
        *slot = made;
        return;
    }
    struct value *value = *slot;
    struct value old = *value;
    free(made->tag);
    made->tag = value->tag;
    *value = *made;
    /* The husk of the new value takes what the old one owned. */
    old.tag = NULL;
    *made = old;
}

void value_insert(struct value_file *file, struct value *collection, size_t position,
                  const char *key, const struct content *content)
{
    size_t width = collection->kind == VALUE_MAP ? 2 : 1;
    size_t tail = (collection->count - position) * width;
    collection->items = memory_resize(collection->items, (collection->count + 1) * width,
                                      sizeof *collection->items);
    struct value **at = collection->items + position * width;
    memmove(at + width, at, tail * sizeof *at);
    if (key != NULL) {
        struct content text = {.kind = CONTENT_TEXT, .text = key};
        *at++ = value_make(file, &text);
    }
    *at = value_make(file, content);
    collection->count++;
}

void value_remove(struct value *collection, size_t position)
{
    size_t width = collection->kind == VALUE_MAP ? 2 : 1;
    struct value **at = collection->items + position * width;
    size_t tail = (collection->count - position - 1) * width;
    memmove(at, at + width, tail * sizeof *at);
    collection->count--;
}

void value_move(struct value *collection, size_t from, size_t to)
{
    size_t width = collection->kind == VALUE_MAP ? 2 : 1;
    struct value **items = collection->items;
    while (from != to) {
        size_t next = from < to ? from + 1 : from - 1;
        for (size_t i = 0; i < width; i++) {
            struct value *moved = items[from * width + i];
            items[from * width + i] = items[next * width + i];
            items[next * width + i] = moved;
        }
        from = next;
    }
}
