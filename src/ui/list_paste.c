#include "list_box_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char *line_end(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (size_t)(end - line));
    return newline != NULL ? newline : end;
}

static const char *skip_blanks(const char *line, const char *end)
{
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\r'))
        line++;
    return line;
}

/* Bytes of a list's mark and the blank behind it at the start of a line; 0: there is none. */
static size_t mark_length(const char *line, const char *end)
{
    static const char *const marks[] = {"- ", "* ", "• ", "– "};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if ((size_t)(end - line) > strlen(marks[i]) &&
            strncmp(line, marks[i], strlen(marks[i])) == 0)
            return strlen(marks[i]);
    return 0;
}

static bool all_are_marked(const char *text, const char *end)
{
    for (const char *line = text; line < end; line = line_end(line, end) + 1) {
        const char *first = skip_blanks(line, line_end(line, end));
        if (first < line_end(line, end) && mark_length(first, line_end(line, end)) == 0)
            return false;
    }
    return true;
}

size_t list_paste_lines(const struct place *place, size_t index, const char *text, size_t length)
{
    const char *end = text + length;
    bool marked = all_are_marked(text, end);
    size_t inserted = 0;
    for (const char *line = text; line < end; line = line_end(line, end) + 1) {
        const char *stop = line_end(line, end);
        const char *first = skip_blanks(line, stop);
        if (marked)
            first = skip_blanks(first + (first < stop ? mark_length(first, stop) : 0), stop);
        while (stop > first && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r'))
            stop--;
        if (first == stop)
            continue;
        char *entry = memory_copy_bytes(first, (size_t)(stop - first));
        place_insert(place, index + inserted++, value_of_text(entry));
        free(entry);
    }
    return inserted;
}
