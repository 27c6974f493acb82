/* Fuzz target of the YAML floor: whatever the bytes are, the file opens or is an error with a
 * place; the scanner reads it as libyaml does; its spans hold; edits of random places are right or refused, and can be taken back.
 * The places follow from the bytes, so that plain YAML files make the corpus. */

#include "edit_trial.h"
#include "random_yaml.h"
#include "scan_trial.h"
#include "span_check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EDITS = 6, LARGE = 16384 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void die(const char *problem, const struct trial *trial)
{
    fprintf(stderr, "BROKEN: %s (%s @%zu, %zu steps, %zu %zu)\n", problem, trial_name(trial->kind),
            trial->section, trial->depth, trial->from, trial->to);
    abort();
}

static void choose(struct trial *trial, struct random *random)
{
    const struct node *node = document_root(trial->document);
    trial->depth = 0;
    while (trial_has_entries(node) && trial->depth < TRIAL_DEPTH && random_below(random, 4) > 0) {
        size_t index = random_below(random, node_count(node));
        trial->path[trial->depth++] = (struct step){.index = index};
        node = node_item(node, index);
    }
    size_t count = trial_has_entries(node) ? node_count(node) : 0;
    trial->content = &trial_contents[random_below(random, trial_content_count)];
    trial->kind = (enum trial_kind)random_below(random, 4);
    trial->from = count > 0 ? random_below(random, count) : 0;
    trial->to = count > 0 ? random_below(random, count + (trial->kind == TRIAL_INSERT)) : 0;
    if (count == 0 && (trial->kind == TRIAL_INSERT || trial->kind == TRIAL_MOVE))
        trial->kind = TRIAL_SET;
    if (trial->depth == 0 && trial->kind == TRIAL_REMOVE)
        trial->kind = TRIAL_SET;
}

static void edit(struct document *document, uint64_t seed)
{
    struct random random = {seed};
    struct trial trial = {.document = document};
    size_t offset = 0;
    size_t length = 0;
    const char *problem = span_check(document, &offset);
    if (problem != NULL)
        die(problem, &trial);
    for (int i = 0; i < EDITS && document_count(document) > 0; i++) {
        (void)document_bytes(document, &length);
        if (length > LARGE)
            break;
        trial.section = random_below(&random, document_count(document));
        trial.keep = random_below(&random, 2) == 0;
        document_select(document, trial.section);
        choose(&trial, &random);
        trial_run(&trial);
        if (trial.problem != NULL)
            die(trial.problem, &trial);
    }
    document_rewind(document, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct document *document = NULL;
    struct error error = {0};
    uint64_t seed = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        seed = (seed ^ bytes[i]) * UINT64_C(1099511628211);
    const struct trial none = {0};
    const char *difference = scan_trial((const char *)bytes, length, NULL);
    if (difference != NULL)
        die(difference, &none);
    if (document_open("f", (const char *)bytes, length, &document, &error) != 0) {
        size_t line = 0;
        size_t column = 0;
        if (sscanf(error.text, "f:%zu:%zu: ", &line, &column) != 2 || line == 0 || column == 0)
            die("an error without a place", &none);
        return 0;
    }
    edit(document, seed);
    size_t after = 0;
    const char *back = document_bytes(document, &after);
    if (after != length || (length > 0 && memcmp(back, bytes, length) != 0))
        die("the way back does not end where it began", &none);
    document_close(document);
    return 0;
}
