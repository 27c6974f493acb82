/* CommonMark 0.31 with the tables of GitHub Flavored Markdown 0.29. Every character that could mean
 * something is escaped, in text and in tables. */
#include "export/document.h"

#include "document_internal.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* ── text ── */

/* At the start of a line "1." and "-" begin lists. */
static bool begins_block(const char *line)
{
    size_t digits = strspn(line, "0123456789");
    return (digits > 0 && (line[digits] == '.' || line[digits] == ')')) || line[0] == '-' ||
           line[0] == '+' || line[0] == '=';
}

static bool is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || (byte & 0x80) != 0;
}

static bool needs_escape(const char *line, size_t at, size_t length)
{
    if (strchr("\\`*[]<>#|~$", line[at]) != NULL)
        return true;
    size_t behind = at + 1;
    if (line[at] == '_')
        return at == 0 || !is_word(line[at - 1]) || behind == length || !is_word(line[behind]);
    if (line[at] != '&')
        return false;
    while (behind < length && (is_word(line[behind]) || line[behind] == '#'))
        behind++;
    return behind > at + 1 && behind < length && line[behind] == ';';
}

static void append_line(struct buffer *out, const char *line, size_t length)
{
    size_t at = 0;
    if (begins_block(line)) {
        at = strspn(line, "0123456789");
        buffer_append(out, line, at);
        buffer_append_byte(out, '\\');
        buffer_append_byte(out, line[at++]);
    }
    for (; at < length; at++) {
        if (needs_escape(line, at, length))
            buffer_append_byte(out, '\\');
        buffer_append_byte(out, line[at]);
    }
}

/* Lines are joined with `joint`: a hard break in a paragraph, <br> in a table. Blank lines become
 * `gap`. */
static void append_lines(struct buffer *out, const char *text, const char *joint, const char *gap)
{
    bool first = true;
    size_t blank = 0;
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\r\n");
        if (length > 0 && !first)
            buffer_append_string(out, blank > 1 ? gap : joint);
        if (length > 0) {
            append_line(out, at, length);
            first = false;
            blank = 0;
        }
        at += length;
        at += *at == '\r' && at[1] == '\n';
        blank += *at != '\0';
        at += *at != '\0';
    }
}

static void append_text(struct buffer *out, const char *text, const char *joint)
{
    append_lines(out, text, joint, joint);
}

/* Only what is a web address or a mail address becomes a link. */
void markdown_append_cell(const char *text, struct buffer *out)
{
    append_text(out, text, "<br>");
}

static bool is_link_target(const char *url)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    if (strpbrk(url, " <>\"\\\r\n\t") != NULL)
        return false;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncmp(url, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

static void append_link(struct buffer *out, const struct value *row)
{
    const char *title = row->count > 0 ? value_text(&row->items[0]) : "";
    const char *url = row->count > 1 ? value_text(&row->items[1]) : "";
    if (!is_link_target(url)) {
        append_text(out, title, " ");
        buffer_append_string(out, title[0] != '\0' && url[0] != '\0' ? " " : "");
        append_text(out, url, " ");
        return;
    }
    buffer_append_byte(out, '[');
    append_text(out, title[0] != '\0' ? title : url, " ");
    buffer_append_format(out, "](<%s>)", url);
}

static void append_value(struct buffer *out, const struct field *field, const struct value *value,
                         const char *joint)
{
    enum field_shape shape = field->type->shape;
    if (value->kind == VALUE_ROW && (shape == SHAPE_LINK || shape == SHAPE_LINKS)) {
        append_link(out, value);
    } else if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++) {
            buffer_append_string(out, i > 0 ? ", " : "");
            append_value(out, field, &value->items[i], joint);
        }
    } else {
        append_text(out, value_text(value), joint);
    }
}

/* ── fields ── */

static void append_table(struct buffer *out, const struct field *table, const struct value *list)
{
    buffer_append_byte(out, '|');
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_append_byte(out, ' ');
        append_text(out, table->columns[i].label, " ");
        buffer_append_string(out, " |");
    }
    buffer_append_string(out, "\n|");
    for (size_t i = 0; i < table->column_count; i++)
        buffer_append_string(out, " --- |");
    buffer_append_byte(out, '\n');
    for (size_t row = 0; row < list->count; row++) {
        const struct value *cells = &list->items[row];
        buffer_append_byte(out, '|');
        for (size_t i = 0; i < table->column_count; i++) {
            buffer_append_byte(out, ' ');
            if (cells->kind == VALUE_ROW && i < cells->count)
                append_value(out, &table->columns[i], &cells->items[i], "<br>");
            buffer_append_string(out, " |");
        }
        buffer_append_byte(out, '\n');
    }
}

static void append_list(struct buffer *out, const struct field *field, const struct value *list)
{
    bool numbered = strcmp(field->type->name, "steps") == 0;
    for (size_t i = 0; i < list->count; i++) {
        if (numbered)
            buffer_append_format(out, "%zu. ", i + 1);
        else
            buffer_append_string(out, "- ");
        append_value(out, field, &list->items[i], "\\\n   ");
        buffer_append_byte(out, '\n');
    }
}

static bool is_short(const struct field *field, const struct value *value)
{
    if (value->kind == VALUE_LIST)
        return field->type->shape != SHAPE_TABLE && (value->count == 1 || field->choices != NULL);
    return value->kind != VALUE_TEXT || strchr(value->text, '\n') == NULL;
}

static void append_field(struct buffer *out, const struct field *field, const struct value *value)
{
    buffer_append_string(out, "\n**");
    append_text(out, field->label, " ");
    if (is_short(field, value)) {
        buffer_append_string(out, ":** ");
        append_value(out, field, value, " ");
        buffer_append_byte(out, '\n');
        return;
    }
    buffer_append_string(out, "**\n\n");
    if (value->kind == VALUE_LIST && field->type->shape == SHAPE_TABLE) {
        append_table(out, field, value);
    } else if (value->kind == VALUE_LIST) {
        append_list(out, field, value);
    } else {
        char *prose = prose_join_lines(value_text(value));
        append_lines(out, prose, "\\\n", "\n\n");
        buffer_append_byte(out, '\n');
        free(prose);
    }
}

static void append_heading(struct buffer *out, const char *title)
{
    buffer_append_string(out, "\n## ");
    append_text(out, title, " ");
    buffer_append_byte(out, '\n');
}

static void append_section(struct buffer *out, const struct spec *spec,
                           const struct section *section)
{
    bool titled = false;
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        const struct value *value = spec_value(spec, field);
        if (value_is_empty(value) || !spec_is_visible(spec, field))
            continue;
        if (!titled)
            append_heading(out, section->title);
        titled = true;
        append_field(out, field, value);
    }
}

void document_print_markdown(const struct spec *spec, struct buffer *out)
{
    const struct form *form = spec_form(spec);
    const struct field *const tables[] = {form->questions, form->reviews};
    buffer_append_string(out, "# ");
    append_text(out, spec_title(spec)[0] != '\0' ? spec_title(spec) : spec_id(spec), " ");
    buffer_append_byte(out, '\n');
    for (size_t i = 0; i < form->section_count; i++)
        append_section(out, spec, &form->sections[i]);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const struct value *value = spec_value(spec, tables[i]);
        if (value->kind != VALUE_LIST || value->count == 0)
            continue;
        append_heading(out, tables[i]->label);
        buffer_append_byte(out, '\n');
        append_table(out, tables[i], value);
    }
}
