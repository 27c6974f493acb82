/* A search must visit every spec that holds the text, whether it asks the index or looks at bytes:
 * compared with what the parsed specs say, for pieces of all their texts. */
#include "unit/workspace/fixture.h"

#include "base/utf8.h"
#include "model/field_type.h"

#define STOCK "interfaces/"

/* ── every way to write a text ── */

static void write_stock(void)
{
    write_file(STOCK "PLAIN.yaml",
               "form: integration-interface\n"
               "overview:\n  smart_id: APP-A-B-PLAIN-V1\n"
               "description:\n  title: One that goes on\n    in the next line, Stra\xc3\x9f"
               "e 4 \xe2\x80\x93 e\xcc\x81t\xc3\xa9\n");
    write_file(STOCK "QUOTED.yaml",
               "form: integration-interface\r\n"
               "overview:\r\n  smart_id: 'APP-A-B-QUOTED-V1'\r\n"
               "description:\r\n  title: 'It''s over\r\n    two lines: don''t'\r\n"
               "  summary: \"K\\u00f6ln \\x41BC \\\"so\\\" and a \\\r\n    joined\\tline \\\\ end\"\r\n");
    write_file(STOCK "BLOCK.yaml",
               "form: integration-interface\n"
               "overview:\n  smart_id: APP-A-B-BLOCK-V1\n"
               "description:\n  title: Block\n  summary: |\n    first li\n    ne: 10.20.30\n\n"
               "    third # no comment\n  scope: >-\n    folded tex\n    ts go on\n"
               "    ...\n");
    write_file(STOCK "ROWS.yaml",
               "form: integration-interface\n"
               "overview:\n  smart_id: APP-A-B-ROWS-V1\n"
               "  legacy_ids: [SCPIINT7, \"SCPI|8\", SCPI.INT-9]\n"
               "  artefacts:\n    - {type: Integration Flow, package: A.B, name: 'x''y'}\n"
               "    - type: Value Mapping\n      name: second.one\n"
               "description:\n  title: &title Rows and links\n  links:\n"
               "    - {title: The page, url: \"https://host.example:8080/a/b?c=d\"}\n"
               "    - https://other.example\n"
               "unknown:\n  key: *title\n  list: [one, {two: thr.ee}, [four, 5.5]]\n");
    write_file(STOCK "SIGNS.yaml",
               "form: integration-interface\n"
               "overview:\n  smart_id: APP-A-B-SIGNS-V1\n"
               "description:\n  title: soft\xc2\xadhyphen \xef\xac\x81n\xef\xac\x81 \xef\xbc\xa1\xef"
               "\xbc\xa2\xef\xbc\xa3 \xe6\x9d\xb1\xe4\xba\xac \xea\xb0\x80 a\xe2\x80\xa6 b\n");
    struct buffer text = {0};
    buffer_append_string(&text, "form: integration-interface\nunknown: ");
    for (size_t i = 0; i < 700; i++)
        buffer_append_format(&text, "word%zu ", i);
    buffer_append_string(&text, "\n");
    write_file(STOCK "LONG.yaml", buffer_string(&text));
    buffer_done(&text);
    write_file(STOCK "BROKEN.yaml", "a: [needle\n");
}

/* ── what the specs say ── */

struct text {
    char *folded;
    char *path;
};

struct texts {
    struct text *items;
    size_t count;
    size_t capacity;
};

static void add_text(struct texts *texts, const char *path, const char *text)
{
    char *folded = utf8_fold(text, true);
    if (folded[0] == '\0') {
        free(folded);
        return;
    }
    texts->items = memory_grow(texts->items, &texts->capacity, texts->count, sizeof *texts->items);
    texts->items[texts->count++] = (struct text){folded, memory_copy_string(path)};
}

static void add_value(struct texts *texts, const char *path, const struct field *field,
                      const struct value *value)
{
    struct buffer text = {0};
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        add_value(texts, path, field, &value->items[i]);
    if (value->kind == VALUE_LIST)
        return;
    field_format(field, value, &text);
    add_text(texts, path, value->kind == VALUE_TEXT ? value_text(value) : buffer_string(&text));
    buffer_done(&text);
}

