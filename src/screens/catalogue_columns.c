/* Where the columns of the catalogue are: the ID as wide as the widest needs, then the status and
 * the other columns of the form as far as the title keeps room to be read. */
#include "catalogue_internal.h"

#include <string.h>

enum {
    SIGN_WIDTH = 4, /* mark and Git state */
    DONE_WIDTH = 4,
    DATE_WIDTH = 10,
    ID_WIDTH_LEAST = 8,
    TITLE_WIDTH_LEAST = 18,
    TITLE_WIDTH_WORD = 6,
    CELL_WIDTH_LEAST = 10,
    CELL_WIDTH_MOST = 24,
    NARROW = 64, /* no dates */
};

static int longer(int need, const char *text)
{
    size_t length = strlen(text);
    return length > (size_t)need ? (int)(length < 200 ? length : 200) : need;
}

static size_t shown_cells(const struct catalogue_screen *self)
{
    size_t count = self->catalogue.column_count;
    return count < CATALOGUE_CELLS_SHOWN ? count : CATALOGUE_CELLS_SHOWN;
}

/* In bytes, which is enough for what people call things, and cheap. */
void catalogue_measure(struct catalogue_screen *self)
{
    size_t cells = shown_cells(self);
    self->id_need = ID_WIDTH_LEAST;
    self->title_need = TITLE_WIDTH_LEAST;
    for (size_t j = 0; j < cells; j++)
        self->cell_needs[j] = longer(0, self->catalogue.titles[j]);
    for (size_t i = 0; i < self->catalogue.count; i++) {
        const struct catalogue_entry *entry = &self->catalogue.entries[i];
        self->id_need = longer(self->id_need, entry->id);
        self->title_need = longer(self->title_need, entry->title);
        for (size_t j = 0; j < cells; j++)
            self->cell_needs[j] = longer(self->cell_needs[j], entry->cells[j]);
    }
    for (size_t j = 0; j < cells; j++)
        if (self->cell_needs[j] > CELL_WIDTH_MOST)
            self->cell_needs[j] = CELL_WIDTH_MOST;
}

struct catalogue_columns catalogue_lay_out(const struct catalogue_screen *self, int width)
{
    struct catalogue_columns at = {.id = SIGN_WIDTH};
    int right = width - 1;
    if (width >= NARROW) {
        at.date_width = DATE_WIDTH;
        at.date = right - DATE_WIDTH;
        right = at.date - 1;
    }
    at.done_width = DONE_WIDTH;
    at.done = right - DONE_WIDTH;
    right = at.done - 1;
    int room = right - at.id;
    int half = width / 2;
    at.id_width = self->id_need < half ? self->id_need : half;
    int column = at.id + at.id_width + 1;
    room -= at.id_width + 1;
    size_t cells = shown_cells(self);
    for (size_t j = 0; j < cells; j++) {
        int need = self->cell_needs[j] + 1;
        /* The first, which is the status, leaves the title a word; the others share what it leaves. */
        int least = j == 0 ? TITLE_WIDTH_WORD : TITLE_WIDTH_LEAST;
        int share = j == 0 ? need : (room - least) / (int)(cells - j);
        if (share <= CELL_WIDTH_LEAST)
            share = room - least; /* too little for all: the first of them has it */
        if (need > share && share > CELL_WIDTH_LEAST)
            need = share;
        if (need > 1 && room - need >= least) {
            at.cell_widths[j] = need - 1;
            room -= need;
        }
    }
    /* The status stands before the title, the others behind it. */
    if (cells > 0 && at.cell_widths[0] > 0) {
        at.cells[0] = column;
        column += at.cell_widths[0] + 1;
    }
    at.title = column;
    at.title_width = room > 0 ? room : 0;
    column += at.title_width + 1;
    for (size_t j = 1; j < cells; j++) {
        if (at.cell_widths[j] == 0)
            continue;
        at.cells[j] = column;
        column += at.cell_widths[j] + 1;
    }
    return at;
}
