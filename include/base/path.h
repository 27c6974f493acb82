/* Names that may become file names: one check before every one of them (promises.md 6.2). */
#ifndef IFSPEC_BASE_PATH_H
#define IFSPEC_BASE_PATH_H

#include "base/attributes.h"
#include "base/error.h"

#include <stddef.h>

/* Whether `path` is a safe relative path: parts of 1 to 200 bytes, valid NFC UTF-8, none of the
 * names that Git, Windows or a shell read as something else. ERROR_INPUT says which and why. */
int path_check(const char *path, size_t length, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether `id` can name a specification: [A-Za-z0-9][A-Za-z0-9._-]{0,63}, and no device of Windows. */
int path_check_id(const char *id, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Owned strings: "a/b" from "a" and "b" ("b" if a is "" or "."), the last part, without its
 * suffix, the folder ("" if there is none). */
char *path_join(const char *folder, const char *name) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
char *path_stem(const char *path) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
char *path_folder(const char *path) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
