#include "base/date.h"
#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"
#include "text/wrap.h"

#include "change_row_internal.h"
#include "commit_internal.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_HEIGHT = 4, INDENT = 5 };

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

/* Where the path has no room its folders go first: the name tells more. Returns the columns used.
 */
static int draw_path(const struct commit_file *file, struct canvas row, int column, int room)
{
    const char *slash = strrchr(file->path, '/');
    const char *text = file->path;
    if (slash != NULL && (int)show_width(text, strlen(text), 0) > room)
        text = slash + 1;
    return canvas_text_cut(row, 0, column, room, file->picked ? STYLE_STRONG : STYLE_TEXT, text,
                           strlen(text));
}

static void draw_file(const struct commit_screen *self, const struct commit_file *file,
                      struct canvas row)
{
    enum { STATE_WIDTH = 9 }; /* "  deleted" */
    bool has_state = file->state == COMMIT_ADDS || file->state == COMMIT_REMOVES;
    int column = 1;
    if (self->file_count > 1) {
        canvas_symbol(row, 0, 1, STYLE_TEXT, file->picked ? SYMBOL_TICKED : SYMBOL_BOX);
        column = 3;
    }
    column +=
        2 + draw_path(file, row, column, row.width - column - 1 - (has_state ? STATE_WIDTH : 0));
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

static void draw_change(const struct change *change, struct canvas row)
{
    struct change_text text = {0};
    change_text_make(change, &text);
    change_row_draw(row, INDENT, &text, true);
    change_text_done(&text);
}

static void draw_new(const struct commit_file *file, struct canvas row)
{
    struct buffer text = {0};
    size_t count = changes_count_fields(&file->changes);
    buffer_append_format(&text, "%zu field%s answered", count, count == 1 ? "" : "s");
    draw_text(row, STYLE_EXAMPLE, &text);
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
    (void)selected;
    switch (item->kind) {
    case COMMIT_ROW_FILE:
        draw_file(self, file, row);
        break;
    case COMMIT_ROW_NEW:
        draw_new(file, row);
        break;
    case COMMIT_ROW_CHANGE:
        draw_change(&file->changes.items[item->item], row);
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
        column += 2 + canvas_text_cut(canvas, 0, column + 2, canvas.width - column - 3, STYLE_BAR,
                                      count, strlen(count));
        free(count);
    }
    if (self->branch != NULL) {
        char *where = memory_format("%s%s", self->branch[0] == '(' ? "" : "on ", self->branch);
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

static size_t refusal_height(struct canvas canvas)
{
    return canvas.height >= 32 ? 14 : canvas.height >= 20 ? 7 : 3;
}

/* Why there is no commit, and the last rows of what was said about it: the end is what went wrong,
 * more often than not. */
static int draw_refusal(const struct commit_screen *self, struct canvas canvas, int row)
{
    struct wrap wrap = {0};
    size_t length = self->said.length;
    size_t most = refusal_height(canvas);
    if (self->refusal == NULL || canvas.width < 2)
        return 0;
    int begin = row;
    row += canvas_paragraph(canvas, row, 1, canvas.width - 2, 2, STYLE_ERROR, self->refusal);
    while (length > 0 && self->said.bytes[length - 1] == '\n')
        length--;
    wrap_update(&wrap, self->said.bytes, length, (size_t)(canvas.width - 1),
                canvas_is_ascii(canvas) ? SHOW_ASCII : 0);
    size_t first = wrap.count > most ? wrap.count - most + 1 : 0;
    if (first > 0) {
        char *text = memory_format("… %zu line%s above", first, first == 1 ? "" : "s");
        canvas_string(canvas, row++, 1, STYLE_EXAMPLE, text);
        free(text);
    }
    for (size_t i = first; i < wrap.count; i++)
        canvas_text(canvas, row++, 1, -1, STYLE_TEXT, self->said.bytes + wrap.rows[i].begin,
                    wrap.rows[i].shown - wrap.rows[i].begin);
    wrap_done(&wrap);
    return row - begin;
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
    int height = canvas.height >= 32   ? 2 * MESSAGE_HEIGHT
                 : canvas.height >= 16 ? MESSAGE_HEIGHT
                                       : 2;
    text_area_draw(&self->message, canvas_part(canvas, row + 1, 1, height, canvas.width - 2),
                   self->in_list ? STYLE_TEXT : STYLE_FIELD, !self->in_list);
    row += height + 1;
    canvas_horizontal_rule(canvas, row, 0, canvas.width);
    struct canvas list = canvas_part(canvas, row + 1, 0, canvas.height - row - 1, canvas.width);
    self->view.quiet = !self->in_list;
    list_view_draw(&self->view, list, &self->rows, self->in_list);
}
