#include "unit/workspace/fixture.h"

#include "workspace/last_place.h"

static const struct field *field(const struct fixture *fixture, const char *path)
{
    const struct form *form = NULL;
    assert_done(workspace_form(fixture->workspace, NULL, &form, &error));
    return form_find_field(form, path);
}

static void assert_place(const struct fixture *fixture, const char *path, const char *expected)
{
    char *found = last_place_find(fixture->workspace, path);
    if (expected == NULL)
        assert_null(found);
    else
        assert_string_equal(found, expected);
    free(found);
}

static void remembers_one_field_for_each_spec(void **state)
{
    const struct fixture *fixture = *state;
    assert_place(fixture, "interfaces/a.yaml", NULL);
    last_place_keep(fixture->workspace, "interfaces/a.yaml", field(fixture, "description.title"));
    last_place_keep(fixture->workspace, "interfaces/b.yaml", field(fixture, "overview.smart_id"));
    last_place_keep(fixture->workspace, "interfaces/a.yaml", field(fixture, "overview.version"));
    assert_place(fixture, "interfaces/a.yaml", "overview.version");
    assert_place(fixture, "interfaces/b.yaml", "overview.smart_id");
    assert_place(fixture, "interfaces/a", NULL);
}

static void forgets_what_was_left_longest_ago(void **state)
{
    const struct fixture *fixture = *state;
    for (int i = 0; i < 502; i++) {
        char *path = memory_format("interfaces/%d.yaml", i);
        last_place_keep(fixture->workspace, path, field(fixture, "description.title"));
        free(path);
    }
    assert_place(fixture, "interfaces/1.yaml", NULL);
    assert_place(fixture, "interfaces/2.yaml", "description.title");
    assert_place(fixture, "interfaces/501.yaml", "description.title");
}

static void is_no_loss_where_nothing_can_be_kept(void **state)
{
    const struct fixture *fixture = *state;
    assert_int_equal(setenv("XDG_STATE_HOME", "/dev/null/state", 1), 0);
    assert_int_equal(rename(".git", "git"), 0);
    last_place_keep(fixture->workspace, "interfaces/a.yaml", field(fixture, "description.title"));
    assert_place(fixture, "interfaces/a.yaml", NULL);
    assert_int_equal(unsetenv("XDG_STATE_HOME"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(remembers_one_field_for_each_spec),
        test(forgets_what_was_left_longest_ago),
        test(is_no_loss_where_nothing_can_be_kept),
    };
    return cmocka_run_group_tests_name("last_place", tests, NULL, NULL);
}
