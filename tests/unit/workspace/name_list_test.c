#include "fixture.h"

#include "../../../src/workspace/name_list_internal.h"

#include <sys/syscall.h>
#include <time.h>

/* In these tests it is always a while later: files were not touched just now. */
int clock_gettime(clockid_t clock, struct timespec *time)
{
    enum { LATER = 60 };
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    time->tv_sec += LATER;
    return result;
}

static const char *const paths[] = {"interfaces/A.yaml",   "interfaces/B.yaml",
                                    "interfaces/x/C.yaml", "interfaces/x/D.yaml",
                                    "interfaces/x/y/E.yaml"};
static const char *const ids[] = {"APP-S4-SF-ORDER-V1", "APP-S4-SF-ORDER-V2",
                                  "app-s4-sf-order-v1", "HR-ECC-SF-BATCH-V1",
                                  "APP-S4-ÉF-ORDER-V1", "HR-ECC-SF-BATCH-V2"};
static const char *const aliases[] = {"", "SCPIINT12", "APP-S4-SF-ORDER-V1", "old"};
static const char *const relations[] = {"", "APP-S4-SF-ORDER-V1", "scpiint12", "HR-ECC-SF-BATCH-V2",
                                        "NONE-SUCH"};

enum { PATHS = 5, IDS = 6, ALIASES = 4, RELATIONS = 5 };

static unsigned seed;

static unsigned random_below(unsigned limit)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % limit;
}

static void write_spec(const char *path, const char *id, const char *alias, const char *relation)
{
    struct buffer text = {0};
    buffer_append_string(&text, "form: integration-interface\noverview:\n");
    if (id[0] != '\0')
        buffer_append_format(&text, "  smart_id: %s\n", id);
    if (alias[0] != '\0')
        buffer_append_format(&text, "  legacy_ids: [other, %s]\n", alias);
    if (relation[0] != '\0')
        buffer_append_format(&text, "related:\n  interfaces:\n    - id: %s\n", relation);
    write_file("written", buffer_string(&text));
    assert_int_equal(rename("written", path), 0);
    buffer_done(&text);
}

static void write_any(const char *path)
{
    write_spec(path, random_below(8) > 0 ? ids[random_below(IDS)] : "",
               aliases[random_below(ALIASES)], relations[random_below(RELATIONS)]);
}

/* What a check of a spec finds that has to do with others. */
static char *findings_of(struct workspace *workspace, const char *path,
                         const struct check_world *world)
{
    struct spec *spec = NULL;
    struct findings findings = {0};
    struct buffer text = {0};
    assert_done(workspace_read_spec(workspace, path, &spec, &error));
    check_spec(spec, world, &findings);
    for (size_t i = 0; i < findings.count; i++)
        buffer_append_format(&text, "%s: %s\n", findings.items[i].rule, findings.items[i].message);
    findings_done(&findings);
    spec_free(spec);
    return buffer_take(&text);
}

/* The same with the list and with all files read. */
static void assert_same_findings(const char *path, bool listed)
{
    struct workspace *soon = NULL;
    struct workspace *whole = NULL;
    assert_done(workspace_open(".", &soon, &error));
    assert_done(workspace_open(".", &whole, &error));
    const struct check_world soon_world = workspace_commit_world(soon, path);
    const struct check_world whole_world = workspace_check_world(whole, path);
    char *expected = findings_of(whole, path, &whole_world);
    char *found = findings_of(soon, path, &soon_world);
    assert_string_equal(found, expected);
    assert_int_equal(soon->names != NULL, listed);
    free(found);
    free(expected);
    workspace_close(whole);
    workspace_close(soon);
}

static void make_stock(void)
{
    assert_int_equal(mkdir("interfaces/x", 0777), 0);
    assert_int_equal(mkdir("interfaces/x/y", 0777), 0);
    for (size_t i = 0; i < PATHS; i++)
        write_spec(paths[i], ids[i], "", "");
    /* The first one reads all, and keeps the list. */
    assert_same_findings(paths[0], false);
}

static void finds_what_a_check_of_all_finds(void **state)
{
    (void)state;
    make_stock();
    for (unsigned round = 0; round < 300; round++) {
        seed = round;
        const char *path = paths[random_below(PATHS)];
        switch (random_below(4)) {
        case 0:
            (void)remove(path);
            break;
        case 1:
            (void)rename(path, paths[random_below(PATHS)]);
            break;
        default:
            write_any(path);
        }
        path = paths[random_below(PATHS)];
        write_any(path);
        assert_same_findings(path, true);
    }
}

static void sees_new_folders_and_folders_that_went(void **state)
{
    (void)state;
    make_stock();
    assert_int_equal(mkdir("interfaces/new", 0777), 0);
    assert_int_equal(mkdir("interfaces/new/deep", 0777), 0);
    write_spec("interfaces/new/deep/F.yaml", ids[3], "", "");
    assert_same_findings(paths[3], true);
    assert_int_equal(rename("interfaces/x", "interfaces/z"), 0);
    assert_same_findings("interfaces/new/deep/F.yaml", true);
    assert_int_equal(rename("interfaces/z", "elsewhere"), 0);
    assert_same_findings("interfaces/new/deep/F.yaml", true);
}

/* A name that the list has is looked up in its file, however that was written. */
static void believes_no_name_that_was_taken_away_in_place(void **state)
{
    (void)state;
    make_stock();
    write_spec(paths[0], ids[0], "", ids[3]);
    assert_same_findings(paths[0], true);
    write_file(paths[3], "form: integration-interface\n");
    assert_same_findings(paths[0], true);
    write_file(paths[2], "form: integration-interface\n");
    assert_same_findings(paths[0], true);
    write_file(paths[2], "form: [damaged\n");
    assert_same_findings(paths[0], true);
}

/* Nothing is called missing before all files were asked. */
static void knows_a_name_that_came_in_place(void **state)
{
    (void)state;
    make_stock();
    write_file(paths[0], "form: integration-interface\noverview:\n  legacy_ids: [NONE-SUCH]\n");
    write_spec(paths[2], ids[0], "", "NONE-SUCH");
    assert_same_findings(paths[2], true);
}

static void reads_all_when_much_or_the_form_has_changed(void **state)
{
    (void)state;
    make_stock();
    for (int i = 0; i < 100; i++) {
        char *path = memory_format("interfaces/x/N%d.yaml", i);
        write_spec(path, "N", "", "");
        free(path);
    }
    assert_same_findings(paths[0], false);
    assert_same_findings(paths[0], true);
    assert_int_equal(mkdir("forms", 0777), 0);
    write_file("forms/other.yaml", "form: other\n");
    assert_same_findings(paths[0], false);
    assert_same_findings(paths[0], true);
}

static void follows_links_to_files_that_are_replaced(void **state)
{
    (void)state;
    make_stock();
    write_spec("target.yaml", "LINKED", "", "");
    assert_int_equal(symlink("../target.yaml", "interfaces/L.yaml"), 0);
    for (int i = 0; i < 100; i++)
        write_file("interfaces/again", "");
    assert_same_findings(paths[0], true);
    write_spec("target.yaml", ids[0], "", "");
    assert_same_findings(paths[0], true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(finds_what_a_check_of_all_finds),
        test(sees_new_folders_and_folders_that_went),
        test(believes_no_name_that_was_taken_away_in_place),
        test(knows_a_name_that_came_in_place),
        test(reads_all_when_much_or_the_form_has_changed),
        test(follows_links_to_files_that_are_replaced),
    };
    return cmocka_run_group_tests_name("name_list", tests, NULL, NULL);
}
