/* The index of a working copy: what was read from its files, kept so that they need not be read
 * again. A cache: safe to delete at any time, never an error, checksummed, replaced in one step and
 * read without a lock. Knows files and strings; what they mean is its owner's. */
#ifndef IFSPEC_STORE_INDEX_H
#define IFSPEC_STORE_INDEX_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/digest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct index;

enum { INDEX_NUMBERS = 4, INDEX_PAGE = 64 };

/* How a file looked when it was read. All 0: like no file. */
struct index_mark {
    uint64_t size;
    uint64_t inode;
    int64_t modified; /* nanoseconds since 1970 */
    int64_t changed;
};

struct index_record {
    struct index_mark mark;
    char digest[DIGEST_SIZE]; /* of the file's bytes */
    int64_t numbers[INDEX_NUMBERS];
    const char *strings; /* each with its NUL, one behind the other: the path is the first */
    size_t length;       /* of all strings */
    const char *text;    /* any bytes; NULL when it was not asked for */
    size_t text_length;
    uint64_t text_offset; /* for index_read_text() */
};

/* ── files ── */

/* The mark of a file as stat() saw it at `now` (index_clock()). A file that was touched just before
 * could be touched again without a trace: its mark is like no file. */
struct index_mark index_mark_of(const struct stat *status, int64_t now);
int64_t index_clock(void);
bool index_mark_fits(const struct index_mark *mark, const struct stat *status);

/* ── read ── */

/* Open the index of the working copy `root`; NULL if there is none, or it is damaged, of another
 * version, or was made under another key. An open index stays as it is, whoever replaces it. */
struct index *index_open(const char *root, const char *key) ATTRIBUTE_MUST_CHECK;
/* What else is kept in this way has a kind: a word. */
struct index *index_open_kind(const char *root, const char *kind,
                              const char *key) ATTRIBUTE_MUST_CHECK;
/* The same with its first records alone (INDEX_PAGE, fewer if there are not so many): what that costs
 * does not depend on how many there are. */
struct index *index_open_page(const char *root, const char *key) ATTRIBUTE_MUST_CHECK;
void index_close(struct index *index);

size_t index_count(const struct index *index);
/* Of all that the file has. */
size_t index_total(const struct index *index);
size_t index_strings(const struct index *index); /* of every record */
/* What its owner wrote about the whole; borrowed. */
const char *index_about(const struct index *index, size_t *length);
/* Record `number` in the order of the paths, without its text; borrowed until the close. */
void index_get(const struct index *index, size_t number, struct index_record *record);
/* Read a part of the texts; false if it cannot be read. */
bool index_read_text(const struct index *index, uint64_t offset, size_t length, char *bytes);
/* Whether all texts are as they were written. Reads them all. */
bool index_check_texts(const struct index *index);

/* ── texts that wait to be written ── */

/* They wait in a file, so that a large stock that is read anew does not fill the memory. */
struct index_spill;
struct index_spill *index_spill_new(const char *root) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void index_spill_free(struct index_spill *spill);
/* False: keep it in memory; there are few yet, or there is no place. May be called from several
 * threads. */
bool index_spill_add(struct index_spill *spill, const char *bytes, size_t length, uint64_t *offset);
bool index_spill_read(const struct index_spill *spill, uint64_t offset, size_t length, char *bytes);

/* ── write ── */

struct index_content {
    const char *kind;  /* NULL: the index itself */
    const char *key;   /* what the records depend on: with another they count for nothing */
    size_t strings;    /* of every record */
    const char *about; /* any bytes about the whole */
    size_t about_length;
    size_t count;
    /* Give a record, sorted by path, with its text; borrowed until the next call. */
    void (*get)(void *context, size_t number, struct index_record *record);
    void *context;
};

/* Write the index anew. -1 says why there is none; the old one stays then. */
int index_write(const char *root, const struct index_content *content, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
