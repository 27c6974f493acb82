#include "narrow_internal.h"

#include "base/utf8.h"

#include <stdlib.h>

static struct narrow_screen *self_of(struct screen *screen)
{
    return (struct narrow_screen *)screen;
}

static void fill(struct narrow_screen *self)
{
    char *folded = utf8_fold(text_line_string(&self->filter), true);
    list_view_set_count(&self->view, self->traits->fill(self, folded), &self->rows);
    free(folded);
}

/* ── drawing ── */

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct narrow_screen *self = self_of(screen);
    int width = smaller(self->traits->width, canvas.width - 4);
    int height = smaller(self->traits->height, canvas.height - 2);
    struct canvas box = canvas_part(canvas, (canvas.height - height) / 2,
                                    (canvas.width - width) / 2, height, width);
    canvas_fill(box, 0, 0, height, width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, self->traits->title);
    struct canvas inside = canvas_part(box, 1, 1, height - 2, width - 2);
    struct canvas list = canvas_part(inside, 1, 0, inside.height - 1, inside.width);
    self->list_area = list;
    list_view_draw(&self->view, list, &self->rows, false);
    if (self->view.count == 0)
        canvas_string(list, 0, 1, STYLE_EXAMPLE, self->traits->nothing);
    text_line_draw(&self->filter, canvas_part(inside, 0, 1, 1, inside.width - 2), STYLE_FIELD,
                   true);
}

/* ── obeying ── */

static void take(struct narrow_screen *self)
{
    if (self->view.count == 0)
        return;
    app_pop(self->screen.app);
    self->traits->take(self, self->view.selected);
}

static bool obey(struct screen *screen, enum command command)
{
    struct narrow_screen *self = self_of(screen);
    if (command == COMMAND_CLOSE || command == self->traits->opener)
        app_pop(screen->app);
    else if (command == COMMAND_OPEN)
        take(self);
    else if (list_view_obey(&self->view, command, &self->rows))
        return true;
    else if (text_line_obey(&self->filter, command))
        fill(self);
    else
        return command != COMMAND_QUIT;
    return true;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    struct narrow_screen *self = self_of(screen);
    (void)pasted;
    text_line_insert(&self->filter, text, length);
    fill(self);
    list_view_select(&self->view, 0, &self->rows);
    return true;
}

static void click(struct screen *screen, int row, int column, bool twice)
{
    struct narrow_screen *self = self_of(screen);
    size_t index = 0;
    if (!canvas_holds(self->list_area, row, column) ||
        !list_view_row_at(&self->view, row - self->list_area.row, &index))
        return;
    list_view_select(&self->view, index, &self->rows);
    if (twice)
        take(self);
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_TEXT;
    found[1] = CONTEXT_ROWS;
    return 2;
}

static void free_screen(struct screen *screen)
{
    struct narrow_screen *self = self_of(screen);
    if (self->traits->done != NULL)
        self->traits->done(self);
    text_line_done(&self->filter);
    free(self);
}

static const char *title(const struct screen *screen, enum command command)
{
    (void)screen;
    return command == COMMAND_OPEN ? "Take" : NULL;
}

static const struct screen_class narrow_class = {
    .name = "narrow",
    .overlay = true,
    .draw = draw,
    .obey = obey,
    .insert = insert,
    .click = click,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE},
    .title = title,
    .free = free_screen,
};

void narrow_begin(struct narrow_screen *self, struct app *app, const struct narrow_traits *traits)
{
    self->screen = (struct screen){.class = &narrow_class, .app = app};
    self->traits = traits;
    self->rows = (struct list_rows){.context = self, .draw = traits->draw_row};
    text_line_init(&self->filter, "");
    fill(self);
}
