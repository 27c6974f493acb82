/* The editor's focused field as the screen shows it: a pointer in the form's first column, the
 * label in bold behind it, and the value at the right of the label or, in a narrow form, below it.
 */
#include "driver_internal.h"

#include "unit/unit.h"

enum {
    SECTIONS_FROM = 72, /* columns; with the sections at the left, before the first rule of a row */
    BESIDE_FROM = 110,  /* with the help at the right, behind the last rule of the first row */
};

/* The box of a value: rows [top, bottom), columns [left, right) but for the label's. */
struct value_box {
    int form; /* the form's first column */
    int top, bottom;
    int left, right;
    int label_end; /* in the first row, behind the label */
};

static bool cell_is(struct driver *driver, int row, int column, const char *text)
{
    return strcmp(driver_cell(driver, row, column), text) == 0;
}

static bool is_blank(struct driver *driver, int row, int column)
{
    return cell_is(driver, row, column, " ");
}

static bool is_bold(struct driver *driver, int row, int column)
{
    return (driver_cell_attributes(driver, row, column) & DRIVER_BOLD) != 0;
}

static int left_edge(struct driver *driver)
{
    int column = 0;
    while (column < driver->width && !cell_is(driver, 1, column, "│"))
        column++;
    return driver->width >= SECTIONS_FROM ? column + 2 : 0;
}

static int right_edge(struct driver *driver)
{
    int column = driver->width;
    while (driver->width >= BESIDE_FROM && column > 0 && !cell_is(driver, 1, column - 1, "│"))
        column--;
    return column;
}

/* The next field's label, a heading, or the end of the form. */
static bool begins_something_else(struct driver *driver, const struct value_box *box, int row)
{
    return row >= driver->height - 1 || !is_blank(driver, row, box->form) ||
           (!is_blank(driver, row, box->form + 2) && !is_bold(driver, row, box->form + 2));
}

static bool find_box(struct driver *driver, struct value_box *box)
{
    *box = (struct value_box){.form = left_edge(driver), .top = 1};
    while (box->form < driver->width && box->top < driver->height &&
           !cell_is(driver, box->top, box->form, "▸"))
        box->top++;
    if (box->form >= driver->width || box->top == driver->height)
        return false;
    box->right = right_edge(driver);
    box->left = box->form + 4;
    box->label_end = box->form + 2;
    while (box->label_end < box->right && is_bold(driver, box->top, box->label_end))
        box->label_end++;
    box->bottom = box->top + 1;
    while (!begins_something_else(driver, box, box->bottom))
        box->bottom++;
    return true;
}

static bool is_underlined(struct driver *driver, int row, int column)
{
    return (driver_cell_attributes(driver, row, column) & DRIVER_UNDERLINE) != 0;
}

/* Where something is underlined, it is what can be typed over. */
static bool is_in_underline(struct driver *driver, const struct value_box *box, int row, int column)
{
    bool any = false;
    for (int y = box->top; y < box->bottom && !any; y++)
        for (int x = box->label_end; x < box->right && !any; x++)
            any = is_underlined(driver, y, x);
    return !any || is_underlined(driver, row, column) ||
           (column > 0 && is_underlined(driver, row, column - 1));
}

static bool is_in_field(struct driver *driver, const void *what)
{
    (void)what;
    struct value_box box;
    int row = 0;
    int column = 0;
    if (!driver_cursor(driver, &row, &column) || !find_box(driver, &box))
        return false;
    int left = row == box.top ? box.label_end : box.left;
    return row >= box.top && row < box.bottom && column >= left && column < box.right &&
           is_in_underline(driver, &box, row, column);
}

void driver_expect_cursor_in_field(struct driver *driver)
{
    driver_expect_that(driver, is_in_field, NULL, "the cursor is not in the focused field");
}

const char *driver_focus(struct driver *driver)
{
    static char text[1024];
    struct value_box box;
    size_t length = 0;
    if (!find_box(driver, &box))
        return "";
    for (int column = box.form + 2; column < box.label_end; column++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s",
                                   driver_cell(driver, box.top, column));
    (void)snprintf(text + length, sizeof text - length, "@%d", box.top);
    return text;
}
