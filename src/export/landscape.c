#include "export/landscape.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ── systems as nodes ── */

/* Names of the systems in view, each once, in the order of their first mention. */
struct nodes {
    const char **names;
    size_t count;
    size_t capacity;
};

static size_t node_of(struct nodes *nodes, const char *name)
{
    for (size_t i = 0; i < nodes->count; i++)
        if (strcmp(nodes->names[i], name) == 0)
            return i;
    nodes->names = memory_grow(nodes->names, &nodes->capacity, nodes->count, sizeof *nodes->names);
    nodes->names[nodes->count] = name;
    return nodes->count++;
}

static struct nodes collect(const struct landscape *landscape, size_t hops)
{
    struct nodes nodes = {0};
    for (size_t i = 0; i < landscape->count; i++) {
        const struct landscape_spec *spec = &landscape->specs[i];
        if (spec->distance > hops)
            continue;
        for (size_t j = 0; j < spec->from.count; j++)
            (void)node_of(&nodes, spec->from.items[j]);
        for (size_t j = 0; j < spec->to.count; j++)
            (void)node_of(&nodes, spec->to.items[j]);
    }
    return nodes;
}

typedef void edge_append(struct buffer *out, size_t from, size_t to, const char *id);

static void append_edges(const struct landscape *landscape, size_t hops, struct nodes *nodes,
                         edge_append *append, struct buffer *out)
{
    for (size_t i = 0; i < landscape->count; i++) {
        const struct landscape_spec *spec = &landscape->specs[i];
        for (size_t j = 0; spec->distance <= hops && j < spec->from.count; j++)
            for (size_t k = 0; k < spec->to.count; k++)
                append(out, node_of(nodes, spec->from.items[j]), node_of(nodes, spec->to.items[k]),
                       spec->id);
    }
}

/* A line end of a name would begin a line, a statement of its own. */
static char on_one_line(char byte)
{
    return byte == '\n' || byte == '\r' ? ' ' : byte;
}

/* ── text ── */

static void append_line_text(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_append_byte(out, on_one_line(*at));
}

static void append_names(struct buffer *out, const struct strings *names)
{
    if (names->count == 0)
        buffer_append_string(out, "?");
    for (size_t i = 0; i < names->count; i++) {
        buffer_append_string(out, i > 0 ? ", " : "");
        append_line_text(out, names->items[i]);
    }
}

void landscape_append_text(const struct landscape *landscape, size_t hops, struct buffer *out)
{
    for (size_t i = 0; i < landscape->count; i++) {
        const struct landscape_spec *spec = &landscape->specs[i];
        if (spec->distance > hops || (spec->from.count == 0 && spec->to.count == 0))
            continue;
        append_names(out, &spec->from);
        buffer_append_string(out, " → ");
        append_names(out, &spec->to);
        buffer_append_string(out, "  ");
        append_line_text(out, spec->id);
        buffer_append_byte(out, '\n');
    }
}

/* ── Mermaid ── */

/* Inside quotes Mermaid knows entities; a line end would end the statement. */
static void append_mermaid_text(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr("\"#<>&;|`\\[]{}", *at) != NULL)
            buffer_append_format(out, "#%d;", (unsigned char)*at);
        else
            buffer_append_byte(out, on_one_line(*at));
    }
}

static void append_mermaid_edge(struct buffer *out, size_t from, size_t to, const char *id)
{
    buffer_append_format(out, "    s%zu -->|\"", from);
    append_mermaid_text(out, id);
    buffer_append_format(out, "\"| s%zu\n", to);
}

void landscape_append_mermaid(const struct landscape *landscape, size_t hops, struct buffer *out)
{
    struct nodes nodes = collect(landscape, hops);
    buffer_append_string(out, "flowchart LR\n");
    for (size_t i = 0; i < nodes.count; i++) {
        buffer_append_format(out, "    s%zu[\"", i);
        append_mermaid_text(out, nodes.names[i]);
        buffer_append_string(out, "\"]\n");
    }
    append_edges(landscape, hops, &nodes, append_mermaid_edge, out);
    free(nodes.names);
}

/* ── DOT ── */

/* A quoted string of DOT: a backslash would begin an escape, a quote would end it, an ampersand would
 * begin an entity. */
static void append_dot_text(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            buffer_append_byte(out, '\\');
        if (*at == '&')
            buffer_append_string(out, "&amp;");
        else
            buffer_append_byte(out, on_one_line(*at));
    }
}

static void append_dot_edge(struct buffer *out, size_t from, size_t to, const char *id)
{
    buffer_append_format(out, "    s%zu -> s%zu [label=\"", from, to);
    append_dot_text(out, id);
    buffer_append_string(out, "\"];\n");
}

void landscape_append_dot(const struct landscape *landscape, size_t hops, struct buffer *out)
{
    struct nodes nodes = collect(landscape, hops);
    buffer_append_string(out, "digraph landscape {\n    rankdir=LR;\n    node [shape=box];\n");
    for (size_t i = 0; i < nodes.count; i++) {
        buffer_append_format(out, "    s%zu [label=\"", i);
        append_dot_text(out, nodes.names[i]);
        buffer_append_string(out, "\"];\n");
    }
    append_edges(landscape, hops, &nodes, append_dot_edge, out);
    buffer_append_string(out, "}\n");
    free(nodes.names);
}
