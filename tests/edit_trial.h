/* One edit, judged: right or refused. Right is what libyaml's loader says of the result, compared
 * with a model that knows nothing of the edit's bytes; the undo must give the old bytes; the spans
 * of the result must hold. For the sweep, the property test and the fuzz target. */
#ifndef IFSPEC_TESTS_EDIT_TRIAL_H
#define IFSPEC_TESTS_EDIT_TRIAL_H

#include "yaml/document.h"

#include <stdbool.h>
#include <stddef.h>

enum trial_kind {
    TRIAL_SET,
    TRIAL_REMOVE,
    TRIAL_INSERT,
    TRIAL_MOVE,
};

enum { TRIAL_DEPTH = 80 };

struct trial {
    struct document *document;
    size_t section; /* the selected YAML document */
    enum trial_kind kind;
    struct step path[TRIAL_DEPTH]; /* all by index */
    size_t depth;
    const struct content *content; /* SET, INSERT */
    size_t from, to;               /* INSERT: before `to`; MOVE */
    bool keep;                     /* do not take a good edit back */

    bool refused;
    struct error error;
    const char *problem; /* NULL: right, or refused with a reason */
};

extern const struct content trial_contents[];
extern const size_t trial_content_count;

/* The node at the path, reached by index. */
const struct node *trial_find(const struct document *document, const struct step *path,
                              size_t depth);

/* Whether entries stand below the node that edits can reach. */
bool trial_has_entries(const struct node *node);

void trial_run(struct trial *trial);

const char *trial_name(enum trial_kind kind);

#endif
