#include "state_fixture.h"

#include "base/buffer.h"
#include "store/version_store.h"

#include <stdio.h>

/* Neither strays, nor what a power cut left empty, nor names that are taken stand in the way. */
static void only_versions_are_versions(void **state)
{
    (void)state;
    struct versions versions = {0};
    assert_int_equal(version_store_keep("/r", "k", "a", 1, NULL), 0);
    char *command = memory_format("cd '%s'/ifspec/versions/k && touch notes 12345678901234567ab "
                                  "1746093500000000000 && "
                                  "mkdir 1746093600000000001",
                                  folder);
    assert_int_equal(system(command), 0);
    free(command);
    assert_int_equal(version_store_keep_unflushed("/r", "k", "b", 1, NULL), 0);
    assert_int_equal(version_store_keep("/r", "k", "", 0, NULL), 0);
    version_store_flush("/r");
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 2);
    assert_string_equal(versions.items[0].name, "1746093600000000002");
    versions_done(&versions);
}

static void keeps_twenty_versions(void **state)
{
    (void)state;
    struct versions versions = {0};
    struct buffer bytes = {0};
    for (int i = 0; i < 25; i++) {
        char text[16];
        int length = snprintf(text, sizeof text, "text %d", i);
        assert_int_equal(version_store_keep("/r", "k", text, (size_t)length, NULL), 0);
        assert_int_equal(version_store_keep("/r", "k", text, (size_t)length, NULL), 0);
    }
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 20);
    assert_int_equal(versions.items[0].when.seconds, 1746093600);
    assert_int_equal(version_store_read("/r", "k", versions.items[0].name, &bytes, NULL), 0);
    assert_string_equal(buffer_string(&bytes), "text 24");
    assert_int_equal(version_store_read("/r", "k", versions.items[19].name, &bytes, NULL), 0);
    assert_string_equal(buffer_string(&bytes), "text 5");
    versions_done(&versions);
    buffer_done(&bytes);
}

static void forgets_versions_after_fourteen_days(void **state)
{
    (void)state;
    struct versions versions = {0};
    assert_int_equal(version_store_keep("/r", "k", "a", 1, NULL), 0);
    setenv("SOURCE_DATE_EPOCH", "1747303300", 1); /* 14 days and 100 seconds later */
    assert_int_equal(version_store_keep("/r", "k", "b", 1, NULL), 0);
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 1);
    versions_done(&versions);
}

static void a_version_that_cannot_be_written_is_said(void **state)
{
    (void)state;
    struct versions versions = {0};
    struct error error = {0};
    struct rlimit before = {0};
    limit_files(10, &before);
    int kept = version_store_keep("/r", "k", "12345678901234", 14, &error);
    unlimit_files(&before);
    assert_int_equal(kept, -1);
    assert_int_not_equal(error.text[0], 0);
    version_store_list("/r", "k", &versions);
    assert_int_equal(versions.count, 0);
    versions_done(&versions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(only_versions_are_versions),
        FOLDER_TEST(keeps_twenty_versions),
        FOLDER_TEST(forgets_versions_after_fourteen_days),
        FOLDER_TEST(a_version_that_cannot_be_written_is_said),
    };
    return cmocka_run_group_tests_name("version store", tests, NULL, NULL);
}
