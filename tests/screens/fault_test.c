/* The editor when the system or another program does what it should not: full disks, stops and
 * resizes in the middle of a save, crashes, files that become something else. */
#include "driver_internal.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#define SPEC  "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"
#define FOCUS "\033[I"

#if defined(__SANITIZE_ADDRESS__)
#define NEEDS_FAULTS() skip() /* faults come by LD_PRELOAD, which the sanitizer does not like */
#else
#define NEEDS_FAULTS() (void)0
#endif

static char state_home[128], faults[128], places[256], arm[128], preload[1024];
static const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, NULL};
static const char *const faulty[] = {
    "SOURCE_DATE_EPOCH=1746093600", state_home, faults, places, arm, preload, NULL};

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
                   "cp '%s/APP-S4-SF-CUSTOMER-V1.yaml' interfaces/APP/ && chmod u+w interfaces/APP/*",
                   driver_source("tests/samples"));
    run_shell(scratch, command);
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    (void)snprintf(arm, sizeof arm, "FAULTFS_ARM=%s/.arm", scratch->path);
    (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s",
                   driver_program("tests/fault/faultfs.so"));
    return 0;
}

/* Faults below `folder`, as soon as the file .arm is there. */
static void prepare_faults(const struct scratch *scratch, const char *rules, const char *folder)
{
    (void)snprintf(faults, sizeof faults, "FAULTFS=%s", rules);
    (void)snprintf(places, sizeof places, "FAULTFS_DIR=%s/%s", scratch->path, folder);
}

static struct driver *edit(const struct scratch *scratch, const char *const *with, bool job)
{
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1",
                               "--field", "description.title", NULL};
    struct driver_options options = {
        .directory = scratch->path, .environment = with, .job = job};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "▸ Title");
    return driver;
}

static void type_title(struct driver *driver, const char *title)
{
    driver_keys(driver, "C-u");
    driver_type(driver, title);
    driver_expect(driver, title);
}

static void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
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

/* ── errors of system calls ── */

static void a_full_disk_for_the_journal_turns_recovery_off(void **state)
{
    NEEDS_FAULTS();
    prepare_faults(*state, "any:*:ENOSPC", ".state");
    struct driver *driver = edit(*state, faulty, false);
    run_shell(*state, "touch .arm");
    type_title(driver, "Without a journal");
    driver_keys(driver, "Tab");
    driver_expect(driver, "Recovery is off: ");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    leave(driver);
    run_shell(*state, "grep -q 'title:.*Without a journal' " SPEC);
}

static void a_failed_save_keeps_the_form_open(void **state)
{
    NEEDS_FAULTS();
    static const struct {
        const char *rule;
        const char *said;
    } cases[] = {
        {"any:*:ENOSPC", "kB and save again"},   {"any:*:EDQUOT", "quota"},
        {"fsync:*:EIO", "error: save elsewhere"},    {"any:*:EROFS", "for writing"},
        {"any:*:EMFILE", "raise ulimit -n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char title[64];
        (void)snprintf(title, sizeof title, "Title number %zu", i);
        prepare_faults(*state, cases[i].rule, "interfaces");
        run_shell(*state, "rm -f .arm; cp " SPEC " before");
        struct driver *driver = edit(*state, faulty, false);
        type_title(driver, title);
        run_shell(*state, "touch .arm");
        driver_keys(driver, "C-s");
        driver_expect(driver, cases[i].said);
        driver_expect(driver, title);
        run_shell(*state, "cmp before " SPEC " && rm .arm");
        driver_keys(driver, "C-s");
        driver_expect(driver, "Saved " SPEC);
        leave(driver);
    }
}

/* ── death, and what is like it ── */

static void stops_and_resizes_do_not_hurt_a_save(void **state)
{
    NEEDS_FAULTS();
    prepare_faults(*state, "fsync:*:sleep300", "interfaces");
    struct driver *driver = edit(*state, faulty, true);
    type_title(driver, "Saved in spite of all");
    run_shell(*state, "touch .arm");
    driver_keys(driver, "C-s");
    run_shell(*state, "until ls interfaces/APP/.*ifspec-tmp >ls 2>&1; do sleep 0.01; done");
    driver_resize(driver, 30, 100);
    driver_resize(driver, 24, 80);
    assert_int_equal(kill(-tcgetpgrp(driver->terminal), SIGTSTP), 0);
    driver_expect_stopped(driver, true);
    driver_continue(driver);
    driver_resize(driver, 28, 90);
    driver_expect(driver, "Saved " SPEC);
    driver_expect(driver, "Saved in spite of all");
    leave(driver);
    run_shell(*state, "grep -q 'title:.*Saved in spite of all' " SPEC);
}

/* Keys as a person might press them, none of which saves, commits or leaves. */
static void press_anything(struct driver *driver, unsigned *seed)
{
    static const char *const keys[] = {"Tab",    "S-Tab", "PgDn",  "PgUp", "C-n", "Enter", "Up",
                                       "Down",   "Left",  "Right", "F7",   "F8",  "C-p",   "C-g",
                                       "Delete", "M-q",   "C-t",   "Home", "End", "C-z"};
    for (int i = 0; i < 6; i++) {
        *seed = *seed * 1103515245U + 12345U;
        driver_keys(driver, keys[(*seed >> 16) % (sizeof keys / sizeof keys[0])]);
    }
    driver_settle(driver);
}

static void a_crash_at_any_moment_restores_the_terminal(void **state)
{
    const char *sweep = getenv("SWEEP");
    int crashes = sweep != NULL && strcmp(sweep, "all") == 0 ? 100 : 4;
    unsigned seed = 1;
    for (int i = 0; i < crashes; i++) {
        int number = i % 2 == 0 ? SIGSEGV : SIGABRT;
        run_shell(*state, "rm -rf .state/*");
        struct driver *driver = edit(*state, environment, false);
        type_title(driver, "Kept through a crash");
        driver_keys(driver, "Tab");
        driver_expect_not(driver, "▸ Title");
        press_anything(driver, &seed);
        driver_signal(driver, number);
        driver_expect_exit(driver, -number);
        driver_expect_restored(driver);
        driver_stop(driver);
        run_shell(*state, "grep -aqs 'Kept through a crash' .state/ifspec/journal/*/journal");
    }
}

static void what_a_killed_save_left_is_offered(void **state)
{
    run_shell(*state, "sed 's/^  title: .*/  title: Only here/' " SPEC
                      " >interfaces/APP/.APP-S4-SF-CUSTOMER-V1.yaml.ifspec-tmp");
    const struct scratch *scratch = *state;
    const char *arguments[] = {driver_program("ifspec"), NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "1 specification");
    driver_keys(driver, "Enter");
    driver_expect(driver, "a save was cut short");
    driver_expect(driver, "Only here");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    leave(driver);
    run_shell(*state, "grep -q 'title:.*Only here' " SPEC " && [ $(ls -A interfaces/APP | wc -l) = 1 ]");
}

/* ── other writers ── */

static void a_change_of_equal_size_and_time_is_seen(void **state)
{
    struct driver *driver = edit(*state, environment, false);
    type_title(driver, "My title");
    run_shell(*state, "cp -p " SPEC " stamp && sed -i 's/data_volume: Low/data_volume: Top/' " SPEC
                      " && touch -r stamp " SPEC " && ! cmp -s stamp " SPEC
                      " && [ $(stat -c %Y stamp) = $(stat -c %Y " SPEC ") ]");
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "taken over, yours kept");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    leave(driver);
    run_shell(*state, "grep -q 'data_volume: Top' " SPEC " && grep -q 'title:.*My title' " SPEC);
}

