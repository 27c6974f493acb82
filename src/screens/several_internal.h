/* One list about several specifications: what a task has to say about each, and, if it writes, the
 * preview of that. Fills itself in idle time; Enter opens a specification. Does not know the tasks. */
#ifndef IFSPEC_SCREENS_SEVERAL_INTERNAL_H
#define IFSPEC_SCREENS_SEVERAL_INTERNAL_H

#include "base/buffer.h"
#include "term/theme.h"

#include "screen_internal.h"

struct several_screen;

struct several_task {
    /* Say what there is to say about the spec at a path: several_name(), several_add(). */
    void (*look)(struct several_screen *screen, void *context, const char *path);
    /* Change it. NULL: the task only looks. */
    int (*write)(void *context, struct app *app, const char *path, struct error *error);
    /* The title, and what was found once all were looked at. */
    void (*title)(const void *context, size_t count, struct buffer *out);
    void (*summarise)(const struct several_screen *screen, struct buffer *out);
    const char *nothing; /* to say when there is nothing to say */
    const char *remark;  /* on what it writes; NULL */
    void (*free)(void *context);
};

/* Paths are copied, the context is taken. */
struct screen *several_screen_new(struct app *app, const struct several_task *task, void *context,
                                  const char *const *paths, size_t count);

/* For look(): how the spec is called; something about it, at a field's path (NULL: as a whole). */
void several_name(struct several_screen *screen, const char *id, const char *title);
void several_add(struct several_screen *screen, enum style style, const char *label,
                 const char *text, const char *field);

/* How many there are of a style: things said, specifications. */
size_t several_count(const struct several_screen *screen, enum style style);
size_t several_count_specs(const struct several_screen *screen, enum style style);
/* Specifications about which nothing was said. */
size_t several_count_silent(const struct several_screen *screen);
struct workspace *several_workspace(const struct several_screen *screen);

/* ── the tasks ── */

/* Everything missing, wrong or doubtful in them. */
struct screen *several_problems_new(struct app *app, const char *const *paths, size_t count);
/* Set (or append to) the field at a path; an empty text clears. */
struct screen *several_set_new(struct app *app, const char *const *paths, size_t count,
                               const char *field, const char *text, bool append);

#endif
