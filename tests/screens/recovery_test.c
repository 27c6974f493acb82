/* Nothing that was typed is lost: kills, crashes, signals, a terminal that is gone. The real
 * program, in a repository of its own, on a pty. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>

#define JOURNAL ".state/ifspec/journal/*/journal"
#define IFSPEC  "XDG_STATE_HOME=$PWD/.state \"$IFSPEC\" "

static const struct driver_options usual = {0};
static const char *const nothing[] = {NULL};

static void kill_it(struct driver *driver)
{
    driver_signal(driver, SIGKILL);
    driver_expect_exit(driver, -SIGKILL);
    driver_stop(driver);
}

/* ── kill -9 ── */

static void a_finished_field_survives_kill_9(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Rescued title");
    driver_keys(driver, "Tab");
    driver_expect_not(driver, "▸ Title");
    repository_wait(state, "grep -aqs 'Rescued title' " JOURNAL);
    kill_it(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Not saved, from 2025-05-01 10:00:");
    driver_expect(driver, "Rescued title");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    driver_expect(driver, "● modified");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*Rescued title' " CUSTOMER_FILE);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    repository_quit(driver);
}

static void a_second_of_quiet_is_enough(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "half a word");
    repository_wait(state, "grep -aqs 'half a word' " JOURNAL);
    kill_it(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "half a word");
    driver_type(driver, "d");
    driver_expect(driver, "Deleted.");
    repository_quit(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    repository_quit(driver);
}

static void a_new_spec_survives_kill_9(void **state)
{
    struct driver *driver = repository_start(state, usual, nothing);
    driver_expect(driver, "2 specifications");
    driver_keys(driver, "C-n");
    driver_expect(driver, "which form?");
    driver_keys(driver, "Enter");
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
    repository_wait(state, "grep -aqs 'Never saved' " JOURNAL);
    kill_it(driver);
    driver = repository_start(state, usual, nothing);
    driver_expect(driver, "APP-NEW-ONE-X-V1 was never saved");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Never saved");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved interfaces/APP/APP-NEW-ONE-X-V1.yaml");
    repository_quit(driver);
}

/* ── deciding ── */

