#include "workspace/blame.h"

#include "fixture.h"
#include "model/change.h"
#include "workspace/history.h"

static const char path[] = "interfaces/APP/APP-A-B-C-V1.yaml";

static struct blame *blame_all(struct workspace *workspace, const char *field, size_t most)
{
    struct blame *blame = NULL;
    struct error problem = {0};
    assert_done(blame_open(workspace, path, field, &blame, &error));
    int more = 1;
    while (more > 0)
        more = blame_step(blame, most, &problem);
    if (more < 0)
        fail_msg("%s", problem.text);
    return blame;
}

/* "field[row] subject" of each item. */
static void assert_blame(struct workspace *workspace, const char *field, const char *wanted)
{
    struct blame *blame = blame_all(workspace, field, 1);
    struct buffer text = {0};
    size_t count = 0;
    const struct blame_item *items = blame_items(blame, &count);
    for (size_t i = 0; i < count; i++) {
        buffer_append_string(&text, items[i].field->id);
        if (items[i].row != BLAME_NO_ROW)
            buffer_append_format(&text, "[%zu]", items[i].row);
        buffer_append_format(&text, " %s\n",
                             items[i].commit != NULL ? items[i].commit->subject : "-");
    }
    assert_string_equal(buffer_string(&text), wanted);
    buffer_done(&text);
    blame_close(blame);
}

static void write_version(const char *text)
{
    struct buffer bytes = {0};
    buffer_append_string(&bytes, "form: integration-interface\n");
    buffer_append_string(&bytes, text);
    (void)mkdir("interfaces/APP", 0777);
    write_file(path, buffer_string(&bytes));
    buffer_done(&bytes);
}

static void commit_version(struct workspace *workspace, const char *text, const char *subject)
{
    write_version(text);
    commit_all(workspace, subject);
}

static void names_the_commit_that_set_each_value(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace, "description:\n  title: T\noverview:\n  data_volume: Low\n", "one");
    commit_version(workspace, "description:\n  title: U\noverview:\n  data_volume: Low\n", "two");
    commit_version(workspace, "description:\n  title: U\noverview:\n  data_volume: High\n", "three");
    commit_version(workspace, "description:\n  title: U\noverview:\n  data_volume: Low\n", "four");
    write_version("description:\n  title: U\n  summary: new\noverview:\n  data_volume: Low\n");
    assert_blame(workspace, NULL, "title two\nsummary -\ndata_volume four\n");
    struct blame *blame = blame_all(workspace, "overview.data_volume", 100);
    size_t count = 0;
    const struct blame_item *items = blame_items(blame, &count);
    assert_int_equal(count, 1);
    assert_string_equal(items[0].old_text, "High");
    blame_close(blame);
}

/* Another notation, another place, comments, another section in front: no change of the value. */
static void notation_is_no_change(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace, "overview:\n  sla: a b\n  data_volume: Low\n", "one");
    commit_version(workspace, "overview:\n  data_volume: \"Low\" # much\n  sla: a b\n", "two");
    commit_version(workspace, "overview: {sla: 'a b', data_volume: Low}\n", "three");
    commit_version(workspace, "# x\ndescription:\n  title: T\noverview:\n"
                              "  sla: >-\n    a\n    b\n  data_volume: Low\n",
                   "four");
    assert_blame(workspace, NULL, "title four\ndata_volume one\nsla one\n");
}

static void follows_rows_that_move(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace, "overview:\n  legacy_ids:\n  - A\n  - B\n", "one");
    commit_version(workspace, "overview:\n  legacy_ids:\n  - C\n  - A\n  - B\n", "two");
    commit_version(workspace, "overview:\n  legacy_ids:\n  - C\n  - B\n  - A\n  - D\n", "three");
    commit_version(workspace, "overview:\n  legacy_ids: [C, B, A, D]\n  data_volume: Low\n", "four");
    assert_blame(workspace, NULL,
                 "legacy_ids three\nlegacy_ids[0] two\nlegacy_ids[1] one\n"
                 "legacy_ids[2] one\nlegacy_ids[3] three\ndata_volume four\n");
}

