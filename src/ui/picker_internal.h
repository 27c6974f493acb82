/* A field whose value is picked from a list: choice, choices and reference build upon it. */
#ifndef IFSPEC_UI_PICKER_INTERNAL_H
#define IFSPEC_UI_PICKER_INTERNAL_H

#include "box_internal.h"
#include "pick_list_internal.h"

struct picker;

struct picker_traits {
    struct widget_class class;
    /* Options of the list; its entries and the marks on those that are the value now. */
    struct pick_options (*options)(const struct picker *self);
    void (*fill)(const struct picker *self, struct pick_list *list);
    /* The list was accepted: write the value. */
    void (*take)(const struct picker *self, const struct pick_list *list);
    /* The value as text; empty if there is none. */
    void (*format)(const struct picker *self, struct buffer *out);
    /* What the value means, to be drawn dim behind it where there is room; NULL: nothing. The
     * function may be NULL. */
    const char *(*gloss)(const struct picker *self);
};

struct picker {
    struct box box;
    const struct picker_traits *traits;
    struct pick_list *list; /* NULL: it is closed */
};

struct widget *picker_new(const struct picker_traits *traits, const struct place *place);
/* Add the entries of the field's vocabulary. */
void picker_add_choices(const struct picker *self, struct pick_list *list);
/* Say the caution of a value that was taken. */
void picker_say_caution(const struct picker *self, const struct pick_list *list, const char *value);

/* The functions of all its classes. */
#define PICKER_CLASS(class_name)                                                                   \
    {                                                                                              \
        .name = (class_name), .height = picker_height, .draw = picker_draw, .obey = picker_obey,   \
        .insert = picker_insert, .contexts = picker_contexts, .blur = picker_blur,                 \
        .draw_over = picker_draw_over, .click_over = picker_click_over,                            \
        .room_below = picker_room_below, .reload = picker_reload, .explain = picker_explain,       \
        .free = picker_free,                                                                       \
    }
int picker_height(const struct widget *widget, int width, bool focused);
void picker_draw(struct widget *widget, struct canvas canvas, bool focused);
void picker_draw_over(struct widget *widget, const struct over *over);
enum widget_answer picker_click_over(struct widget *widget, const struct over *over, int row,
                                     int column, bool twice);
int picker_room_below(const struct widget *widget);
enum widget_answer picker_obey(struct widget *widget, enum command command);
enum widget_answer picker_insert(struct widget *widget, const char *text, size_t length,
                                 bool pasted);
size_t picker_contexts(const struct widget *widget, enum keymap_context contexts[4]);
void picker_blur(struct widget *widget);
void picker_reload(struct widget *widget);
void picker_explain(const struct widget *widget, struct buffer *out);
void picker_free(struct widget *widget);

#endif
