#include "workspace/answer.h"

#include "fixture.h"

/* Answers need a form and no file. */
struct bench {
    struct workspace *workspace;
    struct spec *spec;
};

static int bench_open(void **state)
{
    struct bench *bench = memory_allocate(sizeof *bench);
    const struct form *form = NULL;
    bench->workspace = workspace_open_outside();
    assert_done(workspace_form(bench->workspace, "integration-interface", &form, &error));
    bench->spec = spec_new(form);
    *state = bench;
    return 0;
}

static int bench_close(void **state)
{
    struct bench *bench = *state;
    spec_free(bench->spec);
    workspace_close(bench->workspace);
    free(bench);
    return 0;
}

static struct address parse(const struct bench *bench, const char *text)
{
    struct address address = {0};
    assert_done(address_parse(spec_form(bench->spec), text, &address, &error));
    return address;
}

static void put(const struct bench *bench, const char *at, const char *text)
{
    struct address address = parse(bench, at);
    assert_done(answer_set(bench->spec, &address, text, &error));
}

static void append(const struct bench *bench, const char *at, const char *text)
{
    struct address address = parse(bench, at);
    assert_done(answer_append(bench->spec, &address, text, &error));
}

static void clear(const struct bench *bench, const char *at)
{
    struct address address = parse(bench, at);
    assert_done(answer_clear(bench->spec, &address, &error));
}

static const struct value *get(const struct bench *bench, const char *at)
{
    struct address address = parse(bench, at);
    return answer_find(bench->spec, &address);
}

static void refuse(const struct bench *bench, const char *at, const char *text, const char *part)
{
    struct address address = parse(bench, at);
    assert_fails(answer_set(bench->spec, &address, text, &error), ERROR_INPUT, part);
}

static void reads_addresses(void **state)
{
    struct bench *bench = *state;
    struct address address = parse(bench, "overview.artefacts[12].name");
    assert_string_equal(address.field->path, "overview.artefacts");
    assert_true(address.has_row);
    assert_int_equal(address.row, 12);
    assert_string_equal(address.column->id, "name");
    address = parse(bench, "overview.artefacts.name");
    assert_false(address.has_row);
    assert_string_equal(address.column->id, "name");
    address = parse(bench, "monitoring.runbook.url");
    assert_string_equal(address.column->id, "url");
}

static void refuses_addresses_that_cannot_be(void **state)
{
    struct bench *bench = *state;
    static const char *const wrong[] = {
        "",
        ".",
        "[",
        "[0]",
        "overview",
        "overview.",
        "overview.artefacts[",
        "overview.artefacts[]",
        "overview.artefacts[-1]",
        "overview.artefacts[1",
        "overview.artefacts[1]x",
        "overview.artefacts[1].",
        "overview.artefacts[1].x.y",
        "overview.artefacts[ 1]",
        "overview.version[0]",
        "overview.version.x",
        "overview.artefacts[99999999999999999999999]",
        "overview.legacy_ids[0].x",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct address address = {0};
        struct error error = {0};
        if (address_parse(spec_form(bench->spec), wrong[i], &address, &error) != -1)
            fail_msg("%s was taken", wrong[i]);
        assert_int_equal(error.kind, ERROR_INPUT);
    }
}

static void makes_lists_and_rows(void **state)
{
    struct bench *bench = *state;
    append(bench, "overview.legacy_ids", "ONE");
    append(bench, "overview.legacy_ids", "TWO");
    assert_int_equal(get(bench, "overview.legacy_ids")->count, 2);
    put(bench, "overview.legacy_ids[1]", "SECOND");
    assert_string_equal(value_text(get(bench, "overview.legacy_ids[1]")), "SECOND");
    put(bench, "overview.legacy_ids", "ONLY");
    assert_int_equal(get(bench, "overview.legacy_ids")->count, 1);
    append(bench, "overview.artefacts", "API Proxy | Package | proxy");
    append(bench, "overview.artefacts", "{\"name\": \"queue\", \"type\": \"Event Queue\"}");
    assert_string_equal(value_text(get(bench, "overview.artefacts[0].package")), "Package");
    assert_string_equal(value_text(get(bench, "overview.artefacts[1].name")), "queue");
    put(bench, "overview.artefacts", "[{\"name\": \"a\"}, {\"name\": \"b\"}]");
    assert_int_equal(get(bench, "overview.artefacts")->count, 2);
    put(bench, "overview.artefacts[1]", "{\"name\": \"c\"}");
    assert_string_equal(value_text(get(bench, "overview.artefacts[1].name")), "c");
    assert_string_equal(value_text(get(bench, "overview.artefacts[0].name")), "a");
}

