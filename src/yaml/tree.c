#include "builder_internal.h"
#include "scan_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int begin_section(struct builder *builder, const yaml_event_t *event, struct error *error)
{
    struct tree *tree = builder->tree;
    uint32_t begin = builder_find_byte(builder, &event->start_mark);
    builder_scan_gap(builder, begin);
    uint32_t end = builder_find_byte(builder, &event->end_mark);
    builder_scan_gap(builder, end);
    if (tree->section_count == TREE_DOCUMENT_LIMIT)
        return builder_refuse(builder, begin,
                              "more than 1000 documents in one file; split it into several files",
                              error);
    tree->sections = memory_grow(tree->sections, &tree->section_capacity, tree->section_count,
                                 sizeof *tree->sections);
    tree->sections[tree->section_count++] = (struct section){
        .root = TREE_NONE,
        .begin = event->data.document_start.implicit ? begin : end,
        .end = end,
        .nodes_begin = (uint32_t)tree->node_count,
        .marked = !event->data.document_start.implicit,
        .read_only_at = TREE_NONE,
    };
    return 0;
}

static void end_section(struct builder *builder, const yaml_event_t *event)
{
    struct section *section = &builder->tree->sections[builder->tree->section_count - 1];
    uint32_t at = builder_find_byte(builder, &event->start_mark);
    builder_scan_gap(builder, at);
    section->end = at;
    section->nodes_end = (uint32_t)builder->tree->node_count;
    builder->at = builder_find_byte(builder, &event->end_mark);
}

static int take_event(struct builder *builder, const yaml_event_t *event, struct error *error)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        builder_add_scalar(builder, event);
        return 0;
    case YAML_ALIAS_EVENT:
        return builder_add_alias(builder, event, error);
    case YAML_SEQUENCE_START_EVENT: {
        struct start start = {TREE_SEQUENCE,
                              event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                              event->data.sequence_start.anchor, event->data.sequence_start.tag};
        return builder_add_collection(builder, event, &start, error);
    }
    case YAML_MAPPING_START_EVENT: {
        struct start start = {TREE_MAPPING,
                              event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                              event->data.mapping_start.anchor, event->data.mapping_start.tag};
        return builder_add_collection(builder, event, &start, error);
    }
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        builder_end_collection(builder, event);
        return 0;
    case YAML_DOCUMENT_START_EVENT:
        return begin_section(builder, event, error);
    case YAML_DOCUMENT_END_EVENT:
        end_section(builder, event);
        return 0;
    case YAML_STREAM_END_EVENT:
        builder_scan_gap(builder, (uint32_t)builder->tree->source.length);
        return 0;
    default:
        return 0;
    }
}

static int run(struct builder *builder, struct error *error)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&builder->parser, &event))
            return builder_set_parse_error(builder, error);
        enum yaml_event_type_e type = event.type;
        int result = take_event(builder, &event, error);
        yaml_event_delete(&event);
        if (result != 0)
            return -1;
        if (builder->stray != 0)
            return builder_refuse(builder, builder->stray,
                                  "a byte order mark stands inside the file; remove it", error);
        if (builder->tree->node_count > TREE_NODE_LIMIT)
            return builder_refuse(
                builder, builder->at,
                "more than 1000000 values in one file; split it into several files", error);
        if (type == YAML_STREAM_END_EVENT)
            return 0;
    }
}

int tree_check_size(const char *name, size_t length, struct error *error)
{
    if (length <= TREE_SIZE_LIMIT)
        return 0;
    return error_set(error, ERROR_INPUT,
                     "%s:1:1: the file has %zu bytes, more than the 16 MiB that can be edited; "
                     "split it into several files",
                     name, length);
}

static int build(struct builder *builder, struct error *error)
{
    const struct source *source = &builder->tree->source;
    if (!yaml_parser_initialize(&builder->parser))
        memory_exhausted();
    /* Without its byte order mark: libyaml neither counts it nor skips it everywhere. */
    yaml_parser_set_input_string(&builder->parser,
                                 (const unsigned char *)source->bytes + source->bom,
                                 source->length - source->bom);
    int result = run(builder, error);
    yaml_parser_delete(&builder->parser);
    return result;
}

/* Forget what the scanner has built of a file that it cannot read. */
static void start_over(struct builder *builder)
{
    struct tree *tree = builder->tree;
    text_store_done(&tree->texts);
    tree->node_count = tree->entry_count = tree->comment_count = tree->section_count = 0;
    builder->pending_count = builder->depth = 0;
}

static int open_tree(const char *name, char *bytes, size_t length, bool may_scan,
                     struct tree **out, struct error *error)
{
    *out = NULL;
    if (tree_check_size(name, length, error) != 0) {
        free(bytes);
        return -1;
    }
    struct tree *tree = memory_allocate(sizeof *tree);
    source_init(&tree->source, bytes, length);
    struct builder builder = {
        .name = name, .tree = tree, .at = (uint32_t)tree->source.bom, .byte = tree->source.bom};
    int result = builder_check_source(name, &tree->source, error);
    tree->scanned = result == 0 && may_scan && scan_build(&builder);
    if (result == 0 && !tree->scanned) {
        start_over(&builder);
        result = build(&builder, error);
    }
    if (result == 0)
        result = tree_resolve_links(name, tree, error);
    free(builder.pending);
    if (result != 0) {
        tree_close(tree);
        tree = NULL;
    }
    *out = tree;
    return result;
}

int tree_open(const char *name, char *bytes, size_t length, struct tree **out, struct error *error)
{
    return open_tree(name, bytes, length, false, out, error);
}

int tree_read(const char *name, char *bytes, size_t length, struct tree **out, struct error *error)
{
    const char *reader = getenv("IFSPEC_YAML");
    bool may_scan = reader == NULL || strcmp(reader, "libyaml") != 0;
    return open_tree(name, bytes, length, may_scan, out, error);
}

void tree_close(struct tree *tree)
{
    if (tree == NULL)
        return;
    text_store_done(&tree->texts);
    tree_drop_views(tree);
    free(tree->nodes);
    free(tree->entries);
    free(tree->properties);
    free(tree->comments);
    free(tree->sections);
    source_done(&tree->source);
    free(tree);
}
