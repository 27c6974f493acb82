#include "driver_internal.h"

#include "base/utf8.h"
#include "unit/unit.h"

#include <ctype.h>

/* One row as text. With `columns`, columns[i] is the column of byte i. */
static void append_row(struct driver *driver, int row, struct buffer *out, int *columns)
{
    size_t start = out->length;
    for (int column = 0; column < driver->width;) {
        VTermScreenCell cell;
        VTermPos position = {.row = row, .col = column};
        vterm_screen_get_cell(driver->screen, position, &cell);
        size_t before = out->length;
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++) {
            char bytes[4];
            buffer_append(out, bytes, utf8_encode(cell.chars[i], bytes));
        }
        if (cell.chars[0] == 0)
            buffer_append_byte(out, ' ');
        for (size_t i = before; columns != NULL && i < out->length; i++)
            columns[i - start] = column;
        column += cell.width > 0 ? cell.width : 1;
    }
    size_t end = out->length;
    while (end > start && out->bytes[end - 1] == ' ')
        end--;
    buffer_truncate(out, end);
}

/* Room for a row's columns: no cell holds more bytes than this. */
enum { ROW_BYTES = 400 * VTERM_MAX_CHARS_PER_CELL * 4 };

/* Where a text stands; false if nowhere. */
static bool find_text(struct driver *driver, const char *text, int *row, int *column)
{
    static int columns[ROW_BYTES];
    for (int y = 0; y < driver->height; y++) {
        struct buffer line = {0};
        append_row(driver, y, &line, columns);
        const char *at = strstr(buffer_string(&line), text);
        if (at != NULL) {
            *row = y;
            *column = columns[at - line.bytes];
        }
        buffer_done(&line);
        if (at != NULL)
            return true;
    }
    return false;
}

char *driver_text(struct driver *driver)
{
    struct buffer text = {0};
    for (int row = 0; row < driver->height; row++) {
        append_row(driver, row, &text, NULL);
        buffer_append_byte(&text, '\n');
    }
    return buffer_take(&text);
}

static VTermPos cursor(struct driver *driver)
{
    VTermPos position = {0};
    vterm_state_get_cursorpos(vterm_obtain_state(driver->vterm), &position);
    return position;
}

void driver_show(struct driver *driver)
{
    VTermPos position = cursor(driver);
    (void)fprintf(stderr, "┌─ %dx%d, cursor %d,%d%s\n", driver->width, driver->height, position.row,
                  position.col, driver->cursor_visible ? "" : " hidden");
    for (int row = 0; row < driver->height; row++) {
        struct buffer line = {0};
        append_row(driver, row, &line, NULL);
        (void)fprintf(stderr, "│%s\n", buffer_string(&line));
        buffer_done(&line);
    }
    (void)fprintf(stderr, "└─%s\n", driver->ended ? " (ended)" : "");
}

void driver_fail(struct driver *driver, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    driver_show(driver);
    fail_msg("%s", text);
}

void driver_expect_that(struct driver *driver, driver_condition condition, const void *what,
                        const char *complaint)
{
    if (!driver_wait_until(driver, condition, what))
        driver_fail(driver, "%s", complaint);
}

static bool has_text(struct driver *driver, const void *text)
{
    int row = 0;
    int column = 0;
    return find_text(driver, text, &row, &column);
}

bool driver_sees(struct driver *driver, const char *text)
{
    return has_text(driver, text);
}

bool driver_find(struct driver *driver, const char *text, int *row, int *column)
{
    return find_text(driver, text, row, column);
}

bool driver_cursor(struct driver *driver, int *row, int *column)
{
    VTermPos position = cursor(driver);
    *row = position.row;
    *column = position.col;
    return driver->cursor_visible;
}

const char *driver_cell(struct driver *driver, int row, int column)
{
    static char text[VTERM_MAX_CHARS_PER_CELL * 4 + 1];
    VTermScreenCell cell;
    VTermPos position = {.row = row, .col = column};
    size_t length = 0;
    vterm_screen_get_cell(driver->screen, position, &cell);
    if (cell.chars[0] == (uint32_t)-1)
        return "";
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
        length += utf8_encode(cell.chars[i], text + length);
    text[length] = '\0';
    return length > 0 ? text : " ";
}

