/* Styles by what they mean; one table turns them into colours and attributes for the terminal at
 * hand. Focus and complaints are told without colour too. */
#ifndef IFSPEC_TERM_THEME_H
#define IFSPEC_TERM_THEME_H

enum style {
    STYLE_TEXT,     /* values, running text */
    STYLE_STRONG,   /* headings, the focused label */
    STYLE_LABEL,    /* labels of fields */
    STYLE_EXAMPLE,  /* examples in empty fields, hints: dim */
    STYLE_FRAME,    /* rules and boxes */
    STYLE_BAR,      /* header and footer lines */
    STYLE_BAR_KEY,  /* a key name in the footer */
    STYLE_FIELD,    /* the box of the focused field */
    STYLE_SELECTED, /* the chosen row of a list */
    STYLE_MARKED,   /* rows marked for an action */
    STYLE_MATCH,    /* what a search found */
    STYLE_GOOD,     /* done, answered */
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_INFO,
    STYLE_ADDED,    /* in differences */
    STYLE_REMOVED,
    STYLE_UNSAFE,   /* marks of base/show.h */
    STYLE_COUNT,
};

enum theme_kind {
    THEME_AUTOMATIC,
    THEME_LIGHT,
    THEME_DARK,
    THEME_MONOCHROME, /* also where NO_COLOR is set and not empty */
};

#endif
