#include "base/install.h"

#include "base/memory.h"
#include "base/path.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool exists(const char *folder, const char *name)
{
    struct stat status = {0};
    char *path = path_join(folder, name);
    bool found = stat(path, &status) == 0;
    free(path);
    return found;
}

/* Owned folder of the running program, NULL where the system does not tell. */
static char *program_folder(void)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0)
        return NULL;
    program[length] = '\0';
    return path_folder(program);
}

/* Owned folder build/<mode> that the program lies in, perhaps deep down as a test does, or NULL. */
static char *build_folder(const char *program)
{
    char *mode = memory_copy_string(program);
    while (strlen(mode) > 1) {
        char *build = path_folder(mode);
        char *source = path_folder(build);
        const char *name = build + strlen(source);
        bool found = (strcmp(name, "/build") == 0) &&
                     (exists(source, "forms") || exists(source, "Makefile"));
        free(source);
        if (found) {
            free(build);
            return mode;
        }
        free(mode);
        mode = build;
    }
    free(mode);
    return NULL;
}

/* Owned prefix of the installation: the one around the program if it has our data, so that a moved
 * installation works, else the one that was compiled in. */
static char *install_prefix(const char *program, bool *around)
{
    char *prefix = program != NULL ? path_folder(program) : memory_copy_string("");
    *around = prefix[0] != '\0' && exists(prefix, "share/ifspec");
    if (*around)
        return prefix;
    free(prefix);
    return memory_copy_string(IFSPEC_PREFIX);
}

static char *data_in_source(const char *build, const char *name)
{
    char *folder = path_folder(build);
    char *source = path_folder(folder);
    bool forms = strcmp(name, "forms") == 0 || strncmp(name, "forms/", 6) == 0;
    char *path = memory_format("%s/%s%s", source, forms ? "" : "share/", name);
    free(source);
    free(folder);
    return path;
}

static char *find(const char *name, const char *installed_in,
                  char *(*find_in_build)(const char *build, const char *name))
{
    bool around = false;
    char *program = program_folder();
    char *prefix = install_prefix(program, &around);
    char *build = around || program == NULL ? NULL : build_folder(program);
    char *path = build != NULL ? find_in_build(build, name)
                               : memory_format("%s/%s/%s", prefix, installed_in, name);
    free(build);
    free(prefix);
    free(program);
    return path;
}

char *install_find_data(const char *name)
{
    return find(name, "share/ifspec", data_in_source);
}

char *install_find_library(const char *name)
{
    return find(name, "lib/ifspec", path_join);
}