void driver_expect(struct driver *driver, const char *text)
{
    if (!driver_wait_until(driver, has_text, text))
        driver_fail(driver, "\"%s\" is not there", text);
}

static bool lacks_text(struct driver *driver, const void *text)
{
    return !has_text(driver, text);
}

void driver_expect_not(struct driver *driver, const char *text)
{
    driver_settle(driver);
    if (!driver_wait_until(driver, lacks_text, text))
        driver_fail(driver, "\"%s\" is still there", text);
}

struct row_text {
    int row;
    const char *text;
};

static bool row_has_text(struct driver *driver, const void *what)
{
    const struct row_text *wanted = what;
    struct buffer line = {0};
    append_row(driver, wanted->row, &line, NULL);
    bool found = strstr(buffer_string(&line), wanted->text) != NULL;
    buffer_done(&line);
    return found;
}

void driver_expect_row(struct driver *driver, int row, const char *text)
{
    struct row_text wanted = {row, text};
    if (!driver_wait_until(driver, row_has_text, &wanted))
        driver_fail(driver, "row %d has no \"%s\"", row, text);
}

static bool cursor_is_at(struct driver *driver, const void *what)
{
    const VTermPos *wanted = what;
    VTermPos position = cursor(driver);
    return driver->cursor_visible && position.row == wanted->row && position.col == wanted->col;
}

void driver_expect_cursor(struct driver *driver, int row, int column)
{
    VTermPos wanted = {.row = row, .col = column};
    if (!driver_wait_until(driver, cursor_is_at, &wanted))
        driver_fail(driver, "the cursor is not at %d,%d", row, column);
}

static bool cursor_is_hidden(struct driver *driver, const void *what)
{
    (void)what;
    return !driver->cursor_visible;
}

void driver_expect_cursor_hidden(struct driver *driver)
{
    if (!driver_wait_until(driver, cursor_is_hidden, NULL))
        driver_fail(driver, "the cursor is visible");
}

static bool cursor_is_in(struct driver *driver, const void *text)
{
    int row = 0;
    int column = 0;
    VTermPos position = cursor(driver);
    int width = (int)utf8_width(text, strlen(text));
    return find_text(driver, text, &row, &column) && driver->cursor_visible &&
           position.row == row && position.col >= column && position.col <= column + width;
}

void driver_expect_cursor_in(struct driver *driver, const char *text)
{
    if (!driver_wait_until(driver, cursor_is_in, text))
        driver_fail(driver, "the cursor is not in \"%s\"", text);
}

static int attributes_of(const VTermScreenCell *cell)
{
    int attributes = 0;
    if (cell->attrs.bold)
        attributes |= DRIVER_BOLD;
    if (cell->attrs.underline)
        attributes |= DRIVER_UNDERLINE;
    if (cell->attrs.reverse)
        attributes |= DRIVER_REVERSE;
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        attributes |= DRIVER_COLOURED;
    return attributes;
}

int driver_cell_attributes(struct driver *driver, int row, int column)
{
    VTermScreenCell cell;
    VTermPos position = {.row = row, .col = column};
    vterm_screen_get_cell(driver->screen, position, &cell);
    return attributes_of(&cell);
}

struct attributed_text {
    const char *text;
    int with, without;
};

static bool text_has_attributes(struct driver *driver, const void *what)
{
    const struct attributed_text *wanted = what;
    VTermScreenCell cell;
    VTermPos position = {0};
    if (!find_text(driver, wanted->text, &position.row, &position.col))
        return false;
    vterm_screen_get_cell(driver->screen, position, &cell);
    int attributes = attributes_of(&cell);
    return (attributes & wanted->with) == wanted->with && (attributes & wanted->without) == 0;
}

void driver_expect_attributes(struct driver *driver, const char *text, int with, int without)
{
    struct attributed_text wanted = {text, with, without};
    if (!driver_wait_until(driver, text_has_attributes, &wanted))
        driver_fail(driver, "\"%s\" has not the attributes %#x, or has some of %#x", text,
                    (unsigned)with, (unsigned)without);
}

