/* One change of many specifications: shown by field, and with --yes written, each file by itself. What
 * cannot be read or written is said and counted, and stops none of the others. */
#ifndef IFSPEC_CLI_BULK_INTERNAL_H
#define IFSPEC_CLI_BULK_INTERNAL_H

#include "base/error.h"
#include "model/spec.h"
#include "workspace/sheet.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

struct json;

struct bulk {
    struct workspace *workspace;
    bool writes;  /* --yes */
    bool as_json; /* an array as `ifspec diff` prints it, with what went wrong as `problem` */
    void *context;
    /* Whether this one is to be changed. */
    bool (*chooses)(void *context, const struct spec *spec);
    int (*change)(void *context, struct spec *spec, struct error *error);
    /* What there is to say of a changed one; may be NULL. */
    void (*remark)(void *context, struct sheet *sheet);

    /* From here on filled by the functions below. */
    char **paths;
    size_t count;
    size_t capacity;
    size_t changed; /* written, or to be written */
    size_t failed;
    int status; /* the gravest exit status of what failed */
    struct json *array;
};

/* Look for those that are to be changed: bulk->count of them. -1 if the folder cannot be read. */
int bulk_choose(struct bulk *bulk, struct error *error) ATTRIBUTE_MUST_CHECK;
/* Change, show and write them, and print how many it were. Returns the exit status: 1 if there were
 * none, that of the gravest failure. */
int bulk_run(struct bulk *bulk) ATTRIBUTE_MUST_CHECK;
void bulk_done(struct bulk *bulk);

/* The value of the option `format`: text (the default) or json. */
int bulk_read_format(struct bulk *bulk, const char *command, const char *name, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
