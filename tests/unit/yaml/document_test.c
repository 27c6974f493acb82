#include "yaml/document.h"

#include "unit/unit.h"

static struct document *open_text(const char *text)
{
    struct document *document = NULL;
    struct error error = {0};
    if (document_open("f.yaml", text, strlen(text), &document, &error) != 0)
        fail_msg("%s", error.text);
    return document;
}

static void assert_bytes(const struct document *document, const char *expected)
{
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    assert_string_equal(bytes, expected);
    assert_int_equal(length, strlen(expected));
}

static void assert_done(int result, const struct error *error)
{
    if (result != 0)
        fail_msg("%s", error->text);
}

static struct content text(const char *value)
{
    return (struct content){.kind = CONTENT_TEXT, .text = value};
}

static void answers_with_values_and_places(void **state)
{
    (void)state;
    struct document *document =
        open_text("a: é\nb:\n  - x\n  - {k: true}\nc: ~\nd: |\n  1\n  2\ne:\n");
    const struct node *root = document_root(document);
    assert_int_equal(node_kind(root), NODE_MAPPING);
    assert_int_equal(node_count(root), 5);
    assert_string_equal(node_text(node_key(root, 1), NULL), "b");
    const struct node *row = node_item(node_find(root, "b"), 1);
    assert_int_equal(node_flags(row), NODE_FLOW);
    assert_int_equal(node_flags(node_find(row, "k")), NODE_PLAIN);
    assert_int_equal(node_line(row), 4);
    assert_int_equal(node_column(row), 5);
    assert_int_equal(node_kind(node_find(root, "c")), NODE_EMPTY);
    size_t first = 0;
    size_t last = 0;
    node_line_range(node_find(root, "d"), &first, &last);
    assert_int_equal(first, 6);
    assert_int_equal(last, 8);
    assert_int_equal(node_line(node_find(root, "e")), 9);
    assert_int_equal(node_column(node_find(root, "e")), 1);
    assert_null(node_find(root, "z"));
    document_close(document);
}

static void follows_aliases_and_merge_keys(void **state)
{
    (void)state;
    struct document *document =
        open_text("base: &b\n  host: h\n  port: 1\nprod:\n  <<: *b\n  port: 2\nref: *b\n");
    const struct node *root = document_root(document);
    const struct node *host = node_find(node_find(root, "prod"), "host");
    assert_string_equal(node_text(host, NULL), "h");
    assert_int_equal(node_flags(host), NODE_INHERITED | NODE_PLAIN);
    assert_string_equal(node_text(node_find(node_find(root, "prod"), "port"), NULL), "2");
    const struct node *ref = node_find(root, "ref");
    assert_int_equal(node_kind(ref), NODE_MAPPING);
    assert_int_equal(node_flags(ref), NODE_LINKED);
    assert_int_equal(node_line(ref), 7);
    assert_null(node_read_only_reason(ref));
    assert_non_null(node_read_only_reason(node_find(ref, "host")));
    assert_int_equal(node_flags(node_find(node_find(root, "base"), "host")),
                     NODE_ANCHORED | NODE_PLAIN);
    document_close(document);
}

static void overrides_an_inherited_value_locally(void **state)
{
    (void)state;
    struct document *document = open_text("b: &b {host: h}\nprod:\n  <<: *b\nz: 1\n");
    const struct step path[] = {{.key = "prod"}, {.key = "host"}};
    struct content value = text("other");
    struct error error = {0};
    assert_done(document_set(document, path, 2, &value, &error), &error);
    assert_bytes(document, "b: &b {host: h}\nprod:\n  <<: *b\n  host: other\nz: 1\n");
    document_close(document);
}

