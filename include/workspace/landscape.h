/* The landscape of a working copy: every readable spec in it. */
#ifndef IFSPEC_WORKSPACE_LANDSCAPE_H
#define IFSPEC_WORKSPACE_LANDSCAPE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/landscape.h"
#include "workspace/workspace.h"

int workspace_landscape(struct workspace *workspace, struct landscape *landscape,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
