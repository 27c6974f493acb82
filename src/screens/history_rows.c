#include "base/memory.h"
#include "base/utf8.h"

#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

void history_rows_done(struct history_rows *rows)
{
    for (size_t i = 0; i < rows->version_count; i++) {
        free(rows->versions[i].commit);
        free(rows->versions[i].path);
        free(rows->versions[i].author);
        free(rows->versions[i].subject);
    }
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->items[i].field);
        change_text_done(&rows->items[i].change);
        free(rows->items[i].text);
    }
    free(rows->versions);
    free(rows->items);
    free(rows->shown);
    free(rows->only_field);
    *rows = (struct history_rows){0};
}

static void add_row(struct history_rows *rows, struct history_row row)
{
    row.version = rows->version_count - 1;
    rows->items = memory_grow(rows->items, &rows->capacity, rows->count, sizeof *rows->items);
    rows->items[rows->count++] = row;
}

static void add_note(struct history_rows *rows, enum history_row_kind kind, char *take)
{
    add_row(rows, (struct history_row){.kind = kind, .text = take});
}

static struct history_version *add_version(struct history_rows *rows)
{
    rows->versions = memory_grow(rows->versions, &rows->version_capacity, rows->version_count,
                                 sizeof *rows->versions);
    struct history_version *version = &rows->versions[rows->version_count++];
    *version = (struct history_version){0};
    add_row(rows, (struct history_row){.kind = ROW_COMMIT});
    return version;
}

static void add_changes(struct history_rows *rows, const struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        struct history_row row = {.kind = ROW_CHANGE,
                                  .field = memory_copy_string(change->field->path)};
        change_text_make(change, &row.change);
        add_row(rows, row);
    }
}

/* A subject mostly begins with the ID, which the heading says already: the present one, or the one
 * that the file is called after in this commit. */
static const char *subject_in(const struct history_entry *entry, const char *id)
{
    const char *slash = strrchr(entry->path, '/');
    const char *name = slash != NULL ? slash + 1 : entry->path;
    char *stem = memory_copy_bytes(name, strcspn(name, "."));
    const char *subject =
        change_subject_without_id(change_subject_without_id(entry->subject, id), stem);
    free(stem);
    return subject;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* "16:20" of RFC 3339; "" for what is no date. */
static void format_clock(struct instant when, char text[CLOCK_TEXT_SIZE])
{
    enum { CLOCK_COLUMN = 11 };
    char whole[INSTANT_TEXT_SIZE];
    instant_format(when, whole);
    text[0] = '\0';
    if (strlen(whole) >= CLOCK_COLUMN + CLOCK_TEXT_SIZE) {
        memcpy(text, whole + CLOCK_COLUMN, CLOCK_TEXT_SIZE - 1);
        text[CLOCK_TEXT_SIZE - 1] = '\0';
    }
}

/* Of a first version the fields would only fill the screen. */
static void add_beginning(struct history_rows *rows, const struct changes *changes)
{
    size_t count = changes_count_fields(changes);
    add_note(rows, ROW_BEGINNING,
             memory_format("new, %zu field%s answered", count, count == 1 ? "" : "s"));
    add_changes(rows, changes);
}

/* The version that was added last has its file from another path, which only the next one tells. */
static void add_rename(struct history_rows *rows, const char *path)
{
    const struct history_version *last =
        rows->version_count > 0 ? &rows->versions[rows->version_count - 1] : NULL;
    if (last != NULL && last->path != NULL && !last->created && strcmp(last->path, path) != 0)
        add_note(rows, ROW_NOTE, memory_format("renamed from %s", path));
}

void history_rows_add(struct history_rows *rows, const char *id, const struct history_entry *entry)
{
    add_rename(rows, entry->path);
    struct history_version *version = add_version(rows);
    version->commit = memory_copy_string(entry->commit);
    version->path = memory_copy_string(entry->path);
    version->author = memory_copy_string(entry->author);
    rows->author_width = most(rows->author_width, utf8_width(entry->author, strlen(entry->author)));
    version->subject = memory_copy_string(subject_in(entry, id));
    version->created = entry->created;
    version->field_count = changes_count_fields(entry->changes);
    date_format(instant_date(entry->when), version->date);
    format_clock(entry->when, version->time);
    if (entry->problem != NULL)
        add_note(rows, ROW_PROBLEM, memory_copy_string(entry->problem));
    else if (entry->is_cut)
        add_note(rows, ROW_NOTE, memory_copy_string("the history begins here (shallow clone)"));
    else if (entry->created)
        add_beginning(rows, entry->changes);
    else if (entry->changes->count == 0)
        add_note(rows, ROW_NOTE, memory_copy_string("no field changed"));
    else
        add_changes(rows, entry->changes);
}

void history_rows_add_pending(struct history_rows *rows, const char *path,
                              const struct changes *changes, bool existed)
{
    struct history_version *version = add_version(rows);
    version->path = memory_copy_string(path);
    version->author = memory_copy_string("");
    version->subject = memory_copy_string(existed ? "Not committed yet" : "New, not committed yet");
    version->field_count = changes_count_fields(changes);
    version->created = !existed;
    if (existed)
        add_changes(rows, changes);
    else
        add_beginning(rows, changes);
}

/* ── marks ── */

void history_rows_mark(struct history_rows *rows, struct history_row *row)
{
    bool marked = !row->marked;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].field != NULL && strcmp(rows->items[i].field, row->field) == 0)
            rows->items[i].marked = false;
    row->marked = marked;
}

struct history_choice *history_rows_choices(const struct history_rows *rows, size_t *count)
{
    struct history_choice *choices = memory_allocate((rows->count + 1) * sizeof *choices);
    *count = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].marked)
            choices[(*count)++] = (struct history_choice){&rows->versions[rows->items[i].version],
                                                          rows->items[i].field, HISTORY_OTHER};
    return choices;
}

/* ── which are shown ── */

static bool changes_field(const struct history_rows *rows, size_t commit)
{
    for (size_t i = commit + 1; i < rows->count && rows->items[i].kind != ROW_COMMIT; i++)
        if (rows->items[i].field != NULL && strcmp(rows->items[i].field, rows->only_field) == 0)
            return true;
    return false;
}

static bool is_shown(const struct history_rows *rows, size_t index)
{
    const struct history_row *row = &rows->items[index];
    const struct history_version *version = &rows->versions[row->version];
    if (rows->only_field != NULL)
        return row->kind == ROW_COMMIT
                   ? changes_field(rows, index)
                   : row->field != NULL && strcmp(row->field, rows->only_field) == 0;
    return row->kind != ROW_CHANGE || !version->created || version->expanded;
}

void history_rows_show(struct history_rows *rows)
{
    rows->shown = memory_resize(rows->shown, rows->count + 1, sizeof *rows->shown);
    rows->shown_count = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (is_shown(rows, i))
            rows->shown[rows->shown_count++] = i;
}
