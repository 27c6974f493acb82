#include "fixture.h"

#include "model/digest.h"
#include "store/journal.h"
#include "store/journal_file.h"
#include "workspace/recovery.h"

#include <limits.h>

#define PATH "interfaces/APP/APP-A-B-C-V1.yaml"

static struct sheet *open_sheet(struct fixture *fixture)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_open(fixture->workspace, PATH, &sheet, &error));
    recovery_begin(sheet);
    assert_null(recovery_off_reason(sheet));
    return sheet;
}

/* As a kill would: what is recorded is all that stays. */
static void leave_unsaved(struct fixture *fixture, const char *address, const char *text)
{
    struct sheet *sheet = open_sheet(fixture);
    set(sheet, address, text);
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);
}

static void a_recorded_field_is_offered_and_restored(void **state)
{
    struct fixture *fixture = *state;
    struct recovery_offer offer = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    leave_unsaved(fixture, "overview.data_volume", "Low");
    struct sheet *sheet = open_sheet(fixture);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_int_equal(offer.differences.count, 1);
    assert_string_equal(offer.differences.items[0].mine_text, "Low");
    assert_string_equal(offer.differences.items[0].theirs_text, "");
    assert_false(offer.file_changed);
    assert_done(recovery_restore(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_answer(sheet, "overview.data_volume", "Low");
    sheet_close(sheet);
    sheet = open_sheet(fixture);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_done(recovery_restore(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture);
    assert_false(recovery_find(sheet, NULL, &offer));
    assert_answer(sheet, "overview.data_volume", "Low");
    sheet_close(sheet);
}

static void taking_a_change_back_leaves_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct recovery_offer offer = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    struct sheet *sheet = open_sheet(fixture);
    set(sheet, "overview.data_volume", "Low");
    assert_done(recovery_record(sheet, &error));
    set(sheet, "overview.data_volume", "");
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture);
    assert_false(recovery_find(sheet, NULL, &offer));
    sheet_close(sheet);
}

static void kept_work_is_offered_again_and_deleted_work_is_not(void **state)
{
    struct fixture *fixture = *state;
    struct recovery_offer offer = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    leave_unsaved(fixture, "overview.data_volume", "Low");
    struct sheet *sheet = open_sheet(fixture);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_done(recovery_keep(sheet, &offer, &error));
    recovery_offer_done(&offer);
    sheet_close(sheet);
    leave_unsaved(fixture, "overview.data_volume", "High");
    sheet = open_sheet(fixture);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_string_equal(offer.differences.items[0].mine_text, "High");
    assert_done(recovery_delete(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_string_equal(offer.differences.items[0].mine_text, "Low");
    assert_done(recovery_delete(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_false(recovery_find(sheet, NULL, &offer));
    sheet_close(sheet);
}

static void a_changed_file_is_merged_by_field(void **state)
{
    struct fixture *fixture = *state;
    struct recovery_offer offer = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    leave_unsaved(fixture, "overview.data_volume", "Low");
    leave_unsaved(fixture, "description.summary", "daily");
    struct sheet *sheet = open_sheet(fixture);
    set(sheet, "overview.data_volume", "Low");
    set(sheet, "description.title", "Mine");
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);
    change_spec(fixture->workspace, PATH, "description.title", "Theirs");
    change_spec(fixture->workspace, PATH, "description.summary", "hourly");
    sheet = open_sheet(fixture);
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_true(offer.file_changed);
    assert_int_equal(offer.differences.count, 2);
    assert_int_equal(offer.differences.conflicts, 1);
    assert_true(offer.differences.items[0].conflict);
    assert_string_equal(offer.differences.items[0].theirs_text, "Theirs");
    assert_done(recovery_restore(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_answer(sheet, "description.title", "Theirs");
    assert_answer(sheet, "overview.data_volume", "Low");
    assert_answer(sheet, "description.summary", "hourly");
    /* The answer that was not taken is not lost. */
    assert_done(sheet_save(sheet, &error));
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_string_equal(offer.differences.items[0].mine_text, "Mine");
    recovery_offer_done(&offer);
    sheet_close(sheet);
}

static void the_second_one_only_reads(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *second = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_int_equal(link(PATH, "interfaces/APP/other.yaml"), 0);
    assert_int_equal(symlink("APP-A-B-C-V1.yaml", "interfaces/APP/third.yaml"), 0);
    struct sheet *first = open_sheet(fixture);
    static const char *const paths[] = {PATH, "interfaces/APP/other.yaml",
                                        "interfaces/APP/third.yaml"};
    for (size_t i = 0; i < 3; i++) {
        assert_done(sheet_open(fixture->workspace, paths[i], &second, &error));
        recovery_begin(second);
        assert_non_null(sheet_read_only_reason(second));
        assert_fails(sheet_save(second, &error), ERROR_REFUSED, "another ifspec");
        sheet_close(second);
    }
    sheet_close(first);
}

static char *found_key;

static void find_new(void *context, const struct recovery_entry *entry)
{
    (void)context;
    assert_string_equal(entry->id, "APP-A-B-C-V1");
    assert_string_equal(entry->path, "");
    free(found_key);
    found_key = memory_copy_string(entry->key);
}

static void a_new_spec_is_found_again(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    struct recovery_offer offer = {0};
    assert_done(sheet_new(fixture->workspace, NULL, NULL, &sheet, &error));
    recovery_begin(sheet);
    set(sheet, "overview.smart_id", "APP-A-B-C-V1");
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);
    assert_int_equal(recovery_walk(fixture->workspace, find_new, NULL, NULL), 0);
    assert_non_null(found_key);
    assert_done(recovery_open_new(fixture->workspace, found_key, NULL, &sheet, &error));
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_done(recovery_restore(sheet, &offer, &error));
    recovery_offer_done(&offer);
    assert_done(sheet_save(sheet, &error));
    assert_string_equal(sheet_path(sheet), PATH);
    sheet_close(sheet);
    free(found_key);
    found_key = NULL;
    assert_int_equal(recovery_walk(fixture->workspace, find_new, NULL, NULL), 0);
    assert_null(found_key);
}

static void a_change_on_disk_is_taken_in(void **state)
{
    struct fixture *fixture = *state;
    struct reconciliation both = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    struct sheet *sheet = open_sheet(fixture);
    set(sheet, "overview.data_volume", "Low");
    assert_int_equal(sheet_look(sheet), SHEET_CURRENT);
    change_spec(fixture->workspace, PATH, "description.summary", "hourly");
    assert_int_equal(sheet_look(sheet), SHEET_CHANGED);
    assert_fails(sheet_save(sheet, &error), ERROR_CHANGED, "");
    assert_done(reconcile_begin(sheet, &both, &error));
    assert_int_equal(both.theirs, 1);
    assert_int_equal(both.conflicts, 0);
    reconcile_finish(sheet, &both);
    reconciliation_done(&both);
    assert_int_equal(sheet_look(sheet), SHEET_CURRENT);
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture);
    assert_answer(sheet, "description.summary", "hourly");
    assert_answer(sheet, "overview.data_volume", "Low");
    sheet_close(sheet);
}

static void a_deleted_file_is_made_again_only_when_told(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    struct sheet *sheet = open_sheet(fixture);
    assert_int_equal(unlink(PATH), 0);
    assert_int_equal(sheet_look(sheet), SHEET_DELETED);
    set(sheet, "overview.data_volume", "Low");
    assert_fails(sheet_save(sheet, &error), ERROR_CHANGED, "removed");
    sheet_create_again(sheet);
    assert_done(sheet_save(sheet, &error));
    assert_int_equal(sheet_look(sheet), SHEET_CURRENT);
    sheet_close(sheet);
    assert_int_equal(access(PATH, F_OK), 0);
}

/* What a kill in the middle of a save in place leaves: half of the new text, and the journal. */
static void cut_short(const char *old_text, const char *new_text)
{
    struct journal_file *file = NULL;
    struct buffer records = {0};
    char root[PATH_MAX] = "";
    char key[DIGEST_SIZE] = "";
    struct journal_header header = {.root = root, .path = (char *)(uintptr_t)PATH,
                                    .form = (char *)(uintptr_t)"integration-interface",
                                    .boot = (char *)(uintptr_t)""};
    assert_non_null(getcwd(root, sizeof root));
    char *path = memory_format("%s/%s", root, PATH);
    digest_bytes(path, strlen(path), key);
    free(path);
    journal_write_header(&records, &header);
    journal_write_texts(&records, old_text, strlen(old_text), new_text, strlen(new_text));
    assert_done(journal_file_open(root, key, &file, &error));
    assert_done(journal_file_replace(file, &records, &error));
    journal_file_close(file);
    buffer_done(&records);
}

static void a_save_that_was_cut_short_is_finished(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    struct buffer bytes = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_fails(recovery_finish_save(fixture->workspace, PATH, &error), ERROR_NOT_FOUND, PATH);
    cut_short("form: aaaa\noverview: {}\n", "form: bbbb\noverview: {}\n");
    write_file(PATH, "form: bbaa\noverview: {}\n");
    assert_fails(sheet_open(fixture->workspace, PATH, &sheet, &error), ERROR_REFUSED, "cut short");
    assert_done(recovery_finish_save(fixture->workspace, PATH, &error));
    assert_done(file_read(PATH, FILE_SIZE_LIMIT, &bytes, &error));
    assert_string_equal(buffer_string(&bytes), "form: bbbb\noverview: {}\n");
    cut_short("aa\n", "bb\n");
    write_file(PATH, "cc\n");
    assert_fails(recovery_finish_save(fixture->workspace, PATH, &error), ERROR_CHANGED, PATH);
    buffer_done(&bytes);
}

static void without_a_state_folder_recovery_is_off(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    setenv("XDG_STATE_HOME", "/dev/null/nowhere", 1);
    write_file(".git/ifspec", "in the way\n");
    assert_done(sheet_open(fixture->workspace, PATH, &sheet, &error));
    recovery_begin(sheet);
    assert_non_null(recovery_off_reason(sheet));
    set(sheet, "overview.data_volume", "Low");
    assert_fails(recovery_record(sheet, &error), ERROR_ENVIRONMENT, "");
    assert_int_equal(unlink(".git/ifspec"), 0);
    assert_done(recovery_record(sheet, &error));
    assert_null(recovery_off_reason(sheet));
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    unsetenv("XDG_STATE_HOME");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_recorded_field_is_offered_and_restored),
        test(taking_a_change_back_leaves_nothing),
        test(kept_work_is_offered_again_and_deleted_work_is_not),
        test(a_changed_file_is_merged_by_field),
        test(the_second_one_only_reads),
        test(a_new_spec_is_found_again),
        test(a_change_on_disk_is_taken_in),
        test(a_deleted_file_is_made_again_only_when_told),
        test(a_save_that_was_cut_short_is_finished),
        test(without_a_state_folder_recovery_is_off),
    };
    return cmocka_run_group_tests_name("recovery", tests, NULL, NULL);
}
