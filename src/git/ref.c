#include "ref_internal.h"

#include "base/memory.h"
#include "durable_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_ROUNDS = 40, WAIT_NANOSECONDS = 50 * 1000 * 1000 }; /* two seconds */

/* HEAD belongs to one working copy, branches to all that are linked. */
static const char *home_of(const struct repository *repository, const char *name)
{
    return strcmp(name, "HEAD") == 0 ? repository->git_directory : repository->common_directory;
}

bool ref_is_movable(const char *name)
{
    int valid = 0;
    return git_reference_name_is_valid(&valid, name) == 0 && valid &&
           (strcmp(name, "HEAD") == 0 || strncmp(name, "refs/", 5) == 0);
}

char *ref_lock_path(const struct repository *repository, const char *name)
{
    return memory_format("%s/%s.lock", home_of(repository, name), name);
}

/* ── Reflog ────────────────────────────────────────────────────────────────────────────────── */

/* As git writes it: blanks of any kind and number are one space. */
static void append_message(struct buffer *line, const char *message)
{
    bool blank = false;
    buffer_append_byte(line, '\t');
    for (; message[0] != '\0'; message++) {
        if (strchr(" \t\r\n\v\f", message[0]) != NULL) {
            blank = true;
            continue;
        }
        if (blank)
            buffer_append_byte(line, ' ');
        blank = false;
        buffer_append_byte(line, message[0]);
    }
    buffer_append_byte(line, '\n');
}

static void append_entry(struct buffer *line, const struct ref_move *move)
{
    static const git_oid none = {{0}};
    char from[GIT_HEX_SIZE] = "";
    char to[GIT_HEX_SIZE] = "";
    git_oid_tostr(from, sizeof from, move->from != NULL ? move->from : &none);
    git_oid_tostr(to, sizeof to, move->to);
    int minutes = abs(move->who->when.offset);
    buffer_append_format(line, "%s %s %s <%s> %lld %c%02d%02d", from, to, move->who->name,
                         move->who->email, (long long)move->who->when.time,
                         move->who->when.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    append_message(line, move->message);
}

/* core.logAllRefUpdates: unless it is off, logs are begun where there are none. */
static int write_log(struct repository *repository, const char *name, const struct buffer *line)
{
    char *setting = repository_setting(repository, "core.logallrefupdates");
    bool always = setting != NULL && strcasecmp(setting, "always") == 0;
    bool begin = always || repository_setting_is_true(repository, "core.logallrefupdates", true);
    char *path = memory_format("%s/logs/%s", home_of(repository, name), name);
    int result = begin ? durable_make_folders(path) : 0;
    if (result == 0)
        result = durable_append(path, line->bytes, line->length, begin);
    free(path);
    free(setting);
    return result;
}

/* The branch's log, and that of HEAD, which stands on it. */
static int write_logs(struct repository *repository, const struct ref_move *move)
{
    struct buffer line = {0};
    append_entry(&line, move);
    int result = write_log(repository, "HEAD", &line);
    if (result == 0 && strcmp(move->name, "HEAD") != 0)
        result = write_log(repository, move->name, &line);
    buffer_done(&line);
    return result;
}

/* ── Lock, compare, swap ───────────────────────────────────────────────────────────────────── */

/* Where there are no hard links the lock is made as git makes it. */
static int try_lock(const struct ref_move *move, const char *lock)
{
    char content[GIT_HEX_SIZE + 1] = "";
    if (link(move->draft, lock) == 0)
        return 0;
    if (errno == EEXIST || errno == ENOENT || errno == ENOTDIR)
        return -1;
    git_oid_tostr(content, GIT_HEX_SIZE, move->to);
    content[GIT_HEX_SIZE - 1] = '\n';
    return durable_create(lock, content, GIT_HEX_SIZE);
}

static int take_lock(const struct ref_move *move, const char *lock, struct error *error)
{
    if (durable_make_folders(lock) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be moved", move->name);
    for (int round = 0; round < WAIT_ROUNDS; round++) {
        if (try_lock(move, lock) == 0)
            return 0;
        if (errno != EEXIST)
            return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be made", lock);
        const struct timespec pause = {.tv_nsec = WAIT_NANOSECONDS};
        (void)nanosleep(&pause, NULL);
    }
    return error_set(error, ERROR_ENVIRONMENT,
                     "another program is using the branch: %s exists; wait for it, or, if no git "
                     "is running and it was left by a crash, remove that file",
                     lock);
}

static bool is_still(struct repository *repository, const char *name, const git_oid *expected)
{
    git_oid now = {{0}};
    int code = git_reference_name_to_id(&now, repository->handle, name);
    return expected != NULL ? code == 0 && git_oid_equal(&now, expected) : code == GIT_ENOTFOUND;
}

static int stop_at_first(const char *name, void *context)
{
    (void)name, (void)context;
    return 1;
}

/* A name cannot be a branch and a folder of branches; packed ones are not in the file system's
 * way. */
static bool has_room(struct repository *repository, const char *name)
{
    git_oid id = {{0}};
    bool room = true;
    for (const char *slash = strchr(name, '/'); room && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        char *above = memory_copy_bytes(name, (size_t)(slash - name));
        room = git_reference_name_to_id(&id, repository->handle, above) != 0;
        free(above);
    }
    char *below = memory_format("%s/*", name);
    room = room && git_reference_foreach_glob(repository->handle, below, stop_at_first, NULL) == 0;
    free(below);
    return room;
}

static int check(struct repository *repository, const struct ref_move *move, struct error *error)
{
    if (!is_still(repository, move->name, move->from))
        return error_set(error, ERROR_ENVIRONMENT,
                         "the branch moved while committing: somebody else committed; try again");
    if (move->from == NULL && !has_room(repository, move->name))
        return error_set(error, ERROR_ENVIRONMENT,
                         "%s cannot be a branch: there is one above or below of that name",
                         move->name);
    return 0;
}

static int tell(const struct ref_move *move, const char *state, struct error *error)
{
    return move->tell != NULL ? move->tell(move->context, state, error) : 0;
}

/* With -1 the lock is still there. */
static int swap(struct repository *repository, const struct ref_move *move, const char *path,
                const char *lock, struct error *error)
{
    if (check(repository, move, error) < 0)
        return -1;
    int result = tell(move, "prepared", error);
    if (result == 0 && (write_logs(repository, move) < 0 || rename(lock, path) < 0))
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written", path);
    if (result < 0)
        (void)(tell(move, "aborted", NULL) == 0);
    return result;
}

static int flush(const char *path, struct error *error)
{
    char *folder = memory_copy_bytes(path, (size_t)(strrchr(path, '/') - path));
    int result = durable_flush_folder(folder);
    if (result < 0)
        error_set_system(error, ERROR_ENVIRONMENT, errno,
                         "committed, but %s may not be on the disk yet", path);
    free(folder);
    return result;
}

int ref_move(struct repository *repository, const struct ref_move *move, struct error *error)
{
    if (!ref_is_movable(move->name))
        return error_set(error, ERROR_ENVIRONMENT, "HEAD names no branch but \"%s\"", move->name);
    char *path = memory_format("%s/%s", home_of(repository, move->name), move->name);
    char *lock = ref_lock_path(repository, move->name);
    int result = take_lock(move, lock, error);
    if (result == 0 && (result = swap(repository, move, path, lock, error)) < 0) {
        (void)unlink(lock);
    } else if (result == 0) {
        result = flush(path, error);
        (void)(tell(move, "committed", NULL) == 0);
    }
    free(lock);
    free(path);
    return result;
}
