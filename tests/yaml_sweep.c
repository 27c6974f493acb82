/* Every single edit of the YAML files that are named: right, or refused. Right is what libyaml's
 * loader says of the result, compared with a model that knows nothing of the edits' bytes; the
 * undo of each must give the old bytes. Files that do not open count as such.
 *
 *     yaml_sweep [-v] FILE...      SWEEP_NODES: how many nodes of a file are edited (default 400)
 */

#include "base/buffer.h"
#include "span_check.h"
#include "value_tree.h"
#include "yaml/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 80 };

struct sweep {
    const char *name;
    bool verbose;
    struct document *document;
    size_t section;
    struct buffer bytes;
    size_t nodes, wanted, step;
    struct step path[DEPTH];
    size_t files, unreadable, loader_refuses, edits, right, refused, wrong;
    bool quiet_model; /* the loader does not accept this file: only the undo is checked */
};

static bool equals_input(const struct sweep *sweep)
{
    size_t length = 0;
    const char *bytes = document_bytes(sweep->document, &length);
    return length == sweep->bytes.length &&
           memcmp(bytes, buffer_string(&sweep->bytes), length) == 0;
}

static void print_path(const struct sweep *sweep, size_t depth)
{
    printf("@%zu", sweep->section);
    for (size_t i = 0; i < depth; i++)
        printf("/%zu", sweep->path[i].index);
}

/* Compare the document with the expectation (NULL: there is none), then take the edit back. */
static void judge(struct sweep *sweep, const char *what, size_t depth, int result,
                  const struct error *error, struct value_file *expected)
{
    const char *problem = NULL;
    sweep->edits++;
    if (result != 0) {
        sweep->refused++;
        if (error->kind != ERROR_REFUSED || !equals_input(sweep))
            problem = "refused, but changed or with another kind of error";
        if (sweep->verbose) {
            printf("%s: refused %s ", sweep->name, what);
            print_path(sweep, depth);
            printf(": %s\n", error->text);
        }
    } else if (expected != NULL) {
        size_t length = 0;
        const char *bytes = document_bytes(sweep->document, &length);
        struct value_file got = {0};
        if (!value_file_load(&got, bytes, length))
            problem = "the result cannot be loaded";
        else if (!value_file_equals(&got, expected))
            problem = "the result says something else";
        value_file_done(&got);
    }
    if (problem == NULL) {
        sweep->right += result == 0;
    } else {
        size_t length = 0;
        const char *bytes = document_bytes(sweep->document, &length);
        sweep->wrong++;
        printf("%s: WRONG %s ", sweep->name, what);
        print_path(sweep, depth);
        printf(": %s (%s)\n", problem, error->text);
        if (sweep->verbose)
            printf("%.*s\n--\n", (int)length, bytes);
    }
    document_rewind(sweep->document, 0);
    if (!equals_input(sweep)) {
        sweep->wrong++;
        printf("%s: WRONG undo of %s\n", sweep->name, what);
    }
}

static struct value_file *load_model(struct sweep *sweep, struct value_file *file)
{
    if (sweep->quiet_model)
        return NULL;
    return value_file_load(file, buffer_string(&sweep->bytes), sweep->bytes.length) ? file : NULL;
}

static const struct node *find_node(const struct sweep *sweep, size_t depth)
{
    const struct node *node = document_root(sweep->document);
    for (size_t i = 0; i < depth; i++)
        node = node_item(node, sweep->path[i].index);
    return node;
}

static bool is_alias(const struct node *node)
{
    return (node_flags(node) & NODE_LINKED) != 0;
}

/* A map that is set keeps keys that no content can have: <<, and keys that are no text. */
static bool keeps_keys(const struct node *node, const struct content *content)
{
    if (content->kind != CONTENT_MAP || node_kind(node) != NODE_MAPPING)
        return false;
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *key = node_key(node, i);
        if (is_alias(key) || node_kind(key) == NODE_SEQUENCE || node_kind(key) == NODE_MAPPING ||
            strcmp(node_text(key, NULL), "<<") == 0)
            return true;
    }
    return false;
}

static bool has_tags(const struct value *value)
{
    size_t slots = value->kind == VALUE_MAP ? value->count * 2 : value->count;
    bool found = value->tag != NULL;
    for (size_t i = 0; i < slots && !found; i++)
        found = has_tags(value->items[i]);
    return found;
}

