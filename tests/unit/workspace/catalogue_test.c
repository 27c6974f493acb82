#include "unit/workspace/fixture.h"

#include "workspace/catalogue.h"

#include <fcntl.h>
#include <sys/wait.h>

#define FOLDER "interfaces/APP/"

/* Specs that differ in what a search tells apart. */
static int open_stock(void **state)
{
    (void)fixture_open(state);
    struct fixture *fixture = *state;
    static const char *const ids[] = {"APP-S4-SF-CUSTOMER-V1", "APP-11VMS-S4-ORDER-V1",
                                      "APP-WMS-S4-STOCK-V1"};
    assert_int_equal(unsetenv("XDG_CACHE_HOME"), 0);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        add_spec(fixture->workspace, ids[i]);
    change_spec(fixture->workspace, FOLDER "APP-S4-SF-CUSTOMER-V1.yaml", "description.title",
                "Customer master");
    change_spec(fixture->workspace, FOLDER "APP-S4-SF-CUSTOMER-V1.yaml", "overview.legacy_ids",
                "SCPIINT12");
    change_spec(fixture->workspace, FOLDER "APP-11VMS-S4-ORDER-V1.yaml", "description.title",
                "Orders for Café Köln");
    change_spec(fixture->workspace, FOLDER "APP-11VMS-S4-ORDER-V1.yaml",
                "overview.source_systems", "Kundenportal Süd");
    change_spec(fixture->workspace, FOLDER "APP-WMS-S4-STOCK-V1.yaml", "description.summary",
                "Sends the customer its stock, after SCPIINT12");
    return 0;
}

static void read_all(struct fixture *fixture, struct catalogue *catalogue)
{
    assert_done(catalogue_read(fixture->workspace, catalogue, &error));
}

static char *index_path(void)
{
    char line[256] = "";
    FILE *output = popen("ls .cache/ifspec/*.index", "r");
    assert_non_null(output);
    assert_non_null(fgets(line, sizeof line, output));
    (void)pclose(output);
    line[strcspn(line, "\n")] = '\0';
    return memory_copy_string(line);
}

static void assert_stock(const struct catalogue *catalogue)
{
    assert_int_equal(catalogue->count, 3);
    assert_string_equal(catalogue->entries[0].path, FOLDER "APP-11VMS-S4-ORDER-V1.yaml");
    assert_string_equal(catalogue->entries[0].title, "Orders for Café Köln");
    assert_string_equal(catalogue->entries[0].source, "Kundenportal Süd");
    assert_string_equal(catalogue->entries[1].id, "APP-S4-SF-CUSTOMER-V1");
    assert_string_equal(catalogue->entries[1].aliases, "SCPIINT12");
    assert_string_equal(catalogue->entries[1].cells[0], "Draft");
    assert_string_equal(catalogue->titles[0], "Status");
    assert_true(catalogue->entries[1].completeness > 0);
    assert_null(catalogue->entries[2].problem);
}

static void is_the_same_from_files_and_from_the_index(void **state)
{
    struct catalogue catalogue = {0};
    for (int i = 0; i < 3; i++) {
        read_all(*state, &catalogue);
        assert_stock(&catalogue);
        catalogue_done(&catalogue);
    }
    catalogue_open(((struct fixture *)*state)->workspace, &catalogue);
    assert_stock(&catalogue);
    assert_non_null(catalogue.index);
    catalogue_done(&catalogue);
}

static void sees_what_changed_behind_the_index(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    read_all(fixture, &catalogue);
    catalogue_done(&catalogue);
    change_spec(fixture->workspace, FOLDER "APP-S4-SF-CUSTOMER-V1.yaml", "description.title",
                "Customers");
    assert_int_equal(unlink(FOLDER "APP-11VMS-S4-ORDER-V1.yaml"), 0);
    write_file("interfaces/BROKEN.yaml", "a: [\n");
    read_all(fixture, &catalogue);
    assert_int_equal(catalogue.count, 3);
    assert_string_equal(catalogue.entries[0].title, "Customers");
    assert_string_equal(catalogue.entries[1].id, "APP-WMS-S4-STOCK-V1");
    assert_string_equal(catalogue.entries[2].id, "BROKEN");
    assert_non_null(catalogue.entries[2].problem);
    catalogue_done(&catalogue);
    /* What cannot be read today may be tomorrow. */
    write_file("interfaces/BROKEN.yaml", "form: integration-interface\n");
    read_all(fixture, &catalogue);
    assert_null(catalogue.entries[2].problem);
    catalogue_done(&catalogue);
}

