#include "base/path.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "character_internal.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_LIMIT = 1000, PART_LIMIT = 200, ID_LIMIT = 64 };

/* Why a character may not stand in a name, or NULL if it may. */
static const char *character_fault(uint32_t code_point)
{
    if (code_point == UTF8_INVALID)
        return "holds bytes that are not UTF-8";
    if (code_point == '\\' || code_point == ':')
        return "holds a backslash or a colon, which Windows reads as something else";
    switch (character_classify(code_point)) {
    case CHARACTER_CONTROL:
    case CHARACTER_CONTROL_HIGH:
        return "holds a control character";
    case CHARACTER_DIRECTION:
        return "holds a character that turns the direction of text";
    case CHARACTER_INVISIBLE:
    case CHARACTER_JOINER:
    case CHARACTER_VARIATION:
        return "holds an invisible character";
    case CHARACTER_PLAIN:
    case CHARACTER_UNKNOWN:
        break;
    }
    return NULL;
}

static const char *characters_fault(const char *part, size_t length)
{
    const char *fault = NULL;
    for (size_t offset = 0; offset < length && fault == NULL;) {
        uint32_t code_point = 0;
        offset += utf8_decode(part + offset, length - offset, &code_point);
        fault = character_fault(code_point);
    }
    return fault;
}

/* Apple's HFS+ drops these when it compares names, so that ".g<U+200C>it" opens ".git". */
static bool hfs_ignores(uint32_t code_point)
{
    return (code_point >= 0x200C && code_point <= 0x200F) ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x206A && code_point <= 0x206F) || code_point == 0xFEFF;
}

/* The name as a file system that folds case and drops characters would compare it. */
static char *fold_name(const char *part, size_t length)
{
    char *kept = memory_allocate(length + 1);
    size_t kept_length = 0;
    for (size_t offset = 0; offset < length;) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(part + offset, length - offset, &code_point);
        if (!hfs_ignores(code_point)) {
            memcpy(kept + kept_length, part + offset, step);
            kept_length += step;
        }
        offset += step;
    }
    char *folded = utf8_fold(kept, false);
    free(kept);
    return folded;
}

/* "git~1", "gitmod~2", "gi7eba~1": the short names that NTFS gives to .git and .gitmodules. */
static bool is_short_git_name(const char *folded)
{
    const char *tilde = strchr(folded, '~');
    if (strncmp(folded, "gi", 2) != 0 || tilde == NULL || tilde - folded > 6 || tilde[1] == '\0')
        return false;
    return tilde[1 + strspn(tilde + 1, "0123456789")] == '\0';
}

static bool is_git_name(const char *folded)
{
    static const char *const names[] = {".git", ".gitmodules", ".gitattributes", ".gitignore"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(folded, names[i]) == 0)
            return true;
    }
    return is_short_git_name(folded);
}

/* DOS devices are devices in every folder and with any suffix; COM¹ folds to com1. */
static bool is_device_name(const char *folded)
{
    static const char *const names[] = {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"};
    size_t length = strcspn(folded, ".");
    while (length > 0 && folded[length - 1] == ' ')
        length--;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == length && strncmp(folded, names[i], length) == 0)
            return true;
    }
    bool port = strncmp(folded, "com", 3) == 0 || strncmp(folded, "lpt", 3) == 0;
    return length == 4 && port && folded[3] >= '0' && folded[3] <= '9';
}

static const char *reserved_fault(const char *part, size_t length)
{
    const char *fault = NULL;
    char *folded = fold_name(part, length);
    if (is_git_name(folded))
        fault = "is a name that Git keeps for itself";
    else if (is_device_name(folded))
        fault = "is the name of a device on Windows";
    free(folded);
    return fault;
}

static const char *part_fault(const char *part, size_t length)
{
    if (length == 0)
        return "is empty: give a relative path without a double or final slash";
    if (length > PART_LIMIT)
        return "is longer than 200 bytes";
    if ((length == 1 && part[0] == '.') || (length == 2 && memcmp(part, "..", 2) == 0))
        return "leads elsewhere: give a path without . and ..";
    if (part[0] == '-' || part[0] == '~')
        return "begins with - or ~, which other programs read as something else";
    if (part[length - 1] == '.' || part[length - 1] == ' ')
        return "ends in a full stop or a blank, which Windows drops";
    const char *fault = characters_fault(part, length);
    return fault != NULL ? fault : reserved_fault(part, length);
}

static bool is_normalised(const char *path, size_t length)
{
    char *copy = memory_copy_bytes(path, length);
    char *normal = utf8_normalise(copy);
    bool same = strcmp(copy, normal) == 0;
    free(normal);
    free(copy);
    return same;
}

int path_check(const char *path, size_t length, struct error *error)
{
    if (length == 0)
        return error_set(error, ERROR_INPUT, "the path is empty");
    if (length > PATH_LIMIT)
        return error_set(error, ERROR_INPUT, "the path is longer than %d bytes", PATH_LIMIT);
    if (path[0] == '/')
        return error_set(error, ERROR_INPUT, "the path %.*s is absolute: give a relative one",
                         (int)length, path);
    for (size_t start = 0; start <= length;) {
        const char *slash = memchr(path + start, '/', length - start);
        size_t end = slash != NULL ? (size_t)(slash - path) : length;
        const char *fault = part_fault(path + start, end - start);
        if (fault != NULL)
            return error_set(error, ERROR_INPUT, "the part \"%.*s\" of the path %s",
                             (int)(end - start), path + start, fault);
        start = end + 1;
    }
    if (!is_normalised(path, length))
        return error_set(error, ERROR_INPUT,
                         "the path %.*s is not in Unicode's composed form (NFC): type it anew",
                         (int)length, path);
    return 0;
}

static bool is_id_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '-';
}

int path_check_id(const char *id, struct error *error)
{
    size_t length = strlen(id);
    if (length == 0)
        return error_set(error, ERROR_INPUT, "the ID is empty");
    if (length > ID_LIMIT)
        return error_set(error, ERROR_INPUT, "the ID is longer than %d characters", ID_LIMIT);
    if (id[0] == '.' || id[0] == '_' || id[0] == '-')
        return error_set(error, ERROR_INPUT, "the ID %s does not begin with a letter or a digit",
                         id);
    for (const char *byte = id; *byte != '\0'; byte++) {
        if (!is_id_byte(*byte))
            return error_set(error, ERROR_INPUT,
                             "the ID %s holds something else than letters A to Z, digits, "
                             ". _ and -",
                             id);
    }
    const char *fault = reserved_fault(id, length);
    return fault == NULL ? 0 : error_set(error, ERROR_INPUT, "the ID %s %s", id, fault);
}

char *path_join(const char *folder, const char *name)
{
    size_t length = strlen(folder);
    if (length == 0 || strcmp(folder, ".") == 0)
        return memory_copy_string(name);
    return memory_format("%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name);
}

char *path_stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name);
    return memory_copy_bytes(name, length);
}

char *path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == path)
        return memory_copy_string("/");
    return memory_copy_bytes(path, slash != NULL ? (size_t)(slash - path) : 0);
}