/* The line is as it was, but what it means is not. */
static void lines_that_change_others_are_parsed(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace, "x:\n  a: &v Low\noverview:\n  data_volume: *v\n", "one");
    commit_version(workspace, "x:\n  a: &v High\noverview:\n  data_volume: *v\n", "two");
    assert_blame(workspace, NULL, "data_volume two\n");
    commit_version(workspace, "description:\n  data_volume: Low\n", "three");
    commit_version(workspace, "overview:\n  data_volume: Low\n", "four");
    assert_blame(workspace, NULL, "data_volume four\n");
}

/* What an alias stands for is on other lines, which are those of another field, too. */
static void an_alias_is_what_it_stands_for(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace,
                   "description:\n  use_case_refs: &l\n    - A\n    - B\n    - C\n"
                   "requirements:\n  rules: *l\n",
                   "one");
    commit_version(workspace,
                   "description:\n  use_case_refs: &l\n    - A\n    - X\n    - C\n"
                   "requirements:\n  rules: *l\n",
                   "two");
    assert_blame(workspace, NULL,
                 "use_case_refs two\nuse_case_refs[0] one\nuse_case_refs[1] two\n"
                 "use_case_refs[2] one\nrules two\nrules[0] one\nrules[1] two\nrules[2] one\n");
    commit_version(workspace,
                   "overview: {sla: a *bold text, version: a *b}\n"
                   "description:\n  use_case_refs: [A, X, C]\n",
                   "three");
    assert_blame(workspace, "description.use_case_refs",
                 "use_case_refs two\nuse_case_refs[0] one\nuse_case_refs[1] two\n"
                 "use_case_refs[2] one\n");
}

static void run_git(const char *script)
{
    char *command = memory_format("{ %s; } >/dev/null 2>&1", script);
    assert_int_equal(system(command), 0);
    free(command);
}

/* main changes one field, the branch another, and one to what main has at the end anyway. */
static void each_side_of_a_merge_keeps_its_own(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    commit_version(workspace, "description:\n  title: T\n  summary: S\n\n\n\n\noverview:\n"
                              "  data_volume: Low\n  sla: x\n", "base");
    run_git("git checkout -b side");
    commit_version(workspace, "description:\n  title: T\n  summary: S\n\n\n\n\noverview:\n"
                              "  data_volume: High\n  sla: y\n", "side");
    run_git("git checkout -");
    commit_version(workspace, "description:\n  title: M\n  summary: S\n\n\n\n\noverview:\n"
                              "  data_volume: Low\n  sla: x\n", "main");
    run_git("git merge -m merged side");
    assert_blame(workspace, NULL, "title main\nsummary base\ndata_volume side\nsla side\n");
    commit_version(workspace, "description:\n  title: M\n  summary: S\noverview:\n"
                              "  data_volume: High\n  sla: z\n", "end");
    assert_blame(workspace, "overview.sla", "sla end\n");
    assert_blame(workspace, "overview.data_volume", "data_volume side\n");
}

static void follows_a_rename(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    (void)mkdir("interfaces/APP", 0777);
    commit_version(workspace, "overview:\n  smart_id: APP-A-B-C-V1\n  data_volume: Low\n  sla: x\n"
                              "  frequency: Daily\n", "one");
    run_git("git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/APP/old.yaml && git commit -m away");
    run_git("git mv interfaces/APP/old.yaml interfaces/APP/APP-A-B-C-V1.yaml && git commit -m back");
    assert_blame(workspace, "overview.data_volume", "data_volume one\n");
}

static void what_was_never_committed_is_no_ones(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    write_version("overview:\n  data_volume: Low\n");
    assert_blame(workspace, NULL, "data_volume -\n");
}

/* ── against the slow way ── */

enum { VERSIONS = 40 };

struct versions {
    struct spec *specs[VERSIONS]; /* the newest first */
    char *commits[VERSIONS];
    size_t count;
};

static int keep_version(void *context, const struct history_entry *entry)
{
    struct versions *versions = context;
    versions->specs[versions->count] = entry->spec != NULL ? spec_copy(entry->spec) : NULL;
    versions->commits[versions->count++] = memory_copy_string(entry->commit);
    return 0;
}

