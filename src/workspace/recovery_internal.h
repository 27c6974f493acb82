/* What saving and closing a sheet mean for its journal. */
#ifndef IFSPEC_WORKSPACE_RECOVERY_INTERNAL_H
#define IFSPEC_WORKSPACE_RECOVERY_INTERNAL_H

#include "model/digest.h"
#include "sheet_internal.h"

/* The name that a file goes by in the state folder: of its real path, so that symbolic links lead
 * to the same. */
void recovery_key(const struct workspace *workspace, const char *path, char key[DIGEST_SIZE]);

/* The sheet goes on with another file, or another spec: what is unsaved is recorded against it. */
void recovery_rebase(struct sheet *sheet);

/* Before a save that cannot be atomic: keep both texts. After it (`saved`: it succeeded) they are
 * not needed any more. */
struct journal_file;
struct journal_file *recovery_keep_texts(struct sheet *sheet, const struct buffer *bytes);
void recovery_drop_texts(struct journal_file *file, bool saved);

/* Whether what was read from a file is whole: ERROR_REFUSED if a save in place was cut short there,
 * and its texts are in the journal. */
int recovery_check_whole(struct workspace *workspace, const char *path, const struct buffer *now,
                         struct error *error) ATTRIBUTE_MUST_CHECK;

/* Keep the text that the sheet was read from or saved as, if it is not kept yet. Not being able to
 * is no reason to fail a save. */
void recovery_keep_version(struct sheet *sheet);

/* The sheet was saved: its journal is not needed any more. */
void recovery_after_save(struct sheet *sheet);

/* The sheet is closed; its journal stays. */
void recovery_end(struct sheet *sheet);

#endif
