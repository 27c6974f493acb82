/* The history as a person sees it: of a field, of the specification, version by version in the form,
 * and back into the form. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#define FILE_OF_SPEC "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"

static char state_home[128];

static void run_shell(const struct scratch *scratch, const char *command)
{
    char line[2048];
    (void)snprintf(line, sizeof line, "cd '%s' && %s", scratch->path, command);
    assert_int_equal(system(line), 0);
}

static void commit(const struct scratch *scratch, const char *day, const char *edit,
                   const char *subject)
{
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "%s && git add -A && GIT_AUTHOR_DATE=%sT10:00:00Z GIT_COMMITTER_DATE=%sT10:00:00Z "
                   "git -c user.name='Owen Hughes' -c user.email=owen@acme.example commit -q -m '%s'",
                   edit, day, day, subject);
    run_shell(scratch, command);
}

/* Data Volume: Median, Low, High; Frequency changes in the middle. */
static int begin(void **state)
{
    char command[1024];
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    (void)snprintf(command, sizeof command,
                   "git init -q -b main . && mkdir -p interfaces/APP && cp '%s/" "%s' interfaces/APP/ "
                   "&& sed -i 's/^  data_volume: .*/  data_volume: Median/' " FILE_OF_SPEC,
                   driver_source("tests/samples"), "APP-S4-SF-CUSTOMER-V1.yaml");
    commit(scratch, "2025-01-08", command, "first draft");
    commit(scratch, "2025-05-01",
           "sed -i 's/^  data_volume: .*/  data_volume: Low/; s/^  frequency: .*/  frequency: Daily/' "
           FILE_OF_SPEC, "linked to O2C");
    commit(scratch, "2025-09-18", "sed -i 's/^  data_volume: .*/  data_volume: High/' " FILE_OF_SPEC,
           "as measured");
    return 0;
}

static const char *const environment[] = {"SOURCE_DATE_EPOCH=1758800000", state_home, NULL};

static struct driver *open_history(const struct scratch *scratch)
{
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", "--field",
                               "overview.data_volume",   NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "as measured"); /* the help names the last change */
    driver_expect(driver, "Low → High, 2025-09-18, Owen Hughes");
    driver_keys(driver, "C-t");
    driver_expect(driver, "first draft");
    driver_keys(driver, "C-t");
    driver_expect(driver, "History of Data Volume");
    driver_expect(driver, "3 commits");
    return driver;
}

/* The history of a spec from its first field, whatever changed last. */
static struct driver *open_saved_history(const struct scratch *scratch)
{
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "^T History");
    driver_keys(driver, "C-t");
    driver_expect(driver, "first draft");
    return driver;
}

static void leave(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void one_key_leads_between_the_whole_and_the_field(void **state)
{
    struct driver *driver = open_history(*state);
    driver_expect(driver, "    Median → Low");
    driver_expect(driver, "    + Median");
    driver_expect_not(driver, "Frequency");
    driver_expect(driver, "^T All fields");
    driver_keys(driver, "C-t");
    driver_expect(driver, "^T This field");
    driver_expect(driver, "Data Volume: Median → Low");
    driver_expect(driver, "Frequency: Real-time → Daily");
    driver_expect(driver, "new, 80 fields answered");
    driver_expect_not(driver, "Data Volume: + Median");
    driver_keys(driver, "End Enter");
    driver_expect(driver, "Smart ID: + APP-S4-SF-CUSTOMER-V1");
    driver_keys(driver, "Esc");
    leave(driver);
}

/* What the commands print on a terminal has colours, unless that is not wanted. */
static void commands_are_coloured_on_a_terminal(void **state)
{
    const struct scratch *scratch = *state;
    static const char *const plain[] = {"NO_COLOR=1", state_home, NULL};
    const char *arguments[] = {driver_program("ifspec"), "log", "APP-S4-SF-CUSTOMER-V1", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect_exit(driver, 0);
    driver_expect(driver, "2025-09-18 Owen Hughes: as measured");
    driver_expect_attributes(driver, "as measured", DRIVER_BOLD, 0);
    driver_expect_attributes(driver, "High", DRIVER_COLOURED, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
    options.environment = plain;
    driver = driver_start(&options, arguments);
    driver_expect_exit(driver, 0);
    driver_expect(driver, "2025-09-18 Owen Hughes: as measured");
    driver_expect_no_colour(driver);
    driver_expect_attributes(driver, "as measured", 0, DRIVER_BOLD);
    driver_stop(driver);
}

/* Where HEAD cannot be read nothing is known, not even that something is new. */
static void says_why_there_is_no_history(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "echo nonsense > .git/HEAD");
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "^T History");
    driver_keys(driver, "C-t");
    driver_expect(driver, "cannot be read");
    driver_expect_not(driver, "not committed yet");
    driver_keys(driver, "Esc Esc");
    leave(driver);
}

static void what_is_new_is_one_line(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "rm -rf .git && git init -q -b main .");
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "^T History");
    driver_keys(driver, "C-t");
    driver_expect(driver, "New, not committed yet");
    driver_expect(driver, "new, 80 fields answered");
    driver_keys(driver, "Down");
    driver_expect(driver, "Enter Show all");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status: + Active");
    driver_keys(driver, "Esc");
    leave(driver);
}

