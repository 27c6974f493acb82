#include "index_edit_internal.h"

#include "base/memory.h"
#include "big_endian_internal.h"
#include "durable_internal.h"

#include <assert.h>
#include <nettle/sha1.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 12,
    EXTENSION_HEADER = 8,
    STATUS = 60, /* of an entry: what comes before its flags */
    FLAGS = 2,   /* bytes of them; of those of version 3, too */
    SIZE_AT = 36,
    HAS_MORE_FLAGS = 0x40, /* in the first byte of the flags */
    LONGEST_NAME = 0xfff,  /* that the flags can say */
};

static void append_32(struct buffer *out, uint64_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_append_byte(out, (char)(number >> shift & 0xff));
}

/* ── Kinds ─────────────────────────────────────────────────────────────────────────────────── */

static bool has_right_sum(const struct mapping *mapping)
{
    struct sha1_ctx hash;
    unsigned char sum[SHA1_DIGEST_SIZE] = {0};
    size_t length = mapping->size - sizeof sum;
    sha1_init(&hash);
    sha1_update(&hash, length, mapping->bytes);
    sha1_digest(&hash, sizeof sum, sum);
    return memcmp(sum, mapping->bytes + length, sizeof sum) == 0;
}

/* Each path once, which leaves no conflicts. */
static bool is_sorted(const struct index_file *index)
{
    for (size_t i = 1; i < index->count; i++)
        if (strcmp(index->entries[i - 1].path, index->entries[i].path) >= 0)
            return false;
    return true;
}

bool index_edit_suits(const struct index_file *index)
{
    if (index->mapping.bytes == NULL)
        return true;
    return is_sorted(index) && has_right_sum(&index->mapping);
}

static bool has_file_above(const struct index_file *index, const char *path)
{
    bool found = false;
    for (const char *slash = strchr(path, '/'); !found && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        char *folder = memory_copy_bytes(path, (size_t)(slash - path));
        found = index_file_find(index, folder) != NULL;
        free(folder);
    }
    return found;
}

static bool has_files_below(const struct index_file *index, const char *path)
{
    size_t begin = 0;
    size_t end = 0;
    index_file_below(index, path, &begin, &end);
    return begin < end;
}

bool index_edit_is_plain(const struct index_edition *edition)
{
    for (size_t i = 0; i < edition->count; i++) {
        const struct index_edit *edit = &edition->edits[i];
        if (!edit->removed && (has_file_above(edition->index, edit->path) ||
                               has_files_below(edition->index, edit->path)))
            return false;
    }
    return true;
}

/* ── Splices ───────────────────────────────────────────────────────────────────────────────── */

/* The bytes from `from` to `to` of the old index, and what comes in their place. */
struct splice {
    const unsigned char *from;
    const unsigned char *to;
    size_t offset; /* in the new bytes */
    size_t length;
    size_t turn; /* of those at one place */
};

struct splices {
    const struct index_edition *edition;
    struct splice *items;
    size_t count;
    struct buffer bytes;
    size_t added;
    size_t removed;
};

static void add_splice(struct splices *splices, const unsigned char *from, const unsigned char *to,
                       size_t offset)
{
    splices->items[splices->count] = (struct splice){
        .from = from,
        .to = to,
        .offset = offset,
        .length = splices->bytes.length - offset,
        .turn = splices->count,
    };
    splices->count++;
}

/* ── Names of version 4 ────────────────────────────────────────────────────────────────────── */

static const struct index_edit *find_edit(const struct index_edition *edition, const char *path)
{
    for (size_t i = 0; i < edition->count; i++)
        if (strcmp(edition->edits[i].path, path) == 0)
            return &edition->edits[i];
    return NULL;
}

/* The path that comes to stand before this one; "" if it is the first. */
static const char *find_path_before(const struct index_edition *edition, const char *path)
{
    const struct index_file *index = edition->index;
    const char *before = "";
    for (size_t at = index_file_place(index, path); at > 0 && before[0] == '\0'; at--) {
        const struct index_edit *edit = find_edit(edition, index->entries[at - 1].path);
        if (edit == NULL || !edit->removed)
            before = index->entries[at - 1].path;
    }
    for (size_t i = 0; i < edition->count; i++) {
        const struct index_edit *edit = &edition->edits[i];
        if (!edit->removed && strcmp(edit->path, path) < 0 && strcmp(edit->path, before) > 0)
            before = edit->path;
    }
    return before;
}

