#include "edit_language.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 128, ITEMS = 256 };

struct path {
    struct step steps[STEPS];
    size_t depth;
};

static bool is_number(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

static const struct node *take_step(const struct node *node, const struct step *step)
{
    if (node == NULL)
        return NULL;
    if (step->key != NULL)
        return node_find(node, step->key);
    bool there = node_kind(node) == NODE_SEQUENCE && step->index < node_count(node);
    return there ? node_item(node, step->index) : NULL;
}

/* Split a path; what a number means depends on what it steps into. */
static bool parse_path(struct document *document, char *text, struct path *path)
{
    if (text[0] == '@') {
        size_t index = strtoul(text + 1, &text, 10);
        if (index >= document_count(document))
            return false;
        document_select(document, index);
    }
    const struct node *node = document_root(document);
    bool more = *text == '/' && text[1] != '\0';
    while (more && path->depth < STEPS) {
        char *part = text + 1;
        text = part + strcspn(part, "/");
        more = *text == '/';
        *text = '\0';
        struct step step = {.key = part};
        if (node != NULL && node_kind(node) != NODE_MAPPING && is_number(part))
            step = (struct step){.index = strtoul(part, NULL, 10)};
        path->steps[path->depth++] = step;
        node = take_step(node, &step);
    }
    return true;
}

static int run_set(struct document *document, const struct path *path, char **arguments,
                   struct error *error)
{
    struct content text = {.kind = CONTENT_TEXT, .text = arguments[0]};
    const struct node *node = document_root(document);
    for (size_t i = 0; node != NULL && i < path->depth; i++)
        node = take_step(node, &path->steps[i]);
    if (node != NULL && (node_flags(node) & NODE_INHERITED) != 0)
        return error_set(error, ERROR_REFUSED, "inherited, not there: put overrides it");
    return document_set(document, path->steps, path->depth, &text, error);
}

static int run_put(struct document *document, const struct path *path, char **arguments,
                   struct error *error)
{
    struct content text = {.kind = CONTENT_TEXT, .text = arguments[1]};
    const char *order[ITEMS];
    size_t count = 0;
    for (char *key = strtok(arguments[2], ","); key != NULL && count < ITEMS;
         key = strtok(NULL, ","))
        order[count++] = key;
    if (document_root(document) == NULL)
        return error_set(error, ERROR_REFUSED, "the file has no document");
    return document_put(document, path->steps, path->depth, arguments[0], &text, order, count,
                        error);
}

static int run_add(struct document *document, const struct path *path, char **arguments,
                   struct error *error)
{
    size_t index = strtoul(arguments[0], NULL, 10);
    struct content items[ITEMS];
    const char *keys[ITEMS];
    struct content row = {.kind = CONTENT_MAP, .items = items, .keys = keys};
    for (char **argument = arguments + 1; *argument != NULL && row.count < ITEMS; argument++) {
        char *value = strchr(*argument, '=');
        if (value == NULL)
            return error_set(error, ERROR_REFUSED, "not k=v: %s", *argument);
        *value = '\0';
        keys[row.count] = *argument;
        items[row.count++] = (struct content){.kind = CONTENT_TEXT, .text = value + 1};
    }
    /* Into [] or {} without entries: in flow style, as what is there. */
    const struct node *node = document_root(document);
    for (size_t i = 0; i < path->depth; i++)
        node = take_step(node, &path->steps[i]);
    row.flow = node != NULL && (node_flags(node) & NODE_FLOW) != 0;
    bool text = row.count == 1 && keys[0][0] == '\0';
    return document_insert(document, path->steps, path->depth, index, text ? &items[0] : &row,
                           error);
}

int edit_language_apply(struct document *document, int count, char **arguments, struct error *error)
{
    struct path path = {0};
    const char *command = arguments[0];
    if (strcmp(command, "check") == 0) {
        const struct node *root = document_root(document);
        const char *reason = root != NULL ? node_read_only_reason(root) : NULL;
        return reason != NULL ? error_set(error, ERROR_REFUSED, "%s", reason) : 0;
    }
    if (count < 2 || !parse_path(document, arguments[1], &path))
        return error_set(error, ERROR_REFUSED, "no such place");
    if (strcmp(command, "set") == 0 && count == 3)
        return run_set(document, &path, arguments + 2, error);
    if (strcmp(command, "put") == 0 && count == 5)
        return run_put(document, &path, arguments + 2, error);
    if (strcmp(command, "add") == 0 && count >= 4)
        return run_add(document, &path, arguments + 2, error);
    if (strcmp(command, "del") == 0 && count == 2)
        return document_remove(document, path.steps, path.depth, error);
    if (strcmp(command, "move") == 0 && count == 4)
        return document_move(document, path.steps, path.depth, strtoul(arguments[2], NULL, 10),
                             strtoul(arguments[3], NULL, 10), error);
    return error_set(error, ERROR_REFUSED, "unknown edit: %s", command);
}
