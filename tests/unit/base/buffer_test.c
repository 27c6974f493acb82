#include "base/buffer.h"

#include "unit/unit.h"

static void is_an_empty_string_when_new(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    assert_string_equal(buffer_string(&buffer), "");
    char *taken = buffer_take(&buffer);
    assert_string_equal(taken, "");
    free(taken);
}

static void replaces_bytes_in_the_middle(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    buffer_append_string(&buffer, "Data Volume: Median");
    buffer_splice(&buffer, 13, 6, "Low", 3);
    assert_string_equal(buffer_string(&buffer), "Data Volume: Low");
    buffer_splice(&buffer, 0, 5, NULL, 0);
    assert_string_equal(buffer_string(&buffer), "Volume: Low");
    buffer_done(&buffer);
}

static void formats_behind_what_is_there(void **state)
{
    (void)state;
    struct buffer buffer = {0};
    for (int i = 0; i < 100; i++)
        buffer_append_format(&buffer, "%02d", i);
    assert_int_equal(buffer.length, 200);
    assert_memory_equal(buffer.bytes + 198, "99", 3);
    buffer_done(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_an_empty_string_when_new),
        cmocka_unit_test(replaces_bytes_in_the_middle),
        cmocka_unit_test(formats_behind_what_is_there),
    };
    return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
