/* A specification repository in a temporary folder, the current one, with an identity; and one
 * outside. Git's own configuration is out of the way. */
#ifndef IFSPEC_TESTS_WORKSPACE_FIXTURE_H
#define IFSPEC_TESTS_WORKSPACE_FIXTURE_H

#include "unit/unit.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "model/form.h"
#include "workspace/answer.h"
#include "workspace/commit.h"
#include "workspace/sheet.h"
#include "workspace/workspace.h"

#include <sys/stat.h>
#include <unistd.h>

#define UNUSED ATTRIBUTE_UNUSED

struct fixture {
    char folder[64];
    struct workspace *workspace;
};

/* A call of ours must succeed; else the test fails with its reason. */
#define assert_done(call)                                                                          \
    do {                                                                                           \
        struct error error = {0};                                                                  \
        if ((call) != 0)                                                                           \
            fail_msg("%s: %s", #call, error.text);                                                 \
    } while (0)

/* A call of ours must fail like this; the text holds `part`. */
#define assert_fails(call, wanted_kind, part)                                                      \
    do {                                                                                           \
        struct error error = {0};                                                                  \
        assert_int_equal((call), -1);                                                              \
        assert_int_equal(error.kind, wanted_kind);                                                 \
        if (strstr(error.text, part) == NULL)                                                      \
            fail_msg("\"%s\" does not hold \"%s\"", error.text, part);                             \
    } while (0)

static UNUSED void ignore_file(void *context, const char *text)
{
    (void)context;
    (void)text;
}

static UNUSED int fixture_open(void **state)
{
    struct fixture *fixture = memory_allocate(sizeof *fixture);
    *state = fixture;
    strcpy(fixture->folder, "/tmp/ifspec-workspace-XXXXXX");
    assert_non_null(mkdtemp(fixture->folder));
    assert_int_equal(chdir(fixture->folder), 0);
    assert_int_equal(setenv("HOME", fixture->folder, 1), 0);
    assert_int_equal(setenv("XDG_CONFIG_HOME", fixture->folder, 1), 0);
    assert_int_equal(setenv("XDG_DATA_HOME", fixture->folder, 1), 0);
    assert_int_equal(setenv("GIT_CONFIG_NOSYSTEM", "1", 1), 0);
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1746093600", 1), 0);
    assert_int_equal(setenv("TZ", "UTC", 1), 0);
    assert_done(workspace_create(".", NULL, ignore_file, NULL, &error));
    assert_done(workspace_open(".", &fixture->workspace, &error));
    assert_done(
        commit_set_identity(fixture->workspace, "Anna Example", "anna@example.org", &error));
    return 0;
}

static UNUSED int fixture_close(void **state)
{
    struct fixture *fixture = *state;
    workspace_close(fixture->workspace);
    char *command = memory_format("rm -r '%s'", fixture->folder);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(system(command), 0);
    free(command);
    free(fixture);
    return 0;
}

static UNUSED void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
}

static UNUSED void set(struct sheet *sheet, const char *address_text, const char *text)
{
    struct address address = {0};
    assert_done(address_parse(spec_form(sheet_spec(sheet)), address_text, &address, &error));
    assert_done(answer_set(sheet_spec(sheet), &address, text, &error));
}

static UNUSED void assert_answer(struct sheet *sheet, const char *address_text, const char *text)
{
    struct address address = {0};
    assert_done(address_parse(spec_form(sheet_spec(sheet)), address_text, &address, &error));
    assert_string_equal(value_text(answer_find(sheet_spec(sheet), &address)), text);
}

/* Make and save a spec with this ID. */
static UNUSED void add_spec(struct workspace *workspace, const char *id)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_new(workspace, NULL, id, &sheet, &error));
    set(sheet, "description.title", id);
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
}

static UNUSED void change_spec(struct workspace *workspace, const char *path, const char *address,
                               const char *text)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_open(workspace, path, &sheet, &error));
    set(sheet, address, text);
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
}

static UNUSED void commit_all(struct workspace *workspace, const char *message)
{
    char **paths = NULL;
    size_t count = 0;
    char id[COMMIT_ID_SIZE] = "";
    assert_done(commit_candidates(workspace, &paths, &count, &error));
    const struct commit_order order = {
        .paths = (const char *const *)paths, .count = count, .message = message};
    assert_done(commit_specs(workspace, &order, id, &error));
    for (size_t i = 0; i < count; i++)
        free(paths[i]);
    free(paths);
}

#define test(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

#endif
