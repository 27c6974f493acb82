/* Reading the index. The head (records and strings) is read and checked at once; the texts, which
 * are most of the file, only when somebody searches them. */
#include "base/memory.h"
#include "index_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TEXT_CHUNK = 1 << 18 };

struct index {
    int descriptor;
    struct index_header header;
    size_t count; /* of the records that were read */
    char *head;
    const struct index_disk_record *records; /* in the head */
    const char *strings;
    size_t strings_length;
};

/* ── sums ── */

static uint64_t add_word(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return sum ^ sum >> 29;
}

uint64_t index_sum(uint64_t sum, const char *bytes, size_t length)
{
    uint64_t word = 0;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        sum = add_word(sum, word);
    }
    if (length == 0)
        return sum;
    word = 0;
    memcpy(&word, bytes, length);
    return add_word(sum, word);
}

/* ── marks ── */

/* Time stamps of files go in steps: of a clock tick, of two seconds on some file systems. */
enum { STAMP_STEP = 2 };
static const int64_t second = 1000000000;

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * second + time.tv_nsec;
}

int64_t index_clock(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return nanoseconds(now);
}

struct index_mark index_mark_of(const struct stat *status, int64_t now)
{
    struct index_mark mark = {
        .size = (uint64_t)status->st_size,
        .inode = (uint64_t)status->st_ino,
        .modified = nanoseconds(status->st_mtim),
        .changed = nanoseconds(status->st_ctim),
    };
    int64_t limit = now - STAMP_STEP * second;
    return mark.modified < limit && mark.changed < limit ? mark : (struct index_mark){0};
}

bool index_mark_fits(const struct index_mark *mark, const struct stat *status)
{
    return mark->changed != 0 && mark->size == (uint64_t)status->st_size &&
           mark->inode == (uint64_t)status->st_ino &&
           mark->modified == nanoseconds(status->st_mtim) &&
           mark->changed == nanoseconds(status->st_ctim);
}

/* ── open ── */

bool index_read_at(int descriptor, uint64_t offset, char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t got = pread(descriptor, bytes, length, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        offset += (uint64_t)got;
        length -= (size_t)got;
    }
    return true;
}

static bool read_header(struct index *index, const char *key)
{
    struct index_header *header = &index->header;
    struct stat status = {0};
    if (fstat(index->descriptor, &status) != 0 || !S_ISREG(status.st_mode) ||
        !index_read_at(index->descriptor, 0, (char *)header, sizeof *header))
        return false;
    uint64_t size = (uint64_t)status.st_size;
    return header->magic == INDEX_MAGIC && header->version == INDEX_VERSION &&
           header->header_sum ==
               index_sum(0, (char *)header, offsetof(struct index_header, header_sum)) &&
           header->key == index_sum(0, key, strlen(key)) && header->text_length < size &&
           header->head_length < size &&
           header->text_length + header->head_length + sizeof *header == size &&
           header->count <= header->head_length / sizeof *index->records &&
           header->about_length <=
               header->head_length - header->count * sizeof *index->records &&
           header->page_strings <= header->head_length -
                                       header->count * sizeof *index->records -
                                       header->about_length;
}

/* Whether a record's strings are where it says, and as many as there should be. */
static bool is_sound(const struct index *index, const struct index_disk_record *record)
{
    uint64_t length = record->strings_length;
    uint64_t texts_end = sizeof index->header + index->header.text_length;
    if (length == 0 || length > index->strings_length ||
        record->strings_offset > index->strings_length - length ||
        record->text_length > texts_end || record->text_offset > texts_end - record->text_length)
        return false;
    const char *at = index->strings + record->strings_offset;
    const char *end = at + length;
    size_t count = 0;
    for (; at < end && (at = memchr(at, '\0', (size_t)(end - at))) != NULL; at++)
        count++;
    return at == end && count == index->header.strings;
}

/* The head holds `count` records, their strings, and what is said about the whole. */
static bool take_head(struct index *index, size_t count, size_t strings_length)
{
    index->count = count;
    index->records = (const struct index_disk_record *)index->head;
    index->strings = index->head + count * sizeof *index->records;
    index->strings_length = strings_length;
    for (size_t i = 0; i < count; i++) {
        if (!is_sound(index, &index->records[i]))
            return false;
    }
    return true;
}

