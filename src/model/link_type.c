#include "field_type_internal.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE, URL, CELL_COUNT };

static struct value make_link(const char *title, size_t title_length, const char *url,
                              size_t url_length)
{
    struct value row = value_of_row(CELL_COUNT);
    if (title_length > 0)
        row.items[TITLE] = (struct value){.kind = VALUE_TEXT,
                                          .text = memory_copy_bytes(title, title_length)};
    row.items[URL] =
        (struct value){.kind = VALUE_TEXT, .text = memory_copy_bytes(url, url_length)};
    return row;
}

static size_t length_without_blanks(const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    return length;
}

/* "title OPEN url CLOSE", the last OPEN counting. */
static bool parse_titled(const char *text, const char *open, char close, struct value *row)
{
    size_t length = length_without_blanks(text, strlen(text));
    const char *at = NULL;
    for (const char *next = strstr(text, open); next != NULL; next = strstr(next + 1, open))
        at = next;
    if (at == NULL || length == 0 || text[length - 1] != close)
        return false;
    const char *url = at + strlen(open);
    if (url >= text + length - 1)
        return false;
    *row = make_link(text, length_without_blanks(text, (size_t)(at - text)), url,
                     (size_t)(text + length - 1 - url));
    return true;
}

int link_parse(const struct field *field, const char *text, struct value *row,
               struct error *error)
{
    text += strspn(text, " \t");
    if (strpbrk(text, "\r\n") != NULL)
        return field_refuse(field, error, "holds one line only");
    if (text[0] == '[' && parse_titled(text + 1, "](", ')', row))
        return 0;
    if (parse_titled(text, " <", '>', row))
        return 0;
    size_t length = length_without_blanks(text, strlen(text));
    if (length == 0 || memchr(text, ' ', length) != NULL)
        return field_refuse(field, error, "“%s” is not a link; write an address, or a title and "
                            "<address>", text);
    *row = make_link("", 0, text, length);
    return 0;
}

int link_canonical(const struct field *field, const char *text, char **canonical,
                   struct error *error)
{
    struct value row = {0};
    if (link_parse(field, text, &row, error) != 0)
        return -1;
    struct buffer out = {0};
    field_format(field, &row, &out);
    *canonical = buffer_take(&out);
    value_done(&row);
    return 0;
}

/* An address has a scheme, or is a path or an anchor. */
static bool is_address(const char *url)
{
    static const char SCHEME[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
    size_t scheme = strspn(url, SCHEME);
    if (strpbrk(url, " \t\r\n") != NULL)
        return false;
    return (scheme > 0 && url[scheme] == ':') || strchr(url, '/') != NULL || url[0] == '#' ||
           strncmp(url, "www.", 4) == 0;
}

void link_check(const struct field *field, const struct value *value, size_t row,
                struct findings *findings)
{
    if (value->kind != VALUE_ROW)
        return;
    const struct value absent = {0};
    const struct value *url = value->count > URL ? &value->items[URL] : &absent;
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].kind == VALUE_RAW)
            field_report(findings, SEVERITY_ERROR, "type", field, row,
                         "The %s of a link is one text", i == URL ? "address" : "title");
    if (url->kind == VALUE_RAW)
        return;
    if (url->kind == VALUE_NOT_APPLICABLE)
        return;
    if (value_is_empty(url))
        field_report(findings, SEVERITY_ERROR, "type", field, row,
                     "The address of the link is missing");
    else if (!is_address(value_text(url)))
        field_report(findings, SEVERITY_WARNING, "type", field, row,
                     "“%s” does not look like an address", value_text(url));
}

const struct field_type link_type = {
    .name = "link",
    .shape = SHAPE_LINK,
    .free_text = true,
    .canonical = link_canonical,
    .check = link_check,
};
