/* The index file: a header, the texts, the records, their strings, what is said about the whole.
 * Numbers are the machine's own: a file of another machine does not have our magic. */
#ifndef IFSPEC_STORE_INDEX_INTERNAL_H
#define IFSPEC_STORE_INDEX_INTERNAL_H

#include "store/index.h"

/* Changes whenever the layout does. */
enum { INDEX_VERSION = 2, INDEX_DIGEST_BYTES = DIGEST_SIZE - 1 };

#define INDEX_MAGIC UINT64_C(0x7865646e69664901)

struct index_header {
    uint64_t magic;
    uint64_t version;
    uint64_t key;         /* its sum */
    uint64_t strings;     /* of every record */
    uint64_t count;
    uint64_t text_length;
    uint64_t text_sum;
    uint64_t head_length; /* records, strings, about */
    uint64_t head_sum;
    uint64_t about_length;
    uint64_t page_strings; /* bytes of the strings of the first INDEX_PAGE records */
    uint64_t page_sum;     /* of those records, their strings, and about, one after the other */
    uint64_t header_sum;  /* of all before */
};

struct index_disk_record {
    struct index_mark mark;
    int64_t numbers[INDEX_NUMBERS];
    uint64_t strings_offset; /* in the strings */
    uint64_t strings_length;
    uint64_t text_offset; /* in the file */
    uint64_t text_length;
    char digest[INDEX_DIGEST_BYTES];
};

/* A fast sum against accidents, not against people. It goes on from `sum`, in whole words: a part
 * whose length is no multiple of 8 ends with zeros. */
uint64_t index_sum(uint64_t sum, const char *bytes, size_t length);

/* Read exactly so many bytes. */
bool index_read_at(int descriptor, uint64_t offset, char *bytes, size_t length);

/* The folder of the index: $XDG_CACHE_HOME/ifspec (~/.cache/ifspec), else .git/ifspec. Ours alone.
 * -1 if there is none. */
int index_place_open(const char *root, bool make) ATTRIBUTE_MUST_CHECK;
/* Name of the file in it, of a kind or (NULL) of the index itself; owned. */
char *index_place_name(const char *root, const char *kind)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
