#include "plain_internal.h"

#include "base/memory.h"
#include "command_internal.h"
#include "model/field_type.h"
#include "model/smart_id.h"
#include "output_internal.h"
#include "workspace/recovery.h"
#include "workspace/settings.h"

#include <stdlib.h>
#include <string.h>

/* ── the walk ── */

/* The visible field behind (or, with `back`, before) this one; NULL if there is none. */
static const struct field *neighbour(const struct plain *plain, const struct field *field,
                                     bool back)
{
    const struct form *form = spec_form(plain->spec);
    size_t index = field->index;
    while (back ? index > 0 : index + 1 < form->field_count) {
        index = back ? index - 1 : index + 1;
        const struct field *next = &form->fields[index];
        if (next->section != NULL && spec_is_visible(plain->spec, next))
            return next;
    }
    return NULL;
}

/* What the form ties to a part of the ID (the version) follows it. */
static void carry_parts(struct plain *plain, const struct field *field, const char *before)
{
    const struct field *carried = smart_id_carry(plain->spec, field, before);
    if (carried != NULL)
        output_line("%s follows: %s", carried->label,
                    value_text(spec_value(plain->spec, carried)));
}

static enum plain_step ask_one(struct plain *plain, const struct field *field)
{
    struct value value = {0};
    char *before = memory_copy_string(value_text(spec_value(plain->spec, field)));
    bool changed = false;
    enum plain_step step =
        plain_ask_value(plain, field, spec_value(plain->spec, field), &value, &changed);
    if (changed) {
        plain_answer(plain, field, &value);
        carry_parts(plain, field, before);
    }
    value_done(&value);
    free(before);
    return step;
}

/* A link is one line, or "+" and its two parts. */
static enum plain_step ask_link(struct plain *plain, const struct field *field)
{
    const char *text = NULL;
    struct value value = {0};
    bool changed = false;
    enum answer_kind kind = plain_read(plain, field->label, &text);
    enum plain_step step = PLAIN_NEXT;
    if (kind == ANSWER_TEXT && strcmp(text, "+") == 0) {
        const struct value *present = spec_value(plain->spec, field);
        value = present->kind == VALUE_ROW ? value_copy(present)
                                           : value_of_row(field->column_count);
        step = plain_ask_cells(plain, field, &value, &changed);
    } else if (kind == ANSWER_TEXT) {
        changed = plain_parse(plain, field, text, &value) == 0;
        step = changed ? PLAIN_NEXT : PLAIN_AGAIN;
    } else if (kind == ANSWER_CLEAR || kind == ANSWER_NOT_APPLICABLE) {
        value.kind = kind == ANSWER_CLEAR ? VALUE_ABSENT : VALUE_NOT_APPLICABLE;
        changed = true;
    } else if (kind == ANSWER_HELP) {
        plain_show_help(plain, field);
        step = PLAIN_AGAIN;
    } else if (kind == ANSWER_COMMAND) {
        step = plain_obey(plain, text);
    } else if (kind != ANSWER_KEEP) {
        step = kind == ANSWER_BACK ? PLAIN_BACK : PLAIN_GONE;
    }
    if (changed)
        plain_answer(plain, field, &value);
    value_done(&value);
    return step;
}

static enum plain_step ask_field(struct plain *plain, const struct field *field)
{
    switch (field->type->shape) {
    case SHAPE_LIST:
    case SHAPE_TABLE:
    case SHAPE_LINKS:
        return plain_ask_list(plain, field);
    case SHAPE_LINK:
        return ask_link(plain, field);
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
        break;
    }
    return ask_one(plain, field);
}

/* Unsaved work is on the disk before the next question is asked. */
static void record(struct plain *plain)
{
    struct error error = {0};
    if (recovery_off_reason(plain->sheet) == NULL && recovery_record(plain->sheet, &error) != 0)
        output_warning("recovery is off: %s", error.text);
}

/* Behind the last field. */
static enum plain_step finish(struct plain *plain)
{
    struct spec_count count = spec_count_needed(plain->spec);
    output_line("%s", "");
    output_line("That was the last field. %zu of %zu needed answers are there.", count.answered,
                count.visible);
    return plain_leave(plain);
}

