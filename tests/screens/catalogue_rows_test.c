/* Which rows the catalogue shows, how wide their columns are, and what can be done without one. */
#include "screen_repository.h"

#include "unit/unit.h"

#define COMMIT "git add -A && git -c user.name=o -c user.email=o@acme.example commit -q -m more"
#define ALL_SAMPLES "rm -r interfaces/APP && cp $SAMPLES/*-V?.yaml interfaces/ && " COMMIT

static struct driver *start(void *const *state, struct driver_options options)
{
    const char *const nothing[] = {NULL};
    struct driver *driver = repository_start(state, options, nothing);
    driver_expect(driver, "specification");
    driver_settle(driver);
    return driver;
}

static void columns_are_as_wide_as_most_rows_need(void **state)
{
    repository_run(state, ALL_SAMPLES);
    struct driver *driver = start(state, (struct driver_options){0});
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3 ");
    driver_expect(driver, "PROC-SRM7-11VMS-…ORDER-V1 Deprecated"); /* versions differ at the end */
    driver_expect(driver, "Employee replication:…");
    driver_resize(driver, 40, 120);
    driver_expect(driver, "Employee replication: SuccessFa…");
    driver_expect(driver, "SAP SuccessF… SAP ERP HCM");
    driver_resize(driver, 40, 180);
    driver_expect(driver, "PROC-SRM7-11VMS-PURCHASE-ORDER-V1");
    repository_quit(driver);
}

static void ids_are_sorted_part_by_part(void **state)
{
    repository_run(state, ALL_SAMPLES);
    struct driver *driver = start(state, (struct driver_options){0});
    driver_expect_row(driver, 6, "FI-NFEHUB-ECC-NFE-V1");
    driver_expect_row(driver, 7, "FIN-BANKS-S4-STATEMENT-V2");
    repository_quit(driver);
}

static void without_a_row_a_command_says_what_to_do(void **state)
{
    struct driver *driver = start(state, (struct driver_options){0});
    driver_type(driver, "zzz");
    driver_expect(driver, "Nothing matches. Esc clears the filter.");
    driver_expect_row(driver, 23, "Esc Clear filter  ^N New");
    driver_expect_not(driver, "Enter Open");
    driver_expect_not(driver, "^K");
    static const char *const keys[] = {"Enter", "C-k", "C-t", "M-m", "C-r", "F8"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        driver_keys(driver, keys[i]);
        driver_expect_row(driver, 23, "Nothing matches “zzz”: Esc clears the filter");
        driver_keys(driver, "Left");
        driver_expect_row(driver, 23, "Clear filter");
    }
    driver_keys(driver, "Esc");
    driver_expect_row(driver, 23, "Enter Open");
    repository_quit(driver);
}

