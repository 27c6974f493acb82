#include "ui/dialog.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"
#include "text/wrap.h"
#include "ui/text_line.h"

#include <stdlib.h>
#include <string.h>

enum { DIALOG_WIDTH = 60, BUTTON_GAP = 2 };

struct dialog {
    struct widget widget;
    char *question;
    char *choices;
    int count;
    int chosen;
    struct text_line line;
};

static struct dialog *dialog_of(struct widget *widget)
{
    return (struct dialog *)widget;
}

static const struct dialog *const_dialog_of(const struct widget *widget)
{
    return (const struct dialog *)widget;
}

static void dialog_free(struct widget *widget)
{
    struct dialog *dialog = dialog_of(widget);
    free(dialog->question);
    free(dialog->choices);
    text_line_done(&dialog->line);
    free(dialog);
}

static int columns_of(const char *text)
{
    return (int)show_width(text, strlen(text), show_locale_flags());
}

static int question_rows(const struct dialog *dialog, int width)
{
    struct wrap wrap = {0};
    wrap_update(&wrap, dialog->question, strlen(dialog->question), (size_t)(width > 1 ? width : 1),
                show_locale_flags());
    int rows = (int)wrap.count;
    wrap_done(&wrap);
    return rows;
}

/* Draw the box with the question, as large as it needs; returns what is inside below that. */
static struct canvas draw_box(const struct dialog *dialog, struct canvas canvas, int wanted,
                              int rows_below)
{
    int width = wanted + 6 < canvas.width ? wanted + 6 : canvas.width;
    int inside = width - 6;
    int rows = question_rows(dialog, inside);
    int height = rows + 1 + rows_below + 2;
    if (height > canvas.height)
        height = canvas.height;
    struct canvas box = canvas_part(canvas, (canvas.height - height) / 3,
                                    (canvas.width - width) / 2, height, width);
    canvas_fill(box, 0, 0, box.height, box.width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, "");
    int room = height - 2 - rows_below;
    canvas_paragraph(box, 1, 3, inside, rows < room ? rows : room, STYLE_STRONG, dialog->question);
    return canvas_part(box, height - 1 - rows_below, 3, rows_below, inside);
}

static int height_with(const struct dialog *dialog, int width, int rows_below)
{
    return question_rows(dialog, width - 6) + 1 + rows_below + 2;
}

/* ── a question with buttons ── */

static const char *choice_at(const struct dialog *dialog, int index)
{
    const char *choice = dialog->choices;
    for (int i = 0; i < index; i++)
        choice += strlen(choice) + 1;
    return choice;
}

static int buttons_width(const struct dialog *dialog)
{
    int width = -BUTTON_GAP;
    for (int i = 0; i < dialog->count; i++)
        width += columns_of(choice_at(dialog, i)) + 4 + BUTTON_GAP;
    return width;
}

/* Rows of the buttons: beside each other, or one below the other where that is too wide. */
static int button_rows(const struct dialog *dialog, int width)
{
    return buttons_width(dialog) > width - 6 ? dialog->count : 1;
}

static int question_height(const struct widget *widget, int width, bool focused)
{
    const struct dialog *dialog = const_dialog_of(widget);
    (void)focused;
    return height_with(dialog, width, button_rows(dialog, width));
}

static void draw_button(const struct dialog *dialog, struct canvas canvas, int row, int column,
                        int index)
{
    const char *choice = choice_at(dialog, index);
    bool chosen = index == dialog->chosen;
    enum style style = chosen ? STYLE_SELECTED : STYLE_TEXT;
    int width = columns_of(choice) + 4;
    canvas_fill(canvas, row, column, 1, width, style);
    if (chosen)
        canvas_symbol(canvas, row, column, style, SYMBOL_POINTER);
    canvas_string(canvas, row, column + 2, style, choice);
    if (chosen)
        canvas_set_cursor(canvas, row, column + 2);
}

static void question_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    (void)focused;
    const struct dialog *dialog = dialog_of(widget);
    int buttons = buttons_width(dialog);
    int question = columns_of(dialog->question);
    int wanted = question < DIALOG_WIDTH ? question : DIALOG_WIDTH;
    int rows = button_rows(dialog, canvas.width);
    bool stacked = rows > 1;
    if (!stacked && buttons > wanted)
        wanted = buttons;
    struct canvas inside = draw_box(dialog, canvas, wanted, rows);
    int column = stacked ? 0 : inside.width - buttons;
    for (int i = 0; i < dialog->count; i++) {
        draw_button(dialog, inside, stacked ? i : 0, column, i);
        if (!stacked)
            column += columns_of(choice_at(dialog, i)) + 4 + BUTTON_GAP;
    }
}

