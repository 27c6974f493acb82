/* While a Smart ID is typed the form says whether there is one much like it already. */
#include "screen_driver.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

static char state_home[128];
static const char *const environment[] = {state_home, NULL};

static int begin(void **state)
{
    char command[1024];
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", scratch->path);
    (void)snprintf(command, sizeof command,
                   "cd '%s' && git init -q -b main . && mkdir -p interfaces && "
                   "cp '%s/PAY-SHOP-PSP-PAYMENT-V3.yaml' interfaces/",
                   scratch->path, driver_source("tests/samples"));
    assert_int_equal(system(command), 0);
    return 0;
}

/* A new specification, with the cursor behind its ID. */
static struct driver *start_at_id(const struct scratch *scratch, const char *id)
{
    const char *const arguments[] = {driver_program("ifspec"), "new", id, NULL};
    const struct driver_options options = {
        .directory = scratch->path, .environment = environment, .width = 120, .height = 40};
    struct driver *driver = driver_start(&options, arguments);
    driver_expect(driver, id);
    driver_keys(driver, "C-g");
    driver_type(driver, "Smart ID");
    driver_keys(driver, "Enter");
    return driver;
}

static void an_id_much_like_another_is_hinted_while_it_is_typed(void **state)
{
    struct driver *driver = start_at_id(*state, "GEO-SHOP-PSP-PAYMEN-V1");
    driver_expect(driver, "Part 5 of 5: Version");
    driver_expect_not(driver, "PAYMENT-V3: Same");
    driver_keys(driver, "Left Left Left");
    driver_type(driver, "T");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3: Same");
    driver_type(driver, "S");
    driver_expect_not(driver, "PAYMENT-V3: Same");
    driver_keys(driver, "Backspace");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3: Same");
    driver_stop(driver);
}

static void the_id_of_another_is_hinted_too(void **state)
{
    struct driver *driver = start_at_id(*state, "PAY-SHOP-PSP-PAYMENT-V4");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3: Same");
    driver_expect(driver, "Part 5 of 5: Version");
    driver_keys(driver, "Backspace");
    driver_type(driver, "3");
    driver_expect(driver, "has the same ID");
    driver_stop(driver);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_id_much_like_another_is_hinted_while_it_is_typed),
        TEST(the_id_of_another_is_hinted_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