/* Entries that are changed in place keep their tags and anchors, which the model does not tell. */
static bool keeps_properties(struct sweep *sweep, struct value_file *model, size_t depth)
{
    const char *bytes = buffer_string(&sweep->bytes);
    return memchr(bytes, '&', sweep->bytes.length) != NULL ||
           has_tags(*value_find_slot(model, sweep->section, sweep->path, depth));
}

static void try_set(struct sweep *sweep, size_t depth, const struct content *content)
{
    struct error error = {0};
    struct value_file file = {0};
    struct value_file *model = load_model(sweep, &file);
    const struct node *node = find_node(sweep, depth);
    bool alias = is_alias(node);
    bool parts = content->count > 0 && model != NULL && keeps_properties(sweep, model, depth);
    if (!alias && (keeps_keys(node, content) || parts)) {
        value_file_done(&file);
        model = NULL;
    }
    int result = document_set(sweep->document, sweep->path, depth, content, &error);
    bool changed = document_mark(sweep->document) > 0;
    if (model != NULL && result == 0 && changed)
        value_replace(model, value_find_slot(model, sweep->section, sweep->path, depth), alias,
                      content);
    judge(sweep, "set", depth, result, &error, model);
    value_file_done(&file);
}

static void try_remove(struct sweep *sweep, size_t depth)
{
    struct error error = {0};
    struct value_file file = {0};
    struct value_file *model = load_model(sweep, &file);
    int result = document_remove(sweep->document, sweep->path, depth, &error);
    if (model != NULL)
        value_remove(*value_find_slot(model, sweep->section, sweep->path, depth - 1),
                     sweep->path[depth - 1].index);
    judge(sweep, "remove", depth, result, &error, model);
    value_file_done(&file);
}

static void try_insert(struct sweep *sweep, size_t depth, size_t position,
                       const struct content *content)
{
    struct error error = {0};
    struct value_file file = {0};
    struct value_file *model = load_model(sweep, &file);
    const struct node *node = find_node(sweep, depth);
    bool map = node_kind(node) == NODE_MAPPING;
    int result = 0;
    if (map) {
        const char *order[2] = {"new key", NULL};
        if (position > 0)
            order[1] = order[0];
        const struct node *beside =
            node_count(node) > 0 ? node_key(node, position > 0 ? position - 1 : 0) : NULL;
        if (beside == NULL || node_kind(beside) != NODE_SCALAR || is_alias(beside) ||
            (node_flags(beside) & NODE_DUPLICATE) != 0) {
            value_file_done(&file);
            return;
        }
        order[position > 0 ? 0 : 1] = node_text(beside, NULL);
        result =
            document_put(sweep->document, sweep->path, depth, "new key", content, order, 2, &error);
    } else {
        result = document_insert(sweep->document, sweep->path, depth, position, content, &error);
    }
    if (model != NULL)
        value_insert(model, *value_find_slot(model, sweep->section, sweep->path, depth), position,
                     map ? "new key" : NULL, content);
    judge(sweep, "insert", depth, result, &error, model);
    value_file_done(&file);
}

static void try_move(struct sweep *sweep, size_t depth, size_t from, size_t to)
{
    struct error error = {0};
    struct value_file file = {0};
    struct value_file *model = load_model(sweep, &file);
    int result = document_move(sweep->document, sweep->path, depth, from, to, &error);
    if (model != NULL)
        value_move(*value_find_slot(model, sweep->section, sweep->path, depth), from, to);
    judge(sweep, "move", depth, result, &error, model);
    value_file_done(&file);
}

static const struct content row_items[] = {{.kind = CONTENT_TEXT, .text = "one: two"},
                                           {.kind = CONTENT_TEXT, .text = "l1\n\n  l2\n"}};
static const char *const row_keys[] = {"k1", "k 2"};
static const struct content contents[] = {
    {.kind = CONTENT_TEXT, .text = "new text"},
    {.kind = CONTENT_TEXT, .text = "no"},
    {.kind = CONTENT_TEXT, .text = "l1\nl2\n"},
    {.kind = CONTENT_TEXT, .text = "  l1\n\n l2"},
    {.kind = CONTENT_TEXT, .text = ""},
    {.kind = CONTENT_TEXT, .text = "tab\tand 'quote\" # ü"},
    {.kind = CONTENT_PLAIN, .text = "2025-01-01"},
    {.kind = CONTENT_LIST, .items = row_items, .count = 2},
    {.kind = CONTENT_MAP, .items = row_items, .keys = row_keys, .count = 2},
};
enum { CONTENTS = sizeof contents / sizeof contents[0] };

