#include "unit/unit.h"

#include "base/attributes.h"
#include "base/memory.h"
#include "../../../src/store/index_internal.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

static char folder[64];

static int begin(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ifspec-index-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return setenv("XDG_CACHE_HOME", folder, 1);
}

static int end(void **state)
{
    (void)state;
    char *command = memory_format("rm -r '%s'", folder);
    int status = system(command);
    free(command);
    return status;
}

/* The one file of the cache whose name ends like this; owned. */
static char *file_of_cache(const char *end_of_name)
{
    char line[256] = "";
    char *command = memory_format("ls '%s'/ifspec/*%s", folder, end_of_name);
    FILE *output = popen(command, "r");
    assert_non_null(output);
    assert_non_null(fgets(line, sizeof line, output));
    (void)pclose(output);
    free(command);
    line[strcspn(line, "\n")] = '\0';
    return memory_copy_string(line);
}

/* Record `number`: path, a string, and a text of `length` bytes of the letter of the number. */
struct sample {
    const char *word;
    size_t length;
    char strings[64];
    char *text;
};

static void get(void *context, size_t number, struct index_record *record)
{
    struct sample *sample = context;
    int length = snprintf(sample->strings, sizeof sample->strings, "path-%03zu%c%s", number, 0,
                          sample->word);
    memset(sample->text, 'a' + (int)(number % 26), sample->length);
    record->mark = (struct index_mark){.size = number, .changed = 7};
    record->numbers[1] = -(int64_t)number;
    memset(record->digest, 'd', sizeof record->digest - 1);
    record->strings = sample->strings;
    record->length = (size_t)length + 1;
    record->text = sample->text;
    record->text_length = sample->length;
}

static int write_sample(const char *key, const char *word, size_t count, size_t length)
{
    struct sample sample = {.word = word, .length = length, .text = memory_allocate(length)};
    struct index_content content = {
        .key = key,
        .strings = 2,
        .about = "about",
        .about_length = 5,
        .count = count,
        .get = get,
        .context = &sample,
    };
    struct error error = {0};
    int result = index_write("/work", &content, &error);
    free(sample.text);
    return result;
}

static void reads_back_what_was_written(void **state)
{
    (void)state;
    struct index_record record = {0};
    char text[3001];
    size_t length = 0;
    assert_int_equal(write_sample("key", "word", 300, sizeof text), 0);
    struct index *index = index_open("/work", "key");
    assert_non_null(index);
    assert_int_equal(index_count(index), 300);
    assert_int_equal(index_strings(index), 2);
    assert_memory_equal(index_about(index, &length), "about", 5);
    assert_int_equal(length, 5);
    index_get(index, 201, &record);
    assert_string_equal(record.strings, "path-201");
    assert_string_equal(record.strings + 9, "word");
    assert_int_equal(record.mark.size, 201);
    assert_int_equal(record.numbers[1], -201);
    assert_int_equal(strlen(record.digest), DIGEST_SIZE - 1);
    assert_int_equal(record.text_length, sizeof text);
    assert_true(index_read_text(index, record.text_offset, sizeof text, text));
    assert_int_equal(text[0], 'a' + 201 % 26);
    assert_int_equal(text[sizeof text - 1], 'a' + 201 % 26);
    assert_true(index_check_texts(index));
    index_close(index);
}

static void begins_with_a_page_of_it(void **state)
{
    (void)state;
    struct index_record record = {0};
    size_t length = 0;
    for (size_t count = 0; count < 300; count += 50) {
        assert_int_equal(write_sample("key", "word", count, 10), 0);
        struct index *index = index_open_page("/work", "key");
        assert_non_null(index);
        assert_int_equal(index_total(index), count);
        assert_int_equal(index_count(index), count < INDEX_PAGE ? count : INDEX_PAGE);
        assert_memory_equal(index_about(index, &length), "about", 5);
        for (size_t i = 0; i < index_count(index); i++) {
            index_get(index, i, &record);
            assert_int_equal(record.mark.size, i);
            assert_string_equal(record.strings + 9, "word");
        }
        index_close(index);
    }
    assert_null(index_open_page("/work", "another key"));
}

static void counts_for_nothing_under_another_key(void **state)
{
    (void)state;
    assert_null(index_open("/work", "key"));
    assert_int_equal(write_sample("key", "word", 3, 10), 0);
    assert_null(index_open("/work", "other key"));
    assert_null(index_open("/elsewhere", "key"));
    struct index *index = index_open("/work", "key");
    assert_non_null(index);
    index_close(index);
}

