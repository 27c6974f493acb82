/* Looks what the files are now: one thread lists them and compares their marks with those that the
 * catalogue knows, then all threads read what is new or was touched. What has the same bytes as
 * before is not parsed again. */
#include "base/file.h"
#include "base/memory.h"
#include "catalogue_internal.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 4, NO_KNOWN = -1, WORTH_A_MERGE = 32, WORTH_A_PART = 4 };

/* What the catalogue knew of a file when the reader was started. The strings stay: an entry is only
 * replaced by what this reader makes of the same path. */
struct known {
    const char *path;
    const struct reading *reading; /* NULL: of the index */
    uint32_t number;               /* there */
};

struct work {
    char *path;
    ptrdiff_t known; /* NO_KNOWN: new */
};

struct paths {
    char **items;
    size_t count;
    size_t capacity;
};

struct known_file {
    const struct catalogue_reader *reader;
    ptrdiff_t known;
};

/* The lock guards everything below it. */
struct catalogue_reader {
    struct workspace *workspace;
    const struct index *index;
    struct index_spill *spill;
    bool distrusts_index; /* its texts are damaged */
    struct columns columns;
    struct known *known;
    size_t known_count;
    struct work *work;
    size_t work_count;
    size_t work_capacity;
    size_t known_next; /* while listing */
    pthread_t threads[MOST_THREADS];
    size_t thread_count;
    struct error error;
    bool failed;
    pthread_mutex_t lock;
    pthread_cond_t news;
    size_t next; /* work to be done next */
    size_t finished;
    size_t running; /* threads */
    bool listed;
    bool stopped;
    struct reading **done; /* not taken yet */
    size_t done_count;
    size_t done_capacity;
    struct paths gone;
};

/* ── list ── */

static void add_path(struct paths *paths, const char *path)
{
    paths->items = memory_grow(paths->items, &paths->capacity, paths->count, sizeof *paths->items);
    paths->items[paths->count++] = memory_copy_string(path);
}

static void paths_done(struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->items[i]);
    free(paths->items);
    *paths = (struct paths){0};
}

static void add_work(struct catalogue_reader *reader, const char *path, ptrdiff_t known)
{
    reader->work = memory_grow(reader->work, &reader->work_capacity, reader->work_count,
                               sizeof *reader->work);
    reader->work[reader->work_count++] = (struct work){memory_copy_string(path), known};
}

/* Whether the file is as it was when it was read last. */
static bool is_known(const struct catalogue_reader *reader, const struct known *known,
                     const struct stat *status)
{
    struct index_record record = {0};
    if (known->reading != NULL)
        return index_mark_fits(&known->reading->mark, status);
    index_get(reader->index, known->number, &record);
    return !reader->distrusts_index && index_mark_fits(&record.mark, status);
}

static bool is_stopped(struct catalogue_reader *reader)
{
    (void)pthread_mutex_lock(&reader->lock);
    bool stopped = reader->stopped;
    (void)pthread_mutex_unlock(&reader->lock);
    return stopped;
}

/* Files and what is known of them come by in the same order. */
static int list_file(void *context, const char *path, struct error *error)
{
    struct catalogue_reader *reader = context;
    struct stat status = {0};
    int order = 1;
    (void)error;
    if (is_stopped(reader))
        return 1;
    for (; reader->known_next < reader->known_count; reader->known_next++) {
        const char *known = reader->known[reader->known_next].path;
        order = strcmp(known, path);
        if (order >= 0)
            break;
        add_path(&reader->gone, known);
    }
    if (order != 0) {
        add_work(reader, path, NO_KNOWN);
        return 0;
    }
    const struct known *known = &reader->known[reader->known_next];
    if (fstatat(reader->workspace->directory, path, &status, 0) != 0 ||
        !is_known(reader, known, &status))
        add_work(reader, path, known - reader->known);
    reader->known_next++;
    return 0;
}

