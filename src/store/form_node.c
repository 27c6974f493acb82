#include "form_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *kind_name(const struct node *node)
{
    switch (node_kind(node)) {
    case NODE_EMPTY:
        return "nothing";
    case NODE_SCALAR:
        return "a text";
    case NODE_SEQUENCE:
        return "a list";
    case NODE_MAPPING:
        return "a map";
    }
    return "something else";
}

static void check_key(struct form_builder *builder, struct form_place map, size_t index,
                      const char *what, const char *const *keys, size_t key_count)
{
    const struct node *key = node_key(map.node, index);
    const char *text = node_text(key, NULL);
    if (strcmp(text, "<<") == 0)
        return; /* what it merges is found through form_child() */
    if (node_kind(key) != NODE_SCALAR) {
        form_report(builder, map.source, key, "a key of %s must be a text", what);
        return;
    }
    for (size_t i = 0; i < key_count; i++) {
        if (keys[i] != NULL && strcmp(text, keys[i]) == 0) {
            if ((node_flags(key) & NODE_DUPLICATE) != 0)
                form_report(builder, map.source, key, "`%s` stands twice; keep one of them", text);
            return;
        }
    }
    char *hint = form_suggest(builder, text, keys, key_count);
    form_report(builder, map.source, key, "%s has no key `%s`%s", what, text, hint);
    free(hint);
}

bool form_check_map(struct form_builder *builder, struct form_place place, const char *what,
                    const char *const *keys, size_t key_count)
{
    if (node_kind(place.node) != NODE_MAPPING) {
        form_report(builder, place.source, place.node, "%s must be a map of keys, not %s", what,
                    kind_name(place.node));
        return false;
    }
    size_t count = node_count(place.node);
    if (count > FORM_KEY_LIMIT) {
        form_report(builder, place.source, place.node, "%s has more than %d keys", what,
                    FORM_KEY_LIMIT);
        return false;
    }
    for (size_t i = 0; keys != NULL && i < count; i++)
        check_key(builder, place, i, what, keys, key_count);
    return true;
}

bool form_check_list(struct form_builder *builder, struct form_place place, const char *what)
{
    if (node_kind(place.node) == NODE_SEQUENCE)
        return true;
    form_report(builder, place.source, place.node, "%s must be a list, not %s", what,
                kind_name(place.node));
    return false;
}

struct form_place form_child(struct form_place place, const char *key)
{
    const struct node *node = NULL;
    if (place.node != NULL && node_kind(place.node) == NODE_MAPPING)
        node = node_find(place.node, key);
    if (node != NULL && node_kind(node) == NODE_EMPTY)
        node = NULL;
    return (struct form_place){place.source, node};
}

const char *form_read_text(struct form_builder *builder, struct form_place place, const char *key)
{
    if (node_kind(place.node) != NODE_SCALAR) {
        form_report(builder, place.source, place.node, "`%s` must be a text, not %s", key,
                    kind_name(place.node));
        return NULL;
    }
    size_t length = 0;
    const char *text = node_text(place.node, &length);
    if (length > FORM_TEXT_LIMIT) {
        form_report(builder, place.source, place.node, "`%s` is longer than %d bytes", key,
                    FORM_TEXT_LIMIT);
        return NULL;
    }
    if (strlen(text) != length) {
        form_report(builder, place.source, place.node, "`%s` holds a NUL character", key);
        return NULL;
    }
    return text;
}

const char *form_read_text_at(struct form_builder *builder, struct form_place map, const char *key)
{
    struct form_place place = form_child(map, key);
    return place.node != NULL ? form_read_text(builder, place, key) : NULL;
}

char *form_copy_text_at(struct form_builder *builder, struct form_place map, const char *key)
{
    const char *text = form_read_text_at(builder, map, key);
    return text != NULL ? memory_copy_string(text) : NULL;
}

bool form_read_boolean(struct form_builder *builder, struct form_place place, const char *key)
{
    const char *text = form_read_text(builder, place, key);
    if (text == NULL || strcmp(text, "false") == 0)
        return false;
    if (strcmp(text, "true") != 0)
        form_report(builder, place.source, place.node, "`%s` is true or false, not \"%s\"", key,
                    text);
    return strcmp(text, "true") == 0;
}

size_t form_read_count(struct form_builder *builder, struct form_place place, const char *key)
{
    const char *text = form_read_text(builder, place, key);
    if (text == NULL)
        return 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 9 || text[digits] != '\0' || strtoul(text, NULL, 10) == 0) {
        form_report(builder, place.source, place.node, "`%s` is a number from 1, not \"%s\"", key,
                    text);
        return 0;
    }
    return strtoul(text, NULL, 10);
}

/* A decimal number without regard to the locale, whose decimal point may be a comma. */
static bool parse_number(const char *text, double *number)
{
    double sign = *text == '-' ? -1 : 1;
    text += *text == '-' || *text == '+';
    double value = 0;
    double scale = 1;
    size_t digits = 0;
    for (; *text >= '0' && *text <= '9'; text++, digits++)
        value = value * 10 + (*text - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9'; text++, digits++) {
            value = value * 10 + (*text - '0');
            scale *= 10;
        }
    *number = sign * value / scale;
    return digits > 0 && digits <= 15 && *text == '\0';
}

bool form_read_number(struct form_builder *builder, struct form_place place, const char *key,
                      double *number)
{
    const char *text = form_read_text(builder, place, key);
    if (text == NULL)
        return false;
    if (parse_number(text, number))
        return true;
    form_report(builder, place.source, place.node,
                "`%s` is a number such as 10 or -0.5, not \"%s\"", key, text);
    return false;
}

void form_read_texts(struct form_builder *builder, struct form_place place, const char *key,
                     bool or_one, struct strings *strings)
{
    bool one = or_one && node_kind(place.node) == NODE_SCALAR;
    if (!one && !form_check_list(builder, place, key))
        return;
    size_t count = one ? 1 : node_count(place.node);
    strings->items = memory_resize(strings->items, strings->count + count + 1,
                                   sizeof *strings->items);
    for (size_t i = 0; i < count; i++) {
        struct form_place item = {place.source, one ? place.node : node_item(place.node, i)};
        const char *text = form_read_text(builder, item, key);
        if (text != NULL)
            strings->items[strings->count++] = memory_copy_string(text);
    }
}

bool form_check_id(struct form_builder *builder, struct form_place place, const char *text)
{
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789_-");
    bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
    if (letter && length <= 64 && text[length] == '\0')
        return true;
    form_report(builder, place.source, place.node,
                "\"%s\" is no id; use a letter, then letters, digits, _ and -, 64 at most", text);
    return false;
}

const char *form_read_id(struct form_builder *builder, struct form_place map, const char *what)
{
    struct form_place place = form_child(map, "id");
    if (place.node == NULL) {
        form_report(builder, map.source, map.node, "%s needs an `id`", what);
        return NULL;
    }
    const char *text = form_read_text(builder, place, "id");
    return text != NULL && form_check_id(builder, place, text) ? text : NULL;
}
