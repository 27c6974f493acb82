#include "commit_lock_internal.h"

#include "base/memory.h"
#include "durable_internal.h"
#include "ref_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_ROUNDS = 40, WAIT_NANOSECONDS = 50 * 1000 * 1000 }; /* two seconds */

static const char record_prefix[] = "ifspec-commit-";
static const char index_prefix[] = "ifspec-index-";
static const char draft_prefix[] = "ifspec-ref-";
static const char partial_prefix[] = "ifspec-partial-";
static const char scratch_prefix[] = "ifspec-sign-";

static void set_names(struct commit_lock *lock, struct repository *repository, const char *suffix)
{
    const char *git_directory = repository->git_directory;
    *lock = (struct commit_lock){
        .repository = repository,
        .record = memory_format("%s/%s%s", git_directory, record_prefix, suffix),
        .lock = memory_format("%s/index.lock", git_directory),
        .new_index = memory_format("%s/%s%s", git_directory, index_prefix, suffix),
        .index = memory_format("%s/index", git_directory),
        .draft = memory_format("%s/%s%s", git_directory, draft_prefix, suffix),
        .partial = memory_format("%s/%s%s", git_directory, partial_prefix, suffix),
        .scratch = memory_format("%s/%s%s", git_directory, scratch_prefix, suffix),
        .descriptor = -1,
    };
}

static void free_names(struct commit_lock *lock)
{
    free(lock->record);
    free(lock->lock);
    free(lock->new_index);
    free(lock->index);
    free(lock->draft);
    free(lock->partial);
    free(lock->scratch);
    *lock = (struct commit_lock){.descriptor = -1};
}

/* ── Taking ────────────────────────────────────────────────────────────────────────────────── */

/* Make the record and hold it. 0, or an errno value; EAGAIN: somebody cleans up just now. */
static int make_record(struct commit_lock *lock)
{
    lock->descriptor = open(lock->record, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock->descriptor < 0)
        return errno == EEXIST ? EAGAIN : errno;
    if (flock(lock->descriptor, LOCK_EX | LOCK_NB) == 0)
        return 0;
    close(lock->descriptor);
    lock->descriptor = -1;
    return EAGAIN;
}

/* 0, EEXIST if the lock is held, EAGAIN to try anew, or another errno value. */
static int try_lock(struct commit_lock *lock)
{
    if (lock->descriptor < 0) {
        int code = make_record(lock);
        if (code != 0)
            return code;
    }
    if (link(lock->record, lock->lock) == 0) {
        lock->held = true;
        return 0;
    }
    if (errno == EEXIST)
        return EEXIST;
    if (errno == ENOENT) {
        close(lock->descriptor);
        lock->descriptor = -1;
        return EAGAIN;
    }
    /* A file system without hard links: a lock as git makes it, without the proof. */
    int descriptor = open(lock->lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0)
        return errno;
    close(descriptor);
    lock->held = true;
    return 0;
}

int commit_lock_take(struct commit_lock *lock, struct repository *repository, struct error *error)
{
    char suffix[24] = "";
    (void)snprintf(suffix, sizeof suffix, "%ld", (long)getpid());
    set_names(lock, repository, suffix);
    int code = EAGAIN;
    for (int round = 0; round < WAIT_ROUNDS; round++) {
        commit_lock_recover(repository);
        code = try_lock(lock);
        if (code != EEXIST && code != EAGAIN)
            break;
        const struct timespec pause = {.tv_nsec = WAIT_NANOSECONDS};
        (void)nanosleep(&pause, NULL);
    }
    if (code == 0)
        return 0;
    if (code == EEXIST || code == EAGAIN)
        return error_set(error, ERROR_ENVIRONMENT,
                         "another program is using the repository: %s exists; wait for it, or, if "
                         "no git is running and it was left by a crash, remove that file",
                         lock->lock);
    return error_set_system(error, ERROR_ENVIRONMENT, code, "%s cannot be made", lock->lock);
}

/* ── Using ─────────────────────────────────────────────────────────────────────────────────── */

int commit_lock_plan(struct commit_lock *lock, const git_oid *commit, const char *branch,
                     struct error *error)
{
    char id[GIT_HEX_SIZE] = "";
    git_oid_tostr(id, sizeof id, commit);
    char *draft = memory_format("%s\n", id);
    char *record = memory_format("%s %s\n", id, branch);
    int result = durable_create(lock->draft, draft, strlen(draft));
    if (result == 0)
        result = durable_write_all(lock->descriptor, record, strlen(record));
    if (result == 0)
        result = durable_flush(lock->descriptor);
    if (result == 0)
        result = durable_flush_folder(lock->repository->git_directory);
    if (result < 0)
        error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written", lock->record);
    free(record);
    free(draft);
    return result;
}