static bool read_head(struct index *index)
{
    const struct index_header *header = &index->header;
    size_t length = (size_t)header->head_length;
    size_t records = (size_t)header->count * sizeof *index->records;
    index->head = memory_resize(NULL, length + 1, 1);
    return index_read_at(index->descriptor, sizeof *header + header->text_length, index->head, length) &&
           index_sum(0, index->head, length) == header->head_sum &&
           take_head(index, (size_t)header->count,
                     length - records - (size_t)header->about_length);
}

static bool read_page(struct index *index)
{
    const struct index_header *header = &index->header;
    size_t count = header->count < INDEX_PAGE ? (size_t)header->count : INDEX_PAGE;
    size_t records = count * sizeof *index->records;
    size_t strings = (size_t)header->page_strings;
    size_t about = (size_t)header->about_length;
    uint64_t begin = sizeof *header + header->text_length;
    index->head = memory_resize(NULL, records + strings + about + 1, 1);
    if (!index_read_at(index->descriptor, begin, index->head, records) ||
        !index_read_at(index->descriptor, begin + header->count * sizeof *index->records,
                 index->head + records, strings) ||
        !index_read_at(index->descriptor, begin + header->head_length - about,
                 index->head + records + strings, about))
        return false;
    uint64_t sum = index_sum(0, index->head, records);
    sum = index_sum(sum, index->head + records, strings);
    sum = index_sum(sum, index->head + records + strings, about);
    return sum == header->page_sum && take_head(index, count, strings);
}

static struct index *open_index(const char *root, const char *kind, const char *key,
                                bool (*read)(struct index *index))
{
    int folder = index_place_open(root, false);
    if (folder < 0)
        return NULL;
    char *name = index_place_name(root, kind);
    struct index *index = memory_allocate(sizeof *index);
    index->descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    free(name);
    (void)close(folder);
    if (index->descriptor < 0 || !read_header(index, key) || !read(index)) {
        index_close(index);
        return NULL;
    }
    return index;
}

struct index *index_open(const char *root, const char *key)
{
    return open_index(root, NULL, key, read_head);
}

struct index *index_open_kind(const char *root, const char *kind, const char *key)
{
    return open_index(root, kind, key, read_head);
}

struct index *index_open_page(const char *root, const char *key)
{
    return open_index(root, NULL, key, read_page);
}

void index_close(struct index *index)
{
    if (index == NULL)
        return;
    if (index->descriptor >= 0)
        (void)close(index->descriptor);
    free(index->head);
    free(index);
}

/* ── ask ── */

size_t index_count(const struct index *index)
{
    return index->count;
}

size_t index_total(const struct index *index)
{
    return (size_t)index->header.count;
}

size_t index_strings(const struct index *index)
{
    return (size_t)index->header.strings;
}

const char *index_about(const struct index *index, size_t *length)
{
    *length = (size_t)index->header.about_length;
    return index->strings + index->strings_length;
}

void index_get(const struct index *index, size_t number, struct index_record *record)
{
    const struct index_disk_record *from = &index->records[number];
    *record = (struct index_record){
        .mark = from->mark,
        .strings = index->strings + from->strings_offset,
        .length = (size_t)from->strings_length,
        .text_length = (size_t)from->text_length,
        .text_offset = from->text_offset,
    };
    memcpy(record->digest, from->digest, INDEX_DIGEST_BYTES);
    memcpy(record->numbers, from->numbers, sizeof record->numbers);
}

bool index_read_text(const struct index *index, uint64_t offset, size_t length, char *bytes)
{
    return index_read_at(index->descriptor, offset, bytes, length);
}

bool index_check_texts(const struct index *index)
{
    char *bytes = memory_resize(NULL, TEXT_CHUNK, 1);
    uint64_t left = index->header.text_length;
    uint64_t offset = sizeof index->header;
    uint64_t sum = 0;
    bool readable = true;
    while (readable && left > 0) {
        size_t length = left < TEXT_CHUNK ? (size_t)left : TEXT_CHUNK;
        readable = index_read_at(index->descriptor, offset, bytes, length);
        sum = index_sum(sum, bytes, length);
        offset += length;
        left -= length;
    }
    free(bytes);
    return readable && sum == index->header.text_sum;
}
