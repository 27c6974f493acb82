#include "base/path.h"

#include "unit/unit.h"

#define CHECK(path) path_check(path, sizeof(path) - 1, &error)

static void accepts_names_that_are_safe_everywhere(void **state)
{
    (void)state;
    struct error error = {0};
    static const char *const table[] = {
        "a",
        "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml",
        "Größe/日本語.yaml",
        "a.b.c/..d/e...f",
        ".gitkeep",
        ".github/x",
        "console/com/com10/lpt/nullable",
        "git~x/giraffes~1/x~1",
        "with blank/in the name.txt",
        "100%s%n",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (path_check(table[i], strlen(table[i]), &error) != 0)
            fail_msg("%s: %s", table[i], error.text);
    }
}

static void refuses_names_that_lead_elsewhere(void **state)
{
    (void)state;
    struct error error = {0};
    static const char *const table[] = {
        "",     "/",       "/etc/passwd", ".",       "..",  "../../.ssh/x", "a/../b", "a/./b",
        "a//b", "a/",      "/a",          "a\\b",    "C:x", "c:",           "-rf",    "a/-rf",
        "~",    "a/~root", "a.",          "a/b. /c", "a ",  "a/ ",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (path_check(table[i], strlen(table[i]), &error) == 0)
            fail_msg("\"%s\" is accepted", table[i]);
        assert_int_equal(error.kind, ERROR_INPUT);
    }
}

static void refuses_names_of_git_and_windows(void **state)
{
    (void)state;
    struct error error = {0};
    static const char *const table[] = {
        ".git",        ".git/config", ".GIT/x",         "a/.Git",     "git~1",      "a/GIT~12/b",
        ".gitmodules", ".gitIgnore",  ".gitattributes", "gitmod~1",   "GI7EBA~1",   "CON",
        "con.yaml",    "a/nul/b",     "Aux.tar.gz",     "com1",       "LPT9.txt",   "COM¹.x",
        "prn .txt",    "CONIN$",      ".g\u200Cit",     ".git\uFEFF", ".\u202Egit", ".ＧＩＴ",
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (path_check(table[i], strlen(table[i]), &error) == 0)
            fail_msg("\"%s\" is accepted", table[i]);
    }
}

static void refuses_characters_nobody_sees(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(CHECK("a\0b"), -1);
    assert_int_equal(CHECK("a\nb"), -1);
    assert_int_equal(CHECK("a\x1B[31m"), -1);
    assert_int_equal(CHECK("a\x7F"), -1);
    assert_int_equal(CHECK("a\xC2\x9B"
                           "b"),
                     -1);
    assert_int_equal(CHECK("a\u202Eb"), -1);
    assert_int_equal(CHECK("a\u2066b"), -1);
    assert_int_equal(CHECK("a\u200Bb"), -1);
    assert_int_equal(CHECK("a\u200Db"), -1);
    assert_int_equal(CHECK("a\uFE0Fb"), -1);
    assert_int_equal(CHECK("a\u00ADb"), -1);
    assert_int_equal(CHECK("a\u2028b"), -1);
    assert_int_equal(CHECK("a\xFF"), -1);
    assert_int_equal(CHECK("a\xED\xA0\x80"), -1);
    assert_int_equal(CHECK("e\u0301"), -1);
    assert_non_null(strstr(error.text, "NFC"));
}

static void says_which_part_and_why(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(CHECK("a/nul.txt/b"), -1);
    assert_string_equal(error.text,
                        "the part \"nul.txt\" of the path is the name of a device on Windows");
    assert_int_equal(path_check("../x", 4, NULL), -1);
}

static void limits_the_length(void **state)
{
    (void)state;
    struct error error = {0};
    char path[1200];
    memset(path, 'a', sizeof path);
    assert_int_equal(path_check(path, 200, &error), 0);
    assert_int_equal(path_check(path, 201, &error), -1);
    for (size_t i = 100; i < sizeof path; i += 101)
        path[i] = '/';
    assert_int_equal(path_check(path, 1000, &error), 0);
    assert_int_equal(path_check(path, 1001, &error), -1);
}

static void checks_ids(void **state)
{
    (void)state;
    struct error error = {0};
    char longest[66];
    memset(longest, 'A', sizeof longest);
    longest[64] = '\0';
    assert_int_equal(path_check_id("PROC-SRM7-11VMS-PURCHASE-ORDER-V1", &error), 0);
    assert_int_equal(path_check_id("0", &error), 0);
    assert_int_equal(path_check_id("a.b_c-", &error), 0);
    assert_int_equal(path_check_id(longest, &error), 0);
    longest[64] = 'A';
    longest[65] = '\0';
    static const char *const wrong[] = {"", "-a", ".a", "_a", "a b", "a/b", "Größe", "a\n", "a:b",
                                        "CON", "aux.1", "Lpt1"};
    assert_int_equal(path_check_id(longest, &error), -1);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(path_check_id(wrong[i], &error), -1);
}

static void check_and_free(char *text, const char *expected)
{
    assert_string_equal(text, expected);
    free(text);
}

static void takes_paths_apart_and_together(void **state)
{
    (void)state;
    check_and_free(path_join("a", "b"), "a/b");
    check_and_free(path_join("a/", "b"), "a/b");
    check_and_free(path_join("", "b"), "b");
    check_and_free(path_join(".", "b"), "b");
    check_and_free(path_join("/", "b"), "/b");
    check_and_free(path_stem("a/b.yaml"), "b");
    check_and_free(path_stem("a.d/b"), "b");
    check_and_free(path_stem("APP.V1.yaml"), "APP.V1");
    check_and_free(path_stem("a/.hidden"), ".hidden");
    check_and_free(path_stem(""), "");
    check_and_free(path_folder("a/b/c"), "a/b");
    check_and_free(path_folder("c"), "");
    check_and_free(path_folder("/c"), "/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_names_that_are_safe_everywhere),
        cmocka_unit_test(refuses_names_that_lead_elsewhere),
        cmocka_unit_test(refuses_names_of_git_and_windows),
        cmocka_unit_test(refuses_characters_nobody_sees),
        cmocka_unit_test(says_which_part_and_why),
        cmocka_unit_test(limits_the_length),
        cmocka_unit_test(checks_ids),
        cmocka_unit_test(takes_paths_apart_and_together),
    };
    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
