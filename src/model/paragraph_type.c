#include "field_type_internal.h"

#include "base/buffer.h"

#include <string.h>

/* Line ends of other systems become ours: a paragraph is pasted and piped from anywhere. */
static int paragraph_canonical(const struct field *field, const char *text, char **canonical,
                               struct error *error)
{
    (void)field;
    (void)error;
    struct buffer lines = {0};
    while (*text != '\0') {
        size_t length = strcspn(text, "\r");
        buffer_append(&lines, text, length);
        text += length;
        if (*text == '\r') {
            buffer_append_byte(&lines, '\n');
            text += text[1] == '\n' ? 2 : 1;
        }
    }
    *canonical = buffer_take(&lines);
    return 0;
}

const struct field_type paragraph_type = {
    .name = "paragraph",
    .shape = SHAPE_PARAGRAPH,
    .free_text = true,
    .canonical = paragraph_canonical,
    .check = field_check_length,
};
