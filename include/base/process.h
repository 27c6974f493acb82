/* Other programs, started without a shell, with closed descriptors and a clean environment. */
#ifndef IFSPEC_BASE_PROCESS_H
#define IFSPEC_BASE_PROCESS_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"

#include <stdbool.h>

/* Run arguments[0] (found in the absolute folders of PATH: nothing of a working copy is run) with
 * `input` (may be NULL: /dev/null) on its standard input and collect at most 1 MiB of its standard
 * output behind what is in `output` (may be NULL); what is beyond is dropped. It gets the default
 * signal actions and the environment without GIT_*, LD_* and IFSPEC_*, and stays in our process
 * group, so that it may ask on the terminal.
 * Returns its exit status (128+N after signal N), or -1 if it could not be started. Its standard
 * error is collected too: with a status other than 0 it is in *error (the end of it, or the status
 * if it said nothing). */
int process_run(const char *const *arguments, const struct buffer *input, struct buffer *output,
                struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same with all that can be asked for; what is not set is as there. */
struct process_request {
    const char *const *arguments;
    const char *folder;             /* to run in; arguments[0] may be relative to it */
    const char *const *environment; /* "NAME=value" in place of what a child gets; ends with NULL */
    const struct buffer *input;
    struct buffer *output;
    struct buffer *errors; /* standard error, whatever the status; may be the same as `output`. Then
                              *error has the status alone */
    bool on_terminal;      /* it has our terminal as standard input, output and error */
    bool asks; /* it may ask on the terminal: keys that interrupt are for it, and do not end us */
    bool apart; /* in a session of its own, without a terminal: it ends with all that it started */
    /* Asked about every 50 ms: true ends it, by force after a second. Then the result is -1 and
     * ERROR_CANCELLED. NULL: it is waited for. */
    bool (*is_unwanted)(void *context);
    void *context;
};
int process_execute(const struct process_request *request, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Whether we are in the foreground of a terminal: what is typed there interrupts us and the children
 * that are not apart. */
bool process_has_terminal(void);

/* Remember what of the environment we obey (GIT_AUTHOR_*, GIT_COMMITTER_*, GIT_EDITOR), then remove
 * every GIT_* variable: called once, first thing in main(). process_git_variable() answers with
 * the remembered value or NULL. */
void process_take_git_environment(void);
const char *process_git_variable(const char *name);

#endif
