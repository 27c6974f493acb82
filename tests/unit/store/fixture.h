/* Folders for tests of the store: a temporary one to write into, the source tree to read from. */
#ifndef IFSPEC_TESTS_STORE_FIXTURE_H
#define IFSPEC_TESTS_STORE_FIXTURE_H

#include "unit/unit.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/install.h"
#include "base/memory.h"
#include "base/path.h"
#include "store/form_file.h"

#include <unistd.h>

struct fixture {
    char path[64];
    int directory;
};

ATTRIBUTE_UNUSED static int fixture_open(void **state)
{
    struct fixture *fixture = memory_allocate(sizeof *fixture);
    strcpy(fixture->path, "/tmp/ifspec-store-XXXXXX");
    assert_non_null(mkdtemp(fixture->path));
    fixture->directory = file_open_directory(fixture->path, NULL);
    assert_true(fixture->directory >= 0);
    *state = fixture;
    return 0;
}

ATTRIBUTE_UNUSED static int fixture_close(void **state)
{
    struct fixture *fixture = *state;
    char *command = memory_format("rm -r '%s'", fixture->path);
    close(fixture->directory);
    assert_int_equal(system(command), 0);
    free(command);
    free(fixture);
    return 0;
}

/* Write or replace a file. */
ATTRIBUTE_UNUSED static void fixture_write(const struct fixture *fixture, const char *name,
                                           const char *text)
{
    struct buffer old = {0};
    struct error error = {0};
    struct file_base base = {0};
    if (file_read_beneath(fixture->directory, name, FILE_SIZE_LIMIT, &old, NULL) == 0)
        base = (struct file_base){buffer_string(&old), old.length};
    if (file_save_beneath(fixture->directory, name, text, strlen(text), &base, true, &error) < 0)
        fail_msg("%s", error.text);
    buffer_done(&old);
}

/* Owned text of a file. */
ATTRIBUTE_UNUSED static char *fixture_read(const struct fixture *fixture, const char *name)
{
    struct buffer bytes = {0};
    struct error error = {0};
    if (file_read_beneath(fixture->directory, name, FILE_SIZE_LIMIT, &bytes, &error) < 0)
        fail_msg("%s", error.text);
    return buffer_take(&bytes);
}

/* Owned path of something in the source tree. */
ATTRIBUTE_UNUSED static char *source_path(const char *name)
{
    char *forms = install_find_data("forms");
    char *root = path_folder(forms);
    char *path = path_join(root, name);
    free(root);
    free(forms);
    return path;
}

/* A form that the program brings. */
ATTRIBUTE_UNUSED static struct form *load_shipped_form(const char *name)
{
    char *folder = install_find_data("forms");
    const char *const paths[] = {folder};
    struct form_folders folders = {paths, 1};
    struct form *form = NULL;
    struct error error = {0};
    if (form_load(&folders, name, &form, NULL, &error) < 0)
        fail_msg("%s", error.text);
    free(folder);
    return form;
}

#endif
