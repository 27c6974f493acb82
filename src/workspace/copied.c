/* A mark is the field and the value that was copied: undo brings it back, and a change in a text editor
 * takes it away. On disk, in the state folder, a value is its digest, so that nothing of a spec lies
 * about:
 *     APP-S4-SF-CUSTOMER-V1
 *     overview.data_volume 5f2c…
 * The spec's own file says nothing of it: to whom has not copied the text it is text like any other. */
#include "workspace/copied.h"

#include "base/memory.h"
#include "copied_internal.h"
#include "recovery_internal.h"
#include "store/journal.h"
#include "store/state_file.h"

#include <stdlib.h>
#include <string.h>

#define KIND "copied"
#define NAME "marks"

struct copied_mark {
    const struct field *field;
    struct value value;
};

struct copied {
    char *from; /* ID of the other spec */
    struct copied_mark *marks;
    size_t count;
    size_t capacity;
};

static struct copied *marks_of(struct sheet *sheet)
{
    if (sheet->copied == NULL)
        sheet->copied = memory_allocate(sizeof *sheet->copied);
    return sheet->copied;
}

static void add(struct sheet *sheet, const struct field *field, const struct value *value)
{
    struct copied *copied = marks_of(sheet);
    copied->marks =
        memory_grow(copied->marks, &copied->capacity, copied->count, sizeof *copied->marks);
    copied->marks[copied->count++] = (struct copied_mark){field, value_copy(value)};
}

void copied_mark(struct sheet *sheet, const char *from, const struct field *field)
{
    if (marks_of(sheet)->from == NULL)
        sheet->copied->from = memory_copy_string(from);
    add(sheet, field, spec_value(sheet->spec, field));
}

void copied_done(struct sheet *sheet)
{
    struct copied *copied = sheet->copied;
    sheet->copied = NULL;
    if (copied == NULL)
        return;
    for (size_t i = 0; i < copied->count; i++)
        value_done(&copied->marks[i].value);
    free(copied->marks);
    free(copied->from);
    free(copied);
}

/* ── ask ── */

static bool is_untouched(const struct sheet *sheet, const struct copied_mark *mark)
{
    return value_equal(spec_value(sheet->spec, mark->field), &mark->value);
}

/* What is hidden cannot be looked at. */
static bool is_doubtful(const struct sheet *sheet, const struct copied_mark *mark)
{
    return is_untouched(sheet, mark) && spec_is_visible(sheet->spec, mark->field);
}

bool copied_is_untouched(const struct sheet *sheet, const struct field *field)
{
    for (size_t i = 0; sheet->copied != NULL && i < sheet->copied->count; i++)
        if (sheet->copied->marks[i].field == field)
            return is_untouched(sheet, &sheet->copied->marks[i]);
    return false;
}

size_t copied_count(const struct sheet *sheet)
{
    size_t count = 0;
    for (size_t i = 0; sheet->copied != NULL && i < sheet->copied->count; i++)
        count += is_doubtful(sheet, &sheet->copied->marks[i]) ? 1 : 0;
    return count;
}

static bool is_doubtful_field(const struct sheet *sheet, const struct field *field)
{
    return copied_is_untouched(sheet, field) && spec_is_visible(sheet->spec, field);
}

const struct field *copied_next(const struct sheet *sheet, const struct field *field)
{
    const struct form *form = spec_form(sheet->spec);
    size_t before = field != NULL ? field->index : form->field_count - 1;
    for (size_t i = 1; i <= form->field_count; i++) {
        const struct field *next = &form->fields[(before + i) % form->field_count];
        if (is_doubtful_field(sheet, next))
            return next;
    }
    return NULL;
}

void copied_drop(struct sheet *sheet, const struct field *field)
{
    struct copied *copied = sheet->copied;
    for (size_t i = 0; copied != NULL && i < copied->count; i++)
        if (copied->marks[i].field == field) {
            value_done(&copied->marks[i].value);
            copied->marks[i] = copied->marks[--copied->count];
            break;
        }
}

void copied_accept(struct sheet *sheet, const struct field *field)
{
    copied_drop(sheet, field);
    if (!sheet->is_new)
        copied_keep(sheet, NULL);
}

void copied_check(const struct sheet *sheet, struct findings *findings)
{
    for (size_t i = 0; sheet->copied != NULL && i < sheet->copied->count; i++) {
        const struct copied_mark *mark = &sheet->copied->marks[i];
        if (is_doubtful(sheet, mark))
            findings_add(findings, SEVERITY_INFO, COPIED_RULE, mark->field, FINDING_NO_ROW, NULL,
                         "Copied from %s and not touched since: is it right here?",
                         sheet->copied->from);
    }
}

