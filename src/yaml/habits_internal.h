/* How a file is written, so that new text looks like its neighbours (formats.md, Fidelity 4). */
#ifndef IFSPEC_YAML_HABITS_INTERNAL_H
#define IFSPEC_YAML_HABITS_INTERNAL_H

#include "tree_internal.h"

struct habits {
    size_t mapping_step;  /* columns from a mapping to the one in it */
    size_t sequence_step; /* columns from a key to the dashes below it; 0 is common */
    size_t dash_gap;      /* blanks behind a dash */
    bool single_quotes;   /* more '…' than "…" */
    bool flow_lists;      /* lists of scalars stand as [a, b] */
    bool flow_rows;       /* maps in lists stand as {k: v} */
};

struct habits habits_find(const struct tree *tree);

#endif
