/* Every single edit of the YAML files that are named: right, or refused (edit_trial.h). Files that
 * do not open count as such.
 *
 *     yaml_sweep [-v] FILE...      SWEEP_NODES: how many nodes of a file are edited (default 400)
 */

#include "base/buffer.h"
#include "edit_trial.h"
#include "span_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sweep {
    const char *name;
    bool verbose;
    struct trial trial;
    size_t nodes, wanted, step;
    size_t files, unreadable, edits, right, refused, wrong;
};

static void print_trial(const struct sweep *sweep, const char *what, const char *why)
{
    const struct trial *trial = &sweep->trial;
    printf("%s: %s %s @%zu", sweep->name, what, trial_name(trial->kind), trial->section);
    for (size_t i = 0; i < trial->depth; i++)
        printf("/%zu", trial->path[i].index);
    printf(" %zu %zu: %s\n", trial->from, trial->to, why);
}

static void try_edit(struct sweep *sweep, enum trial_kind kind, const struct content *content,
                     size_t from, size_t to)
{
    struct trial *trial = &sweep->trial;
    trial->kind = kind;
    trial->content = content;
    trial->from = from;
    trial->to = to;
    trial_run(trial);
    sweep->edits++;
    if (trial->problem != NULL) {
        sweep->wrong++;
        print_trial(sweep, "WRONG", trial->problem);
        document_rewind(trial->document, 0);
        return;
    }
    sweep->right += !trial->refused;
    sweep->refused += trial->refused;
    if (trial->refused && sweep->verbose)
        print_trial(sweep, "refused", trial->error.text);
}

static void try_collection(struct sweep *sweep, size_t count)
{
    size_t gap = count > 6 ? count / 6 : 1;
    for (size_t i = 0; i <= count; i += i + gap > count && i < count ? count - i : gap) {
        try_edit(sweep, TRIAL_INSERT, &trial_contents[0], 0, i);
        try_edit(sweep, TRIAL_INSERT, &trial_contents[2], 0, i);
        try_edit(sweep, TRIAL_INSERT, &trial_contents[trial_content_count - 1], 0, i);
    }
    for (size_t i = 0; i + 1 < count; i += gap) {
        try_edit(sweep, TRIAL_MOVE, NULL, i, i + 1);
        try_edit(sweep, TRIAL_MOVE, NULL, i + 1, i);
    }
    if (count > 2) {
        try_edit(sweep, TRIAL_MOVE, NULL, 0, count - 1);
        try_edit(sweep, TRIAL_MOVE, NULL, count - 1, 0);
    }
}

static void try_node(struct sweep *sweep)
{
    struct trial *trial = &sweep->trial;
    const struct node *node = trial_find(trial->document, trial->path, trial->depth);
    bool linked = (node_flags(node) & NODE_LINKED) != 0;
    bool collection = node_kind(node) == NODE_SEQUENCE || node_kind(node) == NODE_MAPPING;
    size_t count = node_count(node);
    if (sweep->nodes++ % sweep->step == 0) {
        for (size_t i = 0; i < trial_content_count; i++)
            try_edit(sweep, TRIAL_SET, &trial_contents[i], 0, 0);
        if (trial->depth > 0)
            try_edit(sweep, TRIAL_REMOVE, NULL, 0, 0);
        if (!linked && collection)
            try_collection(sweep, count);
    }
    for (size_t i = 0; !linked && i < count && trial->depth < TRIAL_DEPTH; i++) {
        trial->path[trial->depth++] = (struct step){.index = i};
        try_node(sweep);
        trial->depth--;
    }
}

static size_t count_nodes(const struct node *node)
{
    size_t nodes = 1;
    for (size_t i = 0; trial_has_entries(node) && i < node_count(node); i++)
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

static void sweep_documents(struct sweep *sweep, const struct buffer *input)
{
    struct document *document = sweep->trial.document;
    size_t offset = 0;
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    const char *problem = span_check(document, &offset);
    if (length != input->length || memcmp(bytes, buffer_string(input), length) != 0)
        problem = "opening changed the bytes";
    if (problem != NULL) {
        sweep->wrong++;
        printf("%s: WRONG at byte %zu: %s\n", sweep->name, offset, problem);
        return;
    }
    for (size_t i = 0; i < document_count(document); i++) {
        document_select(document, i);
        sweep->trial.section = i;
        sweep->nodes = 0;
        sweep->step = count_nodes(document_root(document)) / sweep->wanted + 1;
        try_node(sweep);
    }
}

static void sweep_file(struct sweep *sweep, const char *path)
{
    struct error error = {0};
    struct buffer input = {0};
    sweep->name = path;
    sweep->trial = (struct trial){0};
    sweep->files++;
    if (read_file(path, &input) && document_open(path, buffer_string(&input), input.length,
                                                 &sweep->trial.document, &error) == 0) {
        sweep_documents(sweep, &input);
        document_close(sweep->trial.document);
    } else {
        sweep->unreadable++;
        if (sweep->verbose)
            printf("%s\n", error.text);
    }
    buffer_done(&input);
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
    printf("%zu files (%zu do not open), %zu edits: %zu right, %zu refused, %zu wrong\n",
           sweep.files, sweep.unreadable, sweep.edits, sweep.right, sweep.refused, sweep.wrong);
    return sweep.wrong > 0;
}
