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

/* Restore one choice; -1 if its version cannot be read. */
static int restore(struct app *app, struct sheet *sheet, const struct history_choice *choice,
                   struct outcome *outcome, struct error *error)
{
    struct spec *old = NULL;
    struct spec *spec = sheet_spec(sheet);
    const struct form *form = spec_form(spec);
    const struct history_version *version = choice->version;
    const struct field *one =
        choice->field != NULL ? form_find_field(form, choice->field) : NULL;
    size_t refused = 0;
    if (choice->field != NULL && one == NULL) {
        outcome->refused++; /* a field of an older form */
        return 0;
    }
    if (history_read_as(app_workspace(app), version->path, version->commit, form, &old, error) != 0)
        return -1;
    outcome->changed += restore_fields(spec, old, one != NULL ? &one : NULL, 1, &refused);
    outcome->refused += refused;
    spec_free(old);
    return 0;
}

static bool is_one_version(const struct history_choice *choices, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (choices[i].version != choices[0].version)
            return false;
    return true;
}

static void say_what_came(struct app *app, struct sheet *sheet,
                          const struct history_choice *choices, size_t count, size_t changed)
{
    const struct form *form = spec_form(sheet_spec(sheet));
    const char *date = choices[0].version->date;
    if (count == 1 && choices[0].field != NULL)
        app_say(app, "%s is as on %s again, not saved yet; undo in the form takes it back.",
                form_find_field(form, choices[0].field)->label, date);
    else if (is_one_version(choices, count))
        app_say(app, "%zu field%s as on %s again, not saved yet; undo takes it back.", changed,
                changed == 1 ? "" : "s", date);
    else
        app_say(app, "%zu fields are as they were, not saved yet; undo takes it back.", changed);
}

void history_take_back(struct app *app, struct sheet *sheet, const struct history_choice *choices,
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
        if (choices[i].version == NULL || choices[i].version->commit == NULL) {
            app_say(app, "That is how the file is now.");
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
