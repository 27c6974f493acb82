#include "output_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "command_internal.h"
#include "progress_internal.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Why standard output could not be written; stdio forgets it. */
static int write_error;

static void write_bytes(FILE *stream, const struct buffer *bytes)
{
    progress_wipe();
    errno = 0;
    if (fwrite(buffer_string(bytes), 1, bytes->length, stream) < bytes->length &&
        stream == stdout && write_error == 0)
        write_error = errno != 0 ? errno : EIO;
}

bool output_is_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

bool output_has_terminal(void)
{
    return isatty(STDIN_FILENO) == 1 && output_is_terminal();
}

size_t output_width(void)
{
    struct winsize size = {0};
    if (!output_is_terminal())
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col;
}

struct text_look output_look(void)
{
    const char *term = getenv("TERM");
    const char *no_color = getenv("NO_COLOR");
    bool can = term != NULL && term[0] != '\0' && strcmp(term, "dumb") != 0;
    bool may = no_color == NULL || no_color[0] == '\0';
    return (struct text_look){
        .width = output_width(),
        .flags = show_locale_flags(),
        .coloured = output_is_terminal() && can && may,
    };
}

void output_text(struct buffer *text)
{
    struct buffer shown = {0};
    show_append(&shown, buffer_string(text), text->length, SHOW_LINES | show_locale_flags());
    output_bytes(&shown);
    buffer_done(text);
}

void output_bytes(struct buffer *bytes)
{
    write_bytes(stdout, bytes);
    buffer_done(bytes);
}

static void print_line(FILE *stream, const char *lead, const char *format, va_list arguments)
    ATTRIBUTE_FORMAT(3, 0);

static void print_line(FILE *stream, const char *lead, const char *format, va_list arguments)
{
    struct buffer line = {0};
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = memory_allocate((size_t)(length > 0 ? length : 0) + 1);
    if (length > 0)
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    buffer_append_string(&line, lead);
    show_append(&line, text, strlen(text), show_locale_flags());
    buffer_append_byte(&line, '\n');
    write_bytes(stream, &line);
    buffer_done(&line);
    free(text);
}

void output_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_line(stdout, "", format, arguments);
    va_end(arguments);
}

void output_warning(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_line(stderr, "ifspec: ", format, arguments);
    va_end(arguments);
}

int output_error(const struct error *error)
{
    char *text = memory_copy_string(error->text);
    char *rest = error->kind == ERROR_AMBIGUOUS ? strchr(text, '\n') : NULL;
    if (rest != NULL)
        *rest++ = '\0';
    output_problem(text);
    if (rest != NULL) {
        show_print(stderr, rest, SHOW_LINES);
        (void)fputc('\n', stderr);
    }
    free(text);
    return error_exit_status(error);
}

void output_problem(const char *text)
{
    progress_wipe();
    show_error(text);
}

bool output_flush(void)
{
    if (fflush(stdout) != 0 && write_error == 0)
        write_error = errno;
    return write_error == 0;
}

int output_finish(int status)
{
    progress_wipe();
    struct error error = {0};
    (void)output_flush();
    if (write_error == 0)
        return status;
    if (write_error == EPIPE)
        return 128 + SIGPIPE;
    error_set_system(&error, ERROR_ENVIRONMENT, write_error, "standard output");
    return output_error(&error);
}
