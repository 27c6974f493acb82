#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "fold_internal.h"
#include "model/check.h"
#include "model/field_type.h"
#include "template_internal.h"

#include <stdlib.h>
#include <string.h>

enum { EXAMPLE_LENGTH = 20, PLACEHOLDER_LIMIT = 80 };

static bool is_word(char byte)
{
    unsigned char code = (unsigned char)byte;
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z') || code == '_' || code >= 0x80;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_blank_text(const char *text)
{
    while (is_blank(*text))
        text++;
    return *text == '\0';
}

static bool begins_like_template(const char *text)
{
    return fold_begins_with(text, "Example:") || fold_begins_with_words(text, "For example") ||
           fold_begins_with_words(text, "Link to") || fold_begins_with_words(text, "List of") ||
           fold_begins_with_words(text, "Increment for");
}

static bool holds_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word))
        if ((at == text || !is_word(at[-1])) && !is_word(at[length]))
            return true;
    return false;
}

/* Length of "<Flow Name>" at `at`, or 0. Comparisons ("a < b"), mail addresses and addresses in
 * angle brackets are no placeholders. */
static size_t placeholder_length(const char *at)
{
    size_t length = strcspn(at + 1, "<>\n@");
    const char *end = at + 1 + length;
    if (length == 0 || length > PLACEHOLDER_LIMIT || *end != '>' || end[-1] == ' ')
        return 0;
    if (!is_word(at[1]) && at[1] != '.')
        return 0;
    for (const char *byte = at; byte < end; byte++)
        if (strncmp(byte, "://", 3) == 0)
            return 0;
    return length + 2;
}

/* "<Flow Name>", "<Domain>-<Source>": placeholders of the template. One that is glued to other
 * text, as in "sftp.host/<bank>/out", is how authors write the pattern of a name: an answer. */
static bool holds_placeholder(const char *text)
{
    bool glued = false;
    bool found = false;
    for (const char *at = text; *at != '\0';) {
        size_t length = *at == '<' ? placeholder_length(at) : 0;
        if (length > 0) {
            found = true;
            at += length;
            continue;
        }
        if (is_blank(*at)) {
            if (found && !glued)
                return true;
            found = false;
            glued = false;
        }
        glued = glued || is_word(*at);
        at++;
    }
    return found && !glued;
}

bool check_is_template_text(const char *text)
{
    return begins_like_template(text) || holds_word(text, "TBD") || holds_word(text, "tbd") ||
           holds_word(text, "TODO") || strstr(text, "](#)") != NULL ||
           (strchr(text, '<') != NULL && holds_placeholder(text));
}

/* ── answered? ── */

static bool is_example_host(const char *url)
{
    const char *host = strstr(url, "://");
    host = host != NULL ? host + 3 : url;
    size_t length = strcspn(host, "/:?#");
    static const char EXAMPLE[] = "example.com";
    size_t example = sizeof EXAMPLE - 1;
    if (length < example || strncmp(host + length - example, EXAMPLE, example) != 0)
        return false;
    return length == example || host[length - example - 1] == '.';
}

static bool link_leaves_answer(const struct value *row)
{
    const char *title = row->count > 0 ? value_text(&row->items[0]) : "";
    const char *url = row->count > 1 ? value_text(&row->items[1]) : "";
    if (is_blank_text(title) && is_blank_text(url))
        return false;
    return strcmp(url, "#") != 0 && !is_example_host(url) && !check_is_template_text(url) &&
           !check_is_template_text(title);
}

static bool row_leaves_answer(const struct field *table, const struct value *row)
{
    for (size_t i = 0; i < row->count && i < table->column_count; i++)
        if (!value_is_empty(&row->items[i]) &&
            !template_leaves_answer(&table->columns[i], &row->items[i]))
            return false;
    return !value_is_empty(row);
}

static bool list_leaves_answer(const struct field *field, const struct value *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (template_leaves_answer(field, &list->items[i]))
            return true;
    return false;
}

bool template_leaves_answer(const struct field *field, const struct value *value)
{
    switch (value->kind) {
    case VALUE_ABSENT:
        return false;
    case VALUE_NOT_APPLICABLE:
    case VALUE_RAW:
        return true;
    case VALUE_TEXT:
        return !is_blank_text(value_text(value)) &&
               !(field->type->free_text && check_is_template_text(value_text(value)));
    case VALUE_LIST:
        return list_leaves_answer(field, value);
    case VALUE_ROW:
        return field->type->shape == SHAPE_TABLE ? row_leaves_answer(field, value)
                                                 : link_leaves_answer(value);
    }
    return false;
}

/* ── only an example? ── */

static bool is_long(const char *text)
{
    size_t length = strlen(text);
    return length >= EXAMPLE_LENGTH && utf8_count(text, length) >= EXAMPLE_LENGTH;
}

static bool equals_example(const struct field *field, const char *text)
{
    bool equal = field->help != NULL && fold_equal(field->help, text, FOLD_FULL_STOP);
    for (size_t i = 0; i < field->examples.count && !equal; i++)
        equal = fold_equal(field->examples.items[i], text, FOLD_FULL_STOP);
    return equal && is_long(text);
}

/* A row of nothing but references, choices and dates is never taken for an example. */
static bool holds_free_text(const struct field *table, const struct value *row)
{
    for (size_t i = 0; i < row->count && i < table->column_count; i++)
        if (table->columns[i].type->free_text && !value_is_empty(&row->items[i]))
            return true;
    return false;
}

/* Examples of rows are written with every bar: "<Flow> | Start On Schedule | Timer Start |". */
static bool row_equals_example(const struct field *table, const struct value *row)
{
    if (table->examples.count == 0 || !holds_free_text(table, row))
        return false;
    struct buffer text = {0};
    field_format(table, row, &text);
    bool equal = false;
    for (size_t i = 0; i < table->examples.count && !equal; i++) {
        const char *example = table->examples.items[i];
        size_t length = strlen(example);
        while (length > 0 && (example[length - 1] == '|' || is_blank(example[length - 1])))
            length--;
        char *trimmed = memory_copy_bytes(example, length);
        equal = fold_equal(trimmed, buffer_string(&text), FOLD_FULL_STOP);
        free(trimmed);
    }
    equal = equal && is_long(buffer_string(&text));
    buffer_done(&text);
    return equal;
}

static bool link_equals_example(const struct field *field, const struct value *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (equals_example(field, value_text(&row->items[i])))
            return true;
    struct buffer text = {0};
    field_format(field, row, &text);
    bool equal = equals_example(field, buffer_string(&text));
    buffer_done(&text);
    return equal;
}

bool template_equals_example(const struct field *field, const struct value *value)
{
    if (!field->type->free_text)
        return false;
    if (value->kind == VALUE_TEXT)
        return equals_example(field, value_text(value));
    if (value->kind != VALUE_ROW)
        return false;
    return field->type->shape == SHAPE_TABLE ? row_equals_example(field, value)
                                             : link_equals_example(field, value);
}