static void a_folder_that_vanished_is_made_again_when_asked(void **state)
{
    struct driver *driver = edit(*state, environment, false);
    type_title(driver, "Homeless");
    run_shell(*state, "rm -rf interfaces");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Create it again");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " SPEC);
    leave(driver);
    run_shell(*state, "grep -q 'title:.*Homeless' " SPEC);
}

static void what_took_its_place_is_left_alone(void **state)
{
    static const char *const places_taken[] = {
        "mkdir " SPEC " && touch " SPEC "/theirs",
        "ln -s /nonexistent/outside " SPEC,
        "cp kept ../outside.$$ && ln -s ../../../outside.$$ " SPEC " && rm ../outside.$$",
    };
    run_shell(*state, "cp " SPEC " kept");
    for (size_t i = 0; i < sizeof places_taken / sizeof places_taken[0]; i++) {
        run_shell(*state, "rm -rf .state/* " SPEC " && cp kept " SPEC);
        struct driver *driver = edit(*state, environment, false);
        type_title(driver, "Still here");
        run_shell(*state, "rm " SPEC);
        run_shell(*state, places_taken[i]);
        driver_keys(driver, "C-s");
        driver_expect(driver, "cannot");
        driver_expect(driver, "Still here");
        discard(driver);
        run_shell(*state, "[ ! -f " SPEC " ] && [ ! -e /nonexistent ]");
    }
}

/* ── as an ordinary user: root may write everything ── */

static void what_became_read_only_is_said_and_kept(void **state)
{
    const struct scratch *scratch = *state;
    if (geteuid() != 0 || system("setpriv --reuid=65534 --regid=65534 --clear-groups true") != 0)
        skip();
    run_shell(scratch, "chown -R 65534:65534 .");
    const char *arguments[] = {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                               "--clear-groups",   driver_program("ifspec"), "edit",
                               "APP-S4-SF-CUSTOMER-V1", "--field", "description.title", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "▸ Title");
    type_title(driver, "Not to be written");
    run_shell(scratch, "chmod 0444 " SPEC);
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "write-protected");
    driver_keys(driver, "C-s");
    driver_expect(driver, "mode 0444");
    driver_expect(driver, "Not to be written");
    run_shell(scratch, "! grep -q 'Not to be written' " SPEC " && chmod 0644 " SPEC);
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " SPEC);
    leave(driver);
}

#define test(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_full_disk_for_the_journal_turns_recovery_off),
        test(a_failed_save_keeps_the_form_open),
        test(stops_and_resizes_do_not_hurt_a_save),
        test(a_crash_at_any_moment_restores_the_terminal),
        test(what_a_killed_save_left_is_offered),
        test(a_change_of_equal_size_and_time_is_seen),
        test(a_folder_that_vanished_is_made_again_when_asked),
        test(what_took_its_place_is_left_alone),
        test(what_became_read_only_is_said_and_kept),
    };
    return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
