/* A working copy as people work in it: where store and git meet. Opening it touches only the file
 * system; Git's library is loaded when something first needs it. */
#ifndef IFSPEC_WORKSPACE_WORKSPACE_H
#define IFSPEC_WORKSPACE_WORKSPACE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/check.h"
#include "model/form.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

struct workspace;

/* Open the Git working copy that contains `folder`. ERROR_ENVIRONMENT outside of one: the text
 * names `ifspec init`. */
int workspace_open(const char *folder, struct workspace **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* For commands that work anywhere: shipped and user's forms, files by path, no Git. */
struct workspace *workspace_open_outside(void) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void workspace_close(struct workspace *workspace);

/* Who asks for long work may hear how far it is: on the thread that asked, often; `all` 0: not known.
 * "Reading", 1200, 10000. */
typedef void workspace_progress(void *context, const char *what, size_t done, size_t all);
void workspace_listen(struct workspace *workspace, workspace_progress *progress, void *context);

/* Absolute path of the working copy; "" outside. */
const char *workspace_root(const struct workspace *workspace);
const char *workspace_specs_folder(const struct workspace *workspace);

/* A form by name (NULL: the one for new specs); borrowed until close. */
int workspace_form(struct workspace *workspace, const char *name, const struct form **form,
                   struct error *error) ATTRIBUTE_MUST_CHECK;
/* Load anew, when it is asked for, what could not be loaded: someone may have mended it. */
void workspace_forget_broken_forms(struct workspace *workspace);
/* Names of all forms, sorted; owned strings in an owned array. */
char **workspace_form_names(struct workspace *workspace, size_t *count) ATTRIBUTE_MUST_CHECK;
/* The same of the working copy's own folder. */
char **workspace_own_form_names(struct workspace *workspace, size_t *count) ATTRIBUTE_MUST_CHECK;

/* Load a form by name or path of its file and report everything that is wrong with it. On success
 * *form is borrowed until the next call, the close. */
typedef void form_problem_visit(void *context, const char *path, size_t line, size_t column,
                                enum severity severity, const char *message);
int workspace_check_form(struct workspace *workspace, const char *name, form_problem_visit *visit,
                         void *context, const struct form **form, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Columns of the catalogue as field paths, if ifspec.yaml names them; else the default form's.
 * Borrowed until close; NULL if there is no form. */
const char *const *workspace_columns(struct workspace *workspace, size_t *count);

/* Branch and distance from upstream for a header; owned, NULL without Git. Loads Git. */
char *workspace_branch(struct workspace *workspace, int *ahead, int *behind);

/* Make `folder` a specification repository (product.md, `init`); `done` hears of each file. */
int workspace_create(const char *folder, const char *form,
                     void (*done)(void *context, const char *text), void *context,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether it is one: it has an ifspec.yaml. */
bool workspace_is_created(const struct workspace *workspace);

/* The path of the spec that `name` means: an ID, a legacy ID, a unique prefix (all without regard
 * to case), or the path of a file as seen from the current folder; owned. It is relative to the
 * root, or absolute for a file elsewhere, which can be read but not saved. ERROR_NOT_FOUND suggests
 * the nearest, lists the candidates of an ambiguous one. */
int workspace_find(struct workspace *workspace, const char *name, char **path,
                   struct error *error) ATTRIBUTE_MUST_CHECK;

/* One spec with its answers, or with why it cannot be read (`spec` NULL; `problem->text` begins
 * with path:line:column). Everything is borrowed for the call; non-zero stops. */
typedef int workspace_visit(void *context, const char *path, const struct spec *spec,
                            const struct error *problem);

/* Around the saves of many specs: each is flushed as always, but the versions kept of them (promises.md,
 * promise 12) are flushed once, by the end. */
void workspace_begin_saves(struct workspace *workspace);
void workspace_end_saves(struct workspace *workspace);

/* Visit every spec, sorted by path, on the calling thread. Returns what stopped it. */
int workspace_walk(struct workspace *workspace, workspace_visit *visit, void *context,
                   struct error *error) ATTRIBUTE_MUST_CHECK;

/* Visit those specs that may hold a text (folded as utf8_fold() does, without blanks), and those
 * that cannot be read and may hold it. The index tells which; without one the bytes do. */
int workspace_search(struct workspace *workspace, const char *text, workspace_visit *visit,
                     void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Check every spec in one walk: `findings` is NULL for one that cannot be read. A spec whose
 * findings depend on others (a reference to an ID that nobody has, an ID that two have) is visited
 * a second time, after all: what was said of it first counts no more. */
typedef int workspace_check_visit(void *context, const char *path, const struct spec *spec,
                                  const struct findings *findings, const struct error *problem);
int workspace_check(struct workspace *workspace, workspace_check_visit *visit, void *context,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* The world of check.h for a spec of this working copy; the IDs are read once. */
struct check_world workspace_check_world(struct workspace *workspace, const char *path);
/* The title of the spec that answers to this ID or legacy ID, "" if it has none; NULL if nobody has
 * the ID. Borrowed until the IDs are read again. */
const char *workspace_title(struct workspace *workspace, const char *id);
/* What was saved or changed behind our back: IDs are read again next time. */
void workspace_forget_ids(struct workspace *workspace);

#endif
