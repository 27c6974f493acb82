/* The floor as the program has it: loaded from its shared object. */
#include "fixture.h"

#include "base/install.h"
#include "base/process.h"

static void loads_the_floor_once(void **state)
{
    (void)state;
    struct error error = {0};
    const struct git_door *loaded = git_door_open(&error);
    if (loaded == NULL)
        fail_msg("%s", error.text);
    assert_ptr_equal(git_door_open(NULL), loaded);
    assert_ptr_not_equal(loaded, door);
}

/* The object has a base floor of its own, which did not see the environment being taken. */
static void hands_over_what_the_program_remembered(void **state)
{
    (void)state;
    shell("git init -q r");
    setenv("GIT_AUTHOR_NAME", "Remembered Ada", 1);
    process_take_git_environment();
    assert_null(getenv("GIT_AUTHOR_NAME"));
    const struct git_door *loaded = git_door_open(NULL);
    struct repository *repository = NULL;
    struct error error = {0};
    assert_int_equal(loaded->repository_open("r", &repository, &error), 0);
    char *name = NULL;
    char *email = NULL;
    assert_int_equal(loaded->identity_read(repository, &name, &email, &error), 0);
    assert_string_equal(name, "Remembered Ada");
    free(name);
    free(email);
    loaded->repository_close(repository);
}

/* The table, and the function that keeps libgit2 from decoding certificates. */
static void shows_no_more_symbols_than_it_must(void **state)
{
    (void)state;
    char *path = install_find_library("ifspec-git.so");
    char *symbols = shell_output("nm -D --defined-only %s | grep -v -e ' w ' -e asan | "
                                 "sed 's/.* //' | LC_ALL=C sort",
                                 path);
    assert_string_equal(symbols, "ifspec_git_table\nmbedtls_x509_crt_parse_file\n");
    free(symbols);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(loads_the_floor_once),
        git_test(hands_over_what_the_program_remembered),
        git_test(shows_no_more_symbols_than_it_must),
    };
    return cmocka_run_group_tests_name("door", tests, NULL, NULL);
}
