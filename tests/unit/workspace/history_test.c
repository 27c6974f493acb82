#include "workspace/history.h"

#include "fixture.h"
#include "workspace/catalogue.h"

static const char path[] = "interfaces/APP/APP-A-B-C-V1.yaml";

struct seen {
    struct buffer text; /* subjects and changes, a line each */
};

static int note(void *context, const struct history_entry *entry)
{
    struct seen *seen = context;
    buffer_append_format(&seen->text, "%s%s%s\n", entry->subject, entry->created ? " (new)" : "",
                         entry->problem != NULL ? " (problem)" : "");
    for (size_t i = 0; !entry->created && i < entry->changes->count; i++) {
        change_describe(&entry->changes->items[i], &seen->text);
        buffer_append_byte(&seen->text, '\n');
    }
    return 0;
}

static void assert_history(struct workspace *workspace, const char *wanted)
{
    struct seen seen = {0};
    assert_done(history_walk(workspace, path, note, &seen, &error));
    assert_string_equal(buffer_string(&seen.text), wanted);
    buffer_done(&seen.text);
}

static void tells_what_each_commit_changed(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_history(fixture->workspace, "");
    commit_all(fixture->workspace, "One");
    change_spec(fixture->workspace, path, "overview.data_volume", "Low");
    commit_all(fixture->workspace, "Two");
    change_spec(fixture->workspace, path, "overview.data_volume", "High");
    commit_all(fixture->workspace, "Three");
    assert_history(fixture->workspace,
                   "Three\nData Volume: Low → High\nTwo\nData Volume: + Low\nOne (new)\n");
}

static void goes_on_behind_versions_that_cannot_be_read(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    commit_all(fixture->workspace, "One");
    write_file(path, "a: [\n");
    commit_all(fixture->workspace, "Broken");
    write_file(path, "form: integration-interface\noverview: {smart_id: APP-A-B-C-V1}\n");
    commit_all(fixture->workspace, "Repaired");
    assert_history(fixture->workspace, "Repaired (problem)\nBroken (problem)\nOne (new)\n");
}

/* Each commit reads in the words of its own form; at the change of form in those of the later. */
static void reads_versions_of_other_forms(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(mkdir("interfaces/APP", 0777), 0);
    write_file(path, "form: decision-record\ndecision: {title: Old}\n");
    commit_all(fixture->workspace, "One");
    write_file(path, "form: decision-record\ndecision: {title: New}\n");
    commit_all(fixture->workspace, "Two");
    write_file(path, "form: integration-interface\noverview: {data_volume: Low}\n");
    commit_all(fixture->workspace, "Three");
    write_file(path, "form: integration-interface\noverview: {data_volume: High}\n");
    commit_all(fixture->workspace, "Four");
    assert_history(fixture->workspace, "Four\nData Volume: Low → High\n"
                                       "Three\nData Volume: + Low\n"
                                       "Two\nTitle: Old → New\nOne (new)\n");
}

static void compares_the_file_with_head(void **state)
{
    struct fixture *fixture = *state;
    struct changes changes = {0};
    bool existed = true;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_done(history_pending(fixture->workspace, path, NULL, &changes, &existed, &error));
    assert_false(existed);
    assert_true(changes.count > 0);
    changes_done(&changes);
    commit_all(fixture->workspace, "One");
    assert_done(history_pending(fixture->workspace, path, NULL, &changes, &existed, &error));
    assert_true(existed);
    assert_int_equal(changes.count, 0);
    change_spec(fixture->workspace, path, "overview.data_volume", "Low");
    assert_done(history_pending(fixture->workspace, path, NULL, &changes, &existed, &error));
    assert_int_equal(changes.count, 1);
    changes_done(&changes);
    assert_int_equal(unlink(path), 0);
    assert_done(history_pending(fixture->workspace, path, NULL, &changes, &existed, &error));
    assert_true(changes.count > 0);
    changes_done(&changes);
}

