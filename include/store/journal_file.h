/* A journal on disk: a folder of its own for each spec in the state folder, which one process owns
 * (flock, freed by the kernel with the process), and in it the journal that is being written and
 * those that were put aside. Every write is flushed before it returns. */
#ifndef IFSPEC_STORE_JOURNAL_FILE_H
#define IFSPEC_STORE_JOURNAL_FILE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct journal_file;

enum {
    JOURNAL_REWRITE_SIZE = 1024 * 1024,    /* a longer one is to be written anew */
    JOURNAL_SIZE_LIMIT = 64 * 1024 * 1024, /* a longer one is not read */
};

/* Names in the folder. */
#define JOURNAL_NAME      "journal"    /* of the session under way, or that ended without saving */
#define JOURNAL_KEPT      "kept-"      /* put aside until later; a time follows */
#define JOURNAL_DISCARDED "discarded-" /* not wanted; removed after 14 days */

/* Make the folder and own it. ERROR_REFUSED if another process does. `root` is the working copy. */
int journal_file_open(const char *root, const char *key, struct journal_file **out,
                      struct error *error) ATTRIBUTE_MUST_CHECK;
/* Give it up; a folder with nothing in it is removed. */
void journal_file_close(struct journal_file *file);

/* Sorted names of the journals in the folder; owned strings in an owned array. */
char **journal_file_names(const struct journal_file *file, size_t *count) ATTRIBUTE_MUST_CHECK;
int journal_file_read(const struct journal_file *file, const char *name, struct buffer *out,
                      struct error *error) ATTRIBUTE_MUST_CHECK;
size_t journal_file_size(const struct journal_file *file); /* of the one that is written */

/* Begin the journal anew with these records: the old one stays until they are flushed. */
int journal_file_replace(struct journal_file *file, const struct buffer *records,
                         struct error *error) ATTRIBUTE_MUST_CHECK;
/* Append a record. After a failure the journal is begun anew before anything is appended. */
int journal_file_append(struct journal_file *file, const struct buffer *record,
                        struct error *error) ATTRIBUTE_MUST_CHECK;
/* Whether records can be appended: it was begun, and nothing failed since. */
bool journal_file_is_begun(const struct journal_file *file);

/* Remove a journal, or give it another name. */
int journal_file_remove(struct journal_file *file, const char *name, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int journal_file_rename(struct journal_file *file, const char *from, const char *to,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
