#include "yaml/document.h"

#include "document_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* How to take back one edit: what stood in place of `inserted` bytes at `offset`. */
struct undo {
    size_t offset;
    size_t inserted;
    char *removed;
    size_t removed_length;
};

struct document {
    char *name;
    char *original; /* NULL before the first change: the bytes are the tree's */
    size_t original_length;
    struct tree *tree;
    struct tree *scanned; /* what `tree` was before the first edit, or NULL */
    size_t section;
    struct undo *undos;
    size_t undo_count, undo_capacity;
};

int document_open(const char *name, const char *bytes, size_t length, struct document **out,
                  struct error *error)
{
    *out = NULL;
    struct tree *tree = NULL;
    if (tree_check_size(name, length, error) != 0)
        return -1;
    if (tree_read(name, memory_copy_bytes(bytes, length), length, &tree, error) != 0)
        return -1;
    struct document *document = memory_allocate(sizeof *document);
    document->name = memory_copy_string(name);
    document->tree = tree;
    *out = document;
    return 0;
}

void document_close(struct document *document)
{
    if (document == NULL)
        return;
    for (size_t i = 0; i < document->undo_count; i++)
        free(document->undos[i].removed);
    free(document->undos);
    tree_close(document->tree);
    tree_close(document->scanned);
    free(document->original);
    free(document->name);
    free(document);
}

const char *document_bytes(const struct document *document, size_t *length)
{
    *length = document->tree->source.length;
    return document->tree->source.bytes;
}

const char *document_original(const struct document *document, size_t *length)
{
    if (document->original == NULL)
        return document_bytes(document, length);
    *length = document->original_length;
    return document->original;
}

size_t document_count(const struct document *document)
{
    return document->tree->section_count;
}

void document_select(struct document *document, size_t index)
{
    assert(index < document_count(document));
    document->section = index;
}

const struct section *document_section(const struct document *document)
{
    const struct tree *tree = document->tree;
    return document->section < tree->section_count ? &tree->sections[document->section] : NULL;
}

struct tree *document_tree(const struct document *document)
{
    return document->tree;
}

const struct node *document_root(const struct document *document)
{
    const struct section *section = document_section(document);
    return section != NULL ? tree_view(document->tree, section->root) : NULL;
}

/* The tree of before stays until a change has been made: what is to be written may be borrowed from
 * its nodes. */
int document_prepare(struct document *document, struct error *error)
{
    const struct source *source = &document->tree->source;
    struct tree *tree = NULL;
    if (!document->tree->scanned)
        return 0;
    if (tree_open(document->name, memory_copy_bytes(source->bytes, source->length), source->length,
                  &tree, error) != 0)
        return -1;
    document->scanned = document->tree;
    document->tree = tree;
    return 0;
}

static void remember(struct document *document, const struct edit *edit, size_t new_length)
{
    const struct source *source = &document->tree->source;
    size_t begin = source->length;
    size_t end = 0;
    for (size_t i = 0; i < edit->count; i++) {
        begin = edit->splices[i].begin < begin ? edit->splices[i].begin : begin;
        end = edit->splices[i].end > end ? edit->splices[i].end : end;
    }
    document->undos = memory_grow(document->undos, &document->undo_capacity, document->undo_count,
                                  sizeof *document->undos);
    document->undos[document->undo_count++] = (struct undo){
        .offset = begin,
        .inserted = new_length - (source->length - (end - begin)),
        .removed = memory_copy_bytes(source->bytes + begin, end - begin),
        .removed_length = end - begin,
    };
}

int document_commit(struct document *document, const struct edit *edit, struct error *error)
{
    size_t length = 0;
    char *bytes = edit_apply(edit, &length);
    struct tree *tree = NULL;
    struct error why = {0};
    if (tree_open("the result", bytes, length, &tree, &why) != 0)
        return error_set(error, ERROR_REFUSED,
                         "the file would no longer be readable afterwards (%s); nothing was "
                         "changed, make this change in a text editor",
                         why.text);
    if (edit_verify(edit, tree, error) != 0) {
        tree_close(tree);
        return -1;
    }
    remember(document, edit, length);
    if (document->original == NULL) {
        const char *original = document_bytes(document, &document->original_length);
        document->original = memory_copy_bytes(original, document->original_length);
    }
    tree_close(document->tree);
    tree_close(document->scanned);
    document->tree = tree;
    document->scanned = NULL;
    return 0;
}

size_t document_mark(const struct document *document)
{
    return document->undo_count;
}

void document_rewind(struct document *document, size_t mark)
{
    assert(mark <= document->undo_count);
    if (mark == document->undo_count)
        return;
    const struct source *source = &document->tree->source;
    struct buffer bytes = {0};
    buffer_append(&bytes, source->bytes, source->length);
    while (document->undo_count > mark) {
        struct undo *undo = &document->undos[--document->undo_count];
        buffer_splice(&bytes, undo->offset, undo->inserted, undo->removed, undo->removed_length);
        free(undo->removed);
    }
    size_t length = bytes.length;
    struct tree *tree = NULL;
    struct error error = {0};
    int result = tree_open(document->name, buffer_take(&bytes), length, &tree, &error);
    assert(result == 0); /* these bytes were parsed before */
    (void)result;
    tree_close(document->tree);
    document->tree = tree;
}
