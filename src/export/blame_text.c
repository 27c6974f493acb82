#include "base/memory.h"
#include "base/show.h"
#include "export/blame.h"
#include "export/table.h"
#include "ink_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    ID_LENGTH = 7,
    DATE_COLUMNS = 10,
    KEY_MOST = 28,
    AUTHOR_MOST = 18,
    GAP = 2,
    VALUE_LEAST = 12,   /* columns: the author gives way */
    SUBJECT_LEAST = 24, /* with fewer columns it is left out */
};

static char *copy_id(const struct blame_line *line)
{
    if (line->commit == NULL)
        return memory_copy_string("");
    return memory_format("%s%.*s", line->is_cut ? "^" : "", ID_LENGTH, line->commit);
}

/* The ID is said once: it is the same in every line. */
static const char *subject_of(const struct blame_line *line, const char *spec)
{
    return line->commit != NULL ? change_subject_without_id(line->subject, spec) : "";
}

static const char *author_of(const struct blame_line *line)
{
    return line->commit != NULL ? line->author : "not committed yet";
}

static void format_day(const struct blame_line *line, char date[DATE_TEXT_SIZE])
{
    date[0] = '\0';
    if (line->commit != NULL)
        date_format(instant_date(line->when), date);
}

/* ── for a pipe ── */

enum { COLUMNS = 6 };

/* Texts that a line does not have itself. */
struct made {
    char *commit;
    char date[DATE_TEXT_SIZE];
};

static void print_table(const struct blame_line *lines, size_t count, const struct text_look *look,
                        struct buffer *out)
{
    static const char *const titles[COLUMNS] = {"Field",  "Commit",  "Date",
                                                "Author", "Subject", "Value"};
    const char **cells = memory_allocate((count * COLUMNS + 1) * sizeof *cells);
    struct made *made = memory_allocate((count + 1) * sizeof *made);
    for (size_t i = 0; i < count; i++) {
        const struct blame_line *line = &lines[i];
        const char **row = &cells[i * COLUMNS];
        made[i].commit = copy_id(line);
        format_day(line, made[i].date);
        row[0] = line->field;
        row[1] = made[i].commit;
        row[2] = made[i].date;
        row[3] = author_of(line);
        row[4] = line->commit != NULL ? line->subject : "";
        row[5] = line->value;
    }
    struct text_table table = {titles, COLUMNS, cells, count};
    table_print_columns(&table, 0, 0, look->flags, out);
    for (size_t i = 0; i < count; i++)
        free(made[i].commit);
    free(cells);
    free(made);
}

/* ── one field on a terminal ── */

static bool is_row_of(const struct blame_line *line, const struct blame_line *field)
{
    size_t length = strlen(field->field);
    return strncmp(line->field, field->field, length) == 0 && line->field[length] == '[';
}

static void print_card(const struct blame_line *line, const char *value,
                       const struct text_look *look, struct buffer *out)
{
    enum { INDENT = 4, HANGING = 8 };
    struct ink_line text = {.look = *look};
    char date[DATE_TEXT_SIZE];
    ink_append(&text, INK_STRONG, line->field);
    ink_append_take(&text, INK_TEXT, memory_format(": %s", value));
    ink_end(&text, 0, INDENT, out);
    format_day(line, date);
    if (line->commit != NULL) {
        ink_append_take(&text, INK_COMMIT, copy_id(line));
        ink_append_take(&text, INK_TEXT, memory_format(" %s ", date));
    }
    ink_append(&text, INK_WHO, author_of(line));
    if (line->commit != NULL)
        ink_append_take(&text, INK_TEXT, memory_format(": %s", line->subject));
    ink_end(&text, INDENT, HANGING, out);
}

static char *count_rows(size_t rows)
{
    return memory_format("%zu row%s", rows, rows == 1 ? "" : "s");
}

/* The rows of a table say more than all of them in one line. */
static void print_cards(const struct blame_line *lines, size_t count, const struct text_look *look,
                        struct buffer *out)
{
    bool has_rows = count > 1 && is_row_of(&lines[1], lines);
    char *rows = count_rows(count - 1);
    print_card(lines, has_rows ? rows : lines->value, look, out);
    for (size_t i = 1; i < count; i++)
        print_card(&lines[i], lines[i].value, look, out);
    free(rows);
}

/* ── a spec on a terminal ── */

struct sheet {
    const struct text_look *look;
    struct buffer *out;
    const char *spec; /* its ID */
    size_t key;       /* columns of each; 0: left out */
    size_t id;
    size_t author;
    size_t subject;
    size_t value;
};

static size_t section_length(const struct blame_line *line)
{
    const char *dot = strchr(line->field, '.');
    return dot != NULL ? (size_t)(dot - line->field) : 0;
}

static const char *key_of(const struct blame_line *line)
{
    size_t length = section_length(line);
    return line->field[length] == '.' ? line->field + length + 1 : line->field;
}

