/* Fuzz target of names. Input: a pattern of paths, an ID, another ID, a title. A path made from them
 * is safe, always the same, and another for another ID; the parts of an ID lie inside of it. */
#include "fuzz.h"

#include "base/memory.h"
#include "base/path.h"
#include "model/smart_id.h"
#include "model/spec.h"
#include "../../src/store/layout_internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PATTERN, ID, OTHER_ID, TITLE, PART_COUNT };

static void split(const char *id)
{
    const struct field *field = fuzz_form()->id;
    struct smart_id_range *ranges = calloc(field->part_count, sizeof *ranges);
    size_t end = 0;
    bool whole = smart_id_split(field, id, ranges);
    for (size_t i = 0; i < field->part_count; i++) {
        fuzz_require(ranges[i].offset + ranges[i].length <= strlen(id), "a part behind the end");
        fuzz_require(ranges[i].length == 0 || ranges[i].offset >= end, "parts that overlap");
        if (ranges[i].length > 0)
            end = ranges[i].offset + ranges[i].length;
    }
    for (size_t at = 0; at <= strlen(id); at++)
        fuzz_require(smart_id_part_at(field, id, at) < field->part_count, "a part there is not");
    size_t fault = smart_id_find_fault(field, id);
    fuzz_require(fault <= field->part_count + 1, "a fault in no part");
    fuzz_require(whole || fault <= field->part_count, "nothing wrong with half an ID");
    free(ranges);
}

static struct spec *new_spec(const char *id, const char *title)
{
    struct spec *spec = spec_new(fuzz_form());
    struct value text = value_of_text(id);
    spec_set_value(spec, fuzz_form()->id, &text, 0);
    value_set_text(&text, title);
    spec_set_value(spec, fuzz_form()->title_field, &text, 0);
    value_done(&text);
    return spec;
}

/* What any system would take for more than a name below this folder. */
static void require_safe(const char *path)
{
    for (const char *part = path; part[0] != '\0';) {
        size_t length = strcspn(part, "/");
        fuzz_require(strspn(part, ".") < length && part[0] != '-', "a part that is no name");
        fuzz_require(length != 4 || strncasecmp(part, ".git", 4) != 0, "a part that is Git's");
        fuzz_require(length != 5 || strncasecmp(part, "git~", 4) != 0 ||
                         strchr("123456789", part[4]) == NULL,
                     "a part that Windows reads otherwise");
        part += length + (part[length] == '/');
    }
    fuzz_require(strlen(path) <= 1000 && strpbrk(path, "\\:") == NULL, "a path of another system");
    fuzz_require_clean(path, strlen(path), 0);
}

/* Owned; NULL if it has none. */
static char *path_of(const char *pattern, const char *id, const char *title)
{
    struct spec *spec = new_spec(id, title);
    struct error error = {0};
    char *path = NULL;
    char *again = NULL;
    if (layout_pattern_fill(pattern, spec, &path, &error) == 0 &&
        path_check(path, strlen(path), &error) == 0) {
        require_safe(path);
        fuzz_require(strlen(path) > 5 && strcmp(path + strlen(path) - 5, ".yaml") == 0,
                     "a path that is no specification's");
        fuzz_require(layout_pattern_fill(pattern, spec, &again, &error) == 0 &&
                         strcmp(path, again) == 0,
                     "another path the second time");
        free(again);
    } else {
        fuzz_require(error.text[0] != '\0', "refused without a word");
        free(path);
        path = NULL;
    }
    spec_free(spec);
    return path;
}

static void make_paths(const struct fuzz_part *parts)
{
    const char *pattern = parts[PATTERN].bytes;
    const char *title = parts[TITLE].bytes;
    struct error error = {0};
    if (layout_pattern_check(pattern, &error) != 0)
        return;
    char *path = path_of(pattern, parts[ID].bytes, title);
    char *other = path_of(pattern, parts[OTHER_ID].bytes, title);
    if (path != NULL && other != NULL && strcasecmp(parts[ID].bytes, parts[OTHER_ID].bytes) != 0)
        fuzz_require(strcasecmp(path, other) != 0, "one path for two IDs");
    free(other);
    free(path);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct fuzz_part parts[PART_COUNT] = {0};
    struct error error = {0};
    fuzz_cut(bytes, length, parts, PART_COUNT);
    if (path_check_id(parts[ID].bytes, &error) == 0) {
        char *name = memory_format("%s.yaml", parts[ID].bytes);
        fuzz_require(path_check(name, strlen(name), &error) == 0, "an ID that is no safe name");
        free(name);
    }
    split(parts[ID].bytes);
    make_paths(parts);
    fuzz_parts_done(parts, PART_COUNT);
    return 0;
}
