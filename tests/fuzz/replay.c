/* A fuzz target as a plain program: run it over every file of the folders and files that are
 * named, without libFuzzer. A crash is the failure; the name of the file is printed before. */

#include "base/buffer.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static size_t replay_file(const char *path)
{
    struct buffer bytes = {0};
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(&bytes, chunk, size);
    fclose(file);
    printf("# %s\n", path);
    fflush(stdout);
    (void)LLVMFuzzerTestOneInput((const uint8_t *)buffer_string(&bytes), bytes.length);
    buffer_done(&bytes);
    return 1;
}

static size_t replay(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return replay_file(path);
    size_t count = 0;
    struct buffer name = {0};
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        buffer_clear(&name);
        buffer_append_format(&name, "%s/%s", path, entry->d_name);
        count += replay_file(buffer_string(&name));
    }
    buffer_done(&name);
    closedir(folder);
    return count;
}

int main(int count, char **arguments)
{
    size_t files = 0;
    for (int i = 1; i < count; i++)
        files += replay(arguments[i]);
    printf("# %zu inputs\n", files);
    return files == 0;
}