static void an_open_index_stays_while_it_is_replaced_and_removed(void **state)
{
    (void)state;
    struct index_record record = {0};
    char text[10];
    assert_int_equal(write_sample("key", "old", 3, sizeof text), 0);
    struct index *index = index_open("/work", "key");
    assert_non_null(index);
    assert_int_equal(write_sample("key", "new", 3, sizeof text), 0);
    char *path = file_of_cache(".index");
    assert_int_equal(unlink(path), 0);
    index_get(index, 2, &record);
    assert_string_equal(record.strings + 9, "old");
    assert_true(index_read_text(index, record.text_offset, sizeof text, text));
    assert_true(index_check_texts(index));
    index_close(index);
    assert_null(index_open("/work", "key"));
    free(path);
}

/* Every byte that is not a text's is checked at once, the texts when somebody asks. */
/* A page that is opened is right. */
static void check_page(void)
{
    struct index *index = index_open_page("/work", "key");
    size_t length = 0;
    for (size_t i = 0; index != NULL && i < index_count(index); i++) {
        struct index_record record = {0};
        index_get(index, i, &record);
        assert_int_equal(record.mark.size, i);
        assert_int_equal(record.numbers[1], -(int64_t)i);
        assert_int_equal(record.strings[7], '0' + (int)i);
        assert_string_equal(record.strings + 9, "word");
        assert_memory_equal(index_about(index, &length), "about", 5);
    }
    index_close(index);
}

static void notices_every_damaged_byte(void **state)
{
    (void)state;
    assert_int_equal(write_sample("key", "word", 5, 40), 0);
    char *path = file_of_cache(".index");
    int file = open(path, O_RDWR);
    struct stat status = {0};
    assert_int_equal(fstat(file, &status), 0);
    for (off_t at = 0; at < status.st_size; at++) {
        char byte = 0;
        assert_int_equal(pread(file, &byte, 1, at), 1);
        char wrong = (char)(byte ^ 0x10);
        assert_int_equal(pwrite(file, &wrong, 1, at), 1);
        struct index *index = index_open("/work", "key");
        if (index != NULL)
            assert_false(index_check_texts(index));
        index_close(index);
        check_page();
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
    }
    for (off_t length = 0; length < status.st_size; length += 7) {
        assert_int_equal(write_sample("key", "word", 5, 40), 0);
        assert_int_equal(truncate(path, length), 0);
        assert_null(index_open("/work", "key"));
        assert_null(index_open_page("/work", "key"));
    }
    (void)close(file);
    free(path);
}

/* As an ifspec of another version would write it, sums and all. */
static void counts_for_nothing_if_another_version_wrote_it(void **state)
{
    (void)state;
    for (int difference = -1; difference <= 1; difference++) {
        struct index_header header = {0};
        assert_int_equal(write_sample("key", "word", 3, 10), 0);
        char *path = file_of_cache(".index");
        int file = open(path, O_RDWR);
        assert_int_equal(pread(file, &header, sizeof header, 0), sizeof header);
        header.version += (uint64_t)difference;
        header.header_sum = index_sum(0, (char *)&header, offsetof(struct index_header, header_sum));
        assert_int_equal(pwrite(file, &header, sizeof header, 0), sizeof header);
        (void)close(file);
        free(path);
        struct index *index = index_open("/work", "key");
        struct index *page = index_open_page("/work", "key");
        assert_int_equal(index != NULL, difference == 0);
        assert_int_equal(page != NULL, difference == 0);
        index_close(index);
        index_close(page);
        /* It is written over. */
        assert_int_equal(write_sample("key", "new", 3, 10), 0);
        index = index_open("/work", "key");
        assert_non_null(index);
        index_close(index);
    }
}


static void leaves_the_writing_to_one_at_a_time(void **state)
{
    (void)state;
    assert_int_equal(write_sample("key", "old", 3, 10), 0);
    char *path = file_of_cache(".index");
    char *other = memory_format("%s.new", path);
    int file = open(other, O_CREAT | O_WRONLY, 0600);
    assert_int_equal(write_sample("key", "new", 3, 10), -1);
    struct index *index = index_open("/work", "key");
    assert_non_null(index);
    index_close(index);
    /* What a killed one left is in nobody's way for long. */
    struct utimbuf long_ago = {.actime = 1000, .modtime = 1000};
    assert_int_equal(utime(other, &long_ago), 0);
    assert_int_equal(write_sample("key", "new", 3, 10), 0);
    assert_int_equal(access(other, F_OK), -1);
    (void)close(file);
    free(other);
    free(path);
}

