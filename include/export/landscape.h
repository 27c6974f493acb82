/* The landscape as text, as a Mermaid and as a DOT graph: systems as nodes, specs between them. */
#ifndef IFSPEC_EXPORT_LANDSCAPE_H
#define IFSPEC_EXPORT_LANDSCAPE_H

#include "base/buffer.h"
#include "model/landscape.h"

#include <stddef.h>

/* Append the specs within `hops` of what was measured, in the order of the landscape. Names are escaped
 * for the format. */
void landscape_append_text(const struct landscape *landscape, size_t hops, struct buffer *out);
void landscape_append_mermaid(const struct landscape *landscape, size_t hops, struct buffer *out);
void landscape_append_dot(const struct landscape *landscape, size_t hops, struct buffer *out);

#endif