static void steps_through_versions_in_the_form(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "Enter");
    driver_expect(driver, "Version 3 of 3: 1 field changed since 2025-05-01");
    driver_expect(driver, "was Low");
    driver_keys(driver, "M-Left");
    driver_expect(driver, "Version 2 of 3: 2 fields changed since 2025-01-08");
    driver_expect(driver, "was Median");
    driver_type(driver, "x");
    driver_expect(driver, "was Median");
    driver_keys(driver, "M-o M-o");
    driver_expect(driver, "This is the first version.");
    driver_keys(driver, "M-Right");
    driver_expect(driver, "Version 2 of 3");
    driver_keys(driver, "Esc Esc");
    leave(driver);
}

static void compares_any_two(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "C-t");
    driver_expect(driver, "first draft");
    driver_keys(driver, "End Up Space");
    driver_expect(driver, "Marked:");
    driver_keys(driver, "Home");
    driver_expect(driver, "Enter Compare");
    driver_keys(driver, "Enter");
    driver_expect(driver, "2 fields changed since 2025-01-08");
    driver_expect(driver, "was Median");
    driver_keys(driver, "Esc Space End Up Enter");
    driver_expect(driver, "Version 1 of 3: 2 fields differ from 2025-09-18");
    driver_expect(driver, "later High");
    driver_keys(driver, "Esc Esc");
    leave(driver);
}

static void tells_the_old_value_from_the_new(void **state)
{
    struct driver *driver = open_history(*state);
    driver_expect_attributes(driver, "→ High", 0, DRIVER_COLOURED);
    driver_keys(driver, "Down");
    driver_expect_attributes(driver, "Low →", DRIVER_REVERSE, 0);
    driver_expect_attributes(driver, "Median →", DRIVER_COLOURED, DRIVER_BOLD);
    driver_expect_attributes(driver, "+ Median", DRIVER_COLOURED, 0);
    driver_keys(driver, "Esc");
    leave(driver);
}

/* The author, the clock and the ID have their place where there is room; both values always. */
static void fits_the_width(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "sed -i 's/^  data_volume: .*/  data_volume: A very large one for a small "
                       "narrow screen/' " FILE_OF_SPEC);
    struct driver *driver = open_saved_history(scratch);
    driver_expect(driver, "2025-09-18  Owen Hughes  as measured");
    driver_resize(driver, 24, 120);
    driver_expect(driver, "2025-09-18 10:00  Owen Hughes  as measured");
    driver_resize(driver, 24, 50);
    driver_expect(driver, "2025-09-18  as measured");
    driver_expect(driver, "Data Volume: High → A very large one for a s…");
    driver_keys(driver, "Esc");
    leave(driver);
}