static void is_right_whatever_happened_to_the_index(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    read_all(fixture, &catalogue);
    catalogue_done(&catalogue);
    char *path = index_path();
    struct stat status = {0};
    assert_int_equal(stat(path, &status), 0);
    for (off_t at = 0; at < status.st_size; at += 61) {
        int file = open(path, O_RDWR);
        char byte = 0;
        assert_int_equal(pread(file, &byte, 1, at), 1);
        byte = (char)~byte;
        assert_int_equal(pwrite(file, &byte, 1, at), 1);
        assert_int_equal(close(file), 0);
        read_all(fixture, &catalogue);
        assert_stock(&catalogue);
        catalogue_done(&catalogue);
    }
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    read_all(fixture, &catalogue);
    assert_stock(&catalogue);
    catalogue_done(&catalogue);
    free(path);
}

static void several_programs_share_the_index(void **state)
{
    struct fixture *fixture = *state;
    enum { PROGRAMS = 4, ROUNDS = 10 };
    for (int i = 0; i < PROGRAMS; i++) {
        if (fork() != 0)
            continue;
        for (int j = 0; j < ROUNDS; j++) {
            struct catalogue catalogue = {0};
            if (catalogue_read(fixture->workspace, &catalogue, NULL) != 0 || catalogue.count != 3)
                _exit(1);
            catalogue_done(&catalogue);
        }
        _exit(0);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_int_equal(status, 0);
    }
}

static void follows_the_columns_of_the_repository(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    read_all(fixture, &catalogue);
    catalogue_done(&catalogue);
    write_file("ifspec.yaml", "columns: [description.title, overview.data_volume]\n");
    workspace_close(fixture->workspace);
    assert_done(workspace_open(".", &fixture->workspace, &error));
    read_all(fixture, &catalogue);
    assert_int_equal(catalogue.column_count, 2);
    assert_string_equal(catalogue.columns[1], "overview.data_volume");
    assert_string_equal(catalogue.titles[1], "Data Volume");
    assert_string_equal(catalogue.entries[1].cells[0], "Customer master");
    catalogue_done(&catalogue);
}

/* A decision has a status and a title of its own, and runs from nowhere to nowhere. Once from the
 * file, once from the index. */
static void shows_what_means_the_same_in_another_form(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    write_file("ifspec.yaml", "columns: [description.title, lifecycle.status, "
                              "overview.source_systems, overview.smart_id, overview.data_volume]\n");
    write_file("interfaces/ADR-0001.yaml", "form: decision-record\ndecision:\n  id: ADR-0001\n"
                                           "  title: Events\n  status: Accepted\n"
                                           "  decided_on: 2025-05-01\n");
    workspace_close(fixture->workspace);
    assert_done(workspace_open(".", &fixture->workspace, &error));
    for (int i = 0; i < 2; i++) {
        read_all(fixture, &catalogue);
        const struct catalogue_entry *entry = catalogue_find(&catalogue, "interfaces/ADR-0001.yaml");
        assert_non_null(entry);
        static const char *const wanted[] = {"Events", "Accepted", "", "ADR-0001", ""};
        for (size_t j = 0; j < sizeof wanted / sizeof *wanted; j++)
            assert_string_equal(entry->cells[j], wanted[j]);
        assert_string_equal(entry->source, "");
        assert_string_equal(entry->target, "");
        catalogue_done(&catalogue);
    }
    /* One that is read when the index has the rest. */
    write_file("interfaces/ADR-0002.yaml",
               "form: decision-record\ndecision:\n  status: Rejected\n");
    read_all(fixture, &catalogue);
    assert_string_equal(catalogue_find(&catalogue, "interfaces/ADR-0002.yaml")->cells[1],
                        "Rejected");
    catalogue_done(&catalogue);
}

/* ── search ── */

