#include "revision_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "commit_record_internal.h"
#include "index_internal.h"
#include "object_internal.h"
#include "object_store_internal.h"
#include "tree_diff_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ── Which commit ──────────────────────────────────────────────────────────────────────────── */

/* The last second of a day, here where the user is. */
static int64_t end_of_day(struct date date)
{
    struct tm next_day = {
        .tm_year = date.year - 1900,
        .tm_mon = date.month - 1,
        .tm_mday = date.day + 1,
        .tm_isdst = -1,
    };
    return (int64_t)mktime(&next_day) - 1;
}

static int resolve_date(struct repository *repository, const char *text, struct date date,
                        git_oid *id, struct error *error)
{
    int found = revision_find_before(repository, end_of_day(date), id, error);
    if (found == 0)
        return error_set(error, ERROR_NOT_FOUND, "there is no commit of %s or before", text);
    return found < 0 ? -1 : 0;
}

static int resolve_name(struct repository *repository, const char *revision, git_oid *id,
                        struct error *error)
{
    git_object *object = NULL;
    git_object *commit = NULL;
    int result = -1;
    int code = git_revparse_single(&object, repository->handle, revision);
    if (code == GIT_EAMBIGUOUS) {
        error_set(error, ERROR_INPUT, "\"%s\" is the beginning of several ids: give more of it",
                  revision);
    } else if (code < 0 && git_repository_head_unborn(repository->handle) == 1) {
        error_set(error, ERROR_NOT_FOUND, "there is no revision \"%s\": no commits yet", revision);
    } else if (code < 0) {
        error_set(error, ERROR_NOT_FOUND,
                  "there is no revision \"%s\" (a branch, a tag, an id or a date like 2025-05-01)",
                  revision);
    } else if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) < 0) {
        error_set(error, ERROR_NOT_FOUND, "\"%s\" is not a commit", revision);
    } else {
        *id = *git_object_id(commit);
        result = 0;
    }
    git_object_free(commit);
    git_object_free(object);
    return result;
}

static int resolve(struct repository *repository, const char *revision, git_oid *id,
                   struct error *error)
{
    struct date date = {0};
    if (date_parse(revision, &date))
        return resolve_date(repository, revision, date, id, error);
    return resolve_name(repository, revision, id, error);
}

static int resolve_tree(struct repository *repository, const char *revision, git_oid *tree,
                        struct error *error)
{
    static const struct shallow complete = {0};
    git_oid id = {0};
    struct commit_record *record = NULL;
    if (resolve(repository, revision, &id, error) < 0 ||
        commit_record_read(repository, &complete, &id, &record, error) < 0)
        return -1;
    *tree = record->tree;
    free(record);
    return 0;
}

int revision_resolve(struct repository *repository, const char *revision, char id[GIT_HEX_SIZE],
                     struct error *error)
{
    git_oid oid = {0};
    if (resolve(repository, revision, &oid, error) < 0)
        return -1;
    git_oid_tostr(id, GIT_HEX_SIZE, &oid);
    return 0;
}

/* ── What is in it ─────────────────────────────────────────────────────────────────────────── */

/* The size is looked at before the content is read. */
static int read_large(struct repository *repository, const git_oid *id, struct raw_object **out,
                      struct error *error)
{
    char hex[GIT_HEX_SIZE] = "";
    size_t size = 0;
    git_object_t type = GIT_OBJECT_INVALID;
    git_oid_tostr(hex, sizeof hex, id);
    if (git_odb_read_header(&size, &type, repository->objects, id) == 0 && size > FILE_SIZE_LIMIT)
        return error_set(error, ERROR_REFUSED, "object %s is larger than %d MiB", hex,
                         FILE_SIZE_LIMIT / (1024 * 1024));
    return object_read(repository, id, GIT_OBJECT_BLOB, out, error);
}

