/* The YAML floor against bare libyaml, on the files of a folder, in one process and one run.
 *
 *     yaml_bench FOLDER             rounds of each piece of work in turn; medians and their ratios
 *     yaml_bench FOLDER events|tree one round of one piece of work, for counting instructions
 *
 * The pieces: read the files' events with libyaml; build our tree; change one field of each and
 * verify it (the change without the opening, with it and with the save's plan: the bytes). */

#include "base/buffer.h"
#include "base/memory.h"
#include "yaml/document.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <yaml.h>

enum { ROUNDS = 7, FILES = 20000, WORKS = 4 };

static struct buffer files[FILES];
static size_t file_count;
static size_t total;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || file_count == FILES)
        return;
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(&files[file_count], chunk, size);
    fclose(file);
    total += files[file_count++].length;
}

static void read_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL)
        return;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        char *name = memory_format("%s/%s", path, entry->d_name);
        const char *suffix = strrchr(entry->d_name, '.');
        if (suffix != NULL && strcmp(suffix, ".yaml") == 0)
            read_file(name);
        else
            read_folder(name);
        free(name);
    }
    closedir(folder);
}

static double read_events(void)
{
    double begin = now();
    for (size_t i = 0; i < file_count; i++) {
        yaml_parser_t parser;
        yaml_event_t event;
        yaml_event_type_t type = YAML_NO_EVENT;
        if (!yaml_parser_initialize(&parser))
            abort();
        yaml_parser_set_input_string(&parser, (unsigned char *)files[i].bytes, files[i].length);
        while (type != YAML_STREAM_END_EVENT) {
            if (!yaml_parser_parse(&parser, &event))
                abort();
            type = event.type;
            yaml_event_delete(&event);
        }
        yaml_parser_delete(&parser);
    }
    return now() - begin;
}

static double build_trees(void)
{
    double begin = now();
    for (size_t i = 0; i < file_count; i++) {
        struct document *document = NULL;
        struct error error = {0};
        if (document_open("f", files[i].bytes, files[i].length, &document, &error) != 0)
            abort();
        document_close(document);
    }
    return now() - begin;
}

/* Change the owner of each, twice; the time is that of the first edits, or of the second ones. A
 * first edit also pays for the parse by libyaml that reading has saved. */
static double change_fields(bool second)
{
    static const struct step path[] = {{.key = "lifecycle"}, {.key = "owner"}};
    static const struct content texts[] = {{.kind = CONTENT_TEXT, .text = "somebody else"},
                                           {.kind = CONTENT_TEXT, .text = "and another"}};
    double spent = 0;
    for (size_t i = 0; i < file_count; i++) {
        struct document *document = NULL;
        struct error error = {0};
        if (document_open("f", files[i].bytes, files[i].length, &document, &error) != 0)
            abort();
        if (second && document_set(document, path, 2, &texts[0], &error) != 0)
            abort();
        double begin = now();
        if (document_set(document, path, 2, &texts[second], &error) != 0)
            abort();
        size_t length = 0;
        struct buffer plan = {0};
        const char *bytes = document_bytes(document, &length);
        buffer_append(&plan, bytes, length);
        buffer_done(&plan);
        spent += now() - begin;
        document_close(document);
    }
    return spent;
}

static double change_first(void)
{
    return change_fields(false);
}

static double change_again(void)
{
    return change_fields(true);
}

static int compare(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return *left < *right ? -1 : *left > *right;
}

static void run_all(void)
{
    double (*const work[WORKS])(void) = {read_events, build_trees, change_first, change_again};
    static const char *const names[WORKS] = {
        "libyaml, events only", "our tree: open and close", "one field: edit, verify, plan",
        "another field then"};
    double times[WORKS][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < WORKS; i++)
            times[i][round] = work[i]();
    }
    for (int i = 0; i < WORKS; i++)
        qsort(times[i], ROUNDS, sizeof(double), compare);
    printf("%zu files, %.1f MB; medians of %d rounds, CPU time\n", file_count, (double)total / 1e6,
           ROUNDS);
    for (int i = 0; i < WORKS; i++) {
        double median = times[i][ROUNDS / 2];
        printf("%-32s %7.1f MB/s  %7.1f us a file  %5.2f x libyaml\n", names[i],
               (double)total / 1e6 / median, median * 1e6 / (double)file_count,
               median / times[0][ROUNDS / 2]);
    }
}

int main(int count, char **arguments)
{
    if (count < 2)
        return 2;
    read_folder(arguments[1]);
    if (count == 2)
        run_all();
    else if (strcmp(arguments[2], "events") == 0)
        read_events();
    else
        build_trees();
    for (size_t i = 0; i < file_count; i++)
        buffer_done(&files[i]);
    return 0;
}
