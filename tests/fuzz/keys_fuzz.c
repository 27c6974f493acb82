/* Fuzz target of the form under the keys. Input: which document, which size, the bytes that a
 * terminal sends. The cursor stays inside, what is drawn is clean, the file that is written is what
 * the form holds, and undoing everything gives the bytes of the beginning. */
#include "fuzz.h"

#include "base/show.h"
#include "model/check.h"
#include "store/spec_file.h"
#include "term/canvas.h"
#include "ui/form_view.h"
#include "ui/keymap.h"
#include "../../src/term/input_internal.h"

#include <stdlib.h>
#include <string.h>

static const char *const documents[] = {
    "form: fuzz\n",
    "form: fuzz\na:\n  id: A-B-V1\n  title: One\n  status: Draft\n  kind: High\n",
    "form: fuzz\n# a comment\na:\n  names: [x, y]   # flow\n  text: |\n    two\n    lines\n"
    "  kinds:\n    - Low\n    - Odd\nb:\n  day: 2025-05-01\n  steps:\n  - first\n  - 'second'\n",
    "form: fuzz\nb:\n  rows:\n    - {name: a, kind: Low}\n    - name: b\n      day: 2025-05-01\n"
    "      page: {title: t, url: https://example.org}\n  links:\n    - https://example.org\n"
    "  link: {title: N, url: https://example.org/1}\n  really: true\n  count: 7\nother: kept\n",
};

struct session {
    struct spec_file *file;
    struct spec *spec;
    struct field_host host;
    struct form_view *view;
    struct grid *grid;
};

static const struct keymap *keys(void)
{
    static struct keymap *keymap;
    if (keymap == NULL)
        keymap = keymap_new();
    return keymap;
}

static void draw(struct session *session)
{
    const struct check_world world = {.today = {2025, 6, 1}};
    struct findings findings = {0};
    int row = -1;
    int column = -1;
    check_spec(session->spec, &world, &findings);
    grid_clear(session->grid);
    form_view_draw(session->view, grid_canvas(session->grid), &findings);
    form_view_draw_over(session->view, grid_canvas(session->grid));
    grid_cursor(session->grid, &row, &column);
    fuzz_require(row == -1 || (row >= 0 && row < grid_height(session->grid) && column >= 0 &&
                               column < grid_width(session->grid)),
                 "a cursor outside of the screen");
    for (int i = 0; i < grid_height(session->grid); i++)
        for (int j = 0; j < grid_width(session->grid); j++) {
            const char *text = grid_cell(session->grid, i, j)->text;
            fuzz_require_clean(text, strlen(text), 0);
        }
    findings_done(&findings);
}

static void go_back(struct session *session, bool (*step)(struct spec *, const struct field **))
{
    const struct field *field = NULL;
    if (!step(session->spec, &field))
        return;
    form_view_reload(session->view);
    (void)form_view_focus(session->view, field);
}

static void obey(struct session *session, key_code key)
{
    enum keymap_context contexts[4];
    size_t count = form_view_contexts(session->view, contexts);
    enum command command = keymap_find(keys(), contexts, count, key);
    if (command == COMMAND_UNDO)
        go_back(session, spec_undo);
    else if (command == COMMAND_REDO)
        go_back(session, spec_redo);
    else if (command != COMMAND_NONE)
        (void)form_view_obey(session->view, command);
}

static void take(struct session *session, const struct event *event)
{
    enum keymap_context contexts[4];
    size_t count = form_view_contexts(session->view, contexts);
    if (event->kind == EVENT_KEY) {
        obey(session, event->key);
    } else if (event->kind == EVENT_CLICK) {
        (void)form_view_click(session->view, event->row, event->column, event->amount == 2);
    } else if (event->kind == EVENT_WHEEL) {
        form_view_scroll(session->view, event->amount);
    } else if (event->kind == EVENT_PASTE) {
        form_view_insert(session->view, event->text, event->length, true);
    } else if (event->kind == EVENT_TEXT && event->length == 1 &&
               keymap_find(keys(), contexts, count, (key_code)event->text[0]) != COMMAND_NONE) {
        obey(session, (key_code)event->text[0]);
    } else if (event->kind == EVENT_TEXT) {
        form_view_insert(session->view, event->text, event->length, false);
    }
}

static void press(struct session *session, const char *bytes, size_t length)
{
    struct input input;
    struct event event = {0};
    input_init(&input, 25);
    input_feed(&input, bytes, length);
    for (int pass = 0; pass < 2; pass++) {
        while (input_next(&input, &event)) {
            take(session, &event);
            draw(session);
        }
        input_expire(&input);
    }
    input_done(&input);
}

static void require_saved(struct session *session)
{
    struct buffer bytes = {0};
    struct error error = {0};
    struct spec_file *file = NULL;
    struct spec *again = NULL;
    fuzz_require(spec_file_write(session->file, session->spec, &bytes, &error) == 0, error.text);
    fuzz_require(spec_file_read("again.yaml", buffer_string(&bytes), bytes.length, fuzz_form(),
                                &file, &again, &error) == 0,
                 "a file that cannot be read again");
    for (size_t i = 0; i < fuzz_form()->field_count; i++) {
        const struct field *field = &fuzz_form()->fields[i];
        fuzz_require_equal(field, spec_value(again, field), spec_value(session->spec, field));
    }
    spec_free(again);
    spec_file_free(file);
    buffer_done(&bytes);
}

static void require_undone(struct session *session, const char *original)
{
    struct buffer bytes = {0};
    struct error error = {0};
    while (spec_undo(session->spec, NULL))
        continue;
    form_view_reload(session->view);
    draw(session);
    fuzz_require(!spec_is_modified(session->spec), "a change that cannot be undone");
    fuzz_require(spec_file_write(session->file, session->spec, &bytes, &error) == 0, error.text);
    fuzz_require(strcmp(buffer_string(&bytes), original) == 0, "other bytes than at the beginning");
    buffer_done(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const int sizes[][2] = {{24, 80}, {15, 40}, {40, 120}, {3, 9}, {1, 1}};
    if (length < 2)
        return 0;
    const char *document = documents[bytes[0] % (sizeof documents / sizeof *documents)];
    const int *size = sizes[bytes[1] % (sizeof sizes / sizeof *sizes)];
    struct session session = {.grid = grid_new(size[0], size[1])};
    struct error error = {0};
    fuzz_require(spec_file_read("keys.yaml", document, strlen(document), fuzz_form(),
                                &session.file, &session.spec, &error) == 0,
                 "a document of the target's own");
    session.view = form_view_new(session.spec, &session.host);
    press(&session, (const char *)bytes + 2, length - 2);
    require_saved(&session);
    require_undone(&session, document);
    form_view_free(session.view);
    spec_free(session.spec);
    spec_file_free(session.file);
    grid_free(session.grid);
    return 0;
}
