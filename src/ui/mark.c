#include "ui/mark.h"

#include <assert.h>

static const struct {
    const char *unicode;
    const char *ascii;
} marks[MARK_COUNT] = {
    [MARK_CURRENT] = {"▸", ">"},    [MARK_DONE] = {"✓", "+"},       [MARK_FINDING] = {"!", "!"},
    [MARK_NEEDED] = {"○", "o"},     [MARK_MODIFIED] = {"●", "*"},   [MARK_TICKED] = {"☑", "x"},
    [MARK_UNTICKED] = {"☐", "."},   [MARK_CHOSEN] = {"●", "*"},     [MARK_OPENS] = {"▾", "v"},
    [MARK_MORE_LEFT] = {"‹", "<"},  [MARK_MORE_RIGHT] = {"›", ">"}, [MARK_MORE_ABOVE] = {"▴", "^"},
    [MARK_MORE_BELOW] = {"▾", "v"}, [MARK_BULLET] = {"•", "-"},     [MARK_COLUMN] = {"│", "|"},
    [MARK_THUMB] = {"┃", "#"},      [MARK_TRACK] = {"│", "|"},      [MARK_SEPARATOR] = {"·", "-"},
    [MARK_ARROW] = {"→", ">"},      [MARK_CUT] = {"…", "~"},
};

const char *mark_text(enum mark mark, bool ascii)
{
    assert(mark < MARK_COUNT);
    return ascii ? marks[mark].ascii : marks[mark].unicode;
}
