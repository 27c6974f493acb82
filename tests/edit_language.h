/* The edit language of the fidelity cases, for the program that people run and for the tests:
 *
 *     set PATH TEXT          put PATH KEY TEXT ORDER       add PATH INDEX =TEXT | k=v ...
 *     del PATH               move PATH FROM TO             check
 *
 * PATH is /key/0/key; @1/a addresses the second document; / is the root. */
#ifndef IFSPEC_TESTS_EDIT_LANGUAGE_H
#define IFSPEC_TESTS_EDIT_LANGUAGE_H

#include "base/error.h"
#include "yaml/document.h"

/* Apply one edit; `arguments` end with NULL and are taken apart. -1: refused. */
int edit_language_apply(struct document *document, int count, char **arguments,
                        struct error *error);

#endif