static void what_is_marked_needs_no_row(void **state)
{
    struct driver *driver = start(state, (struct driver_options){0});
    driver_keys(driver, "M-m");
    driver_expect(driver, "1 marked");
    driver_type(driver, "zzz");
    driver_expect_row(driver, 23, "^K Commit");
    driver_expect_not(driver, "Alt-M");
    driver_keys(driver, "C-r");
    driver_expect(driver, "Problems");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

static void an_empty_catalogue_says_how_to_begin(void **state)
{
    repository_run(state, "rm -r interfaces/APP && touch ifspec.yaml && " COMMIT);
    struct driver *driver = start(state, (struct driver_options){0});
    driver_expect(driver, "No specifications yet.");
    driver_expect_row(driver, 23, "^N New");
    driver_expect_not(driver, "^K");
    driver_expect_not(driver, "Esc"); /* there is nothing to go back to */
    driver_keys(driver, "C-t");
    driver_expect_row(driver, 23, "There is no specification yet: Enter begins the first");
    driver_keys(driver, "Enter");
    driver_expect(driver, "ID of the new specification");
    driver_expect(driver, "<Domain>-<Source>-<Target>-<Object>-<Version>");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

static void what_has_not_changed_is_not_committed(void **state)
{
    struct driver *driver = start(state, (struct driver_options){0});
    driver_expect(driver, "2025-05-01");
    driver_settle(driver);
    driver_keys(driver, "C-k");
    driver_expect_row(driver, 23, "APP-S4-SF-CUSTOMER-V1 has not changed since the last commit");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Status");
    driver_keys(driver, "C-g");
    driver_type(driver, "title");
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Title");
    driver_type(driver, "!");
    driver_keys(driver, "Tab");
    driver_settle(driver);
    driver_keys(driver, "Esc");
    driver_expect_row(driver, 23, "APP-S4-SF-CUSTOMER-V1 is not saved; its changes are kept (~).");
    driver_keys(driver, "C-k");
    driver_expect_row(driver, 23, "APP-S4-SF-CUSTOMER-V1 has unsaved changes (~): save them first");
    repository_quit(driver);
}

static void a_command_is_found_by_its_name_first(void **state)
{
    struct driver *driver = start(state, (struct driver_options){0});
    driver_keys(driver, "C-p");
    driver_type(driver, "copy"); /* which the help of Save has, too */
    driver_expect_row(driver, 3, "Copy  ");
    driver_expect_row(driver, 4, "Save  ");
    driver_expect_row(driver, 23, "Enter Take");
    driver_keys(driver, "Enter");
    driver_expect(driver, "ID of the copy");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

static void one_form_is_not_asked_for(void **state)
{
    repository_run(state, "git rm -q interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml && " COMMIT);
    struct driver *driver = start(state, (struct driver_options){0});
    driver_keys(driver, "C-n");
    driver_expect(driver, "ID of the new specification");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

static void what_was_not_found_can_be_begun(void **state)
{
    repository_run(state, "git rm -q interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml && " COMMIT);
    struct driver *driver = start(state, (struct driver_options){0});
    driver_type(driver, "APP-S4-SF-RETURN-V1");
    driver_expect(driver, "Nothing matches.");
    driver_keys(driver, "C-n");
    driver_expect(driver, "ID of the new specification");
    driver_expect_row(driver, 12, "APP-S4-SF-RETURN-V1");
    driver_keys(driver, "Esc Esc");
    driver_type(driver, "nonsense");
    driver_keys(driver, "C-n");
    driver_expect(driver, "ID of the new specification");
    driver_expect_row(driver, 12, "│                                                          │");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

static void of_several_forms_one_is_picked(void **state)
{
    repository_run(state, "mkdir forms && printf 'form: note\\ntitle: A short note\\n"
                          "identity: {id: a.id, title: a.id}\\nsections: [{id: a, title: Note, "
                          "fields: [{id: id, label: Name, type: text}]}]\\n' >forms/note.yaml");
    struct driver *driver = start(state, (struct driver_options){0});
    driver_keys(driver, "C-n");
    driver_expect(driver, "New specification: which form?");
    driver_expect(driver, "Integration interface ");
    driver_expect(driver, "Integration interface, extended ");
    driver_expect(driver, "A short note");
    driver_expect_row(driver, 23, "Enter Take");
    driver_keys(driver, "Down Enter");
    driver_expect(driver, "ID of the new specification");
    driver_type(driver, "NOTE-1");
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Name");
    driver_expect(driver, "NOTE-1");
    driver_keys(driver, "C-q");
    driver_expect(driver, "Discard");
    repository_discard(driver);
}

static void a_form_that_a_specification_has_is_offered(void **state)
{
    repository_run(state, "mkdir interfaces/ADR && cp $SAMPLES/ADR-0001.yaml interfaces/ADR");
    struct driver *driver = start(state, (struct driver_options){0});
    driver_keys(driver, "C-n");
    driver_expect(driver, "Decision record");
    driver_keys(driver, "Esc");
    driver_expect_not(driver, "which form");
    driver_keys(driver, "C-n Enter");
    driver_expect(driver, "ID of the new specification");
    driver_keys(driver, "Esc");
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(columns_are_as_wide_as_most_rows_need),
        repository_test(ids_are_sorted_part_by_part),
        repository_test(without_a_row_a_command_says_what_to_do),
        repository_test(what_is_marked_needs_no_row),
        repository_test(an_empty_catalogue_says_how_to_begin),
        repository_test(what_has_not_changed_is_not_committed),
        repository_test(a_command_is_found_by_its_name_first),
        repository_test(one_form_is_not_asked_for),
        repository_test(what_was_not_found_can_be_begun),
        repository_test(of_several_forms_one_is_picked),
        repository_test(a_form_that_a_specification_has_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