static void makes_the_mappings_on_the_way(void **state)
{
    (void)state;
    static const char *const order[] = {"a", "b", "c"};
    struct document *document = open_text("a: 1\nc: 2\n");
    const struct step path[] = {{.key = "b"}, {.key = "x"}};
    struct content value = text("l1\nl2\n");
    struct error error = {0};
    assert_done(document_put(document, path, 2, "k", &value, order, 3, &error), &error);
    assert_bytes(document, "a: 1\nb:\n  x:\n    k: |\n      l1\n      l2\nc: 2\n");
    document_close(document);
}

static void fills_an_empty_file(void **state)
{
    (void)state;
    struct document *document = open_text("# only a comment");
    assert_null(document_root(document));
    struct content value = text("v");
    struct error error = {0};
    assert_done(document_put(document, NULL, 0, "a", &value, NULL, 0, &error), &error);
    assert_bytes(document, "# only a comment\na: v\n");
    document_close(document);
}

static const char list[] = "rows:\n"
                           "  # about a\n"
                           "  - {id: a, nr: 1}   # end of a\n"
                           "  # about b\n"
                           "  - {id: b, nr: 2}\n"
                           "  # about c\n"
                           "  - {id: c, nr: 3}\n";

/* Set rows to maps {id, nr} as told: "b2 a1". */
static struct document *set_rows(const char *rows)
{
    static const char *const keys[] = {"id", "nr"};
    char words[8][2][2] = {{{0}}};
    struct content cells[8][2] = {0};
    struct content items[8] = {0};
    size_t count = 0;
    for (; rows[0] != '\0'; rows += rows[2] == ' ' ? 3 : 2, count++) {
        for (size_t i = 0; i < 2; i++) {
            words[count][i][0] = rows[i];
            cells[count][i] = text(words[count][i]);
        }
        cells[count][1].kind = CONTENT_PLAIN;
        items[count] =
            (struct content){.kind = CONTENT_MAP, .items = cells[count], .keys = keys, .count = 2};
    }
    struct content value = {.kind = CONTENT_LIST, .items = items, .count = count};
    struct document *document = open_text(list);
    const struct step path[] = {{.key = "rows"}};
    struct error error = {0};
    assert_done(document_set(document, path, 1, &value, &error), &error);
    return document;
}

static void keeps_the_bytes_of_rows_that_stay(void **state)
{
    (void)state;
    struct document *document = set_rows("a1 b5 c3");
    assert_bytes(document, "rows:\n  # about a\n  - {id: a, nr: 1}   # end of a\n  # about b\n"
                           "  - {id: b, nr: 5}\n  # about c\n  - {id: c, nr: 3}\n");
    document_close(document);
    document = set_rows("a1 c3");
    assert_bytes(document, "rows:\n  # about a\n  - {id: a, nr: 1}   # end of a\n  # about c\n"
                           "  - {id: c, nr: 3}\n");
    document_close(document);
    document = set_rows("c3 a1 b2 d4");
    assert_bytes(document, "rows:\n  # about c\n  - {id: c, nr: 3}\n  # about a\n"
                           "  - {id: a, nr: 1}   # end of a\n  # about b\n  - {id: b, nr: 2}\n"
                           "  - {id: d, nr: 4}\n");
    document_close(document);
    document = set_rows("a1 x9 b7 c3");
    assert_bytes(document, "rows:\n  # about a\n  - {id: a, nr: 1}   # end of a\n"
                           "  - {id: x, nr: 9}\n  # about b\n  - {id: b, nr: 7}\n"
                           "  # about c\n  - {id: c, nr: 3}\n");
    document_close(document);
    document = set_rows("a1 b2 c3");
    assert_bytes(document, list);
    assert_int_equal(document_mark(document), 0);
    document_close(document);
}

static void empties_a_list_without_leaving_null(void **state)
{
    (void)state;
    struct document *document = set_rows("");
    assert_bytes(document, "rows: []\n");
    document_close(document);
}

