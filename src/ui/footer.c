#include "ui/footer.h"

#include <string.h>

/* "Ctrl-S" is written "^S": in one line there is more room for words. */
static void format_key(key_code key, char text[KEY_TEXT_SIZE])
{
    key_format_for_people(key, text);
    if (strncmp(text, "Ctrl-", 5) == 0 && strlen(text) == 6) {
        text[0] = '^';
        text[1] = text[5];
        text[2] = '\0';
    }
}

/* Words that say more than the command's own in this place; NULL: there are none. Enter opens a
 * field, but takes a value from a list. */
static const char *title_in(enum command command, enum keymap_context context)
{
    static const struct {
        enum keymap_context context;
        enum command command;
        const char *title;
    } titles[] = {
        {CONTEXT_CHOICE, COMMAND_OPEN, "Open"},
        {CONTEXT_PICK, COMMAND_OPEN, "Take"},
        {CONTEXT_DIALOG, COMMAND_OPEN, "Take"},
        {CONTEXT_TABLE, COMMAND_OPEN, "Edit"},
        {CONTEXT_CALENDAR, COMMAND_OPEN, "Take"},
        {CONTEXT_CALENDAR, COMMAND_PAGE_UP, "Month back"},
        {CONTEXT_CALENDAR, COMMAND_PAGE_DOWN, "Month on"},
        {CONTEXT_CALENDAR, COMMAND_FIRST, "First day"},
        {CONTEXT_CALENDAR, COMMAND_LAST, "Last day"},
        {CONTEXT_VERSION, COMMAND_NEXT_MISSING, "Next change"},
    };
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].context == context && titles[i].command == command)
            return titles[i].title;
    return NULL;
}

/* The screen knows best; else from the inside out: a prompt is a line of text within a dialog. */
static const char *title_of(const struct footer *footer, enum command command)
{
    const char *title = footer->title != NULL ? footer->title(footer->context, command) : NULL;
    for (size_t i = 0; title == NULL && i < footer->context_count; i++)
        title = title_in(command, footer->contexts[i]);
    return title != NULL ? title : command_info(command)->title;
}

enum { ENTRY_GAP = 2 }; /* columns between two entries */

struct entry {
    char name[KEY_TEXT_SIZE];
    const char *title;
    int width; /* with the gap behind it; 0: no key reaches it */
};

static struct entry entry_of(const struct footer *footer, enum command command)
{
    struct entry entry = {0};
    key_code key = 0;
    if (!keymap_shown_key(footer->keymap, footer->contexts, footer->context_count, command, &key))
        return entry;
    format_key(key, entry.name);
    entry.title = title_of(footer, command);
    entry.width = (int)(strlen(entry.name) + 1 + strlen(entry.title)) + ENTRY_GAP;
    return entry;
}

static bool holds(const struct footer *footer, enum command command)
{
    for (size_t i = 0; i < footer->limit && footer->commands[i] != COMMAND_NONE; i++)
        if (footer->commands[i] == command)
            return true;
    return false;
}

/* Help comes last, and has its place whatever else finds room. */
void footer_draw(struct canvas canvas, const struct footer *footer)
{
    int column = 1;
    int reserved = 0;
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    if (holds(footer, COMMAND_HELP))
        reserved = entry_of(footer, COMMAND_HELP).width;
    bool full = false;
    for (size_t i = 0; i < footer->limit && footer->commands[i] != COMMAND_NONE; i++) {
        struct entry entry = entry_of(footer, footer->commands[i]);
        bool is_help = footer->commands[i] == COMMAND_HELP;
        int room = canvas.width + ENTRY_GAP - column - (is_help ? 0 : reserved);
        if (entry.width == 0 || (full && !is_help))
            continue;
        if (entry.width > room) {
            full = true;
            continue;
        }
        canvas_string(canvas, 0, column, STYLE_BAR_KEY, entry.name);
        canvas_string(canvas, 0, column + (int)strlen(entry.name) + 1, STYLE_BAR, entry.title);
        column += entry.width;
    }
}
