/* Pick one text out of many by typing a part of it; where others are allowed, what is typed. */
#include "base/memory.h"
#include "base/utf8.h"
#include "ui/list_view.h"
#include "ui/text_line.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

#define TYPED UINT32_MAX

enum { FRAME_HEIGHT = 2, FILTER_HEIGHT = 1, TEXT_WIDTH_MOST = 200 };

struct pick_screen {
    struct screen screen;
    struct pick pick;
    void (*answer)(struct screen *asker, size_t index, const char *text);
    struct screen *asker;
    uint32_t *shown; /* indices of items; TYPED: what is typed */
    int text_width;  /* that the longest text takes, in bytes */
    struct text_line filter;
    struct list_view view;
    struct list_rows rows;
};

static struct pick_screen *as_pick(struct screen *screen)
{
    return (struct pick_screen *)screen;
}

/* ── what is shown ── */

static bool holds(const char *text, const char *folded)
{
    char *mine = utf8_fold(text, true);
    bool found = strstr(mine, folded) != NULL;
    free(mine);
    return found;
}

static void update(struct pick_screen *self)
{
    const char *typed = text_line_string(&self->filter);
    char *folded = utf8_fold(typed, true);
    bool listed = typed[0] == '\0';
    size_t count = 0;
    for (size_t i = 0; i < self->pick.count; i++) {
        listed = listed || strcmp(self->pick.items[i].text, typed) == 0;
        if (holds(self->pick.items[i].text, folded))
            self->shown[count++] = (uint32_t)i;
    }
    /* What is only said of them comes behind. */
    for (size_t i = 0; i < self->pick.count; i++)
        if (!holds(self->pick.items[i].text, folded) && holds(self->pick.items[i].detail, folded))
            self->shown[count++] = (uint32_t)i;
    if (self->pick.open && !listed)
        self->shown[count++] = TYPED;
    free(folded);
    list_view_set_count(&self->view, count, &self->rows);
    list_view_select(&self->view, 0, &self->rows);
}

/* ── drawing ── */

/* Long names take of what is said of them, as long as that keeps half of the row. */
static int text_column_width(const struct pick_screen *self, int width)
{
    int need = self->text_width + 3;
    int most = width / 2;
    int least = width * 2 / 5;
    return need > most ? most : need > least ? need : least;
}

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    const struct pick_screen *self = context;
    (void)selected;
    if (self->shown[index] == TYPED) {
        const char *typed = text_line_string(&self->filter);
        int column = 1 + canvas_string(row, 0, 1, STYLE_LABEL, "as typed: ");
        canvas_text_cut(row, 0, column, row.width - column - 1, STYLE_TEXT, typed, strlen(typed));
        return;
    }
    const struct pick_item *item = &self->pick.items[self->shown[index]];
    int width = text_column_width(self, row.width);
    const char *text = item->text[0] != '\0' ? item->text : "(none)";
    canvas_text_cut(row, 0, 1, width - 2, STYLE_TEXT, text, strlen(text));
    canvas_text_cut(row, 0, width, row.width - width - 1, STYLE_EXAMPLE, item->detail,
                    strlen(item->detail));
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct pick_screen *self = as_pick(screen);
    int width = canvas.width > 90 ? 84 : canvas.width - 4;
    int most = canvas.height > 24 ? 20 : canvas.height - 2;
    int need = (int)self->pick.count + FRAME_HEIGHT + FILTER_HEIGHT + self->pick.open;
    int height = need < most ? need : most;
    struct canvas box = canvas_part(canvas, (canvas.height - height) / 2,
                                    (canvas.width - width) / 2, height, width);
    canvas_fill(box, 0, 0, height, width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, self->pick.title);
    struct canvas inside = canvas_part(box, 1, 1, height - 2, width - 2);
    struct canvas list = canvas_part(inside, 1, 0, inside.height - 1, inside.width);
    list_view_draw(&self->view, list, &self->rows, false);
    if (self->view.count == 0)
        canvas_string(list, 0, 1, STYLE_EXAMPLE, "Nothing here holds that text.");
    text_line_draw(&self->filter, canvas_part(inside, 0, 1, 1, inside.width - 2), STYLE_FIELD,
                   true);
}

/* ── commands ── */

/* The answer may ask again: the list is gone from the top before. */
static void take(struct pick_screen *self)
{
    if (self->view.count == 0)
        return;
    uint32_t index = self->shown[self->view.selected];
    app_pop(self->screen.app);
    if (index == TYPED)
        self->answer(self->asker, PICK_TYPED, text_line_string(&self->filter));
    else
        self->answer(self->asker, index, self->pick.items[index].text);
}

static bool obey(struct screen *screen, enum command command)
{
    struct pick_screen *self = as_pick(screen);
    if (command == COMMAND_CLOSE) {
        app_pop(screen->app);
    } else if (command == COMMAND_OPEN) {
        take(self);
    } else if (!list_view_obey(&self->view, command, &self->rows)) {
        if (!text_line_obey(&self->filter, command))
            return false;
        update(self);
    }
    return true;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    struct pick_screen *self = as_pick(screen);
    (void)pasted;
    text_line_insert(&self->filter, text, length);
    update(self);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_TEXT;
    found[1] = CONTEXT_ROWS;
    return 2;
}

static const char *title(const struct screen *screen, enum command command)
{
    (void)screen;
    return command == COMMAND_OPEN ? "Take" : NULL;
}

static void free_pick(struct screen *screen)
{
    struct pick_screen *self = as_pick(screen);
    for (size_t i = 0; i < self->pick.count; i++) {
        free(self->pick.items[i].text);
        free(self->pick.items[i].detail);
    }
    free(self->pick.items);
    free(self->pick.title);
    free(self->shown);
    text_line_done(&self->filter);
    free(self);
}

static const struct screen_class pick_class = {
    .name = "pick",
    .overlay = true,
    .draw = draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE},
    .title = title,
    .free = free_pick,
};

void pick_add(struct pick *pick, const char *text, const char *detail)
{
    pick->items = memory_grow(pick->items, &pick->capacity, pick->count, sizeof *pick->items);
    pick->items[pick->count++] = (struct pick_item){
        .text = memory_copy_string(text),
        .detail = memory_copy_string(detail != NULL ? detail : ""),
    };
}

void app_pick(struct app *app, struct pick *take,
              void (*answer)(struct screen *screen, size_t index, const char *text),
              struct screen *screen)
{
    struct pick_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &pick_class, .app = app};
    self->pick = *take;
    *take = (struct pick){0};
    self->answer = answer;
    self->asker = screen;
    for (size_t i = 0; i < self->pick.count; i++) {
        size_t length = strnlen(self->pick.items[i].text, TEXT_WIDTH_MOST);
        self->text_width = (int)length > self->text_width ? (int)length : self->text_width;
    }
    self->shown = memory_allocate((self->pick.count + 1) * sizeof *self->shown);
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    text_line_init(&self->filter, "");
    update(self);
    app_push(app, &self->screen);
}
