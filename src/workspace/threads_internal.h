/* Threads that work on one thing together. Signals stay with the thread that started them. */
#ifndef IFSPEC_WORKSPACE_THREADS_INTERNAL_H
#define IFSPEC_WORKSPACE_THREADS_INTERNAL_H

#include <pthread.h>
#include <stddef.h>

enum { THREADS_MOST = 4 };

/* As many as there are processors, at most THREADS_MOST. */
size_t threads_useful(void);

/* Start `count` of them; returns how many there are, the system may not want any. */
size_t threads_start(pthread_t threads[THREADS_MOST], size_t count, void *(*begin)(void *argument),
                     void *argument);
void threads_join(const pthread_t threads[THREADS_MOST], size_t count);

#endif
