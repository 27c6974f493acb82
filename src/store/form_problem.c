#include "form_internal.h"

#include "base/memory.h"
#include "suggest_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void form_problems_done(struct form_problems *problems)
{
    for (size_t i = 0; i < problems->count; i++) {
        free(problems->items[i].path);
        free(problems->items[i].message);
    }
    free(problems->items);
    *problems = (struct form_problems){0};
}

bool form_problems_are_full(const struct form_builder *builder)
{
    return builder->problems->count >= FORM_PROBLEM_LIMIT;
}

char *form_suggest(const struct form_builder *builder, const char *typed,
                   const char *const *names, size_t count)
{
    return form_problems_are_full(builder) ? memory_copy_string("")
                                           : suggest_text(typed, names, count);
}

static void add(struct form_builder *builder, struct form_problem problem)
{
    struct form_problems *problems = builder->problems;
    if (!problem.tolerated)
        builder->broken = true;
    if (form_problems_are_full(builder)) {
        free(problem.path);
        free(problem.message);
        return;
    }
    problems->items =
        memory_grow(problems->items, &problems->capacity, problems->count, sizeof *problems->items);
    problems->items[problems->count++] = problem;
}

ATTRIBUTE_FORMAT(5, 0)
static void report(struct form_builder *builder, const struct form_source *source,
                   const struct node *node, bool tolerated, const char *format,
                   va_list arguments)
{
    struct error text = {0};
    if (form_problems_are_full(builder)) {
        builder->broken = builder->broken || !tolerated;
        return;
    }
    (void)vsnprintf(text.text, sizeof text.text, format, arguments);
    add(builder, (struct form_problem){
                     .path = memory_copy_string(source->path),
                     .line = node != NULL ? node_line(node) : 1,
                     .column = node != NULL ? node_column(node) : 1,
                     .severity = SEVERITY_ERROR,
                     .tolerated = tolerated,
                     .message = memory_copy_string(text.text),
                 });
}

void form_report(struct form_builder *builder, const struct form_source *source,
                 const struct node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(builder, source, node, false, format, arguments);
    va_end(arguments);
}

void form_report_tolerated(struct form_builder *builder, const struct form_source *source,
                           const struct node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(builder, source, node, true, format, arguments);
    va_end(arguments);
}

/* Read ":12" at *text; leaves *text alone if there is none. */
static size_t take_number(const char **text)
{
    if (**text != ':' || (*text)[1] < '0' || (*text)[1] > '9')
        return 0;
    char *end = NULL;
    unsigned long number = strtoul(*text + 1, &end, 10);
    *text = end;
    return number;
}

void form_report_error(struct form_builder *builder, const char *path, const struct error *error)
{
    const char *text = error->text;
    size_t path_length = strlen(path);
    if (strncmp(text, path, path_length) == 0)
        text += path_length;
    size_t line = take_number(&text);
    size_t column = take_number(&text);
    text += strspn(text, ": ");
    add(builder, (struct form_problem){
                     .path = memory_copy_string(path),
                     .line = line > 0 ? line : 1,
                     .column = column > 0 ? column : 1,
                     .severity = SEVERITY_ERROR,
                     .message = memory_copy_string(text),
                 });
}