static void assert_found(const struct catalogue *catalogue, const char *text, int first, int second,
                         int third)
{
    unsigned char ranks[3] = {0};
    const int wanted[] = {first, second, third};
    struct catalogue_query *query = catalogue_query_new(text);
    catalogue_search(catalogue, query, ranks);
    for (size_t i = 0; i < 3; i++)
        if (ranks[i] != wanted[i])
            fail_msg("\"%s\" ranks %s %d, not %d", text, catalogue->entries[i].id, ranks[i],
                     wanted[i]);
    catalogue_query_free(query);
}

/* Once from what was read now, once from the index. */
static void finds_what_one_means_first(void **state)
{
    enum { NO = CATALOGUE_NO_MATCH, BEGINS = 0, ID = 1, ALIAS = 2, TITLE = 3, SYSTEMS = 4,
           WORDS = 5, TEXT = 6, TEXT_WORDS = 7 };
    struct catalogue catalogue = {0};
    for (int i = 0; i < 2; i++) {
        read_all(*state, &catalogue);
        assert_found(&catalogue, "app-s4", NO, BEGINS, NO);
        assert_found(&catalogue, "S4", ID, ID, ID);
        assert_found(&catalogue, "11 VMS", ID, NO, NO);
        assert_found(&catalogue, "scpiint12", NO, ALIAS, TEXT);
        assert_found(&catalogue, "cafe koln", TITLE, NO, NO);
        assert_found(&catalogue, "kundenportal sud", SYSTEMS, NO, NO);
        assert_found(&catalogue, "customer", NO, ID, TEXT);
        assert_found(&catalogue, "master sf", NO, WORDS, NO);
        assert_found(&catalogue, "stock sends", NO, NO, TEXT_WORDS);
        assert_found(&catalogue, "draft", TEXT, TEXT, TEXT);
        assert_found(&catalogue, "nothing", NO, NO, NO);
        catalogue_done(&catalogue);
    }
}