static enum widget_answer question_obey(struct widget *widget, enum command command)
{
    struct dialog *dialog = dialog_of(widget);
    switch (command) {
    case COMMAND_NEXT_FIELD:
        dialog->chosen = (dialog->chosen + 1) % dialog->count;
        return WIDGET_DONE;
    case COMMAND_PREVIOUS_FIELD:
        dialog->chosen = (dialog->chosen + dialog->count - 1) % dialog->count;
        return WIDGET_DONE;
    case COMMAND_OPEN:
        return WIDGET_ACCEPTED;
    case COMMAND_CLOSE:
        return WIDGET_CLOSED;
    default:
        return WIDGET_IGNORED;
    }
}

static enum widget_answer question_insert(struct widget *widget, const char *text, size_t length,
                                          bool pasted)
{
    struct dialog *dialog = dialog_of(widget);
    char *typed = memory_copy_bytes(text, length);
    enum widget_answer answer = WIDGET_DONE;
    for (int i = 0; i < dialog->count && !pasted && answer == WIDGET_DONE; i++) {
        const char *choice = choice_at(dialog, i);
        char *first = memory_copy_bytes(choice, utf8_next_cluster(choice, strlen(choice), 0));
        if (utf8_equal_caseless(first, typed)) {
            dialog->chosen = i;
            answer = WIDGET_ACCEPTED;
        }
        free(first);
    }
    free(typed);
    return answer;
}

static size_t question_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    (void)widget;
    contexts[0] = CONTEXT_DIALOG;
    return 1;
}

static const struct widget_class question_class = {
    .name = "question",
    .height = question_height,
    .draw = question_draw,
    .obey = question_obey,
    .insert = question_insert,
    .contexts = question_contexts,
    .free = dialog_free,
};

struct widget *question_dialog_new(const char *question, const char *choices)
{
    struct dialog *dialog = memory_allocate(sizeof *dialog);
    dialog->widget.class = &question_class;
    dialog->question = memory_copy_string(question);
    const char *end = choices;
    for (; *end != '\0'; end += strlen(end) + 1)
        dialog->count++;
    dialog->choices = memory_copy_bytes(choices, (size_t)(end - choices));
    text_line_init(&dialog->line, "");
    return &dialog->widget;
}

int question_dialog_choice(const struct widget *widget)
{
    return const_dialog_of(widget)->chosen;
}

/* ── one line ── */

static int prompt_height(const struct widget *widget, int width, bool focused)
{
    (void)focused;
    return height_with(const_dialog_of(widget), width, 1);
}

static void prompt_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct dialog *dialog = dialog_of(widget);
    struct canvas inside = draw_box(dialog, canvas, DIALOG_WIDTH, 1);
    text_line_draw(&dialog->line, inside, STYLE_FIELD, focused);
}

static enum widget_answer prompt_obey(struct widget *widget, enum command command)
{
    if (command == COMMAND_OPEN)
        return WIDGET_ACCEPTED;
    if (command == COMMAND_CLOSE)
        return WIDGET_CLOSED;
    return text_line_obey(&dialog_of(widget)->line, command) ? WIDGET_DONE : WIDGET_IGNORED;
}

static enum widget_answer prompt_insert(struct widget *widget, const char *text, size_t length,
                                        bool pasted)
{
    (void)pasted;
    text_line_insert(&dialog_of(widget)->line, text, length);
    return WIDGET_DONE;
}

static size_t prompt_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    (void)widget;
    contexts[0] = CONTEXT_TEXT;
    contexts[1] = CONTEXT_DIALOG;
    return 2;
}

static const struct widget_class prompt_class = {
    .name = "prompt",
    .height = prompt_height,
    .draw = prompt_draw,
    .obey = prompt_obey,
    .insert = prompt_insert,
    .contexts = prompt_contexts,
    .free = dialog_free,
};

struct widget *prompt_dialog_new(const char *question, const char *initial)
{
    struct dialog *dialog = memory_allocate(sizeof *dialog);
    dialog->widget.class = &prompt_class;
    dialog->question = memory_copy_string(question);
    text_line_init(&dialog->line, initial);
    return &dialog->widget;
}

const char *prompt_dialog_text(const struct widget *widget)
{
    return text_line_string(&const_dialog_of(widget)->line);
}
