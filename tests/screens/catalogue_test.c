/* The catalogue as a person sees it: the real program on a pty, in a repository of its own. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

static char state_home[128];
static char cache_home[128];
static const char *const environment[] = {"SOURCE_DATE_EPOCH=1746093600", state_home, cache_home,
                                          NULL};

static void run_shell(const struct scratch *scratch, const char *command)
{
    char line[2048];
    (void)snprintf(line, sizeof line, "cd '%s' && %s", scratch->path, command);
    assert_int_equal(system(line), 0);
}

static int begin_empty(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state", scratch->path);
    (void)snprintf(cache_home, sizeof cache_home, "XDG_CACHE_HOME=%s/.cache", scratch->path);
    run_shell(scratch, "git init -q -b main . && git config user.name 'Owen Hughes' && "
                       "git config user.email owen@acme.example");
    return 0;
}

static int begin(void **state)
{
    char command[1024];
    assert_int_equal(begin_empty(state), 0);
    (void)snprintf(command, sizeof command,
                   "mkdir interfaces && cp '%s'/*-V?.yaml interfaces/ && touch ifspec.yaml && "
                   "git add interfaces ifspec.yaml && "
                   "GIT_AUTHOR_DATE=2025-05-01T10:00:00Z GIT_COMMITTER_DATE=2025-05-01T10:00:00Z "
                   "git commit -q -m 'first version'",
                   driver_source("tests/samples"));
    run_shell(*state, command);
    return 0;
}

static struct driver *start(const struct scratch *scratch, int height, int width)
{
    const char *arguments[] = {driver_program("ifspec"), NULL};
    struct driver_options options = {.height = height,
                                     .width = width,
                                     .directory = scratch->path,
                                     .environment = environment};
    return driver_start(&options, arguments);
}

/* With all that is filled in behind. */
static struct driver *start_full(const struct scratch *scratch, int height, int width)
{
    struct driver *driver = start(scratch, height, width);
    driver_expect(driver, "main");
    driver_expect(driver, "2025-05-01");
    driver_settle(driver);
    return driver;
}

static void quit(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
}

static void shows_every_spec_with_its_columns(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_expect(driver, "11 specifications");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3");
    driver_expect(driver, "Status");
    driver_resize(driver, 30, 140);
    driver_expect(driver, "Source System");
    driver_expect(driver, "Target System");
    quit(driver);
}

static void filters_by_every_key_and_several_words(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_type(driver, "11 vms");
    driver_expect(driver, "3 of 11");
    driver_expect_row(driver, 3, "PROC-11VMS");
    driver_keys(driver, "Esc");
    driver_expect_not(driver, " of 11");
    driver_type(driver, "invoice s4");
    driver_expect_row(driver, 3, "APP-S4-SF-INVOICE-V1");
    driver_keys(driver, "Esc");
    driver_type(driver, "zzz");
    driver_expect(driver, "Nothing matches");
    driver_keys(driver, "C-u");
    driver_expect(driver, "type to find");
    quit(driver);
}

static void opens_and_comes_back_to_the_same_place(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_type(driver, "s4");
    driver_keys(driver, "Down Down");
    driver_settle(driver);
    char *before = driver_text(driver);
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "Esc");
    driver_expect(driver, "Filter s4");
    driver_settle(driver);
    char *after = driver_text(driver);
    assert_string_equal(before, after);
    free(before);
    free(after);
    quit(driver);
}

static void sorts_by_any_column(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_expect_row(driver, 3, "APP-S4-SF-CUSTOMER-V1");
    driver_keys(driver, "M-z");
    driver_expect_row(driver, 3, "SCM-S4-AEM-PRODUCT-V1");
    driver_keys(driver, "M-s");
    driver_expect(driver, "Sorted by Title");
    driver_keys(driver, "M-s");
    driver_expect(driver, "Sorted by Done");
    driver_keys(driver, "M-s M-s M-s");
    driver_expect(driver, "Sorted by Status");
    quit(driver);
}

static void groups_by_a_field_with_counts(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_keys(driver, "M-y");
    driver_expect(driver, "Grouped by Status");
    driver_keys(driver, "Home");
    driver_expect(driver, "Active  ");
    driver_keys(driver, "M-y M-y M-y");
    driver_expect(driver, "Not grouped");
    quit(driver);
}

static void groups_by_a_field_that_is_no_column(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    driver_keys(driver, "M-l");
    driver_expect(driver, "Group by");
    driver_type(driver, "data vol");
    driver_expect(driver, "Data Volume");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Grouped by Data Volume");
    driver_keys(driver, "Home");
    driver_expect(driver, "High  ");
    driver_expect(driver, "Low  ");
    driver_type(driver, "nota fiscal");
    driver_expect(driver, "1 of 11");
    driver_expect_row(driver, 3, "Low  1");
    /* Edited, it goes to another group. */
    run_shell(*state, "sed -i 's/data_volume: .*/data_volume: Median/' "
                      "interfaces/FI-NFEHUB-ECC-NFE-V1.yaml");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "Esc");
    driver_expect_row(driver, 3, "Median  1");
    driver_keys(driver, "M-y");
    driver_expect(driver, "Not grouped");
    quit(driver);
}

