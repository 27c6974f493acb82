/* Errors as values: what went wrong, in words a user can act on. Nothing to free.
 * Does not log, print or exit; a bug of ours is an assert, not an error. */
#ifndef IFSPEC_BASE_ERROR_H
#define IFSPEC_BASE_ERROR_H

#include "base/attributes.h"

#include <stdarg.h>

enum { ERROR_TEXT_SIZE = 1024 };

enum error_kind {
    ERROR_NONE,
    ERROR_INPUT,       /* wrong use or bad input: exit status 2 */
    ERROR_NOT_FOUND,   /* a name that nothing answers to: exit status 2 */
    ERROR_AMBIGUOUS,   /* a name that several answer to, who are listed: exit status 2 */
    ERROR_REFUSED,     /* cannot be done safely, and nothing was changed: exit status 2 */
    ERROR_ENVIRONMENT, /* disk, Git, terminal, a hook: exit status 3 */
    ERROR_CHANGED,     /* the file on disk is not the one that was read: exit status 3 */
    ERROR_CANCELLED,   /* the user interrupted: exit status 130 */
};

/* The text is UTF-8, one sentence without a final full stop, never longer than its array
 * (a longer one ends in "…"). It may quote hostile input: sanitise it where it is shown.
 * That of ERROR_AMBIGUOUS has lines, one for each that is listed, and every line feed in it is ours. */
struct error {
    enum error_kind kind;
    char text[ERROR_TEXT_SIZE];
};

/* Fill *error and return -1, so that a function can `return error_set(...)`.
 * A NULL error is allowed: the caller does not want to know why. */
int error_set(struct error *error, enum error_kind kind, const char *format, ...)
    ATTRIBUTE_FORMAT(3, 4);

/* The same with ": " and the text of errno value `number` behind it. */
int error_set_system(struct error *error, enum error_kind kind, int number, const char *format, ...)
    ATTRIBUTE_FORMAT(4, 5);

/* Put context in front: "context: text". The kind stays. Returns -1. */
int error_prefix(struct error *error, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* The exit status that product.md gives to this kind of error (0 for ERROR_NONE). */
int error_exit_status(const struct error *error);

void error_clear(struct error *error);

#endif
