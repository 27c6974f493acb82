#include "document_internal.h"
#include "export/diff.h"
#include "model/word_diff.h"

#include <string.h>

/* The row is named where only a cell of it is shown. */
static void append_name(const struct change *change, struct buffer *out)
{
    bool is_whole = change->column == NULL && change->kind != CHANGE_ROW_MOVED;
    markdown_append_cell(change->field->label, out);
    if (change->row != NULL && !is_whole) {
        buffer_append_string(out, ": ");
        markdown_append_cell(change->row, out);
    }
    if (change->column != NULL) {
        buffer_append_string(out, ", ");
        markdown_append_cell(change->column->label, out);
    }
}

/* What went is struck out in the left cell, what came is bold in the right one. */
static void append_words(const struct word_diff *diff, enum word_change side, const char *mark,
                         struct buffer *out)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct word_run *run = &diff->runs[i];
        struct buffer text = {0};
        if (run->change != WORDS_KEPT && run->change != side)
            continue;
        buffer_append(&text, run->text, run->length);
        bool is_blank = strspn(buffer_string(&text), " ") == text.length;
        bool is_marked = run->change == side && !is_blank;
        size_t lead = strspn(buffer_string(&text), " ");
        size_t end = text.length;
        while (end > lead && text.bytes[end - 1] == ' ')
            end--;
        struct buffer middle = {0};
        buffer_append(&middle, buffer_string(&text) + lead, end - lead);
        buffer_append_string(out, lead > 0 ? " " : "");
        buffer_append_string(out, is_marked ? mark : "");
        markdown_append_cell(buffer_string(&middle), out);
        buffer_append_string(out, is_marked ? mark : "");
        buffer_append_string(out, end < text.length ? " " : "");
        buffer_done(&middle);
        buffer_done(&text);
    }
}

static void append_texts(const struct change *change, struct buffer *out)
{
    struct word_diff diff = {0};
    if (change->old_text != NULL && change->new_text != NULL)
        word_diff_find(change->old_text, change->new_text, &diff);
    if (diff.count > 0 && word_diff_is_useful(change->old_text, change->new_text, &diff)) {
        append_words(&diff, WORDS_REMOVED, "~~", out);
        buffer_append_string(out, " | ");
        append_words(&diff, WORDS_ADDED, "**", out);
    } else {
        markdown_append_cell(change->old_text != NULL ? change->old_text : "", out);
        buffer_append_string(out, " | ");
        markdown_append_cell(change->new_text != NULL ? change->new_text : "", out);
    }
    word_diff_done(&diff);
}

static void append_change(const struct change *change, struct buffer *out)
{
    buffer_append_string(out, "| ");
    append_name(change, out);
    buffer_append_string(out, " | ");
    if (change->kind == CHANGE_ROW_MOVED)
        buffer_append_format(out, "place %zu | place %zu", change->old_row + 1,
                             change->new_row + 1);
    else
        append_texts(change, out);
    buffer_append_string(out, " |\n");
}

static void append_path(const char *path, struct buffer *out)
{
    buffer_append_string(out, " (");
    markdown_append_cell(path, out);
    buffer_append_string(out, ")");
}

void diff_print_markdown(const struct diff_entry *entry, struct buffer *out)
{
    if (out->length > 0)
        buffer_append_byte(out, '\n');
    buffer_append_string(out, "### ");
    markdown_append_cell(entry->id, out);
    if (entry->title[0] != '\0') {
        buffer_append_string(out, ": ");
        markdown_append_cell(entry->title, out);
    }
    buffer_append_string(out, "\n\n");
    if (entry->problem != NULL) {
        buffer_append_string(out, "Cannot be read: ");
        markdown_append_cell(entry->problem, out);
        buffer_append_byte(out, '\n');
        return;
    }
    if (entry->removed || entry->old_path == NULL) {
        buffer_append_string(out, entry->removed ? "Removed" : "New");
        append_path(entry->path, out);
        buffer_append_string(out, ".\n");
        return;
    }
    if (strcmp(entry->old_path, entry->path) != 0) {
        buffer_append_string(out, "Renamed from ");
        markdown_append_cell(entry->old_path, out);
        append_path(entry->path, out);
        buffer_append_string(out, ".\n\n");
    }
    if (entry->changes->count == 0) {
        buffer_append_string(out, "No field changed.\n");
        return;
    }
    buffer_append_string(out, "| Field | Before | After |\n|---|---|---|\n");
    for (size_t i = 0; i < entry->changes->count; i++)
        append_change(&entry->changes->items[i], out);
}