static void walk(struct plain *plain)
{
    bool shown = false;
    while (!plain->ended && !plain->left) {
        const struct field *field = plain->field;
        if (!shown)
            plain_show_heading(plain, field);
        enum plain_step step = ask_field(plain, field);
        const struct field *next = NULL;
        record(plain);
        shown = step == PLAIN_AGAIN;
        if (step == PLAIN_NEXT || step == PLAIN_BACK) {
            next = neighbour(plain, field, step == PLAIN_BACK);
            if (next == NULL && step == PLAIN_BACK)
                output_line("This is the first field.");
            else if (next == NULL)
                (void)finish(plain);
            plain->field = next != NULL ? next : field;
        }
    }
}

/* ── work that was not saved ── */

static void show_offer(const struct recovery_offer *offer)
{
    char when[INSTANT_TEXT_SIZE];
    instant_format(offer->when, when);
    output_line("There is unsaved work of %s:", when);
    if (offer->left_over)
        output_line("(a save was cut short and left %s)", offer->name);
    struct buffer lines = {0};
    reconciliation_describe(&offer->differences, &lines);
    output_text(&lines);
    buffer_done(&lines);
}

static void offer_recovery(struct plain *plain)
{
    struct recovery_offer offer = {0};
    struct error error = {0};
    const char *text = NULL;
    int result = 0;
    bool found = recovery_find(plain->sheet, NULL, &offer);
    if (recovery_damaged(plain->sheet) != NULL)
        output_warning("unsaved work from before cannot be read; it is kept in the state folder as "
                       "%s",
                       recovery_damaged(plain->sheet));
    if (!found)
        return;
    show_offer(&offer);
    (void)plain_read(plain, "Take it? yes, no to drop it, an empty line to decide later", &text);
    if (strcmp(text, "yes") == 0 || strcmp(text, "y") == 0) {
        for (size_t i = 0; i < offer.differences.count; i++)
            offer.differences.items[i].take_mine = offer.differences.items[i].fits;
        result = recovery_restore(plain->sheet, &offer, &error);
    } else if (strcmp(text, "no") == 0 || strcmp(text, "n") == 0) {
        result = recovery_delete(plain->sheet, &offer, &error);
    } else {
        result = recovery_keep(plain->sheet, &offer, &error);
    }
    if (result != 0)
        (void)output_error(&error);
    recovery_offer_done(&offer);
}

/* ── run ── */

bool plain_is_wanted(const struct arguments *arguments)
{
    struct settings settings = {0};
    struct buffer problems = {0};
    /* What is wrong with them the screens say. */
    settings_read(&settings, &problems);
    bool wanted = settings.plain || arguments_have(arguments, "plain");
    settings_done(&settings);
    buffer_done(&problems);
    return wanted;
}

static const struct field *first_field(const struct plain *plain)
{
    const struct form *form = spec_form(plain->spec);
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].section != NULL && spec_is_visible(plain->spec, &form->fields[i]))
            return &form->fields[i];
    return NULL;
}

static void greet(const struct plain *plain)
{
    const struct form *form = spec_form(plain->spec);
    const char *id = spec_id(plain->spec);
    output_line("%s, %s. %s", id[0] != '\0' ? id : "A new specification", form->title,
                spec_title(plain->spec));
    output_line("An empty line keeps and goes on, ? helps, < goes back, :quit leaves.");
}

int plain_run(struct sheet *sheet, const struct field *field)
{
    struct plain plain = {.sheet = sheet, .spec = sheet_spec(sheet), .field = field};
    recovery_begin(sheet);
    const char *read_only = sheet_read_only_reason(sheet);
    if (read_only != NULL) {
        struct error error = {0};
        error_set(&error, ERROR_REFUSED, "%s: %s", sheet_path(sheet), read_only);
        return output_error(&error);
    }
    greet(&plain);
    offer_recovery(&plain);
    if (plain.field == NULL)
        plain.field = first_field(&plain);
    if (plain.field != NULL)
        walk(&plain);
    /* At the end of the input nobody can be asked any more: nothing typed is lost. */
    if (!plain.left && sheet_is_modified(sheet))
        (void)plain_save(&plain);
    buffer_done(&plain.line);
    return plain.status;
}
