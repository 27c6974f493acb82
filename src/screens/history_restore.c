/* Taking values back from versions into the form below: one step of undo, however many they are and
 * from however many versions. */
#include "base/memory.h"
#include "workspace/restore.h"

#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

struct outcome {
    size_t changed;
    size_t refused;
};

/* The file as it was after a version or before it; what is not committed yet came after HEAD. */
static int read_choice(struct app *app, const struct history_choice *choice,
                       enum history_moment moment, const struct form *form, struct spec **old,
                       struct error *error)
{
    const struct history_version *version = choice->version;
    const char *behind = moment == HISTORY_BEFORE ? "^" : "";
    char *revision = version->commit != NULL ? memory_format("%s%s", version->commit, behind)
                                             : memory_copy_string("HEAD");
    int result = history_read_as(app_workspace(app), version->path, revision, form, old, error);
    free(revision);
    return result;
}

static int restore_moment(struct app *app, struct sheet *sheet, struct history_choice *choice,
                          enum history_moment moment, struct outcome *outcome, struct error *error)
{
    struct spec *old = NULL;
    struct spec *spec = sheet_spec(sheet);
    const struct form *form = spec_form(spec);
    const struct field *one = choice->field != NULL ? form_find_field(form, choice->field) : NULL;
    size_t refused = 0;
    choice->moment = moment;
    if (choice->field != NULL && one == NULL) {
        outcome->refused++; /* a field of an older form */
        return 0;
    }
    if (read_choice(app, choice, moment, form, &old, error) != 0)
        return -1;
    outcome->changed += restore_fields(spec, old, one != NULL ? &one : NULL, 1, &refused);
    outcome->refused += refused;
    spec_free(old);
    return 0;
}

/* Restore one choice; -1 if its version cannot be read. */
static int restore(struct app *app, struct sheet *sheet, struct history_choice *choice,
                   struct outcome *outcome, struct error *error)
{
    size_t done = outcome->changed + outcome->refused;
    bool has_other =
        choice->moment == HISTORY_OTHER && choice->field != NULL && !choice->version->created;
    enum history_moment first = choice->moment == HISTORY_OTHER ? HISTORY_AFTER : choice->moment;
    if (choice->version->commit == NULL)
        first = HISTORY_BEFORE;
    if (restore_moment(app, sheet, choice, first, outcome, error) != 0)
        return -1;
    if (!has_other || first == HISTORY_BEFORE || outcome->changed + outcome->refused > done)
        return 0;
    return restore_moment(app, sheet, choice, HISTORY_BEFORE, outcome, error);
}

static bool is_one_moment(const struct history_choice *choices, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (choices[i].version != choices[0].version || choices[i].moment != choices[0].moment)
            return false;
    return true;
}

/* "as on 2025-05-01 again" */
static char *copy_moment(const struct history_choice *choice)
{
    if (choice->version->commit == NULL)
        return memory_copy_string("as committed");
    return memory_format("as %s %s again", choice->moment == HISTORY_BEFORE ? "before" : "on",
                         choice->version->date);
}

static void say_what_came(struct app *app, struct sheet *sheet,
                          const struct history_choice *choices, size_t count, size_t changed)
{
    const struct form *form = spec_form(sheet_spec(sheet));
    char *moment = copy_moment(&choices[0]);
    if (count == 1 && choices[0].field != NULL)
        app_say(app, "%s is %s, not saved yet; undo takes it back.",
                form_find_field(form, choices[0].field)->label, moment);
    else if (is_one_moment(choices, count))
        app_say(app, "%zu field%s %s, not saved yet; undo takes it back.", changed,
                changed == 1 ? "" : "s", moment);
    else
        app_say(app, "%zu fields are as they were, not saved yet; undo takes it back.", changed);
    free(moment);
}

/* Whether something was there before or is there now: of what is new nothing can be taken back. */
static bool can_be_read(const struct history_choice *choice)
{
    return choice->version != NULL &&
           (choice->version->commit != NULL || !choice->version->created);
}

void history_take_back(struct app *app, struct sheet *sheet, struct history_choice *choices,
                       size_t count)
{
    struct outcome outcome = {0};
    struct error error = {0};
    int result = 0;
    if (sheet == NULL) {
        app_say(app, "Open the specification in the form first, then its history from there.");
        return;
    }
    for (size_t i = 0; i < count; i++)
        if (!can_be_read(&choices[i])) {
            app_say(app, "That is new: there is nothing before it.");
            return;
        }
    spec_begin_step(sheet_spec(sheet));
    for (size_t i = 0; i < count && result == 0; i++)
        result = restore(app, sheet, &choices[i], &outcome, &error);
    spec_end_step(sheet_spec(sheet));
    if (result != 0)
        app_complain(app, &error);
    else if (outcome.changed > 0)
        say_what_came(app, sheet, choices, count, outcome.changed);
    else
        app_say(app, outcome.refused > 0 ? "That cannot be changed in this file."
                                         : "The form has these values already.");
}
