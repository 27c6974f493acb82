#include "references_internal.h"

#include "base/memory.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

/* One line for each place; the specs' paths are kept, each once. */
static int take(void *context, const struct reference *reference)
{
    struct references *references = context;
    size_t last = references->count;
    struct buffer line = {0};
    buffer_append_format(&line, "%s names it: ", reference->id);
    reference_describe(reference, &line);
    output_line("%s", buffer_string(&line));
    buffer_done(&line);
    if (last > 0 && strcmp(references->paths[last - 1], reference->path) == 0)
        return 0;
    references->paths = memory_grow(references->paths, &references->capacity, references->count,
                                    sizeof *references->paths);
    references->paths[references->count++] = memory_copy_string(reference->path);
    return 0;
}

int references_show(struct references *references, struct workspace *workspace, const char *id,
                    const char *but, struct error *error)
{
    return reference_find(workspace, id, but, take, references, error);
}

int references_rewrite(const struct references *references, struct workspace *workspace,
                       const char *id, const char *new_id, struct error *error)
{
    for (size_t i = 0; i < references->count; i++) {
        if (reference_rewrite(workspace, references->paths[i], id, new_id, error) != 0)
            return -1;
        output_line("Saved %s", references->paths[i]);
    }
    return 0;
}

void references_done(struct references *references)
{
    for (size_t i = 0; i < references->count; i++)
        free(references->paths[i]);
    free(references->paths);
    *references = (struct references){0};
}