static void list_all(struct catalogue_reader *reader)
{
    struct workspace *workspace = reader->workspace;
    int result = 0;
    /* Before anyone searches in the texts of the index. */
    reader->distrusts_index = reader->index != NULL && !index_check_texts(reader->index);
    if (workspace->root[0] != '\0')
        result = file_walk_beneath(workspace->directory, workspace_specs_folder(workspace),
                                   ".yaml", list_file, reader, &reader->error);
    reader->failed = result < 0;
    for (; result == 0 && reader->known_next < reader->known_count; reader->known_next++)
        add_path(&reader->gone, reader->known[reader->known_next].path);
}

/* ── read ── */

/* What is known of a file that has the same bytes as before; else NULL. */
static struct reading *know_again(void *context, const char *digest)
{
    const struct known_file *file = context;
    const struct known *known = &file->reader->known[file->known];
    struct index_record record = {0};
    if (known->reading != NULL)
        return strcmp(known->reading->digest, digest) == 0 ? reading_copy(known->reading) : NULL;
    index_get(file->reader->index, known->number, &record);
    if (file->reader->distrusts_index || strcmp(record.digest, digest) != 0)
        return NULL;
    return reading_of_record(&record);
}

static struct reading *read_work(const struct catalogue_reader *reader, const struct work *work)
{
    struct known_file file = {reader, work->known};
    return reading_of_file(reader->workspace, work->path, &reader->columns,
                           work->known != NO_KNOWN ? know_again : NULL, &file);
}

static void put_reading(struct catalogue_reader *reader, struct reading *take)
{
    reader->done = memory_grow(reader->done, &reader->done_capacity, reader->done_count,
                               sizeof *reader->done);
    reader->done[reader->done_count++] = take;
    reader->finished++;
    (void)pthread_cond_signal(&reader->news);
}

static void *run(void *argument)
{
    struct catalogue_reader *reader = argument;
    (void)pthread_mutex_lock(&reader->lock);
    while (!reader->stopped && reader->next < reader->work_count) {
        const struct work *work = &reader->work[reader->next++];
        (void)pthread_mutex_unlock(&reader->lock);
        struct reading *reading = read_work(reader, work);
        reading_spill(reading, reader->spill);
        (void)pthread_mutex_lock(&reader->lock);
        put_reading(reader, reading);
    }
    reader->running--;
    (void)pthread_cond_signal(&reader->news);
    (void)pthread_mutex_unlock(&reader->lock);
    return NULL;
}

