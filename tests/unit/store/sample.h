/* The sample specifications, opened with their forms. */
#ifndef IFSPEC_TESTS_STORE_SAMPLE_H
#define IFSPEC_TESTS_STORE_SAMPLE_H

#include "fixture.h"

#include "model/spec.h"
#include "store/spec_file.h"

struct sample {
    char *name; /* "APP-S4-SF-CUSTOMER-V1.yaml" */
    struct form *form;
    struct spec_file *file;
    struct spec *spec;
};

struct sample_names {
    char **items;
    size_t count;
    size_t capacity;
};

ATTRIBUTE_UNUSED static int add_sample_name(void *context, const char *path, struct error *error)
{
    (void)error;
    struct sample_names *names = context;
    names->items =
        memory_grow(names->items, &names->capacity, names->count, sizeof *names->items);
    names->items[names->count++] = memory_copy_string(path);
    return 0;
}

/* Paths of all samples below tests/samples. */
ATTRIBUTE_UNUSED static struct sample_names sample_names_read(void)
{
    struct sample_names names = {0};
    char *folder = source_path("tests/samples");
    int directory = file_open_directory(folder, NULL);
    assert_true(directory >= 0);
    assert_int_equal(file_walk_beneath(directory, "", ".yaml", add_sample_name, &names, NULL), 0);
    assert_true(names.count >= 8);
    close(directory);
    free(folder);
    return names;
}

ATTRIBUTE_UNUSED static void sample_names_done(struct sample_names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

/* Open bytes as a spec of the form that they name. */
ATTRIBUTE_UNUSED static struct sample sample_open_bytes(const char *name, const char *bytes,
                                                        size_t length)
{
    struct sample sample = {.name = memory_copy_string(name)};
    struct error error = {0};
    char *form = NULL;
    if (spec_file_form_name(name, bytes, length, &form, &error) < 0)
        fail_msg("%s", error.text);
    assert_non_null(form);
    sample.form = load_shipped_form(form);
    if (spec_file_read(name, bytes, length, sample.form, &sample.file, &sample.spec, &error) < 0)
        fail_msg("%s", error.text);
    free(form);
    return sample;
}

ATTRIBUTE_UNUSED static struct sample sample_open(const char *name)
{
    char *folder = source_path("tests/samples");
    char *path = path_join(folder, name);
    struct buffer bytes = {0};
    struct error error = {0};
    if (file_read(path, FILE_SIZE_LIMIT, &bytes, &error) < 0)
        fail_msg("%s", error.text);
    struct sample sample = sample_open_bytes(name, bytes.bytes, bytes.length);
    buffer_done(&bytes);
    free(path);
    free(folder);
    return sample;
}

ATTRIBUTE_UNUSED static void sample_close(struct sample *sample)
{
    spec_file_free(sample->file);
    spec_free(sample->spec);
    form_free(sample->form);
    free(sample->name);
}

/* Write what the spec says; owned. Fails the test if that is refused. */
ATTRIBUTE_UNUSED static char *sample_write(const struct sample *sample)
{
    struct buffer out = {0};
    struct error error = {0};
    if (spec_file_write(sample->file, sample->spec, &out, &error) < 0)
        fail_msg("%s: %s", sample->name, error.text);
    return buffer_take(&out);
}

#endif
