/* What Linux counts for a process: not there on other systems. */
#include "driver_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file of /proc/PID of the program that has the terminal, as far as there is room; false if it
 * cannot be read. */
static bool read_proc(const struct driver *driver, const char *name, char *text, size_t size)
{
    char path[64];
    pid_t process = driver->terminal >= 0 ? tcgetpgrp(driver->terminal) : -1;
    (void)snprintf(path, sizeof path, "/proc/%ld/%s",
                   (long)(process > 0 ? process : driver->process), name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    return fclose(file) == 0 && length > 0;
}

/* The number behind a name; 0 if it is not there. */
static unsigned long number_behind(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at != NULL ? strtoul(at + strlen(name), NULL, 10) : 0;
}

/* User and system time: the 14th and 15th word, counted from behind the name in parentheses, which
 * is the second. */
static unsigned long ticks_of(const char *text)
{
    char *rest = strrchr(text, ')');
    for (int word = 2; rest != NULL && word < 14; word++)
        rest = strchr(rest + 1, ' ');
    if (rest == NULL)
        return 0;
    unsigned long user = strtoul(rest, &rest, 10);
    return user + strtoul(rest, NULL, 10);
}

enum driver_work driver_work(const struct driver *driver, unsigned long *sleeps)
{
    static const char label[] = "\nState:\t";
    char status[4096];
    *sleeps = 0;
    if (!read_proc(driver, "status", status, sizeof status))
        return WORK_UNKNOWN;
    const char *state = strstr(status, label);
    *sleeps = number_behind(status, "\nvoluntary_ctxt_switches:");
    return state != NULL && strchr("RD", state[sizeof label - 1]) != NULL ? WORK_RUNS : WORK_RESTS;
}

bool driver_count(const struct driver *driver, struct driver_counts *counts)
{
    char io[1024];
    char stat[1024];
    char status[4096];
    if (!read_proc(driver, "io", io, sizeof io) || !read_proc(driver, "stat", stat, sizeof stat) ||
        !read_proc(driver, "status", status, sizeof status))
        return false;
    counts->writes = number_behind(io, "syscw:");
    counts->ticks = ticks_of(stat);
    counts->sleeps = number_behind(status, "\nvoluntary_ctxt_switches:");
    return true;
}
