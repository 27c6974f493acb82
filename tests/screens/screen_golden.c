/* Golden screens: text files that a person can read and a diff can show. First the screen, each
 * row behind a bar, then the cursor, then what looks unlike plain text: where, how, and the text. */
#include "driver_internal.h"

#include "base/utf8.h"
#include "unit/unit.h"

#include <sys/stat.h>

static void append_colour(struct buffer *out, const char *name, const VTermColor *colour)
{
    if (VTERM_COLOR_IS_INDEXED(colour))
        buffer_append_format(out, "%s=%d ", name, colour->indexed.idx);
    else
        buffer_append_format(out, "%s=#%02x%02x%02x ", name, colour->rgb.red, colour->rgb.green,
                             colour->rgb.blue);
}

/* How a cell looks, "" for plain. */
static void append_look(struct buffer *out, const VTermScreenCell *cell)
{
    buffer_append_string(out, cell->attrs.bold ? "bold " : "");
    buffer_append_string(out, cell->attrs.underline ? "underline " : "");
    buffer_append_string(out, cell->attrs.reverse ? "reverse " : "");
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
        append_colour(out, "fg", &cell->fg);
    if (!VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        append_colour(out, "bg", &cell->bg);
}

static void append_cell(struct buffer *out, const VTermScreenCell *cell)
{
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++) {
        char bytes[4];
        buffer_append(out, bytes, utf8_encode(cell->chars[i], bytes));
    }
    if (cell->chars[0] == 0)
        buffer_append_byte(out, ' ');
}

/* A run of cells that look alike. */
struct run {
    int row, column;
    struct buffer look, text;
};

static void end_run(struct run *run, struct buffer *out)
{
    if (run->look.length > 0)
        buffer_append_format(out, "%d,%d %s\"%s\"\n", run->row, run->column,
                             buffer_string(&run->look), buffer_string(&run->text));
    buffer_clear(&run->look);
    buffer_clear(&run->text);
}

static void append_looks(struct driver *driver, struct buffer *out)
{
    struct run run = {0};
    struct buffer look = {0};
    for (int row = 0; row < driver->height; row++) {
        for (int column = 0; column < driver->width;) {
            VTermScreenCell cell;
            VTermPos position = {.row = row, .col = column};
            vterm_screen_get_cell(driver->screen, position, &cell);
            buffer_clear(&look);
            append_look(&look, &cell);
            if (strcmp(buffer_string(&look), buffer_string(&run.look)) != 0) {
                end_run(&run, out);
                run.row = row;
                run.column = column;
                buffer_append(&run.look, buffer_string(&look), look.length);
            }
            append_cell(&run.text, &cell);
            column += cell.width > 0 ? cell.width : 1;
        }
        end_run(&run, out);
    }
    buffer_done(&run.look);
    buffer_done(&run.text);
    buffer_done(&look);
}

static char *golden_text(struct driver *driver)
{
    struct buffer out = {0};
    char *text = driver_text(driver);
    VTermPos cursor = {0};
    for (char *line = text; *line != '\0'; line = strchr(line, '\n') + 1)
        buffer_append_format(&out, "|%.*s\n", (int)strcspn(line, "\n"), line);
    vterm_state_get_cursorpos(vterm_obtain_state(driver->vterm), &cursor);
    if (driver->cursor_visible)
        buffer_append_format(&out, "cursor %d,%d\n", cursor.row, cursor.col);
    else
        buffer_append_string(&out, "cursor hidden\n");
    append_looks(driver, &out);
    free(text);
    return buffer_take(&out);
}

static void write_golden(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static char *read_golden(const char *path)
{
    struct buffer text = {0};
    char part[4096];
    size_t length = 0;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail_msg("%s: missing; UPDATE_GOLDEN=1 writes it", path);
    while ((length = fread(part, 1, sizeof part, file)) > 0)
        buffer_append(&text, part, length);
    (void)fclose(file);
    return buffer_take(&text);
}

static bool looks_like(struct driver *driver, const void *expected)
{
    char *text = golden_text(driver);
    bool equal = strcmp(text, expected) == 0;
    free(text);
    return equal;
}

static void show_differences(const char *expected, const char *found)
{
    while (*expected != '\0' || *found != '\0') {
        size_t expected_length = strcspn(expected, "\n");
        size_t found_length = strcspn(found, "\n");
        if (expected_length != found_length || memcmp(expected, found, found_length) != 0)
            (void)fprintf(stderr, "expected %.*s\nfound    %.*s\n", (int)expected_length, expected,
                          (int)found_length, found);
        expected += expected_length + (expected[expected_length] != '\0');
        found += found_length + (found[found_length] != '\0');
    }
}

void driver_expect_golden(struct driver *driver, const char *name)
{
    char path[4096];
    const char *update = getenv("UPDATE_GOLDEN");
    (void)snprintf(path, sizeof path, "%s/%s.txt", driver_source("tests/screens/golden"), name);
    driver_settle(driver);
    if (update != NULL && strcmp(update, "1") == 0) {
        char *text = golden_text(driver);
        write_golden(path, text);
        free(text);
        return;
    }
    char *expected = read_golden(path);
    if (!driver_wait_until(driver, looks_like, expected)) {
        char *found = golden_text(driver);
        show_differences(expected, found);
        free(found);
        driver_fail(driver, "the screen is not %s; if it is right, UPDATE_GOLDEN=1 writes it", path);
    }
    free(expected);
}
