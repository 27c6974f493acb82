/* The scanner reads what it takes as libyaml does, and takes what people write. SCAN_MUTANTS and
 * SCAN_SEED ask for more mutants of the files and for others. */

#include "base/buffer.h"
#include "random_yaml.h"
#include "scan_trial.h"

#include "unit/unit.h"

#include <dirent.h>

enum { MUTANTS = 20000, SEEDS = 128, SMALL = 600 };

static const char small[] = "# Head\n"
                            "id: A-1\n"
                            "empty:\n"
                            "nothing: # here\n"
                            "title: \"Customer: S/4 \\\"x\\\"\\n\"\n"
                            "'it''s': 'isn''t'\n"
                            "lists:\n"
                            "- one\n"
                            "-   two: 2\n"
                            "    three: [a, 'b', {c: d, \"e\": []}]\n"
                            "- - x\n"
                            "  - -5\n"
                            "-\n"
                            "deep:\n"
                            "    - a#b\n"
                            "    # comment\n"
                            "\n"
                            "    - c: d e f  # tail\n"
                            "text: |\n"
                            "  one\n"
                            "    two\n"
                            "\n"
                            "  three\n"
                            "folded: >-\n"
                            "\n"
                            "  one\n"
                            "  two\n"
                            "\n"
                            "   three\n"
                            "  four\n"
                            "flow: [a 07:30,\n"
                            "  c,  # why\n"
                            "  {k: \xC3\xA9, l: [m]}]\n"
                            "last: {}\n";

struct texts {
    struct buffer items[SEEDS];
    size_t count;
};

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

static bool read_folder(struct texts *texts, const char *folder)
{
    char path[1024];
    const char *source = getenv("SOURCE");
    snprintf(path, sizeof path, "%s/%s", source != NULL ? source : ".", folder);
    DIR *directory = opendir(path);
    if (directory == NULL)
        return false;
    size_t length = strlen(path);
    for (struct dirent *entry = readdir(directory); entry != NULL; entry = readdir(directory)) {
        snprintf(path + length, sizeof path - length, "/%s", entry->d_name);
        if (strstr(entry->d_name, ".y") != NULL && texts->count < SEEDS &&
            read_file(path, &texts->items[texts->count]))
            texts->count++;
    }
    closedir(directory);
    return true;
}

static void texts_done(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        buffer_done(&texts->items[i]);
}

static bool takes(const char *text)
{
    bool taken = false;
    const char *difference = scan_trial(text, strlen(text), &taken);
    if (difference != NULL)
        fail_msg("%s differs in\n%s", difference, text);
    return taken;
}

static void takes_what_people_write(void **state)
{
    (void)state;
    struct texts texts = {0};
    static const char *const folders[] = {"forms", "forms/vocabularies", "tests/samples"};
    assert_true(takes(small));
    assert_true(takes("---\na: b\n"));
    assert_true(takes("- a\n- b: c\n  d: e\n"));
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        assert_true(read_folder(&texts, folders[i]));
    assert_true(texts.count > 12);
    size_t taken = 0;
    for (size_t i = 0; i < texts.count; i++)
        taken += takes(texts.items[i].bytes);
    texts_done(&texts);
    print_message("%zu of %zu\n", taken, texts.count);
    assert_true(taken * 10 >= texts.count * 9);
}

static void leaves_the_rest_to_libyaml(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",
        "a",
        "a: b",
        "a\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str b\n",
        "a:\tb\n",
        "a: b\r\n",
        "\xEF\xBB\xBF" "a: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.1\n---\na: b\n",
        "? a\n: b\n",
        "a: b: c\n",
        "a: - b\n",
        "a: b\n  c\n",
        "a: 'b\n  c'\n",
        "a: \"\\x41\"\n",
        "a: \"b\" c\n",
        "a: \"b\"# c\n",
        "a: [b: c]\n",
        "a: [b, ]\n",
        "a: [b\n  , c]\n",
        "a: [b,\nc]\n",
        "a: {b}\n",
        "a: {b:c}\n",
        "a: {b: }\n",
        "a: [b:, c]\n",
        "a: [b:\n  c]\n",
        "a: [b#c]\n",
        "a: [why?]\n",
        "a : b\n",
        "a: |+\n  b\n",
        "a: |2\n  b\n",
        "a: |\nb: c\n",
        "a: |\n   \n  b\n",
        "a:\n  b: c\n d: e\n",
        "a:\n  - b\n  c: d\n",
        "- a\nb: c\n",
        " a: b\n",
        "a: b\xC2\x85" "c: d\n",
        "a: b\xC2\x9F\n",
        "a: \x01\n",
        "[a, b]: c\n",
        "[a, b]\n",
        "--- a\n",
        "---a: b\n",
        "-a: b\n",
    };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (takes(others[i]))
            fail_msg("taken:\n%s", others[i]);
    }
}

