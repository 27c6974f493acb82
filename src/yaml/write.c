#include "edit_internal.h"

#include <string.h>

enum {
    FLOW_WIDTH = 120, /* a new [list] or {map} is no longer than this */
    FLOW_DEPTH = 3,
};

static struct scalar_place place_at(const struct writer *writer, size_t column, bool last)
{
    const struct edit *edit = writer->edit;
    struct scalar_place place = {
        .single_quotes = edit->habits.single_quotes,
        .indent = column + edit->habits.mapping_step,
        .base = column,
        .newline = writer->newline,
    };
    if (last && writer->follower != SIZE_MAX)
        place.one_line = writer->one_line ||
                         lines_are_hostile(&edit->tree->source, writer->follower, place.indent);
    return place;
}

static void write_text(struct writer *writer, const struct content *content, size_t column,
                       bool last)
{
    size_t length = strlen(content->text);
    struct scalar_place place = place_at(writer, column, last);
    enum tree_style style = STYLE_PLAIN;
    if (content->kind == CONTENT_TEXT)
        style = scalar_choose_style(content->text, length, &place);
    writer->open = false;
    if (!scalar_is_block(style)) {
        scalar_write_line(writer->out, style, content->text, length);
        return;
    }
    scalar_write_header(writer->out, style, content->text, length, &place);
    scalar_write_body(writer->out, style, content->text, length, &place);
    writer->open = content->text[length - 1] == '\n';
}

static void write_flow_text(struct writer *writer, const char *text, bool key)
{
    struct scalar_place place = {
        .flow = true, .key = key, .single_quotes = writer->edit->habits.single_quotes};
    size_t length = strlen(text);
    scalar_write_line(writer->out, scalar_choose_style(text, length, &place), text, length);
}

void write_flow(struct writer *writer, const struct content *content)
{
    struct buffer *out = writer->out;
    writer->open = false;
    if (content->kind == CONTENT_PLAIN) {
        buffer_append_string(out, content->text);
        return;
    }
    if (content->kind == CONTENT_TEXT) {
        write_flow_text(writer, content->text, false);
        return;
    }
    bool map = content->kind == CONTENT_MAP;
    buffer_append_byte(out, map ? '{' : '[');
    for (size_t i = 0; i < content->count; i++) {
        if (i > 0)
            buffer_append_string(out, ", ");
        if (map) {
            write_flow_text(writer, content->keys[i], true);
            buffer_append_string(out, ": ");
        }
        write_flow(writer, &content->items[i]);
    }
    buffer_append_byte(out, map ? '}' : ']');
}

void write_key(struct writer *writer, const char *key)
{
    struct scalar_place place = {.key = true, .single_quotes = writer->edit->habits.single_quotes};
    size_t length = strlen(key);
    scalar_write_line(writer->out, scalar_choose_style(key, length, &place), key, length);
    buffer_append_byte(writer->out, ':');
}

/* Whether the content can stand in [ ] or { } on one line; adds up its width. */
static bool fits_in_flow(const struct content *content, int depth, size_t *width)
{
    if (content->kind == CONTENT_TEXT || content->kind == CONTENT_PLAIN) {
        *width += strlen(content->text) + 2;
        return strchr(content->text, '\n') == NULL;
    }
    for (size_t i = 0; i < content->count; i++) {
        if (content->kind == CONTENT_MAP)
            *width += strlen(content->keys[i]) + 2;
        if (depth == 0 || !fits_in_flow(&content->items[i], depth - 1, width))
            return false;
    }
    return true;
}

bool write_prefers_flow(const struct edit *edit, const struct content *content, bool row)
{
    size_t width = 0;
    bool list = content->kind == CONTENT_LIST;
    bool all = row && edit->flow_rows == FLOW_ROWS_ALL;
    if (content->count == 0 || (row && edit->flow_rows == FLOW_ROWS_NONE))
        return false;
    if (!fits_in_flow(content, FLOW_DEPTH, &width))
        return false;
    if (all)
        return true;
    bool habit = list ? edit->habits.flow_lists : edit->habits.flow_rows;
    return content->flow && habit && width <= FLOW_WIDTH;
}

static void write_line_break(struct writer *writer, size_t column)
{
    buffer_append_string(writer->out, writer->newline);
    buffer_append_repeated(writer->out, ' ', column);
}

static void write_entries(struct writer *writer, const struct content *content, size_t column,
                          bool last)
{
    for (size_t i = 0; i < content->count; i++) {
        if (i > 0)
            write_line_break(writer, column);
        bool map = content->kind == CONTENT_MAP;
        if (map)
            write_key(writer, content->keys[i]);
        else
            buffer_append_byte(writer->out, '-');
        write_value(writer, &content->items[i], column, !map, last && i + 1 == content->count);
    }
}

void write_value(struct writer *writer, const struct content *content, size_t column, bool in_list,
                 bool last)
{
    const struct habits *habits = &writer->edit->habits;
    size_t gap = in_list ? habits->dash_gap : 1;
    bool list = content->kind == CONTENT_LIST;
    bool collection = list || content->kind == CONTENT_MAP;
    bool flow =
        collection && (content->count == 0 || write_prefers_flow(writer->edit, content, in_list));
    if (!collection || flow || in_list)
        buffer_append_repeated(writer->out, ' ', gap);
    if (!collection) {
        write_text(writer, content, column, last);
    } else if (flow) {
        write_flow(writer, content);
    } else if (in_list) {
        write_entries(writer, content, column + 1 + gap, last);
    } else {
        column += list ? habits->sequence_step : habits->mapping_step;
        write_line_break(writer, column);
        write_entries(writer, content, column, last);
    }
}

void write_block(struct writer *writer, const struct content *content, size_t column,
                 bool on_next_line)
{
    if (on_next_line)
        write_line_break(writer, column);
    write_entries(writer, content, column, true);
}
