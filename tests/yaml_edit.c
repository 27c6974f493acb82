/* The edits of the YAML floor on a command line: yaml_edit FILE set|put|add|del|move|check ...
 * prints the new file. Exit status 0 done, 3 refused, 4 the file cannot be opened for editing.
 *
 *     set PATH TEXT          put PATH KEY TEXT ORDER       add PATH INDEX =TEXT | k=v ...
 *     del PATH               move PATH FROM TO             check
 *
 * PATH is /key/0/key; @1/a addresses the second document; / is the root. */

#include "base/buffer.h"
#include "yaml/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DONE = 0, USAGE = 2, REFUSED = 3, UNREADABLE = 4 };

enum { STEPS = 128, ITEMS = 256 };

struct path {
    struct step steps[STEPS];
    size_t depth;
};

static int fail(int status, const char *text)
{
    fprintf(stderr, "%s\n", text);
    return status;
}

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
    struct content row = {.kind = CONTENT_MAP, .items = items, .keys = keys, .flow = true};
    for (char **argument = arguments + 1; *argument != NULL && row.count < ITEMS; argument++) {
        char *value = strchr(*argument, '=');
        if (value == NULL)
            return error_set(error, ERROR_REFUSED, "not k=v: %s", *argument);
        *value = '\0';
        keys[row.count] = *argument;
        items[row.count++] = (struct content){.kind = CONTENT_TEXT, .text = value + 1};
    }
    bool text = row.count == 1 && keys[0][0] == '\0';
    return document_insert(document, path->steps, path->depth, index, text ? &items[0] : &row,
                           error);
}

static int run(struct document *document, int count, char **arguments, struct error *error)
{
    static struct path path;
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

int main(int count, char **arguments)
{
    if (count < 3)
        return fail(USAGE, "usage: yaml_edit FILE set|put|add|del|move|check ...");
    struct buffer bytes = {0};
    FILE *file = fopen(arguments[1], "rb");
    if (file == NULL)
        return fail(UNREADABLE, "cannot open the file");
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(&bytes, chunk, size);
    fclose(file);
    struct document *document = NULL;
    struct error error = {0};
    if (document_open(arguments[1], buffer_string(&bytes), bytes.length, &document, &error) != 0) {
        buffer_done(&bytes);
        return fail(UNREADABLE, error.text);
    }
    buffer_done(&bytes);
    int status = DONE;
    if (run(document, count - 2, arguments + 2, &error) != 0) {
        status = fail(REFUSED, error.text);
    } else {
        size_t length = 0;
        const char *result = document_bytes(document, &length);
        fwrite(result, 1, length, stdout);
    }
    document_close(document);
    return status;
}
