/* What opening, saving and checking a sheet mean for the marks of what was copied. */
#ifndef IFSPEC_WORKSPACE_COPIED_INTERNAL_H
#define IFSPEC_WORKSPACE_COPIED_INTERNAL_H

#include "sheet_internal.h"

#define COPIED_RULE "copied"

/* The field was answered from another spec just now. */
void copied_mark(struct sheet *sheet, const char *from, const struct field *field);

/* It was answered otherwise. */
void copied_drop(struct sheet *sheet, const struct field *field);

/* Read the marks of a spec that was saved before, once. */
void copied_read(struct sheet *sheet);
/* Keep the marks under the sheet's present path; `old_path` (NULL: the same): where they were. */
void copied_keep(struct sheet *sheet, const char *old_path);
/* The marks as a text, and back: those whose field holds what was copied. */
void copied_write(const struct sheet *sheet, struct buffer *out);
void copied_take(struct sheet *sheet, const char *text);
/* The spec is deleted. */
void copied_forget(struct sheet *sheet);
/* The sheet is closed, or goes on with another spec. */
void copied_done(struct sheet *sheet);

/* A remark for every field that is as it came. */
void copied_check(const struct sheet *sheet, struct findings *findings);

#endif
