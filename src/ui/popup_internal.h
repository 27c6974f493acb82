/* Where things stand that lie over the form: an open list, a calendar. */
#ifndef IFSPEC_UI_POPUP_INTERNAL_H
#define IFSPEC_UI_POPUP_INTERNAL_H

#include "ui/widget.h"

/* What it would like to have, with its frame; with fewer rows than `least` it would be of no use. */
struct popup_size {
    int rows, columns;
    int least;
};

/* Below the `height` rows of the widget, or above them where there is more room; over them where
 * there is too little of either. */
struct canvas popup_find_room(const struct over *over, int height, struct popup_size size);

#endif
