/* How something behaves on the screen: a const record of functions for each kind of widget.
 * State, geometry and drawing are three moments, never mixed: obey and insert change the state,
 * height measures, draw draws. Widgets keep offsets and scroll positions, no screen coordinates. */
#ifndef IFSPEC_UI_WIDGET_H
#define IFSPEC_UI_WIDGET_H

#include "base/buffer.h"
#include "term/canvas.h"
#include "ui/command.h"
#include "ui/keymap.h"

#include <stdbool.h>
#include <stddef.h>

struct field;
struct widget;

/* Where a widget stands, for what it draws over other things: at (row, column) of this canvas. */
struct over {
    struct canvas canvas;
    int row, column;
    int width;
};

/* What became of a command or text. */
enum widget_answer {
    WIDGET_IGNORED,  /* not mine: ask the parent */
    WIDGET_DONE,     /* done, the focus stays */
    WIDGET_NEXT,     /* done: the focus moves on to the next field */
    WIDGET_PREVIOUS, /* done: the focus moves back */
    WIDGET_ACCEPTED, /* of a dialog or list: what is selected was taken */
    WIDGET_CLOSED,   /* of a dialog or list: closed without taking anything */
};

struct widget_class {
    const char *name;
    /* Rows it wants at this width, at least 1. */
    int (*height)(const struct widget *widget, int width, bool focused);
    /* Draw into the canvas; the focused widget sets the cursor. Must not change the widget but for
     * its scroll position, and that only to keep the cursor in view. */
    void (*draw)(struct widget *widget, struct canvas canvas, bool focused);
    enum widget_answer (*obey)(struct widget *widget, enum command command);
    /* Typed text, or a paste (then line ends and TABs are text). */
    enum widget_answer (*insert)(struct widget *widget, const char *text, size_t length,
                                 bool pasted);
    /* The contexts in which keys are looked up now, innermost first; at most 4. */
    size_t (*contexts)(const struct widget *widget, enum keymap_context contexts[4]);
    /* The focus comes (from behind: the last entry) or goes; NULL: nothing to do. */
    void (*focus)(struct widget *widget, bool from_behind);
    void (*blur)(struct widget *widget);
    void (*free)(struct widget *widget);
    /* The rest is for widgets of a form; NULL: there is nothing of the kind.
     * Row of the cursor, which the form keeps in view. */
    int (*cursor_row)(const struct widget *widget, int width);
    /* Draw what lies over other things: an open list, a calendar. A click at (row, column) of that
     * canvas: IGNORED if nothing of it lies there. Of a double click the second is `twice`. */
    void (*draw_over)(struct widget *widget, const struct over *over);
    enum widget_answer (*click_over)(struct widget *widget, const struct over *over, int row,
                                     int column, bool twice);
    /* Rows below itself that draw_over() would like to have. */
    int (*room_below)(const struct widget *widget);
    /* The value was changed behind the widget: by undo, by N/A. */
    void (*reload)(struct widget *widget);
    /* Put the focus into an entry or row. */
    void (*enter)(struct widget *widget, size_t row);
    /* The field that is asked under the cursor: a column of a table; NULL: the widget's own. */
    const struct field *(*asked)(const struct widget *widget);
    /* Append the text of what the cursor is in, where that is less than the whole value: a cell, an
     * entry; false if it is the whole. */
    bool (*copy)(const struct widget *widget, struct buffer *out);
    /* Say what is under the cursor, in a line for the help pane. */
    void (*explain)(const struct widget *widget, struct buffer *out);
};

/* The first member of every kind of widget. */
struct widget {
    const struct widget_class *class;
};

#endif
