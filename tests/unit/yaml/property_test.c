/* Random edits of random files: each is right or refused (edit_trial.h), one after the other on the
 * same file, and the way back ends where it began. PROPERTY_FILES and PROPERTY_SEED ask for more
 * files and for others. */

#include "edit_trial.h"
#include "random_yaml.h"
#include "span_check.h"

#include "unit/unit.h"

enum { FILES = 300, EDITS = 12 };

static size_t number_from(const char *name, size_t fallback)
{
    const char *text = getenv(name);
    return text != NULL ? strtoul(text, NULL, 10) : fallback;
}

/* Walk down to a random node. */
static void choose_path(struct trial *trial, struct random *random)
{
    const struct node *node = document_root(trial->document);
    trial->depth = 0;
    while (trial_has_entries(node) && trial->depth < TRIAL_DEPTH && random_below(random, 5) > 0) {
        size_t index = random_below(random, node_count(node));
        trial->path[trial->depth++] = (struct step){.index = index};
        node = node_item(node, index);
    }
}

/* False if this kind of edit has no meaning there. */
static bool choose_edit(struct trial *trial, struct random *random)
{
    choose_path(trial, random);
    const struct node *node = trial_find(trial->document, trial->path, trial->depth);
    size_t count = node_count(node);
    bool entries = trial_has_entries(node);
    trial->content = &trial_contents[random_below(random, trial_content_count)];
    trial->kind = (enum trial_kind)random_below(random, 4);
    trial->from = entries ? random_below(random, count) : 0;
    switch (trial->kind) {
    case TRIAL_SET:
        return true;
    case TRIAL_REMOVE:
        return trial->depth > 0;
    case TRIAL_INSERT:
        trial->to = entries ? random_below(random, count + 1) : 0;
        return entries;
    case TRIAL_MOVE:
        trial->to = entries ? random_below(random, count) : 0;
        return entries;
    }
    return false;
}

static void show_failure(const struct trial *trial, size_t seed, const char *bytes)
{
    print_error("seed %zu: %s @%zu", seed, trial_name(trial->kind), trial->section);
    for (size_t i = 0; i < trial->depth; i++)
        print_error("/%zu", trial->path[i].index);
    size_t length = 0;
    print_error(" %zu %zu: %s\n--- from\n%s--- to\n%s\n", trial->from, trial->to, trial->problem,
                bytes, document_bytes(trial->document, &length));
}

/* Returns how many edits were wrong; adds up the others. */
static size_t edit_file(size_t seed, size_t counts[2])
{
    struct random random = {seed * 7919 + 1};
    struct buffer bytes = {0};
    struct trial trial = {.keep = true};
    struct error error = {0};
    size_t wrong = 0;
    size_t offset = 0;
    random_yaml_write(&bytes, &random);
    if (document_open("random.yaml", bytes.bytes, bytes.length, &trial.document, &error) != 0) {
        print_error("seed %zu: %s\n%s\n", seed, error.text, bytes.bytes);
        buffer_done(&bytes);
        return 1;
    }
    if (span_check(trial.document, &offset) != NULL) {
        print_error("seed %zu: %s\n%s\n", seed, span_check(trial.document, &offset), bytes.bytes);
        wrong++;
    }
    for (size_t i = 0; i < EDITS && wrong == 0; i++) {
        trial.section = random_below(&random, document_count(trial.document));
        document_select(trial.document, trial.section);
        if (!choose_edit(&trial, &random))
            continue;
        size_t length = 0;
        char *before = strdup(document_bytes(trial.document, &length));
        trial_run(&trial);
        if (trial.problem != NULL) {
            show_failure(&trial, seed, before);
            wrong++;
        }
        counts[trial.refused]++;
        free(before);
    }
    document_rewind(trial.document, 0);
    size_t length = 0;
    const char *back = document_bytes(trial.document, &length);
    if (length != bytes.length || memcmp(back, bytes.bytes, length) != 0) {
        print_error("seed %zu: the way back does not end where it began\n", seed);
        wrong++;
    }
    document_close(trial.document);
    buffer_done(&bytes);
    return wrong;
}

static void random_edits_are_right_or_refused(void **state)
{
    (void)state;
    size_t wrong = 0;
    size_t counts[2] = {0};
    size_t seed = number_from("PROPERTY_SEED", 1);
    size_t files = number_from("PROPERTY_FILES", FILES);
    for (size_t i = 0; i < files && wrong < 5; i++)
        wrong += edit_file(seed + i, counts);
    print_message("%zu edits done, %zu refused\n", counts[0], counts[1]);
    assert_int_equal(wrong, 0);
    assert_true(counts[0] > counts[1] * 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_edits_are_right_or_refused),
    };
    return cmocka_run_group_tests_name("property", tests, NULL, NULL);
}
