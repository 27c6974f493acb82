#include "base/process.h"

#include "unit/unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int run_shell(const char *script, const struct buffer *input, struct buffer *output,
                     struct error *error)
{
    const char *const arguments[] = {"sh", "-c", script, NULL};
    return process_run(arguments, input, output, error);
}

static void assert_says(const char *script, const char *expected)
{
    struct buffer output = {0};
    struct error error = {0};
    if (run_shell(script, NULL, &output, &error) != 0)
        fail_msg("%s", error.text);
    assert_string_equal(buffer_string(&output), expected);
    buffer_done(&output);
}

static void passes_arguments_untouched(void **state)
{
    (void)state;
    struct buffer output = {0};
    const char *const arguments[] = {"printf", "%s|", "a b", "$(id)", "", "-n\n", NULL};
    assert_int_equal(process_run(arguments, NULL, &output, NULL), 0);
    assert_string_equal(buffer_string(&output), "a b|$(id)||-n\n|");
    buffer_done(&output);
}

static void runs_where_and_with_what_is_asked_for(void **state)
{
    (void)state;
    struct buffer output = {0};
    struct error error = {0};
    const char *const script[] = {
        "sh", "-c", "pwd; echo $IFSPEC_A; echo $LANG >&2; env | grep -c ^LANG=; exit 3", NULL};
    const char *const environment[] = {"IFSPEC_A=1=2", "LANG=new", NULL};
    const struct process_request request = {.arguments = script,
                                            .folder = "/usr",
                                            .environment = environment,
                                            .output = &output,
                                            .errors = &output};
    setenv("LANG", "old", 1);
    assert_int_equal(process_execute(&request, &error), 3);
    assert_string_equal(buffer_string(&output), "/usr\n1=2\nnew\n1\n");
    assert_string_equal(error.text, "sh ended with status 3");
    buffer_done(&output);
}

static void feeds_and_listens_at_the_same_time(void **state)
{
    (void)state;
    struct buffer input = {0};
    struct buffer output = {0};
    const char *const cat[] = {"cat", NULL};
    for (int i = 0; i < 100000; i++)
        buffer_append_format(&input, "%d\n", i);
    buffer_append_string(&output, "> ");
    assert_int_equal(process_run(cat, &input, &output, NULL), 0);
    assert_int_equal(output.length, input.length + 2);
    assert_memory_equal(output.bytes + 2, input.bytes, input.length);
    buffer_done(&output);
    buffer_done(&input);
}

static void drops_what_is_beyond_the_limit(void **state)
{
    (void)state;
    struct buffer output = {0};
    assert_int_equal(run_shell("head -c 3000000 /dev/zero", NULL, &output, NULL), 0);
    assert_int_equal(output.length, 1024 * 1024);
    buffer_done(&output);
    assert_int_equal(run_shell("echo unheard", NULL, NULL, NULL), 0);
}

static void survives_a_child_that_does_not_read(void **state)
{
    (void)state;
    struct buffer input = {0};
    struct buffer empty = {0};
    buffer_append_repeated(&input, 'x', 1000000);
    const char *const arguments[] = {"true", NULL};
    assert_int_equal(process_run(arguments, &input, NULL, NULL), 0);
    assert_int_equal(run_shell("exec >&- 2>&-; cat", &input, NULL, NULL), 1);
    assert_int_equal(run_shell("test -z \"$(cat)\"", &empty, NULL, NULL), 0);
    assert_int_equal(run_shell("test -z \"$(cat)\"", NULL, NULL, NULL), 0);
    buffer_done(&input);
}

static void tells_how_the_child_ended(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(run_shell("echo no such key >&2; exit 3", NULL, NULL, &error), 3);
    assert_string_equal(error.text, "sh: no such key");
    assert_int_equal(run_shell("exit 4", NULL, NULL, &error), 4);
    assert_string_equal(error.text, "sh ended with status 4");
    assert_int_equal(run_shell("kill -9 $$", NULL, NULL, &error), 137);
    assert_string_equal(error.text, "sh was ended by signal 9");
}

