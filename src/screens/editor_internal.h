/* The editor's state, for editor*.c only. */
#ifndef IFSPEC_SCREENS_EDITOR_INTERNAL_H
#define IFSPEC_SCREENS_EDITOR_INTERNAL_H

#include "model/check.h"
#include "ui/field_widget.h"
#include "ui/form_view.h"
#include "workspace/recovery.h"
#include "ui/section_list.h"

#include "screen_internal.h"

/* What was put off until a question is answered. */
enum editor_intent {
    EDITOR_STAYS,
    EDITOR_LEAVES, /* to the screen below */
    EDITOR_QUITS,  /* ifspec */
};

/* What is known of unsaved work and of the file on disk (editor_recovery.c, editor_disk.c). Times are
 * of app_clock(), 0: not due. */
struct editor_care {
    long long record_due;
    long long look_due;
    unsigned long recorded;        /* revision of the spec */
    const struct field *field;     /* the one with the focus */
    bool warned;                   /* that recovery is off */
    bool offered;                  /* it was asked about `offer` */
    bool looking;                  /* at the differences, before deciding */
    struct recovery_offer offer;   /* name NULL: none is open */
    enum sheet_disk disk;
    struct reconciliation merge;   /* with the file as another program left it */
    struct reconciliation *asking; /* whose conflicts are asked about; NULL: none */
    size_t asked;
    enum editor_intent then;       /* after the merge, when it was for a save */
    bool saves;
};

/* The question that is being asked or closed (editor_question.c). */
struct editor_doubt {
    const struct field *field;
    size_t row;
    char *text;
};

struct editor_screen {
    struct screen screen;
    struct sheet *sheet; /* owned */
    struct editor_screen *came_from; /* it was followed from there, below; or NULL */
    struct form_view *view;
    struct canvas form_area, section_area; /* where they were drawn last, for the mouse */
    struct field_host host;
    struct findings findings;
    struct section_list *sections;
    int completeness;
    bool stale;             /* findings and what follows from them must be made anew */
    unsigned long revision; /* of the spec that they were made for */
    const struct field *drawn; /* the focused field of the last frame */
    bool looks_around;      /* findings may look at other files: not before the first paint */
    struct blame *blame; /* the search for who set what, under way; or NULL */
    bool history_known;
    char **last_changes; /* of each field of the form, or NULL; NULL: not read yet */
    bool commits; /* the commit is on top of it */
    bool branch_known;
    char *branch; /* NULL: none */
    int ahead, behind;
    enum editor_intent intent;
    struct editor_doubt doubt;
    struct value status_before; /* the status as it was before the last command (editor_status.c) */
    int status_index;
    char *sought; /* the text looked for last */
    struct editor_care care;
};

/* Bring the findings up to date. */
void editor_check(struct editor_screen *self);

void editor_draw(struct screen *screen, struct canvas canvas);
void editor_click(struct screen *screen, int row, int column, bool twice);
void editor_wheel(struct screen *screen, int rows);

/* ── saving and leaving (editor_leave.c) ── */

/* False if it was not saved, or not yet: a question may be open, after which it is, and then
 * `intent` follows. */
bool editor_save(struct editor_screen *self, enum editor_intent intent);
/* Leave; what would be lost is asked about before. */
void editor_leave(struct editor_screen *self, enum editor_intent intent);
void editor_go(struct editor_screen *self, enum editor_intent intent);

/* ── unsaved work (editor_recovery.c) ── */

/* Called before the form is made. */
void editor_begin_care(struct editor_screen *self);
/* Ask about what a session before left; false if there is nothing, or it was asked. */
bool editor_offer(struct editor_screen *self);
/* Something may have changed: see to it that it is recorded. */
void editor_note_change(struct editor_screen *self);
/* Record now; false if that is not possible. */
bool editor_record(struct editor_screen *self);
int editor_wait(const struct screen *screen);
void editor_tick(struct screen *screen);
void editor_keep(struct screen *screen);
/* A look at the differences has ended: ask again. */
void editor_offer_again(struct editor_screen *self);

/* ── the file on disk (editor_disk.c) ── */

/* Ask about every conflict, mine or theirs; then go on with what it was for. */
void editor_ask_conflicts(struct editor_screen *self, struct reconciliation *conflicts);
/* Take in, without a word, what came into the file by the user's own doing beside the form; what the
 * form has changed too is left for the save. */
void editor_catch_up(struct editor_screen *self);
/* Look at the file; with `merge` what another program changed is taken in, else it is said. */
void editor_look(struct editor_screen *self, bool merge);
/* The file was changed before a save: bring both together, save, then follow `intent`. */
void editor_merge_and_save(struct editor_screen *self, enum editor_intent intent);
/* What the header says of the file; "" if there is nothing to say. */
const char *editor_disk_note(const struct editor_screen *self);
/* Restore what was offered, now that its conflicts are decided (editor_recovery.c). */
void editor_restore(struct editor_screen *self);
void editor_forget_care(struct editor_screen *self);

/* ── who changed what last (editor_history.c) ── */

/* Read it; false if there was nothing to do. */
bool editor_read_history(struct editor_screen *self);
/* The file was saved: search again; what is known stays until then. */
void editor_renew_history(struct editor_screen *self);
void editor_forget_history(struct editor_screen *self);
/* "" if it is not known. */
const char *editor_last_change(const struct editor_screen *self, const struct field *field);

/* ── what is remembered (editor_memory.c) ── */

/* Go to this field; NULL: to where the spec was left last. */
void editor_return_to_place(struct editor_screen *self, const char *field);
void editor_keep_place(struct editor_screen *self);
/* Whether the field holds what was copied; that is right here. */
bool editor_is_on_copied(const struct editor_screen *self);
void editor_accept_copied(struct editor_screen *self);
/* Look for what was approved; false if there was nothing to do. */
bool editor_find_approved(struct editor_screen *self);
/* Append what the header says of it, if anything. */
void editor_describe_approval(const struct editor_screen *self, struct buffer *out);

/* ── the step to a status (editor_status.c) ── */

/* Before a command: remember the status. After it: if it went on to one that is not earned yet, ask. */
void editor_note_status(struct editor_screen *self);
void editor_weigh_status(struct editor_screen *self);

/* ── a value (editor_value.c) ── */

void editor_copy_value(struct editor_screen *self);
/* Open what the reference under the cursor names, over this one. */
void editor_follow(struct editor_screen *self);
/* The one, of those it was followed from, that is not saved; or NULL. */
struct editor_screen *editor_unsaved_below(const struct editor_screen *self);
/* Of the field host: `context` is the editor. */
bool editor_add_value(void *context, const struct field *field, const char *value);

/* ── beside the form ── */

/* Note an open question on the field, or close the one there is (editor_question.c). */
void editor_question(struct editor_screen *self);
/* Edit the field's text in the user's own editor (editor_outside.c). */
void editor_edit_outside(struct editor_screen *self);

/* ── finding the way (editor_find.c) ── */

void editor_find(struct editor_screen *self);
void editor_go_to(struct editor_screen *self);
/* Say which fields of this section (if none: of the form) are hidden, and why. */
void editor_why_hidden(struct editor_screen *self);

/* A list of all sections and fields with a filter; `chosen` hears where to go. */
struct screen *go_to_screen_new(struct app *app, const struct spec *spec,
                                void (*chosen)(struct screen *editor, const struct section *section,
                                               const struct field *field),
                                struct screen *editor);

#endif