static void marks_several_and_commits_them(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "for f in interfaces/APP-*; do echo '# note' >> $f; done");
    struct driver *driver = start_full(scratch, 24, 80);
    driver_expect(driver, "3 not committed");
    driver_keys(driver, "Home M-m M-m");
    driver_expect(driver, "2 marked");
    driver_keys(driver, "C-k");
    driver_expect(driver, "2 of 3 changed");
    driver_expect(driver, "2 specifications: APP-S4-SF-CUSTOMER-V1, APP-S4-SF-INVOICE-V1");
    driver_keys(driver, "Esc");
    driver_expect(driver, "Filter");
    driver_keys(driver, "Esc");
    driver_expect_not(driver, "marked");
    quit(driver);
}

static void lists_the_problems_of_all_that_is_marked(void **state)
{
    const struct scratch *scratch = *state;
    run_shell(scratch, "sed -i 's/^  status: .*/  status: Nonsense/' interfaces/APP-S4-SF-INVOICE-V1.yaml "
                       "interfaces/PAY-SHOP-PSP-PAYMENT-V3.yaml");
    struct driver *driver = start_full(scratch, 24, 80);
    driver_keys(driver, "Home Down M-m");
    driver_type(driver, "payment");
    driver_expect(driver, "3 of 11");
    driver_keys(driver, "M-a C-u");
    driver_expect(driver, "4 marked");
    driver_keys(driver, "F7");
    driver_expect(driver, "Problems of 4 specifications");
    driver_expect(driver, "APP-S4-SF-INVOICE-V1");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3");
    driver_expect(driver, "2 errors");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Nonsense");
    driver_type(driver, "draft");
    driver_keys(driver, "Enter C-s");
    driver_expect(driver, "Saved");
    driver_keys(driver, "Esc");
    driver_expect(driver, "1 error,");
    driver_keys(driver, "Esc");
    driver_expect(driver, "4 marked");
    quit(driver);
}

static void sets_a_field_of_all_that_is_marked(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    driver_type(driver, "app-s4");
    driver_keys(driver, "M-a");
    driver_expect(driver, "4 marked");
    driver_keys(driver, "M-e");
    driver_expect(driver, "Set a field of 4 specifications");
    driver_type(driver, "data vol");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Data Volume of 4 specifications");
    driver_type(driver, "high");
    driver_keys(driver, "Enter");
    driver_expect(driver, "would change");
    driver_expect(driver, "overview.data_volume = High");
    driver_expect(driver, "`ifspec versions` take it back");
    run_shell(scratch, "git diff --quiet");
    driver_keys(driver, "C-s");
    driver_expect(driver, "nothing is committed yet");
    driver_expect(driver, "not committed");
    run_shell(scratch, "test $(grep -l 'data_volume: High' interfaces/* | wc -l) = 4");
    driver_keys(driver, "C-k");
    driver_expect(driver, "data volume");
    driver_keys(driver, "Esc");
    driver_expect(driver, "4 marked");
    /* A value that the type cannot hold is told before anything is written. */
    driver_keys(driver, "M-e");
    driver_type(driver, "created");
    driver_keys(driver, "Enter");
    driver_expect(driver, "empty: cleared");
    driver_type(driver, "soon");
    driver_keys(driver, "Enter");
    driver_expect(driver, "4 cannot");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved 0");
    quit(driver);
}

static void adds_an_entry_to_a_list_of_all_that_is_marked(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    driver_type(driver, "app-s4");
    driver_keys(driver, "M-a M-e");
    driver_type(driver, "legacy");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Legacy IDs");
    driver_type(driver, "OLD-1");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Add it to what is there");
    driver_keys(driver, "Enter");
    driver_expect(driver, "4 would change");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved 4");
    run_shell(scratch, "test $(grep -l 'SCPIINT12' interfaces/APP-S4-SF-CUSTOMER-V1.yaml | wc -l) = 1 && "
                       "test $(grep -l 'OLD-1' interfaces/* | wc -l) = 4");
    quit(driver);
}

static void renames_with_those_who_name_it(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    driver_type(driver, "customer");
    driver_expect_row(driver, 3, "APP-S4-SF-CUSTOMER-V1");
    driver_keys(driver, "F2");
    driver_expect(driver, "New ID of APP-S4-SF-CUSTOMER-V1");
    driver_keys(driver, "Backspace");
    driver_type(driver, "2");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Named by");
    driver_expect(driver, "Git takes it back");
    driver_keys(driver, "Enter");
    driver_expect(driver, "also where named (3)");
    driver_expect_row(driver, 4, "APP-S4-SF-CUSTOMER-V2");
    driver_settle(driver);
    run_shell(scratch, "test -e interfaces/APP-S4-SF-CUSTOMER-V2.yaml && "
                       "! grep -r APP-S4-SF-CUSTOMER-V1 interfaces");
    /* An ID that cannot be is refused before anything is asked, and stays to be put right. */
    driver_keys(driver, "F2 C-u");
    driver_type(driver, "APP S4");
    driver_keys(driver, "Enter");
    driver_expect(driver, "something else than letters");
    driver_expect(driver, "New ID of APP-S4-SF-CUSTOMER-V2");
    driver_keys(driver, "C-u");
    driver_type(driver, "APP-S4-SF-INVOICE-V1");
    driver_keys(driver, "Enter");
    driver_expect(driver, "already");
    driver_keys(driver, "Esc");
    run_shell(scratch, "test -e interfaces/APP-S4-SF-CUSTOMER-V2.yaml");
    quit(driver);
}

