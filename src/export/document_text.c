/* What an operator reads at three in the morning on 80 columns: nothing that is not answered, short
 * values beside their labels, tables as tables where they fit. */
#include "export/document.h"

#include "base/show.h"
#include "document_internal.h"
#include "flow_internal.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* ── page ── */

static void append_shown(const struct page *page, const char *text)
{
    show_append(page->out, text, strlen(text), page->flags);
}

static void append_flow(const struct page *page, size_t indent, const char *text)
{
    struct flow flow = {page->out, page->width, indent, page->flags};
    flow_append(&flow, text);
}

char *page_copy_value(const struct field *field, const struct value *value)
{
    struct buffer text = {0};
    field_format(field, value, &text);
    return buffer_take(&text);
}

void page_append_label(const struct page *page, const char *label)
{
    buffer_append_repeated(page->out, ' ', PAGE_INDENT);
    append_shown(page, label);
    buffer_append_byte(page->out, '\n');
}

void page_append_pair(const struct page *page, const char *lead, const char *label, size_t column,
                      const char *text)
{
    size_t used = strlen(lead) + show_width(label, strlen(label), page->flags);
    buffer_append_string(page->out, lead);
    append_shown(page, label);
    if (used + 2 > column) {
        buffer_append_byte(page->out, '\n');
        used = 0;
    }
    buffer_append_repeated(page->out, ' ', column - used);
    append_flow(page, column, text);
}

/* ── fields ── */

static void append_list(const struct page *page, const struct field *field,
                        const struct value *list)
{
    /* A number would change with every step in front of it. */
    bool numbered = strcmp(field->type->name, "steps") == 0 && !page->by_line;
    page_append_label(page, field->label);
    for (size_t i = 0; i < list->count; i++) {
        char *text = page_copy_value(field, &list->items[i]);
        struct buffer lead = {0};
        if (numbered)
            buffer_append_format(&lead, "%5zu. ", i + 1);
        else
            buffer_append_string(&lead, "    - ");
        buffer_append_string(page->out, buffer_string(&lead));
        append_flow(page, lead.length, text);
        buffer_done(&lead);
        free(text);
    }
}

static void append_field(const struct page *page, const struct spec *spec,
                         const struct field *field)
{
    const struct value *value = spec_value(spec, field);
    if (value->kind == VALUE_LIST && field->type->shape == SHAPE_TABLE) {
        page_append_table(page, field, value);
    } else if (value->kind == VALUE_LIST && (value->count > 1 || page->by_line) &&
               field->choices == NULL) {
        append_list(page, field, value);
    } else if (value->kind == VALUE_TEXT && field->type->shape == SHAPE_PARAGRAPH &&
               strchr(value->text, '\n') != NULL) {
        char *prose = prose_join_lines(value->text);
        page_append_label(page, field->label);
        buffer_append_repeated(page->out, ' ', PAGE_ENTRY_INDENT);
        append_flow(page, PAGE_ENTRY_INDENT, page->width > 0 ? prose : value->text);
        free(prose);
    } else {
        char *text = page_copy_value(field, value);
        page_append_pair(page, "  ", field->label, PAGE_VALUE_COLUMN, text);
        free(text);
    }
}

static void append_title(const struct page *page, const char *title)
{
    buffer_append_byte(page->out, '\n');
    append_flow(page, 0, title);
}

/* A value that the form hides now is kept in the file, but is no part of the document; that it
 * changed is a difference. */
static bool is_shown(const struct page *page, const struct spec *spec, const struct field *field)
{
    return !value_is_empty(spec_value(spec, field)) &&
           (page->by_line || spec_is_visible(spec, field));
}

static void append_fields(const struct page *page, const struct spec *spec, const char *title,
                          const struct field *const *fields, size_t count)
{
    bool titled = false;
    for (size_t i = 0; i < count; i++) {
        if (!is_shown(page, spec, fields[i]))
            continue;
        if (!titled)
            append_title(page, title);
        titled = true;
        append_field(page, spec, fields[i]);
    }
}

static void append_others(const struct page *page, const struct spec *spec)
{
    size_t count = 0;
    const struct other_value *others = spec_others(spec, &count);
    if (count > 0)
        append_title(page, "Other");
    for (size_t i = 0; i < count; i++)
        page_append_pair(page, "  ", others[i].path, PAGE_VALUE_COLUMN, others[i].text);
}

static void append_engine_table(const struct page *page, const struct spec *spec,
                                const struct field *table)
{
    const struct value *value = spec_value(spec, table);
    if (value->kind != VALUE_LIST || value->count == 0)
        return;
    buffer_append_byte(page->out, '\n');
    page_append_table(page, table, value);
}

static void append_document(const struct page *page, const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    struct buffer title = {0};
    buffer_append_string(&title, spec_id(spec)[0] != '\0' ? spec_id(spec) : "(no ID)");
    if (spec_title(spec)[0] != '\0')
        buffer_append_format(&title, "  %s", spec_title(spec));
    append_flow(page, 0, buffer_string(&title));
    buffer_done(&title);
    if (!page->by_line)
        append_fields(page, spec, "On call", form->on_call, form->on_call_count);
    for (size_t i = 0; i < form->section_count; i++)
        append_fields(page, spec, form->sections[i].title,
                      (const struct field *const *)form->sections[i].fields,
                      form->sections[i].field_count);
    append_others(page, spec);
    append_engine_table(page, spec, form->questions);
    append_engine_table(page, spec, form->reviews);
}

void document_print_text(const struct spec *spec, size_t width, int show_flags, struct buffer *out)
{
    const struct page page = {.out = out, .width = width, .flags = show_flags};
    append_document(&page, spec);
}

void document_print_lines(const struct spec *spec, int show_flags, struct buffer *out)
{
    const struct page page = {.out = out, .flags = show_flags, .by_line = true};
    append_document(&page, spec);
}
