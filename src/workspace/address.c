#include "base/buffer.h"
#include "base/memory.h"
#include "model/field_type.h"
#include "workspace/answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int fail_unknown(const struct form *form, const char *name, struct error *error)
{
    const struct field *nearest = form_suggest_field(form, name);
    if (nearest != NULL)
        return error_set(error, ERROR_INPUT, "the form %s has no field %s; did you mean %s?",
                         form->name, name, nearest->path);
    return error_set(error, ERROR_INPUT,
                     "the form %s has no field %s; `ifspec form show %s` lists them", form->name,
                     name, form->name);
}

static int find_column(struct address *address, const char *id, struct error *error)
{
    struct buffer ids = {0};
    address->column = field_find_column(address->field, id);
    if (address->column != NULL)
        return 0;
    for (size_t i = 0; i < address->field->column_count; i++)
        buffer_append_format(&ids, "%s%s", i > 0 ? ", " : "", address->field->columns[i].id);
    if (ids.length > 0)
        error_set(error, ERROR_INPUT, "%s has no column %s; its columns are %s",
                  address->field->path, id, buffer_string(&ids));
    else
        error_set(error, ERROR_INPUT, "%s has no columns, and so no %s", address->field->path, id);
    buffer_done(&ids);
    return -1;
}

static bool has_entries(const struct field *field)
{
    enum field_shape shape = field->type->shape;
    return shape == SHAPE_LIST || shape == SHAPE_TABLE || shape == SHAPE_LINKS;
}

/* "[2]" or "[2].column" behind the name of a field. */
static int parse_row(struct address *address, const char *text, struct error *error)
{
    char *end = NULL;
    if (text[1] < '0' || text[1] > '9')
        return error_set(error, ERROR_INPUT, "%s%s: an index is a number from 0, as in %s[0]",
                         address->field->path, text, address->field->path);
    errno = 0;
    unsigned long row = strtoul(text + 1, &end, 10);
    if (errno != 0 || end[0] != ']' || (end[1] != '\0' && end[1] != '.'))
        return error_set(error, ERROR_INPUT, "%s%s: an index is written %s[0]",
                         address->field->path, text, address->field->path);
    if (!has_entries(address->field))
        return error_set(error, ERROR_INPUT, "%s is one value and has no entries",
                         address->field->path);
    address->has_row = true;
    address->row = row;
    return end[1] == '.' ? find_column(address, end + 2, error) : 0;
}

int address_parse(const struct form *form, const char *text, struct address *address,
                  struct error *error)
{
    size_t length = strcspn(text, "[");
    char *name = memory_copy_bytes(text, length);
    int result = -1;
    *address = (struct address){.field = form_find_field(form, name)};
    if (address->field != NULL) {
        result = text[length] == '[' ? parse_row(address, text + length, error) : 0;
        goto out;
    }
    char *dot = strrchr(name, '.');
    if (dot != NULL && text[length] == '\0') {
        *dot = '\0';
        address->field = form_find_field(form, name);
        if (address->field != NULL)
            result = find_column(address, dot + 1, error);
        *dot = '.';
    }
    if (address->field == NULL)
        fail_unknown(form, name, error);
out:
    free(name);
    return result;
}
