/* What the parts of the layout share: names, and the pattern of paths (layout_pattern.c). */
#ifndef IFSPEC_STORE_LAYOUT_INTERNAL_H
#define IFSPEC_STORE_LAYOUT_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/spec.h"
#include "store/layout.h"

#define LAYOUT_FILE          "ifspec.yaml"
#define LAYOUT_DEFAULT_SPECS "interfaces"

/* The repository's own folder of forms, relative to its root. */
const char *layout_forms_folder(const struct layout *layout);

/* Add a value to a vocabulary of this form, and of all loaded forms that read it from the same file.
 * Its entries move. */
void layout_add_value(struct layout *layout, const struct form *form,
                      const struct vocabulary *vocabulary, const char *value, const char *help);

/* Whether "{Domain}/{id}.yaml" and the like can name files: braces closed, {id} in the file's name,
 * ending in .yaml. */
int layout_pattern_check(const char *pattern, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The path that a pattern gives to a spec; owned. {id} is the ID, {section.field} a field, any
 * other name a part of the Smart ID. What a spec or its form does not have drops out with its folder. */
int layout_pattern_fill(const char *pattern, const struct spec *spec, char **path,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
