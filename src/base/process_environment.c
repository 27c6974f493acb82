/* The environment: what is taken from it at the start, and what of it a child gets. */
#include "process_internal.h"

#include "base/memory.h"
#include "base/process.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* "NAME=value" strings, kept until the process ends. */
static struct {
    char **items;
    size_t count;
    size_t capacity;
} remembered;

static bool is_obeyed(const char *variable)
{
    return begins_with(variable, "GIT_AUTHOR_") || begins_with(variable, "GIT_COMMITTER_") ||
           begins_with(variable, "GIT_EDITOR=");
}

static const char *find_git_variable(void)
{
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
        if (begins_with(*variable, "GIT_") && strchr(*variable, '=') != NULL)
            return *variable;
    }
    return NULL;
}

void process_take_git_environment(void)
{
    const char *variable = NULL;
    while ((variable = find_git_variable()) != NULL) {
        char *name = memory_copy_bytes(variable, strcspn(variable, "="));
        if (is_obeyed(variable)) {
            remembered.items = memory_grow(remembered.items, &remembered.capacity, remembered.count,
                                           sizeof *remembered.items);
            remembered.items[remembered.count++] = memory_copy_string(variable);
        }
        (void)unsetenv(name);
        free(name);
    }
}

const char *process_git_variable(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < remembered.count; i++) {
        if (begins_with(remembered.items[i], name) && remembered.items[i][length] == '=')
            return remembered.items[i] + length + 1;
    }
    return NULL;
}

static bool is_replaced(const char *variable, const char *const *more)
{
    size_t length = strcspn(variable, "=");
    for (; more != NULL && *more != NULL; more++) {
        if (strncmp(*more, variable, length) == 0 && (*more)[length] == '=')
            return true;
    }
    return false;
}

char **process_environment(const char *const *more)
{
    size_t count = 0;
    while (environ != NULL && environ[count] != NULL)
        count++;
    for (size_t i = 0; more != NULL && more[i] != NULL; i++)
        count++;
    char **clean = memory_allocate((count + 1) * sizeof *clean);
    size_t kept = 0;
    for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
        if (!begins_with(*variable, "GIT_") && !begins_with(*variable, "LD_") &&
            !begins_with(*variable, "IFSPEC_") && !is_replaced(*variable, more))
            clean[kept++] = *variable;
    }
    for (; more != NULL && *more != NULL; more++)
        clean[kept++] = (char *)(uintptr_t)*more;
    return clean;
}
