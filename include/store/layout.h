/* The specification repository on disk: ifspec.yaml, where forms and specs are, and how new files
 * are named. Does not know Git. */
#ifndef IFSPEC_STORE_LAYOUT_H
#define IFSPEC_STORE_LAYOUT_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/spec.h"
#include "store/form_file.h"

#include <stddef.h>

struct layout;

/* Read `ifspec.yaml` of the working copy `root` (absolute path; the file is optional). */
int layout_open(const char *root, struct layout **out, struct error *error) ATTRIBUTE_MUST_CHECK;
/* Without a working copy: only the shipped and the user's forms. */
struct layout *layout_open_outside(void) ATTRIBUTE_MALLOC;
void layout_close(struct layout *layout);

const char *layout_specs_folder(const struct layout *layout);  /* "interfaces" */
const char *layout_default_form(const struct layout *layout);  /* "integration-interface" */
struct form_folders layout_form_folders(const struct layout *layout);
/* Columns of the catalogue as field paths, if ifspec.yaml names them; count 0: the form's. */
const char *const *layout_columns(const struct layout *layout, size_t *count);

/* A form by name, loaded once and kept until layout_close(). One that cannot be loaded is tried once,
 * too: until layout_forget_broken_forms() the answer is the same error. */
int layout_form(struct layout *layout, const char *name, const struct form **form,
                struct error *error) ATTRIBUTE_MUST_CHECK;
void layout_forget_broken_forms(struct layout *layout);

/* Where a spec with this ID belongs: "interfaces/APP/APP-S4-SF-CUSTOMER-V1.yaml"; owned.
 * ERROR_INPUT if the ID is malformed for its form or the path would not be safe (path_check()). */
int layout_path_for(const struct layout *layout, const struct spec *spec, char **path,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* Make a working copy a specification repository: ifspec.yaml, interfaces/.gitkeep, lines in
 * .gitattributes; idempotent. `done` is called for each file that was written or extended. */
int layout_create(const char *root, const char *form, void (*done)(void *context, const char *path),
                  void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
