#include "model/change_text.h"

#include "base/memory.h"
#include "model/word_diff.h"

#include <stdlib.h>
#include <string.h>

static const char arrow[] = " → ";

void change_text_done(struct change_text *text)
{
    buffer_done(&text->text);
    free(text->spans);
    *text = (struct change_text){0};
}

static void append(struct change_text *out, enum change_part part, const char *text, size_t length)
{
    if (length == 0)
        return;
    buffer_append(&out->text, text, length);
    if (out->count == 0 || out->spans[out->count - 1].part != part) {
        out->spans = memory_grow(out->spans, &out->capacity, out->count, sizeof *out->spans);
        out->spans[out->count++] = (struct change_span){.part = part};
    }
    out->spans[out->count - 1].end = out->text.length;
}

static void append_string(struct change_text *out, enum change_part part, const char *text)
{
    append(out, part, text, strlen(text));
}

static void append_words(void *context, enum word_change change, const char *text, size_t length)
{
    static const enum change_part parts[] = {
        [WORDS_KEPT] = CHANGE_PART_FRAME,
        [WORDS_REMOVED] = CHANGE_PART_OLD,
        [WORDS_ADDED] = CHANGE_PART_NEW,
    };
    append(context, parts[change], text, length);
}

/* Long text by word; false if both texts are as easily read. */
static bool append_difference(const struct change *change, struct change_text *out)
{
    struct word_diff diff = {0};
    if (change->old_text == NULL || change->new_text == NULL)
        return false;
    word_diff_find(change->old_text, change->new_text, &diff);
    bool is_useful = word_diff_is_useful(change->old_text, change->new_text, &diff);
    if (is_useful)
        word_diff_tell(&diff, append_words, out);
    word_diff_done(&diff);
    return is_useful;
}

static void append_texts(const struct change *change, struct change_text *out)
{
    if (append_difference(change, out))
        return;
    if (change->old_text == NULL)
        append_string(out, CHANGE_PART_NEW, "+ ");
    else if (change->new_text == NULL)
        append_string(out, CHANGE_PART_OLD, "- ");
    if (change->old_text != NULL)
        append_string(out, CHANGE_PART_OLD, change->old_text);
    if (change->old_text != NULL && change->new_text != NULL)
        append_string(out, CHANGE_PART_FRAME, arrow);
    if (change->new_text != NULL)
        append_string(out, CHANGE_PART_NEW, change->new_text);
}

static void append_label(const struct change *change, struct change_text *out)
{
    struct buffer label = {0};
    buffer_append_string(&label, change->field->label);
    if (change->column != NULL) {
        out->field = label.length + strlen(" ");
        buffer_append_format(&label, " [%s] %s", change->row != NULL ? change->row : "",
                             change->column->label);
    }
    buffer_append_string(&label, ": ");
    append(out, CHANGE_PART_FRAME, label.bytes, label.length);
    out->label = label.length;
    if (change->column == NULL)
        out->field = label.length;
    buffer_done(&label);
}

void change_text_make(const struct change *change, struct change_text *out)
{
    append_label(change, out);
    if (change->kind != CHANGE_ROW_MOVED) {
        append_texts(change, out);
        return;
    }
    char *move = memory_format("%s moved from %zu to %zu", change->row, change->old_row + 1,
                               change->new_row + 1);
    append_string(out, CHANGE_PART_FRAME, move);
    free(move);
}

bool change_text_is_pair(const struct change_text *text)
{
    const struct change_span *spans = text->spans;
    return text->count == 4 && spans[0].end == text->label &&
           spans[2].end - spans[1].end == strlen(arrow) &&
           memcmp(text->text.bytes + spans[1].end, arrow, strlen(arrow)) == 0;
}

void change_describe(const struct change *change, struct buffer *out)
{
    struct change_text text = {0};
    change_text_make(change, &text);
    buffer_append(out, text.text.bytes, text.text.length);
    change_text_done(&text);
}
