#include "store/spec_file.h"

#include "base/memory.h"
#include "spec_file_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct spec_file *make_file(const char *name, const struct form *form)
{
    struct spec_file *file = memory_allocate(sizeof *file);
    file->name = memory_copy_string(name);
    file->form = form;
    return file;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.';
}

/* The name in a file that begins as nearly all do: comments, then `form: NAME` and another key at
 * the margin. NULL for everything else, which only a parse can tell. */
static char *find_form_line(const char *bytes, size_t length)
{
    static const char key[] = "form: ";
    const char *at = bytes;
    const char *end = bytes + length;
    while (at < end && (*at == '#' || *at == '\n')) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline != NULL ? newline + 1 : end;
    }
    if ((size_t)(end - at) < sizeof key || memcmp(at, key, sizeof key - 1) != 0)
        return NULL;
    const char *name = at + sizeof key - 1;
    const char *tail = name;
    while (tail < end && is_name_byte(*tail))
        tail++;
    bool begins_with_letter = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z');
    if (!begins_with_letter || end - tail < 2 || tail[0] != '\n' || !is_name_byte(tail[1]))
        return NULL;
    return memory_copy_bytes(name, (size_t)(tail - name));
}

int spec_file_form_name(const char *name, const char *bytes, size_t length, char **form,
                        struct error *error)
{
    struct document *document = NULL;
    *form = find_form_line(bytes, length);
    if (*form != NULL)
        return 0;
    if (document_open(name, bytes, length, &document, error) < 0)
        return -1;
    const struct node *root = document_root(document);
    const struct node *node = root != NULL ? node_find(root, "form") : NULL;
    if (node != NULL && node_kind(node) == NODE_SCALAR)
        *form = memory_copy_string(node_text(node, NULL));
    document_close(document);
    return 0;
}

static void load_spec(struct spec *spec, const struct node *root)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        struct field_place place = spec_find_field(root, field);
        const char *reason = NULL;
        struct value value = spec_read_value(form, field, &place, &reason);
        spec_load_value(spec, field, value);
        if (reason != NULL)
            spec_load_read_only(spec, field, reason);
    }
    spec_read_others(spec, root);
}

int spec_file_read(const char *name, const char *bytes, size_t length, const struct form *form,
                   struct spec_file **file, struct spec **spec, struct error *error)
{
    struct document *document = NULL;
    if (document_open(name, bytes, length, &document, error) < 0)
        return -1;
    const struct node *root = document_root(document);
    if (root != NULL && node_kind(root) != NODE_MAPPING && node_kind(root) != NODE_EMPTY) {
        error_set(error, ERROR_INPUT,
                  "%s:%zu:%zu: a specification is a map of sections; this file holds a %s", name,
                  node_line(root), node_column(root),
                  node_kind(root) == NODE_SEQUENCE ? "list" : "text");
        document_close(document);
        return -1;
    }
    *file = make_file(name, form);
    (*file)->document = document;
    buffer_append(&(*file)->bytes, bytes, length);
    *spec = spec_new(form);
    load_spec(*spec, root);
    return 0;
}

struct spec_file *spec_file_new(const char *name, const struct form *form)
{
    struct spec_file *file = make_file(name, form);
    int result = document_open(name, "", 0, &file->document, NULL);
    assert(result == 0); /* an empty text always parses */
    (void)result;
    return file;
}

void spec_file_free(struct spec_file *file)
{
    if (file == NULL)
        return;
    document_close(file->document);
    if (file->next != NULL)
        document_close(file->next);
    buffer_done(&file->bytes);
    free(file->name);
    free(file);
}

const char *spec_file_bytes(const struct spec_file *file, size_t *length)
{
    *length = file->bytes.length;
    return buffer_string(&file->bytes);
}

/* Line breaks at the end of a text are layout (spec_read.c, spec_content.c). */
static void trim(struct value *value)
{
    size_t length = value->text != NULL ? strlen(value->text) : 0;
    while (length > 0 && value->text[length - 1] == '\n')
        value->text[--length] = '\0';
    for (size_t i = 0; i < value->count; i++)
        trim(&value->items[i]);
}

static bool holds_alias(const struct node *node)
{
    if ((node_flags(node) & (NODE_LINKED | NODE_INHERITED)) != 0)
        return true;
    for (size_t i = 0; i < node_count(node); i++)
        if (holds_alias(node_item(node, i)))
            return true;
    return false;
}

/* Whether a field nobody changed may change all the same: with the anchored value it is linked to. */
static bool may_follow(const struct spec *spec, const struct field *field,
                       const struct field_place *place)
{
    return !spec_field_is_modified(spec, field) && place->node != NULL &&
           (holds_alias(place->node) || (node_flags(place->section) & NODE_LINKED) != 0);
}

/* What followed an anchored value in the file that was just written, into the spec. */
static void load_followers(const struct document *document, struct spec *spec)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        struct field_place place = spec_find_field(document_root(document), field);
        if (!may_follow(spec, field, &place))
            continue;
        const char *reason = NULL;
        struct value value = spec_read_value(form, field, &place, &reason);
        if (value_equal(&value, spec_value(spec, field)))
            value_done(&value);
        else
            spec_load_value(spec, field, value);
    }
}

/* Whether `next` reads back as what the spec says. */
static int verify(const struct document *next, const struct spec *spec, struct error *error)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        struct field_place place = spec_find_field(document_root(next), field);
        const char *reason = NULL;
        struct value is = spec_read_value(form, field, &place, &reason);
        struct value should = value_copy(spec_value(spec, field));
        trim(&is);
        trim(&should);
        bool equal = value_equal(&is, &should) || may_follow(spec, field, &place);
        value_done(&is);
        value_done(&should);
        if (!equal && place.node != NULL && holds_alias(place.node))
            return error_set(error, ERROR_REFUSED,
                             "%s: an alias in this field follows the value that was changed; "
                             "replace the alias first; nothing was written",
                             field->path);
        if (!equal)
            return error_set(error, ERROR_REFUSED,
                             "%s: the file would not read back as intended; nothing was written",
                             field->path);
    }
    return 0;
}

int spec_file_write(struct spec_file *file, const struct spec *spec, struct buffer *out,
                    struct error *error)
{
    if (file->next != NULL)
        document_close(file->next);
    file->next = NULL;
    if (file->bytes.length > 0 && !spec_is_modified(spec)) {
        buffer_append(out, file->bytes.bytes, file->bytes.length);
        return 0;
    }
    size_t mark = document_mark(file->document);
    int result = spec_edit_all(file, spec, error);
    size_t length = 0;
    const char *bytes = document_bytes(file->document, &length);
    if (result == 0)
        result = document_open(file->name, bytes, length, &file->next, error);
    if (result == 0)
        result = verify(file->next, spec, error);
    if (result == 0) {
        buffer_append(out, bytes, length);
    } else if (file->next != NULL) {
        document_close(file->next);
        file->next = NULL;
    }
    document_rewind(file->document, mark);
    return result;
}

void spec_file_written(struct spec_file *file, struct spec *spec)
{
    if (file->next != NULL) {
        size_t length = 0;
        const char *bytes = document_bytes(file->next, &length);
        buffer_clear(&file->bytes);
        buffer_append(&file->bytes, bytes, length);
        document_close(file->document);
        file->document = file->next;
        file->next = NULL;
    }
    spec_mark_saved(spec);
    load_followers(file->document, spec);
}
