/* The recovery journal's format (promises.md 3.2): records of length, type, CRC-32C and payload, one
 * behind the other. Pure: bytes in, content out; what is behind the first damage is not read.
 * store/journal_file.h keeps one on disk. */
#ifndef IFSPEC_STORE_JOURNAL_H
#define IFSPEC_STORE_JOURNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "model/digest.h"
#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whose changes these are: the first record of every journal. */
struct journal_header {
    char *root;             /* absolute path of the working copy */
    char *path;             /* of the spec, relative to the root; "": it was never saved */
    char *form;             /* name of its form */
    char *boot;             /* of the system that wrote it; "": unknown */
    char base[DIGEST_SIZE]; /* of the file's bytes that the changes began with; "": none */
    uint64_t device;        /* of that file */
    uint64_t inode;
    int64_t process;
    struct instant started;
};

/* One changed field: the value that the change began with, and the new one. */
struct journal_field {
    char *path;
    const char *base; /* encoded, for journal_read_value(); borrowed from the parsed bytes */
    size_t base_length;
    const char *value;
    size_t value_length;
};

struct journal_content {
    struct journal_header header;
    struct journal_field *fields; /* each path once: its newest record; in order of first change */
    size_t count;
    size_t capacity;
    const char *old_text; /* whole texts of a save that is not atomic; borrowed; NULL: none */
    size_t old_length;
    const char *new_text;
    size_t new_length;
    const char *marks; /* of a spec that was never saved: what was copied; borrowed; NULL: nothing */
    size_t marks_length;
    bool damaged; /* bytes behind the last intact record were not read */
};

/* Read a journal. ERROR_INPUT if not even its header is intact. The bytes must outlive the content,
 * which is to be ended by journal_content_done() in any case. */
int journal_parse(const char *bytes, size_t length, struct journal_content *content,
                  struct error *error) ATTRIBUTE_MUST_CHECK;
void journal_content_done(struct journal_content *content);
void journal_header_done(struct journal_header *header);

/* Append a record. */
void journal_write_header(struct buffer *out, const struct journal_header *header);
void journal_write_field(struct buffer *out, const struct field *field, const struct value *base,
                         const struct value *value);
void journal_write_texts(struct buffer *out, const char *old_text, size_t old_length,
                         const char *new_text, size_t new_length);
void journal_write_marks(struct buffer *out, const char *marks, size_t length);

/* Append a value as it stands in a record. */
void journal_encode_value(struct buffer *out, const struct field *field,
                          const struct value *value);
/* Decode a value for a field of today's form; cells find their columns by name. False if something
 * of it does not fit the field any more: *out then holds what does. */
bool journal_read_value(const char *bytes, size_t length, const struct field *field,
                        struct value *out) ATTRIBUTE_MUST_CHECK;
/* Append the value as text for people, whatever form it was for. */
void journal_describe_value(const char *bytes, size_t length, struct buffer *out);

#endif
