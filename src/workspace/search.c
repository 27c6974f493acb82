/* Which specs may hold a text. An index that is there knows; without one the bytes of all files are
 * looked at, and only those that may hold the text are parsed.
 *
 * The look at the bytes must lose nothing. A text of a spec is made of a file by taking characters
 * out (indentation, line breaks, quotes) and by joining pieces with separators of ours; escapes in
 * double quotes alone put others in. So the text is cut where a separator or something that YAML
 * doubles could be, what is left must stand in the folded bytes, blanks and hyphens not counted; a
 * file with a backslash may hold anything. */
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "catalogue_internal.h"
#include "threads_internal.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 16, WORTH_THREADS = 64 };

/* ── what the bytes must hold ── */

struct pieces {
    char *text; /* the pieces, each with its NUL */
    size_t length;
};

/* Bytes of a separator (field_format(), what is shown of unknown keys), or of what YAML may write
 * twice. Beyond ASCII nothing is, but "·" and "␀". */
static bool is_cut(char byte)
{
    return (unsigned char)byte <= ' ' || strchr("|,:<>[]{}()'\"\\", byte) != NULL;
}

static size_t length_of_sign(const char *text)
{
    static const char *const signs[] = {"·", "␀"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(text, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

/* A long text ends in "…", which folds to full stops. */
static void end_piece(struct buffer *out, size_t start)
{
    size_t stops = 0;
    while (out->length > start && out->bytes[out->length - 1] == '.')
        buffer_truncate(out, out->length - 1);
    while (start + stops < out->length && out->bytes[start + stops] == '.')
        stops++;
    if (stops > 0)
        buffer_splice(out, start, stops, "", 0);
    if (out->length > start)
        buffer_append_byte(out, '\0');
}

static struct pieces cut_pieces(const char *folded)
{
    struct buffer out = {0};
    size_t start = 0;
    while (*folded != '\0') {
        size_t sign = length_of_sign(folded);
        if (sign > 0 || is_cut(*folded)) {
            end_piece(&out, start);
            start = out.length;
            folded += sign > 0 ? sign : 1;
        } else {
            buffer_append_byte(&out, *folded++);
        }
    }
    end_piece(&out, start);
    size_t length = out.length;
    return (struct pieces){.text = buffer_take(&out), .length = length};
}

static bool may_hold(const struct buffer *bytes, const struct pieces *pieces)
{
    if (bytes->length > 0 && (memchr(bytes->bytes, '\\', bytes->length) != NULL ||
                              memchr(bytes->bytes, '\0', bytes->length) != NULL))
        return true;
    char *folded = utf8_fold(buffer_string(bytes), true);
    bool holds = true;
    for (size_t at = 0; holds && at < pieces->length; at += strlen(pieces->text + at) + 1)
        holds = strstr(folded, pieces->text + at) != NULL;
    free(folded);
    return holds;
}

/* ── many files ── */

struct look {
    struct workspace *workspace;
    const struct spec_paths *paths;
    struct pieces pieces;
    bool *holds; /* of each path */
    atomic_size_t next;
};

/* A file that cannot be read may hold the text. */
static void look_at(struct look *look, size_t index, struct buffer *bytes)
{
    look->holds[index] =
        workspace_read_bytes(look->workspace, look->paths->items[index], bytes, NULL) != 0 ||
        may_hold(bytes, &look->pieces);
}

static void *look_at_all(void *argument)
{
    struct look *look = argument;
    struct buffer bytes = {0};
    for (;;) {
        size_t first = atomic_fetch_add(&look->next, CHUNK);
        for (size_t i = first; i < first + CHUNK && i < look->paths->count; i++)
            look_at(look, i, &bytes);
        if (first >= look->paths->count)
            break;
    }
    buffer_done(&bytes);
    return NULL;
}

static void list_holders(struct workspace *workspace, const struct spec_paths *paths,
                         const char *text, struct spec_paths *found)
{
    struct look look = {
        .workspace = workspace,
        .paths = paths,
        .pieces = cut_pieces(text),
        .holds = memory_allocate(paths->count + 1),
    };
    pthread_t threads[THREADS_MOST];
    size_t wanted = paths->count < WORTH_THREADS ? 1 : threads_useful();
    size_t count = threads_start(threads, wanted - 1, look_at_all, &look);
    (void)look_at_all(&look);
    threads_join(threads, count);
    for (size_t i = 0; i < paths->count; i++)
        if (look.holds[i])
            spec_paths_add(found, paths->items[i]);
    free(look.holds);
    free(look.pieces.text);
}

/* ── search ── */

/* What the index knows of, and of what it could not read the files that may hold the text. */
static void list_matches(struct workspace *workspace, const struct catalogue *catalogue,
                         const char *text, struct spec_paths *found)
{
    struct catalogue_query *query = catalogue_query_new(text);
    unsigned char *ranks = memory_allocate(catalogue->count + 1);
    struct pieces pieces = cut_pieces(text);
    struct buffer bytes = {0};
    catalogue_search(catalogue, query, ranks);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (ranks[i] != CATALOGUE_NO_MATCH ||
            (entry->problem != NULL &&
             (workspace_read_bytes(workspace, entry->path, &bytes, NULL) != 0 ||
              may_hold(&bytes, &pieces))))
            spec_paths_add(found, entry->path);
    }
    buffer_done(&bytes);
    free(pieces.text);
    catalogue_query_free(query);
    free(ranks);
}

/* Returns 1 if the index is no help. */
static int search_index(struct workspace *workspace, const char *text, struct spec_paths *found,
                        struct error *error)
{
    struct catalogue catalogue = {0};
    catalogue_open(workspace, &catalogue);
    if (catalogue.index == NULL) {
        catalogue_done(&catalogue);
        return 1;
    }
    int result = catalogue_update(workspace, &catalogue, error);
    if (result == 0)
        list_matches(workspace, &catalogue, text, found);
    catalogue_done(&catalogue);
    return result;
}

static int search_files(struct workspace *workspace, const char *text, struct spec_paths *found,
                        struct error *error)
{
    struct spec_paths paths = {0};
    int result = workspace_list_paths(workspace, &paths, error);
    if (result == 0)
        list_holders(workspace, &paths, text, found);
    spec_paths_done(&paths);
    return result;
}

int workspace_search(struct workspace *workspace, const char *text, workspace_visit *visit,
                     void *context, struct error *error)
{
    struct spec_paths found = {0};
    int result = search_index(workspace, text, &found, error);
    if (result > 0)
        result = search_files(workspace, text, &found, error);
    if (result == 0)
        result = workspace_walk_paths(workspace, &found, visit, context);
    spec_paths_done(&found);
    return result;
}
