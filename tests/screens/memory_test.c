/* What the editor remembers from one sitting to the next: the place, what was copied, what was
 * approved. */
#include "screen_repository.h"

#include "unit/unit.h"

static const struct driver_options usual = {0};

static struct driver *start(void **state, const char *command, const char *operand)
{
    const char *const arguments[] = {command, operand, NULL};
    return repository_start(state, usual, arguments);
}

static void a_spec_opens_where_it_was_left(void **state)
{
    struct driver *driver = repository_edit(state, usual, "overview.version");
    driver_expect(driver, "▸ Version");
    repository_quit(driver);
    driver = start(state, "edit", CUSTOMER);
    driver_expect(driver, "▸ Version");
    driver_keys(driver, "S-Tab");
    driver_expect_not(driver, "▸ Version");
    repository_quit(driver);
    driver = start(state, NULL, NULL);
    driver_expect(driver, CUSTOMER);
    driver_type(driver, "customer-v1");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Tab Next");
    driver_expect_not(driver, "▸ Version");
    driver_expect_not(driver, "▸ Status");
    repository_quit(driver);
    repository_run(state, "test -z \"$(git status --porcelain interfaces)\"");
}

static void copied_answers_are_marked_until_they_are_touched(void **state)
{
    const char *const arguments[] = {"new", "APP-S4-SF-COPY-V1", "--from", CUSTOMER, NULL};
    struct driver *driver = repository_start(state, usual, arguments);
    driver_expect(driver, "~ Overview");
    driver_keys(driver, "C-g");
    driver_type(driver, "data volume");
    driver_keys(driver, "Enter");
    driver_expect(driver, "Copied from APP-S4-SF-CUSTOMER-V1 and not touched since");
    driver_expect(driver, "Alt-A Is right");
    driver_keys(driver, "Enter");
    driver_expect(driver, "● Low");
    driver_expect_not(driver, "not touched since"); /* the help is that of the value */
    driver_keys(driver, "Esc");
    driver_expect(driver, "not touched since");
    driver_keys(driver, "S-Tab");
    driver_expect(driver, "~ Data Volume");
    driver_keys(driver, "Tab");
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "M-a");
    driver_expect(driver, "Data Volume is right as it is.");
    driver_expect(driver, "▸ Volume detail"); /* the next that was copied */
    driver_expect(driver, "  Data Volume");
    driver_expect_not(driver, "~ Data Volume");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved");
    driver_keys(driver, "C-r End");
    driver_expect(driver, "70 fields are as they were copied from APP-S4-SF-");
    driver_expect_not(driver, "Copied from"); /* not one by one */
    driver_keys(driver, "Enter");
    driver_expect(driver, "▸ Frequency"); /* the one behind */
    driver_expect(driver, "~ Integration Flow");
    repository_quit(driver);
    repository_run(state, "\"$IFSPEC\" check APP-S4-SF-COPY-V1 | grep -q '\\[copied\\]'; "
                          "! grep -q copied interfaces/APP/APP-S4-SF-COPY-V1.yaml");
}

static void a_change_since_the_approval_is_counted(void **state)
{
    repository_run(state, "git config user.name Anna && git config user.email a@example.org && "
                          "\"$IFSPEC\" review " CUSTOMER " approve && git add interfaces && "
                          "git commit -q -m approved");
    struct driver *driver = repository_edit(state, usual, "overview.data_volume");
    driver_expect(driver, "Owen"); /* all that Git knows has come */
    driver_expect_not(driver, "since approval");
    driver_keys(driver, "M-n");
    driver_expect(driver, "changed since approval: 1 field ");
    driver_keys(driver, "PgDn C-r End");
    driver_expect(driver, "1 field (Data");
    driver_keys(driver, "Enter"); /* reviews are in no field: to what changed */
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "C-z");
    driver_expect_not(driver, "since approval");
    /* Approved once more, elsewhere: the count begins anew. */
    driver_keys(driver, "M-n C-s");
    driver_expect(driver, "Saved");
    driver_expect(driver, "changed since approval: 1 field ");
    repository_run(state, "\"$IFSPEC\" review " CUSTOMER " approve >/dev/null");
    driver_send(driver, "\033[I", 3);
    driver_expect_not(driver, "since approval");
    repository_quit(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_spec_opens_where_it_was_left),
        repository_test(copied_answers_are_marked_until_they_are_touched),
        repository_test(a_change_since_the_approval_is_counted),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
