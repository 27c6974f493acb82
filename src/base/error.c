#include "base/error.h"

#include <stdio.h>
#include <string.h>

/* A text that was cut ends in an ellipsis, and never in half a UTF-8 sequence. */
static void mark_cut(char *text, size_t size)
{
    static const char ellipsis[] = "…";
    size_t end = size - sizeof ellipsis;
    while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    memcpy(text + end, ellipsis, sizeof ellipsis);
}

static void set_text(struct error *error, const char *format, va_list arguments)
    ATTRIBUTE_FORMAT(2, 0);

static void set_text(struct error *error, const char *format, va_list arguments)
{
    int length = vsnprintf(error->text, sizeof error->text, format, arguments);
    if (length < 0)
        error->text[0] = '\0';
    else if ((size_t)length >= sizeof error->text)
        mark_cut(error->text, sizeof error->text);
}

int error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
    if (error == NULL)
        return -1;
    va_list arguments;
    va_start(arguments, format);
    error->kind = kind;
    set_text(error, format, arguments);
    va_end(arguments);
    return -1;
}

int error_set_system(struct error *error, enum error_kind kind, int number, const char *format, ...)
{
    if (error == NULL)
        return -1;
    struct error what = {.kind = kind};
    va_list arguments;
    va_start(arguments, format);
    set_text(&what, format, arguments);
    va_end(arguments);
    return error_set(error, kind, "%s: %s", what.text, strerror(number));
}

int error_prefix(struct error *error, const char *format, ...)
{
    if (error == NULL)
        return -1;
    struct error context = {.kind = error->kind};
    struct error inner = *error;
    va_list arguments;
    va_start(arguments, format);
    set_text(&context, format, arguments);
    va_end(arguments);
    return error_set(error, inner.kind, "%s: %s", context.text, inner.text);
}

int error_exit_status(const struct error *error)
{
    switch (error->kind) {
    case ERROR_NONE:
        return 0;
    case ERROR_INPUT:
    case ERROR_NOT_FOUND:
    case ERROR_AMBIGUOUS:
    case ERROR_REFUSED:
        return 2;
    case ERROR_ENVIRONMENT:
    case ERROR_CHANGED:
        return 3;
    case ERROR_CANCELLED:
        return 130;
    }
    return 3;
}

void error_clear(struct error *error)
{
    if (error == NULL)
        return;
    error->kind = ERROR_NONE;
    error->text[0] = '\0';
}
