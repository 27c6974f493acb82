/* Bringing together, field by field, what I changed and what the file has become: a field that only
 * one side changed takes that value, one that both changed is a question. */
#ifndef IFSPEC_WORKSPACE_RECONCILE_H
#define IFSPEC_WORKSPACE_RECONCILE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/change.h"
#include "model/spec.h"
#include "workspace/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* A field that I changed. */
struct reconcile_item {
    char *path;
    const struct field *field; /* NULL: the form has no such field any more */
    struct value mine;         /* as far as it fits the field */
    char *base_text;           /* on one line, for people; "" if there was nothing */
    char *mine_text;
    char *theirs_text;
    struct changes changes;    /* taking mine makes them in the file; none if it does not fit */
    struct changes my_changes; /* in a conflict: since what both sides began with */
    struct changes their_changes;
    bool fits;                 /* all of it can be taken */
    bool conflict;             /* the other side changed it too, to something else */
    bool take_mine;            /* what becomes of it: set in advance but for conflicts */
};

struct reconciliation {
    struct reconcile_item *items; /* in form order */
    size_t count;
    size_t capacity;
    size_t conflicts;
    size_t theirs;          /* fields that only the other side changed */
    struct spec *spec;      /* what the file has become; owned; NULL: the sheet's own */
    struct spec_file *file;
};

/* Append, in lines, what taking mine changes in the file, and what speaks against it: "Title: old →
 * new (changed in the file, too)". Unsanitised, as what follows. */
void reconciliation_describe(const struct reconciliation *reconciliation, struct buffer *out);
/* One entry of a list that changes, without the field's name: "+ SAP S/4HANA". */
void reconcile_describe_entry(const struct reconcile_item *item, size_t index, struct buffer *out);
/* What one side made of the value; of a list, entry by entry, in lines without the last line end. */
void reconcile_describe_side(const struct reconcile_item *item, bool mine, struct buffer *out);

/* How the file is now. */
enum sheet_disk {
    SHEET_CURRENT,
    SHEET_CHANGED,    /* by another program */
    SHEET_DELETED,
    SHEET_UNREADABLE, /* replaced by something that is no file, or not readable */
    SHEET_LOCKED,     /* as it was, but it must not be written any more */
};
enum sheet_disk sheet_look(struct sheet *sheet);

/* Read the file again and compare with it. ERROR_INPUT if it cannot be read as a specification:
 * then nothing is to be done but to wait. `out` is to be ended by reconciliation_done(). */
int reconcile_begin(struct sheet *sheet, struct reconciliation *out, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* The sheet goes on with the new file and with what is mine. sheet_spec() is another one then, and
 * what could be undone is forgotten. */
void reconcile_finish(struct sheet *sheet, struct reconciliation *reconciliation);
void reconciliation_done(struct reconciliation *reconciliation);

/* The file was deleted: the next save makes it again. */
void sheet_create_again(struct sheet *sheet);

#endif
