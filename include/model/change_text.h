/* A change in words of the form: "Data Volume: Median → Low", "Artefact(s): + Integration Flow |
 * iflow-x", "Known errors [LOCK] Action: wait → call"; long text by word: "Summary: … the
 * [-nightly-]{+hourly+} run …". Its parts tell what is old and what is new, for colours. Pure. */
#ifndef IFSPEC_MODEL_CHANGE_TEXT_H
#define IFSPEC_MODEL_CHANGE_TEXT_H

#include "base/buffer.h"
#include "model/change.h"

#include <stdbool.h>
#include <stddef.h>

enum change_part {
    CHANGE_PART_FRAME, /* "Data Volume: ", " → ", words that are kept */
    CHANGE_PART_OLD,   /* with its mark: "- Median", "[-nightly-]" */
    CHANGE_PART_NEW,
};

struct change_span {
    enum change_part part;
    size_t end; /* offset of the byte behind it; it begins where the one before ends */
};

/* `= {0}` is empty. Unsanitised. */
struct change_text {
    struct buffer text;
    size_t field; /* bytes in front that name the field: "Data Volume: ", "Known errors " */
    size_t label; /* the same with what names row and column: "Known errors [LOCK] Action: " */
    struct change_span *spans;
    size_t count;
    size_t capacity;
};

void change_text_make(const struct change *change, struct change_text *out);
void change_text_done(struct change_text *text);

/* Whether one value took the place of another: "label: old → new" in four spans. */
bool change_text_is_pair(const struct change_text *text);

#endif
