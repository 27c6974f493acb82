/* Repositories for the tests of the Git floor: a temporary folder with its own HOME, the git
 * program through a shell, fixed names and dates. */
#ifndef IFSPEC_TESTS_GIT_FIXTURE_H
#define IFSPEC_TESTS_GIT_FIXTURE_H

#include "unit/unit.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "git/door.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../../src/git/door_internal.h"
#include "../../../src/git/library_internal.h"

#define UNUSED ATTRIBUTE_UNUSED

static const struct git_door *const door = &ifspec_git_table;
static char *scratch; /* the temporary folder of the running test, current directory */

/* Run a shell script in the scratch folder; its standard output. It must succeed. */
static UNUSED char *shell_output(const char *format, ...) ATTRIBUTE_FORMAT(1, 2);
static UNUSED void shell(const char *format, ...) ATTRIBUTE_FORMAT(1, 2);

static char *run_script(const char *script)
{
    int ends[2] = {-1, -1};
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl("/bin/sh", "sh", "-ec", script, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    struct buffer output = {0};
    char block[4096];
    ssize_t got = 0;
    while ((got = read(ends[0], block, sizeof block)) > 0)
        buffer_append(&output, block, (size_t)got);
    close(ends[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0)
        fail_msg("failed: %s", script);
    return buffer_take(&output);
}

static char *format_script(const char *format, va_list arguments)
{
    char script[16384];
    int length = vsnprintf(script, sizeof script, format, arguments);
    assert_true(length > 0 && (size_t)length < sizeof script);
    return memory_copy_string(script);
}

static char *shell_output(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *script = format_script(format, arguments);
    va_end(arguments);
    char *output = run_script(script);
    free(script);
    return output;
}

static void shell(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *script = format_script(format, arguments);
    va_end(arguments);
    free(run_script(script));
    free(script);
}

/* What the program would have remembered is what the tests set. */
static UNUSED const char *variable_of_environment(const char *name)
{
    return getenv(name);
}

/* Before each test: an empty scratch folder with a HOME that names Ada. */
static UNUSED int set_up(void **state)
{
    (void)state;
    char folder[] = "/tmp/ifspec-git-XXXXXX";
    assert_non_null(mkdtemp(folder));
    scratch = realpath(folder, NULL);
    assert_int_equal(chdir(scratch), 0);
    char *home = memory_format("%s/home", scratch);
    assert_int_equal(mkdir(home, 0700), 0);
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("EMAIL");
    unsetenv("GIT_AUTHOR_DATE");
    unsetenv("GIT_COMMITTER_DATE");
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    setenv("TZ", "UTC0", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    static const struct git_heritage heritage = {.exhausted = memory_exhausted,
                                                 .git_variable = variable_of_environment};
    door->inherit(&heritage);
    struct error error = {0};
    assert_int_equal(library_start(&error), 0);
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, home);
    free(home);
    shell("git config --global user.name 'Ada Lovelace'; git config --global user.email "
          "ada@example.com; git config --global init.defaultBranch main; "
          "git config --global advice.detachedHead false");
    return 0;
}

static UNUSED int tear_down(void **state)
{
    (void)state;
    assert_int_equal(chdir("/"), 0);
    char *script = memory_format("chmod -R u+rwx %s; rm -rf %s", scratch, scratch);
    free(run_script(script));
    free(script);
    free(scratch);
    scratch = NULL;
    return 0;
}

#define git_test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

/* Open the repository in a folder of the scratch folder. */
static UNUSED struct repository *open_repository(const char *folder)
{
    struct repository *repository = NULL;
    struct error error = {0};
    if (door->repository_open(folder, &repository, &error) < 0)
        fail_msg("%s", error.text);
    return repository;
}

static UNUSED void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static UNUSED void write_file(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(bytes, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

#endif
