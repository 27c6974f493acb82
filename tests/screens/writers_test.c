/* The editor and other programs that write the same file, a second ifspec among them. */
#include "screen_repository.h"

#include "unit/unit.h"

#include <stdio.h>
#include <unistd.h>

#define FOCUS "\033[I"

static const struct driver_options usual = {0};

static void change_on_disk(void *const *state, const char *expression)
{
    char command[512];
    (void)snprintf(command, sizeof command, "sed -i '%s' " CUSTOMER_FILE, expression);
    repository_run(state, command);
}

static void another_field_is_taken_over(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "My title");
    change_on_disk(state, "s/data_volume: .*/data_volume: High/");
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "1 field taken over, yours kept");
    driver_expect(driver, "My title");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*My title' " CUSTOMER_FILE
                          " && grep -q 'data_volume: High' " CUSTOMER_FILE);
}

static void the_same_field_is_a_question(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "My title");
    change_on_disk(state, "s/^  title: .*/  title: Their title/");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Theirs: Their title");
    driver_keys(driver, "Escape");
    driver_expect(driver, "nothing saved");
    repository_run(state, "grep -q 'title:.*Their title' " CUSTOMER_FILE);
    driver_keys(driver, "C-s");
    driver_expect(driver, "Mine: My title");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*My title' " CUSTOMER_FILE);
}

/* Of a table each side says what it made of the rows. */
static void the_same_table_is_a_question_about_rows(void **state)
{
    struct driver *driver = repository_edit(state, usual, "lifecycle.changes");
    driver_expect(driver, "▸ Updated");
    driver_keys(driver, "Enter M-i");
    driver_type(driver, "2025-11-02");
    driver_keys(driver, "Tab");
    driver_type(driver, "My own row");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Row 2 of 4");
    change_on_disk(state, "s/Ayşe Öztürk/Ayse/");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Updated: you and another program changed it.");
    driver_expect(driver, "Mine: + 2025-11-02 | My own row");
    driver_expect(driver, "Theirs: [2025-05-01, linked to O2C] Author: Ayşe");
    driver_expect(driver, "Öztürk → Ayse");
    driver_expect_not(driver, "Before:");
    driver_keys(driver, "Escape");
    driver_expect(driver, "nothing saved");
    repository_discard(driver);
}

static void the_timer_notices(void **state)
{
    struct driver *driver = repository_edit(state, usual, TITLE);
    driver_type(driver, "x");
    driver_expect(driver, "● modified");
    change_on_disk(state, "s/data_volume: .*/data_volume: High/");
    driver_expect(driver, "changed on disk");
    repository_run(state, "rm " CUSTOMER_FILE);
    driver_expect(driver, "deleted on disk");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Create it again");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "test -s " CUSTOMER_FILE);
}

static void what_is_no_file_is_left_alone(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Still here");
    repository_run(state, "rm " CUSTOMER_FILE " && mkfifo " CUSTOMER_FILE);
    driver_keys(driver, "C-s");
    driver_expect(driver, "cannot save");
    repository_run(state, "rm " CUSTOMER_FILE " && printf 'a: [\\n' >" CUSTOMER_FILE);
    driver_keys(driver, "C-s");
    driver_expect(driver, "left something else there");
    driver_expect(driver, "Still here");
    repository_discard(driver);
}

static void a_change_of_equal_size_and_time_is_seen(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "My title");
    repository_run(state, "cp -p " CUSTOMER_FILE
                          " stamp && sed -i 's/data_volume: Low/data_volume: Top/' " CUSTOMER_FILE
                          " && touch -r stamp " CUSTOMER_FILE " && ! cmp -s stamp " CUSTOMER_FILE
                          " && [ $(stat -c %Y stamp) = $(stat -c %Y " CUSTOMER_FILE ") ]");
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "taken over, yours kept");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'data_volume: Top' " CUSTOMER_FILE
                          " && grep -q 'title:.*My title' " CUSTOMER_FILE);
}

static void a_folder_that_vanished_is_made_again_when_asked(void **state)
{
    struct driver *driver = repository_edit_title(state, usual, "Homeless");
    repository_run(state, "rm -rf interfaces");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Create it again");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
    repository_run(state, "grep -q 'title:.*Homeless' " CUSTOMER_FILE);
}

