#include "base/utf8.h"
#include "document_internal.h"

#include <string.h>

enum { LONG_LINE = 60 };

/* An entry of a list, a quotation, code, a table: what is meant to begin a line. */
static bool begins_with_mark(const char *line)
{
    size_t digits = strspn(line, "0123456789");
    return line[0] == '\0' || strchr(" \t\n-*+>|#`", line[0]) != NULL ||
           (digits > 0 && (line[digits] == '.' || line[digits] == ')'));
}

char *prose_join_lines(const char *text)
{
    struct buffer out = {0};
    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        const char *next = line + length;
        buffer_append(&out, line, length);
        if (*next == '\0')
            break;
        next++;
        bool is_prose = length > 0 && line[0] != ' ' && utf8_width(line, length) >= LONG_LINE;
        buffer_append_byte(&out, is_prose && !begins_with_mark(next) ? ' ' : '\n');
        line = next;
    }
    return buffer_take(&out);
}