static void leaves_keys_that_libyaml_finds_too_long(void **state)
{
    (void)state;
    struct buffer text = {0};
    buffer_append_repeated(&text, 'k', 1000);
    buffer_append_string(&text, ": v\n");
    assert_true(takes(text.bytes));
    buffer_splice(&text, 0, 0, "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 32);
    assert_false(takes(text.bytes));
    buffer_done(&text);
}

static void leaves_what_is_nested_too_deep(void **state)
{
    (void)state;
    struct buffer text = {0};
    for (int i = 0; i < 70; i++)
        buffer_append_string(&text, "- ");
    buffer_append_string(&text, "x\n");
    assert_false(takes(text.bytes));
    assert_true(takes(text.bytes + 12));
    buffer_clear(&text);
    buffer_append_string(&text, "a: ");
    buffer_append_repeated(&text, '[', 200000);
    buffer_append_string(&text, "\n");
    assert_false(takes(text.bytes));
    buffer_done(&text);
}

/* Change the text at one place in a way that YAML cares about. */
static void mutate(struct buffer *text, struct random *random)
{
    static const char *const parts[] = {" ",  "  ",  "\n",   ":",  ": ",  "- ",  "-",  "#",   " #",
                                        "'",  "\"",  "[",    "]",  "{",   "}",   ",",  ", ",  "|\n",
                                        ">\n", "?",  "? ",   "&a", "*a",  "!t ", "\\", "\t",  "\r",
                                        "---", "...", "\xC3\xA9", "a", "0",  "''",  "\n\n", "\n  ", "%",
                                        "<<: ", "~",  "=",  ".",  "\xEF\xBB\xBF", "\xC2\x85", "|-\n", ">-\n"};
    size_t at = random_below(random, text->length + 1);
    size_t removed = random_below(random, 3);
    if (removed > text->length - at)
        removed = text->length - at;
    const char *part = parts[random_below(random, sizeof parts / sizeof parts[0])];
    size_t length = random_below(random, 4) > 0 ? strlen(part) : 0;
    buffer_splice(text, at, removed, part, length);
}

static void agrees_with_libyaml_on_mutants(void **state)
{
    (void)state;
    struct texts texts = {0};
    const char *wanted = getenv("SCAN_MUTANTS");
    const char *seed = getenv("SCAN_SEED");
    size_t count = wanted != NULL ? strtoul(wanted, NULL, 10) : MUTANTS;
    struct random random = {seed != NULL ? strtoul(seed, NULL, 10) : 1};
    size_t counts[2] = {0};
    assert_true(read_folder(&texts, "tests/fidelity/in"));
    assert_true(texts.count > 40);
    for (size_t i = 0; i < count; i++) {
        struct buffer text = {0};
        const struct buffer *from = &texts.items[random_below(&random, texts.count)];
        if (random_below(&random, 3) > 0 || from->length > SMALL)
            buffer_append_string(&text, small);
        else
            buffer_append(&text, from->bytes, from->length);
        for (size_t n = 1 + random_below(&random, 3); n > 0; n--)
            mutate(&text, &random);
        bool taken = false;
        const char *difference = scan_trial(text.bytes, text.length, &taken);
        if (difference != NULL)
            fail_msg("mutant %zu: %s differs in\n%s", i, difference, text.bytes);
        counts[taken]++;
        buffer_done(&text);
    }
    texts_done(&texts);
    print_message("%zu of %zu taken\n", counts[1], count);
    assert_true(counts[1] * 10 > count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_people_write),
        cmocka_unit_test(leaves_the_rest_to_libyaml),
        cmocka_unit_test(leaves_keys_that_libyaml_finds_too_long),
        cmocka_unit_test(leaves_what_is_nested_too_deep),
        cmocka_unit_test(agrees_with_libyaml_on_mutants),
    };
    return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
