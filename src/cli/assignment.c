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

static struct assignment *add(struct assignments *assignments, const char *field, size_t length)
{
    assignments->items = memory_grow(assignments->items, &assignments->capacity, assignments->count,
                                     sizeof *assignments->items);
    struct assignment *added = &assignments->items[assignments->count++];
    *added = (struct assignment){.field = memory_copy_bytes(field, length)};
    return added;
}

static int check_input_free(const struct assignments *assignments, struct error *error)
{
    for (size_t i = 0; i < assignments->count; i++)
        if (assignments->items[i].is_input)
            return error_set(
                error, ERROR_INPUT,
                "standard input is the value of %s already; it can be that of one field",
                assignments->items[i].field);
    return 0;
}

int assignments_add(struct assignments *assignments, const char *text, struct error *error)
{
    const char *equals = strchr(text, '=');
    struct buffer input = {0};
    int result = 0;
    if (equals == NULL || equals == text)
        return error_set(error, ERROR_INPUT, "%s: an answer is written FIELD=VALUE", text);
    bool is_input = strcmp(equals, "=-") == 0;
    bool appends = equals[-1] == '+';
    if (is_input)
        result = check_input_free(assignments, error);
    if (is_input && result == 0)
        result = read_standard_input(&input, error);
    if (result == 0) {
        size_t length = (size_t)(equals - text) - (appends ? 1 : 0);
        struct assignment *added = add(assignments, text, length);
        added->appends = appends;
        added->is_input = is_input;
        added->value = memory_copy_string(is_input ? buffer_string(&input) : equals + 1);
    }
    buffer_done(&input);
    return result;
}

void assignments_add_clearing(struct assignments *assignments, const char *field)
{
    add(assignments, field, strlen(field))->value = memory_copy_string("");
}

void assignments_done(struct assignments *assignments)
{
    for (size_t i = 0; i < assignments->count; i++) {
        free(assignments->items[i].field);
        free(assignments->items[i].value);
    }
    free(assignments->items);
    *assignments = (struct assignments){0};
}

int assignments_apply(const struct assignments *assignments, struct spec *spec, struct error *error)
{
    for (size_t i = 0; i < assignments->count; i++) {
        const struct assignment *assignment = &assignments->items[i];
        struct address address = {0};
        if (address_parse(spec_form(spec), assignment->field, &address, error) != 0)
            return -1;
        int result = assignment->appends ? answer_append(spec, &address, assignment->value, error)
                                         : answer_set(spec, &address, assignment->value, error);
        if (result != 0)
            return -1;
    }
    return 0;
}

int assignments_check(const struct assignments *assignments, const struct form *form,
                      struct error *error)
{
    struct address address = {0};
    for (size_t i = 0; i < assignments->count; i++)
        if (address_parse(form, assignments->items[i].field, &address, error) != 0)
            return -1;
    return 0;
}

bool assignments_answer(const struct assignments *assignments, const struct spec *spec,
                        const struct field *field)
{
    struct address address = {0};
    for (size_t i = 0; i < assignments->count; i++)
        if (address_parse(spec_form(spec), assignments->items[i].field, &address, NULL) == 0 &&
            address.field == field)
            return true;
    return false;
}