static void fills_a_link_by_its_parts(void **state)
{
    struct bench *bench = *state;
    put(bench, "monitoring.runbook.url", "https://wiki.acme.example/x");
    put(bench, "monitoring.runbook.title", "Runbook");
    assert_string_equal(value_text(get(bench, "monitoring.runbook.url")),
                        "https://wiki.acme.example/x");
    put(bench, "monitoring.runbook", "{\"title\": \"T\", \"url\": \"https://u.example\"}");
    assert_string_equal(value_text(get(bench, "monitoring.runbook.title")), "T");
}

static void takes_a_choice_once(void **state)
{
    struct bench *bench = *state;
    append(bench, "overview.frequency", "Daily");
    append(bench, "overview.frequency", "Daily");
    assert_int_equal(get(bench, "overview.frequency")->count, 1);
    append(bench, "flow.steps", "Wait");
    append(bench, "flow.steps", "Wait");
    assert_int_equal(get(bench, "flow.steps")->count, 2);
}

static void knows_where_nothing_applies(void **state)
{
    struct bench *bench = *state;
    put(bench, "overview.sla", "N/A");
    assert_int_equal(get(bench, "overview.sla")->kind, VALUE_NOT_APPLICABLE);
    put(bench, "overview.legacy_ids", "N/A");
    append(bench, "overview.legacy_ids", "ONE");
    assert_int_equal(get(bench, "overview.legacy_ids")->count, 1);
    refuse(bench, "overview.smart_id", "N/A", "cannot be N/A");
    refuse(bench, "lifecycle.status", "N/A", "cannot be N/A");
}

static void refuses_what_a_type_cannot_hold(void **state)
{
    struct bench *bench = *state;
    refuse(bench, "overview.data_volume", "Gigantic", "Gigantic");
    refuse(bench, "lifecycle.created", "2025-02-30", "2025-02-30");
    refuse(bench, "overview.artefacts", "{\"nothing\": 1}", "no column nothing");
    refuse(bench, "overview.artefacts", "{\"name\": ", "no JSON");
    refuse(bench, "overview.artefacts", "[[{\"name\": {\"x\": 1}}]]", "no JSON object");
    refuse(bench, "overview.artefacts", "{\"name\": [1]}", "no JSON array");
    refuse(bench, "overview.legacy_ids[0]", "x", "the list is empty");
    refuse(bench, "overview.artefacts.name", "x", "which row?");
    append(bench, "overview.legacy_ids", "ONE");
    refuse(bench, "overview.legacy_ids[1]", "x", "the last entry is overview.legacy_ids[0]");
    assert_true(value_is_empty(get(bench, "overview.artefacts")));
}

static void clears_values_entries_and_cells(void **state)
{
    struct bench *bench = *state;
    append(bench, "overview.legacy_ids", "ONE");
    append(bench, "overview.legacy_ids", "TWO");
    clear(bench, "overview.legacy_ids[0]");
    assert_string_equal(value_text(get(bench, "overview.legacy_ids[0]")), "TWO");
    clear(bench, "overview.legacy_ids[0]");
    assert_int_equal(get(bench, "overview.legacy_ids")->kind, VALUE_ABSENT);
    append(bench, "overview.artefacts", "API Proxy | Package | proxy");
    clear(bench, "overview.artefacts[0].package");
    assert_int_equal(get(bench, "overview.artefacts[0].package")->kind, VALUE_ABSENT);
    put(bench, "overview.artefacts[0].name", "");
    clear(bench, "overview.artefacts[0].type");
    assert_int_equal(get(bench, "overview.artefacts")->kind, VALUE_ABSENT);
}

#define bench_test(name) cmocka_unit_test_setup_teardown(name, bench_open, bench_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        bench_test(reads_addresses),
        bench_test(refuses_addresses_that_cannot_be),
        bench_test(makes_lists_and_rows),
        bench_test(fills_a_link_by_its_parts),
        bench_test(takes_a_choice_once),
        bench_test(knows_where_nothing_applies),
        bench_test(refuses_what_a_type_cannot_hold),
        bench_test(clears_values_entries_and_cells),
    };
    return cmocka_run_group_tests_name("answer", tests, NULL, NULL);
}
