/* Where a Signed-off-by line goes: into the block of trailers at the end of a message, if there is
 * one (git-interpret-trailers(1)), else into a new one. The same as git's own, line for line. */
#include "message_internal.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char header[] = "Signed-off-by: ";

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static size_t next_line(const char *text, size_t at)
{
    at += strcspn(text + at, "\n");
    return at + (text[at] == '\n');
}

static size_t previous_line(const char *text, size_t at)
{
    if (at > 0)
        at--;
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

static bool is_blank(const char *line)
{
    line += strspn(line, " \t\r\v\f");
    return line[0] == '\n' || line[0] == '\0';
}

/* ── Where the words end ───────────────────────────────────────────────────────────────────── */

/* Behind them stand only comments, empty lines, and the list of conflicts that git once wrote. */
static size_t find_end(const char *text, char comment)
{
    static const char conflicts[] = "Conflicts:\n";
    size_t length = strlen(text);
    size_t end = length;
    bool in_conflicts = false;
    for (size_t at = 0; at < length; at = next_line(text, at)) {
        const char *line = text + at;
        bool passes = line[0] == comment || line[0] == '\n' || begins_with(line, conflicts) ||
                      (in_conflicts && line[0] == '\t');
        if (begins_with(line, conflicts))
            in_conflicts = true;
        else if (!passes)
            in_conflicts = false;
        if (!passes)
            end = length;
        else if (end == length)
            end = at;
    }
    return end;
}

/* ── The block of trailers ─────────────────────────────────────────────────────────────────── */

enum line_kind { LINE_TRAILER, LINE_OF_GIT, LINE_INDENTED, LINE_OTHER };

/* "Token: value", with blanks before the colon at most. */
static bool is_trailer(const char *line)
{
    const char *at = line;
    while (isalnum((unsigned char)*at) || *at == '-')
        at++;
    if (at > line)
        at += strspn(at, " \t");
    return at > line && *at == ':';
}

static enum line_kind kind_of(const char *line)
{
    if (begins_with(line, header) || begins_with(line, "(cherry picked from commit "))
        return LINE_OF_GIT;
    if (is_trailer(line))
        return LINE_TRAILER;
    return isspace((unsigned char)line[0]) ? LINE_INDENTED : LINE_OTHER;
}

struct block {
    size_t trailers;
    size_t others;
    size_t indented; /* since the last trailer, seen from the end: they may go on with one */
    bool known;      /* git itself writes one of them */
};

static void count_line(struct block *block, enum line_kind kind)
{
    switch (kind) {
    case LINE_OF_GIT:
        block->known = true;
        /* fall through */
    case LINE_TRAILER:
        block->trailers++;
        block->indented = 0;
        break;
    case LINE_INDENTED:
        block->indented++;
        break;
    case LINE_OTHER:
        block->others += 1 + block->indented;
        block->indented = 0;
        break;
    }
}

/* All trailers; or a fourth of them, if git wrote one. */
static bool is_block(const struct block *block)
{
    size_t others = block->others + block->indented;
    return block->trailers > 0 &&
           (others == 0 || (block->known && block->trailers * 3 >= others));
}

static size_t end_of_title(const char *text, size_t end, char comment)
{
    size_t at = 0;
    while (at < end && (text[at] == comment || !is_blank(text + at)))
        at = next_line(text, at);
    return at;
}

/* Where the last paragraph begins, if it is one of trailers; else `end`. */
static size_t find_block(const char *text, size_t end, char comment)
{
    struct block block = {0};
    size_t title = end_of_title(text, end, comment);
    bool begun = false;
    for (size_t at = end; at > title;) {
        at = previous_line(text, at);
        const char *line = text + at;
        if (at < title)
            break;
        if (line[0] == comment) {
            block.others += block.indented;
            block.indented = 0;
        } else if (!is_blank(line)) {
            begun = true;
            count_line(&block, kind_of(line));
        } else if (begun) {
            return is_block(&block) ? next_line(text, at) : end;
        }
    }
    return end;
}

/* Whether its last trailer is this line. */
static bool ends_with_line(const char *text, size_t block, size_t end, const char *line)
{
    size_t last = end;
    for (size_t at = block; at < end; at = next_line(text, at))
        if (!is_blank(text + at) && !isspace((unsigned char)text[at]))
            last = at;
    return last < end && begins_with(text + last, line);
}

/* ── Signing off ───────────────────────────────────────────────────────────────────────────── */

char *message_sign_off(const char *text, const git_signature *who, char comment)
{
    size_t length = strlen(text);
    bool ended = length == 0 || text[length - 1] == '\n';
    char *whole = memory_format("%s%s", text, ended ? "" : "\n");
    char *line = memory_format("%s%s <%s>\n", header, who->name, who->email);
    size_t end = find_end(whole, comment);
    size_t block = find_block(whole, end, comment);
    const char *gap = "";
    char *out = NULL;
    if (strncmp(whole, line, end) == 0 && strlen(line) == end) {
        line[0] = '\0';
    } else if (block < end && ends_with_line(whole, block, end, line)) {
        line[0] = '\0';
    } else if (block == end) {
        gap = end == 0 ? "\n\n" : end == 1 || whole[end - 2] != '\n' ? "\n" : "";
    }
    out = memory_format("%.*s%s%s%s", (int)end, whole, gap, line, whole + end);
    free(line);
    free(whole);
    return out;
}
