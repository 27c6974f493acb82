#include "interrupt_internal.h"

#include <signal.h>
#include <stddef.h>

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static volatile sig_atomic_t pending;
static struct sigaction before[NUMBERS];

static void remember(int number)
{
    pending = number;
}

/* What the caller's shell has ignored (nohup) stays so. */
void interrupt_begin(void)
{
    const struct sigaction action = {.sa_handler = remember, .sa_flags = SA_RESTART};
    pending = 0;
    for (size_t i = 0; i < NUMBERS; i++) {
        (void)sigaction(numbers[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN)
            (void)sigaction(numbers[i], &action, NULL);
    }
}

int interrupt_end(void)
{
    for (size_t i = 0; i < NUMBERS; i++)
        (void)sigaction(numbers[i], &before[i], NULL);
    return pending;
}

bool interrupt_is_pending(void *context)
{
    (void)context;
    return pending != 0;
}
