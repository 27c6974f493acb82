#include "base/memory.h"
#include "base/utf8.h"
#include "commands_internal.h"
#include "model/field_type.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

enum { SNIPPET_BEFORE = 40, SNIPPET_LENGTH = 160 };

struct search {
    char *text; /* folded */
    size_t found;
    bool named; /* the spec that is looked at was printed already */
};

static bool contains(const struct search *search, const char *text)
{
    char *folded = utf8_fold(text, true);
    bool found = strstr(folded, search->text) != NULL;
    free(folded);
    return found;
}

/* A long text is shown around the place: the shortest beginning that holds it ends there. */
static void append_snippet(const struct search *search, const char *text, struct buffer *out)
{
    size_t length = strlen(text);
    if (length <= SNIPPET_LENGTH) {
        buffer_append_string(out, text);
        return;
    }
    size_t low = 0;
    size_t high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        char *beginning = memory_copy_bytes(text, middle);
        if (contains(search, beginning))
            high = middle;
        else
            low = middle + 1;
        free(beginning);
    }
    size_t start = low > SNIPPET_BEFORE + strlen(search->text)
                       ? low - SNIPPET_BEFORE - strlen(search->text)
                       : 0;
    while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
        start--;
    size_t end = start + SNIPPET_LENGTH < length ? start + SNIPPET_LENGTH : length;
    while (end < length && ((unsigned char)text[end] & 0xc0) == 0x80)
        end++;
    buffer_append_string(out, start > 0 ? "…" : "");
    buffer_append(out, text + start, end - start);
    buffer_append_string(out, end < length ? "…" : "");
}

static void print_match(struct search *search, const char *path, const struct spec *spec,
                        const char *label, const char *text)
{
    struct buffer snippet = {0};
    if (!search->named)
        output_line("%s  %s", spec_id(spec)[0] != '\0' ? spec_id(spec) : path, spec_title(spec));
    search->named = true;
    search->found++;
    append_snippet(search, text, &snippet);
    output_line("    %s: %s", label, buffer_string(&snippet));
    buffer_done(&snippet);
}

/* A line break is a blank like others: what is wrapped in the file is found. */
static void append_on_one_line(const char *text, struct buffer *out)
{
    for (; *text != '\0'; text++)
        buffer_append_byte(out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void search_value(struct search *search, const char *path, const struct spec *spec,
                         const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++)
            search_value(search, path, spec, field, &value->items[i]);
        return;
    }
    struct buffer text = {0};
    if (value->kind == VALUE_TEXT)
        append_on_one_line(value_text(value), &text);
    else
        field_format(field, value, &text);
    if (text.length > 0 && contains(search, text.bytes))
        print_match(search, path, spec, field->label, text.bytes);
    buffer_done(&text);
}

static int search_spec(void *context, const char *path, const struct spec *spec,
                       const struct error *problem)
{
    struct search *search = context;
    if (spec == NULL) {
        output_problem(problem->text);
        return 0;
    }
    search->named = false;
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++)
        search_value(search, path, spec, &form->fields[i], spec_value(spec, &form->fields[i]));
    size_t count = 0;
    const struct other_value *others = spec_others(spec, &count);
    for (size_t i = 0; i < count; i++)
        if (contains(search, others[i].text))
            print_match(search, path, spec, others[i].path, others[i].text);
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct search search = {.text = utf8_fold(arguments->operands[0], true)};
    struct error error = {0};
    int status = -1;
    if (search.text[0] == '\0')
        error_set(&error, ERROR_INPUT, "find: there is nothing to look for");
    else if (session_open(&session, false, &error) == 0 &&
             workspace_search(session.workspace, search.text, search_spec, &search, &error) == 0)
        status = search.found > 0 ? EXIT_DONE : EXIT_FINDINGS;
    if (status < 0)
        status = output_error(&error);
    free(search.text);
    session_close(&session);
    return status;
}

const struct command find_command = {
    .name = "find",
    .operands = "TEXT",
    .summary = "specifications and fields that contain a text",
    .details =
        "Case, accents, blanks and hyphens do not count: \"11 VMS\" finds \"11VMS\". Status 1 "
        "if nothing is found.",
    .example = "ifspec find REQUEST_LIMIT_EXCEEDED",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
