/* What the files of the catalogue share: how a spec becomes strings, and strings an entry. */
#ifndef IFSPEC_WORKSPACE_CATALOGUE_INTERNAL_H
#define IFSPEC_WORKSPACE_CATALOGUE_INTERNAL_H

#include "store/index.h"
#include "workspace/catalogue.h"
#include "workspace_internal.h"

#include <pthread.h>
#include <time.h>

/* The strings of an entry, in this order, here and in the index; the cells follow. */
enum catalogue_string {
    STRING_PATH,
    STRING_ID,
    STRING_FORM,
    STRING_TITLE,
    STRING_STATUS,
    STRING_SOURCE,
    STRING_TARGET,
    STRING_PROBLEM,
    STRING_ALIASES,
    STRING_AUTHOR,
    STRING_KEYS,
    STRING_CELLS = STRING_KEYS + CATALOGUE_KEY_COUNT,
};

enum catalogue_number {
    NUMBER_COMPLETENESS,
    NUMBER_DATED,
    NUMBER_SECONDS,
    NUMBER_OFFSET,
};

/* One file as it was read. */
struct reading {
    struct index_mark mark;
    char digest[DIGEST_SIZE];
    int completeness;
    char *strings;
    size_t length;
    char *text;           /* NULL: where the index or the spill has it */
    bool spilled;
    size_t text_length;   /* with its NUL */
    uint64_t text_offset;
    const char **cells;   /* into the strings */
};

/* What a column of the default form means: a spec of another form shows what it has for that. */
enum column_meaning {
    COLUMN_FIELD, /* this field, nothing else */
    COLUMN_ID,
    COLUMN_TITLE,
    COLUMN_STATUS,
    COLUMN_SOURCE,
    COLUMN_TARGET,
};

enum column_meaning column_meaning(const struct form *form, const char *path);

/* Borrowed from a catalogue. */
struct columns {
    char *const *paths;
    const unsigned char *meanings;
    size_t count;
    bool with_text; /* to search in */
};

struct columns catalogue_columns(const struct catalogue *catalogue);

struct reading *reading_new(const char *path, const struct spec *spec, const struct error *problem,
                            const struct columns *columns)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* What was read before, for a file that has the same bytes: all but its mark. */
struct reading *reading_copy(const struct reading *old) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
struct reading *reading_of_record(const struct index_record *record)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void reading_free(struct reading *reading);

/* Read a file. It is not parsed if know() has a reading (taken) for the digest of its bytes; NULL:
 * nothing is known. */
typedef struct reading *reading_know(void *context, const char *digest);
struct reading *reading_of_file(struct workspace *workspace, const char *path,
                                const struct columns *columns, reading_know *know, void *context)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* Let go of its text, if that has another place. */
void reading_spill(struct reading *reading, struct index_spill *spill);
/* Read the text of an entry that has it in no memory; false if it cannot be read. */
bool catalogue_read_text(const struct catalogue *catalogue, bool spilled, uint64_t offset,
                         size_t length, char *bytes);

/* A screenful of files into an empty catalogue, the first by their paths. */
void catalogue_read_first(struct workspace *workspace, struct catalogue *catalogue);

/* The entry that a reading, a record of the index makes. */
struct catalogue_entry entry_of_reading(struct reading *take, size_t column_count);
struct catalogue_entry entry_of_record(const struct index_record *record, const char **cells,
                                       size_t column_count);

/* Read what the files are now into an opened catalogue, and keep it in the index. */
int catalogue_update(struct workspace *workspace, struct catalogue *catalogue,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* Take readings, sorted by path, into the catalogue; drop the paths in `gone`, sorted too. */
void catalogue_merge(struct catalogue *catalogue, struct reading **take, size_t count,
                     char *const *gone, size_t gone_count);

/* What the records of the index depend on: where specs are, and the forms. False if nothing can be
 * said about what comes: a form was touched just now. */
bool catalogue_find_basis(struct workspace *workspace, struct buffer *key);
/* How the file of an entry looked when it was read. */
struct index_mark catalogue_mark(const struct catalogue *catalogue,
                                 const struct catalogue_entry *entry);

/* Set the columns to those of workspace_columns(). */
void catalogue_set_columns(struct workspace *workspace, struct catalogue *catalogue,
                           const char *const *columns, size_t count);

/* The same name, kept as long as the catalogue. */
const char *catalogue_keep_name(struct catalogue *catalogue, const char *name);

/* Waiting for a thread by a clock that nobody sets. */
void catalogue_init_condition(pthread_cond_t *condition);
struct timespec catalogue_deadline(int milliseconds);

/* Forget all states: what was deleted is here again, or was committed. */
void catalogue_forget_states(struct catalogue *catalogue);
void catalogue_set_state(struct catalogue *catalogue, const char *path, enum path_state state,
                         bool with_deleted);
void catalogue_set_change(struct catalogue *catalogue, const char *path, struct instant when,
                          const char *author);

#endif
