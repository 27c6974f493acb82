/* The editor when the system does what it should not: full disks, stops and resizes in the middle
 * of a save, crashes. */
#include "driver_internal.h"
#include "screen_repository.h"

#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define NEEDS_FAULTS() skip() /* faults come by LD_PRELOAD, which the sanitizer does not like */
#else
#define NEEDS_FAULTS() (void)0
#endif

static char faults[128], places[256], arm[128], preload[1024];
static const char *const environment[] = {faults, places, arm, preload, NULL};
static const struct driver_options usual = {0};
static const struct driver_options faulty = {.environment = environment};
static const char *const scarce[] = {"FAULTFS_OOM=1", arm, preload, NULL};
static const struct driver_options starved = {.environment = scarce};
static const struct driver_options job = {.environment = environment, .job = true};
static const char *const nothing[] = {NULL};

/* Faults below `folder`, as soon as the file .arm is there. */
static void prepare_faults(void *const *state, const char *rules, const char *folder)
{
    (void)snprintf(faults, sizeof faults, "FAULTFS=%s", rules);
    (void)snprintf(places, sizeof places, "FAULTFS_DIR=%s/%s", repository_path(state), folder);
    (void)snprintf(arm, sizeof arm, "FAULTFS_ARM=%s/.arm", repository_path(state));
    (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s",
                   driver_program("tests/fault/faultfs.so"));
}

/* ── errors of system calls ── */

static void a_full_disk_for_the_journal_turns_recovery_off(void **state)
{
    NEEDS_FAULTS();
    prepare_faults(state, "any:*:ENOSPC", ".state");
    struct driver *driver = repository_edit(state, faulty, TITLE);
    repository_run(state, "touch .arm");
    repository_retype(driver, "Without a journal");
    driver_keys(driver, "Tab");
    driver_expect(driver, "Recovery is off: ");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*Without a journal' " CUSTOMER_FILE);
}

static void a_failed_save_keeps_the_form_open(void **state)
{
    NEEDS_FAULTS();
    static const struct {
        const char *rule;
        const char *said;
    } cases[] = {
        {"any:*:ENOSPC", "kB and save again"},    {"any:*:EDQUOT", "quota"},
        {"fsync:*:EIO", "error: save elsewhere"}, {"any:*:EROFS", "for writing"},
        {"any:*:EMFILE", "raise ulimit -n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char title[64];
        (void)snprintf(title, sizeof title, "Title number %zu", i);
        prepare_faults(state, cases[i].rule, "interfaces");
        repository_run(state, "rm -f .arm; cp " CUSTOMER_FILE " before");
        struct driver *driver = repository_edit(state, faulty, TITLE);
        repository_retype(driver, title);
        repository_run(state, "touch .arm");
        driver_keys(driver, "C-s");
        driver_expect(driver, cases[i].said);
        driver_expect(driver, title);
        repository_run(state, "cmp before " CUSTOMER_FILE " && rm .arm");
        driver_keys(driver, "C-s");
        driver_expect(driver, "Saved " CUSTOMER_FILE);
        repository_quit(driver);
    }
}

/* ── death, and what is like it ── */

static void stops_and_resizes_do_not_hurt_a_save(void **state)
{
    NEEDS_FAULTS();
    prepare_faults(state, "fsync:*:sleep300", "interfaces");
    struct driver *driver = repository_edit_title(state, job, "Saved in spite of all");
    repository_run(state, "touch .arm");
    driver_keys(driver, "C-s");
    repository_run(state, "until ls interfaces/APP/.*ifspec-tmp >ls 2>&1; do sleep 0.01; done");
    driver_resize(driver, 30, 100);
    driver_resize(driver, 24, 80);
    assert_int_equal(kill(-tcgetpgrp(driver->terminal), SIGTSTP), 0);
    driver_expect_stopped(driver, true);
    driver_continue(driver);
    driver_resize(driver, 28, 90);
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    driver_expect(driver, "Saved in spite of all");
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*Saved in spite of all' " CUSTOMER_FILE);
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
        repository_run(state, "rm -rf .state/*");
        struct driver *driver = repository_edit_title(state, usual, "Kept through a crash");
        driver_keys(driver, "Tab");
        driver_expect_not(driver, "▸ Title");
        press_anything(driver, &seed);
        driver_signal(driver, number);
        driver_expect_exit(driver, -number);
        driver_expect_restored(driver);
        driver_stop(driver);
        repository_run(state, "grep -aqs 'Kept through a crash' .state/ifspec/journal/*/journal");
    }
}

