/* Where the columns of the catalogue are: the ID as wide as most need, then the status and the other
 * columns of the form, as most need, as far as the title keeps room to be read. What most titles leave
 * is for the widest IDs. */
#include "catalogue_internal.h"

#include <string.h>

enum {
    SIGN_WIDTH = 4, /* mark and Git state */
    DONE_WIDTH = 4,
    DATE_WIDTH = 10,
    ID_WIDTH_LEAST = 8,
    TITLE_WIDTH_LEAST = 24,
    TITLE_WIDTH_WORD = 6,
    CELL_WIDTH_LEAST = 10,
    CELL_WIDTH_MOST = 24,
    NARROW = 64, /* no dates */
    LENGTH_MOST = 200,
};

/* How many texts have which length. In bytes, which is enough for what people call things, and cheap. */
struct lengths {
    size_t counts[LENGTH_MOST + 1];
    size_t count;
};

static int length_of(const char *text)
{
    size_t length = strnlen(text, LENGTH_MOST);
    return (int)length;
}

static void count_length(struct lengths *lengths, const char *text)
{
    lengths->counts[length_of(text)]++;
    lengths->count++;
}

static int find_widest(const struct lengths *lengths)
{
    int width = LENGTH_MOST;
    while (width > 0 && lengths->counts[width] == 0)
        width--;
    return width;
}

/* That four of five do with. */
static int find_usual(const struct lengths *lengths)
{
    size_t enough = lengths->count - lengths->count / 5;
    size_t fitting = lengths->counts[0];
    int width = 0;
    while (fitting < enough)
        fitting += lengths->counts[++width];
    return width;
}

static int at_least(int width, int least)
{
    return width > least ? width : least;
}

static size_t shown_cells(const struct catalogue_screen *self)
{
    size_t count = self->catalogue.column_count;
    return count < CATALOGUE_CELLS_SHOWN ? count : CATALOGUE_CELLS_SHOWN;
}

void catalogue_measure(struct catalogue_screen *self)
{
    size_t cells = shown_cells(self);
    struct lengths ids = {0};
    struct lengths titles = {0};
    struct lengths others[CATALOGUE_CELLS_SHOWN] = {0};
    for (size_t i = 0; i < self->catalogue.count; i++) {
        const struct catalogue_entry *entry = &self->catalogue.entries[i];
        count_length(&ids, entry->id);
        count_length(&titles, entry->title);
        for (size_t j = 0; j < cells; j++)
            count_length(&others[j], entry->cells[j]);
    }
    for (size_t j = 0; j < cells; j++) {
        int need = j == 0 ? find_widest(&others[j]) : find_usual(&others[j]);
        need = at_least(need, length_of(self->catalogue.titles[j]));
        self->cell_needs[j] = need < CELL_WIDTH_MOST ? need : CELL_WIDTH_MOST;
    }
    self->id_need = at_least(find_widest(&ids), ID_WIDTH_LEAST);
    self->id_usual = at_least(find_usual(&ids), ID_WIDTH_LEAST);
    self->title_usual = at_least(find_usual(&titles), TITLE_WIDTH_LEAST);
}

/* The first, which is the status, leaves the title a word; the others share what it leaves. */
static int share_cells(const struct catalogue_screen *self, struct catalogue_columns *at, int room)
{
    size_t cells = shown_cells(self);
    for (size_t j = 0; j < cells; j++) {
        int need = self->cell_needs[j] + 1;
        int least = j == 0 ? TITLE_WIDTH_WORD : TITLE_WIDTH_LEAST;
        int share = j == 0 ? need : (room - least) / (int)(cells - j);
        if (share <= CELL_WIDTH_LEAST)
            share = room - least; /* too little for all: the first of them has it */
        if (need > share && share > CELL_WIDTH_LEAST)
            need = share;
        if (need > 1 && room - need >= least) {
            at->cell_widths[j] = need - 1;
            room -= need;
        }
    }
    return room;
}

/* The status stands before the title, the others behind it. */
static void place(const struct catalogue_screen *self, struct catalogue_columns *at)
{
    size_t cells = shown_cells(self);
    int column = at->id + at->id_width + 1;
    if (cells > 0 && at->cell_widths[0] > 0) {
        at->cells[0] = column;
        column += at->cell_widths[0] + 1;
    }
    at->title = column;
    column += at->title_width + 1;
    for (size_t j = 1; j < cells; j++) {
        if (at->cell_widths[j] == 0)
            continue;
        at->cells[j] = column;
        column += at->cell_widths[j] + 1;
    }
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
    int half = width / 2;
    at.id_width = self->id_usual < half ? self->id_usual : half;
    int room = share_cells(self, &at, right - at.id - at.id_width - 1);
    int spare = room - self->title_usual;
    int missing = self->id_need - at.id_width;
    if (spare > 0 && missing > 0) {
        int more = missing < spare ? missing : spare;
        at.id_width += more;
        room -= more;
    }
    at.title_width = room > 0 ? room : 0;
    place(self, &at);
    return at;
}
