#include "form_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>
#include <unistd.h>

void form_source_free(struct form_source *source)
{
    if (source == NULL)
        return;
    document_close(source->document);
    free(source->path);
    free(source->folder);
    free(source);
}

static int read_file(const char *folder, const char *name, struct buffer *bytes,
                     struct error *error)
{
    int directory = file_open_directory(folder, error);
    if (directory < 0)
        return -1;
    int result = file_read_beneath(directory, name, FILE_SIZE_LIMIT, bytes, error);
    close(directory);
    return result;
}

const struct form_source *form_source_open(struct form_builder *builder, const char *folder,
                                           const char *name, struct form_place asking)
{
    struct error error = {0};
    struct buffer bytes = {0};
    struct form_source *source = memory_allocate(sizeof *source);
    source->folder = memory_copy_string(folder);
    source->path = path_join(folder, name);
    if (read_file(folder, name, &bytes, &error) < 0) {
        if (asking.node != NULL)
            form_report(builder, asking.source, asking.node, "%s", error.text);
        else
            form_report_error(builder, source->path, &error);
        goto failed;
    }
    if (document_open(source->path, buffer_string(&bytes), bytes.length, &source->document,
                      &error) < 0) {
        form_report_error(builder, source->path, &error);
        goto failed;
    }
    buffer_done(&bytes);
    builder->sources = memory_grow(builder->sources, &builder->source_capacity,
                                   builder->source_count, sizeof *builder->sources);
    builder->sources[builder->source_count++] = source;
    return source;
failed:
    buffer_done(&bytes);
    form_source_free(source);
    return NULL;
}

const struct node *form_source_root(const struct form_source *source)
{
    return document_root(source->document);
}

const char *form_folder_with(const struct form_folders *folders, const char *name)
{
    for (size_t i = 0; i < folders->count; i++) {
        int directory = file_open_directory(folders->paths[i], NULL);
        if (directory < 0)
            continue;
        bool exists = file_exists_beneath(directory, name);
        close(directory);
        if (exists)
            return folders->paths[i];
    }
    return NULL;
}
