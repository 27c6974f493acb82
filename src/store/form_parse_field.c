/* One question: what every field has. What depends on its type is form_parse_option.c. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static void parse_type(struct form_builder *builder, struct form_place place, struct field *field)
{
    struct form_place type = form_child(place, "type");
    if (type.node == NULL) {
        form_report(builder, place.source, place.node, "`%s` needs a `type`", field->path);
        return;
    }
    const char *name = form_read_text(builder, type, "type");
    if (name == NULL)
        return;
    field->type = field_type_find(name);
    if (field->type != NULL)
        return;
    size_t count = 0;
    const struct field_type *const *all = field_type_all(&count);
    const char **names = memory_allocate((count + 1) * sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = all[i]->name;
    char *hint = form_suggest(builder, name, names, count);
    form_report(builder, type.source, type.node, "there is no type `%s`%s", name, hint);
    free(hint);
    free(names);
}

void form_parse_question(struct form_builder *builder, struct form_place place,
                         struct field *field)
{
    field->required_from = -1;
    field->group_by = -1;
    field->label = form_copy_text_at(builder, place, "label");
    if (field->label == NULL) {
        if (form_child(place, "label").node == NULL)
            form_report(builder, place.source, place.node, "`%s` needs a `label`", field->path);
        field->label = memory_copy_string(field->id);
    }
    field->help = form_copy_text_at(builder, place, "help");
    if (field->help == NULL)
        field->help = memory_copy_string("");
    struct form_place examples = form_child(place, "examples");
    if (examples.node != NULL)
        form_read_texts(builder, examples, "examples", false, &field->examples);
    parse_type(builder, place, field);
    form_parse_options(builder, place, field);
}

void form_parse_field(struct form_builder *builder, struct form_place place,
                      const struct section *section, struct field *field)
{
    field->section = section;
    field->id = form_copy_text_at(builder, place, "id");
    field->path = memory_format("%s.%s", section->id, field->id);
    form_parse_question(builder, place, field);
}
