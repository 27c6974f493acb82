/* Lists, steps, tables and links: entries are named #1, #2, …, so that a number can be a value. */
#include "plain_internal.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── cells ── */

static struct value new_entry(const struct field *field)
{
    return field->column_count > 0 ? value_of_row(field->column_count) : (struct value){0};
}

enum plain_step plain_ask_cells(struct plain *plain, const struct field *field, struct value *row,
                                bool *changed)
{
    size_t column = 0;
    *changed = false;
    while (column < field->column_count) {
        const struct field *question = &field->columns[column];
        struct value cell = {0};
        bool is_new = false;
        plain_show_heading(plain, question);
        enum plain_step step =
            plain_ask_value(plain, question, &row->items[column], &cell, &is_new);
        if (is_new) {
            value_done(&row->items[column]);
            row->items[column] = cell;
            *changed = true;
        }
        if (step == PLAIN_GONE || (step == PLAIN_BACK && column == 0))
            return step;
        if (step != PLAIN_AGAIN)
            column = step == PLAIN_BACK ? column - 1 : column + 1;
    }
    return PLAIN_NEXT;
}

/* Ask for a whole entry, which may exist already. */
static enum plain_step ask_entry(struct plain *plain, const struct field *field,
                                 struct value *entry, bool *changed)
{
    struct value value = {0};
    if (field->column_count > 0) {
        if (entry->kind != VALUE_ROW)
            *entry = new_entry(field);
        return plain_ask_cells(plain, field, entry, changed);
    }
    struct buffer text = {0};
    field_format(field, entry, &text);
    if (text.length > 0)
        output_line("Now: %s", buffer_string(&text));
    buffer_done(&text);
    enum plain_step step = PLAIN_AGAIN;
    while (step == PLAIN_AGAIN)
        step = plain_ask_value(plain, field, entry, &value, changed);
    if (!*changed)
        return step;
    struct value present = *entry;
    /* The parser makes a list of one; N/A is not said of an entry. */
    *entry = value.kind == VALUE_LIST && value.count > 0 ? value_copy(&value.items[0])
                                                         : (struct value){0};
    entry->origin = present.origin;
    value_done(&present);
    value_done(&value);
    return step;
}

/* ── changing the list ── */

static bool holds_entry(const struct value *list, const struct value *entry, size_t *at)
{
    for (*at = 0; *at < list->count; ++*at)
        if (value_equal(&list->items[*at], entry))
            return true;
    return false;
}

/* Add what one text means; a choice that is taken is dropped. */
static void add_text(struct plain *plain, const struct field *field, struct value *list,
                     const char *text)
{
    struct value added = {0};
    size_t at = 0;
    if (plain_parse(plain, field, text, &added) != 0)
        return;
    for (size_t i = 0; added.kind == VALUE_LIST && i < added.count; i++) {
        if (field->choices != NULL && holds_entry(list, &added.items[i], &at)) {
            output_line("Dropped: %s", value_text(&added.items[i]));
            value_remove(list, at);
        } else {
            struct buffer shown = {0};
            field_format(field, &added.items[i], &shown);
            output_line("Added #%zu: %s", list->count + 1, buffer_string(&shown));
            buffer_done(&shown);
            value_insert(list, list->count, value_copy(&added.items[i]));
        }
    }
    value_done(&added);
}

/* Several choices with commas, unless the text as a whole is one. */
static void add_texts(struct plain *plain, const struct field *field, struct value *list,
                      const char *text)
{
    if (field->choices == NULL || strchr(text, ',') == NULL ||
        vocabulary_find(field->choices, text) != NULL) {
        add_text(plain, field, list, text);
        return;
    }
    char *copy = memory_copy_string(text);
    for (char *at = copy; at != NULL;) {
        char *comma = strchr(at, ',');
        if (comma != NULL)
            *comma = '\0';
        at += strspn(at, " \t");
        size_t length = strlen(at);
        while (length > 0 && (at[length - 1] == ' ' || at[length - 1] == '\t'))
            at[--length] = '\0';
        if (length > 0)
            add_text(plain, field, list, at);
        at = comma != NULL ? comma + 1 : NULL;
    }
    free(copy);
}

