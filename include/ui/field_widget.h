/* Joins what a field means (model/field_type.h) with how it behaves on the screen (ui/widget.h):
 * one table with a row for each type. */
#ifndef IFSPEC_UI_FIELD_WIDGET_H
#define IFSPEC_UI_FIELD_WIDGET_H

#include "base/attributes.h"
#include "model/spec.h"
#include "ui/widget.h"

#include <stdbool.h>
#include <stddef.h>

/* What the widgets of a form need from around it. */
struct field_host {
    void *context;
    /* Tell the user something; NULL: nobody listens. */
    void (*say)(void *context, const char *text);
    /* Visit the IDs of all specs, for references; NULL: there are none. */
    void (*each_id)(void *context, void (*visit)(void *visitor, const char *id, const char *title),
                    void *visitor);
    /* The title of the spec with this ID, borrowed for the moment; NULL: not known. NULL: never. */
    const char *(*title_of)(void *context, const char *id);
    /* Add a value to the vocabulary of a field; false if that cannot be. NULL: it never can. */
    bool (*add_value)(void *context, const struct field *field, const char *value);
    int show_flags; /* of base/show.h, for measuring */
    unsigned step;  /* the widgets' own: the step of undo that typing belongs to */
};

/* A widget that edits this field of the spec; both and the host are borrowed. */
struct widget *field_widget_new(struct spec *spec, const struct field *field,
                                struct field_host *host) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void field_widget_free(struct widget *widget);

/* Whether there is a widget for the type of this name. */
bool field_widget_exists(const char *type_name);

/* Tables take the whole width, below their label. */
bool field_widget_is_wide(const struct field *field);

#endif
