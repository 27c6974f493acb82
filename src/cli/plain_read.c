#include "plain_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "output_internal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_LIMIT = 1024 * 1024 };

/* A line without its end and without control characters; false at the end of the input. Bytes beyond
 * the limit are dropped. */
static bool read_line(struct plain *plain)
{
    int byte = 0;
    struct buffer raw = {0};
    while ((byte = getc(stdin)) != EOF && byte != '\n')
        if (raw.length < LINE_LIMIT)
            buffer_append_byte(&raw, (char)byte);
    plain->ended = byte == EOF && raw.length == 0;
    while (raw.length > 0 && raw.bytes[raw.length - 1] == '\r')
        buffer_truncate(&raw, raw.length - 1);
    buffer_clear(&plain->line);
    size_t left_out = utf8_append_printable(&plain->line, buffer_string(&raw), raw.length);
    if (left_out > 0)
        output_line("%zu control character%s left out.", left_out, left_out == 1 ? " was" : "s were");
    buffer_done(&raw);
    return !plain->ended;
}

static void print_prompt(const char *prompt)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%s: ", prompt);
    output_text(&text);
    /* What cannot be printed is reported at the end, by output_finish(). */
    (void)fflush(stdout);
}

/* Nobody has typed the end of the line that the prompt began. */
static void end_prompt(void)
{
    if (isatty(STDIN_FILENO) != 1)
        output_line("%s", "");
}

static enum answer_kind kind_of(const char *line, const char **text)
{
    static const struct {
        const char *line;
        enum answer_kind kind;
    } words[] = {
        {"", ANSWER_KEEP}, {"-", ANSWER_CLEAR}, {"?", ANSWER_HELP}, {"<", ANSWER_BACK},
    };
    *text = line;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(line, words[i].line) == 0)
            return words[i].kind;
    if (utf8_equal_caseless(line, VALUE_NOT_APPLICABLE_TEXT))
        return ANSWER_NOT_APPLICABLE;
    if (line[0] == ':') {
        *text = line + 1;
        return ANSWER_COMMAND;
    }
    *text = line[0] == '\\' ? line + 1 : line;
    return ANSWER_TEXT;
}

enum answer_kind plain_read(struct plain *plain, const char *prompt, const char **text)
{
    print_prompt(prompt);
    bool got = read_line(plain);
    end_prompt();
    *text = "";
    return got ? kind_of(buffer_string(&plain->line), text) : ANSWER_END;
}

void plain_read_lines(struct plain *plain, const char *first, struct buffer *text)
{
    buffer_append_string(text, first);
    while (read_line(plain) && strcmp(buffer_string(&plain->line), ".") != 0) {
        const char *line = buffer_string(&plain->line);
        buffer_append_byte(text, '\n');
        buffer_append_string(text, strcmp(line, "\\.") == 0 ? "." : line);
    }
}

bool plain_confirm(struct plain *plain, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char question[ERROR_TEXT_SIZE];
    (void)vsnprintf(question, sizeof question, format, arguments);
    va_end(arguments);
    for (;;) {
        const char *text = NULL;
        enum answer_kind kind = plain_read(plain, question, &text);
        if (kind == ANSWER_KEEP || utf8_equal_caseless(text, "yes") ||
            utf8_equal_caseless(text, "y"))
            return true;
        if (kind == ANSWER_END || kind == ANSWER_BACK || kind == ANSWER_CLEAR ||
            utf8_equal_caseless(text, "no") || utf8_equal_caseless(text, "n"))
            return false;
        output_line("Please answer yes or no.");
    }
}
