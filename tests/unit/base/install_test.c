/* Run with an argument, the program says where it finds its data and its libraries: so a copy of
 * it can be asked from another place. */
#include "base/install.h"

#include "base/memory.h"
#include "base/process.h"
#include "unit/base/scratch.h"

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

static void copy_program(const struct scratch *scratch, const char *path)
{
    enum { LIMIT = 64 * 1024 * 1024 };
    struct buffer program = {0};
    const struct file_base none = {0};
    assert_int_equal(file_read("/proc/self/exe", LIMIT, &program, NULL), 0);
    assert_int_equal(file_save_beneath(scratch->directory, path, program.bytes, program.length,
                                       &none, true, NULL),
                     0);
    assert_int_equal(fchmodat(scratch->directory, path, 0755, 0), 0);
    buffer_done(&program);
}

static void assert_copy_finds(const struct scratch *scratch, const char *path,
                              const char *data_prefix, const char *library_prefix)
{
    struct buffer answer = {0};
    char *program = memory_format("%s/%s", scratch->path, path);
    char *expected = memory_format("%s/forms\n%s/x.so\n", data_prefix, library_prefix);
    const char *const arguments[] = {program, "--where", NULL};
    assert_int_equal(process_run(arguments, NULL, &answer, NULL), 0);
    assert_string_equal(buffer_string(&answer), expected);
    buffer_done(&answer);
    free(expected);
    free(program);
}

static void a_moved_installation_still_works(void **state)
{
    const struct scratch *scratch = *state;
    char *data = memory_format("%s/build/usr/share/ifspec", scratch->path);
    char *library = memory_format("%s/build/usr/lib/ifspec", scratch->path);
    copy_program(scratch, "build/usr/bin/probe");
    make_folder(scratch, "build/usr/share");
    make_folder(scratch, "build/usr/share/ifspec");
    put_file(scratch, "Makefile", "");
    assert_copy_finds(scratch, "build/usr/bin/probe", data, library);
    free(library);
    free(data);
}

static void a_program_alone_looks_where_it_was_to_be_installed(void **state)
{
    const struct scratch *scratch = *state;
    copy_program(scratch, "bin/probe");
    assert_copy_finds(scratch, "bin/probe", IFSPEC_PREFIX "/share/ifspec",
                      IFSPEC_PREFIX "/lib/ifspec");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_begin, scratch_end)

int main(int count, char **arguments)
{
    (void)arguments;
    if (count > 1) {
        char *data = install_find_data("forms");
        char *library = install_find_library("x.so");
        (void)printf("%s\n%s\n", data, library);
        free(library);
        free(data);
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_source_tree_from_its_build_folder),
        cmocka_unit_test(finds_libraries_beside_the_program),
        TEST(a_moved_installation_still_works),
        TEST(a_program_alone_looks_where_it_was_to_be_installed),
    };
    return cmocka_run_group_tests_name("install", tests, NULL, NULL);
}