static int read_blob(struct repository *repository, const git_oid *id, struct buffer *out,
                     struct error *error)
{
    struct raw_object *object = NULL;
    if (repository->trusting > 0)
        object = object_store_read(repository->store, id);
    if (object != NULL && object->type != GIT_OBJECT_BLOB) {
        raw_object_release(object);
        object = NULL;
    }
    if (object == NULL && read_large(repository, id, &object, error) < 0)
        return -1;
    assert(object != NULL);
    buffer_clear(out);
    buffer_append(out, object->bytes, object->size);
    raw_object_release(object);
    return 0;
}

int blob_read(struct repository *repository, const char *blob, struct buffer *out,
              struct error *error)
{
    git_oid id = {0};
    if (strlen(blob) != GIT_OID_HEXSZ || git_oid_fromstr(&id, blob) < 0)
        return error_set(error, ERROR_NOT_FOUND, "\"%s\" is not the id of an object", blob);
    repository_trust_hashes(repository, true);
    int result = read_blob(repository, &id, out, error);
    repository_trust_hashes(repository, false);
    return result;
}

static int find_in_commit(struct repository *repository, const char *revision, const char *path,
                          git_oid *blob, struct error *error)
{
    git_oid tree = {0};
    struct tree_entry entry = {0};
    if (resolve_tree(repository, revision, &tree, error) < 0)
        return -1;
    int found = tree_find_path(repository, &tree, path, &entry, error);
    *blob = entry.id;
    if (found > 0 && (entry.mode & MODE_TYPE) != MODE_FILE)
        return error_set(error, ERROR_NOT_FOUND, "%s is not a file in revision %s", path, revision);
    return found;
}

static bool is_index(const char *revision)
{
    return strcmp(revision, REVISION_INDEX) == 0;
}

int revision_read(struct repository *repository, const char *revision, const char *path,
                  struct buffer *out, struct error *error)
{
    git_oid blob = {0};
    char *clean = repository_clean_path(path);
    repository_trust_hashes(repository, true);
    int found = is_index(revision) ? index_find(repository, clean, &blob, error)
                                   : find_in_commit(repository, revision, clean, &blob, error);
    if (found == 0 && is_index(revision))
        error_set(error, ERROR_NOT_FOUND, "%s is not in the index", clean);
    else if (found == 0)
        error_set(error, ERROR_NOT_FOUND, "%s is not in revision %s", clean, revision);
    free(clean);
    int result = found > 0 ? read_blob(repository, &blob, out, error) : -1;
    repository_trust_hashes(repository, false);
    return result;
}

struct file_walk {
    int (*visit)(void *context, const char *path, const char *blob);
    void *context;
};

static int visit_file(void *context, const char *path, const struct tree_entry *old,
                      const struct tree_entry *new)
{
    const struct file_walk *walk = context;
    (void)old;
    if ((new->mode &MODE_TYPE) != MODE_FILE)
        return 0;
    char blob[GIT_HEX_SIZE] = "";
    git_oid_tostr(blob, sizeof blob, &new->id);
    return walk->visit(walk->context, path, blob);
}

static int walk_commit(struct repository *repository, const char *revision, const char *folder,
                       struct file_walk *walk, struct error *error)
{
    git_oid tree = {0};
    struct tree_entry entry = {0};
    if (resolve_tree(repository, revision, &tree, error) < 0)
        return -1;
    int found = tree_find_path(repository, &tree, folder, &entry, error);
    if (found <= 0 || (entry.mode & MODE_TYPE) != MODE_TREE)
        return found < 0 ? -1 : 0;
    /* Everything that is in the tree is what differs from nothing. */
    return tree_diff(repository, NULL, &entry.id, folder, visit_file, walk, error);
}

int revision_walk(struct repository *repository, const char *revision, const char *folder,
                  int (*visit)(void *context, const char *path, const char *blob), void *context,
                  struct error *error)
{
    struct file_walk walk = {.visit = visit, .context = context};
    char *clean = repository_clean_path(folder);
    repository_trust_hashes(repository, true);
    int result = is_index(revision) ? index_walk(repository, clean, visit, context, error)
                                    : walk_commit(repository, revision, clean, &walk, error);
    repository_trust_hashes(repository, false);
    free(clean);
    return result;
}
