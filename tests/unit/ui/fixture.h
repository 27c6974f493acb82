/* A form on a grid, without a terminal: keys by name as share/keys binds them, cells read back. */
#ifndef IFSPEC_TESTS_UI_FIXTURE_H
#define IFSPEC_TESTS_UI_FIXTURE_H

#include "base/date.h"
#include "base/utf8.h"
#include "model/check.h"
#include "term/canvas.h"
#include "ui/form_view.h"
#include "ui/keymap.h"

#include "unit/model/small_form.h"
#include "unit/unit.h"

struct ui {
    struct form *form;
    struct spec *spec;
    struct field_host host;
    struct form_view *view;
    struct keymap *keymap;
    struct findings findings;
    struct grid *grid;
    char said[256];
};

static inline void ui_hear(void *context, const char *text)
{
    struct ui *ui = context;
    (void)snprintf(ui->said, sizeof ui->said, "%s", text);
}

static inline void ui_each_id(void *context,
                              void (*visit)(void *visitor, const char *id, const char *title),
                              void *visitor)
{
    (void)context;
    visit(visitor, "APP-S4-SF-ORDER-V1", "Orders");
    visit(visitor, "APP-S4-SF-INVOICE-V1", "Invoices");
}

static inline const char *ui_title_of(void *context, const char *id)
{
    (void)context;
    return strcmp(id, "APP-S4-SF-ORDER-V1") == 0 ? "Orders" : NULL;
}

static inline void ui_size(struct ui *ui, int height, int width)
{
    grid_free(ui->grid);
    ui->grid = grid_new(height, width);
}

static inline void ui_draw(struct ui *ui)
{
    struct check_world world = {.today = {2025, 6, 1}};
    findings_done(&ui->findings);
    check_spec(ui->spec, &world, &ui->findings);
    grid_clear(ui->grid);
    form_view_draw(ui->view, grid_canvas(ui->grid), &ui->findings);
    form_view_draw_over(ui->view, grid_canvas(ui->grid));
}

static inline void ui_open(struct ui *ui)
{
    *ui = (struct ui){.form = small_form(), .keymap = keymap_new()};
    ui->spec = spec_new(ui->form);
    ui->host = (struct field_host){.context = ui, .say = ui_hear, .each_id = ui_each_id,
                                   .title_of = ui_title_of};
    ui->grid = grid_new(30, 80);
}

/* The view comes after the spec is filled. */
static inline void ui_show(struct ui *ui, const char *path)
{
    ui->view = form_view_new(ui->spec, &ui->host);
    assert_true(form_view_focus(ui->view, small_field(ui->form, path)));
    ui_draw(ui);
}

static inline void ui_begin(struct ui *ui, const char *path)
{
    ui_open(ui);
    ui_show(ui, path);
}

static inline void ui_close(struct ui *ui)
{
    form_view_free(ui->view);
    spec_free(ui->spec);
    form_free(ui->form);
    keymap_free(ui->keymap);
    findings_done(&ui->findings);
    grid_free(ui->grid);
}

static inline bool ui_command(struct ui *ui, enum command command)
{
    bool done = form_view_obey(ui->view, command);
    ui_draw(ui);
    return done;
}

/* Press keys by name, one behind the other. */
static inline void ui_keys(struct ui *ui, const char *names)
{
    char *copy = memory_copy_string(names);
    for (char *name = strtok(copy, " "); name != NULL; name = strtok(NULL, " ")) {
        enum keymap_context contexts[4];
        size_t count = form_view_contexts(ui->view, contexts);
        key_code key = 0;
        assert_true(key_parse(name, &key));
        enum command command = keymap_find(ui->keymap, contexts, count, key);
        if (command == COMMAND_NONE && strcmp(name, "Space") == 0)
            form_view_insert(ui->view, " ", 1, false);
        else
            (void)form_view_obey(ui->view, command);
        ui_draw(ui);
    }
    free(copy);
}

static inline void ui_type(struct ui *ui, const char *text)
{
    for (size_t i = 0, length = strlen(text); i < length;) {
        size_t step = utf8_next_cluster(text, length, i) - i;
        form_view_insert(ui->view, text + i, step, false);
        i += step;
    }
    ui_draw(ui);
}

static inline void ui_paste(struct ui *ui, const char *text)
{
    form_view_insert(ui->view, text, strlen(text), true);
    ui_draw(ui);
}

static inline void ui_undo(struct ui *ui)
{
    const struct field *field = NULL;
    assert_true(spec_undo(ui->spec, &field));
    form_view_reload(ui->view);
    (void)form_view_focus(ui->view, field);
    ui_draw(ui);
}

/* ── asking ── */

static inline void ui_assert_focus(const struct ui *ui, const char *path)
{
    assert_string_equal(form_view_field(ui->view)->path, path);
}

static inline void ui_assert_value(const struct ui *ui, const char *path, const char *text)
{
    small_assert_text(ui->spec, path, text);
}

/* A row of the screen as text. */
static inline char *ui_row(const struct ui *ui, int row)
{
    struct buffer text = {0};
    for (int column = 0; column < grid_width(ui->grid); column++)
        buffer_append_string(&text, grid_cell(ui->grid, row, column)->text);
    return buffer_take(&text);
}

static inline int ui_find_row(const struct ui *ui, const char *text)
{
    int found = -1;
    for (int row = 0; row < grid_height(ui->grid) && found < 0; row++) {
        char *shown = ui_row(ui, row);
        if (strstr(shown, text) != NULL)
            found = row;
        free(shown);
    }
    return found;
}

static inline void ui_assert_shown(const struct ui *ui, const char *text)
{
    if (ui_find_row(ui, text) < 0) {
        for (int row = 0; row < grid_height(ui->grid); row++) {
            char *shown = ui_row(ui, row);
            print_message("|%s|\n", shown);
            free(shown);
        }
        fail_msg("not shown: %s", text);
    }
}

static inline void ui_assert_not_shown(const struct ui *ui, const char *text)
{
    assert_int_equal(ui_find_row(ui, text), -1);
}

/* The row of the terminal's cursor holds this text. */
static inline void ui_assert_cursor_in(const struct ui *ui, const char *text)
{
    int row = -1;
    int column = -1;
    grid_cursor(ui->grid, &row, &column);
    assert_true(row >= 0);
    char *shown = ui_row(ui, row);
    if (strstr(shown, text) == NULL)
        fail_msg("the cursor is in: %s", shown);
    free(shown);
}

/* The style of the cell where a text begins. */
static inline enum style ui_style_of(const struct ui *ui, const char *text)
{
    int row = ui_find_row(ui, text);
    assert_true(row >= 0);
    char *shown = ui_row(ui, row);
    size_t bytes = (size_t)(strstr(shown, text) - shown);
    free(shown);
    int column = 0;
    for (size_t seen = 0; seen < bytes; column++)
        seen += strlen(grid_cell(ui->grid, row, column)->text);
    return (enum style)grid_cell(ui->grid, row, column)->style;
}

#endif
