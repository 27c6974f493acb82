#include "edit_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void edit_init(struct edit *edit, const struct tree *tree, const struct section *section)
{
    *edit = (struct edit){
        .tree = tree, .section = section, .habits = habits_find(tree), .node = TREE_NONE};
}

void edit_done(struct edit *edit)
{
    buffer_done(&edit->text);
}

static void close_splice(struct edit *edit)
{
    if (edit->count == 0)
        return;
    struct splice *last = &edit->splices[edit->count - 1];
    last->length = edit->text.length - last->text;
}

void edit_splice(struct edit *edit, size_t begin, size_t end)
{
    assert(edit->count < SPLICE_LIMIT && begin <= end);
    close_splice(edit);
    edit->splices[edit->count++] = (struct splice){begin, end, edit->text.length, 0};
}

void edit_replace_bytes(struct edit *edit, size_t begin, size_t end, const char *text)
{
    edit_splice(edit, begin, end);
    buffer_append_string(&edit->text, text);
}

static int compare_splices(const void *a, const void *b)
{
    const struct splice *left = a;
    const struct splice *right = b;
    if (left->begin != right->begin)
        return left->begin < right->begin ? -1 : 1;
    return left->text < right->text ? -1 : left->text > right->text;
}

char *edit_apply(const struct edit *edit, size_t *length)
{
    struct edit closed = *edit;
    close_splice(&closed);
    qsort(closed.splices, closed.count, sizeof closed.splices[0], compare_splices);
    const struct source *source = &edit->tree->source;
    struct buffer bytes = {0};
    buffer_reserve(&bytes, source->length + edit->text.length);
    size_t at = 0;
    for (size_t i = 0; i < closed.count; i++) {
        const struct splice *splice = &closed.splices[i];
        assert(splice->begin >= at && splice->end <= source->length);
        buffer_append(&bytes, source->bytes + at, splice->begin - at);
        buffer_append(&bytes, buffer_string(&edit->text) + splice->text, splice->length);
        at = splice->end;
    }
    buffer_append(&bytes, source->bytes + at, source->length - at);
    *length = bytes.length;
    return buffer_take(&bytes);
}

int edit_refuse(const struct edit *edit, size_t at, struct error *error, const char *reason)
{
    struct source *source = &((struct tree *)(uintptr_t)edit->tree)->source;
    return error_set(error, ERROR_REFUSED, "line %zu: %s", source_find_line(source, at), reason);
}