static enum plain_step insert_entry(struct plain *plain, const struct field *field,
                                    struct value *list, size_t at)
{
    struct value entry = new_entry(field);
    bool changed = false;
    enum plain_step step = ask_entry(plain, field, &entry, &changed);
    if (value_is_empty(&entry))
        value_done(&entry);
    else
        value_insert(list, at, entry);
    return step;
}

static void copy_entry(struct value *list, size_t at)
{
    struct value copy = value_copy(&list->items[at]);
    copy.origin = 0;
    value_insert(list, at + 1, copy);
}

/* "#2", and behind it: nothing, "-", "up", "down", "insert", "copy". */
static enum plain_step change_entry(struct plain *plain, const struct field *field,
                                    struct value *list, const char *words)
{
    char *end = NULL;
    size_t number = strtoul(words, &end, 10);
    bool changed = false;
    if (end == words || number < 1 || number > list->count) {
        output_line("There is no entry #%s.", words);
        return PLAIN_AGAIN;
    }
    size_t at = number - 1;
    end += strspn(end, " \t");
    if (*end == '\0') {
        enum plain_step step = ask_entry(plain, field, &list->items[at], &changed);
        return step == PLAIN_GONE ? step : PLAIN_AGAIN;
    }
    if (strcmp(end, "insert") == 0)
        return insert_entry(plain, field, list, at) == PLAIN_GONE ? PLAIN_GONE : PLAIN_AGAIN;
    if (strcmp(end, "-") == 0)
        value_remove(list, at);
    else if (strcmp(end, "copy") == 0)
        copy_entry(list, at);
    else if (strcmp(end, "up") == 0 && at > 0)
        value_move(list, at, at - 1);
    else if (strcmp(end, "down") == 0 && at + 1 < list->count)
        value_move(list, at, at + 1);
    else
        output_line("#%zu takes -, up, down, insert or copy, and stays within the list.", number);
    return PLAIN_AGAIN;
}

/* ── asking ── */

static struct value copy_list(const struct plain *plain, const struct field *field)
{
    const struct value *present = spec_value(plain->spec, field);
    return present->kind == VALUE_LIST ? value_copy(present) : value_of_list();
}

/* What a text, a "+" or a "#…" does to the list. */
static enum plain_step change_list(struct plain *plain, const struct field *field, const char *text)
{
    struct value list = copy_list(plain, field);
    struct value before = value_copy(&list);
    enum plain_step step = PLAIN_AGAIN;
    if (strcmp(text, "+") == 0) {
        if (insert_entry(plain, field, &list, list.count) == PLAIN_GONE)
            step = PLAIN_GONE;
    } else if (text[0] == '#' && text[1] >= '0' && text[1] <= '9') {
        step = change_entry(plain, field, &list, text + 1);
    } else {
        add_texts(plain, field, &list, text);
    }
    if (!value_equal(&list, &before)) {
        value_tidy(&list);
        plain_answer(plain, field, &list);
        if (text[0] == '#' || text[0] == '+')
            plain_show_entries(field, spec_value(plain->spec, field));
    }
    value_done(&before);
    value_done(&list);
    return plain->ended ? PLAIN_GONE : step;
}

static void set_scalar(struct plain *plain, const struct field *field, enum value_kind kind)
{
    struct value value = {.kind = kind};
    plain_answer(plain, field, &value);
}

enum plain_step plain_ask_list(struct plain *plain, const struct field *field)
{
    const char *text = NULL;
    enum plain_step step = PLAIN_AGAIN;
    enum answer_kind kind = plain_read(plain, field->label, &text);
    if (plain_take_turn(plain, field, kind, text, &step))
        return step;
    switch (kind) {
    case ANSWER_KEEP:
        return PLAIN_NEXT;
    case ANSWER_CLEAR:
        set_scalar(plain, field, VALUE_ABSENT);
        return PLAIN_AGAIN;
    case ANSWER_NOT_APPLICABLE:
        set_scalar(plain, field, VALUE_NOT_APPLICABLE);
        return PLAIN_NEXT;
    default:
        break;
    }
    if (!plain_is_writable(plain, field))
        return PLAIN_AGAIN;
    return change_list(plain, field, text);
}