/* The lock is held. */
static void start_thread(struct catalogue_reader *reader, void *(*begin)(void *))
{
    pthread_t *thread = &reader->threads[reader->thread_count];
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    /* Signals stay with the thread that asked. */
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    if (pthread_create(thread, NULL, begin, reader) == 0) {
        reader->thread_count++;
        reader->running++;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void *list_and_run(void *argument)
{
    enum { WORTH_A_THREAD = 32 };
    struct catalogue_reader *reader = argument;
    list_all(reader);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    (void)pthread_mutex_lock(&reader->lock);
    reader->listed = true;
    while (reader->work_count > WORTH_A_THREAD && (long)reader->thread_count < processors &&
           reader->thread_count < MOST_THREADS) {
        size_t count = reader->thread_count;
        start_thread(reader, run);
        if (reader->thread_count == count)
            break;
    }
    (void)pthread_mutex_unlock(&reader->lock);
    return run(reader);
}

/* ── door ── */

static void know(struct catalogue_reader *reader, const struct catalogue *catalogue)
{
    reader->known = memory_resize(NULL, catalogue->count + 1, sizeof *reader->known);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (entry->state != CATALOGUE_DELETED)
            reader->known[reader->known_count++] =
                (struct known){entry->path, entry->reading, entry->number};
    }
}

struct catalogue_reader *catalogue_reader_start(struct workspace *workspace,
                                                const struct catalogue *catalogue)
{
    struct catalogue_reader *reader = memory_allocate(sizeof *reader);
    reader->workspace = workspace;
    reader->index = catalogue->index;
    reader->spill = catalogue->spill;
    reader->columns = catalogue_columns(catalogue);
    know(reader, catalogue);
    (void)pthread_mutex_init(&reader->lock, NULL);
    catalogue_init_condition(&reader->news);
    (void)pthread_mutex_lock(&reader->lock);
    start_thread(reader, list_and_run);
    bool alone = reader->thread_count == 0;
    reader->running += alone;
    (void)pthread_mutex_unlock(&reader->lock);
    if (alone)
        (void)list_and_run(reader);
    return reader;
}

void catalogue_init_condition(pthread_cond_t *condition)
{
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_cond_init(condition, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
}

struct timespec catalogue_deadline(int milliseconds)
{
    struct timespec at = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += milliseconds / 1000;
    at.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (at.tv_nsec >= 1000000000) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000;
    }
    return at;
}

static int compare_readings(const void *a, const void *b)
{
    const struct reading *const *left = a;
    const struct reading *const *right = b;
    return strcmp((*left)->strings, (*right)->strings);
}

bool catalogue_reader_take(struct catalogue_reader *reader, struct catalogue *catalogue,
                           int milliseconds, bool *changed)
{
    struct timespec deadline = catalogue_deadline(milliseconds);
    /* Every merge looks at all entries: a few large ones. */
    size_t worth = catalogue->count / WORTH_A_PART + WORTH_A_MERGE;
    *changed = false;
    (void)pthread_mutex_lock(&reader->lock);
    while (reader->running > 0 &&
           pthread_cond_timedwait(&reader->news, &reader->lock, &deadline) == 0)
        ;
    bool more = reader->running > 0;
    if (more && reader->done_count < worth) {
        (void)pthread_mutex_unlock(&reader->lock);
        return true;
    }
    struct reading **done = reader->done;
    size_t count = reader->done_count;
    struct paths gone = reader->listed ? reader->gone : (struct paths){0};
    reader->done = NULL;
    reader->done_count = 0;
    reader->done_capacity = 0;
    if (reader->listed)
        reader->gone = (struct paths){0};
    (void)pthread_mutex_unlock(&reader->lock);
    if (count > 1)
        qsort(done, count, sizeof *done, compare_readings);
    *changed = count > 0 || gone.count > 0;
    if (*changed) {
        catalogue_merge(catalogue, done, count, gone.items, gone.count);
        catalogue->outdated_index = true;
    }
    free(done);
    paths_done(&gone);
    return more;
}

void catalogue_reader_progress(struct catalogue_reader *reader, size_t *done, size_t *all)
{
    (void)pthread_mutex_lock(&reader->lock);
    *done = reader->finished;
    *all = reader->listed ? reader->work_count : 0;
    (void)pthread_mutex_unlock(&reader->lock);
}

int catalogue_reader_end(struct catalogue_reader *reader, struct error *error)
{
    if (reader == NULL)
        return 0;
    (void)pthread_mutex_lock(&reader->lock);
    reader->stopped = true;
    bool has_threads = reader->thread_count > 0;
    (void)pthread_mutex_unlock(&reader->lock);
    /* The first thread starts the others. */
    if (has_threads)
        (void)pthread_join(reader->threads[0], NULL);
    for (size_t i = 1; i < reader->thread_count; i++)
        (void)pthread_join(reader->threads[i], NULL);
    int result = reader->failed ? -1 : 0;
    if (reader->failed && error != NULL)
        *error = reader->error;
    for (size_t i = 0; i < reader->done_count; i++)
        reading_free(reader->done[i]);
    for (size_t i = 0; i < reader->work_count; i++)
        free(reader->work[i].path);
    free(reader->done);
    free(reader->work);
    free(reader->known);
    paths_done(&reader->gone);
    (void)pthread_cond_destroy(&reader->news);
    (void)pthread_mutex_destroy(&reader->lock);
    free(reader);
    return result;
}
