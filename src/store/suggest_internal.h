/* "Did you mean": the name that is nearest to what was typed. */
#ifndef IFSPEC_STORE_SUGGEST_INTERNAL_H
#define IFSPEC_STORE_SUGGEST_INTERNAL_H

#include "base/attributes.h"

#include <stddef.h>

/* The nearest of the names (NULL entries are skipped), or NULL if none is near. Borrowed. */
const char *suggest_nearest(const char *typed, const char *const *names, size_t count);

/* "; did you mean `NAME`?" for the nearest, "" if there is none; owned. */
char *suggest_text(const char *typed, const char *const *names, size_t count)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
