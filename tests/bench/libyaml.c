/* Bare libyaml over the files that standard input names: their events and nothing else.
 *
 *     libyaml THREADS <paths */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { MOST_THREADS = 16 };

static char **paths;
static size_t path_count;
static size_t next_path;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *take_path(void)
{
    (void)pthread_mutex_lock(&lock);
    const char *path = next_path < path_count ? paths[next_path++] : NULL;
    (void)pthread_mutex_unlock(&lock);
    return path;
}

static void parse(FILE *file)
{
    yaml_parser_t parser;
    yaml_event_t event;
    if (yaml_parser_initialize(&parser) == 0)
        abort();
    yaml_parser_set_input_file(&parser, file);
    for (int type = YAML_NO_EVENT; type != YAML_STREAM_END_EVENT;) {
        if (yaml_parser_parse(&parser, &event) == 0)
            break;
        type = event.type;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

static void *run(void *unused)
{
    const char *path = NULL;
    (void)unused;
    while ((path = take_path()) != NULL) {
        FILE *file = fopen(path, "rb");
        if (file == NULL)
            continue;
        parse(file);
        (void)fclose(file);
    }
    return NULL;
}

static void read_paths(void)
{
    char line[4096];
    size_t capacity = 0;
    while (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (path_count == capacity) {
            capacity = 2 * capacity + 64;
            paths = realloc(paths, capacity * sizeof *paths);
        }
        char *copy = malloc(strlen(line) + 1);
        if (paths == NULL || copy == NULL)
            abort();
        paths[path_count++] = strcpy(copy, line);
    }
}

int main(int count, char **arguments)
{
    pthread_t threads[MOST_THREADS];
    int wanted = count > 1 ? atoi(arguments[1]) : 1;
    read_paths();
    if (wanted < 1 || wanted > MOST_THREADS)
        return 2;
    for (int i = 1; i < wanted; i++)
        if (pthread_create(&threads[i], NULL, run, NULL) != 0)
            return 1;
    (void)run(NULL);
    for (int i = 1; i < wanted; i++)
        (void)pthread_join(threads[i], NULL);
    return 0;
}
