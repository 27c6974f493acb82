#include "base/memory.h"
#include "index_internal.h"
#include "own_folder_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC, NAME_DIGITS = 32 };

int index_place_open(const char *root, bool make)
{
    enum own_folder_missing missing = make ? OWN_FOLDER_MAKE : OWN_FOLDER_FIND;
    char *home = own_folder_home("XDG_CACHE_HOME", ".cache");
    if (home != NULL && make)
        own_folder_make_path(home);
    int folder = home != NULL ? own_folder_descend(open(home, FOLDER_FLAGS), "ifspec", missing) : -1;
    free(home);
    if (folder >= 0 || root[0] == '\0')
        return folder;
    char *git = memory_format("%s/.git", root);
    folder = own_folder_descend(open(git, FOLDER_FLAGS | O_NOFOLLOW), "ifspec", missing);
    free(git);
    return folder;
}

char *index_place_name(const char *root, const char *kind)
{
    char digest[DIGEST_SIZE] = "";
    digest_bytes(root, strlen(root), digest);
    return memory_format("%.*s.%s", NAME_DIGITS, digest, kind != NULL ? kind : "index");
}
