/* Fuzz target of form files. Input: a form, a specification. A form loads, or every fault of it has
 * a place and words; what loads can be asked everything a form is asked. */
#include "fuzz.h"

#include "base/memory.h"
#include "export/json.h"
#include "export/schema.h"
#include "model/check.h"
#include "store/form_file.h"
#include "store/spec_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The file that the form is put into, again and again. */
static const char *form_path(void)
{
    static char path[64];
    if (path[0] == '\0') {
        char folder[] = "/dev/shm/ifspec-fuzz-XXXXXX";
        fuzz_require(mkdtemp(folder) != NULL, "no folder for the form");
        (void)snprintf(path, sizeof path, "%s/f.yaml", folder);
    }
    return path;
}

static void write_form(const struct fuzz_part *part)
{
    int file = open(form_path(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    fuzz_require(file >= 0 && write(file, part->bytes, part->length) == (ssize_t)part->length,
                 "the form cannot be written");
    close(file);
}

static void look_at_problems(const struct form_problems *problems, bool loaded)
{
    bool grave = false;
    for (size_t i = 0; i < problems->count; i++) {
        const struct form_problem *problem = &problems->items[i];
        fuzz_require(problem->line >= 1 && problem->column >= 1, "a fault without a place");
        fuzz_require(problem->message[0] != '\0', "a fault without words");
        grave = grave || (problem->severity == SEVERITY_ERROR && !problem->tolerated);
    }
    fuzz_require(loaded != grave, loaded ? "loaded in spite of a fault" : "refused without a fault");
}

static void match_patterns(const struct form *form)
{
    char text[1001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].pattern != NULL)
            (void)pattern_match(form->fields[i].pattern, text, sizeof text - 1);
}

static void make_schema(const struct form *form)
{
    struct json *schema = schema_of_form(form);
    struct buffer text = {0};
    json_print(schema, &text);
    fuzz_require(text.length > 2, "an empty schema");
    fuzz_require_clean(buffer_string(&text), text.length, 1);
    buffer_done(&text);
}

static void fill_in(const struct form *form, const struct fuzz_part *part)
{
    const struct check_world world = {.today = {2025, 6, 1}};
    struct findings findings = {0};
    struct spec_file *file = NULL;
    struct spec *spec = NULL;
    struct error error = {0};
    if (spec_file_read("f.yaml", part->bytes, part->length, form, &file, &spec, &error) != 0)
        return;
    check_spec(spec, &world, &findings);
    spec_set_defaults(spec);
    check_spec(spec, &world, &findings);
    struct spec_count count = spec_count_needed(spec);
    fuzz_require(count.answered <= count.visible, "more answers than questions");
    findings_done(&findings);
    spec_free(spec);
    spec_file_free(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    const struct form_folders none = {0};
    struct fuzz_part parts[2] = {0};
    struct form_problems problems = {0};
    struct form *form = NULL;
    struct error error = {0};
    fuzz_cut(bytes, length, parts, 2);
    write_form(&parts[0]);
    if (form_load_file(&none, form_path(), &form, &problems, &error) == 0) {
        look_at_problems(&problems, true);
        match_patterns(form);
        make_schema(form);
        fill_in(form, &parts[1]);
        form_free(form);
    } else {
        fuzz_require(error.text[0] != '\0', "refused without a word");
        look_at_problems(&problems, false);
    }
    form_problems_done(&problems);
    fuzz_parts_done(parts, 2);
    return 0;
}
