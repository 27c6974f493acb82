/* What passes between the loader (door.c, in the program) and the shared object: one symbol with
 * the table, and the state of the program's base floor that the object's own copy must share. */
#ifndef IFSPEC_GIT_DOOR_INTERNAL_H
#define IFSPEC_GIT_DOOR_INTERNAL_H

#include "git/door.h"

struct git_heritage {
    void (*exhausted)(void);                   /* ends the process for lack of memory */
    const char *(*git_variable)(const char *name); /* process_git_variable() of the program */
};

/* The name of the symbol, and the symbol. */
#define GIT_TABLE_SYMBOL "ifspec_git_table"
extern const struct git_door ifspec_git_table;

#endif
