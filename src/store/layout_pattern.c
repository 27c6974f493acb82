#include "layout_internal.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "model/field_type.h"
#include "model/smart_id.h"

#include <stdlib.h>
#include <string.h>

int layout_pattern_check(const char *pattern, struct error *error)
{
    const char *slash = strrchr(pattern, '/');
    const char *name = slash != NULL ? slash + 1 : pattern;
    size_t length = strlen(pattern);
    if (strstr(name, "{id}") == NULL)
        return error_set(error, ERROR_INPUT, "`path` needs {id} in the file's name, as in "
                                             "\"{Domain}/{id}.yaml\"");
    if (length < 5 || strcmp(pattern + length - 5, ".yaml") != 0)
        return error_set(error, ERROR_INPUT, "`path` must end in .yaml");
    for (const char *at = strpbrk(pattern, "{}"); at != NULL; at = strpbrk(at + 1, "{}")) {
        const char *end = *at == '{' ? strpbrk(at + 1, "{}/") : NULL;
        if (end == NULL || *end != '}' || end == at + 1)
            return error_set(error, ERROR_INPUT, "`path` has a brace that does not belong to a "
                                                 "{name}");
        at = end;
    }
    return 0;
}

/* A folder's name out of an answer: one line, without what separates folders. */
static char *copy_answer(const struct spec *spec, const struct field *field)
{
    struct buffer text = {0};
    const struct value *value = spec_value(spec, field);
    if (value->kind == VALUE_LIST && value->count > 0)
        value = &value->items[0];
    if (value->kind == VALUE_TEXT)
        buffer_append_string(&text, value_text(value));
    for (size_t i = 0; i < text.length; i++)
        if (strchr("/\\:\n\t", text.bytes[i]) != NULL)
            text.bytes[i] = '-';
    return buffer_take(&text);
}

static char *copy_name(const struct spec *spec, const char *name)
{
    const struct form *form = spec_form(spec);
    if (strcmp(name, "id") == 0)
        return memory_copy_string(spec_id(spec));
    const struct field *field = form_find_field(form, name);
    char *text = field != NULL ? copy_answer(spec, field)
                               : smart_id_copy_part(form->id, spec_id(spec), name);
    return text != NULL ? text : memory_copy_string("");
}

/* One part of the path between slashes; it stays empty if a name in it has no value. */
static void fill_part(const char *part, size_t length, const struct spec *spec,
                      struct buffer *out)
{
    size_t before = out->length;
    for (size_t i = 0; i < length; i++) {
        const char *end = part[i] == '{' ? memchr(part + i, '}', length - i) : NULL;
        if (end == NULL) {
            buffer_append_byte(out, part[i]);
            continue;
        }
        char *name = memory_copy_bytes(part + i + 1, (size_t)(end - part) - i - 1);
        char *text = copy_name(spec, name);
        bool missing = *text == '\0';
        buffer_append_string(out, text);
        free(text);
        free(name);
        if (missing) {
            buffer_truncate(out, before);
            return;
        }
        i = (size_t)(end - part);
    }
}

int layout_pattern_fill(const char *pattern, const struct spec *spec, char **path,
                        struct error *error)
{
    struct buffer out = {0};
    for (const char *part = pattern; *part != '\0';) {
        size_t length = strcspn(part, "/");
        size_t before = out.length;
        fill_part(part, length, spec, &out);
        if (part[length] == '/' && out.length > before)
            buffer_append_byte(&out, '/');
        part += length + (part[length] == '/' ? 1 : 0);
    }
    if (out.length == 0 || out.bytes[out.length - 1] == '/') {
        buffer_done(&out);
        return error_set(error, ERROR_INPUT, "the path of new files, \"%s\", has no name for this "
                                             "specification", pattern);
    }
    *path = buffer_take(&out);
    return 0;
}
