#include "edit_internal.h"

static enum edit_result moved(bool done)
{
    return done ? EDIT_MOVED : EDIT_NOTHING;
}

static enum edit_result changed(bool done)
{
    return done ? EDIT_CHANGED : EDIT_NOTHING;
}

enum edit_result edit_obey(struct edit_text *text, enum command command)
{
    switch (command) {
    case COMMAND_LEFT:
        return moved(edit_text_left(text));
    case COMMAND_RIGHT:
        return moved(edit_text_right(text));
    case COMMAND_WORD_LEFT:
        return moved(edit_text_word_left(text));
    case COMMAND_WORD_RIGHT:
        return moved(edit_text_word_right(text));
    case COMMAND_LINE_START:
        return moved(edit_text_line_start(text));
    case COMMAND_LINE_END:
        return moved(edit_text_line_end(text));
    case COMMAND_DELETE_BACK:
        return changed(edit_text_delete_back(text));
    case COMMAND_DELETE_FORWARD:
        return changed(edit_text_delete_forward(text));
    case COMMAND_DELETE_WORD:
        return changed(edit_text_delete_word_back(text));
    case COMMAND_DELETE_TO_START:
        return changed(edit_text_delete_to_line_start(text));
    default:
        return EDIT_NOT_MINE;
    }
}

enum edit_result edit_step_row(struct edit_text *text, const struct wrap *wrap, int show_flags,
                               bool down)
{
    const char *bytes = buffer_string(&text->bytes);
    size_t row = wrap_find_row(wrap, text->cursor);
    if (down ? row + 1 >= wrap->count : row == 0)
        return EDIT_NOTHING;
    if (text->wanted_column == (size_t)-1)
        text->wanted_column = wrap_column(wrap, bytes, row, text->cursor, show_flags);
    text->cursor =
        wrap_offset_at(wrap, bytes, down ? row + 1 : row - 1, text->wanted_column, show_flags);
    return EDIT_MOVED;
}

enum edit_result edit_go_to(struct edit_text *text, size_t offset)
{
    bool done = text->cursor != offset;
    text->cursor = offset;
    text->wanted_column = (size_t)-1;
    return moved(done);
}