static void writes_typed_values_plain(void **state)
{
    (void)state;
    struct document *document = open_text("a: \"5\"\nb:\n");
    const struct step path[] = {{.key = "b"}};
    struct content value = {.kind = CONTENT_PLAIN, .text = "2025-01-01"};
    struct error error = {0};
    assert_done(document_set(document, path, 1, &value, &error), &error);
    assert_bytes(document, "a: \"5\"\nb: 2025-01-01\n");
    document_close(document);
}

static void goes_back_to_a_mark(void **state)
{
    (void)state;
    struct document *document = open_text("a: 1\nb: [x, y]\n");
    const struct step a[] = {{.key = "a"}};
    const struct step b[] = {{.key = "b"}};
    struct content value = text("2 # no comment");
    struct error error = {0};
    assert_done(document_set(document, a, 1, &value, &error), &error);
    size_t mark = document_mark(document);
    assert_done(document_insert(document, b, 1, 1, &value, &error), &error);
    assert_done(document_remove(document, a, 1, &error), &error);
    assert_bytes(document, "b: [x, \"2 # no comment\", y]\n");
    document_rewind(document, mark);
    assert_bytes(document, "a: \"2 # no comment\"\nb: [x, y]\n");
    document_rewind(document, 0);
    assert_bytes(document, "a: 1\nb: [x, y]\n");
    document_close(document);
}

