/* Objects read without libgit2 are what libgit2 reads; what is damaged is not there. */
#include "fixture.h"

#include "base/file.h"

#include "../../../src/git/object_internal.h"
#include "../../../src/git/object_store_internal.h"

#define SHELL_START                                                                                \
    "git init -q r; cd r; mkdir -p d/e; for i in 1 2 3 4 5 6 7 8 9; do "                           \
    "seq $i 700 >d/e/x; seq $((i * 90)) >d/y$i; echo $i >z; git add -A; git commit -q -m $i; "     \
    "git tag -a -m tag t$i; done; "

/* All objects of r, one id a line. */
static char *list_objects(void)
{
    return shell_output("cd r; git cat-file --batch-all-objects --batch-check='%%(objectname)'");
}

/* Every object is read, and with git's bytes. Returns how many there are. */
static size_t compare_all(struct object_store *store)
{
    struct repository *repository = open_repository("r");
    size_t count = 0;
    char *list = list_objects();
    for (char *hex = strtok(list, "\n"); hex != NULL; hex = strtok(NULL, "\n"), count++) {
        git_oid id = {{0}};
        git_odb_object *expected = NULL;
        assert_int_equal(git_oid_fromstr(&id, hex), 0);
        assert_int_equal(git_odb_read(&expected, repository->objects, &id), 0);
        struct raw_object *object = object_store_read(store, &id);
        if (object == NULL)
            fail_msg("%s is not found", hex);
        assert_int_equal(object->type, git_odb_object_type(expected));
        assert_int_equal(object->size, git_odb_object_size(expected));
        assert_memory_equal(object->bytes, git_odb_object_data(expected), object->size);
        assert_int_equal(object->bytes[object->size], 0);
        raw_object_release(object);
        git_odb_object_free(expected);
    }
    free(list);
    door->repository_close(repository);
    return count;
}

static void reads_objects_however_they_are_kept(void **state)
{
    (void)state;
    static const char *const ways[] = {
        "true",
        "git repack -adfq --depth=50",
        "git -c repack.useDeltaBaseOffset=false repack -adfq",
        "git repack -adfq --max-pack-size=1m; echo more >z; git commit -qam loose",
        "git repack -dq; echo again >z; git commit -qam again; git repack -dq",
        "git -c pack.indexVersion=1 repack -adfq; echo more >z; git commit -qam loose",
    };
    shell(SHELL_START);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        shell("cd r; %s", ways[i]);
        struct object_store *store = object_store_new("r/.git");
        /* An old index is libgit2's to read. */
        if (strstr(ways[i], "indexVersion") == NULL)
            assert_true(compare_all(store) > 60);
        object_store_free(store);
    }
}

static void reads_alternates(void **state)
{
    (void)state;
    shell("(" SHELL_START "git repack -adq); mv r full; git clone -q --shared full middle; "
          "git clone -q --shared middle r; cd r; echo own >z; git commit -qam own");
    struct object_store *store = object_store_new("r/.git");
    assert_true(compare_all(store) > 60);
    object_store_free(store);
}

static void finds_what_was_packed_meanwhile(void **state)
{
    (void)state;
    shell(SHELL_START);
    struct object_store *store = object_store_new("r/.git");
    (void)compare_all(store);
    shell("cd r; for i in a b c; do echo $i >z; git commit -qam $i; done; git repack -adq");
    assert_true(compare_all(store) > 70);
    object_store_free(store);
}

static void knows_nothing_of_others(void **state)
{
    (void)state;
    shell("git init -q r");
    git_oid id = {{1}};
    struct object_store *store = object_store_new("r/.git");
    assert_null(object_store_read(store, &id));
    object_store_free(store);
    store = object_store_new("nowhere");
    assert_null(object_store_read(store, &id));
    object_store_free(store);
}

/* ── Damage ── */

static unsigned long seed;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

static struct buffer read_whole(const char *path)
{
    struct buffer bytes = {0};
    struct error error = {0};
    if (file_read(path, FILE_SIZE_LIMIT, &bytes, &error) != 0)
        fail_msg("%s", error.text);
    return bytes;
}

/* Write a file, some bits of it changed, or cut. */
static void write_damaged(const char *path, const struct buffer *whole, bool damaged)
{
    size_t length = whole->length;
    char *bytes = memory_copy_bytes(whole->bytes, length);
    for (size_t count = damaged ? random_below(6) + 1 : 0; count > 0; count--)
        bytes[random_below(length)] ^= (char)(1 << random_below(7));
    if (damaged && random_below(8) == 0)
        length = random_below(length);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    free(bytes);
}

