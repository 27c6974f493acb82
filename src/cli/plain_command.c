#include "plain_internal.h"

#include "base/date.h"
#include "command_internal.h"
#include "model/question.h"
#include "output_internal.h"
#include "workspace/copied.h"
#include "workspace/recovery.h"

#include <stdlib.h>
#include <string.h>

bool plain_save(struct plain *plain)
{
    struct error error = {0};
    if (!sheet_is_modified(plain->sheet)) {
        output_line("Nothing to save in %s.", sheet_path(plain->sheet));
        return true;
    }
    if (sheet_save(plain->sheet, &error) != 0) {
        plain->status = output_error(&error);
        return false;
    }
    plain->status = EXIT_DONE;
    output_line("Saved %s.", sheet_path(plain->sheet));
    return true;
}

enum plain_step plain_leave(struct plain *plain)
{
    struct error error = {0};
    if (!sheet_is_modified(plain->sheet)) {
        plain->left = true;
        return PLAIN_GONE;
    }
    const char *text = NULL;
    for (;;) {
        enum answer_kind kind =
            plain_read(plain, "Save the changes? yes, no, or an empty line to go on", &text);
        bool yes = strcmp(text, "yes") == 0 || strcmp(text, "y") == 0;
        bool no = strcmp(text, "no") == 0 || strcmp(text, "n") == 0;
        if (kind == ANSWER_KEEP || kind == ANSWER_BACK)
            return PLAIN_AGAIN;
        if (kind == ANSWER_END)
            return PLAIN_GONE;
        if (yes && !plain_save(plain))
            return PLAIN_AGAIN;
        if (no && recovery_discard(plain->sheet, &error) != 0)
            output_warning("%s", error.text);
        if (no)
            plain->status = EXIT_DONE;
        if (yes || no) {
            plain->left = true;
            return PLAIN_GONE;
        }
        output_line("Please answer yes or no.");
    }
}

/* ── the commands ── */

static enum plain_step save(struct plain *plain, const char *argument)
{
    (void)argument;
    (void)plain_save(plain);
    return PLAIN_AGAIN;
}

static enum plain_step quit(struct plain *plain, const char *argument)
{
    (void)argument;
    return plain_leave(plain);
}

static enum plain_step go(struct plain *plain, const char *argument)
{
    const struct form *form = spec_form(plain->spec);
    const struct field *field = form_find_field(form, argument);
    const struct section *section = form_find_section(form, argument);
    if (field == NULL && section != NULL && section->field_count > 0)
        field = section->fields[0];
    if (field == NULL)
        field = form_suggest_field(form, argument);
    if (field == NULL || field->section == NULL) {
        output_line("There is no field “%s”.", argument);
        return PLAIN_AGAIN;
    }
    if (!spec_is_visible(plain->spec, field)) {
        output_line("%s is not asked here.", field->label);
        return PLAIN_AGAIN;
    }
    plain->field = field;
    return PLAIN_GONE;
}

/* The next field, and round to the first, that is missing or wrong. */
static enum plain_step go_missing(struct plain *plain, const char *argument)
{
    struct findings findings = {0};
    const struct field *next = NULL;
    const struct field *first = NULL;
    (void)argument;
    sheet_check(plain->sheet, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct field *field = findings.items[i].field;
        if (field == NULL || field->section == NULL ||
            findings.items[i].severity == SEVERITY_INFO || field == plain->field)
            continue;
        if (first == NULL || field->index < first->index)
            first = field;
        if (field->index > plain->field->index && (next == NULL || field->index < next->index))
            next = field;
    }
    findings_done(&findings);
    if (first == NULL) {
        output_line("Nothing else is missing or wrong.");
        return PLAIN_AGAIN;
    }
    plain->field = next != NULL ? next : first;
    return PLAIN_GONE;
}

static enum plain_step problems(struct plain *plain, const char *argument)
{
    (void)argument;
    plain_show_problems(plain);
    return PLAIN_AGAIN;
}

static enum plain_step ask(struct plain *plain, const char *argument)
{
    if (argument[0] == '\0') {
        output_line("What is the question? :question Inbound or outbound?");
    } else if (plain_is_writable(plain, spec_form(plain->spec)->questions)) {
        question_add(plain->spec, plain->field, argument, "", date_today());
        output_line("Noted as an open question on %s.", plain->field->label);
    }
    return PLAIN_AGAIN;
}

static enum plain_step step_back(struct plain *plain, bool redo)
{
    const struct field *field = NULL;
    if (!(redo ? spec_redo(plain->spec, &field) : spec_undo(plain->spec, &field)) ||
        field == NULL) {
        output_line(redo ? "Nothing was taken back." : "There is nothing to take back.");
        return PLAIN_AGAIN;
    }
    output_line(redo ? "Done again: %s." : "Taken back: %s.", field->label);
    if (field->section != NULL)
        plain->field = field;
    return PLAIN_GONE;
}

static enum plain_step undo(struct plain *plain, const char *argument)
{
    (void)argument;
    return step_back(plain, false);
}

static enum plain_step redo(struct plain *plain, const char *argument)
{
    (void)argument;
    return step_back(plain, true);
}

static enum plain_step accept(struct plain *plain, const char *argument)
{
    (void)argument;
    if (!copied_is_untouched(plain->sheet, plain->field)) {
        output_line("Nothing here is marked as copied.");
        return PLAIN_AGAIN;
    }
    copied_accept(plain->sheet, plain->field);
    output_line("%s is right as it is.", plain->field->label);
    return PLAIN_NEXT;
}

static const struct {
    const char *name;
    const char *argument;
    const char *help;
    enum plain_step (*run)(struct plain *plain, const char *argument);
} COMMANDS[] = {
    {"save", "", "save and go on", save},
    {"quit", "", "leave; asks whether to save", quit},
    {"go", " FIELD", "to a field or section, by id or label", go},
    {"missing", "", "to the next field that is missing or wrong", go_missing},
    {"problems", "", "all that is missing or wrong", problems},
    {"question", " TEXT", "note an open question on this field", ask},
    {"undo", "", "take back the last change", undo},
    {"redo", "", "do again what was taken back", redo},
    {"right", "", "what was copied here is right as it is", accept},
};

void plain_show_commands(void)
{
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        output_line(":%s%s: %s", COMMANDS[i].name, COMMANDS[i].argument, COMMANDS[i].help);
}

enum plain_step plain_obey(struct plain *plain, const char *words)
{
    size_t length = strcspn(words, " ");
    const char *argument = words + length + strspn(words + length, " ");
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++)
        if (strlen(COMMANDS[i].name) == length && strncmp(COMMANDS[i].name, words, length) == 0)
            return COMMANDS[i].run(plain, argument);
    output_line("There is no command :%s. A text that begins with a colon needs a backslash ahead.",
                words);
    plain_show_commands();
    return PLAIN_AGAIN;
}

bool plain_take_turn(struct plain *plain, const struct field *question, enum answer_kind kind,
                     const char *text, enum plain_step *step)
{
    switch (kind) {
    case ANSWER_HELP:
        plain_show_help(plain, question);
        *step = PLAIN_AGAIN;
        return true;
    case ANSWER_BACK:
        *step = PLAIN_BACK;
        return true;
    case ANSWER_COMMAND:
        *step = plain_obey(plain, text);
        return true;
    case ANSWER_END:
        *step = PLAIN_GONE;
        return true;
    default:
        return false;
    }
}
