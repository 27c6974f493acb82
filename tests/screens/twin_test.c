/* While a Smart ID is typed the form says whether there is one much like it already. */
#include "screen_repository.h"

#include "unit/unit.h"

/* A new specification, with the cursor behind its ID. */
static struct driver *start_at_id(void *const *state, const char *id)
{
    const char *const arguments[] = {"new", id, NULL};
    const struct driver_options wide = {.width = 120, .height = 40};
    repository_run(state, "cp $SAMPLES/PAY-SHOP-PSP-PAYMENT-V3.yaml interfaces/");
    struct driver *driver = repository_start(state, wide, arguments);
    driver_expect(driver, id);
    driver_keys(driver, "C-g");
    driver_type(driver, "Smart ID");
    driver_keys(driver, "Enter");
    return driver;
}

static void an_id_much_like_another_is_hinted_while_it_is_typed(void **state)
{
    struct driver *driver = start_at_id(state, "GEO-SHOP-PSP-PAYMEN-V1");
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
    struct driver *driver = start_at_id(state, "PAY-SHOP-PSP-PAYMENT-V4");
    driver_expect(driver, "PAY-SHOP-PSP-PAYMENT-V3: Same");
    driver_expect(driver, "Part 5 of 5: Version");
    driver_keys(driver, "Backspace");
    driver_type(driver, "3");
    driver_expect(driver, "has the same ID");
    driver_stop(driver);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(an_id_much_like_another_is_hinted_while_it_is_typed),
        repository_test(the_id_of_another_is_hinted_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
