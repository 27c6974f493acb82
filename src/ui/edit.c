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