static void the_difference_can_be_looked_at_and_kept(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Another title");
    driver_keys(driver, "Tab");
    repository_wait(state, "grep -aqs 'Another title' " JOURNAL);
    kill_it(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Another title");
    driver_type(driver, "l");
    driver_expect(driver, "In the file");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Keep for later");
    driver_type(driver, "k");
    driver_expect(driver, "Kept for the next time");
    repository_quit(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Another title");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Kept for the next time");
    repository_quit(driver);
}

/* Of a table the rows that differ, as everywhere. */
static void rows_of_a_table_are_told_one_by_one(void **state)
{
    struct driver *driver = repository_edit(state, usual, "lifecycle.changes");
    driver_expect(driver, "▸ Updated");
    driver_keys(driver, "Enter M-i");
    driver_type(driver, "2025-11-02");
    driver_keys(driver, "Tab");
    driver_type(driver, "A row of a killed session");
    driver_keys(driver, "Enter Escape Tab");
    repository_wait(state, "grep -aqs 'killed session' " JOURNAL);
    kill_it(driver);
    static const char told[] = "+ 2025-11-02 | A row of a killed session";
    repository_run(state, IFSPEC "recover " CUSTOMER " >out && echo 'Updated: + 2025-11-02 | "
                                 "A row of a killed session' | diff - out");
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Not saved, from");
    driver_expect(driver, "Updated: + 2025-11-02 | A row of a killed session  ");
    driver_type(driver, "l");
    driver_expect(driver, "Changes that were not saved");
    driver_expect(driver, told);
    driver_expect_attributes(driver, told, DRIVER_COLOURED, 0);
    driver_expect_not(driver, "In the file");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Keep for later");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    repository_discard(driver);
}

/* However long it is, the buttons are to be seen. */
static void a_long_text_is_cut_in_the_question(void **state)
{
    struct driver *driver = repository_edit(state, usual, "description.summary");
    driver_expect(driver, "▸ Summary");
    for (int i = 0; i < 40; i++)
        driver_paste(driver,
                     "Forty lines, each of some seventy columns, and the last is the last.\n");
    driver_keys(driver, "Tab");
    repository_wait(state, "[ $(grep -ao 'Forty lines' " JOURNAL " | wc -l) -ge 40 ]");
    kill_it(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Not saved, from");
    driver_expect(driver, "Keep for later");
    driver_expect(driver, "Summary: {+Forty lines, each of some");
    driver_keys(driver, "Escape");
    driver_expect(driver, "Kept for the next time");
    repository_quit(driver);
}

/* What nobody can read is said, kept, and in the way of nothing. */
static void a_damaged_journal_is_said_and_kept(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Later");
    driver_keys(driver, "Tab");
    repository_wait(state, "grep -aqs 'Later' " JOURNAL);
    kill_it(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Later");
    driver_type(driver, "k");
    driver_expect(driver, "Kept for the next time");
    repository_quit(driver);
    repository_run(state, "cd .state/ifspec/journal/* && head -c 99 kept-* >kept-9999999999 && "
                          "echo nothing >journal");
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Later");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "cd .state/ifspec/journal/* && [ \"$(cat damaged-17*)\" = nothing ] && "
                          "[ -s damaged-kept-9999999999 ] && echo nothing >journal");
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Unsaved work from before cannot be read; it is kept as damaged-17");
    repository_quit(driver);
}

static void going_back_keeps_and_marks(void **state)
{
    struct driver *driver = repository_start(state, usual, nothing);
    driver_expect(driver, "2 specifications");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "C-g");
    driver_type(driver, "title");
    driver_keys(driver, "Enter");
    driver_type(driver, "Put off ");
    driver_keys(driver, "Escape");
    driver_expect(driver, "its changes are kept (~)");
    driver_expect(driver, "~");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Keep for later");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    repository_discard(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Next");
    driver_expect_not(driver, "Not saved, from");
    repository_quit(driver);
    repository_wait(state, "ls .state/ifspec/journal/*/discarded-* >/dev/null");
}

static void the_command_line_lists_and_restores(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "From the shell");
    driver_keys(driver, "Tab");
    repository_wait(state, "grep -aqs 'From the shell' " JOURNAL);
    repository_run(state, IFSPEC "recover >out && grep -q 'being edited' out");
    repository_run(state,
                   IFSPEC "recover " CUSTOMER " 2>out && exit 1; grep -q 'another ifspec' out");
    kill_it(driver);
    repository_run(state,
                   IFSPEC "recover >out && grep -q '" CUSTOMER_FILE ".*1 field  not saved' out");
    repository_run(state,
                   IFSPEC "recover " CUSTOMER " >out && grep -q 'Title: .* → From the shell' out");
    repository_run(state, "sed -i 's/^  title: .*/  title: Both/' " CUSTOMER_FILE);
    repository_run(state,
                   IFSPEC "recover " CUSTOMER " --restore 2>out && exit 1; grep -q 'mine' out");
    repository_run(state, IFSPEC "recover " CUSTOMER " --restore --mine >out && grep -q Saved out");
    repository_run(state, "grep -q 'title: From the shell' " CUSTOMER_FILE);
    repository_run(state, IFSPEC "recover >out && grep -q 'Nothing is unsaved' out");
    repository_run(state, IFSPEC "versions " CUSTOMER
                                 " >out && grep -q 'Title: Both → From the shell' out");
}

static void work_on_a_deleted_file_is_listed(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Of a ghost");
    driver_keys(driver, "Tab");
    repository_wait(state, "grep -aqs 'Of a ghost' " JOURNAL);
    kill_it(driver);
    repository_run(state, "rm " CUSTOMER_FILE);
    repository_run(state, IFSPEC "recover " CUSTOMER_FILE
                                 " >out && grep -q 'description.title: Of a ghost' out");
}

/* ── signals ── */

static void end_by(void **state, int number, int status)
{
    struct driver *driver = repository_edit_title(state, usual, "at the last moment");
    driver_signal(driver, number);
    driver_expect_exit(driver, status);
    driver_expect_restored(driver);
    driver_expect(driver, "are kept (`ifspec recover`)");
    driver_stop(driver);
    repository_run(state, "grep -aqs 'at the last moment' " JOURNAL);
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
    struct driver *driver = repository_edit_title(state, usual, "without a terminal");
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
    repository_run(state, "grep -aqs 'without a terminal' " JOURNAL);
}

/* As under nohup: nobody says that the terminal is gone. It is seen. */
static void a_vanished_terminal_without_a_signal_keeps_everything(void **state)
{
    struct driver *driver = repository_shell(
        state, usual, "trap '' HUP; exec \"$IFSPEC\" edit " CUSTOMER " --field " TITLE);
    driver_expect(driver, "▸ Title");
    repository_retype(driver, "nobody said a word");
    driver_hang_up(driver);
    driver_expect_exit(driver, 128 + SIGHUP);
    driver_stop(driver);
    repository_run(state, "grep -aqs 'nobody said a word' " JOURNAL);
}

static void a_crash_restores_the_terminal(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Before the crash");
    driver_keys(driver, "Tab");
    repository_wait(state, "grep -aqs 'Before the crash' " JOURNAL);
    driver_signal(driver, SIGSEGV);
    driver_expect_exit(driver, -SIGSEGV);
    driver_expect_restored(driver);
    driver_stop(driver);
    driver = repository_edit(state, usual, NULL);
    driver_expect(driver, "Before the crash");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Restored 1 field");
    repository_discard(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_finished_field_survives_kill_9),
        repository_test(a_second_of_quiet_is_enough),
        repository_test(a_new_spec_survives_kill_9),
        repository_test(the_difference_can_be_looked_at_and_kept),
        repository_test(rows_of_a_table_are_told_one_by_one),
        repository_test(a_long_text_is_cut_in_the_question),
        repository_test(a_damaged_journal_is_said_and_kept),
        repository_test(going_back_keeps_and_marks),
        repository_test(the_command_line_lists_and_restores),
        repository_test(work_on_a_deleted_file_is_listed),
        repository_test(hangup_keeps_everything),
        repository_test(termination_keeps_everything),
        repository_test(interruption_keeps_everything),
        repository_test(a_vanished_terminal_keeps_everything),
        repository_test(a_vanished_terminal_without_a_signal_keeps_everything),
        repository_test(a_crash_restores_the_terminal),
    };
    return cmocka_run_group_tests_name("recovery", tests, NULL, NULL);
}