/* How many bytes at the end of the path before go, and what comes in their place. */
static void append_shortened(struct buffer *out, const char *before, const char *path)
{
    unsigned char bytes[10] = {0};
    size_t same = 0;
    size_t at = sizeof bytes - 1;
    while (before[same] != '\0' && before[same] == path[same])
        same++;
    size_t removed = strlen(before + same);
    bytes[at] = removed & 0x7f;
    /* Numbers of more than one byte count on from where fewer bytes end. */
    while ((removed >>= 7) != 0)
        bytes[--at] = 0x80 | (--removed & 0x7f);
    buffer_append(out, (const char *)bytes + at, sizeof bytes - at);
    buffer_append(out, path + same, strlen(path + same) + 1);
}

static size_t length_of_fixed(const struct index_entry *entry)
{
    return STATUS + FLAGS + ((entry->bytes[STATUS] & HAS_MORE_FLAGS) != 0 ? FLAGS : 0);
}

/* An entry behind which another one comes to stand than before says its path anew. */
static void splice_name(struct splices *splices, size_t number)
{
    const struct index_file *index = splices->edition->index;
    const struct index_entry *entry = number < index->count ? &index->entries[number] : NULL;
    if (entry == NULL || find_edit(splices->edition, entry->path) != NULL)
        return;
    const unsigned char *from = entry->bytes + length_of_fixed(entry);
    size_t offset = splices->bytes.length;
    append_shortened(&splices->bytes, find_path_before(splices->edition, entry->path), entry->path);
    add_splice(splices, from,
               number + 1 < index->count ? index->entries[number + 1].bytes : index->extensions,
               offset);
}

/* ── Entries ───────────────────────────────────────────────────────────────────────────────── */

static void append_path(struct splices *splices, const char *path, size_t begin)
{
    static const char zeros[8] = {0};
    struct buffer *out = &splices->bytes;
    if (splices->edition->index->version == 4) {
        append_shortened(out, find_path_before(splices->edition, path), path);
        return;
    }
    buffer_append_string(out, path);
    /* One to eight of them, until the entry is a multiple of eight bytes long. */
    buffer_append(out, zeros, 8 - (out->length - begin) % 8);
}

static void append_entry(struct splices *splices, const struct index_edit *edit)
{
    struct buffer *out = &splices->bytes;
    const struct stat *status = &edit->status;
    size_t begin = out->length;
    size_t length = strlen(edit->path);
    append_32(out, (uint64_t)status->st_ctim.tv_sec);
    append_32(out, (uint64_t)status->st_ctim.tv_nsec);
    append_32(out, (uint64_t)status->st_mtim.tv_sec);
    append_32(out, (uint64_t)status->st_mtim.tv_nsec);
    append_32(out, status->st_dev);
    append_32(out, status->st_ino);
    append_32(out, edit->mode);
    append_32(out, status->st_uid);
    append_32(out, status->st_gid);
    append_32(out, edit->is_doubtful ? 0 : (uint64_t)status->st_size);
    buffer_append(out, (const char *)edit->id.id, GIT_OID_RAWSZ);
    size_t said = length < LONGEST_NAME ? length : LONGEST_NAME;
    buffer_append_byte(out, (char)(said >> 8));
    buffer_append_byte(out, (char)(said & 0xff));
    append_path(splices, edit->path, begin);
}

/* Whether an entry says already what the new one at `offset` says: then its flags stay, too. */
static bool is_same(const struct splices *splices, const struct index_entry *old, size_t offset)
{
    return old != NULL && splices->bytes.length > offset && !old->is_intended &&
           memcmp(splices->bytes.bytes + offset, old->bytes, STATUS) == 0;
}

static void splice_edit(struct splices *splices, const struct index_edit *edit)
{
    const struct index_file *index = splices->edition->index;
    size_t at = index_file_place(index, edit->path);
    const struct index_entry *next = at < index->count ? &index->entries[at] : NULL;
    const struct index_entry *old =
        next != NULL && strcmp(next->path, edit->path) == 0 ? next : NULL;
    const unsigned char *from = next != NULL ? next->bytes : index->extensions;
    const unsigned char *to = from;
    size_t offset = splices->bytes.length;
    if (old != NULL)
        to = at + 1 < index->count ? index->entries[at + 1].bytes : index->extensions;
    if (!edit->removed)
        append_entry(splices, edit);
    splices->added += !edit->removed && old == NULL;
    splices->removed += edit->removed && old != NULL;
    if (is_same(splices, old, offset)) {
        buffer_truncate(&splices->bytes, offset);
        buffer_append(&splices->bytes, (const char *)old->bytes, length_of_fixed(old));
        append_path(splices, edit->path, offset);
    }
    add_splice(splices, from, to, offset);
    if (index->version == 4 && edit->removed != (old == NULL))
        splice_name(splices, at + (old != NULL));
}

static int compare_splices(const void *a, const void *b)
{
    const struct splice *left = a;
    const struct splice *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return left->turn < right->turn ? -1 : left->turn > right->turn;
}

