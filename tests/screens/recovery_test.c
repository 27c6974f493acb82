/* Nothing that was typed is lost: kills, signals, other programs, a second ifspec. The real program,
 * in a repository of its own, on a pty. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>

#define JOURNAL ".state/ifspec/journal/*/journal"
#define SPEC "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"

static char state_home[128];
static const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, NULL};

static void run_shell(const struct scratch *scratch, const char *command)
{
    char line[2048];
    (void)snprintf(line, sizeof line, "cd '%s' && %s", scratch->path, command);
    if (system(line) != 0)
        fail_msg("%s", command);
}

static int begin(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "git init -q -b main . && mkdir -p interfaces/APP .state && "
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' interfaces/APP/ && "
                   "chmod u+w interfaces/APP/*",
                   driver_source("tests/samples"));
    run_shell(scratch, command);
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    return 0;
}

static struct driver *start(const struct scratch *scratch, const char *spec, const char *field)
{
    const char *arguments[] = {driver_program("ifspec"), spec != NULL ? "edit" : NULL, spec,
                               field != NULL ? "--field" : NULL, field, NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    return driver_start(&options, arguments);
}

static struct driver *edit(const struct scratch *scratch, const char *field)
{
    struct driver *driver = start(scratch, "APP-S4-SF-CUSTOMER-V1", field);
    driver_expect(driver, "APP-S4-SF-CUSTOMER-V1");
    return driver;
}

static void kill_it(struct driver *driver)
{
    driver_signal(driver, SIGKILL);
    driver_expect_exit(driver, -SIGKILL);
    driver_stop(driver);
}

static void quit(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

static void discard(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect(driver, "Discard");
    driver_type(driver, "d");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
}

/* Until the shell finds it so: journals are written behind the screen. */
static void expect_shell(const struct scratch *scratch, const char *command)
{
    char line[1024];
    (void)snprintf(line, sizeof line,
                   "n=0; until %s; do n=$((n + 1)); [ $n -lt 500 ] || exit 1; sleep 0.01; done",
                   command);
    run_shell(scratch, line);
}

/* ── kill -9 ── */

static void a_finished_field_survives_kill_9(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "Rescued title");
    driver_keys(driver, "Tab");
    driver_expect_not(driver, "▸ Title");
    expect_shell(*state, "grep -aqs \'Rescued title\' " JOURNAL);
    kill_it(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Not saved, from 2025-05-01 10:00:");
    driver_expect(driver, "Rescued title");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    driver_expect(driver, "● modified");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    quit(driver);
    run_shell(*state, "grep -q 'title:.*Rescued title' " SPEC);
    driver = edit(*state, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    quit(driver);
}

static void a_second_of_quiet_is_enough(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "half a word");
    driver_expect(driver, "half a word");
    expect_shell(*state, "grep -aqs \'half a word\' " JOURNAL);
    kill_it(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "half a word");
    driver_type(driver, "d");
    driver_expect(driver, "Deleted.");
    quit(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    quit(driver);
}

static void a_new_spec_survives_kill_9(void **state)
{
    struct driver *driver = start(*state, NULL, NULL);
    driver_expect(driver, "1 specification");
    driver_keys(driver, "C-n");
    driver_expect(driver, "ID of the new");
    driver_type(driver, "APP-NEW-ONE-X-V1");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "Tab Tab");
    driver_keys(driver, "C-g");
    driver_type(driver, "title");
    driver_keys(driver, "Enter");
    driver_type(driver, "Never saved");
    driver_keys(driver, "Tab");
    expect_shell(*state, "grep -aqs \'Never saved\' " JOURNAL);
    kill_it(driver);
    driver = start(*state, NULL, NULL);
    driver_expect(driver, "APP-NEW-ONE-X-V1 was never saved");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Never saved");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved interfaces/APP/APP-NEW-ONE-X-V1.yaml");
    quit(driver);
}

/* ── deciding ── */

static void the_difference_can_be_looked_at_and_kept(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "Another title");
    driver_keys(driver, "Tab");
    expect_shell(*state, "grep -aqs \'Another title\' " JOURNAL);
    kill_it(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Another title");
    driver_type(driver, "l");
    driver_expect(driver, "In the file");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Keep for later");
    driver_type(driver, "k");
    driver_expect(driver, "Kept for the next time");
    quit(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Another title");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Kept for the next time");
    quit(driver);
}

static void going_back_keeps_and_marks(void **state)
{
    struct driver *driver = start(*state, NULL, NULL);
    driver_expect(driver, "1 specification");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "C-g");
    driver_type(driver, "title");
    driver_keys(driver, "Enter");
    driver_type(driver, "Put off ");
    driver_keys(driver, "Escape");
    driver_expect(driver, "kept and offered");
    driver_expect(driver, "~");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Keep for later");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    discard(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    quit(driver);
    expect_shell(*state, "ls .state/ifspec/journal/*/discarded-* >/dev/null");
}

