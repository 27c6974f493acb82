/* Rules about the file as a whole: its name, its ID among others, keys unknown to the form. */
#include "base/memory.h"
#include "base/path.h"
#include "check_internal.h"

#include <stdlib.h>
#include <string.h>

/* What is wrong with the ID is said at the field of the ID. */
static struct place place_of_id(const struct check *check)
{
    return (struct place){.level = PLACE_FIELD,
                          .question = spec_form(check->spec)->id,
                          .row = FINDING_NO_ROW};
}

bool rule_duplicate_id(const struct check *check, const struct check_rule *rule,
                       const struct place *place)
{
    (void)place;
    const struct check_world *world = check->world;
    const char *id = spec_id(check->spec);
    if (world->duplicate_of == NULL || id[0] == '\0')
        return true;
    const char *other = world->duplicate_of(world->context, id, world->path);
    if (other == NULL)
        return true;
    struct place at = place_of_id(check);
    check_report(check, rule, &at, "%s has the same ID", other);
    return false;
}

bool rule_id_file_name(const struct check *check, const struct check_rule *rule,
                       const struct place *place)
{
    (void)place;
    const char *id = spec_id(check->spec);
    if (check->world->path == NULL || id[0] == '\0')
        return true;
    char *stem = path_stem(check->world->path);
    bool equal = strcmp(stem, id) == 0;
    struct place at = place_of_id(check);
    if (!equal)
        check_report(check, rule, &at, "The file is called %s; rename it to %s", stem, id);
    free(stem);
    return equal;
}

static const struct field *find_renamed(const struct form *form, const char *old_path)
{
    for (size_t i = 0; i < form->field_count; i++) {
        const char *renamed_from = form->fields[i].renamed_from;
        if (renamed_from != NULL && strcmp(renamed_from, old_path) == 0)
            return &form->fields[i];
    }
    return NULL;
}

bool rule_unknown_key(const struct check *check, const struct check_rule *rule,
                      const struct place *place)
{
    size_t count = 0;
    const struct other_value *others = spec_others(check->spec, &count);
    for (size_t i = 0; i < count; i++) {
        const struct field *renamed = find_renamed(spec_form(check->spec), others[i].path);
        const struct field *meant = form_suggest_field(spec_form(check->spec), others[i].path);
        const struct section *section = form_find_section(spec_form(check->spec), others[i].path);
        if (section != NULL)
            check_report(check, rule, place,
                         "“%s” is a section: its fields stand below it, each with its key",
                         others[i].path);
        else if (renamed != NULL)
            check_report(check, rule, place,
                         "“%s” is called “%s” now; it moves there when it is edited",
                         others[i].path, renamed->path);
        else if (meant != NULL)
            check_report(check, rule, place, "The form has no “%s”; did you mean “%s”?",
                         others[i].path, meant->path);
        else
            check_report(check, rule, place, "The form has no “%s”", others[i].path);
        check->findings->items[check->findings->count - 1].line = others[i].line;
    }
    return count == 0;
}
