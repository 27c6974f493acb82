#include "base/install.h"

#include "unit/unit.h"

#include <unistd.h>

static void finds_the_source_tree_from_its_build_folder(void **state)
{
    (void)state;
    char *forms = install_find_data("forms");
    assert_int_equal(access(forms, R_OK), 0);
    char *keys = install_find_data("keys");
    assert_int_equal(strlen(keys), strlen(forms) - strlen("forms") + strlen("share/keys"));
    assert_string_equal(keys + strlen(forms) - strlen("forms"), "share/keys");
    free(keys);
    free(forms);
}

static void finds_libraries_beside_the_program(void **state)
{
    (void)state;
    char *library = install_find_library("ifspec-git.so");
    const char *build = strstr(library, "/build/");
    assert_non_null(build);
    assert_string_equal(strchr(build + strlen("/build/"), '/'), "/ifspec-git.so");
    free(library);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_source_tree_from_its_build_folder),
        cmocka_unit_test(finds_libraries_beside_the_program),
    };
    return cmocka_run_group_tests_name("install", tests, NULL, NULL);
}
