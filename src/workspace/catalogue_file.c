/* One file as the catalogue sees it, and the first few files for a first paint. */
#include "base/file.h"
#include "base/memory.h"
#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static struct reading *parse(struct workspace *workspace, const char *path,
                             const struct columns *columns, const struct buffer *bytes,
                             struct error *problem)
{
    struct spec *spec = NULL;
    if (problem->kind == ERROR_NONE &&
        workspace_parse(workspace, path, bytes, NULL, NULL, &spec, problem) != 0)
        spec = NULL;
    struct reading *reading =
        reading_new(path, spec, spec == NULL ? problem : NULL, columns);
    spec_free(spec);
    return reading;
}

/* The mark counts only if the file was the same before and behind the reading. */
struct reading *reading_of_file(struct workspace *workspace, const char *path,
                                const struct columns *columns, reading_know *know, void *context)
{
    struct buffer bytes = {0};
    struct error problem = {0};
    struct stat before = {0};
    struct stat after = {0};
    char digest[DIGEST_SIZE] = "";
    struct reading *reading = NULL;
    int64_t now = index_clock();
    bool seen = fstatat(workspace->directory, path, &before, 0) == 0;
    if (workspace_read_bytes(workspace, path, &bytes, &problem) == 0)
        digest_bytes(bytes.bytes, bytes.length, digest);
    seen = seen && fstatat(workspace->directory, path, &after, 0) == 0;
    if (know != NULL && digest[0] != '\0')
        reading = know(context, digest);
    if (reading == NULL)
        reading = parse(workspace, path, columns, &bytes, &problem);
    memcpy(reading->digest, digest, sizeof digest);
    struct index_mark mark = index_mark_of(&before, now);
    if (seen && digest[0] != '\0' && index_mark_fits(&mark, &after))
        reading->mark = mark;
    buffer_done(&bytes);
    return reading;
}

/* ── the first ── */

enum { FIRST_FILES = 24 }; /* a screenful, read within the first paint */

struct first_files {
    struct workspace *workspace;
    struct columns columns;
    struct reading *readings[FIRST_FILES];
    size_t count;
};

static int read_one(void *context, const char *path, struct error *error)
{
    struct first_files *files = context;
    (void)error;
    files->readings[files->count++] =
        reading_of_file(files->workspace, path, &files->columns, NULL, NULL);
    return files->count == FIRST_FILES;
}

void catalogue_read_first(struct workspace *workspace, struct catalogue *catalogue)
{
    struct first_files files = {.workspace = workspace, .columns = catalogue_columns(catalogue)};
    struct error ignored = {0};
    /* A folder that cannot be read is reported by who reads all. */
    if (workspace->root[0] != '\0' &&
        file_walk_beneath(workspace->directory, workspace_specs_folder(workspace), ".yaml",
                          read_one, &files, &ignored) >= 0)
        catalogue_merge(catalogue, files.readings, files.count, NULL, 0);
}
