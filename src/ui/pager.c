/* Lines are kept as they were added and wrapped for the width at hand when drawn; the place is kept
 * as a line and a row in it, so that a resize does not move the text under the reader's eyes. */
#include "ui/pager.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"
#include "text/wrap.h"
#include "ui/scroll_bar.h"

#include <stdlib.h>
#include <string.h>

struct line {
    char *label;
    char *text;
    enum style label_style;
    enum style style;
    int indent; /* of the label; of the text, if there is none */
    int column; /* of the text */
};

enum { ROOM_LEAST = 8, ROOM_BESIDE_LABEL = 18 }; /* for text, in columns */

/* One row on the screen. */
struct row {
    size_t line;
    size_t begin, end; /* bytes of the text */
    bool first;
};

struct pager {
    struct line *lines;
    size_t count;
    size_t capacity;
    struct row *rows;
    size_t row_count;
    size_t row_capacity;
    int width;  /* that the rows were made for; 0: none */
    size_t top; /* first row in view */
    size_t page;
    char *needle; /* NULL: nothing is searched */
    size_t found; /* the line where it was found last */
};

struct pager *pager_new(void)
{
    return memory_allocate(sizeof(struct pager));
}

void pager_clear(struct pager *pager)
{
    for (size_t i = 0; i < pager->count; i++) {
        free(pager->lines[i].label);
        free(pager->lines[i].text);
    }
    pager->count = 0;
    pager->row_count = 0;
    pager->width = 0;
    pager->top = 0;
    pager->found = 0;
    free(pager->needle);
    pager->needle = NULL;
}

void pager_free(struct pager *pager)
{
    if (pager == NULL)
        return;
    pager_clear(pager);
    free(pager->lines);
    free(pager->rows);
    free(pager);
}

static void add_line(struct pager *pager, struct line line)
{
    pager->lines = memory_grow(pager->lines, &pager->capacity, pager->count, sizeof *pager->lines);
    pager->lines[pager->count++] = line;
    pager->width = 0;
}

static void add_text(struct pager *pager, struct line line, const char *text)
{
    do {
        size_t length = strcspn(text, "\n");
        line.text = memory_copy_bytes(text, length);
        add_line(pager, line);
        line.label = NULL;
        line.indent = line.column;
        text += length + (text[length] == '\n');
    } while (*text != '\0');
}

void pager_add(struct pager *pager, enum style style, int indent, const char *text)
{
    add_text(pager, (struct line){.style = style, .indent = indent, .column = indent}, text);
}

void pager_add_pair(struct pager *pager, int indent, enum style label_style, const char *label,
                    int column, enum style style, const char *text)
{
    int behind = indent + (int)show_width(label, strlen(label), show_locale_flags()) + 2;
    add_text(pager,
             (struct line){
                 .label = memory_copy_string(label),
                 .label_style = label_style,
                 .style = style,
                 .indent = indent,
                 .column = column > behind ? column : behind,
             },
             text);
}

void pager_add_gap(struct pager *pager)
{
    const struct line *last = pager->count > 0 ? &pager->lines[pager->count - 1] : NULL;
    if (last != NULL && (last->label != NULL || last->text[0] != '\0'))
        pager_add(pager, STYLE_TEXT, 0, "");
}

/* ── rows ── */

static void add_row(struct pager *pager, struct row row)
{
    pager->rows =
        memory_grow(pager->rows, &pager->row_capacity, pager->row_count, sizeof *pager->rows);
    pager->rows[pager->row_count++] = row;
}

/* Where text of a line begins at this width. Where its label leaves too little room for it, it stands
 * below the label. */
static int text_column(const struct line *line, int width)
{
    int half = width / 2;
    int beside = half < ROOM_BESIDE_LABEL ? half : ROOM_BESIDE_LABEL;
    int room = line->label != NULL ? beside : ROOM_LEAST;
    return line->column < width - room ? line->column : line->indent < width - 8 ? line->indent : 0;
}

static void lay_out(struct pager *pager, int width)
{
    size_t line = pager->top < pager->row_count ? pager->rows[pager->top].line : 0;
    struct wrap wrap = {0};
    pager->row_count = 0;
    for (size_t i = 0; i < pager->count; i++) {
        const struct line *at = &pager->lines[i];
        int column = text_column(at, width);
        if (at->label != NULL && column < at->column)
            add_row(pager, (struct row){.line = i, .first = true});
        wrap_update(&wrap, at->text, strlen(at->text), (size_t)(width - column),
                    show_locale_flags());
        for (size_t row = 0; row < wrap.count; row++)
            add_row(pager, (struct row){
                               .line = i,
                               .begin = wrap.rows[row].begin,
                               .end = wrap.rows[row].shown,
                               .first = row == 0 && (at->label == NULL || column == at->column),
                           });
    }
    wrap_done(&wrap);
    pager->width = width;
    pager->top = 0;
    while (pager->top < pager->row_count && pager->rows[pager->top].line < line)
        pager->top++;
}

/* ── moving and searching ── */

