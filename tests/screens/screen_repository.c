#include "screen_repository.h"

#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <stdio.h>

enum { SETTINGS = 16, PATH_SIZE = 128 };

static const struct scratch *scratch_of(void *const *state)
{
    return *state;
}

const char *repository_path(void *const *state)
{
    return scratch_of(state)->path;
}

static int run(void *const *state, const char *command)
{
    struct buffer line = {0};
    buffer_append_format(&line, "cd '%s' && SAMPLES='%s/tests/samples' IFSPEC='%s/ifspec' && ",
                         repository_path(state), SCREEN_SOURCE, SCREEN_BUILD);
    buffer_append_string(&line, command);
    int status = system(buffer_string(&line));
    buffer_done(&line);
    return status;
}

void repository_run(void *const *state, const char *command)
{
    if (run(state, command) != 0)
        fail_msg("%s", command);
}

void repository_wait(void *const *state, const char *command)
{
    struct buffer line = {0};
    buffer_append_format(
        &line, "n=0; until %s; do n=$((n + 1)); [ $n -lt 500 ] || exit 1; sleep 0.02; done",
        command);
    repository_run(state, buffer_string(&line));
    buffer_done(&line);
}

int repository_begin(void **state)
{
    assert_int_equal(scratch_begin(state), 0);
    repository_run(state,
                   "git init -q -b main . && mkdir -p interfaces/APP .state && "
                   "cp $SAMPLES/APP-S4-SF-CUSTOMER-V1.yaml $SAMPLES/APP-S4-SF-ORDER-V1.yaml "
                   "interfaces/APP && chmod u+w interfaces/APP/* && git add interfaces && "
                   "GIT_AUTHOR_DATE=2025-05-01T10:00:00Z GIT_COMMITTER_DATE=2025-05-01T10:00:00Z "
                   "git -c user.name='Owen Hughes' -c user.email=owen@acme.example "
                   "commit -q -m 'first version'");
    return 0;
}

int repository_end(void **state)
{
    return scratch_end(state);
}

static struct driver *start(void *const *state, struct driver_options options,
                            const char *const arguments[])
{
    char state_home[PATH_SIZE];
    char config_home[PATH_SIZE];
    const char *settings[SETTINGS] = {"SOURCE_DATE_EPOCH=1746093600", state_home, config_home};
    size_t count = 3;
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/.state",
                   repository_path(state));
    (void)snprintf(config_home, sizeof config_home, "XDG_CONFIG_HOME=%s/.config",
                   repository_path(state));
    for (size_t i = 0; options.environment != NULL && options.environment[i] != NULL; i++) {
        assert_true(count + 1 < SETTINGS);
        settings[count++] = options.environment[i];
    }
    options.environment = settings;
    options.directory = repository_path(state);
    return driver_start(&options, arguments);
}

struct driver *repository_start(void *const *state, struct driver_options options,
                                const char *const arguments[])
{
    const char *all[SETTINGS] = {driver_program("ifspec")};
    for (size_t i = 0; arguments[i] != NULL; i++) {
        assert_true(i + 2 < SETTINGS);
        all[i + 1] = arguments[i];
    }
    return start(state, options, all);
}

struct driver *repository_edit(void *const *state, struct driver_options options, const char *field)
{
    const char *arguments[] = {"edit", CUSTOMER, field != NULL ? "--field" : NULL, field, NULL};
    struct driver *driver = repository_start(state, options, arguments);
    driver_expect(driver, CUSTOMER);
    return driver;
}

void repository_retype(struct driver *driver, const char *text)
{
    driver_keys(driver, "C-u");
    driver_type(driver, text);
    driver_expect(driver, text);
}

struct driver *repository_edit_title(void *const *state, struct driver_options options,
                                     const char *title)
{
    struct driver *driver = repository_edit(state, options, TITLE);
    driver_expect(driver, "▸ Title");
    repository_retype(driver, title);
    return driver;
}

struct driver *repository_shell(void *const *state, struct driver_options options,
                                const char *command)
{
    char line[2048];
    (void)snprintf(line, sizeof line, "IFSPEC='%s'; %s", driver_program("ifspec"), command);
    const char *arguments[] = {"/bin/sh", "-c", line, NULL};
    return start(state, options, arguments);
}

void repository_quit(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_expect_no_unknown(driver);
    driver_stop(driver);
}

void repository_discard(struct driver *driver)
{
    driver_keys(driver, "C-q");
    driver_expect(driver, "Discard");
    driver_type(driver, "d");
    driver_expect_exit(driver, 0);
    driver_stop(driver);
}
