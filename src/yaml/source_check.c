#include "builder_internal.h"

#include "base/utf8.h"

#include <string.h>

static int fail_at(const char *name, struct source *source, size_t at, struct error *error,
                   const char *text)
{
    return error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", name, source_find_line(source, at),
                     source_find_column(source, at), text);
}

/* Offset of the first line that begins with `marker` and then a blank or the line's end. */
static size_t find_marker(const struct source *source, const char *marker, size_t from)
{
    size_t length = strlen(marker);
    const char *bytes = source->bytes;
    const char *end = bytes + source->length;
    for (const char *at = bytes + from; (size_t)(end - at) >= length; at++) {
        at = memchr(at, marker[0], (size_t)(end - at) - length + 1);
        if (at == NULL)
            break;
        size_t offset = (size_t)(at - bytes);
        bool begins = offset == source->bom || at[-1] == '\n' || at[-1] == '\r';
        bool ends = offset + length == source->length || strchr(" \t\r\n", at[length]) != NULL;
        if (begins && ends && memcmp(at, marker, length) == 0)
            return offset;
    }
    return source->length;
}

static int check_conflict(const char *name, struct source *source, struct error *error)
{
    static const char *const markers[] = {"<<<<<<<", "|||||||", ">>>>>>>"};
    size_t first = source->length;
    for (size_t i = 0; i < sizeof markers / sizeof markers[0]; i++) {
        size_t at = find_marker(source, markers[i], source->bom);
        first = at < first ? at : first;
    }
    if (first == source->length)
        return 0;
    return fail_at(name, source, first, error,
                   "conflict markers of an unfinished merge; `git mergetool` resolves them, "
                   "`git merge --abort` goes back to before the merge");
}

/* Offset of the first byte that is not UTF-8, or the length; quick over ASCII. */
static size_t find_invalid(const struct source *source)
{
    const char *bytes = source->bytes;
    for (size_t at = 0; at < source->length;) {
        uint64_t word = 0;
        if (source->length - at >= sizeof word) {
            memcpy(&word, bytes + at, sizeof word);
            if ((word & UINT64_C(0x8080808080808080)) == 0) {
                at += sizeof word;
                continue;
            }
        }
        /* A stretch that ends before an ASCII byte, so that no character is cut. */
        size_t end = at + 1;
        while (end < source->length && (end < at + 8 || ((unsigned char)bytes[end] & 0x80) != 0))
            end++;
        size_t invalid = utf8_find_invalid(bytes + at, end - at);
        if (invalid < end - at)
            return at + invalid;
        at = end;
    }
    return source->length;
}

static int check_encoding(const char *name, struct source *source, struct error *error)
{
    const unsigned char *bytes = (const unsigned char *)source->bytes;
    if (source->length >= 2 &&
        ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
        return error_set(
            error, ERROR_INPUT,
            "%s:1:1: the file is UTF-16 (byte 0x%02X at offset 0); convert it to UTF-8, "
            "for example with iconv -f UTF-16 -t UTF-8",
            name, bytes[0]);
    size_t at = source->ascii ? source->length : find_invalid(source);
    /* libyaml would take a second mark for the first, and not count it. */
    if (source->bom > 0 && strncmp(source->bytes + source->bom, source->bytes, source->bom) == 0)
        return fail_at(name, source, source->bom, error,
                       "a byte order mark stands inside the file; remove it");
    if (at == source->length)
        return 0;
    return error_set(error, ERROR_INPUT,
                     "%s:%zu:%zu: not UTF-8: byte 0x%02X at offset %zu; convert the file to UTF-8, "
                     "for example with iconv -f WINDOWS-1252 -t UTF-8",
                     name, source_find_line(source, at), source_find_column(source, at), bytes[at],
                     at);
}

/* libyaml compares each %TAG line with all before it. */
static int check_tag_lines(const char *name, struct source *source, struct error *error)
{
    size_t count = 0;
    size_t at = find_marker(source, "%TAG", source->bom);
    for (; at < source->length; at = find_marker(source, "%TAG", at + 1)) {
        if (++count > TREE_TAG_LIMIT)
            return fail_at(name, source, at, error,
                           "more than 64 %TAG lines in one file; remove those that are not used");
    }
    return 0;
}

int builder_check_source(const char *name, struct source *source, struct error *error)
{
    if (check_encoding(name, source, error) != 0)
        return -1;
    if (check_conflict(name, source, error) != 0)
        return -1;
    return check_tag_lines(name, source, error);
}
