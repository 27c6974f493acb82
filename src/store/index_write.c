/* Writing the index: into a file of another name, which then takes the place of the old one. The
 * other name is the same for all: it tells two ifspecs that one of them is at it already, and what
 * a killed one left is found again. Nothing is flushed: what a power cut spoils, the sums tell. */
#include "base/buffer.h"
#include "base/memory.h"
#include "index_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CHUNK = 1 << 18, WORD = 8, ABANDONED_AFTER = 60 };

struct writer {
    int folder;
    int descriptor;
    char *name;
    char *temporary;
    struct index_header header;
    struct buffer texts; /* what is not written yet, in whole chunks */
    struct buffer records;
    struct buffer strings;
    uint64_t offset;
};

static int fail(struct error *error, const char *what)
{
    return error_set_system(error, ERROR_ENVIRONMENT, errno, "the index cannot be %s", what);
}

static bool is_abandoned(const struct writer *writer)
{
    struct stat status = {0};
    return fstatat(writer->folder, writer->temporary, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           status.st_mtime + ABANDONED_AFTER < time(NULL);
}

static int open_temporary(struct writer *writer, struct error *error)
{
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    writer->descriptor = openat(writer->folder, writer->temporary, flags, 0600);
    if (writer->descriptor < 0 && errno == EEXIST && is_abandoned(writer)) {
        (void)unlinkat(writer->folder, writer->temporary, 0);
        writer->descriptor = openat(writer->folder, writer->temporary, flags, 0600);
    }
    return writer->descriptor >= 0 ? 0 : fail(error, "written");
}

static int write_at(struct writer *writer, uint64_t offset, const char *bytes, size_t length,
                    struct error *error)
{
    while (length > 0) {
        ssize_t put = pwrite(writer->descriptor, bytes, length, (off_t)offset);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail(error, "written");
        bytes += put;
        offset += (uint64_t)put;
        length -= (size_t)put;
    }
    return 0;
}

/* Write texts as they stand in chunks, at the end all of them. */
static int write_texts(struct writer *writer, bool last, struct error *error)
{
    size_t length = writer->texts.length;
    if (!last)
        length -= length % CHUNK;
    if (length == 0)
        return 0;
    writer->header.text_sum = index_sum(writer->header.text_sum, writer->texts.bytes, length);
    if (write_at(writer, writer->offset, writer->texts.bytes, length, error) != 0)
        return -1;
    writer->offset += length;
    buffer_splice(&writer->texts, 0, length, "", 0);
    return 0;
}

static int add_record(struct writer *writer, const struct index_record *record,
                      struct error *error)
{
    struct index_disk_record disk = {
        .mark = record->mark,
        .strings_offset = writer->strings.length,
        .strings_length = record->length,
        .text_offset = sizeof writer->header + writer->header.text_length,
        .text_length = record->text_length,
    };
    memcpy(disk.digest, record->digest, INDEX_DIGEST_BYTES);
    memcpy(disk.numbers, record->numbers, sizeof disk.numbers);
    buffer_append(&writer->records, &disk, sizeof disk);
    buffer_append(&writer->strings, record->strings, record->length);
    buffer_append(&writer->texts, record->text, record->text_length);
    writer->header.text_length += record->text_length;
    return writer->texts.length >= CHUNK ? write_texts(writer, false, error) : 0;
}

static uint64_t sum_page(const struct writer *writer, const struct index_content *content)
{
    size_t count = content->count < INDEX_PAGE ? content->count : INDEX_PAGE;
    uint64_t sum =
        index_sum(0, buffer_string(&writer->records), count * sizeof(struct index_disk_record));
    sum = index_sum(sum, buffer_string(&writer->strings), (size_t)writer->header.page_strings);
    return index_sum(sum, content->about, content->about_length);
}

static int write_part(struct writer *writer, const char *bytes, size_t length, struct error *error)
{
    writer->header.head_sum = index_sum(writer->header.head_sum, bytes, length);
    writer->header.head_length += length;
    if (write_at(writer, writer->offset, bytes, length, error) != 0)
        return -1;
    writer->offset += length;
    return 0;
}

/* In parts, so that they are not in memory a second time. The sum wants whole words of all but the
 * last. */
static int write_head(struct writer *writer, const struct index_content *content,
                      struct error *error)
{
    struct index_header *header = &writer->header;
    header->page_sum = sum_page(writer, content);
    while (writer->strings.length % WORD != 0)
        buffer_append_byte(&writer->strings, '\0');
    header->about_length = content->about_length;
    if (write_part(writer, writer->records.bytes, writer->records.length, error) != 0 ||
        write_part(writer, writer->strings.bytes, writer->strings.length, error) != 0 ||
        write_part(writer, content->about, content->about_length, error) != 0)
        return -1;
    header->header_sum =
        index_sum(0, (char *)header, offsetof(struct index_header, header_sum));
    return write_at(writer, 0, (char *)header, sizeof *header, error);
}

static int write_all(struct writer *writer, const struct index_content *content,
                     struct error *error)
{
    int result = open_temporary(writer, error);
    for (size_t i = 0; result == 0 && i < content->count; i++) {
        struct index_record record = {0};
        content->get(content->context, i, &record);
        result = add_record(writer, &record, error);
        if (i < INDEX_PAGE)
            writer->header.page_strings = writer->strings.length;
    }
    if (result == 0)
        result = write_texts(writer, true, error);
    if (result == 0)
        result = write_head(writer, content, error);
    if (writer->descriptor >= 0 && close(writer->descriptor) != 0 && result == 0)
        result = fail(error, "written");
    if (result == 0 && renameat(writer->folder, writer->temporary, writer->folder, writer->name) != 0)
        result = fail(error, "replaced");
    if (result != 0 && writer->descriptor >= 0)
        (void)unlinkat(writer->folder, writer->temporary, 0);
    return result;
}

int index_write(const char *root, const struct index_content *content, struct error *error)
{
    struct writer writer = {
        .folder = index_place_open(root, true),
        .descriptor = -1,
        .name = index_place_name(root, content->kind),
        .header = {.magic = INDEX_MAGIC,
                   .version = INDEX_VERSION,
                   .key = index_sum(0, content->key, strlen(content->key)),
                   .strings = content->strings,
                   .count = content->count},
        .offset = sizeof writer.header,
    };
    writer.temporary = memory_format("%s.new", writer.name);
    int result = writer.folder >= 0 ? write_all(&writer, content, error) : fail(error, "kept");
    if (writer.folder >= 0)
        (void)close(writer.folder);
    buffer_done(&writer.texts);
    buffer_done(&writer.records);
    buffer_done(&writer.strings);
    free(writer.temporary);
    free(writer.name);
    return result;
}
