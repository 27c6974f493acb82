/* What a key means: one table of commands with their names and help. Keys are bound to them by
 * ui/keymap.h; the footer, the help screen, the palette and the manual are made from this table. */
#ifndef IFSPEC_UI_COMMAND_H
#define IFSPEC_UI_COMMAND_H

/* name in code, name in files, title for the palette and the footer, help in one sentence */
#define COMMAND_TABLE(X)                                                                           \
    /* the walk */                                                                                 \
    X(NEXT_FIELD, "next-field", "Next", "Go to the next field.")                                   \
    X(PREVIOUS_FIELD, "previous-field", "Previous", "Go to the previous field.")                   \
    X(NEXT_SECTION, "next-section", "Next section", "Go to the first field of the next section.")  \
    X(PREVIOUS_SECTION, "previous-section", "Previous section", "Go to the section before.")       \
    X(NEXT_MISSING, "next-missing", "Missing", "Go to the next field that is missing or wrong.")   \
    X(OPEN, "open", "Open", "Open a list, a table cell, the selected row; confirm.")               \
    X(CLOSE, "close", "Back", "Close what is open, go back. Discards nothing.")                    \
    /* files and Git */                                                                            \
    X(SAVE, "save", "Save", "Write the specification into the working copy.")                      \
    X(COMMIT, "commit", "Commit", "Show what changes by field, and commit it.")                    \
    X(HISTORY, "history", "History", "Show the commits that changed this specification.")          \
    X(NEW, "new", "New", "Start a new specification.")                                             \
    X(QUIT, "quit", "Quit", "Leave ifspec; asks if something is unsaved.")                         \
    /* finding the way */                                                                          \
    X(FIND, "find", "Find", "Find text in labels, help and values.")                               \
    X(GO_TO, "go-to", "Go to", "Go to a section or field by name.")                                \
    X(PROBLEMS, "problems", "Problems", "List everything missing, wrong or doubtful.")             \
    X(PALETTE, "palette", "Commands", "Choose a command by name.")                                 \
    X(WHY_HIDDEN, "why-hidden", "Why hidden", "List the fields that are hidden here, and why.")    \
    X(HELP, "help", "Help", "Show the keys and commands.")                                         \
    X(PREVIEW, "preview", "Preview", "Show the specification as a reader sees it.")                \
    X(REDRAW, "redraw", "Redraw", "Draw the screen anew.")                                         \
    X(MOUSE, "mouse", "Mouse", "Let the mouse click and scroll, or select text again.")            \
    X(SUSPEND, "suspend", "Suspend", "Stop ifspec and return to the shell; `fg` continues.")       \
    X(INTERRUPT, "interrupt", "Interrupt", "Says how to leave.")                                   \
    /* editing */                                                                                  \
    X(UNDO, "undo", "Undo", "Take back the last change.")                                          \
    X(REDO, "redo", "Redo", "Do again what was taken back.")                                       \
    X(NOT_APPLICABLE, "not-applicable", "N/A", "Answer N/A, or take it back.")                     \
    X(CLEAR, "clear", "Clear", "Remove the answer of this field.")                                 \
    X(EDIT_OUTSIDE, "edit-outside", "Editor", "Edit this value in $EDITOR.")                       \
    X(CALENDAR, "calendar", "Calendar", "Choose the day of a date in a calendar, as Space does.")  \
    X(QUESTION, "question", "Question", "Note an open question on this field, or close it.")       \
    X(ACCEPT, "accept", "Is right", "What was copied from another specification is right here.")   \
    X(COPY_VALUE, "copy-value", "Copy value", "Offer this value to the terminal's clipboard.")     \
    X(FOLLOW, "follow", "Follow", "Open the specification that is named here; Back returns.")      \
    X(ADD_VALUE, "add-value", "Add", "Add what is typed to the company's list of values.")         \
    X(NEW_LINE, "new-line", "New line", "Begin a new line where Enter means something else.")      \
    X(LEFT, "left", "Left", "Move left.")                                                          \
    X(RIGHT, "right", "Right", "Move right.")                                                      \
    X(UP, "up", "Up", "Move up.")                                                                  \
    X(DOWN, "down", "Down", "Move down.")                                                          \
    X(WORD_LEFT, "word-left", "Word left", "Move to the word before.")                             \
    X(WORD_RIGHT, "word-right", "Word right", "Move to the next word.")                            \
    X(LINE_START, "line-start", "Line start", "Move to the start of the line.")                    \
    X(LINE_END, "line-end", "Line end", "Move to the end of the line.")                            \
    X(FIRST, "first", "First", "Move to the beginning.")                                           \
    X(LAST, "last", "Last", "Move to the end.")                                                    \
    X(PAGE_UP, "page-up", "Page up", "Move a page up.")                                            \
    X(PAGE_DOWN, "page-down", "Page down", "Move a page down.")                                    \
    X(DELETE_BACK, "delete-back", "Delete back", "Delete the character before the cursor.")        \
    X(DELETE_FORWARD, "delete-forward", "Delete", "Delete the character under the cursor.")        \
    X(DELETE_WORD, "delete-word", "Delete word", "Delete the word before the cursor.")             \
    X(DELETE_TO_START, "delete-to-start", "Delete to start", "Delete to the start of the line.")   \
    /* rows of tables, entries of lists */                                                         \
    X(ROW_ADD, "row-add", "Add row", "Add a row or an entry below.")                               \
    X(ROW_COPY, "row-copy", "Copy row", "Add a copy of this row below.")                           \
    X(ROW_DELETE, "row-delete", "Delete row", "Delete this row or entry.")                         \
    X(ROW_UP, "row-up", "Row up", "Move this row or entry up.")                                    \
    X(ROW_DOWN, "row-down", "Row down", "Move this row or entry down.")                            \
    X(ROW_FORM, "row-form", "Row as form", "Show a row as a form, or the grid again.")             \
    X(TOGGLE, "toggle", "Tick", "Tick or untick; switch yes and no.")                              \
    /* versions */                                                                                 \
    X(OLDER_VERSION, "older-version", "Older", "Show the version before this one.")                \
    X(NEWER_VERSION, "newer-version", "Newer", "Show the version after this one.")                 \
    X(TAKE_BACK, "take-back", "Take back", "Take the value, or all that are marked, back.")        \
    /* the catalogue */                                                                            \
    X(MARK, "mark", "Mark", "Mark what is selected, or take the mark away, and go on.")            \
    X(MARK_ALL, "mark-all", "Mark all", "Mark all that the filter shows, or none.")                \
    X(COPY, "copy", "Copy", "Start a new specification from this one.")                            \
    X(RENAME, "rename", "Rename", "Give this specification another ID, and its file the name.")    \
    X(DELETE, "delete", "Delete", "Delete the marked specifications; shows who names them.")       \
    X(SET_FIELD, "set-field", "Set field", "Set one field of all marked; shows what changes.")     \
    X(SORT, "sort", "Sort", "Sort by the next column; a table by this one, to look at.")           \
    X(SORT_REVERSE, "sort-reverse", "Reverse", "Turn the order around.")                           \
    X(GROUP, "group", "Group", "Group by the next column, at last by none.")                       \
    X(GROUP_BY, "group-by", "Group by", "Group by a field that is chosen from all.")

enum command {
    COMMAND_NONE,
#define COMMAND_ENUMERATOR(code, name, title, help) COMMAND_##code,
    COMMAND_TABLE(COMMAND_ENUMERATOR)
#undef COMMAND_ENUMERATOR
    COMMAND_COUNT,
};

struct command_info {
    const char *name;
    const char *title;
    const char *help;
};

const struct command_info *command_info(enum command command);
/* COMMAND_NONE if no command has this name. */
enum command command_find(const char *name);

#endif