static void says_what_cannot_be_run(void **state)
{
    (void)state;
    struct error error = {0};
    const char *const missing[] = {"no-such-program", NULL};
    assert_int_equal(process_run(missing, NULL, NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_non_null(strstr(error.text, "no-such-program"));
    const char *const folder[] = {"/etc", NULL};
    assert_int_equal(process_run(folder, NULL, NULL, &error), -1);
    assert_string_equal(error.text, "cannot run /etc: Permission denied");
}

static void runs_nothing_of_the_folder_it_is_in(void **state)
{
    (void)state;
    char folder[] = "/tmp/ifspec-unit-XXXXXX";
    char here[4096];
    assert_non_null(mkdtemp(folder));
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(folder), 0);
    int script = open("ifspec-hostile", O_WRONLY | O_CREAT, 0755);
    assert_int_equal(write(script, "#!/bin/sh\n", 10), 10);
    assert_int_equal(close(script), 0);
    char *path = strdup(getenv("PATH"));
    assert_int_equal(setenv("PATH", ".::bin:", 1), 0);
    const char *const arguments[] = {"ifspec-hostile", NULL};
    assert_int_equal(process_run(arguments, NULL, NULL, NULL), -1);
    assert_int_equal(setenv("PATH", path, 1), 0);
    free(path);
    assert_int_equal(unlink("ifspec-hostile"), 0);
    assert_int_equal(chdir(here), 0);
    assert_int_equal(rmdir(folder), 0);
}

static void does_not_wait_for_what_the_child_left_running(void **state)
{
    (void)state;
    struct buffer output = {0};
    assert_int_equal(run_shell("sleep 1000 & echo $!", NULL, &output, NULL), 0);
    pid_t left = (pid_t)strtol(buffer_string(&output), NULL, 10);
    assert_true(left > 1);
    assert_int_equal(kill(left, SIGKILL), 0);
    buffer_done(&output);
}

/* True from the given call on. */
static bool is_enough(void *context)
{
    int *left = context;
    return --*left < 0;
}

static bool is_gone(const char *file)
{
    long pid = 0;
    FILE *stream = fopen(file, "r");
    assert_non_null(stream);
    assert_int_equal(fscanf(stream, "%ld", &pid), 1);
    assert_int_equal(fclose(stream), 0);
    for (int i = 0; i < 100 && kill((pid_t)pid, 0) == 0; i++)
        (void)usleep(20000);
    return kill((pid_t)pid, 0) != 0;
}

static void stops_a_child_with_all_that_it_started(void **state)
{
    (void)state;
    static const char *const scripts[] = {
        "sleep 1000 & echo $! >$1; wait",
        "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ >$0; sleep 1000; sleep 1000' $1",
        "exec >&- 2>&-; echo $$ >$1; sleep 1000",
    };
    char file[] = "/tmp/ifspec-process-XXXXXX";
    assert_int_equal(close(mkstemp(file)), 0);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        struct error error = {0};
        int left = 6;
        const char *const arguments[] = {"sh", "-c", scripts[i], "sh", file, NULL};
        const struct process_request request = {
            .arguments = arguments, .apart = true, .is_unwanted = is_enough, .context = &left};
        assert_int_equal(process_execute(&request, &error), -1);
        assert_int_equal(error.kind, ERROR_CANCELLED);
        assert_string_equal(error.text, "sh was stopped");
        assert_true(is_gone(file));
    }
    assert_int_equal(unlink(file), 0);
}

static void a_wanted_child_ends_by_itself(void **state)
{
    (void)state;
    int left = 1000;
    const char *const arguments[] = {"sh", "-c", "exec >&- 2>&-; sleep 0.1; exit 7", NULL};
    struct process_request request = {
        .arguments = arguments, .is_unwanted = is_enough, .context = &left};
    assert_int_equal(process_execute(&request, NULL), 7);
    request.apart = true;
    assert_int_equal(process_execute(&request, NULL), 7);
}

