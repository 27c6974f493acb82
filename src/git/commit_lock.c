#include "commit_lock_internal.h"

#include "base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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

static void set_names(struct commit_lock *lock, const char *git_directory, const char *suffix)
{
    *lock = (struct commit_lock){
        .git_directory = git_directory,
        .record = memory_format("%s/%s%s", git_directory, record_prefix, suffix),
        .lock = memory_format("%s/index.lock", git_directory),
        .new_index = memory_format("%s/%s%s", git_directory, index_prefix, suffix),
        .index = memory_format("%s/index", git_directory),
        .descriptor = -1,
    };
}

static void free_names(struct commit_lock *lock)
{
    free(lock->record);
    free(lock->lock);
    free(lock->new_index);
    free(lock->index);
    *lock = (struct commit_lock){.descriptor = -1};
}

static int flush_directory(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return -1;
    int result = fsync(descriptor);
    return close(descriptor) < 0 ? -1 : result;
}

static void remove_own_files(const struct commit_lock *lock)
{
    char *half_written = memory_format("%s.lock", lock->new_index);
    (void)unlink(half_written);
    (void)unlink(lock->new_index);
    (void)unlink(lock->record);
    free(half_written);
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
    set_names(lock, repository->git_directory, suffix);
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

int commit_lock_plan(struct commit_lock *lock, const git_oid *commit, struct error *error)
{
    char line[GIT_HEX_SIZE + 1] = "";
    git_oid_tostr(line, GIT_HEX_SIZE, commit);
    line[GIT_OID_HEXSZ] = '\n';
    if (pwrite(lock->descriptor, line, GIT_HEX_SIZE, 0) != GIT_HEX_SIZE ||
        fsync(lock->descriptor) < 0 || flush_directory(lock->git_directory) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                lock->record);
    return 0;
}

int commit_lock_finish(struct commit_lock *lock, struct error *error)
{
    if (rename(lock->new_index, lock->index) < 0 || flush_directory(lock->git_directory) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                lock->index);
    return 0;
}

void commit_lock_release(struct commit_lock *lock)
{
    if (lock->held)
        (void)unlink(lock->lock);
    if (lock->descriptor >= 0) {
        remove_own_files(lock);
        close(lock->descriptor);
    }
    free_names(lock);
}

/* ── Recovering ────────────────────────────────────────────────────────────────────────────── */

static bool is_same_file(int descriptor, const char *path)
{
    struct stat mine = {0};
    struct stat theirs = {0};
    return fstat(descriptor, &mine) == 0 && lstat(path, &theirs) == 0 &&
           mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino;
}

/* Whether the commit that the record names did become the tip. */
static bool was_committed(struct repository *repository, int descriptor)
{
    char line[GIT_HEX_SIZE] = "";
    git_oid planned = {0};
    git_oid head = {0};
    return pread(descriptor, line, sizeof line, 0) == (ssize_t)sizeof line &&
           git_oid_fromstrn(&planned, line, GIT_OID_HEXSZ) == 0 &&
           repository_head(repository, &head, NULL) == 1 && git_oid_equal(&planned, &head);
}

static void recover_one(struct repository *repository, const char *suffix)
{
    struct commit_lock left = {0};
    set_names(&left, repository->git_directory, suffix);
    left.descriptor = open(left.record, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (left.descriptor >= 0 && flock(left.descriptor, LOCK_EX | LOCK_NB) == 0 &&
        is_same_file(left.descriptor, left.record)) {
        bool ours = is_same_file(left.descriptor, left.lock);
        if (ours && was_committed(repository, left.descriptor) &&
            rename(left.new_index, left.index) == 0)
            (void)flush_directory(left.git_directory);
        if (ours)
            (void)unlink(left.lock);
        remove_own_files(&left);
    }
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
