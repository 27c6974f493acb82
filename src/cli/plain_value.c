#include "plain_internal.h"

#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── one line into a value ── */

/* "today", "+7", "-7": days from today. */
static bool read_relative_day(const char *text, struct date *date)
{
    bool signed_number = text[0] == '+' || text[0] == '-';
    size_t digits = signed_number ? strspn(text + 1, "0123456789") : 0;
    if (utf8_equal_caseless(text, "today")) {
        *date = date_today();
        return true;
    }
    if (digits == 0 || digits > 5 || text[1 + digits] != '\0')
        return false;
    *date = date_add_days(date_today(), (int)strtol(text, NULL, 10));
    return true;
}

/* The date that a text means, asked back unless it is written as one; NULL if it means none. */
static char *pick_date(struct plain *plain, const char *text)
{
    struct date date = {0};
    char day[DATE_TEXT_SIZE];
    if (date_parse(text, &date))
        return memory_copy_string(text);
    bool is_relative = read_relative_day(text, &date);
    if (!is_relative && !date_parse_loosely(text, &date)) {
        output_line("“%s” is not a date; write it as 2025-05-01.", text);
        return NULL;
    }
    date_format(date, day);
    if (is_relative || plain_confirm(plain, "“%s”: is that %s? yes or no", text, day))
        return memory_copy_string(day);
    return NULL;
}

int plain_parse(struct plain *plain, const struct field *question, const char *text,
                struct value *value)
{
    struct error error = {0};
    char *picked = NULL;
    *value = (struct value){0};
    if (question->choices != NULL)
        picked = plain_pick(plain, question, text);
    else if (strcmp(question->type->name, "date") == 0)
        picked = pick_date(plain, text);
    else if (strcmp(question->type->name, "reference") == 0)
        picked = plain_pick_reference(plain, text);
    else
        picked = memory_copy_string(text);
    if (picked == NULL)
        return -1;
    int result = field_parse(question, picked, value, &error);
    free(picked);
    if (result != 0)
        output_line("%s.", error.text);
    return result;
}

/* ── asking for one ── */

static void read_paragraph(struct plain *plain, const char *first, struct value *value)
{
    struct buffer text = {0};
    plain_read_lines(plain, first, &text);
    *value = value_of_text(buffer_string(&text));
    buffer_done(&text);
}

static bool can_be_not_applicable(const struct plain *plain, const struct field *question)
{
    if (question->table != NULL || field_allows_not_applicable(spec_form(plain->spec), question))
        return true;
    output_line("%s needs an answer; N/A is none.", question->label);
    return false;
}

enum plain_step plain_ask_value(struct plain *plain, const struct field *question,
                                const struct value *present, struct value *value, bool *changed)
{
    const char *text = NULL;
    enum plain_step step = PLAIN_AGAIN;
    struct buffer prompt = {0};
    bool lines = question->type->shape == SHAPE_PARAGRAPH;
    buffer_append_string(&prompt, question->label);
    if (question->table != NULL && !value_is_empty(present)) {
        buffer_append_string(&prompt, " [");
        field_format(question, present, &prompt);
        buffer_append_string(&prompt, "]");
    }
    enum answer_kind kind = plain_read(plain, buffer_string(&prompt), &text);
    buffer_done(&prompt);
    *changed = false;
    *value = (struct value){0};
    if (plain_take_turn(plain, question, kind, text, &step))
        return step;
    switch (kind) {
    case ANSWER_KEEP:
        return PLAIN_NEXT;
    case ANSWER_CLEAR:
        *changed = true;
        return PLAIN_NEXT;
    case ANSWER_NOT_APPLICABLE:
        if (!can_be_not_applicable(plain, question))
            return PLAIN_AGAIN;
        value->kind = VALUE_NOT_APPLICABLE;
        *changed = true;
        return PLAIN_NEXT;
    default:
        break;
    }
    if (lines)
        read_paragraph(plain, text, value);
    else if (plain_parse(plain, question, text, value) != 0)
        return plain->ended ? PLAIN_GONE : PLAIN_AGAIN;
    *changed = true;
    return PLAIN_NEXT;
}

/* ── storing ── */

bool plain_is_writable(struct plain *plain, const struct field *field)
{
    const char *reason = spec_read_only_reason(plain->spec, field);
    if (reason != NULL)
        output_line("%s can only be edited in the file: %s", field->label, reason);
    return reason == NULL;
}

/* What the status of the spec asks for and is not answered yet. */
static void show_missing(struct plain *plain)
{
    struct findings findings = {0};
    struct buffer names = {0};
    sheet_check_alone(plain->sheet, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.items[i].rule, "required") == 0 && findings.items[i].column == NULL)
            buffer_append_format(&names, "%s%s", names.length > 0 ? ", " : "",
                                 findings.items[i].field->label);
    if (names.length > 0)
        output_line("This status is not earned yet; missing: %s.", buffer_string(&names));
    buffer_done(&names);
    findings_done(&findings);
}

void plain_answer(struct plain *plain, const struct field *field, const struct value *value)
{
    struct buffer text = {0};
    if (!plain_is_writable(plain, field))
        return;
    spec_set_value(plain->spec, field, value, 0);
    if (value_is_empty(value)) {
        output_line("Cleared.");
    } else if (value->kind != VALUE_LIST) {
        field_format(field, value, &text);
        output_line("%s is now: %s", field->label, buffer_string(&text));
    }
    buffer_done(&text);
    plain_show_findings(plain, field);
    if (field == spec_form(plain->spec)->status &&
        spec_value(plain->spec, field)->kind == VALUE_TEXT)
        show_missing(plain);
}
