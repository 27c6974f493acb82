/* Files that must survive an edit byte for byte: tests/fidelity/cases.tsv. */

#include "edit_language.h"
#include "yaml/document.h"

#include "base/buffer.h"

#include "unit/unit.h"

enum { WORDS = 40 };

struct fidelity_case {
    char *words[WORDS + 1]; /* id, level, file, wanted, the edit */
    size_t count;
};

static bool read_file(const char *name, struct buffer *out)
{
    char path[512];
    const char *source = getenv("SOURCE");
    snprintf(path, sizeof path, "%s/tests/fidelity/%s", source != NULL ? source : ".", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(out, chunk, size);
    fclose(file);
    return true;
}

static void unescape(char *word)
{
    char *to = word;
    for (const char *from = word; *from != '\0'; from++) {
        if (*from != '\\') {
            *to++ = *from;
        } else if (*++from == 'x') {
            const char digits[3] = {from[1], from[2], '\0'};
            *to++ = (char)strtol(digits, NULL, 16);
            from += 2;
        } else {
            *to++ = *from == 'n' ? '\n' : *from == 't' ? '\t' : *from;
        }
    }
    *to = '\0';
}

static void split_case(char *line, struct fidelity_case *one)
{
    for (char *word = line; word != NULL && one->count < WORDS;) {
        char *end = strchr(word, '\t');
        if (end != NULL)
            *end++ = '\0';
        unescape(word);
        one->words[one->count++] = word;
        word = end;
    }
}

static bool equals(const struct document *document, const struct buffer *wanted)
{
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    return length == wanted->length && memcmp(bytes, buffer_string(wanted), length) == 0;
}

/* NULL if the case holds, else what went wrong. */
static const char *check_edit(struct document *document, struct fidelity_case *one,
                              const struct buffer *input, struct error *error)
{
    const char *wanted = one->words[3];
    bool refused = edit_language_apply(document, (int)one->count - 4, one->words + 4, error) != 0;
    if (strcmp(wanted, "refuse") == 0)
        return !refused                   ? "was not refused"
               : !equals(document, input) ? "was refused but changed the bytes"
               : error->text[0] == '\0'   ? "was refused without a reason"
                                          : NULL;
    if (refused)
        return error->text;
    if (strcmp(wanted, "opens") == 0)
        return NULL;
    struct buffer output = {0};
    bool same = strcmp(wanted, "same") == 0;
    if (!same && !read_file(wanted, &output))
        return "the wanted file is missing";
    bool right = equals(document, same ? input : &output);
    buffer_done(&output);
    if (!right)
        return "other bytes than wanted";
    document_rewind(document, 0);
    return equals(document, input) ? NULL : "undo does not give the old bytes";
}

static const char *check_case(struct fidelity_case *one, struct error *error)
{
    struct buffer input = {0};
    struct document *document = NULL;
    if (!read_file(one->words[2], &input))
        return "the input file is missing";
    bool wants_error = strcmp(one->words[3], "error") == 0;
    const char *problem = NULL;
    if (document_open("f.yaml", buffer_string(&input), input.length, &document, error) != 0) {
        size_t line = 0;
        size_t column = 0;
        if (!wants_error)
            problem = error->text;
        else if (sscanf(error->text, "f.yaml:%zu:%zu: ", &line, &column) != 2)
            problem = "the error names no line and column";
    } else if (wants_error) {
        problem = "was opened";
    } else {
        problem = check_edit(document, one, &input, error);
    }
    document_close(document);
    buffer_done(&input);
    return problem;
}

static void changes_exactly_the_bytes_of_the_edit(void **state)
{
    (void)state;
    struct buffer cases = {0};
    assert_true(read_file("cases.tsv", &cases));
    size_t failed = 0;
    size_t count = 0;
    for (char *line = cases.bytes; *line != '\0';) {
        char *end = line + strcspn(line, "\n");
        char *next = *end != '\0' ? end + 1 : end;
        *end = '\0';
        struct fidelity_case one = {0};
        struct error error = {0};
        split_case(line, &one);
        const char *problem = line[0] != '#' ? check_case(&one, &error) : NULL;
        count += line[0] != '#';
        failed += problem != NULL;
        if (problem != NULL)
            print_error("%s (%s): %s\n", one.words[0], one.words[1], problem);
        line = next;
    }
    buffer_done(&cases);
    assert_int_equal(failed, 0);
    assert_true(count >= 276);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_exactly_the_bytes_of_the_edit),
    };
    return cmocka_run_group_tests_name("fidelity", tests, NULL, NULL);
}
