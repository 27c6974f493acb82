/* A value that is added to a vocabulary: in the file, and in the form that is open. */
#include "fixture.h"

#include "workspace/vocabulary.h"

static const struct vocabulary *find(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->vocabulary_count; i++)
        if (strcmp(form->vocabularies[i].id, id) == 0)
            return &form->vocabularies[i];
    fail_msg("no vocabulary %s", id);
    return NULL;
}

static void the_open_form_has_the_value_at_once(void **state)
{
    struct fixture *fixture = *state;
    struct added_value added = {0};
    const struct form *form = NULL;
    const struct form *heir = NULL;
    assert_done(workspace_form(fixture->workspace, NULL, &form, &error));
    assert_done(workspace_form(fixture->workspace, "integration-interface-extended", &heir, &error));
    assert_done(workspace_add_value(fixture->workspace, form, "systems", "Acme ERP", "Ours",
                                    &added, &error));
    assert_true(added.copied);
    assert_string_equal(added.path, "forms/vocabularies/systems.yaml");
    free(added.path);
    const struct vocabulary_entry *entry = vocabulary_find(find(form, "systems"), "Acme ERP");
    assert_non_null(entry);
    assert_string_equal(entry->help, "Ours");
    assert_non_null(vocabulary_find(find(heir, "systems"), "Acme ERP"));
    assert_fails(workspace_add_value(fixture->workspace, form, "systems", "Acme ERP", NULL, &added,
                                     &error),
                 ERROR_INPUT, "already");
    assert_null(added.path);
}

static void entries_follow_the_style_of_the_file(void **state)
{
    struct fixture *fixture = *state;
    struct added_value added = {0};
    const struct form *form = NULL;
    struct buffer bytes = {0};
    static const char old[] = "# ours\r\n-   value: Alpha  # first\r\n    help: A\r\n";
    static const char new[] = "# ours\r\n-   value: Alpha  # first\r\n    help: A\r\n"
                              "-   value: Beta\r\n    help: \"yes: no\"\r\n";
    assert_int_equal(mkdir("forms", 0777), 0);
    assert_int_equal(mkdir("forms/vocabularies", 0777), 0);
    FILE *file = fopen("forms/vocabularies/systems.yaml", "w");
    assert_non_null(file);
    fputs(old, file);
    fclose(file);
    assert_done(workspace_form(fixture->workspace, NULL, &form, &error));
    assert_done(workspace_add_value(fixture->workspace, form, "systems", "Beta", "yes: no", &added,
                                    &error));
    assert_false(added.copied);
    free(added.path);
    assert_done(file_read("forms/vocabularies/systems.yaml", 1000, &bytes, &error));
    assert_string_equal(buffer_string(&bytes), new);
    buffer_done(&bytes);
}

static void what_is_shipped_in_a_form_is_refused(void **state)
{
    struct fixture *fixture = *state;
    struct added_value added = {0};
    const struct form *form = NULL;
    assert_done(workspace_form(fixture->workspace, NULL, &form, &error));
    assert_fails(workspace_add_value(fixture->workspace, form, "status", "Dreamt", NULL, &added,
                                     &error),
                 ERROR_REFUSED, "ifspec init --form");
    assert_fails(workspace_add_value(fixture->workspace, form, "", "Dreamt", NULL, &added, &error),
                 ERROR_NOT_FOUND, "no vocabulary");
    assert_fails(workspace_add_value(fixture->workspace, form, "systems", "two\nlines", NULL,
                                     &added, &error),
                 ERROR_INPUT, "one line");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_open_form_has_the_value_at_once),
        TEST(entries_follow_the_style_of_the_file),
        TEST(what_is_shipped_in_a_form_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