/* Under the sanitizers every step outside a file would show. */
static void survives_damaged_packs(void **state)
{
    (void)state;
    enum { ROUNDS = 400 };
    shell(SHELL_START "git repack -adfq; mkdir -p ../x/objects/pack; "
                      "cp .git/objects/pack/*.pack ../whole.pack; "
                      "cp .git/objects/pack/*.idx ../whole.idx");
    struct buffer index = read_whole("whole.idx");
    struct buffer pack = read_whole("whole.pack");
    char *list = list_objects();
    seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        struct object_store *store = object_store_new("x");
        write_damaged("x/objects/pack/p.idx", &index, round % 2 == 0);
        write_damaged("x/objects/pack/p.pack", &pack, round % 2 == 1);
        for (const char *hex = list; *hex != '\0'; hex += GIT_OID_HEXSZ + 1) {
            git_oid id = {{0}};
            assert_int_equal(git_oid_fromstrn(&id, hex, GIT_OID_HEXSZ), 0);
            raw_object_release(object_store_read(store, &id));
        }
        object_store_free(store);
    }
    free(list);
    buffer_done(&index);
    buffer_done(&pack);
}

/* ── Trust ── */

/* The content of one object below the name of another: a walk reads it as git does, what is to be
 * committed at the same time is checked. */
static void trusts_in_one_repository_only(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo right >x; git add x; git commit -q -m one; "
          "echo wrong >y; wrong=$(git hash-object -w y); right=$(git rev-parse HEAD:x); "
          "o=.git/objects; cp -f $o/$(echo $wrong | sed 's,..,&/,') "
          "$o/$(echo $right | sed 's,..,&/,')");
    struct repository *walking = open_repository("r");
    struct repository *committing = open_repository("r");
    char *hex = shell_output("cd r; git rev-parse HEAD:x | tr -d '\\n'");
    git_oid id = {{0}};
    struct raw_object *object = NULL;
    struct error error = {0};
    assert_int_equal(git_oid_fromstr(&id, hex), 0);
    repository_trust_hashes(walking, true);
    assert_int_equal(object_read(committing, &id, GIT_OBJECT_BLOB, &object, &error), -1);
    assert_contains(error.text, "damaged");
    assert_int_equal(object_read(walking, &id, GIT_OBJECT_BLOB, &object, &error), 0);
    assert_string_equal(object->bytes, "wrong\n");
    raw_object_release(object);
    repository_trust_hashes(walking, false);
    assert_int_equal(object_read(walking, &id, GIT_OBJECT_BLOB, &object, &error), -1);
    free(hex);
    door->repository_close(walking);
    door->repository_close(committing);
}

/* A wrong guess costs time, no more. */
static void finds_an_entry_whatever_place_is_guessed(void **state)
{
    (void)state;
    struct tree_cursor cursor = {0};
    struct tree_entry expected = {0};
    struct error error = {0};
    git_oid tree = {{0}};
    shell("git init -q r; cd r; for i in 1 2 3 10 ab z; do mkdir d$i; echo $i >d$i/x; echo $i >$i; "
          "done; git add -A");
    char *hex = shell_output("cd r; git write-tree");
    struct repository *repository = open_repository("r");
    assert_int_equal(git_oid_fromstr(&tree, hex), 0);
    assert_int_equal(tree_cursor_open(&cursor, repository, &tree, &error), 0);
    const size_t size = (size_t)(cursor.end - cursor.at);
    while (tree_cursor_next(&cursor, &expected, &error) > 0) {
        for (size_t guess = 0; guess < size + 40; guess++) {
            struct tree_entry entry = {0};
            size_t place = guess;
            assert_int_equal(tree_find_near(repository, &tree, expected.name, expected.name_length,
                                            &place, &entry, &error),
                             1);
            assert_int_equal(entry.mode, expected.mode);
            assert_true(git_oid_equal(&entry.id, &expected.id));
            assert_true(cursor.object->bytes + place < expected.name);
            assert_true(cursor.object->bytes + place + 8 > expected.name);
        }
        size_t place = random_below(size);
        struct tree_entry entry = {0};
        assert_int_equal(tree_find_near(repository, &tree, "0", 1, &place, &entry, &error), 0);
    }
    tree_cursor_close(&cursor);
    free(hex);
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(reads_objects_however_they_are_kept),
        git_test(reads_alternates),
        git_test(finds_what_was_packed_meanwhile),
        git_test(knows_nothing_of_others),
        git_test(survives_damaged_packs),
        git_test(trusts_in_one_repository_only),
        git_test(finds_an_entry_whatever_place_is_guessed),
    };
    return cmocka_run_group_tests_name("object_store", tests, NULL, NULL);
}
