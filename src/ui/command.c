#include "ui/command.h"

#include <assert.h>
#include <string.h>

static const struct command_info table[COMMAND_COUNT] = {[COMMAND_NONE] = {"", "", ""},
#define COMMAND_ROW(code, name, title, help) [COMMAND_##code] = {name, title, help},
                                                         COMMAND_TABLE(COMMAND_ROW)
#undef COMMAND_ROW
};

const struct command_info *command_info(enum command command)
{
    assert(command < COMMAND_COUNT);
    return &table[command];
}

enum command command_find(const char *name)
{
    for (size_t i = COMMAND_NONE + 1; i < COMMAND_COUNT; i++)
        if (strcmp(table[i].name, name) == 0)
            return (enum command)i;
    return COMMAND_NONE;
}
