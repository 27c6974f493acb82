#include "ui/scroll_bar.h"

int scroll_bar_draw(struct canvas canvas, size_t top, size_t count)
{
    size_t height = canvas.height > 0 ? (size_t)canvas.height : 0;
    if (count <= height || height == 0 || canvas.width < 2)
        return 0;
    size_t length = height * height / count;
    if (length == 0)
        length = 1;
    size_t begin = top * (height - length) / (count - height);
    canvas_vertical_rule(canvas, 0, canvas.width - 1, canvas.height);
    canvas_fill(canvas, (int)begin, canvas.width - 1, (int)length, 1, STYLE_BAR);
    return 1;
}
