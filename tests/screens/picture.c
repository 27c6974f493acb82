/* Draws a picture of the running program as SVG, for the README:
 *     picture FILE HEIGHT WIDTH DIRECTORY STEP… -- PROGRAM ARGUMENT…
 * A step is "type:TEXT", "wait:TEXT" or names of keys. */
#include "driver_internal.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_WIDTH = 9, CELL_HEIGHT = 20, BASELINE = 15, MARGIN = 12 };

struct look {
    char foreground[8];
    char background[8];
    bool bold;
    bool underline;
};

static const char *const page_background = "#fbfaf7";
static const char *const page_foreground = "#23272e";

static void colour_text(struct driver *driver, VTermColor colour, bool foreground, char text[8])
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour)) {
        (void)snprintf(text, 8, "%s", foreground ? page_foreground : page_background);
        return;
    }
    vterm_screen_convert_color_to_rgb(driver->screen, &colour);
    (void)snprintf(text, 8, "#%02x%02x%02x", colour.rgb.red, colour.rgb.green, colour.rgb.blue);
}

static struct look look_of(struct driver *driver, const VTermScreenCell *cell)
{
    struct look look = {.bold = cell->attrs.bold, .underline = cell->attrs.underline != 0};
    bool reverse = cell->attrs.reverse;
    colour_text(driver, cell->fg, true, reverse ? look.background : look.foreground);
    colour_text(driver, cell->bg, false, reverse ? look.foreground : look.background);
    return look;
}

static bool same_look(const struct look *a, const struct look *b)
{
    return strcmp(a->foreground, b->foreground) == 0 &&
           strcmp(a->background, b->background) == 0 && a->bold == b->bold &&
           a->underline == b->underline;
}

static void append_escaped(struct buffer *out, const VTermScreenCell *cell)
{
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++) {
        char bytes[4];
        size_t length = utf8_encode(cell->chars[i], bytes);
        if (cell->chars[i] == '&')
            buffer_append_string(out, "&amp;");
        else if (cell->chars[i] == '<')
            buffer_append_string(out, "&lt;");
        else
            buffer_append(out, bytes, length);
    }
    if (cell->chars[0] == 0)
        buffer_append_byte(out, ' ');
}

/* Cells [from, to) of a row that look the same. */
static void print_run(FILE *file, int row, int from, int to, const struct look *look,
                      const struct buffer *text)
{
    int x = MARGIN + from * CELL_WIDTH;
    int y = MARGIN + row * CELL_HEIGHT;
    int width = (to - from) * CELL_WIDTH;
    if (strcmp(look->background, page_background) != 0)
        (void)fprintf(file, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x,
                      y, width, CELL_HEIGHT, look->background);
    if (strspn(buffer_string(text), " ") == text->length)
        return;
    (void)fprintf(file,
                  "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>%s</text>\n", x,
                  y + BASELINE, width, look->foreground, look->bold ? " font-weight=\"bold\"" : "",
                  look->underline ? " text-decoration=\"underline\"" : "", buffer_string(text));
}

static void print_row(struct driver *driver, FILE *file, int row)
{
    struct buffer text = {0};
    struct look look = {0};
    int from = 0;
    for (int column = 0; column < driver->width;) {
        VTermScreenCell cell;
        VTermPos position = {.row = row, .col = column};
        vterm_screen_get_cell(driver->screen, position, &cell);
        struct look next = look_of(driver, &cell);
        if (column > from && !same_look(&look, &next)) {
            print_run(file, row, from, column, &look, &text);
            buffer_clear(&text);
            from = column;
        }
        look = next;
        append_escaped(&text, &cell);
        column += cell.width > 0 ? cell.width : 1;
    }
    print_run(file, row, from, driver->width, &look, &text);
    buffer_done(&text);
}

static void print_cursor(struct driver *driver, FILE *file)
{
    VTermPos position = {0};
    vterm_state_get_cursorpos(vterm_obtain_state(driver->vterm), &position);
    if (driver->cursor_visible)
        (void)fprintf(file,
                      "<rect x=\"%d\" y=\"%d\" width=\"2\" height=\"%d\" fill=\"#c2410c\"/>\n",
                      MARGIN + position.col * CELL_WIDTH, MARGIN + position.row * CELL_HEIGHT + 2,
                      CELL_HEIGHT - 4);
}

static void print_picture(struct driver *driver, FILE *file)
{
    int width = driver->width * CELL_WIDTH + 2 * MARGIN;
    int height = driver->height * CELL_HEIGHT + 2 * MARGIN;
    (void)fprintf(file,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                  "font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" "
                  "font-size=\"15\" xml:space=\"preserve\">\n"
                  "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"#d6d3cb\"/>\n",
                  width, height, width, height, page_background);
    for (int row = 0; row < driver->height; row++)
        print_row(driver, file, row);
    print_cursor(driver, file);
    (void)fprintf(file, "</svg>\n");
}

static void take_step(struct driver *driver, const char *step)
{
    if (strncmp(step, "type:", 5) == 0)
        driver_type(driver, step + 5);
    else if (strncmp(step, "wait:", 5) == 0)
        driver_expect(driver, step + 5);
    else
        driver_keys(driver, step);
    driver_settle(driver);
}

int main(int count, char **arguments)
{
    if (count < 7) {
        (void)fprintf(stderr, "usage: picture FILE HEIGHT WIDTH DIRECTORY STEP… -- PROGRAM …\n");
        return 2;
    }
    int program = 5;
    while (program < count && strcmp(arguments[program], "--") != 0)
        program++;
    if (program + 1 >= count)
        return 2;
    struct driver_options options = {.height = atoi(arguments[2]),
                                     .width = atoi(arguments[3]),
                                     .directory = arguments[4]};
    struct driver *driver =
        driver_start(&options, (const char *const *)&arguments[program + 1]);
    driver_settle(driver);
    for (int i = 5; i < program; i++)
        take_step(driver, arguments[i]);
    FILE *file = fopen(arguments[1], "w");
    if (file == NULL) {
        perror(arguments[1]);
        return 3;
    }
    print_picture(driver, file);
    driver_stop(driver);
    return fclose(file) == 0 ? 0 : 3;
}
