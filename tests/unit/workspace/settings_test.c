/* The settings file: what is wrong with it is named by line, and the rest counts. */
#include "unit/unit.h"

#include "base/memory.h"
#include "workspace/settings.h"

#include <sys/stat.h>
#include <unistd.h>

struct place {
    char folder[64];
    struct settings settings;
    struct buffer problems;
};

static int make(void **state)
{
    struct place *place = memory_allocate(sizeof *place);
    *state = place;
    strcpy(place->folder, "/tmp/ifspec-settings-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    assert_int_equal(setenv("XDG_CONFIG_HOME", place->folder, 1), 0);
    assert_int_equal(chdir(place->folder), 0);
    assert_int_equal(mkdir("ifspec", 0777), 0);
    return 0;
}

static int drop(void **state)
{
    struct place *place = *state;
    (void)unlink("ifspec/settings.yaml");
    (void)rmdir("ifspec/settings.yaml");
    assert_int_equal(rmdir("ifspec"), 0);
    assert_int_equal(rmdir(place->folder), 0);
    settings_done(&place->settings);
    buffer_done(&place->problems);
    free(place);
    return 0;
}

static void read_text(struct place *place, const char *text)
{
    FILE *file = fopen("ifspec/settings.yaml", "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    settings_read(&place->settings, &place->problems);
}

/* The problem in this line of all, without the folder. */
static void assert_problems(struct place *place, const char *expected)
{
    struct buffer found = {0};
    size_t lead = strlen(place->folder) + strlen("/ifspec/");
    const char *at = buffer_string(&place->problems);
    while (*at != '\0') {
        size_t length = strcspn(at, "\n");
        assert_true(length > lead);
        buffer_append(&found, at + lead, length - lead + 1);
        at += length + 1;
    }
    assert_string_equal(buffer_string(&found), expected);
    buffer_done(&found);
}

static void without_a_file_nothing_is_said(void **state)
{
    struct place *place = *state;
    settings_read(&place->settings, &place->problems);
    assert_problems(place, "");
    assert_int_equal(place->settings.theme, SETTINGS_THEME_AUTOMATIC);
    assert_false(place->settings.mouse);
    assert_null(place->settings.editor);
}

static void reads_every_key(void **state)
{
    struct place *place = *state;
    read_text(place, "# mine\ntheme: dark\nmouse: true\nascii: true\neditor: vim -n\nplain: true\n");
    assert_problems(place, "");
    assert_int_equal(place->settings.theme, SETTINGS_THEME_DARK);
    assert_true(place->settings.mouse);
    assert_true(place->settings.ascii);
    assert_true(place->settings.plain);
    assert_string_equal(place->settings.editor, "vim -n");
}

static void names_what_is_wrong_and_takes_the_rest(void **state)
{
    struct place *place = *state;
    read_text(place, "theme: pink\nmause: true\nascii: [a]\nmouse:\neditor: ''\nplain: true\n");
    assert_problems(place,
                    "settings.yaml:1:8: theme is automatic, light, dark or monochrome\n"
                    "settings.yaml:2:1: there is no setting “mause”; known are theme, mouse, ascii, "
                    "editor, plain\n"
                    "settings.yaml:3:8: ascii is true or false\n"
                    "settings.yaml:5:9: editor is a command\n");
    assert_true(place->settings.plain);
    assert_int_equal(place->settings.theme, SETTINGS_THEME_AUTOMATIC);
}

static void a_file_that_is_no_yaml_or_no_map_is_said_so(void **state)
{
    struct place *place = *state;
    read_text(place, "theme: [\n");
    assert_non_null(strstr(buffer_string(&place->problems), "settings.yaml:"));
    settings_done(&place->settings);
    buffer_clear(&place->problems);
    read_text(place, "- theme\n");
    assert_problems(place, "settings.yaml:1:1: settings are keys with values: theme: dark\n");
    settings_done(&place->settings);
    buffer_clear(&place->problems);
    read_text(place, "");
    assert_problems(place, "");
}

static void a_folder_in_its_place_is_no_harm(void **state)
{
    struct place *place = *state;
    assert_int_equal(mkdir("ifspec/settings.yaml", 0777), 0);
    settings_read(&place->settings, &place->problems);
    assert_true(place->problems.length > 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_a_file_nothing_is_said),
        TEST(reads_every_key),
        TEST(names_what_is_wrong_and_takes_the_rest),
        TEST(a_file_that_is_no_yaml_or_no_map_is_said_so),
        TEST(a_folder_in_its_place_is_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
