/* "FIELD=TEXT", "FIELD!=TEXT", "FIELD~TEXT" of `list --where`, and fields of `--missing`. */
#ifndef IFSPEC_CLI_FILTER_INTERNAL_H
#define IFSPEC_CLI_FILTER_INTERNAL_H

#include "base/error.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

enum filter_kind {
    FILTER_IS,       /* the value or one of its entries, case folded */
    FILTER_IS_NOT,
    FILTER_CONTAINS, /* case, accents, blanks and hyphens folded */
    FILTER_MISSING,  /* not answered */
};

struct filter {
    enum filter_kind kind;
    char *field; /* path of a field or of a column */
    char *text;
    bool is_known; /* a spec with such a field was seen */
};

/* ERROR_INPUT if there is no operator. To be ended with filter_done(). */
int filter_parse(const char *text, struct filter *filter, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void filter_init_missing(struct filter *filter, const char *field);
void filter_done(struct filter *filter);

bool filter_matches(struct filter *filter, const struct spec *spec);

#endif
