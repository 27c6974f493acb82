#include "completion_internal.h"

#include <stdbool.h>
#include <string.h>

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

const char *completion_kind(const char *argument)
{
    static const struct {
        const char *start;
        const char *kind;
    } kinds[] = {
        {"SPEC", "ids"},      {"FIELD=", "answers"}, {"FIELD", "fields"},
        {"COLUMN", "fields"}, {"FORM", "forms"},
    };
    argument += argument[0] == '[';
    if (strcmp(argument, "FORMAT") == 0)
        return "none";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (begins(argument, kinds[i].start))
            return kinds[i].kind;
    return "none";
}

void completion_append_operands(struct buffer *out, const struct command *command)
{
    const char *at = command->operands;
    bool again = false;
    while (*at != '\0' && *at != '|') {
        size_t length = strcspn(at, " ");
        buffer_append_format(out, "%s ", completion_kind(at));
        again = length > 3 && memcmp(at + length - 3, "…", 3) == 0;
        again = again || (length > 4 && memcmp(at + length - 4, "…]", 4) == 0);
        at += length;
        at += strspn(at, " ");
    }
    buffer_append_string(out, again ? "" : "none ");
    buffer_truncate(out, out->length - 1);
}

void completion_append_quoted(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            buffer_append_string(out, "'\\''");
        else
            buffer_append_byte(out, *at);
    }
}
