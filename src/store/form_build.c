#include "form_internal.h"

#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <string.h>

static void build_head(struct form_builder *builder, const struct form_source *source)
{
    struct form *form = builder->form;
    form->name = path_stem(source->path);
    form->path = memory_copy_string(source->path);
    form->version = 1;
    if (builder->version.node != NULL)
        form->version = (long)form_read_count(builder, builder->version, "version");
    const char *title = NULL;
    if (builder->title.node != NULL)
        title = form_read_text(builder, builder->title, "title");
    else
        form_report(builder, source, NULL, "the form needs a `title`");
    form->title = memory_copy_string(title != NULL ? title : "");
    const char *help = NULL;
    if (builder->help.node != NULL)
        help = form_read_text(builder, builder->help, "help");
    form->help = memory_copy_string(help != NULL ? help : "");
}

static void build_section(struct form_builder *builder, size_t index)
{
    const struct section_declaration *declaration = &builder->sections[index];
    struct section *section = &builder->form->sections[index];
    section->index = index;
    section->id = memory_copy_string(declaration->id);
    const char *title = NULL;
    if (declaration->title.node != NULL)
        title = form_read_text(builder, declaration->title, "title");
    else
        form_report(builder, declaration->place.source, declaration->place.node,
                    "section `%s` needs a `title`", declaration->id);
    section->title = memory_copy_string(title != NULL ? title : "");
    const char *help = NULL;
    if (declaration->help.node != NULL)
        help = form_read_text(builder, declaration->help, "help");
    section->help = memory_copy_string(help != NULL ? help : "");
    section->fields =
        memory_allocate((declaration->field_count + 1) * sizeof *section->fields);
}

static void build_fields(struct form_builder *builder, size_t index, size_t *next)
{
    const struct section_declaration *declaration = &builder->sections[index];
    struct section *section = &builder->form->sections[index];
    for (size_t i = 0; i < declaration->field_count; i++) {
        struct field *field = &builder->form->fields[*next];
        field->index = *next;
        builder->field_places[*next] = declaration->fields[i].place;
        form_parse_field(builder, declaration->fields[i].place, section, field);
        section->fields[section->field_count++] = field;
        ++*next;
    }
}

void form_build(struct form_builder *builder)
{
    struct form *form = memory_allocate(sizeof *form);
    builder->form = form;
    build_head(builder, builder->sources[0]);
    form_build_vocabularies(builder);
    form->section_count = builder->section_count;
    form->sections = memory_allocate((form->section_count + 1) * sizeof *form->sections);
    form->field_count = builder->field_count + ENGINE_TABLE_COUNT;
    form->fields = memory_allocate(form->field_count * sizeof *form->fields);
    builder->field_places =
        memory_allocate((builder->field_count + 1) * sizeof *builder->field_places);
    size_t next = 0;
    for (size_t i = 0; i < form->section_count; i++) {
        build_section(builder, i);
        build_fields(builder, i, &next);
    }
    engine_make_tables(form);
    if (builder->field_count == 0)
        form_report(builder, builder->sources[0], NULL, "the form has no fields");
    form_resolve(builder);
    form_build_rules(builder);
}