static void proposes_messages(void **state)
{
    struct fixture *fixture = *state;
    const char *const paths[] = {path, "interfaces/APP/APP-A-B-D-V1.yaml"};
    char *message = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_done(commit_propose(fixture->workspace, paths, 1, &message, &error));
    assert_string_equal(message, "APP-A-B-C-V1: new specification");
    free(message);
    commit_all(fixture->workspace, "One");
    assert_fails(commit_propose(fixture->workspace, paths, 1, &message, &error), ERROR_NOT_FOUND,
                 "nothing to commit");
    change_spec(fixture->workspace, path, "overview.data_volume", "Low");
    add_spec(fixture->workspace, "APP-A-B-D-V1");
    assert_done(commit_propose(fixture->workspace, paths, 2, &message, &error));
    assert_string_equal(message, "2 specifications: APP-A-B-C-V1, APP-A-B-D-V1\n\n"
                                 "APP-A-B-C-V1: data volume\nAPP-A-B-D-V1: new specification");
    free(message);
    write_file(path, "a: [\n");
    assert_done(commit_propose(fixture->workspace, paths, 1, &message, &error));
    assert_string_equal(message, "APP-A-B-C-V1: text of the file");
    free(message);
}

static void keeps_long_subjects_within_72_columns(void **state)
{
    struct fixture *fixture = *state;
    char **paths = NULL;
    size_t count = 0;
    char *message = NULL;
    for (int i = 0; i < 9; i++) {
        char id[64];
        (void)snprintf(id, sizeof id, "APP-SOURCE-TARGET-%d-V1", i);
        add_spec(fixture->workspace, id);
    }
    assert_done(commit_candidates(fixture->workspace, &paths, &count, &error));
    assert_int_equal(count, 9);
    assert_done(
        commit_propose(fixture->workspace, (const char *const *)paths, count, &message, &error));
    assert_int_equal(strncmp(message, "9 new specifications\n", 21), 0);
    free(message);
    commit_all(fixture->workspace, "Nine");
    for (size_t i = 0; i < count; i++)
        change_spec(fixture->workspace, paths[i],
                    i == 4 ? "overview.sla" : "overview.data_volume", "Low");
    assert_done(
        commit_propose(fixture->workspace, (const char *const *)paths, count, &message, &error));
    assert_in_range(strcspn(message, "\n"), 40, 74);
    assert_int_equal(strncmp(message, "9 specifications: APP-SOURCE-TARGET-0-V1, ", 42), 0);
    free(message);
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
}

static void shows_states_in_the_catalogue(void **state)
{
    struct fixture *fixture = *state;
    struct catalogue catalogue = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    add_spec(fixture->workspace, "APP-A-B-D-V1");
    commit_all(fixture->workspace, "One");
    change_spec(fixture->workspace, path, "overview.source_systems", "SAP S/4HANA");
    assert_int_equal(unlink("interfaces/APP/APP-A-B-D-V1.yaml"), 0);
    write_file("interfaces/APP/BROKEN.yaml", "a: [\n");
    assert_done(catalogue_read(fixture->workspace, &catalogue, &error));
    assert_int_equal(catalogue.count, 2);
    assert_string_equal(catalogue.entries[0].id, "APP-A-B-C-V1");
    assert_string_equal(catalogue.entries[0].source, "SAP S/4HANA");
    assert_string_equal(catalogue.entries[0].status, "Draft");
    assert_non_null(strstr(catalogue.entries[0].keys[CATALOGUE_KEY_SYSTEMS], "saps/4hana"));
    assert_non_null(catalogue.entries[1].problem);
    assert_int_equal(catalogue.entries[0].state, CATALOGUE_UNKNOWN);
    assert_done(catalogue_read_states(fixture->workspace, &catalogue, true, &error));
    assert_done(catalogue_read_changes(fixture->workspace, &catalogue, &error));
    assert_int_equal(catalogue.count, 3);
    assert_int_equal(catalogue.entries[0].state, CATALOGUE_MODIFIED);
    assert_true(catalogue.entries[0].dated);
    assert_string_equal(catalogue.entries[0].changed_by, "Anna Example");
    assert_int_equal(catalogue.entries[1].state, CATALOGUE_DELETED);
    assert_string_equal(catalogue.entries[1].id, "APP-A-B-D-V1");
    assert_int_equal(catalogue.entries[2].state, CATALOGUE_NEW);
    catalogue_done(&catalogue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(tells_what_each_commit_changed),
        test(goes_on_behind_versions_that_cannot_be_read),
        test(reads_versions_of_other_forms),
        test(compares_the_file_with_head),
        test(proposes_messages),
        test(keeps_long_subjects_within_72_columns),
        test(shows_states_in_the_catalogue),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
