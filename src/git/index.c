#include "index_internal.h"

#include "base/memory.h"
#include "object_internal.h"

#include <stdlib.h>
#include <string.h>

#include <git2/sys/repository.h>

int index_fail(struct repository *repository, struct error *error)
{
    const char *reason = library_reason();
    const char *problem = NULL;
    if (strstr(reason, "'link'") != NULL)
        problem = "it is a split index; run: git update-index --no-split-index";
    else if (strstr(reason, "'sdir'") != NULL)
        problem = "it is a sparse index; run: git sparse-checkout reapply --no-sparse-index";
    else if (strstr(reason, "checksum") != NULL)
        problem = "its checksum is wrong or left out; with index.skipHash, run: "
                  "git -c index.skipHash=false update-index --force-write-index; "
                  "if it is damaged, run: git reset";
    else if (strstr(reason, "invalid data in index") != NULL ||
             strstr(reason, "no longer exists") != NULL)
        problem = "it is damaged; run: git reset";
    if (problem == NULL)
        return library_fail(error, ERROR_ENVIRONMENT, "%s/index cannot be read",
                            repository->git_directory);
    return error_set(error, ERROR_ENVIRONMENT, "%s/index cannot be read by ifspec: %s",
                     repository->git_directory, problem);
}

int index_read(struct repository *repository, git_index **out, struct error *error)
{
    char *path = memory_format("%s/index", repository->git_directory);
    int code = git_index_open(out, path);
    free(path);
    if (code == 0)
        return 0;
    *out = NULL;
    return index_fail(repository, error);
}

/* ── Ours ──────────────────────────────────────────────────────────────────────────────────── */

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* What is not read here is not read by libgit2 either: it says why. */
static int say_why(struct repository *repository, struct error *error)
{
    git_index *index = NULL;
    if (index_read(repository, &index, error) < 0)
        return -1;
    git_index_free(index);
    return error_set(error, ERROR_ENVIRONMENT, "%s/index cannot be read by ifspec; try again, then run: git reset",
                     repository->git_directory);
}

const struct index_file *index_load(struct repository *repository, struct error *error)
{
    struct stat status = {0};
    char *path = memory_format("%s/index", repository->git_directory);
    bool is_there = stat(path, &status) == 0;
    bool is_known = repository->index != NULL && is_there &&
                    is_same_file(&status, &repository->index_status);
    bool is_read = true;
    if (!is_known) {
        index_forget(repository);
        repository->index = memory_allocate(sizeof *repository->index);
        repository->index_status = status;
        is_read = index_file_read(repository->index, path, "");
    }
    free(path);
    if (is_read)
        return repository->index;
    index_forget(repository);
    (void)say_why(repository, error);
    return NULL;
}

struct index_trust index_trust_read(struct repository *repository)
{
    char *check = repository_setting(repository, "core.checkstat");
    struct index_trust trust = {
        .changed_time = repository_setting_is_true(repository, "core.trustctime", true),
        .all = check == NULL || strcmp(check, "minimal") != 0,
        .mode = repository_setting_is_true(repository, "core.filemode", true),
        .brought_back =
            repository_setting_is_true(repository, "core.sparsecheckout", false) &&
            !repository_setting_is_true(repository, "sparse.expectfilesoutsideofpatterns", false),
    };
    free(check);
    return trust;
}

void index_forget(struct repository *repository)
{
    if (repository->index != NULL)
        index_file_done(repository->index);
    free(repository->index);
    repository->index = NULL;
}

/* ── Libgit2's ─────────────────────────────────────────────────────────────────────────────── */

static int lend(git_index *lent, const struct index_file *index, const char *path)
{
    const struct index_entry *entry = index_file_find(index, path);
    const git_index_entry copy = {
        .path = path, .id = entry != NULL ? entry->id : (git_oid){{0}},
        .mode = entry != NULL ? entry->mode : 0};
    return entry != NULL ? git_index_add(lent, &copy) : 0;
}

/* The attributes that count for a path stand in its folder and in those above. */
static int lend_attributes(git_index *lent, const struct index_file *index, const char *path)
{
    int code = lend(lent, index, ".gitattributes");
    for (const char *slash = strchr(path, '/'); code == 0 && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        char *attributes = memory_format("%.*s/.gitattributes", (int)(slash - path), path);
        code = lend(lent, index, attributes);
        free(attributes);
    }
    return code;
}

int index_lend(struct repository *repository, const struct index_file *index,
               const char *const *paths, size_t count, struct error *error)
{
    git_index *lent = NULL;
    int code = git_index_new(&lent);
    for (size_t i = 0; code == 0 && i < count; i++) {
        code = lend(lent, index, paths[i]);
        if (code == 0)
            code = lend_attributes(lent, index, paths[i]);
    }
    if (code == 0)
        code = git_repository_set_index(repository->handle, lent);
    git_index_free(lent);
    return code == 0 ? 0 : library_fail(error, ERROR_ENVIRONMENT, "the index cannot be used");
}

void index_take_back(struct repository *repository)
{
    (void)git_repository_set_index(repository->handle, NULL);
}

/* ── What is staged ────────────────────────────────────────────────────────────────────────── */

/* 0: staged. 2: HEAD's side of a conflict. The others are what it was once, and what comes. */
static bool is_ours(const struct index_entry *entry)
{
    return (entry->stage == 0 || entry->stage == 2) && (entry->mode & MODE_TYPE) == MODE_FILE;
}

int index_find(struct repository *repository, const char *path, git_oid *blob, struct error *error)
{
    const struct index_file *index = index_load(repository, error);
    if (index == NULL)
        return -1;
    for (size_t i = index_file_place(index, path);
         i < index->count && strcmp(index->entries[i].path, path) == 0; i++)
        if (is_ours(&index->entries[i])) {
            *blob = index->entries[i].id;
            return 1;
        }
    return 0;
}

int index_walk(struct repository *repository, const char *folder,
               int (*visit)(void *context, const char *path, const char *blob), void *context,
               struct error *error)
{
    struct index_file index = {0};
    int result = 0;
    char *path = memory_format("%s/index", repository->git_directory);
    if (!index_file_read(&index, path, folder))
        result = say_why(repository, error);
    for (size_t i = 0; i < index.count && result == 0; i++) {
        const struct index_entry *entry = &index.entries[i];
        char blob[GIT_HEX_SIZE] = "";
        if (!is_ours(entry))
            continue;
        git_oid_tostr(blob, sizeof blob, &entry->id);
        result = visit(context, entry->path, blob);
    }
    index_file_done(&index);
    free(path);
    return result;
}
