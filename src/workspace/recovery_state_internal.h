/* The recovery of an open sheet, for recovery*.c only. */
#ifndef IFSPEC_WORKSPACE_RECOVERY_STATE_INTERNAL_H
#define IFSPEC_WORKSPACE_RECOVERY_STATE_INTERNAL_H

#include "recovery_internal.h"
#include "store/journal.h"
#include "store/journal_file.h"
#include "workspace/recovery.h"

enum { DISCARDED_DAYS = 14 };

struct recovery {
    struct journal_file *file; /* NULL: nothing can be recorded, or the sheet is read-only */
    char *off;                 /* why nothing is recorded, or NULL */
    char *damaged;             /* name of what was found and could not be read, or NULL */
    int inode_lock;            /* the file itself, so that a hard link is no way around; -1 */
    struct value *recorded;    /* for each field of the form: what the journal says, or the file */
    size_t count;
    struct buffer marks;       /* what the journal says was copied; of a spec that was never saved */
    bool undecided;            /* work from before was found, and nobody has decided yet */
    char key[DIGEST_SIZE];
};

/* The lock of the file's inode. */
void recovery_lock_inode(struct sheet *sheet);

/* What a killed save left beside the file of the sheet, as far as it differs. */
bool recovery_find_left_over(struct sheet *sheet, struct recovery_offer *offer);
int recovery_remove_left_over(struct sheet *sheet, const char *left_over, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* A header for what is recorded now. */
void recovery_write_header(struct sheet *sheet, struct buffer *out);

#endif