static void run_ifspec(const struct scratch *scratch, const char *arguments)
{
    char command[1024];
    (void)snprintf(command, sizeof command, "%s '%s' %s", state_home, driver_program("ifspec"),
                   arguments);
    run_shell(scratch, command);
}

static void the_command_line_lists_and_restores(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "From the shell");
    driver_keys(driver, "Tab");
    expect_shell(*state, "grep -aqs 'From the shell' " JOURNAL);
    run_ifspec(*state, "recover >out && grep -q 'being edited' out");
    run_ifspec(*state, "recover APP-S4 2>out || grep -q 'another ifspec' out");
    kill_it(driver);
    run_ifspec(*state, "recover >out && grep -q '" SPEC ".*1 field  not saved' out");
    run_ifspec(*state, "recover APP-S4 >out && grep -q 'Title: .* → From the shell' out");
    run_shell(*state, "sed -i 's/^  title: .*/  title: Both/' " SPEC);
    run_ifspec(*state, "recover APP-S4 --restore 2>out || grep -q 'mine' out");
    run_ifspec(*state, "recover APP-S4 --restore --mine >out && grep -q Saved out");
    run_shell(*state, "grep -q 'title: From the shell' " SPEC);
    run_ifspec(*state, "recover >out && grep -q 'Nothing is unsaved' out");
    run_ifspec(*state, "versions APP-S4 >out && grep -q 'Title: Both → From the shell' out");
}

static void work_on_a_deleted_file_is_listed(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "Of a ghost");
    driver_keys(driver, "Tab");
    expect_shell(*state, "grep -aqs 'Of a ghost' " JOURNAL);
    kill_it(driver);
    run_shell(*state, "rm " SPEC);
    run_ifspec(*state, "recover " SPEC " >out && grep -q 'description.title: Of a ghost' out");
}

/* ── signals ── */

static void end_by(void **state, int number, int status)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "at the last moment");
    driver_expect(driver, "at the last moment");
    driver_signal(driver, number);
    driver_expect_exit(driver, status);
    driver_expect_restored(driver);
    driver_expect(driver, "are kept (`ifspec recover`)");
    driver_stop(driver);
    run_shell(*state, "grep -aqs \'at the last moment\' " JOURNAL);
}

static void hangup_keeps_everything(void **state)
{
    end_by(state, SIGHUP, 128 + SIGHUP);
}

static void termination_keeps_everything(void **state)
{
    end_by(state, SIGTERM, 128 + SIGTERM);
}

static void interruption_keeps_everything(void **state)
{
    end_by(state, SIGINT, 128 + SIGINT);
}

static void a_vanished_terminal_keeps_everything(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "without a terminal");
    driver_expect(driver, "without a terminal");
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
    run_shell(*state, "grep -aqs \'without a terminal\' " JOURNAL);
}

static void a_crash_restores_the_terminal(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "Before the crash");
    driver_keys(driver, "Tab");
    expect_shell(*state, "grep -aqs 'Before the crash' " JOURNAL);
    driver_signal(driver, SIGSEGV);
    driver_expect_exit(driver, -SIGSEGV);
    driver_expect_restored(driver);
    driver_stop(driver);
    driver = edit(*state, NULL);
    driver_expect(driver, "Before the crash");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    discard(driver);
}

/* The first allocation that fails ends ifspec: what was typed a moment before is kept. */
static void running_out_of_memory_keeps_everything(void **state)
{
#if defined(__SANITIZE_ADDRESS__)
    (void)state;
    skip(); /* it has an allocator of its own */
#else
    const struct scratch *scratch = *state;
    static char arm[128];
    static char preload[1024];
    const char *const starved[] = {environment[0], state_home, "FAULTFS_OOM=1", arm, preload, NULL};
    (void)snprintf(arm, sizeof arm, "FAULTFS_ARM=%s/.arm", scratch->path);
    (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s",
                   driver_program("tests/fault/faultfs.so"));
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1",
                               "--field", "description.title", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = starved};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "not committed"); /* nothing is left to be done behind the screen */
    driver_keys(driver, "C-u");
    driver_type(driver, "Without memory");
    driver_expect(driver, "Without memory");
    run_shell(scratch, "touch .arm");
    driver_type(driver, "!");
    driver_expect_exit(driver, 70);
    driver_expect_restored(driver);
    driver_stop(driver);
    run_shell(scratch, "grep -aq 'Without memory' " JOURNAL);
