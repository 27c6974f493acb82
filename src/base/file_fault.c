/* What a failed call means for the person in front of it, and what to do. */
#include "file_internal.h"

#include <string.h>

static const struct {
    int number;
    enum error_kind kind;
    const char *text;
} faults[] = {
    {ENOENT, ERROR_NOT_FOUND, "there is no such file or folder"},
    {ENOTDIR, ERROR_NOT_FOUND, "a part of the path is a file, not a folder"},
    {ESTALE, ERROR_ENVIRONMENT, "its folder has vanished from the server"},
    {ENOSPC, ERROR_ENVIRONMENT, "the disk is full: free some space and try again"},
    {EDQUOT, ERROR_ENVIRONMENT, "your disk quota is used up: free some space and try again"},
    {EFBIG, ERROR_ENVIRONMENT, "the file is larger than the limit set by ulimit or the disk"},
    {EROFS, ERROR_ENVIRONMENT,
     "it is on a read-only file system: mount it for writing or work in another folder"},
    {EIO, ERROR_ENVIRONMENT, "the disk reports an error: save elsewhere and check the disk"},
    {EMFILE, ERROR_ENVIRONMENT, "too many files are open: raise ulimit -n"},
    {ENFILE, ERROR_ENVIRONMENT, "too many files are open on this machine: close some programs"},
    {EXDEV, ERROR_REFUSED, "the path leads out of the folder it must stay in"},
    {ELOOP, ERROR_REFUSED, "a symbolic link stands in the way: give the path it points to"},
    {EISDIR, ERROR_REFUSED, "it is a folder"},
    {ENXIO, ERROR_REFUSED, "it is not a regular file"},
    {ENODEV, ERROR_REFUSED, "it is not a regular file"},
    {ENAMETOOLONG, ERROR_REFUSED, "the name is too long: choose a shorter one"},
    {ETXTBSY, ERROR_ENVIRONMENT, "it is a program that is running"},
    {EACCES, ERROR_ENVIRONMENT, "no permission: ask its owner, or change its mode with chmod"},
    {EPERM, ERROR_ENVIRONMENT,
     "not permitted: it belongs to someone else, or is marked as immutable (lsattr)"},
};

int file_fault(struct error *error, int number, const char *verb, const char *path)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (faults[i].number == number)
            return error_set(error, faults[i].kind, "cannot %s %s: %s", verb, path, faults[i].text);
    }
    return error_set_system(error, ERROR_ENVIRONMENT, number, "cannot %s %s", verb, path);
}