static void refuses_what_stands_twice_and_edits_the_rest(void **state)
{
    (void)state;
    struct document *document = open_text("a: 1\na: 2\nb: 3\n");
    const struct step a[] = {{.key = "a"}};
    const struct step b[] = {{.key = "b"}};
    struct content value = text("x");
    struct error error = {0};
    assert_int_equal(document_set(document, a, 1, &value, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(node_flags(node_find(document_root(document), "a")),
                     NODE_DUPLICATE | NODE_PLAIN);
    assert_non_null(node_read_only_reason(node_find(document_root(document), "a")));
    assert_done(document_set(document, b, 1, &value, &error), &error);
    assert_bytes(document, "a: 1\na: 2\nb: x\n");
    document_close(document);
}

static void changes_nothing_that_reads_so_already(void **state)
{
    (void)state;
    static const char anchored[] = "g: &g text\na: 5\nb: >-\n  one\n  two\nd: [1, \"2\"]\nf: *g\n";
    struct document *document = open_text(anchored);
    const struct content numbers[] = {text("1"), text("2")};
    const struct content list_of_two = {.kind = CONTENT_LIST, .items = numbers, .count = 2};
    const struct {
        const char *key;
        struct content content;
    } cases[] = {{"a", text("5")}, {"b", text("one two")}, {"d", list_of_two}, {"f", text("text")}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct step path[] = {{.key = cases[i].key}};
        struct error error = {0};
        assert_done(document_set(document, path, 1, &cases[i].content, &error), &error);
    }
    assert_int_equal(document_mark(document), 0);
    assert_bytes(document, anchored);
    document_close(document);
}

static void says_where_a_file_is_wrong(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        const char *message; /* its beginning */
    } cases[] = {
        {"a: \"é\"\nü: \xff\n", "f.yaml:2:4: not UTF-8: byte 0xFF at offset 12"},
        {"a: 1\n\tb: 2\n", "f.yaml:2:1: a tab stands where indentation is expected"},
        {"ü: \"x\nb: 1\n", "f.yaml:1:4: the quote that begins here is never closed"},
        {"a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> x\n", "f.yaml:2:1: conflict markers"},
        {"\xff\xfe"
         "a",
         "f.yaml:1:1: the file is UTF-16"},
        {"é: \x01\n", "f.yaml:1:4: a control character"},
        {"a: x\xE2\x80\xA8"
         "b\n",
         "f.yaml:1:5: a line separator"},
        {"a: 1\n>>>>>>> theirs\n", "f.yaml:2:1: conflict markers"},
        {"a: \"x\" y\n", "f.yaml:1:8: text stands behind the closing quote"},
        {"a: @x\n", "f.yaml:1:4: a text cannot begin with @"},
        {"%YAML 1.3\n---\na\n", "f.yaml:1:1: this version of YAML"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct document *document = NULL;
        struct error error = {0};
        int result =
            document_open("f.yaml", cases[i].bytes, strlen(cases[i].bytes), &document, &error);
        assert_int_equal(result, -1);
        assert_null(document);
        assert_int_equal(error.kind, ERROR_INPUT);
        if (strncmp(error.text, cases[i].message, strlen(cases[i].message)) != 0)
            fail_msg("wanted '%s', got '%s'", cases[i].message, error.text);
    }
}

/* Rows that are inserted together, and one after the other. */
static void assert_rows_are_the_same(const char *text, size_t index, size_t documents)
{
    const char *const keys[] = {"a", "b"};
    const struct content cells[][2] = {
        {{.kind = CONTENT_PLAIN, .text = "7"}, {.kind = CONTENT_TEXT, .text = "one\n  two\n"}},
        {{.kind = CONTENT_TEXT, .text = "x: y"}, {.kind = CONTENT_TEXT, .text = " blank"}},
        {{.kind = CONTENT_TEXT, .text = ""}, {.kind = CONTENT_TEXT, .text = "end\nof it\n"}},
    };
    struct content rows[3];
    for (size_t i = 0; i < 3; i++)
        rows[i] = (struct content){
            .kind = CONTENT_MAP, .items = cells[i], .keys = keys, .count = 2};
    const struct step path[] = {{.key = "rows"}};
    struct document *together = NULL;
    struct document *singly = NULL;
    struct error error = {0};
    assert_int_equal(document_open("f", text, strlen(text), &together, &error), 0);
    assert_int_equal(document_open("f", text, strlen(text), &singly, &error), 0);
    assert_int_equal(document_count(together), documents);
    assert_int_equal(document_insert_rows(together, path, 1, index, rows, 3, &error), 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(document_insert(singly, path, 1, index + i, &rows[i], &error), 0);
    size_t length = 0;
    assert_string_equal(document_bytes(together, &length), document_bytes(singly, &length));
    document_rewind(together, 0);
    assert_string_equal(document_bytes(together, &length), text);
    document_close(together);
    document_close(singly);
}

static void inserts_rows_together_as_it_does_one_by_one(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "rows:\n- a: 1\n  b: 2\nnext: x\n",
        "rows:\n- a: 1\n  b: 2",
        "rows:\n  - a: 1\n\n  - a: 2 # two\n\n# next\nnext: x\n",
        "rows:\n- a: |+\n    text\n\n# tail\nnext: x\n",
        "rows:\n- a: |\n    text",
        "rows: [{a: 1}, {a: 2}]\n",
        "rows:\n-   a: 1\n    b: 2\n   \n    \nnext: x\n",
        "rows:\r\n- a: 1\r\n- text\r\nnext: x\r\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_rows_are_the_same(texts[i], 1, 1);
        assert_rows_are_the_same(texts[i], 0, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(inserts_rows_together_as_it_does_one_by_one),
        cmocka_unit_test(answers_with_values_and_places),
        cmocka_unit_test(follows_aliases_and_merge_keys),
        cmocka_unit_test(overrides_an_inherited_value_locally),
        cmocka_unit_test(makes_the_mappings_on_the_way),
        cmocka_unit_test(fills_an_empty_file),
        cmocka_unit_test(keeps_the_bytes_of_rows_that_stay),
        cmocka_unit_test(empties_a_list_without_leaving_null),
        cmocka_unit_test(writes_typed_values_plain),
        cmocka_unit_test(goes_back_to_a_mark),
        cmocka_unit_test(refuses_what_stands_twice_and_edits_the_rest),
        cmocka_unit_test(changes_nothing_that_reads_so_already),
        cmocka_unit_test(says_where_a_file_is_wrong),
    };
    return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
