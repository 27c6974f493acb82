/* One file for a working copy, a line for each spec: its path, a tab, the path of the field; what was
 * left last stands first. */
#include "workspace/last_place.h"

#include "base/memory.h"
#include "model/digest.h"
#include "store/state_file.h"
#include "workspace_internal.h"

#include <string.h>

#define KIND "places"
#define NAME "fields"

enum { PLACE_LIMIT = 500 };

static bool read_places(const struct workspace *workspace, char key[DIGEST_SIZE],
                        struct buffer *out)
{
    digest_bytes(workspace->root, strlen(workspace->root), key);
    return state_file_read(workspace->root, KIND, key, NAME, out);
}

/* Whether a line is about this path. */
static bool is_about(const char *line, const char *path)
{
    size_t length = strlen(path);
    return strncmp(line, path, length) == 0 && line[length] == '\t';
}

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end != NULL ? end + 1 : line + strlen(line);
}

char *last_place_find(struct workspace *workspace, const char *path)
{
    struct buffer places = {0};
    char key[DIGEST_SIZE];
    char *found = NULL;
    (void)read_places(workspace, key, &places);
    for (const char *at = buffer_string(&places); *at != '\0' && found == NULL; at = next_line(at))
        if (is_about(at, path)) {
            at += strlen(path) + 1;
            found = memory_copy_bytes(at, strcspn(at, "\n"));
        }
    buffer_done(&places);
    return found;
}

void last_place_keep(struct workspace *workspace, const char *path, const struct field *field)
{
    struct buffer before = {0};
    struct buffer after = {0};
    char key[DIGEST_SIZE];
    int count = 1;
    if (workspace->root[0] == '\0' || strpbrk(path, "\t\n") != NULL)
        return;
    (void)read_places(workspace, key, &before);
    buffer_append_format(&after, "%s\t%s\n", path, field->path);
    for (const char *at = buffer_string(&before); *at != '\0' && count < PLACE_LIMIT;
         at = next_line(at)) {
        if (is_about(at, path))
            continue;
        buffer_append(&after, at, (size_t)(next_line(at) - at));
        count++;
    }
    if (after.length != before.length || memcmp(after.bytes, buffer_string(&before), after.length) != 0)
        state_file_write(workspace->root, KIND, key, NAME, &after);
    buffer_done(&before);
    buffer_done(&after);
}
