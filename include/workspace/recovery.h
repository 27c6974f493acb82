/* Unsaved work: recorded in a journal outside the working copy while it is typed, offered when the
 * spec is opened again (promises.md 3.2). Never guesses and deletes nothing unasked. */
#ifndef IFSPEC_WORKSPACE_RECOVERY_H
#define IFSPEC_WORKSPACE_RECOVERY_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "workspace/reconcile.h"
#include "workspace/sheet.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

/* ── while a sheet is open ── */

/* From now on what changes in the sheet can be recorded. The sheet becomes read-only if
 * its file must not be written, or if another ifspec has it open, by this or another name. */
void recovery_begin(struct sheet *sheet);

/* Why nothing is recorded, or NULL; borrowed until the next call. */
const char *recovery_off_reason(const struct sheet *sheet);

/* Record what changed since the last call: on return it is flushed. After a failure the next call
 * tries again with everything. */
int recovery_record(struct sheet *sheet, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Put what was recorded aside: it is not offered any more, and removed after 14 days. */
int recovery_discard(struct sheet *sheet, struct error *error) ATTRIBUTE_MUST_CHECK;

/* ── what is there ── */

/* Unsaved work of this sheet from before, against the file as it is now. */
struct recovery_offer {
    char *name;              /* of the journal; of a left-over the path */
    struct instant when;     /* it was begun */
    bool damaged;            /* the journal's end could not be read */
    bool file_changed;       /* the file is not the one that the work began with */
    bool left_over;          /* no journal: the temporary file of a save that was cut short */
    struct reconciliation differences;
    char *marks;             /* of what was copied into a spec that was never saved; NULL: none */
};

/* Look for it: the newest, or the one of this name. False if there is none, or nothing in it
 * differs from the file; then it is gone. Until it is restored, kept or deleted nothing new is recorded.
 * One that the disk does not give out stays, and recovery is off. */
bool recovery_find(struct sheet *sheet, const char *name, struct recovery_offer *offer);
void recovery_offer_done(struct recovery_offer *offer);
/* The name of a journal that was found and could not be read: it stays under this name; NULL. */
const char *recovery_damaged(const struct sheet *sheet);

/* Take the offered values into the sheet, as one step that can be undone; of conflicts those that
 * were decided for mine. What does not fit the form any more stays in the journal. */
int recovery_restore(struct sheet *sheet, struct recovery_offer *offer, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* Leave it for the next time; remove it. */
int recovery_keep(struct sheet *sheet, const struct recovery_offer *offer, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int recovery_delete(struct sheet *sheet, const struct recovery_offer *offer, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* ── all of a working copy ── */

enum recovery_state {
    RECOVERY_OPEN,      /* an ifspec is working on it */
    RECOVERY_LEFT,      /* of a session that ended without saving */
    RECOVERY_KEPT,      /* put aside until later */
    RECOVERY_DISCARDED, /* not wanted, not removed yet */
};

/* Everything is borrowed for the call. */
struct recovery_entry {
    const char *key;  /* names the journal's folder */
    const char *name; /* of the journal in it */
    const char *path; /* of the spec; "": it was never saved */
    const char *form;
    const char *id;   /* of a spec that was never saved, as far as it was typed */
    struct instant when;
    enum recovery_state state;
    size_t fields;    /* changed */
    bool text;        /* a save that was cut short: the whole text is in it */
};

/* Visit all journals of this working copy. ERROR_ENVIRONMENT: there may be more. */
int recovery_walk(struct workspace *workspace,
                  void (*visit)(void *context, const struct recovery_entry *entry),
                  void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The temporary file of a killed save, with something in it that the file has not. Borrowed for the
 * call. */
struct recovery_left_over {
    const char *left_over; /* its path */
    const char *path;      /* of the file that it was for */
    struct instant when;
    bool never_saved;      /* there is no such file */
};
int recovery_walk_left_overs(struct workspace *workspace,
                             void (*visit)(void *context,
                                           const struct recovery_left_over *left_over),
                             void *context, struct error *error) ATTRIBUTE_MUST_CHECK;
/* Make it the file that was never saved (ERROR_REFUSED if there is one by now); remove it. */
int recovery_take_left_over(struct workspace *workspace, const struct recovery_left_over *left_over,
                            struct error *error) ATTRIBUTE_MUST_CHECK;
int recovery_drop_left_over(struct workspace *workspace, const struct recovery_left_over *left_over,
                            struct error *error) ATTRIBUTE_MUST_CHECK;

/* A new sheet for unsaved work on a spec that was never saved; recovery_find() offers it. */
int recovery_open_new(struct workspace *workspace, const char *key, const char *form,
                      struct sheet **out, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Append the changed fields of a journal in lines, for a spec that is not there any more. */
int recovery_describe(struct workspace *workspace, const char *key, const char *name,
                      struct buffer *out, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Finish a save that was cut short in the middle of the file: the new text is saved.
 * ERROR_NOT_FOUND if there was none. */
int recovery_finish_save(struct workspace *workspace, const char *path, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
