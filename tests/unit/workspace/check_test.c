/* A check of many specs, more than the window of the threads that read and check them: what was
 * found goes with its spec, in the order of the paths; those with one ID are looked at again. */
#include "unit/workspace/fixture.h"

enum { MANY = 300, STOP = 7 };

static void write_many(void)
{
    for (int i = 0; i < MANY; i++) {
        char *path = memory_format("interfaces/APP-A-B-S%03d-V1.yaml", i);
        char *text = memory_format("form: integration-interface\n"
                                   "overview:\n  smart_id: APP-A-B-S%03d-V1\n"
                                   "lifecycle:\n  unknown_%03d: x\n",
                                   i == 50 ? 49 : i, i);
        write_file(path, i == 200 ? "a: [b\n" : text);
        free(path);
        free(text);
    }
}

struct seen {
    size_t count;
    int stop_at;
    char last[64];
    size_t again, unreadable;
};

static bool holds(const struct findings *findings, const char *rule, const char *part)
{
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].rule, rule) == 0 &&
            strstr(findings->items[i].message, part) != NULL)
            return true;
    return false;
}

static int look(void *context, const char *path, const struct spec *spec,
                const struct findings *findings, const struct error *problem)
{
    struct seen *seen = context;
    char part[32];
    if (seen->stop_at > 0 && ++seen->count == (size_t)seen->stop_at)
        return STOP;
    if (spec == NULL) {
        assert_non_null(problem);
        seen->unreadable++;
        return 0;
    }
    snprintf(part, sizeof part, "unknown_%.3s", strstr(path, "-S") + 2);
    if (!holds(findings, "unknown-key", part))
        fail_msg("%s has the findings of another", path);
    if (strcmp(path, seen->last) < 0) {
        assert_true(holds(findings, "duplicate-id", ""));
        seen->again++;
    } else {
        snprintf(seen->last, sizeof seen->last, "%s", path);
    }
    return 0;
}

static void finds_the_same_with_several_threads(void **state)
{
    const struct fixture *fixture = *state;
    struct seen seen = {0};
    write_many();
    assert_done(workspace_check(fixture->workspace, look, &seen, &error));
    assert_string_equal(seen.last, "interfaces/APP-A-B-S299-V1.yaml");
    assert_int_equal(seen.unreadable, 1);
    assert_int_equal(seen.again, 2);
}

static void stops_where_the_visitor_wants(void **state)
{
    const struct fixture *fixture = *state;
    struct seen seen = {.stop_at = 100};
    struct error error = {0};
    write_many();
    assert_int_equal(workspace_check(fixture->workspace, look, &seen, &error), STOP);
    assert_int_equal(seen.count, 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(finds_the_same_with_several_threads),
        test(stops_where_the_visitor_wants),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