/* The older version's path is known only once that version is read. */
static void names_the_file_before_a_rename(void **state)
{
    const struct scratch *scratch = *state;
    commit(scratch, "2025-10-01",
           "mkdir interfaces/CRM && git mv " FILE_OF_SPEC " interfaces/CRM/", "moved");
    struct driver *driver = open_saved_history(scratch);
    driver_expect(driver, "renamed from " FILE_OF_SPEC);
    driver_expect(driver, "4 commits");
    driver_keys(driver, "Esc");
    leave(driver);
}

/* A table's own history names row and column, not the table. */
static void shows_the_rows_of_a_table(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "sed -i 's/^      transport: HTTPS/      transport: TLS 1.3/' " FILE_OF_SPEC);
    const char *arguments[] = {driver_program("ifspec"), "edit", "APP-S4-SF-CUSTOMER-V1", "--field",
                               "security.access", NULL};
    struct driver_options options = {.directory = scratch->path, .environment = environment};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, "^T History");
    driver_keys(driver, "C-t");
    driver_expect(driver, "Components [Salesforce] Transport");
    driver_keys(driver, "C-t");
    driver_expect(driver, "History of Components");
    driver_expect(driver, "    [Salesforce] Transport");
    driver_keys(driver, "Down Enter");
    driver_expect(driver, "! [Salesforce] Transport");
    driver_keys(driver, "Esc Esc");
    leave(driver);
}

/* Of a long text, what differs. */
static void shows_long_text_by_word(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "sed -i 's/Sales staff see/Sales staff and partners see/' " FILE_OF_SPEC);
    struct driver *driver = open_saved_history(scratch);
    driver_expect(driver, "Summary: … real-time. Sales staff {+and partners +}see");
    driver_expect_attributes(driver, "{+and", DRIVER_COLOURED, 0);
    for (int width = 40; width < 90; width += 7) {
        driver_resize(driver, 24, width);
        driver_expect(driver, "…");
        driver_settle(driver);
        driver_expect_not(driver, "……");
    }
    driver_resize(driver, 24, 80);
    driver_keys(driver, "Down Enter");
    driver_expect(driver, "The working copy");
    driver_expect(driver, "! … real-time. Sales staff {+and partners");
    driver_keys(driver, "Esc Esc");
    leave(driver);
}

static void takes_back_into_the_form(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "End M-t");
    driver_expect(driver, "Data Volume is as on 2025-01-08 again");
    driver_keys(driver, "Esc");
    driver_expect(driver, "modified");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    run_shell(*state, "grep -q '^  data_volume: Median' " FILE_OF_SPEC
                      " && [ $(git diff -U0 | grep -c '^[+-] ') -eq 2 ]");
    driver_keys(driver, "C-z");
    driver_expect(driver, "modified");
    driver_keys(driver, "C-t");
    driver_expect(driver, "first draft");
    driver_keys(driver, "Home Tab Tab M-t");
    driver_expect(driver, "Take back every field as of");
    driver_keys(driver, "Enter");
    driver_expect(driver, "again, not saved yet");
    driver_keys(driver, "Esc C-s");
    driver_expect(driver, "Saved");
    run_shell(*state, "grep -q '^  frequency: Daily' " FILE_OF_SPEC);
    leave(driver);
}

/* The newest change of a field can only be undone; of an older one either value may be meant. */
static void takes_a_change_back(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "C-t");
    driver_expect(driver, "^T This field");
    driver_keys(driver, "Home Down M-t");
    driver_expect(driver, "Data Volume is as before 2025-09-18 again");
    driver_keys(driver, "Esc");
    driver_expect(driver, "modified");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    run_shell(*state, "grep -q '^  data_volume: Low' " FILE_OF_SPEC);
    driver_keys(driver, "C-t");
    driver_expect(driver, "Not committed yet");
    driver_keys(driver, "Home Down Down Down Down Down M-t");
    driver_expect(driver, "Data Volume: Median → Low. Take the field back as it");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Data Volume is as before 2025-05-01 again");
    driver_keys(driver, "M-t Right Enter");
    driver_expect(driver, "Data Volume is as on 2025-05-01 again");
    driver_keys(driver, "Esc C-s");
    driver_expect_not(driver, "modified");
    leave(driver);
}

