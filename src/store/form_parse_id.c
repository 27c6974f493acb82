/* Smart IDs: the parts that an identifier is made of. */
#include "form_internal.h"

#include "base/memory.h"

#include <string.h>

enum { PART_LIMIT = 20 };

static void parse_part(struct form_builder *builder, struct form_place place, struct field *field)
{
    static const char *const keys[] = {"name", "pattern"};
    if (!form_check_map(builder, place, "a part", keys, sizeof keys / sizeof *keys))
        return;
    struct form_place name_place = form_child(place, "name");
    const char *name = form_read_text_at(builder, place, "name");
    if (name == NULL || !form_check_id(builder, name_place, name)) {
        if (name_place.node == NULL)
            form_report(builder, place.source, place.node, "a part needs a `name`");
        return;
    }
    for (size_t i = 0; i < field->part_count; i++)
        if (strcmp(field->parts[i].name, name) == 0)
            form_report(builder, name_place.source, name_place.node,
                        "`%s` has two parts `%s`", field->path, name);
    struct id_part *part = &field->parts[field->part_count++];
    part->name = memory_copy_string(name);
    struct form_place pattern = form_child(place, "pattern");
    const char *source =
        pattern.node != NULL ? form_read_text(builder, pattern, "pattern") : NULL;
    struct error error = {0};
    if (source != NULL && pattern_compile(source, true, &part->pattern, &error) < 0)
        form_report_tolerated(builder, pattern.source, pattern.node,
                              "the pattern does not compile: %s", error.text);
}

void form_parse_parts(struct form_builder *builder, struct form_place place, struct field *field)
{
    if (field->separator == NULL)
        field->separator = memory_copy_string("-");
    if (!form_check_list(builder, place, "`parts`"))
        return;
    size_t count = node_count(place.node);
    if (count == 0 || count > PART_LIMIT) {
        form_report(builder, place.source, place.node, "`parts` has 1 to %d entries", PART_LIMIT);
        return;
    }
    field->parts = memory_allocate(count * sizeof *field->parts);
    for (size_t i = 0; i < count; i++)
        parse_part(builder, (struct form_place){place.source, node_item(place.node, i)}, field);
}

void form_parse_separator(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    const char *text = form_read_text(builder, place, "separator");
    if (text == NULL)
        return;
    if (strlen(text) == 1 && strchr("-._", *text) != NULL)
        field->separator = memory_copy_string(text);
    else
        form_report(builder, place.source, place.node,
                    "`separator` is one of - . _, which may stand in a file name");
}