static void what_took_its_place_is_left_alone(void **state)
{
    static const char *const places_taken[] = {
        "mkdir " CUSTOMER_FILE " && touch " CUSTOMER_FILE "/theirs",
        "ln -s /nonexistent/outside " CUSTOMER_FILE,
        "cp kept ../outside.$$ && ln -s ../../../outside.$$ " CUSTOMER_FILE " && rm ../outside.$$",
    };
    repository_run(state, "cp " CUSTOMER_FILE " kept");
    for (size_t i = 0; i < sizeof places_taken / sizeof places_taken[0]; i++) {
        repository_run(state, "rm -rf .state/* " CUSTOMER_FILE " && cp kept " CUSTOMER_FILE);
        struct driver *driver = repository_edit_title(state, usual, "Still here");
        repository_run(state, "rm " CUSTOMER_FILE);
        repository_run(state, places_taken[i]);
        driver_keys(driver, "C-s");
        driver_expect(driver, "cannot");
        driver_expect(driver, "Still here");
        repository_discard(driver);
        repository_run(state, "[ ! -f " CUSTOMER_FILE " ] && [ ! -e /nonexistent ]");
    }
}

/* As an ordinary user: root may write everything. */
static struct driver *edit_as_nobody(void **state)
{
    const char *nobody = geteuid() != 0 ? "" : "setpriv --reuid=65534 --regid=65534 --clear-groups";
    char command[256];
    (void)snprintf(command, sizeof command, "exec %s \"$IFSPEC\" edit " CUSTOMER " --field " TITLE,
                   nobody);
    if (geteuid() == 0)
        repository_run(state, "chown -R 65534:65534 .");
    return repository_shell(state, usual, command);
}

static void what_is_write_protected_is_only_read(void **state)
{
    repository_run(state, "chmod 0444 " CUSTOMER_FILE);
    struct driver *driver = edit_as_nobody(state);
    driver_expect(driver, "Read-only: it is write-protected.");
    driver_type(driver, "intruder");
    driver_settle(driver);
    assert_false(driver_sees(driver, "intruder"));
    repository_quit(driver);
}

static void what_became_read_only_is_said_and_kept(void **state)
{
    struct driver *driver = edit_as_nobody(state);
    driver_expect(driver, "▸ Title");
    repository_retype(driver, "Not to be written");
    repository_run(state, "chmod 0444 " CUSTOMER_FILE);
    driver_send(driver, FOCUS, 3);
    driver_expect(driver, "write-protected");
    driver_keys(driver, "C-s");
    driver_expect(driver, "mode 0444");
    driver_expect(driver, "Not to be written");
    repository_run(state, "! grep -q 'Not to be written' " CUSTOMER_FILE);
    repository_run(state, "chmod 0644 " CUSTOMER_FILE);
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    repository_quit(driver);
}

static void the_second_one_reads_only(void **state)
{
    repository_run(state, "ln -s APP-S4-SF-CUSTOMER-V1.yaml interfaces/APP/link.yaml && "
                          "ln " CUSTOMER_FILE " interfaces/APP/hard.yaml");
    struct driver *first = repository_edit(state, usual, TITLE);
    static const char *const names[] = {CUSTOMER_FILE, "interfaces/APP/link.yaml",
                                        "interfaces/APP/hard.yaml"};
    for (size_t i = 0; i < 3; i++) {
        const char *const arguments[] = {"edit", names[i], "--field", TITLE, NULL};
        struct driver *second = repository_start(state, usual, arguments);
        driver_expect(second, "open in another ifspec");
        driver_expect(second, "read-only");
        driver_type(second, "intruder");
        driver_settle(second);
        assert_false(driver_sees(second, "intruder"));
        repository_quit(second);
    }
    repository_quit(first);
    struct driver *third = repository_edit(state, usual, NULL);
    driver_expect(third, "Next");
    driver_expect_not(third, "read-only");
    repository_quit(third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(another_field_is_taken_over),
        repository_test(the_same_field_is_a_question),
        repository_test(the_same_table_is_a_question_about_rows),
        repository_test(the_timer_notices),
        repository_test(what_is_no_file_is_left_alone),
        repository_test(a_change_of_equal_size_and_time_is_seen),
        repository_test(a_folder_that_vanished_is_made_again_when_asked),
        repository_test(what_took_its_place_is_left_alone),
        repository_test(what_is_write_protected_is_only_read),
        repository_test(what_became_read_only_is_said_and_kept),
        repository_test(the_second_one_reads_only),
    };
    return cmocka_run_group_tests_name("writers", tests, NULL, NULL);
}