int commit_lock_finish(struct commit_lock *lock, struct error *error)
{
    if (rename(lock->new_index, lock->index) < 0 ||
        durable_flush_folder(lock->repository->git_directory) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                lock->index);
    return 0;
}

/* ── Giving up, and cleaning up after others ────────────────────────────────────────────────── */

static bool is_same_file(int descriptor, const char *path)
{
    struct stat mine = {0};
    struct stat theirs = {0};
    return fstat(descriptor, &mine) == 0 && lstat(path, &theirs) == 0 &&
           mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

struct plan {
    git_oid commit;
    char branch[PATH_MAX];
};

static bool read_plan(int descriptor, struct plan *plan)
{
    char line[GIT_HEX_SIZE + PATH_MAX] = "";
    ssize_t length = pread(descriptor, line, sizeof line - 1, 0);
    if (length <= GIT_HEX_SIZE || line[length - 1] != '\n' || line[GIT_HEX_SIZE - 1] != ' ' ||
        git_oid_fromstrn(&plan->commit, line, GIT_OID_HEXSZ) < 0)
        return false;
    line[length - 1] = '\0';
    (void)snprintf(plan->branch, sizeof plan->branch, "%s", line + GIT_HEX_SIZE);
    return ref_is_movable(plan->branch);
}

/* Whether the file is gone now. */
static bool is_removed(const char *path)
{
    return unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR;
}

static bool remove_branch_lock(const struct commit_lock *lock, const char *branch)
{
    char *path = ref_lock_path(lock->repository, branch);
    int draft = open(lock->draft, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    bool removed = draft < 0 || !is_same_file(draft, path) || is_removed(path);
    if (draft >= 0)
        close(draft);
    free(path);
    return removed;
}

/* The commit is the tip: so is its index, unless it was put in place already. */
static bool place_index(const struct commit_lock *lock, const git_oid *commit)
{
    git_oid head = {{0}};
    if (repository_head(lock->repository, &head, NULL) != 1 || !git_oid_equal(commit, &head))
        return true;
    return rename(lock->new_index, lock->index) == 0 || errno == ENOENT;
}

static bool is_removed_with(const char *path, const char *ending)
{
    char *name = memory_format("%s%s", path, ending);
    bool removed = is_removed(name);
    free(name);
    return removed;
}

/* What hooks and signing were given. */
static bool is_company_removed(const struct commit_lock *lock)
{
    return is_removed_with(lock->partial, ".lock") && is_removed(lock->partial) &&
           is_removed_with(lock->scratch, ".sig") && is_removed_with(lock->scratch, ".key") &&
           is_removed(lock->scratch);
}

/* Remove everything of this lock, whose record we hold. The record goes last: as long as something
 * cannot be removed, it says whose that is. */
static void clean_up(const struct commit_lock *lock, bool held)
{
    struct plan plan = {0};
    if (read_plan(lock->descriptor, &plan) &&
        (!remove_branch_lock(lock, plan.branch) || (held && !place_index(lock, &plan.commit))))
        return;
    if ((!held || is_removed(lock->lock)) && is_removed_with(lock->new_index, ".lock") &&
        is_removed(lock->new_index) && is_removed(lock->draft) && is_company_removed(lock))
        (void)unlink(lock->record);
}

void commit_lock_release(struct commit_lock *lock)
{
    if (lock->descriptor >= 0) {
        clean_up(lock, lock->held);
        close(lock->descriptor);
    }
    free_names(lock);
}

static void recover_one(struct repository *repository, const char *suffix)
{
    struct commit_lock left = {0};
    set_names(&left, repository, suffix);
    left.descriptor = open(left.record, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (left.descriptor >= 0 && flock(left.descriptor, LOCK_EX | LOCK_NB) == 0 &&
        is_same_file(left.descriptor, left.record))
        clean_up(&left, is_same_file(left.descriptor, left.lock));
    if (left.descriptor >= 0)
        close(left.descriptor);
    free_names(&left);
}

void commit_lock_recover(struct repository *repository)
{
    DIR *directory = opendir(repository->git_directory);
    const struct dirent *entry = NULL;
    size_t prefix = sizeof record_prefix - 1;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        const char *suffix = entry->d_name + prefix;
        if (strncmp(entry->d_name, record_prefix, prefix) == 0 && suffix[0] != '\0' &&
            suffix[strspn(suffix, "0123456789")] == '\0')
            recover_one(repository, suffix);
    }
    if (directory != NULL)
        closedir(directory);
}