static int add_spec_texts(void *context, const char *path, const struct spec *spec,
                          const struct error *problem)
{
    struct texts *texts = context;
    (void)problem;
    size_t count = 0;
    if (spec == NULL)
        return 0;
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++)
        add_value(texts, path, &form->fields[i], spec_value(spec, &form->fields[i]));
    const struct other_value *others = spec_others(spec, &count);
    for (size_t i = 0; i < count; i++)
        add_text(texts, path, others[i].text);
    return 0;
}

static void texts_done(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        free(texts->items[i].folded);
        free(texts->items[i].path);
    }
    free(texts->items);
}

/* ── search ── */

struct visited {
    char paths[2048];
    size_t count;
};

static int visit(void *context, const char *path, const struct spec *spec,
                 const struct error *problem)
{
    struct visited *visited = context;
    (void)spec;
    (void)problem;
    visited->count++;
    strcat(strcat(visited->paths, path), "\n");
    return 0;
}

static struct visited search(struct fixture *fixture, const char *text)
{
    struct visited visited = {0};
    assert_done(workspace_search(fixture->workspace, text, visit, &visited, &error));
    return visited;
}

/* Pieces of different lengths from all over the text, at the borders of characters. */
static void check_pieces(struct fixture *fixture, const struct text *text)
{
    static const size_t lengths[] = {1, 3, 8, 40};
    size_t whole = strlen(text->folded);
    size_t step = whole < 200 ? 3 : whole / 40;
    for (size_t at = 0; at < whole; at += step) {
        while (((unsigned char)text->folded[at] & 0xC0) == 0x80)
            at++;
        for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
            size_t end = at + lengths[i] < whole ? at + lengths[i] : whole;
            while (((unsigned char)text->folded[end] & 0xC0) == 0x80)
                end++;
            char *piece = memory_copy_bytes(text->folded + at, end - at);
            struct visited visited = search(fixture, piece);
            if (strstr(visited.paths, text->path) == NULL)
                fail_msg("\"%s\" of %s is lost", piece, text->path);
            free(piece);
        }
    }
}

static void check_all(struct fixture *fixture)
{
    struct texts texts = {0};
    assert_done(workspace_walk(fixture->workspace, add_spec_texts, &texts, &error));
    assert_true(texts.count > 20);
    for (size_t i = 0; i < texts.count; i++)
        check_pieces(fixture, &texts.items[i]);
    texts_done(&texts);
}

static int open_stock(void **state)
{
    assert_int_equal(unsetenv("XDG_CACHE_HOME"), 0);
    (void)fixture_open(state);
    write_stock();
    return 0;
}

static void make_index(struct fixture *fixture)
{
    char *path = NULL;
    assert_done(workspace_find(fixture->workspace, "scpiint7", &path, &error));
    free(path);
    assert_int_equal(system("test -e .cache/ifspec/*.index"), 0);
}

/* ── tests ── */

static void loses_nothing_in_the_bytes(void **state)
{
    check_all(*state);
    assert_int_equal(access(".cache", F_OK), -1);
}

static void loses_nothing_in_the_index(void **state)
{
    make_index(*state);
    check_all(*state);
}

static void parses_only_what_may_hold_the_text(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        struct visited visited = search(fixture, "scpi.int9");
        assert_non_null(strstr(visited.paths, "ROWS"));
        assert_null(strstr(visited.paths, "PLAIN"));
        assert_null(strstr(visited.paths, "BLOCK"));
        make_index(fixture);
    }
}

/* Both ways, so that an index does not change what is said. */
static void visits_what_cannot_be_read_and_may_hold_the_text(void **state)
{
    struct fixture *fixture = *state;
    for (int i = 0; i < 2; i++) {
        assert_non_null(strstr(search(fixture, "needle").paths, "BROKEN"));
        assert_null(strstr(search(fixture, "haystack").paths, "BROKEN"));
        make_index(fixture);
    }
}

#define with_stock(name) cmocka_unit_test_setup_teardown(name, open_stock, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_stock(loses_nothing_in_the_bytes),
        with_stock(loses_nothing_in_the_index),
        with_stock(parses_only_what_may_hold_the_text),
        with_stock(visits_what_cannot_be_read_and_may_hold_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
