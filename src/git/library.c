#include "library_internal.h"

#include "base/memory.h"
#include "base/process.h"
#include "door_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <git2/sys/alloc.h>

/* ── What the program handed over ──────────────────────────────────────────────────────────── */

static const struct git_heritage *inherited;

void library_inherit(const struct git_heritage *heritage)
{
    inherited = heritage;
    memory_set_exhaustion_handler(heritage->exhausted);
}

const char *library_git_variable(const char *name)
{
    return inherited != NULL ? inherited->git_variable(name) : process_git_variable(name);
}

/* ── Memory ────────────────────────────────────────────────────────────────────────────────────
 * libgit2 crashes at many places where an allocation fails. It gets ours, which ends the process
 * in order (screen restored, journal written). Only absurd sizes, which a damaged or hostile
 * object can ask for, fail as libgit2 expects. */

enum { ALLOCATION_LIMIT = 1 << 30 };

static void *resize(void *memory, size_t count, size_t size)
{
    if (size > 0 && count > ALLOCATION_LIMIT / size)
        return NULL;
    return memory_resize(memory, count, size);
}

static void *library_malloc(size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return resize(NULL, size, 1);
}

static void *library_calloc(size_t count, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    if (size > 0 && count > ALLOCATION_LIMIT / size)
        return NULL;
    return memory_allocate(count * size);
}

static void *library_realloc(void *memory, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return resize(memory, size, 1);
}

static void *library_reallocarray(void *memory, size_t count, size_t size, const char *file,
                                  int line)
{
    (void)file, (void)line;
    return resize(memory, count, size);
}

static void *library_mallocarray(size_t count, size_t size, const char *file, int line)
{
    (void)file, (void)line;
    return resize(NULL, count, size);
}

static char *library_strdup(const char *string, const char *file, int line)
{
    (void)file, (void)line;
    return memory_copy_string(string);
}

static char *library_strndup(const char *string, size_t length, const char *file, int line)
{
    (void)file, (void)line;
    return memory_copy_bytes(string, strnlen(string, length));
}

static char *library_substrdup(const char *bytes, size_t length, const char *file, int line)
{
    (void)file, (void)line;
    return memory_copy_bytes(bytes, length);
}

static git_allocator allocator = {
    .gmalloc = library_malloc,
    .gcalloc = library_calloc,
    .gstrdup = library_strdup,
    .gstrndup = library_strndup,
    .gsubstrdup = library_substrdup,
    .grealloc = library_realloc,
    .greallocarray = library_reallocarray,
    .gmallocarray = library_mallocarray,
    .gfree = free,
};

/* ── Start, failures, switches ─────────────────────────────────────────────────────────────── */

/* libgit2 decodes all certificate authorities of the system when it starts (four fifths of that
 * time), and has no option against it. It never opens a connection here: the `git` program does.
 * Our shared object stands before mbedTLS where the loader looks for this function; the list stays
 * empty, so that a connection would fail. */
__attribute__((visibility("default"))) int mbedtls_x509_crt_parse_file(void *chain,
                                                                       const char *path);

int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain, (void)path;
    return 0;
}

int library_start(struct error *error)
{
    static bool started;
    if (started)
        return 0;
    if (git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator) < 0 || git_libgit2_init() < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "libgit2 does not start");
    started = true;
    /* What they ask of a reader: the first is worktree_settings.c's; objects that a partial clone
     * has left on the server are missed by name when they are needed. */
    static const char *extensions[] = {"worktreeconfig", "partialclone"};
    if (git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
                         sizeof extensions / sizeof *extensions) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "libgit2 does not start");
    /* Promise 13: what was committed was flushed. The default of libgit2 is no fsync at all. */
    if (git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "libgit2 does not start");
    return 0;
}

const char *library_reason(void)
{
    const git_error *reason = git_error_last();
    return reason != NULL && reason->message != NULL ? reason->message : "no reason given";
}

int library_fail(struct error *error, enum error_kind kind, const char *format, ...)
{
    char text[ERROR_TEXT_SIZE] = "";
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return error_set(error, kind, "%s: %s", text, library_reason());
}
