/* What Git knows of the specs, for a screen: asked by a thread that has a repository of its own. */
#include "base/memory.h"
#include "catalogue_internal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct news {
    char *path;
    bool is_change; /* else a state */
    enum path_state state;
    struct instant when;
    char *author;
};

/* The lock guards everything below it. */
struct catalogue_git {
    char *root;
    char *folder;
    pthread_t thread;
    bool threaded;
    char known_head[sizeof((struct catalogue *)0)->head];
    struct error error;
    bool failed;
    pthread_mutex_t lock;
    pthread_cond_t news_came;
    bool stopped;
    bool running;
    bool has_states;   /* all of them are among the news */
    bool taken_states;
    bool has_branch;
    char *branch;
    int ahead, behind;
    char head[sizeof((struct catalogue *)0)->head];
    struct news *news;
    size_t count;
    size_t capacity;
};

static bool put_news(struct catalogue_git *git, struct news take)
{
    (void)pthread_mutex_lock(&git->lock);
    git->news = memory_grow(git->news, &git->capacity, git->count, sizeof *git->news);
    git->news[git->count++] = take;
    bool stopped = git->stopped;
    (void)pthread_mutex_unlock(&git->lock);
    return stopped;
}

static void put_state(void *context, const char *path, enum path_state state)
{
    (void)put_news(context, (struct news){.path = memory_copy_string(path), .state = state});
}

static int put_change(void *context, const char *path, struct instant when, const char *author)
{
    return put_news(context, (struct news){.path = memory_copy_string(path),
                                           .is_change = true,
                                           .when = when,
                                           .author = memory_copy_string(author)});
}

static bool is_stopped(void *context)
{
    struct catalogue_git *git = context;
    (void)pthread_mutex_lock(&git->lock);
    bool stopped = git->stopped;
    (void)pthread_mutex_unlock(&git->lock);
    return stopped;
}

static void put_branch(struct catalogue_git *git, const struct git_door *door,
                       struct repository *repository)
{
    int ahead = -1;
    int behind = -1;
    char *branch = door->repository_branch(repository, &ahead, &behind);
    (void)pthread_mutex_lock(&git->lock);
    git->branch = branch;
    git->ahead = ahead;
    git->behind = behind;
    git->has_branch = true;
    (void)pthread_mutex_unlock(&git->lock);
}

static void put_states_done(struct catalogue_git *git)
{
    (void)pthread_mutex_lock(&git->lock);
    git->has_states = true;
    (void)pthread_cond_signal(&git->news_came);
    (void)pthread_mutex_unlock(&git->lock);
}

/* The dates of a commit stay what they are. */
static int put_changes(struct catalogue_git *git, const struct git_door *door,
                       struct repository *repository)
{
    char head[GIT_HEX_SIZE] = "";
    if (door->revision_resolve(repository, "HEAD", head, NULL) != 0)
        return 0; /* no commit yet */
    if (strcmp(head, git->known_head) == 0)
        return 0;
    int result = door->last_changes(repository, git->folder, put_change, is_stopped, git,
                                    &git->error);
    if (result == 0) {
        (void)pthread_mutex_lock(&git->lock);
        memcpy(git->head, head, sizeof head);
        (void)pthread_mutex_unlock(&git->lock);
    }
    return result;
}

static int ask(struct catalogue_git *git)
{
    struct repository *repository = NULL;
    const struct git_door *door = NULL;
    if (workspace_open_repository(git->root, &door, &repository, &git->error) != 0)
        return -1;
    int result = 0;
    put_branch(git, door, repository);
    result = door->path_states(repository, git->folder, put_state, git, &git->error);
    if (result == 0) {
        put_states_done(git);
        result = put_changes(git, door, repository);
    }
    door->repository_close(repository);
    return result;
}

static void *run(void *argument)
{
    struct catalogue_git *git = argument;
    bool failed = ask(git) < 0;
    (void)pthread_mutex_lock(&git->lock);
    git->failed = failed;
    git->running = false;
    (void)pthread_cond_signal(&git->news_came);
    (void)pthread_mutex_unlock(&git->lock);
    return NULL;
}

static bool has_all_dates(const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (!catalogue->entries[i].dated)
            return false;
    return true;
}

struct catalogue_git *catalogue_git_start(struct workspace *workspace,
                                          const struct catalogue *catalogue)
{
    struct catalogue_git *git = memory_allocate(sizeof *git);
    sigset_t all;
    sigset_t before;
    git->root = memory_copy_string(workspace->root);
    git->folder = memory_copy_string(workspace_specs_folder(workspace));
    if (has_all_dates(catalogue))
        memcpy(git->known_head, catalogue->head, sizeof git->known_head);
    (void)pthread_mutex_init(&git->lock, NULL);
    catalogue_init_condition(&git->news_came);
    git->running = true;
    (void)sigfillset(&all);
    /* Signals stay with the thread that asked. */
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    git->threaded = pthread_create(&git->thread, NULL, run, git) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!git->threaded)
        (void)run(git);
    return git;
}

static void take_news(struct catalogue *catalogue, struct news *news)
{
    if (news->is_change)
        catalogue_set_change(catalogue, news->path, news->when, news->author);
    else
        catalogue_set_state(catalogue, news->path, news->state, true);
    free(news->path);
    free(news->author);
}

bool catalogue_git_take(struct catalogue_git *git, struct catalogue *catalogue, int milliseconds,
                        char **branch, int *ahead, int *behind, bool *changed)
{
    struct timespec deadline = catalogue_deadline(milliseconds);
    struct news *news = NULL;
    size_t count = 0;
    (void)pthread_mutex_lock(&git->lock);
    while (git->running &&
           pthread_cond_timedwait(&git->news_came, &git->lock, &deadline) == 0)
        ;
    bool more = git->running;
    bool begins = git->has_states && !git->taken_states;
    if (git->has_states) {
        news = git->news;
        count = git->count;
        git->news = NULL;
        git->count = 0;
        git->capacity = 0;
        git->taken_states = true;
    }
    if (git->has_branch) {
        free(*branch);
        *branch = git->branch;
        *ahead = git->ahead;
        *behind = git->behind;
        git->branch = NULL;
        git->has_branch = false;
    }
    if (git->head[0] != '\0') {
        catalogue->outdated_index |= strcmp(catalogue->head, git->head) != 0;
        memcpy(catalogue->head, git->head, sizeof catalogue->head);
    }
    (void)pthread_mutex_unlock(&git->lock);
    *changed = begins || count > 0;
    if (begins)
        catalogue_forget_states(catalogue);
    for (size_t i = 0; i < count; i++)
        take_news(catalogue, &news[i]);
    free(news);
    return more;
}

int catalogue_git_end(struct catalogue_git *git, struct error *error)
{
    if (git == NULL)
        return 0;
    (void)pthread_mutex_lock(&git->lock);
    git->stopped = true;
    (void)pthread_mutex_unlock(&git->lock);
    if (git->threaded)
        (void)pthread_join(git->thread, NULL);
    int result = git->failed ? -1 : 0;
    if (git->failed && error != NULL)
        *error = git->error;
    for (size_t i = 0; i < git->count; i++) {
        free(git->news[i].path);
        free(git->news[i].author);
    }
    free(git->news);
    free(git->branch);
    free(git->root);
    free(git->folder);
    (void)pthread_cond_destroy(&git->news_came);
    (void)pthread_mutex_destroy(&git->lock);
    free(git);
    return result;
}