/* The oldest version up to which the value, or the row, stayed the same. */
static const char *search(const struct versions *versions, const struct blame_item *item)
{
    size_t row = item->row;
    for (size_t i = 0; i + 1 < versions->count; i++) {
        const struct value *after = spec_value(versions->specs[i], item->field);
        const struct value *before = spec_value(versions->specs[i + 1], item->field);
        if (row == BLAME_NO_ROW) {
            if (!value_equal(before, after))
                return versions->commits[i];
            continue;
        }
        if (before->kind != VALUE_LIST)
            return versions->commits[i];
        size_t partner[64];
        change_match_rows(item->field, before, after, partner);
        if (partner[row] == CHANGE_NO_ROW ||
            !value_equal(&before->items[partner[row]], &after->items[row]))
            return versions->commits[i];
        row = partner[row];
    }
    return versions->commits[versions->count - 1];
}

static unsigned seed = 7;

static unsigned roll(unsigned sides)
{
    seed = seed * 1103515245U + 12345U;
    return (seed >> 16) % sides;
}

/* Half of the time the same as the last time: values in sections, a list, a table, a paragraph. */
static void append_random(struct buffer *out, unsigned char choice[12])
{
    for (int i = 0; i < 12; i++)
        if (roll(6) == 0)
            choice[i] = (unsigned char)roll(4);
    static const char *const volumes[] = {"Low", "Median", "\"Low\"", "High # x"};
    if (choice[0] == 3)
        buffer_append_string(out, "# a remark\n");
    buffer_append_format(out, "description:\n  title: T%u\n", choice[1]);
    buffer_append_string(out, "  summary: |\n");
    for (unsigned i = 0; i <= choice[2]; i++)
        buffer_append_format(out, "    line %u\n", i * choice[3]);
    buffer_append_string(out, "overview:\n");
    if (choice[4] > 0)
        buffer_append_string(out, "  legacy_ids:\n");
    for (unsigned i = 0; i < choice[4]; i++)
        buffer_append_format(out, "  - ID%u\n", (i * 3 + choice[5]) % 5);
    if (choice[6] % 2 == 0)
        buffer_append_format(out, "  data_volume: %s\n", volumes[choice[7]]);
    buffer_append_format(out, "  artefacts:\n");
    for (unsigned i = 0; i <= choice[8]; i++)
        buffer_append_format(out, "  - type: API\n    package: P%u\n    name: N%u\n",
                             choice[9] == i ? 9 : 1, (i + choice[10]) % 4);
    if (choice[6] % 2 == 1)
        buffer_append_format(out, "  data_volume: %s\n", volumes[choice[7]]);
    buffer_append_format(out, "  sla: |-\n    s%u\n", choice[11]);
}

static void agrees_with_the_slow_way(void **state)
{
    struct workspace *workspace = ((struct fixture *)*state)->workspace;
    unsigned char choice[12] = {0};
    struct versions versions = {0};
    for (int i = 0; i < VERSIONS; i++) {
        struct buffer text = {0};
        append_random(&text, choice);
        buffer_append_format(&text, "x:\n  y: %d\n", i);
        commit_version(workspace, buffer_string(&text), "x");
        buffer_done(&text);
    }
    assert_done(history_walk(workspace, path, keep_version, &versions, &error));
    struct blame *blame = blame_all(workspace, NULL, 3);
    size_t count = 0;
    const struct blame_item *items = blame_items(blame, &count);
    assert_true(count > 5);
    for (size_t i = 0; i < count; i++) {
        const char *wanted = search(&versions, &items[i]);
        if (strcmp(items[i].commit->id, wanted) != 0)
            fail_msg("%s %d", items[i].field->path, (int)items[i].row);
    }
    blame_close(blame);
    for (size_t i = 0; i < versions.count; i++) {
        spec_free(versions.specs[i]);
        free(versions.commits[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(names_the_commit_that_set_each_value),
        test(notation_is_no_change),
        test(follows_rows_that_move),
        test(lines_that_change_others_are_parsed),
        test(an_alias_is_what_it_stands_for),
        test(each_side_of_a_merge_keeps_its_own),
        test(follows_a_rename),
        test(what_was_never_committed_is_no_ones),
        test(agrees_with_the_slow_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
