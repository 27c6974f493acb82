/* The inside of a sheet, for the files that open, make and save one. */
#ifndef IFSPEC_WORKSPACE_SHEET_INTERNAL_H
#define IFSPEC_WORKSPACE_SHEET_INTERNAL_H

#include "workspace/sheet.h"
#include "workspace_internal.h"

struct sheet {
    struct workspace *workspace;
    struct spec *spec;
    struct spec_file *file;
    char *path; /* of a new sheet: where it would be saved, as asked last */
    bool is_new;
    bool gone;                 /* the file was deleted and is to be made again */
    char *read_only;           /* why nothing may be changed, or NULL */
    struct recovery *recovery; /* NULL: nothing is recorded */
    struct copied *copied;     /* marks of what was copied; NULL: not read yet, or none */
    struct sheet_approval *approval; /* the content that was approved; NULL: not asked for yet */
};

/* An empty new sheet. */
struct sheet *sheet_make(struct workspace *workspace, const struct form *form) ATTRIBUTE_MALLOC
    ATTRIBUTE_RETURNS_NONNULL;

/* Answer the identity field, and what the form ties to parts of the ID. */
void sheet_answer_id(struct sheet *sheet, const char *id);

/* A remark if it changed since it was approved (sheet_approval.c); with `alone` only if that costs
 * nothing. */
void sheet_check_approval(const struct sheet *sheet, bool alone, struct findings *findings);
void sheet_forget_approval(struct sheet *sheet);

#endif