static void readers_and_writers_need_no_lock(void **state)
{
    (void)state;
    enum { WRITERS = 3, ROUNDS = 60 };
    assert_int_equal(write_sample("key", "word", 20, 5000), 0);
    for (int i = 0; i < WRITERS; i++) {
        if (fork() != 0)
            continue;
        for (int j = 0; j < ROUNDS; j++)
            (void)write_sample("key", "word", 20, 5000);
        _exit(0);
    }
    for (int j = 0; j < ROUNDS; j++) {
        struct index *index = index_open("/work", "key");
        assert_non_null(index);
        assert_true(index_check_texts(index));
        index_close(index);
    }
    for (int i = 0; i < WRITERS; i++)
        assert_true(wait(NULL) > 0);
}

static void texts_wait_in_a_file_without_a_name(void **state)
{
    (void)state;
    struct index_spill *spill = index_spill_new("/work");
    char text[4096];
    char read[sizeof text];
    uint64_t offsets[400] = {0};
    size_t kept = 0;
    for (size_t i = 0; i < 400; i++) {
        memset(text, (int)('a' + i % 26), sizeof text);
        bool added = index_spill_add(spill, text, sizeof text, &offsets[i]);
        kept += !added;
        assert_true(added || i == kept - 1); /* the first ones stay in memory */
    }
    assert_in_range(kept, 1, 300);
    for (size_t i = kept; i < 400; i++) {
        memset(text, (int)('a' + i % 26), sizeof text);
        assert_true(index_spill_read(spill, offsets[i], sizeof read, read));
        assert_memory_equal(read, text, sizeof text);
    }
    char *command = memory_format("test -z \"$(ls '%s'/ifspec)\"", folder);
    assert_int_equal(system(command), 0);
    free(command);
    index_spill_free(spill);
}

static void works_without_a_place_to_write(void **state)
{
    (void)state;
    assert_int_equal(setenv("XDG_CACHE_HOME", "/proc/none", 1), 0);
    assert_int_equal(write_sample("key", "word", 3, 10), -1);
    assert_null(index_open("/work", "key"));
}

static void trusts_no_mark_of_a_file_touched_just_now(void **state)
{
    (void)state;
    struct stat status = {.st_size = 5, .st_ino = 9};
    const int64_t second = 1000000000;
    status.st_mtim.tv_sec = 100;
    status.st_ctim.tv_sec = 101;
    struct index_mark mark = index_mark_of(&status, 102 * second);
    assert_false(index_mark_fits(&mark, &status));
    mark = index_mark_of(&status, 104 * second);
    assert_true(index_mark_fits(&mark, &status));
    status.st_ctim.tv_nsec = 1;
    assert_false(index_mark_fits(&mark, &status));
    status.st_ctim.tv_nsec = 0;
    status.st_ino = 10;
    assert_false(index_mark_fits(&mark, &status));
}

/* Written over with as many bytes, and the time put back. */
static void trusts_no_mark_of_a_file_with_another_past(void **state)
{
    (void)state;
    struct stat status = {.st_size = 5, .st_ino = 9};
    const int64_t second = 1000000000;
    status.st_mtim.tv_sec = 100;
    status.st_ctim.tv_sec = 100;
    struct index_mark mark = index_mark_of(&status, 200 * second);
    assert_true(index_mark_fits(&mark, &status));
    status.st_ctim.tv_sec = 150;
    assert_false(index_mark_fits(&mark, &status));
    status.st_ctim.tv_sec = 100;
    status.st_mtim.tv_sec = 99;
    assert_false(index_mark_fits(&mark, &status));
    /* The clock was put back: nothing is known of what lies ahead of it. */
    status.st_mtim.tv_sec = 100;
    mark = index_mark_of(&status, 50 * second);
    assert_false(index_mark_fits(&mark, &status));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reads_back_what_was_written, begin, end),
        cmocka_unit_test_setup_teardown(begins_with_a_page_of_it, begin, end),
        cmocka_unit_test_setup_teardown(counts_for_nothing_under_another_key, begin, end),
        cmocka_unit_test_setup_teardown(an_open_index_stays_while_it_is_replaced_and_removed, begin,
                                        end),
        cmocka_unit_test_setup_teardown(notices_every_damaged_byte, begin, end),
        cmocka_unit_test_setup_teardown(leaves_the_writing_to_one_at_a_time, begin, end),
        cmocka_unit_test_setup_teardown(readers_and_writers_need_no_lock, begin, end),
        cmocka_unit_test_setup_teardown(texts_wait_in_a_file_without_a_name, begin, end),
        cmocka_unit_test_setup_teardown(works_without_a_place_to_write, begin, end),
        cmocka_unit_test_setup_teardown(counts_for_nothing_if_another_version_wrote_it, begin, end),
        cmocka_unit_test(trusts_no_mark_of_a_file_touched_just_now),
        cmocka_unit_test(trusts_no_mark_of_a_file_with_another_past),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
