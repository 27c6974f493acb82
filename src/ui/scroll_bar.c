#include "ui/scroll_bar.h"

#include "ui/mark.h"

int scroll_bar_draw(struct canvas canvas, size_t top, size_t count, bool ascii)
{
    size_t height = canvas.height > 0 ? (size_t)canvas.height : 0;
    if (count <= height || height == 0 || canvas.width < 2)
        return 0;
    size_t length = height * height / count;
    if (length == 0)
        length = 1;
    size_t begin = top * (height - length) / (count - height);
    for (size_t row = 0; row < height; row++) {
        bool thumb = row >= begin && row < begin + length;
        canvas_string(canvas, (int)row, canvas.width - 1, STYLE_FRAME,
                      mark_text(thumb ? MARK_THUMB : MARK_TRACK, ascii));
    }
    return 1;
}