/* What is not committed goes back to what is. */
static void takes_back_what_is_not_committed(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "sed -i 's/^  data_volume: .*/  data_volume: Low/; "
                       "s/^  dead_letter_queue: .*/  dead_letter_queue: Disabled/' " FILE_OF_SPEC);
    struct driver *driver = open_saved_history(scratch);
    driver_expect(driver, "Not committed yet");
    driver_keys(driver, "Home Down M-t");
    driver_expect(driver, "Data Volume is as committed, not saved yet");
    driver_keys(driver, "Home M-t");
    driver_expect(driver, "Take back every field as it is committed?");
    driver_keys(driver, "Enter");
    driver_expect(driver, "1 field as committed, not saved yet");
    driver_keys(driver, "Esc C-s");
    driver_expect(driver, "Saved");
    run_shell(scratch, "git diff --quiet");
    leave(driver);
}

static void takes_back_what_is_marked_in_a_version_as_one_step(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "End Enter");
    driver_expect(driver, "Version 1 of 3");
    driver_keys(driver, "M-Right");
    driver_expect(driver, "Version 2 of 3: 2 fields changed");
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "Space");
    driver_expect(driver, "1 field marked");
    driver_expect(driver, "▸ Frequency");
    driver_expect(driver, "* Data Volume");
    driver_keys(driver, "M-m M-Left M-t");
    driver_expect(driver, "2 fields as on 2025-01-08 again");
    driver_keys(driver, "Esc Esc");
    driver_expect(driver, "modified");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "modified");
    leave(driver);
}

static void takes_back_what_is_marked_in_several_versions(void **state)
{
    struct driver *driver = open_history(*state);
    driver_keys(driver, "C-t");
    driver_expect(driver, "first draft");
    driver_keys(driver, "Home Down M-m");
    driver_expect(driver, "1 marked, to be taken back together");
    driver_expect(driver, "* Data Volume: Low → High");
    driver_keys(driver, "Down M-m");
    driver_expect(driver, "  Data Volume: Low → High");
    driver_expect(driver, "* Data Volume: Median → Low");
    driver_keys(driver, "Up M-m");
    driver_expect_not(driver, "* Data Volume: Median");
    driver_keys(driver, "Home Down Down Down M-m M-m");
    driver_expect(driver, "2 marked");
    driver_keys(driver, "M-t");
    driver_expect(driver, "not saved yet");
    driver_keys(driver, "Esc C-z");
    driver_expect_not(driver, "modified");
    leave(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_key_leads_between_the_whole_and_the_field, begin, scratch_end),
        cmocka_unit_test_setup_teardown(steps_through_versions_in_the_form, begin, scratch_end),
        cmocka_unit_test_setup_teardown(compares_any_two, begin, scratch_end),
        cmocka_unit_test_setup_teardown(commands_are_coloured_on_a_terminal, begin, scratch_end),
        cmocka_unit_test_setup_teardown(says_why_there_is_no_history, begin, scratch_end),
        cmocka_unit_test_setup_teardown(what_is_new_is_one_line, begin, scratch_end),
        cmocka_unit_test_setup_teardown(tells_the_old_value_from_the_new, begin, scratch_end),
        cmocka_unit_test_setup_teardown(fits_the_width, begin, scratch_end),
        cmocka_unit_test_setup_teardown(names_the_file_before_a_rename, begin, scratch_end),
        cmocka_unit_test_setup_teardown(shows_long_text_by_word, begin, scratch_end),
        cmocka_unit_test_setup_teardown(shows_the_rows_of_a_table, begin, scratch_end),
        cmocka_unit_test_setup_teardown(takes_back_into_the_form, begin, scratch_end),
        cmocka_unit_test_setup_teardown(takes_a_change_back, begin, scratch_end),
        cmocka_unit_test_setup_teardown(takes_back_what_is_not_committed, begin, scratch_end),
        cmocka_unit_test_setup_teardown(takes_back_what_is_marked_in_a_version_as_one_step, begin,
                                        scratch_end),
        cmocka_unit_test_setup_teardown(takes_back_what_is_marked_in_several_versions, begin,
                                        scratch_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
