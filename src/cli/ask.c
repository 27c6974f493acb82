#include "ask_internal.h"

#include "base/memory.h"
#include "base/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ask_is_possible(void)
{
    return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
}

char *ask_line(const char *question)
{
    char *line = NULL;
    size_t size = 0;
    show_print(stderr, question, SHOW_LINES);
    (void)fputs(": ", stderr);
    ssize_t length = getline(&line, &size, stdin);
    while (length > 0 && strchr(" \t\r\n", line[length - 1]) != NULL)
        length--;
    char *answer = length > 0 ? memory_copy_bytes(line, (size_t)length) : NULL;
    free(line);
    return answer;
}

bool ask_yes(const char *question)
{
    char *whole = memory_format("%s [y/N]", question);
    char *answer = ask_line(whole);
    bool yes = answer != NULL && (answer[0] == 'y' || answer[0] == 'Y');
    free(answer);
    free(whole);
    return yes;
}