static void a_child_apart_has_no_terminal(void **state)
{
    (void)state;
    const char *const arguments[] = {"sh", "-c", "! true </dev/tty", NULL};
    const struct process_request request = {.arguments = arguments, .apart = true};
    assert_int_equal(process_execute(&request, NULL), 0);
}

static void gives_no_descriptor_and_no_signal_of_ours(void **state)
{
    (void)state;
    int file = open("/dev/null", O_RDONLY);
    int high = fcntl(file, F_DUPFD, 200);
    assert_int_equal(high, 200);
    assert_int_equal(run_shell("test ! -e /proc/$$/fd/200", NULL, NULL, NULL), 0);
    assert_int_equal(close(high), 0);
    assert_int_equal(close(file), 0);
    sigset_t blocked;
    sigset_t before;
    (void)signal(SIGUSR1, SIG_IGN);
    assert_int_equal(sigemptyset(&blocked), 0);
    assert_int_equal(sigaddset(&blocked, SIGUSR2), 0);
    assert_int_equal(sigprocmask(SIG_BLOCK, &blocked, &before), 0);
    assert_int_equal(run_shell("kill -USR1 $$; exit 1", NULL, NULL, NULL), 128 + SIGUSR1);
    assert_int_equal(run_shell("kill -USR2 $$; exit 1", NULL, NULL, NULL), 128 + SIGUSR2);
    assert_int_equal(sigprocmask(SIG_SETMASK, &before, NULL), 0);
    (void)signal(SIGUSR1, SIG_DFL);
}

static void gives_a_clean_environment(void **state)
{
    (void)state;
    assert_int_equal(setenv("GIT_DIR", "/elsewhere", 1), 0);
    assert_int_equal(setenv("LD_EXAMPLE", "x", 1), 0);
    assert_int_equal(setenv("IFSPEC_EXAMPLE", "x", 1), 0);
    assert_int_equal(setenv("KEPT", "yes", 1), 0);
    assert_says("echo \"$GIT_DIR$LD_EXAMPLE$IFSPEC_EXAMPLE$KEPT\"", "yes\n");
    assert_string_equal(getenv("IFSPEC_EXAMPLE"), "x");
}

static void remembers_the_git_environment_it_obeys(void **state)
{
    (void)state;
    assert_int_equal(setenv("GIT_DIR", "/elsewhere", 1), 0);
    assert_int_equal(setenv("GIT_INDEX_FILE", "x", 1), 0);
    assert_int_equal(setenv("GIT_AUTHOR_NAME", "Ann = B", 1), 0);
    assert_int_equal(setenv("GIT_EDITOR", "ed", 1), 0);
    process_take_git_environment();
    assert_null(getenv("GIT_DIR"));
    assert_null(getenv("GIT_AUTHOR_NAME"));
    assert_string_equal(process_git_variable("GIT_AUTHOR_NAME"), "Ann = B");
    assert_string_equal(process_git_variable("GIT_EDITOR"), "ed");
    assert_null(process_git_variable("GIT_AUTHOR"));
    assert_null(process_git_variable("GIT_DIR"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_where_and_with_what_is_asked_for),
        cmocka_unit_test(passes_arguments_untouched),
        cmocka_unit_test(feeds_and_listens_at_the_same_time),
        cmocka_unit_test(drops_what_is_beyond_the_limit),
        cmocka_unit_test(survives_a_child_that_does_not_read),
        cmocka_unit_test(tells_how_the_child_ended),
        cmocka_unit_test(says_what_cannot_be_run),
        cmocka_unit_test(runs_nothing_of_the_folder_it_is_in),
        cmocka_unit_test(does_not_wait_for_what_the_child_left_running),
        cmocka_unit_test(stops_a_child_with_all_that_it_started),
        cmocka_unit_test(a_wanted_child_ends_by_itself),
        cmocka_unit_test(a_child_apart_has_no_terminal),
        cmocka_unit_test(gives_no_descriptor_and_no_signal_of_ours),
        cmocka_unit_test(gives_a_clean_environment),
        cmocka_unit_test(remembers_the_git_environment_it_obeys),
    };
    return cmocka_run_group_tests_name("process", tests, NULL, NULL);
}
