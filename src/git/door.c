/* The only part of the Git floor that is linked into the program: it loads the rest. */
#include "door_internal.h"

#include "base/install.h"
#include "base/memory.h"
#include "base/process.h"

#include <dlfcn.h>
#include <stdlib.h>

static const struct git_door *load(const char *path, struct error *error)
{
    static const struct git_heritage heritage = {
        .exhausted = memory_exhausted,
        .git_variable = process_git_variable,
    };
    void *object = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    const struct git_door *table = object != NULL ? dlsym(object, GIT_TABLE_SYMBOL) : NULL;
    if (table == NULL) {
        const char *reason = dlerror();
        error_set(error, ERROR_ENVIRONMENT, "Git cannot be used, the rest works: %s",
                  reason != NULL ? reason : path);
        if (object != NULL)
            dlclose(object);
        return NULL;
    }
    table->inherit(&heritage);
    return table;
}

const struct git_door *git_door_open(struct error *error)
{
    static const struct git_door *table;
    if (table == NULL) {
        char *path = install_find_library("ifspec-git.so");
        table = load(path, error);
        free(path);
    }
    return table;
}