static void narrows_as_one_types(void **state)
{
    (void)state;
    static const struct {
        const char *earlier;
        const char *later;
        bool narrows;
    } cases[] = {
        {"a", "ab", true},      {"ab", "ab c", true},    {"ab c", "ab cd", true},
        {"ab", "a", false},     {"ab", "xab", false},    {"ab c", "abc", false},
        {"ab cd", "ab c", false}, {"ab ", "ab", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct catalogue_query *earlier = catalogue_query_new(cases[i].earlier);
        struct catalogue_query *later = catalogue_query_new(cases[i].later);
        if (catalogue_query_narrows(later, earlier) != cases[i].narrows)
            fail_msg("\"%s\" after \"%s\"", cases[i].later, cases[i].earlier);
        catalogue_query_free(earlier);
        catalogue_query_free(later);
    }
}

/* So much text that it does not stay in memory: once as it waits for the index, once from there. */
static void finds_texts_of_a_large_stock(void **state)
{
    enum { SPECS = 150, WORDS_OF_EACH = 1500 };
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    for (size_t i = 0; i < SPECS; i++) {
        char path[64] = "";
        struct buffer text = {0};
        (void)snprintf(path, sizeof path, "interfaces/LARGE-%03zu.yaml", i);
        buffer_append_string(&text, "form: integration-interface\ndescription:\n  summary: ");
        for (size_t j = 0; j < WORDS_OF_EACH; j++)
            buffer_append_format(&text, "filling%zu ", j);
        buffer_append_format(&text, "needle%zum\n", i);
        write_file(path, buffer_string(&text));
        buffer_done(&text);
    }
    for (int round = 0; round < 2; round++) {
        read_all(fixture, &catalogue);
        assert_int_equal(catalogue.count, 3 + SPECS);
        unsigned char *ranks = memory_allocate(catalogue.count);
        for (size_t i = 0; i < SPECS; i += 7) {
            char word[32] = "";
            (void)snprintf(word, sizeof word, "Needle%zum", i);
            struct catalogue_query *query = catalogue_query_new(word);
            memset(ranks, 0, catalogue.count);
            catalogue_search(&catalogue, query, ranks);
            for (size_t j = 0; j < catalogue.count; j++)
                assert_int_equal(ranks[j] != CATALOGUE_NO_MATCH, j == 3 + i);
            catalogue_query_free(query);
        }
        free(ranks);
        catalogue_done(&catalogue);
    }
}

/* ── behind a screen ── */

static void git_tells_behind_what_it_knows(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    char *branch = NULL;
    int ahead = 0;
    int behind = 0;
    bool changed = false;
    assert_int_equal(system("git add -A interfaces && git commit -q -m One"), 0);
    assert_int_equal(unlink(FOLDER "APP-WMS-S4-STOCK-V1.yaml"), 0);
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    read_all(fixture, &catalogue);
    for (int i = 0; i < 2; i++) {
        struct catalogue_git *git = catalogue_git_start(fixture->workspace, &catalogue);
        while (catalogue_git_take(git, &catalogue, 10, &branch, &ahead, &behind, &changed))
            ;
        assert_done(catalogue_git_end(git, &error));
        assert_int_equal(catalogue.count, 4);
        assert_int_equal(catalogue.entries[0].state, CATALOGUE_UNCHANGED);
        assert_true(catalogue.entries[0].dated);
        assert_string_equal(catalogue.entries[0].changed_by, "Anna Example");
        assert_int_equal(catalogue.entries[1].state, CATALOGUE_NEW);
        assert_false(catalogue.entries[1].dated);
        assert_string_equal(catalogue.entries[3].id, "APP-WMS-S4-STOCK-V1");
        assert_int_equal(catalogue.entries[3].state, CATALOGUE_DELETED);
        assert_non_null(branch);
    }
    catalogue_save(fixture->workspace, &catalogue);
    catalogue_done(&catalogue);
    free(branch);
    /* The dates are in the index, the deleted spec is not. */
    catalogue_open(fixture->workspace, &catalogue);
    assert_int_equal(catalogue.count, 3);
    assert_true(catalogue.entries[0].dated);
    assert_string_equal(catalogue.entries[0].changed_by, "Anna Example");
    catalogue_done(&catalogue);
}

static void write_many(void)
{
    for (int i = 0; i < 100; i++) {
        char *id = memory_format("APP-X-Y-Z%d-V1", i);
        char *path = memory_format(FOLDER "%s.yaml", id);
        char *text = memory_format("form: integration-interface\noverview:\n  smart_id: %s\n", id);
        write_file(path, text);
        free(text);
        free(path);
        free(id);
    }
}

/* A page from the files, a page from the index, all of it; the specs are the same. */
static void opens_a_page_first(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue page = {0};
    struct catalogue all = {0};
    write_many();
    assert_int_equal(system("rm -r .cache"), 0);
    for (int i = 0; i < 2; i++) {
        catalogue_open_page(fixture->workspace, &page);
        assert_int_equal(page.index != NULL, i == 1);
        assert_int_equal(page.is_page, i == 1);
        assert_true(page.count >= 20);
        assert_true(page.count < 103);
        read_all(fixture, &all);
        assert_int_equal(all.count, 103);
        for (size_t j = 0; j < page.count; j++) {
            assert_string_equal(page.entries[j].path, all.entries[j].path);
            assert_string_equal(page.entries[j].title, all.entries[j].title);
        }
        catalogue_done(&all);
        catalogue_open_rest(fixture->workspace, &page);
        if (i == 1)
            assert_int_equal(page.count, 103);
        catalogue_done(&page);
    }
}

static void can_be_left_while_it_reads(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    write_many();
    catalogue_open(fixture->workspace, &catalogue);
    struct catalogue_reader *reader = catalogue_reader_start(fixture->workspace, &catalogue);
    bool changed = false;
    (void)catalogue_reader_take(reader, &catalogue, 1, &changed);
    assert_done(catalogue_reader_end(reader, &error));
    catalogue_save(fixture->workspace, &catalogue);
    catalogue_done(&catalogue);
    read_all(fixture, &catalogue);
    assert_int_equal(catalogue.count, 103);
    catalogue_done(&catalogue);
}

#define with_stock(name) cmocka_unit_test_setup_teardown(name, open_stock, fixture_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_stock(is_the_same_from_files_and_from_the_index),
        with_stock(sees_what_changed_behind_the_index),
        with_stock(is_right_whatever_happened_to_the_index),
        with_stock(several_programs_share_the_index),
        with_stock(follows_the_columns_of_the_repository),
        with_stock(shows_what_means_the_same_in_another_form),
        with_stock(finds_what_one_means_first),
        with_stock(finds_texts_of_a_large_stock),
        cmocka_unit_test(narrows_as_one_types),
        with_stock(git_tells_behind_what_it_knows),
        with_stock(opens_a_page_first),
        with_stock(can_be_left_while_it_reads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
