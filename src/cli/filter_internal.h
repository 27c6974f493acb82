/* "FIELD=TEXT", "FIELD!=TEXT", "FIELD~TEXT" of `--where`, and the fields of `--missing`. */
#ifndef IFSPEC_CLI_FILTER_INTERNAL_H
#define IFSPEC_CLI_FILTER_INTERNAL_H

#include "base/error.h"
#include "command_internal.h"
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

/* All that --where and --missing say of one command: each is to hold. `= {0}` is none. */
struct filters {
    struct filter *items;
    size_t count;
};

/* Read the options `where` and `missing`, which the command has both. */
int filters_read(struct filters *filters, const struct arguments *arguments, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void filters_done(struct filters *filters);

/* Whether the spec passes; each filter sees it, to learn whether its field exists at all. */
bool filters_match(struct filters *filters, const struct spec *spec);

/* After all specs were seen: a field that none of them has may be misspelt. ERROR_INPUT suggests
 * one of this form. */
int filters_check(const struct filters *filters, const struct form *form, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
