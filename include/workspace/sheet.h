/* A spec opened for work: its answers together with its file. Saving goes by promises.md 3.1. */
#ifndef IFSPEC_WORKSPACE_SHEET_H
#define IFSPEC_WORKSPACE_SHEET_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/check.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>

struct sheet;
struct impact_spec;

/* Open the file at a path of workspace_find(). ERROR_INPUT begins with path:line:column. */
int sheet_open(struct workspace *workspace, const char *path, struct sheet **out,
               struct error *error) ATTRIBUTE_MUST_CHECK;

/* A new spec of a form (NULL: the default one) with its defaults; `id` may be NULL. Nothing is
 * written. ERROR_INPUT for a malformed ID, for one that exists already (the text names where). */
int sheet_new(struct workspace *workspace, const char *form, const char *id, struct sheet **out,
              struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same with the answers of another spec but its identity, status, dates, questions, reviews. */
int sheet_new_from(struct workspace *workspace, const char *path, const char *id,
                   struct sheet **out, struct error *error) ATTRIBUTE_MUST_CHECK;
void sheet_close(struct sheet *sheet);

struct spec *sheet_spec(struct sheet *sheet);
struct workspace *sheet_workspace(struct sheet *sheet);
/* Where it is, or (not saved yet) would be saved, relative to the root; borrowed until the next
 * save. "unnamed-N.yaml" as long as it has no valid ID. */
const char *sheet_path(struct sheet *sheet);
bool sheet_is_new(const struct sheet *sheet);
bool sheet_is_modified(const struct sheet *sheet);
/* Why nothing of it may be changed, or NULL; borrowed. */
const char *sheet_read_only_reason(const struct sheet *sheet);

/* Whether a new sheet could be saved under its ID: ERROR_INPUT if it has none, a malformed one, or
 * one that exists already. */
int sheet_check_id(struct sheet *sheet, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Append the bytes of the file as it was read or saved last. */
void sheet_copy_bytes(const struct sheet *sheet, struct buffer *out);

/* Save. ERROR_CHANGED if another program changed the file: nothing was touched. On success
 * sheet_path() is the saved one. */
int sheet_save(struct sheet *sheet, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Give a saved spec another ID, with what the form ties to parts of the ID, and its file the name
 * that goes with it. ERROR_INPUT for a malformed ID, or one that exists already. */
int sheet_rename(struct sheet *sheet, const char *id, struct error *error) ATTRIBUTE_MUST_CHECK;
/* What sheet_rename() would refuse because of the ID: to be said before anything is asked. */
int sheet_check_rename(const struct sheet *sheet, const char *id,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

/* Delete the file, if it still is what was read. The sheet stays to be closed. */
int sheet_delete(struct sheet *sheet, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Let it answer another form, and save: only the key `form` changes in the file. What the answers
 * mean then is in *impact (workspace/form_impact.h), to be ended by impact_spec_done(). sheet_spec()
 * is another one after that. ERROR_REFUSED with unsaved changes; ERROR_NOT_FOUND lists the forms. */
int sheet_change_form(struct sheet *sheet, const char *form, struct impact_spec *impact,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether the file on disk still is what was read. */
bool sheet_is_current(struct sheet *sheet);

/* All findings about it. The first call reads the IDs of all specs (workspace_check_world());
 * sheet_check_alone() looks at no other file, for the first paint. */
void sheet_check(struct sheet *sheet, struct findings *findings);
void sheet_check_alone(struct sheet *sheet, struct findings *findings);

/* Look for the content that was approved, in the history: in steps of so many commits, for who waits
 * for keys. True as long as there is more to look at. The findings know more after it. */
bool sheet_find_approved(struct sheet *sheet, size_t commits);
/* The field to look at for a finding: where it is, what a question is about, what an approval has not
 * seen, else the status. NULL: the file as a whole. */
const struct field *sheet_field_of(const struct sheet *sheet, const struct finding *finding);
/* How many fields changed since the approval; -1: it was never approved, or that is not known. */
int sheet_count_since_approval(const struct sheet *sheet);

#endif
