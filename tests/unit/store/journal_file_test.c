#include "state_fixture.h"

#include "base/buffer.h"
#include "store/journal_file.h"

static void one_process_owns_a_journal(void **state)
{
    (void)state;
    struct journal_file *first = NULL;
    struct journal_file *second = NULL;
    struct error error = {0};
    assert_int_equal(journal_file_open("/r", "k", &first, &error), 0);
    assert_int_equal(journal_file_open("/r", "k", &second, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    journal_file_close(first);
    assert_int_equal(journal_file_open("/r", "k", &first, &error), 0);
    journal_file_close(first);
    char *path = memory_format("%s/ifspec/journal", folder);
    assert_int_equal(access(path, F_OK), -1);
    free(path);
}

static void what_was_appended_is_there(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct buffer bytes = {0};
    struct buffer read = {0};
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    buffer_append_string(&bytes, "one");
    assert_false(journal_file_is_begun(file));
    assert_int_equal(journal_file_replace(file, &bytes, NULL), 0);
    assert_int_equal(journal_file_append(file, &bytes, NULL), 0);
    assert_int_equal(journal_file_size(file), 6);
    journal_file_close(file);
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    assert_int_equal(journal_file_read(file, JOURNAL_NAME, &read, NULL), 0);
    assert_string_equal(buffer_string(&read), "oneone");
    assert_int_equal(journal_file_rename(file, JOURNAL_NAME, JOURNAL_KEPT "1", NULL), 0);
    assert_int_equal(journal_file_remove(file, JOURNAL_KEPT "1", NULL), 0);
    journal_file_close(file);
    buffer_done(&read);
    buffer_done(&bytes);
}

static void folders_of_others_are_not_used(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct error error = {0};
    char *command = memory_format("mkdir '%s/ifspec' && chmod 777 '%s/ifspec'", folder, folder);
    assert_int_equal(system(command), 0);
    free(command);
    assert_int_equal(journal_file_open("", "k", &file, &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_null(file);
}

static void falls_back_to_the_repository(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    char *root = memory_format("%s/repository", folder);
    char *command = memory_format("mkdir -p '%s/.git'", root);
    assert_int_equal(system(command), 0);
    setenv("XDG_STATE_HOME", "/dev/null/none", 1);
    assert_int_equal(journal_file_open(root, "k", &file, NULL), 0);
    char *lock = memory_format("%s/.git/ifspec/journal/k/lock", root);
    assert_int_equal(access(lock, F_OK), 0);
    journal_file_close(file);
    assert_int_equal(access(lock, F_OK), -1);
    free(lock);
    free(command);
    free(root);
}

/* A write that fails half way ends the journal: what comes after it would be read as damage. */
static void a_failed_write_is_said(void **state)
{
    (void)state;
    struct journal_file *file = NULL;
    struct buffer bytes = {0};
    struct error error = {0};
    struct rlimit before = {0};
    assert_int_equal(journal_file_open("/r", "k", &file, NULL), 0);
    buffer_append_string(&bytes, "1234567");
    assert_int_equal(journal_file_replace(file, &bytes, NULL), 0);
    limit_files(10, &before);
    int appended = journal_file_append(file, &bytes, &error);
    bool begun = journal_file_is_begun(file);
    buffer_append_string(&bytes, "1234567");
    int replaced = journal_file_replace(file, &bytes, NULL);
    unlimit_files(&before);
    assert_int_equal(appended, -1);
    assert_non_null(strstr(error.text, "the recovery journal"));
    assert_false(begun);
    assert_int_equal(replaced, -1);
    assert_int_equal(journal_file_rename(file, "none", JOURNAL_NAME, &error), -1);
    assert_int_equal(journal_file_remove(file, ".", &error), -1);
    assert_int_equal(journal_file_remove(file, JOURNAL_NAME, &error), 0);
    journal_file_close(file);
    buffer_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER_TEST(one_process_owns_a_journal),     FOLDER_TEST(what_was_appended_is_there),
        FOLDER_TEST(folders_of_others_are_not_used), FOLDER_TEST(falls_back_to_the_repository),
        FOLDER_TEST(a_failed_write_is_said),
    };
    return cmocka_run_group_tests_name("journal file", tests, NULL, NULL);
}