#endif
}

/* ── other writers ── */

#define FOCUS "\033[I"

static void change_on_disk(const struct scratch *scratch, const char *expression)
{
    char command[512];
    (void)snprintf(command, sizeof command, "sed -i '%s' " SPEC, expression);
    run_shell(scratch, command);
}

static void another_field_is_taken_over(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "My title");
    driver_expect(driver, "My title");
    change_on_disk(*state, "s/data_volume: .*/data_volume: High/");
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "1 field taken over, yours kept");
    driver_expect(driver, "My title");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    quit(driver);
    run_shell(*state, "grep -q 'title:.*My title' " SPEC " && grep -q 'data_volume: High' " SPEC);
}

static void the_same_field_is_a_question(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "My title");
    driver_expect(driver, "My title");
    change_on_disk(*state, "s/^  title: .*/  title: Their title/");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Theirs: Their title");
    driver_keys(driver, "Escape");
    driver_expect(driver, "nothing saved");
    run_shell(*state, "grep -q 'title:.*Their title' " SPEC);
    driver_keys(driver, "C-s");
    driver_expect(driver, "Mine: My title");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " SPEC);
    quit(driver);
    run_shell(*state, "grep -q 'title:.*My title' " SPEC);
}

static void the_timer_notices(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_type(driver, "x");
    driver_expect(driver, "● modified");
    change_on_disk(*state, "s/data_volume: .*/data_volume: High/");
    driver_expect(driver, "changed on disk");
    run_shell(*state, "rm " SPEC);
    driver_expect(driver, "deleted on disk");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Create it again");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " SPEC);
    quit(driver);
    run_shell(*state, "test -s " SPEC);
}

static void what_is_no_file_is_left_alone(void **state)
{
    struct driver *driver = edit(*state, "description.title");
    driver_keys(driver, "C-u");
    driver_type(driver, "Still here");
    driver_expect(driver, "Still here");
    run_shell(*state, "rm " SPEC " && mkfifo " SPEC);
    driver_keys(driver, "C-s");
    driver_expect(driver, "cannot save");
    run_shell(*state, "rm " SPEC " && printf 'a: [\\n' >" SPEC);
    driver_keys(driver, "C-s");
    driver_expect(driver, "left something else there");
    driver_expect(driver, "Still here");
    discard(driver);
}

static void write_protection_is_seen(void **state)
{
    if (geteuid() == 0)
        skip(); /* root may write everything */
    struct driver *driver = edit(*state, NULL);
    driver_expect(driver, "Next");
    run_shell(*state, "chmod a-w " SPEC);
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "write-protected");
    quit(driver);
}

/* ── two of us ── */

static void the_second_one_reads_only(void **state)
{
    run_shell(*state, "ln -s APP-S4-SF-CUSTOMER-V1.yaml interfaces/APP/link.yaml && "
                      "ln " SPEC " interfaces/APP/hard.yaml");
    struct driver *first = edit(*state, "description.title");
    static const char *const names[] = {SPEC, "interfaces/APP/link.yaml",
                                        "interfaces/APP/hard.yaml"};
    for (size_t i = 0; i < 3; i++) {
        struct driver *second = start(*state, names[i], "description.title");
        driver_expect(second, "open in another ifspec");
        driver_expect(second, "read-only");
        driver_type(second, "intruder");
        driver_settle(second);
        assert_false(driver_sees(second, "intruder"));
        quit(second);
    }
    quit(first);
    struct driver *third = edit(*state, NULL);
    driver_expect(third, "Next");
    driver_expect_not(third, "read-only");
    quit(third);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_finished_field_survives_kill_9),
        test(a_second_of_quiet_is_enough),
        test(a_new_spec_survives_kill_9),
        test(the_difference_can_be_looked_at_and_kept),
        test(going_back_keeps_and_marks),
        test(the_command_line_lists_and_restores),
        test(work_on_a_deleted_file_is_listed),
        test(hangup_keeps_everything),
        test(termination_keeps_everything),
        test(interruption_keeps_everything),
        test(a_vanished_terminal_keeps_everything),
        test(a_crash_restores_the_terminal),
        test(running_out_of_memory_keeps_everything),
        test(another_field_is_taken_over),
        test(the_same_field_is_a_question),
        test(the_timer_notices),
        test(what_is_no_file_is_left_alone),
        test(write_protection_is_seen),
        test(the_second_one_reads_only),
    };
    return cmocka_run_group_tests_name("recovery", tests, NULL, NULL);
}
