#include "assignment_internal.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "workspace/answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int read_standard_input(struct buffer *text, struct error *error)
{
    char chunk[4096];
    for (;;) {
        ssize_t got = read(STDIN_FILENO, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_system(error, ERROR_ENVIRONMENT, errno, "standard input");
        if (got == 0)
            break;
        buffer_append(text, chunk, (size_t)got);
        if (text->length > FILE_SIZE_LIMIT)
            return error_set(error, ERROR_INPUT, "standard input is longer than 16 MiB");
    }
    if (text->length > 0 && memchr(text->bytes, '\0', text->length) != NULL)
        return error_set(error, ERROR_INPUT, "standard input holds a NUL byte and is no text");
    if (text->length > 0 && text->bytes[text->length - 1] == '\n')
        buffer_truncate(text, text->length - 1);
    return 0;
}

int assignment_apply(struct spec *spec, const char *text, const struct field **field,
                     struct error *error)
{
    const char *equals = strchr(text, '=');
    struct buffer input = {0};
    struct address address = {0};
    int result = -1;
    *field = NULL;
    if (equals == NULL || equals == text)
        return error_set(error, ERROR_INPUT, "%s: an answer is written FIELD=VALUE", text);
    bool appends = equals[-1] == '+';
    char *name = memory_copy_bytes(text, (size_t)(equals - text) - (appends ? 1 : 0));
    const char *value = equals + 1;
    if (address_parse(spec_form(spec), name, &address, error) != 0)
        goto out;
    if (strcmp(value, "-") == 0) {
        if (read_standard_input(&input, error) != 0)
            goto out;
        value = buffer_string(&input);
    }
    *field = address.field;
    result = appends ? answer_append(spec, &address, value, error)
                     : answer_set(spec, &address, value, error);
out:
    buffer_done(&input);
    free(name);
    return result;
}
