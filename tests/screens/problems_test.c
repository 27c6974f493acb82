/* Where the list of problems leads to, also from what no field shows. */
#include "screen_repository.h"

#include "unit/unit.h"

static const struct driver_options usual = {0};

/* Enter on the last problem, which is this one. */
static struct driver *enter_last(void *const *state, const char *problem)
{
    struct driver *driver = repository_edit(state, usual, "overview.data_volume");
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "C-r End");
    driver_expect(driver, problem);
    driver_keys(driver, "Enter");
    return driver;
}

static void a_review_leads_to_the_status(void **state)
{
    repository_run(state, "printf '  - {date: 2025-05-02, reviewer: Anna, "
                          "decision: perhaps}\\n' >>" CUSTOMER_FILE);
    struct driver *driver = enter_last(state, "perhaps");
    driver_expect(driver, "▸ Status");
    repository_quit(driver);
}

static void a_question_leads_to_what_it_is_about(void **state)
{
    repository_run(state, "printf 'questions:\\n  - {field: description.title, question: Why, "
                          "status: perhaps}\\n' >>" CUSTOMER_FILE);
    struct driver *driver = enter_last(state, "perhaps");
    driver_expect(driver, "▸ Title");
    repository_quit(driver);
}

static void what_no_field_shows_has_a_line(void **state)
{
    repository_run(state, "printf 'colour: blue\\n' >>" CUSTOMER_FILE);
    struct driver *driver = enter_last(state, "colour");
    driver_expect(driver, "No field shows this: it is in line ");
    driver_expect(driver, "Problems");
    driver_keys(driver, "Esc");
    driver_expect(driver, "▸ Data Volume");
    repository_quit(driver);
}

static void that_nothing_is_missing_is_said_of_the_status(void **state)
{
    const char *const arguments[] = {"new", "APP-S4-SF-RETURN-V1", NULL};
    struct driver *driver = repository_start(state, usual, arguments);
    driver_expect(driver, "APP-S4-SF-RETURN-V1");
    driver_keys(driver, "C-r");
    driver_expect(driver, "Problems");
    driver_expect_row(driver, 23, "Enter Open"); /* the title */
    driver_keys(driver, "Enter");
    driver_type(driver, "Returns");
    driver_keys(driver, "Enter C-r");
    driver_expect(driver, "Nothing is missing, wrong or doubtful.");
    driver_expect(driver, "That is so for the status Draft. Later ones need ");
    driver_expect(driver, "Ctrl-N leads there.");
    driver_expect_not(driver, "Enter Open");
    driver_keys(driver, "Esc");
    driver_expect(driver, "Title");
    repository_discard(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(a_review_leads_to_the_status),
        repository_test(a_question_leads_to_what_it_is_about),
        repository_test(what_no_field_shows_has_a_line),
        repository_test(that_nothing_is_missing_is_said_of_the_status),
    };
    return cmocka_run_group_tests_name("problems", tests, NULL, NULL);
}
