#include "threads_internal.h"

#include <signal.h>
#include <unistd.h>

size_t threads_useful(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1)
        return 1;
    return processors < THREADS_MOST ? (size_t)processors : THREADS_MOST;
}

size_t threads_start(pthread_t threads[THREADS_MOST], size_t count, void *(*begin)(void *argument),
                     void *argument)
{
    size_t started = 0;
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return 0;
    while (started < count && started < THREADS_MOST &&
           pthread_create(&threads[started], NULL, begin, argument) == 0)
        started++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

void threads_join(const pthread_t threads[THREADS_MOST], size_t count)
{
    for (size_t i = 0; i < count; i++)
        (void)pthread_join(threads[i], NULL);
}