static void try_collection(struct sweep *sweep, size_t depth, size_t count)
{
    size_t gap = count > 6 ? count / 6 : 1;
    for (size_t i = 0; i <= count; i += i + gap > count && i < count ? count - i : gap) {
        try_insert(sweep, depth, i, &contents[0]);
        try_insert(sweep, depth, i, &contents[2]);
        try_insert(sweep, depth, i, &contents[CONTENTS - 1]);
    }
    for (size_t i = 0; i + 1 < count; i += gap) {
        try_move(sweep, depth, i, i + 1);
        try_move(sweep, depth, i + 1, i);
    }
    if (count > 2) {
        try_move(sweep, depth, 0, count - 1);
        try_move(sweep, depth, count - 1, 0);
    }
}

static void try_node(struct sweep *sweep, size_t depth)
{
    const struct node *node = find_node(sweep, depth);
    bool linked = is_alias(node);
    enum node_kind kind = node_kind(node);
    size_t count = kind == NODE_SEQUENCE || kind == NODE_MAPPING ? node_count(node) : 0;
    if (sweep->nodes++ % sweep->step == 0) {
        for (size_t i = 0; i < CONTENTS; i++)
            try_set(sweep, depth, &contents[i]);
        if (depth > 0)
            try_remove(sweep, depth);
        if (!linked && (kind == NODE_SEQUENCE || kind == NODE_MAPPING))
            try_collection(sweep, depth, count);
    }
    for (size_t i = 0; !linked && i < count && depth + 1 < DEPTH; i++) {
        sweep->path[depth] = (struct step){.index = i};
        try_node(sweep, depth + 1);
    }
}

static size_t count_nodes(const struct node *node)
{
    size_t nodes = 1;
    if (is_alias(node) || (node_kind(node) != NODE_SEQUENCE && node_kind(node) != NODE_MAPPING))
        return 1;
    for (size_t i = 0; i < node_count(node); i++)
        nodes += count_nodes(node_item(node, i));
    return nodes;
}

static bool read_file(const char *path, struct buffer *out)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(out, chunk, size);
    fclose(file);
    return true;
}

static void sweep_file(struct sweep *sweep, const char *path)
{
    struct error error = {0};
    struct value_file model = {0};
    sweep->name = path;
    sweep->files++;
    if (!read_file(path, &sweep->bytes) ||
        document_open(path, buffer_string(&sweep->bytes), sweep->bytes.length, &sweep->document,
                      &error) != 0) {
        sweep->unreadable++;
        if (sweep->verbose)
            printf("%s\n", error.text);
        buffer_done(&sweep->bytes);
        return;
    }
    sweep->quiet_model =
        !value_file_load(&model, buffer_string(&sweep->bytes), sweep->bytes.length);
    sweep->loader_refuses += sweep->quiet_model;
    value_file_done(&model);
    if (!equals_input(sweep)) {
        sweep->wrong++;
        printf("%s: WRONG no-op\n", path);
    }
    for (size_t i = 0; i < document_count(sweep->document); i++) {
        document_select(sweep->document, i);
        sweep->section = i;
        sweep->nodes = 0;
        sweep->step = count_nodes(document_root(sweep->document)) / sweep->wanted + 1;
        try_node(sweep, 0);
    }
    document_close(sweep->document);
    buffer_done(&sweep->bytes);
}

int main(int count, char **arguments)
{
    const char *nodes = getenv("SWEEP_NODES");
    struct sweep sweep = {.wanted = nodes != NULL ? strtoul(nodes, NULL, 10) : 400};
    for (int i = 1; i < count; i++) {
        if (strcmp(arguments[i], "-v") == 0)
            sweep.verbose = true;
        else
            sweep_file(&sweep, arguments[i]);
    }
    printf("%zu files (%zu do not open, %zu without a second opinion), %zu edits: %zu right, "
           "%zu refused, %zu wrong\n",
           sweep.files, sweep.unreadable, sweep.loader_refuses, sweep.edits, sweep.right,
           sweep.refused, sweep.wrong);
    return sweep.wrong > 0;
}
