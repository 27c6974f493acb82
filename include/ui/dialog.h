/* A box in the middle of the screen that asks one thing: a question with buttons, or one line. */
#ifndef IFSPEC_UI_DIALOG_H
#define IFSPEC_UI_DIALOG_H

#include "base/attributes.h"
#include "ui/widget.h"

/* Buttons like "Save\0Discard\0Stay\0"; Enter takes the first until another is chosen, and the
 * first letter of a button takes it at once. */
struct widget *question_dialog_new(const char *question,
                                   const char *choices) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* The button that is chosen, from 0: what was taken once the dialog answered WIDGET_ACCEPTED. */
int question_dialog_choice(const struct widget *widget);

struct widget *prompt_dialog_new(const char *question,
                                 const char *initial) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* What is typed; borrowed until the next change. */
const char *prompt_dialog_text(const struct widget *widget) ATTRIBUTE_RETURNS_NONNULL;

#endif