static void widen(size_t *columns, size_t most, const char *text, int flags)
{
    size_t width = show_width(text, strlen(text), flags);
    if (width > *columns)
        *columns = width < most ? width : most;
}

/* The value has what the others leave; the subject comes in where there is room for both. */
static void measure(struct sheet *sheet, const struct blame_line *lines, size_t count)
{
    size_t width = sheet->look->width;
    int flags = sheet->look->flags;
    sheet->id = ID_LENGTH;
    for (size_t i = 0; i < count; i++) {
        widen(&sheet->key, KEY_MOST, key_of(&lines[i]), flags);
        widen(&sheet->author, AUTHOR_MOST, author_of(&lines[i]), flags);
        widen(&sheet->subject, sheet->look->width, subject_of(&lines[i], sheet->spec), flags);
        sheet->id += lines[i].is_cut && sheet->id == ID_LENGTH ? 1 : 0;
    }
    size_t fixed = GAP + sheet->key + GAP + sheet->id + GAP + DATE_COLUMNS + GAP;
    if (fixed + sheet->author + GAP + VALUE_LEAST > width)
        sheet->author = 0;
    fixed += sheet->author > 0 ? sheet->author + GAP : 0;
    size_t rest = width > fixed + VALUE_LEAST ? width - fixed : VALUE_LEAST;
    if (rest < 2 * SUBJECT_LEAST + GAP)
        sheet->subject = 0;
    else if (sheet->subject > (rest - GAP) / 2)
        sheet->subject = (rest - GAP) / 2;
    sheet->value = rest - (sheet->subject > 0 ? sheet->subject + GAP : 0);
}

static void print_line(const struct sheet *sheet, const struct blame_line *line, const char *value)
{
    struct ink_line text = {.look = *sheet->look};
    char date[DATE_TEXT_SIZE];
    char *id = copy_id(line);
    format_day(line, date);
    text.look.width = 0; /* every cell is cut */
    ink_append_cell(&text, INK_TEXT, sheet->key, key_of(line));
    ink_append_cell(&text, INK_COMMIT, sheet->id, id);
    ink_append_cell(&text, INK_TEXT, DATE_COLUMNS, date);
    if (sheet->author > 0)
        ink_append_cell(&text, INK_WHO, sheet->author, author_of(line));
    if (sheet->subject > 0)
        ink_append_cell(&text, INK_DIM, sheet->subject, subject_of(line, sheet->spec));
    ink_append_cut(&text, INK_STRONG, sheet->value, value);
    ink_end(&text, GAP, GAP, sheet->out);
    free(id);
}

static bool is_same_commit(const struct blame_line *a, const struct blame_line *b)
{
    if (a->commit == NULL || b->commit == NULL)
        return a->commit == b->commit;
    return strcmp(a->commit, b->commit) == 0;
}

/* A field, and its rows if they came in several commits; returns how many lines those are. */
static size_t print_field(const struct sheet *sheet, const struct blame_line *lines, size_t count)
{
    size_t rows = 0;
    bool differ = false;
    while (rows + 1 < count && is_row_of(&lines[rows + 1], lines)) {
        rows++;
        differ = differ || !is_same_commit(&lines[rows], lines);
    }
    if (!differ) {
        print_line(sheet, lines, lines->value);
        return rows + 1;
    }
    char *value = count_rows(rows);
    print_line(sheet, lines, value);
    for (size_t i = 1; i <= rows; i++)
        print_line(sheet, &lines[i], lines[i].value);
    free(value);
    return rows + 1;
}

static void print_section(const struct sheet *sheet, const struct blame_line *line)
{
    struct ink_line text = {.look = *sheet->look};
    ink_append_bytes(&text, INK_STRONG, line->field, section_length(line));
    ink_end(&text, 0, 0, sheet->out);
}

static void print_sheet(const struct blame_line *lines, size_t count, const char *spec,
                        const struct text_look *look, struct buffer *out)
{
    struct sheet sheet = {.look = look, .out = out, .spec = spec};
    measure(&sheet, lines, count);
    for (size_t i = 0; i < count;) {
        size_t length = section_length(&lines[i]);
        bool begins = i == 0 || length != section_length(&lines[i - 1]) ||
                      strncmp(lines[i].field, lines[i - 1].field, length) != 0;
        if (begins && length > 0)
            print_section(&sheet, &lines[i]);
        i += print_field(&sheet, &lines[i], count - i);
    }
}

void blame_print_text(const struct blame_line *lines, size_t count, const char *spec,
                      const struct text_look *look, struct buffer *out)
{
    size_t of_first = 0;
    while (of_first < count && (of_first == 0 || is_row_of(&lines[of_first], lines)))
        of_first++;
    if (look->width == 0)
        print_table(lines, count, look, out);
    else if (of_first < count)
        print_sheet(lines, count, spec, look, out);
    else if (count > 0)
        print_cards(lines, count, look, out);
}