void copied_sum_up(const struct sheet *sheet, const struct field *field,
                   struct findings *findings)
{
    size_t number = copied_count(sheet);
    size_t kept = 0;
    if (number < 2)
        return;
    for (size_t i = 0; i < findings->count; i++) {
        if (strcmp(findings->items[i].rule, COPIED_RULE) == 0)
            free(findings->items[i].message);
        else
            findings->items[kept++] = findings->items[i];
    }
    findings->count = kept;
    findings_add(findings, SEVERITY_INFO, COPIED_RULE, copied_next(sheet, field), FINDING_NO_ROW,
                 NULL, "%zu fields are as they were copied from %s: are they right here?", number,
                 sheet->copied->from);
}

/* ── the state folder ── */

static void digest_value(const struct field *field, const struct value *value,
                         char digest[DIGEST_SIZE])
{
    struct buffer bytes = {0};
    journal_encode_value(&bytes, field, value);
    digest_bytes(buffer_string(&bytes), bytes.length, digest);
    buffer_done(&bytes);
}

typedef const struct value *value_getter(const struct spec *spec, const struct field *field);

/* "FIELD DIGEST": a mark, if the field still holds that. */
static void read_line(struct sheet *sheet, const char *line, size_t length, value_getter *value_of)
{
    const char *blank = memchr(line, ' ', length);
    char digest[DIGEST_SIZE];
    if (blank == NULL || length - (size_t)(blank - line) != DIGEST_SIZE)
        return;
    char *path = memory_copy_bytes(line, (size_t)(blank - line));
    const struct field *field = form_find_field(spec_form(sheet->spec), path);
    free(path);
    if (field == NULL)
        return;
    const struct value *value = value_of(sheet->spec, field);
    digest_value(field, value, digest);
    if (memcmp(digest, blank + 1, DIGEST_SIZE - 1) == 0)
        add(sheet, field, value);
}

static void read_text(struct sheet *sheet, const char *text, value_getter *value_of)
{
    const char *at = text;
    size_t length = strcspn(at, "\n");
    marks_of(sheet)->from = memory_copy_bytes(at, length);
    while (at[length] == '\n') {
        at += length + 1;
        length = strcspn(at, "\n");
        read_line(sheet, at, length, value_of);
    }
}

void copied_read(struct sheet *sheet)
{
    struct buffer bytes = {0};
    char key[DIGEST_SIZE];
    if (sheet->is_new || sheet->copied != NULL)
        return;
    (void)marks_of(sheet);
    recovery_key(sheet->workspace, sheet->path, key);
    if (state_file_read(sheet->workspace->root, KIND, key, NAME, &bytes))
        read_text(sheet, buffer_string(&bytes), spec_saved_value);
    buffer_done(&bytes);
}

void copied_take(struct sheet *sheet, const char *text)
{
    copied_done(sheet);
    read_text(sheet, text, spec_value);
}

static void write_marks(const struct sheet *sheet, bool all, struct buffer *out)
{
    const struct copied *copied = sheet->copied;
    for (size_t i = 0; i < copied->count; i++) {
        const struct copied_mark *mark = &copied->marks[i];
        char digest[DIGEST_SIZE];
        if (!all && !is_untouched(sheet, mark))
            continue;
        if (out->length == 0)
            buffer_append_format(out, "%s\n", copied->from);
        digest_value(mark->field, &mark->value, digest);
        buffer_append_format(out, "%s %s\n", mark->field->path, digest);
    }
}

/* What was touched may be undone yet. */
void copied_write(const struct sheet *sheet, struct buffer *out)
{
    if (sheet->copied != NULL)
        write_marks(sheet, true, out);
}

static void remove_from(struct sheet *sheet, const char *path)
{
    char key[DIGEST_SIZE];
    recovery_key(sheet->workspace, path, key);
    state_file_write(sheet->workspace->root, KIND, key, NAME, &(struct buffer){0});
}

void copied_keep(struct sheet *sheet, const char *old_path)
{
    struct buffer bytes = {0};
    char key[DIGEST_SIZE];
    const struct copied *copied = sheet->copied;
    if (copied == NULL || copied->from == NULL)
        return;
    write_marks(sheet, false, &bytes);
    recovery_key(sheet->workspace, sheet->path, key);
    state_file_write(sheet->workspace->root, KIND, key, NAME, &bytes);
    if (old_path != NULL && strcmp(old_path, sheet->path) != 0)
        remove_from(sheet, old_path);
    buffer_done(&bytes);
}

void copied_forget(struct sheet *sheet)
{
    remove_from(sheet, sheet->path);
}