/* Two edits in front of one entry make the same of its name. */
static void drop_repeated(struct splices *splices)
{
    size_t kept = 0;
    for (size_t i = 0; i < splices->count; i++) {
        const struct splice *last = kept > 0 ? &splices->items[kept - 1] : NULL;
        struct splice next = splices->items[i];
        bool is_repeated =
            last != NULL && next.from != next.to && next.from == last->from && next.to == last->to;
        if (!is_repeated)
            splices->items[kept++] = next;
    }
    splices->count = kept;
}

static void find_splices(struct splices *splices, const struct index_edition *edition)
{
    const struct index_file *index = edition->index;
    splices->edition = edition;
    splices->items = memory_allocate((edition->count * 2 + edition->doubtful_count + 1) *
                                     sizeof *splices->items);
    for (size_t i = 0; i < edition->count; i++)
        splice_edit(splices, &edition->edits[i]);
    for (size_t i = 0; i < edition->doubtful_count; i++) {
        const unsigned char *size = index->entries[edition->doubtful[i]].bytes + SIZE_AT;
        size_t offset = splices->bytes.length;
        append_32(&splices->bytes, 0);
        add_splice(splices, size, size + 4, offset);
    }
    qsort(splices->items, splices->count, sizeof *splices->items, compare_splices);
    drop_repeated(splices);
}

/* ── Write ─────────────────────────────────────────────────────────────────────────────────── */

struct output {
    int descriptor;
    struct sha1_ctx hash;
    int result;
};

static void put(struct output *output, const void *bytes, size_t length)
{
    if (output->result < 0 || length == 0)
        return;
    sha1_update(&output->hash, length, bytes);
    output->result = durable_write_all(output->descriptor, bytes, length);
}

static void put_header(struct output *output, const struct index_edition *edition,
                       const struct splices *splices)
{
    const struct index_file *index = edition->index;
    struct buffer header = {0};
    buffer_append(&header, "DIRC", 4);
    append_32(&header, index->mapping.bytes != NULL ? index->version : 2);
    append_32(&header, index->count + splices->added - splices->removed);
    assert(header.length == HEADER);
    put(output, header.bytes, header.length);
    buffer_done(&header);
}

static void put_entries(struct output *output, const struct index_edition *edition,
                        const struct splices *splices)
{
    const struct index_file *index = edition->index;
    const unsigned char *at =
        index->mapping.bytes != NULL ? index->mapping.bytes + HEADER : index->extensions;
    for (size_t i = 0; i < splices->count; i++) {
        const struct splice *splice = &splices->items[i];
        put(output, at, (size_t)(splice->from - at));
        put(output, splices->bytes.bytes + splice->offset, splice->length);
        at = splice->to;
    }
    put(output, at, (size_t)(index->extensions - at));
}

static void put_tree(struct output *output, const struct index_edition *edition,
                     const unsigned char *bytes, size_t size)
{
    struct buffer tree = {0};
    struct buffer header = {0};
    if (index_edit_tree(edition, bytes, size, &tree)) {
        buffer_append(&header, "TREE", 4);
        append_32(&header, tree.length);
        put(output, header.bytes, header.length);
        put(output, tree.bytes, tree.length);
    }
    buffer_done(&header);
    buffer_done(&tree);
}

/* The cache tree and resolved conflicts. All others speak of offsets and numbers of entries, or of
 * what folders and files were when the index was written, which counts as long as it is no younger;
 * or they are not known here. Git makes them anew. */
static void put_extensions(struct output *output, const struct index_edition *edition)
{
    const struct mapping *mapping = &edition->index->mapping;
    if (mapping->bytes == NULL)
        return;
    const unsigned char *end = mapping->bytes + mapping->size - SHA1_DIGEST_SIZE;
    size_t size = 0;
    for (const unsigned char *at = edition->index->extensions; at < end;
         at += EXTENSION_HEADER + size) {
        size = read_32(at + 4);
        if (memcmp(at, "TREE", 4) == 0)
            put_tree(output, edition, at + EXTENSION_HEADER, size);
        else if (memcmp(at, "REUC", 4) == 0)
            put(output, at, EXTENSION_HEADER + size);
    }
}

int index_edit_write(const struct index_edition *edition, int descriptor)
{
    struct splices splices = {0};
    struct output output = {.descriptor = descriptor};
    unsigned char sum[SHA1_DIGEST_SIZE] = {0};
    find_splices(&splices, edition);
    sha1_init(&output.hash);
    put_header(&output, edition, &splices);
    put_entries(&output, edition, &splices);
    put_extensions(&output, edition);
    sha1_digest(&output.hash, sizeof sum, sum);
    if (output.result == 0)
        output.result = durable_write_all(descriptor, sum, sizeof sum);
    buffer_done(&splices.bytes);
    free(splices.items);
    return output.result;
}