/* The first allocation that fails ends ifspec: what was typed a moment before is kept. */
static void running_out_of_memory_keeps_everything(void **state)
{
    NEEDS_FAULTS();
    prepare_faults(state, "", "interfaces");
    struct driver *driver = repository_edit(state, starved, TITLE);
    driver_expect(driver, "first version"); /* nothing is left to be done behind the screen */
    repository_retype(driver, "Without memory");
    repository_run(state, "touch .arm");
    driver_type(driver, "!");
    driver_expect_exit(driver, 70);
    driver_expect_restored(driver);
    driver_stop(driver);
    repository_run(state, "grep -aq 'Without memory' .state/ifspec/journal/*/journal");
}

static void what_a_killed_save_left_is_offered(void **state)
{
    repository_run(state, "sed 's/^  title: .*/  title: Only here/' " CUSTOMER_FILE
                          " >interfaces/APP/.APP-S4-SF-CUSTOMER-V1.yaml.ifspec-tmp");
    struct driver *driver = repository_start(state, usual, nothing);
    driver_expect(driver, "2 specifications");
    driver_keys(driver, "Enter");
    driver_expect(driver, "a save was cut short");
    driver_expect(driver, "Only here");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*Only here' " CUSTOMER_FILE
                          " && [ $(ls -A interfaces/APP | wc -l) = 2 ]");
}

/* ── a slow disk ── */

/* Every reading of a file waits a second, unless .arm goes before. */
static struct driver *group_on_a_slow_disk(void *const *state)
{
    static const char *const slow[] = {
        faults, places, arm, preload,
        "FAULTFS_RUN=n=0; while [ -e .arm ] && [ $n -lt 50 ]; do n=$((n + 1)); sleep 0.02; done",
        NULL};
    const struct driver_options options = {.environment = slow};
    prepare_faults(state, "read:*:run", "interfaces");
    struct driver *driver = repository_start(state, options, nothing);
    driver_expect(driver, "2025-05-01");
    driver_settle(driver);
    repository_run(state, "touch .arm");
    driver_keys(driver, "M-l");
    driver_type(driver, "data volume");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Reading Data Volume of all specifications; Esc stops");
    driver_expect(driver, "grouping ");
    return driver;
}

static void grouping_by_a_field_holds_no_key_up(void **state)
{
    NEEDS_FAULTS();
    struct driver *driver = group_on_a_slow_disk(state);
    driver_type(driver, "draft");
    driver_expect_row(driver, 1, "1 of 2");
    driver_expect_row(driver, 0, "grouping ");
    driver_keys(driver, "Esc");
    driver_expect(driver, "Stopped; not grouped");
    driver_expect_not(driver, "grouping");
    driver_expect_row(driver, 1, "1 of 2");
    repository_quit(driver);
}

static void groups_come_when_all_is_read(void **state)
{
    NEEDS_FAULTS();
    struct driver *driver = group_on_a_slow_disk(state);
    driver_expect_row(driver, 3, "APP-S4-SF-CUSTOMER-V1");
    repository_run(state, "rm .arm");
    driver_expect(driver, "Grouped by Data Volume");
    driver_expect_row(driver, 4, "APP-S4-SF-ORDER-V1"); /* has none: its group is the first */
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_full_disk_for_the_journal_turns_recovery_off),
        repository_test(a_failed_save_keeps_the_form_open),
        repository_test(stops_and_resizes_do_not_hurt_a_save),
        repository_test(a_crash_at_any_moment_restores_the_terminal),
        repository_test(running_out_of_memory_keeps_everything),
        repository_test(what_a_killed_save_left_is_offered),
        repository_test(grouping_by_a_field_holds_no_key_up),
        repository_test(groups_come_when_all_is_read),
    };
    return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}
