#include "fuzz.h"

#include "base/buffer.h"
#include "model/field_type.h"
#include "model/value.h"
#include "store/form_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct form *fuzz_form(void)
{
    static struct form *form;
    const struct form_folders none = {0};
    struct error error = {0};
    if (form == NULL)
        fuzz_require(form_load_file(&none, FUZZ_SOURCE "/tests/fuzz/fuzz.yaml", &form, NULL,
                                    &error) == 0,
                     error.text);
    return form;
}

static void print_value(const struct field *field, const struct value *value)
{
    struct buffer text = {0};
    field_format(field, value, &text);
    fprintf(stderr, "  |%s|\n", buffer_string(&text));
    buffer_done(&text);
}

/* Line ends at the end of a paragraph are the form's affair, not the file's. */
static struct value as_stored(const struct value *value)
{
    struct value copy = value_copy(value);
    if (copy.kind == VALUE_TEXT) {
        size_t length = strlen(copy.text);
        while (length > 0 && copy.text[length - 1] == '\n')
            copy.text[--length] = '\0';
    }
    for (size_t i = 0; i < copy.count; i++) {
        struct value item = as_stored(&copy.items[i]);
        value_done(&copy.items[i]);
        copy.items[i] = item;
    }
    return copy;
}

void fuzz_require_equal(const struct field *field, const struct value *one,
                        const struct value *other)
{
    struct value a = as_stored(one);
    struct value b = as_stored(other);
    bool equal = value_equal(&a, &b);
    value_done(&a);
    value_done(&b);
    if (equal)
        return;
    fprintf(stderr, "BROKEN: two values of %s\n", field->path);
    print_value(field, one);
    print_value(field, other);
    abort();
}
