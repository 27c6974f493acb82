/* Objects as a stranger or a dying disk makes them: thousands of damaged commits and trees through
 * our own readers. Under the sanitizers every step outside an object would show. */
#include "fixture.h"

#include "../../../src/git/commit_record_internal.h"
#include "../../../src/git/tree_diff_internal.h"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>

enum { ROUNDS = 3000 };

static unsigned long seed;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

/* Objects written from here on stay in memory. */
static void write_to_memory(struct repository *repository)
{
    git_odb_backend *backend = NULL;
    assert_int_equal(git_mempack_new(&backend), 0);
    assert_int_equal(git_odb_add_backend(repository->objects, backend, 999), 0);
}

static void damage(struct buffer *bytes)
{
    static const char *const pieces[] = {"\n",     " ",       "parent ",  "tree ", "author ", "<",
                                         ">",      "\n\n",    "99999999", "-",     "+",       "40000 ",
                                         "100644", "encoding x\n", "/"};
    for (size_t count = random_below(4) + 1; count > 0; count--) {
        size_t at = random_below(bytes->length + 1);
        size_t removed = random_below(30);
        if (removed > bytes->length - at)
            removed = bytes->length - at;
        const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
        switch (random_below(4)) {
        case 0:
            buffer_splice(bytes, at, removed, "", 0);
            break;
        case 1:
            buffer_splice(bytes, at, 0, piece, strlen(piece));
            break;
        case 2:
            buffer_splice(bytes, at, 0, "\0\377", random_below(3));
            break;
        default:
            buffer_truncate(bytes, at);
            break;
        }
    }
}

static struct buffer read_raw(struct repository *repository, const char *revision, git_oid *id)
{
    git_object *object = NULL;
    git_odb_object *raw = NULL;
    struct buffer bytes = {0};
    assert_int_equal(git_revparse_single(&object, repository->handle, revision), 0);
    *id = *git_object_id(object);
    git_object_free(object);
    assert_int_equal(git_odb_read(&raw, repository->objects, id), 0);
    buffer_append(&bytes, git_odb_object_data(raw), git_odb_object_size(raw));
    git_odb_object_free(raw);
    return bytes;
}

static int count_entry(void *context, const char *path, const struct tree_entry *old,
                       const struct tree_entry *new)
{
    (void)old, (void)new;
    *(size_t *)context += strlen(path);
    return 0;
}

static void try_commit(struct repository *repository, const git_oid *id)
{
    static const struct shallow complete = {0};
    struct commit_record *record = NULL;
    struct commit_words words = {0};
    struct error error = {0};
    if (commit_record_read(repository, &complete, id, &record, &error) < 0)
        assert_contains(error.text, "damaged");
    free(record);
    assert_int_equal(commit_words_read(&words, repository, id, &error), 0);
    assert_non_null(words.author.name);
    assert_in_range(words.author.when.seconds, 0, 253402300799);
    commit_words_done(&words);
}

static void try_tree(struct repository *repository, const git_oid *id, const git_oid *whole)
{
    size_t sum = 0;
    struct tree_entry entry = {0};
    struct error error = {0};
    if (tree_diff(repository, id, whole, "", count_entry, &sum, &error) < 0 ||
        tree_diff(repository, NULL, id, "x", count_entry, &sum, &error) < 0 ||
        tree_find_path(repository, id, "d/y", &entry, &error) < 0)
        assert_contains(error.text, "git fsck");
}

static void survives_damaged_objects(void **state)
{
    (void)state;
    shell("git init -q r; cd r; mkdir d; for f in a d/x d/y z; do echo $f >$f; done; git add -A; "
          "git commit -q -m one; git commit -q --allow-empty -m two");
    struct repository *repository = open_repository("r");
    git_oid commit_id = {{0}};
    git_oid tree_id = {{0}};
    struct buffer commit = read_raw(repository, "HEAD", &commit_id);
    struct buffer tree = read_raw(repository, "HEAD^{tree}", &tree_id);
    write_to_memory(repository);
    seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        bool is_tree = round % 2 == 0;
        const struct buffer *whole = is_tree ? &tree : &commit;
        struct buffer bytes = {0};
        git_oid id = {{0}};
        buffer_append(&bytes, whole->bytes, whole->length);
        damage(&bytes);
        assert_int_equal(git_odb_write(&id, repository->objects, buffer_string(&bytes),
                                       bytes.length,
                                       is_tree ? GIT_OBJECT_TREE : GIT_OBJECT_COMMIT),
                         0);
        if (is_tree)
            try_tree(repository, &id, &tree_id);
        else
            try_commit(repository, &id);
        buffer_done(&bytes);
    }
    buffer_done(&commit);
    buffer_done(&tree);
    door->repository_close(repository);
}

/* A tree in a tree in a tree ... a thousand times. */
static void bounds_the_depth_of_trees(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; git commit -q -m one");
    struct repository *repository = open_repository("r");
    git_oid id = {{0}};
    struct buffer ignored = read_raw(repository, "HEAD^{tree}", &id);
    write_to_memory(repository);
    for (int depth = 0; depth < 1000; depth++) {
        char bytes[8 + GIT_OID_RAWSZ] = "40000 d";
        memcpy(bytes + 8, id.id, GIT_OID_RAWSZ);
        assert_int_equal(git_odb_write(&id, repository->objects, bytes, sizeof bytes,
                                       GIT_OBJECT_TREE),
                         0);
    }
    size_t sum = 0;
    struct error error = {0};
    assert_int_equal(tree_diff(repository, NULL, &id, "", count_entry, &sum, &error), -1);
    assert_contains(error.text, "nested more than");
    buffer_done(&ignored);
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(survives_damaged_objects),
        git_test(bounds_the_depth_of_trees),
    };
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
