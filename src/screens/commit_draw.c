#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"

#include "commit_internal.h"

#include <stdlib.h>
#include <string.h>
#include <string.h>

enum { MESSAGE_HEIGHT = 4, INDENT = 7, REFUSAL_HEIGHT = 8 };

/* ── rows ── */

/* The folder is said only if it was another one. */
static void draw_rename(struct canvas row, int column, const char *old_path, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    bool same = strncmp(old_path, path, folder) == 0 && strchr(old_path + folder, '/') == NULL;
    char *text = memory_format("renamed from %s", same ? old_path + folder : old_path);
    canvas_text_cut(row, 0, column, row.width - column - 1, STYLE_ADDED, text, strlen(text));
    free(text);
}

static void draw_file(const struct commit_screen *self, const struct commit_file *file,
                      struct canvas row)
{
    int column = 1;
    if (self->file_count > 1) {
        canvas_symbol(row, 0, 1, STYLE_TEXT, file->picked ? SYMBOL_TICKED : SYMBOL_BOX);
        column = 3;
    }
    column += 2 + canvas_string(row, 0, column, file->picked ? STYLE_STRONG : STYLE_TEXT,
                                file->path);
    const char *old_path = commit_renamed_from(&self->renames, file->path);
    if (old_path != NULL)
        draw_rename(row, column, old_path, file->path);
    else if (file->state == COMMIT_ADDS)
        canvas_string(row, 0, column, STYLE_ADDED, "new");
    else if (file->state == COMMIT_REMOVES)
        canvas_string(row, 0, column, STYLE_REMOVED, "deleted");
}

static void draw_text(struct canvas row, enum style style, struct buffer *text)
{
    canvas_text_cut(row, 0, INDENT, row.width - INDENT - 1, style, text->bytes, text->length);
    buffer_done(text);
}

static void draw_secret(const struct finding *finding, struct canvas row)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%s: %s",
                         finding->field != NULL ? finding->field->label : "The file",
                         finding->message);
    draw_text(row, STYLE_ERROR, &text);
}

static void append_count(struct buffer *text, size_t count, const char *noun)
{
    if (count > 0)
        buffer_append_format(text, "%s%zu %s%s", text->length > 0 ? ", " : "", count, noun,
                             count == 1 ? "" : "s");
}

static void draw_counts(const struct commit_file *file, struct canvas row)
{
    struct buffer text = {0};
    append_count(&text, file->errors, "error");
    append_count(&text, file->warnings, "warning");
    buffer_append_string(&text, " in this specification");
    draw_text(row, file->errors > 0 ? STYLE_ERROR : STYLE_WARNING, &text);
}

static void draw_offer(struct canvas row)
{
    char date[DATE_TEXT_SIZE] = "";
    struct buffer text = {0};
    date_format(date_today(), date);
    buffer_append_format(&text, "Enter adds a line for readers: %s …", date);
    draw_text(row, STYLE_EXAMPLE, &text);
}

void commit_draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    const struct commit_screen *self = context;
    const struct commit_row *item = &self->items[index];
    const struct commit_file *file = &self->files[item->file];
    struct buffer text = {0};
    (void)selected;
    switch (item->kind) {
    case COMMIT_ROW_FILE:
        draw_file(self, file, row);
        break;
    case COMMIT_ROW_CHANGE:
        change_describe(&file->changes.items[item->item], &text);
        draw_text(row, STYLE_TEXT, &text);
        break;
    case COMMIT_ROW_SECRET:
        draw_secret(&file->findings.items[item->item], row);
        break;
    case COMMIT_ROW_COUNTS:
        draw_counts(file, row);
        break;
    case COMMIT_ROW_OFFER:
        draw_offer(row);
        break;
    }
}

/* ── the whole ── */

static void draw_title(const struct commit_screen *self, struct canvas canvas)
{
    size_t picked = 0;
    for (size_t i = 0; i < self->file_count; i++)
        picked += self->files[i].picked;
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_string(canvas, 0, 1, STYLE_BAR_KEY, "Commit");
    if (self->file_count > 1) {
        char *count = memory_format("%zu of %zu changed specifications", picked, self->file_count);
        column += 2 + canvas_string(canvas, 0, column + 2, STYLE_BAR, count);
        free(count);
    }
    if (self->branch != NULL) {
        char *where = memory_format("on %s", self->branch);
        int width = (int)utf8_width(where, strlen(where));
        if (column + 2 + width < canvas.width)
            canvas_text_cut(canvas, 0, canvas.width - width - 1, width, STYLE_BAR, where,
                            strlen(where));
        free(where);
    }
}

/* Programs that list commits cut a subject that is longer. */
static void draw_label(const struct commit_screen *self, struct canvas canvas, int row)
{
    enum { SUBJECT_COLUMNS = 72 };
    const char *message = text_area_string(&self->message);
    size_t width = utf8_width(message, strcspn(message, "\n"));
    canvas_string(canvas, row, 1, self->in_list ? STYLE_LABEL : STYLE_STRONG, "Message");
    if (width <= SUBJECT_COLUMNS)
        return;
    char *text = memory_format("first line: %zu of %d columns", width, SUBJECT_COLUMNS);
    canvas_string(canvas, row, 11, STYLE_WARNING, text);
    free(text);
}

/* The last rows of what a hook said: the end is what went wrong, more often than not. */
static int draw_refusal(const struct commit_screen *self, struct canvas canvas, int row)
{
    const char *lines[REFUSAL_HEIGHT] = {NULL};
    size_t count = 0;
    size_t most = canvas.height >= 20 ? REFUSAL_HEIGHT : 3;
    const char *text = self->said.length > 0 ? self->said.bytes : "";
    const char *end = text + self->said.length;
    while (text < end) {
        lines[count++ % most] = text;
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline != NULL ? newline + 1 : end;
    }
    size_t shown = count < most ? count : most;
    for (size_t i = 0; i < shown; i++) {
        const char *line = lines[(count - shown + i) % most];
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        canvas_text_cut(canvas, row++, 1, canvas.width - 2, STYLE_WARNING, line,
                        (size_t)((newline != NULL ? newline : end) - line));
    }
    return (int)shown;
}

void commit_draw(struct screen *screen, struct canvas canvas)
{
    struct commit_screen *self = (struct commit_screen *)screen;
    int row = 1;
    draw_title(self, canvas);
    if (self->obstacle != NULL)
        row += canvas_paragraph(canvas, row, 1, canvas.width - 2, 3, STYLE_ERROR, self->obstacle);
    row += draw_refusal(self, canvas, row);
    draw_label(self, canvas, row);
    int height = canvas.height >= 32 ? 2 * MESSAGE_HEIGHT : canvas.height >= 16 ? MESSAGE_HEIGHT : 2;
    text_area_draw(&self->message, canvas_part(canvas, row + 1, 1, height, canvas.width - 2),
                   self->in_list ? STYLE_TEXT : STYLE_FIELD, !self->in_list);
    row += height + 1;
    canvas_horizontal_rule(canvas, row, 0, canvas.width);
    struct canvas list = canvas_part(canvas, row + 1, 0, canvas.height - row - 1, canvas.width);
    self->view.quiet = !self->in_list;
    list_view_draw(&self->view, list, &self->rows, self->in_list);
}
