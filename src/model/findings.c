#include "findings_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void findings_done(struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        free(findings->items[i].message);
    free(findings->items);
    *findings = (struct findings){0};
}

/* Messages quote values, and a value may be as long as a file. */
enum { MESSAGE_LIMIT = 360 };

static char *ATTRIBUTE_FORMAT(1, 0) format_message(const char *format, va_list arguments)
{
    static const char ELLIPSIS[] = "…";
    va_list again;
    va_copy(again, arguments);
    int needed = vsnprintf(NULL, 0, format, arguments);
    size_t length = needed > 0 ? (size_t)needed : 0;
    char *message = memory_allocate(length + sizeof ELLIPSIS);
    (void)vsnprintf(message, length + 1, format, again);
    va_end(again);
    if (length > MESSAGE_LIMIT) {
        size_t end = utf8_previous_cluster(message, length, MESSAGE_LIMIT);
        memcpy(message + end, ELLIPSIS, sizeof ELLIPSIS);
    }
    return message;
}

void findings_add_list(struct findings *findings, enum severity severity, const char *rule,
                       const struct field *field, size_t row, const struct field *column,
                       const char *format, va_list arguments)
{
    findings->items = memory_grow(findings->items, &findings->capacity, findings->count,
                                  sizeof *findings->items);
    findings->items[findings->count++] = (struct finding){
        .severity = severity,
        .rule = rule,
        .field = field,
        .row = row,
        .column = column,
        .message = format_message(format, arguments),
    };
}

void findings_add(struct findings *findings, enum severity severity, const char *rule,
                  const struct field *field, size_t row, const struct field *column,
                  const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    findings_add_list(findings, severity, rule, field, row, column, format, arguments);
    va_end(arguments);
}

size_t findings_count(const struct findings *findings, enum severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].severity == severity)
            count++;
    return count;
}

const struct finding *findings_of_field(const struct findings *findings,
                                        const struct field *field)
{
    const struct finding *gravest = NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (finding->field == field && (gravest == NULL || finding->severity > gravest->severity))
            gravest = finding;
    }
    return gravest;
}