static void a_command_that_means_nothing_here_says_so(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    driver_keys(driver, "F8");
    driver_expect(driver, "Page down");
    driver_keys(driver, "C-p");
    driver_type(driver, "go to a");
    driver_keys(driver, "Enter");
    driver_expect(driver, "“Go to” does nothing here.");
    driver_keys(driver, "Esc");
    quit(driver);
}

static void deletes_what_is_marked_after_a_question(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    driver_keys(driver, "Home M-m");
    driver_keys(driver, "End M-m");
    driver_expect(driver, "2 marked");
    driver_keys(driver, "M-d");
    driver_expect(driver, "Delete the 2 marked specifications?");
    driver_expect(driver, "ifspec versions");
    driver_expect(driver, "Named by APP-S4-SF-INVOICE-V1");
    driver_keys(driver, "Enter");
    driver_expect_not(driver, "Named by");
    run_shell(scratch, "git diff --quiet");
    driver_keys(driver, "M-d");
    driver_expect(driver, "Named by");
    driver_keys(driver, "Right Right Enter");
    driver_expect(driver, "Deleted 2 specifications");
    run_shell(scratch, "test $(git diff --name-only --diff-filter=D | wc -l) = 2 && "
                       "! grep -r APP-S4-SF-CUSTOMER-V1 interfaces");
    driver_expect(driver, "deleted, not committed");
    quit(driver);
}

static void sees_what_others_do_to_the_files(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start_full(scratch, 24, 80);
    run_shell(scratch, "git rm -q interfaces/PAY-SHOP-PSP-PAYMENT-V2.yaml && "
                       "sed -i 's/Customer master:/Another title:/' "
                       "interfaces/APP-S4-SF-CUSTOMER-V1.yaml && "
                       "printf 'a: [' > interfaces/BROKEN.yaml");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "Esc");
    driver_expect(driver, "cannot be read");
    driver_expect(driver, "deleted, not committed");
    driver_expect(driver, "Another title");
    quit(driver);
}

static void offers_init_in_an_empty_working_copy(void **state)
{
    const struct scratch *scratch = *state;
    struct driver *driver = start(scratch, 24, 80);
    driver_expect(driver, "Make this working copy a");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Wrote ifspec.yaml");
    assert_int_equal(faccessat(scratch->directory, "ifspec.yaml", F_OK, 0), 0);
    quit(driver);
    driver = start(scratch, 24, 80);
    driver_expect(driver, "No specifications yet");
    driver_expect(driver, "Enter, Ctrl-N    starts the first one");
    driver_settle(driver);
    driver_expect_not(driver, "Make this working copy a");
    driver_keys(driver, "Enter");
    driver_expect(driver, "ID of the new specification");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Lifecycle");
    driver_keys(driver, "Esc");
    driver_expect(driver, "not saved");
    driver_type(driver, "d");
    driver_expect(driver, "No specifications yet");
    quit(driver);
}

static void looks_right_narrow_and_wide(void **state)
{
    struct driver *driver = start_full(*state, 24, 80);
    run_shell(*state, "true");
    driver_type(driver, "app");
    driver_keys(driver, "Down M-m");
    driver_settle(driver);
    driver_resize(driver, 24, 120);
    driver_expect(driver, "Source System");
    driver_resize(driver, 12, 44);
    driver_expect(driver, "APP-S4");
    quit(driver);
}

#define with_specs(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_specs(shows_every_spec_with_its_columns),
        with_specs(filters_by_every_key_and_several_words),
        with_specs(opens_and_comes_back_to_the_same_place),
        with_specs(sorts_by_any_column),
        with_specs(groups_by_a_field_with_counts),
        with_specs(groups_by_a_field_that_is_no_column),
        with_specs(marks_several_and_commits_them),
        with_specs(lists_the_problems_of_all_that_is_marked),
        with_specs(sets_a_field_of_all_that_is_marked),
        with_specs(adds_an_entry_to_a_list_of_all_that_is_marked),
        with_specs(renames_with_those_who_name_it),
        with_specs(a_command_that_means_nothing_here_says_so),
        with_specs(deletes_what_is_marked_after_a_question),
        with_specs(sees_what_others_do_to_the_files),
        with_specs(looks_right_narrow_and_wide),
        cmocka_unit_test_setup_teardown(offers_init_in_an_empty_working_copy, begin_empty,
                                        scratch_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
