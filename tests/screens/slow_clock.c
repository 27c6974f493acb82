/* Preloaded: a second passes whenever a program looks at the clock, and the look takes a while. So
 * short work is long work, on any machine. */
#include <time.h>

int clock_gettime(clockid_t clock, struct timespec *time);

int clock_gettime(clockid_t clock, struct timespec *time)
{
    static time_t seconds = 1000;
    const struct timespec look = {.tv_nsec = 10 * 1000 * 1000};
    (void)clock;
    (void)nanosleep(&look, NULL);
    *time = (struct timespec){.tv_sec = seconds++};
    return 0;
}
