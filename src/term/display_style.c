/* What styles are on the terminal at hand, and whether its commands are the usual ones. */
#include "display_internal.h"

#include <string.h>

/* Last, for term.h defines `columns`, `lines` and the like. */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <term.h>

static attr_t attributes_of(int attributes)
{
    attr_t result = A_NORMAL;
    if ((attributes & ATTRIBUTE_BOLD) != 0)
        result |= A_BOLD;
    if ((attributes & ATTRIBUTE_DIM) != 0)
        result |= A_DIM;
    if ((attributes & ATTRIBUTE_UNDERLINE) != 0)
        result |= A_UNDERLINE;
    if ((attributes & ATTRIBUTE_REVERSE) != 0)
        result |= A_REVERSE;
    return result;
}

static bool is(const char *capability, const char *expected)
{
    return capability != NULL && strcmp(capability, expected) == 0;
}

/* Whether its commands are those of frame.c; the others are left to ncurses. */
static bool is_plain(void)
{
    return is(cursor_address, "\033[%i%p1%d;%p2%dH") && is(clr_eol, "\033[K") &&
           is(parm_right_cursor, "\033[%p1%dC") && is(enter_bold_mode, "\033[1m") &&
           is(enter_underline_mode, "\033[4m") && is(enter_reverse_mode, "\033[7m") &&
           is(carriage_return, "\r") && auto_right_margin && eat_newline_glitch;
}

/* The parameters of the command for a colour; false if it is another command. */
static bool describe_colour(short colour, char out[FRAME_COLOUR_SIZE])
{
    const char *command =
        set_a_foreground != NULL ? tiparm(set_a_foreground, (int)colour) : NULL;
    size_t length = command != NULL ? strlen(command) : 0;
    if (length < 4 || length >= FRAME_COLOUR_SIZE || strncmp(command, "\033[", 2) != 0 ||
        command[length - 1] != 'm')
        return false;
    memcpy(out, command + 2, length - 3);
    out[length - 3] = '\0';
    return true;
}

static void prepare_look(struct display *display, enum style style, const struct look *look,
                         bool coloured)
{
    struct frame_style *prepared = &display->looks[style];
    *prepared = (struct frame_style){.attributes = look->attributes};
    if (look->background != COLOUR_DEFAULT ||
        (look->foreground != COLOUR_DEFAULT &&
         (!coloured || !describe_colour(look->foreground, prepared->colour))))
        display->plain = false;
}

void display_prepare_styles(struct display *display, enum theme_kind theme)
{
    /* Without default colours a pair would paint the background. */
    bool coloured = theme != THEME_MONOCHROME && has_colors() && start_color() != ERR &&
                    use_default_colors() != ERR;
    bool has_dim = (termattrs() & A_DIM) != 0;
    short pair = 0;
    display->plain = is_plain();
    display->pen = (struct frame_pen){
        .row = -1, .column = -1, .erases = is(erase_chars, "\033[%p1%dX")};
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct look look = theme_look(theme, coloured ? COLORS : 0, has_dim, (enum style)i);
        display->styles[i].attributes = attributes_of(look.attributes);
        display->styles[i].pair = 0;
        prepare_look(display, (enum style)i, &look, coloured);
        if (look.foreground == COLOUR_DEFAULT && look.background == COLOUR_DEFAULT)
            continue;
        if (init_pair(++pair, look.foreground, look.background) != ERR)
            display->styles[i].pair = pair;
    }
}