typedef bool (*cell_check)(const VTermScreenCell *cell);

static void check_cells(struct driver *driver, cell_check check, const char *complaint)
{
    driver_settle(driver);
    for (int row = 0; row < driver->height; row++) {
        for (int column = 0; column < driver->width; column++) {
            VTermScreenCell cell;
            VTermPos position = {.row = row, .col = column};
            vterm_screen_get_cell(driver->screen, position, &cell);
            if (!check(&cell))
                driver_fail(driver, "the cell at %d,%d %s", row, column, complaint);
        }
    }
}

static bool has_no_colour(const VTermScreenCell *cell)
{
    return (attributes_of(cell) & DRIVER_COLOURED) == 0;
}

void driver_expect_no_colour(struct driver *driver)
{
    check_cells(driver, has_no_colour, "has a colour");
}

static bool is_readable_anywhere(const VTermScreenCell *cell)
{
    return VTERM_COLOR_IS_DEFAULT_BG(&cell->bg) || !VTERM_COLOR_IS_DEFAULT_FG(&cell->fg);
}

void driver_expect_default_background(struct driver *driver)
{
    check_cells(driver, is_readable_anywhere, "has a background without a foreground");
}

static bool was_cleared(struct driver *driver, const void *before)
{
    return driver->clears > *(const size_t *)before;
}

/* All rows but the last, where any key ends a message. */
static char *text_above(struct driver *driver)
{
    char *text = driver_text(driver);
    char *last = text;
    for (int row = 0; row + 1 < driver->height; row++)
        last = strchr(last, '\n') + 1;
    *last = '\0';
    return text;
}

/* Where a hidden one was left is nobody's business. */
static VTermPos seen_cursor(struct driver *driver)
{
    return driver->cursor_visible ? cursor(driver) : (VTermPos){.row = -1, .col = -1};
}

void driver_expect_same_after(struct driver *driver, const char *redraw_key)
{
    driver_settle(driver);
    char *before = text_above(driver);
    VTermPos cursor_before = seen_cursor(driver);
    size_t clears = driver->clears;
    driver_keys(driver, redraw_key);
    if (!driver_wait_until(driver, was_cleared, &clears))
        driver_fail(driver, "nothing was sent again");
    driver_settle(driver);
    char *after = text_above(driver);
    VTermPos cursor_after = seen_cursor(driver);
    if (strcmp(before, after) != 0)
        driver_fail(driver, "sent whole it looks different; before:\n%s", before);
    if (cursor_before.row != cursor_after.row || cursor_before.col != cursor_after.col)
        driver_fail(driver, "the cursor was at %d,%d before", cursor_before.row,
                    cursor_before.col);
    free(before);
    free(after);
}

struct mode_state {
    int mode;
    bool set;
};

static bool mode_is(struct driver *driver, const void *what)
{
    const struct mode_state *wanted = what;
    return driver_mode(driver, wanted->mode) == wanted->set;
}

void driver_expect_mode(struct driver *driver, int mode, bool set)
{
    struct mode_state wanted = {mode, set};
    driver_settle(driver);
    if (!driver_wait_until(driver, mode_is, &wanted))
        driver_fail(driver, "mode %d is %s", mode, set ? "not set" : "set");
}

void driver_expect_restored(struct driver *driver)
{
    static const int modes[] = {1, 47, 1000, 1002, 1003, 1004, 1006, 1047, 1049, 2004, 2026};
    VTermState *state = vterm_obtain_state(driver->vterm);
    VTermValue bold = {0};
    struct termios settings;
    driver_settle(driver);
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
        if (driver_mode(driver, modes[i]))
            driver_fail(driver, "mode %d is left on", modes[i]);
    if (!driver->cursor_visible)
        driver_fail(driver, "the cursor is left hidden");
    if (vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &bold) && bold.boolean)
        driver_fail(driver, "the pen is left reversed");
    tcgetattr(driver->terminal, &settings);
    if (settings.c_lflag != driver->settings.c_lflag ||
        settings.c_iflag != driver->settings.c_iflag ||
        settings.c_oflag != driver->settings.c_oflag)
        driver_fail(driver, "the line is left with other settings");
}
