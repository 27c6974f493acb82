#include "workspace/landscape.h"

static int add(void *context, const char *path, const struct spec *spec,
               const struct error *problem)
{
    struct landscape *landscape = context;
    (void)problem;
    if (spec != NULL)
        landscape_add(landscape, path, spec);
    else
        landscape->unreadable++;
    return 0;
}

int workspace_landscape(struct workspace *workspace, struct landscape *landscape,
                        struct error *error)
{
    return workspace_walk(workspace, add, landscape, error);
}
