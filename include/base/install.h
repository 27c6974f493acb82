/* Where the program's own files are: in the build folder's source tree, or as installed. */
#ifndef IFSPEC_BASE_INSTALL_H
#define IFSPEC_BASE_INSTALL_H

#include "base/attributes.h"

/* Owned absolute path of a file or folder in the program's data ("forms", "keys"): run from its
 * build folder that is SOURCE/forms, SOURCE/share/keys; installed it is PREFIX/share/ifspec/… as
 * seen from the program itself, so that a moved installation still works. */
char *install_find_data(const char *name) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* Owned absolute path of a library of ours ("ifspec-git.so"): beside the program in a build
 * folder, else PREFIX/lib/ifspec. */
char *install_find_library(const char *name) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
