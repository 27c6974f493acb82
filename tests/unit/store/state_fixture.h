/* A state folder for one test: what is kept of unsaved and of saved text. */
#ifndef IFSPEC_TESTS_STORE_STATE_FIXTURE_H
#define IFSPEC_TESTS_STORE_STATE_FIXTURE_H

#include "unit/unit.h"

#include "base/attributes.h"
#include "base/memory.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

ATTRIBUTE_UNUSED static char folder[] = "/tmp/ifspec-journal-XXXXXX";

ATTRIBUTE_UNUSED static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/ifspec-journal-XXXXXX");
    assert_non_null(mkdtemp(folder));
    setenv("XDG_STATE_HOME", folder, 1);
    setenv("SOURCE_DATE_EPOCH", "1746093600", 1);
    return 0;
}

ATTRIBUTE_UNUSED static int remove_folder(void **state)
{
    (void)state;
    char *command = memory_format("rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    free(command);
    unsetenv("XDG_STATE_HOME");
    return 0;
}

/* A disk that is full after this many bytes, until it is given back what it had. */
ATTRIBUTE_UNUSED static void limit_files(rlim_t bytes, struct rlimit *before)
{
    assert_int_equal(getrlimit(RLIMIT_FSIZE, before), 0);
    struct rlimit little = {.rlim_cur = bytes, .rlim_max = before->rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
}

ATTRIBUTE_UNUSED static void unlimit_files(const struct rlimit *before)
{
    assert_int_equal(setrlimit(RLIMIT_FSIZE, before), 0);
    (void)signal(SIGXFSZ, SIG_DFL);
}

#define FOLDER_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

#endif
