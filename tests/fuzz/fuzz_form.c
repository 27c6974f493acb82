#include "fuzz.h"

#include "store/form_file.h"

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