static size_t last_top(const struct pager *pager)
{
    return pager->row_count > pager->page ? pager->row_count - pager->page : 0;
}

static void scroll(struct pager *pager, size_t distance, bool down)
{
    size_t last = last_top(pager);
    if (down)
        pager->top = distance > last - pager->top ? last : pager->top + distance;
    else
        pager->top = distance > pager->top ? 0 : pager->top - distance;
}

bool pager_obey(struct pager *pager, enum command command)
{
    size_t page = pager->page > 2 ? pager->page - 1 : 1;
    if (pager->top > last_top(pager))
        pager->top = last_top(pager);
    switch (command) {
    case COMMAND_UP:
    case COMMAND_DOWN:
        scroll(pager, 1, command == COMMAND_DOWN);
        return true;
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
        scroll(pager, page, command == COMMAND_PAGE_DOWN);
        return true;
    case COMMAND_FIRST:
    case COMMAND_LAST:
        scroll(pager, pager->row_count, command == COMMAND_LAST);
        return true;
    default:
        return false;
    }
}

/* Offset of the next place in text[from, length) that reads like the needle, and its length. */
static bool find_text(const char *text, size_t length, size_t from, const char *needle, size_t *at,
                      size_t *size)
{
    size_t clusters = 0;
    for (size_t i = 0, end = strlen(needle); i < end; i = utf8_next_cluster(needle, end, i))
        clusters++;
    for (size_t i = from; i < length; i = utf8_next_cluster(text, length, i)) {
        size_t end = i;
        for (size_t n = 0; n < clusters && end < length; n++)
            end = utf8_next_cluster(text, length, end);
        char *piece = memory_copy_bytes(text + i, end - i);
        bool equal = utf8_equal_caseless(piece, needle);
        free(piece);
        if (equal) {
            *at = i;
            *size = end - i;
            return true;
        }
    }
    return false;
}

static bool holds(const char *text, const char *needle)
{
    size_t at = 0;
    size_t size = 0;
    return text != NULL && find_text(text, strlen(text), 0, needle, &at, &size);
}

static void show_line(struct pager *pager, size_t line)
{
    size_t row = 0;
    while (row < pager->row_count && pager->rows[row].line < line)
        row++;
    if (row < pager->top || row >= pager->top + pager->page)
        pager->top = row < pager->page / 3 ? 0 : row - pager->page / 3;
}

bool pager_search(struct pager *pager, const char *text)
{
    bool again = pager->needle != NULL && strcmp(pager->needle, text) == 0;
    size_t from = again ? pager->found + 1 : 0;
    free(pager->needle);
    pager->needle = text[0] != '\0' ? memory_copy_string(text) : NULL;
    for (size_t i = 0; pager->needle != NULL && i < pager->count; i++) {
        size_t line = (from + i) % pager->count;
        if (holds(pager->lines[line].text, text) || holds(pager->lines[line].label, text)) {
            pager->found = line;
            show_line(pager, line);
            return true;
        }
    }
    return false;
}

/* ── drawing ── */

static void mark_found(const struct pager *pager, struct canvas canvas, int row, int column,
                       const char *text, size_t length, bool here)
{
    int flags = show_locale_flags();
    size_t at = 0;
    size_t size = 0;
    for (size_t from = 0; find_text(text, length, from, pager->needle, &at, &size);
         from = at + size) {
        int before = column + (int)show_width(text, at, flags);
        canvas_restyle(canvas, row, before, (int)show_width(text + at, size, flags), STYLE_MATCH);
        if (here) {
            canvas_set_cursor(canvas, row, before);
            here = false;
        }
    }
}

static void draw_row(const struct pager *pager, struct canvas canvas, int at, const struct row *row)
{
    const struct line *line = &pager->lines[row->line];
    bool found = pager->needle != NULL && row->line == pager->found;
    if (row->first && line->label != NULL) {
        canvas_string(canvas, at, line->indent, line->label_style, line->label);
        if (pager->needle != NULL)
            mark_found(pager, canvas, at, line->indent, line->label, strlen(line->label), found);
    }
    int column = text_column(line, pager->width);
    canvas_text(canvas, at, column, -1, line->style, line->text + row->begin,
                row->end - row->begin);
    if (pager->needle != NULL)
        mark_found(pager, canvas, at, column, line->text + row->begin, row->end - row->begin,
                   found);
}

void pager_draw(struct pager *pager, struct canvas canvas)
{
    if (canvas.height < 1 || canvas.width < 2)
        return;
    int width = canvas.width - 1; /* the bar always has its column: text must not jump */
    pager->page = (size_t)canvas.height;
    if (pager->width != width)
        lay_out(pager, width);
    if (pager->top > last_top(pager))
        pager->top = last_top(pager);
    canvas_set_cursor(canvas, 0, 0);
    (void)scroll_bar_draw(canvas, pager->top, pager->row_count);
    struct canvas part = canvas_part(canvas, 0, 0, canvas.height, width);
    for (int row = 0; row < canvas.height && pager->top + (size_t)row < pager->row_count; row++)
        draw_row(pager, part, row, &pager->rows[pager->top + (size_t)row]);
}
