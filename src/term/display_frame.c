#include "display_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "grid_internal.h"

#include <stdlib.h>
#include <string.h>

#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>

static void fill_cell(const struct display *display, const struct cell *cell, cchar_t *out)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    size_t length = strlen(cell->text);
    size_t offset = 0;
    for (size_t i = 0; i < CCHARW_MAX && offset < length; i++) {
        uint32_t code_point = 0;
        offset += utf8_decode(cell->text + offset, length - offset, &code_point);
        text[i] = (wchar_t)code_point;
    }
    const struct display_style *style = &display->styles[cell->style];
    attr_t attributes = style->attributes | (cell->underline ? A_UNDERLINE : A_NORMAL);
    setcchar(out, text, attributes, style->pair, NULL);
}

/* Columns [first, last] of a row that differ from what is shown; false if none do. */
static bool find_difference(const struct display *display, int row, int *first, int *last)
{
    size_t start = (size_t)row * (size_t)display->width;
    const struct cell *old = display->shown->cells + start;
    const struct cell *new = display->next->cells + start;
    int left = 0;
    int right = display->width - 1;
    if (!display->redraw) {
        if (memcmp(old, new, (size_t)display->width * sizeof *old) == 0)
            return false;
        while (left <= right && memcmp(&old[left], &new[left], sizeof *old) == 0)
            left++;
        while (right > left && memcmp(&old[right], &new[right], sizeof *old) == 0)
            right--;
    }
    if (left > right)
        return false;
    while (left > 0 && new[left].columns == 0)
        left--;
    *first = left;
    *last = right;
    return true;
}

static void put_row(const struct display *display, int row, cchar_t *glyphs)
{
    int first = 0;
    int last = 0;
    int count = 0;
    if (!find_difference(display, row, &first, &last))
        return;
    const struct cell *cells = display->next->cells + (size_t)row * (size_t)display->width;
    for (int i = first; i <= last; i++)
        if (cells[i].columns > 0)
            fill_cell(display, &cells[i], &glyphs[count++]);
    mvwadd_wchnstr(stdscr, row, first, glyphs, count);
}

static void show_cursor(struct display *display)
{
    int row = 0;
    int column = 0;
    grid_cursor(display->next, &row, &column);
    bool visible = row >= 0;
    if (visible != display->cursor_shown)
        curs_set(visible ? 1 : 0);
    display->cursor_shown = visible;
    if (visible)
        wmove(stdscr, row, column);
    else
        wmove(stdscr, display->height - 1, 0);
}

struct grid *display_begin(struct display *display)
{
    if (grid_height(display->next) != display->height ||
        grid_width(display->next) != display->width) {
        grid_free(display->next);
        grid_free(display->shown);
        display->next = grid_new(display->height, display->width);
        display->shown = grid_new(display->height, display->width);
        grid_set_ascii(display->next, display->ascii);
        grid_set_ascii(display->shown, display->ascii);
    } else {
        grid_clear(display->next);
    }
    return display->next;
}

static void send_plainly(struct display *display)
{
    struct buffer bytes = {0};
    show_cursor(display);
    if (display->redraw) {
        grid_clear(display->shown);
        frame_append_clear(&bytes, &display->pen);
    }
    frame_append(&bytes, &display->pen, display->looks, display->shown, display->next);
    display_write(buffer_string(&bytes), bytes.length);
    buffer_done(&bytes);
}

static void send_by_ncurses(struct display *display)
{
    cchar_t *glyphs = memory_allocate(((size_t)display->width + 1) * sizeof *glyphs);
    if (display->redraw)
        clearok(curscr, TRUE);
    for (int row = 0; row < display->height; row++)
        put_row(display, row, glyphs);
    show_cursor(display);
    wnoutrefresh(stdscr);
    doupdate();
    free(glyphs);
}

void display_end(struct display *display)
{
    if (display->vanished)
        return;
    if (display->plain)
        send_plainly(display);
    else
        send_by_ncurses(display);
    /* After the first frame, so that nothing stands before it. */
    if (!display->modes_on)
        display_modes_on(display);
    struct grid *shown = display->shown;
    display->shown = display->next;
    display->next = shown;
    display->redraw = false;
}

void display_redraw(struct display *display)
{
    display->redraw = true;
}
