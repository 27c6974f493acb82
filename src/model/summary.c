#include "model/change.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { SUBJECT_COLUMNS = 72 };

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool ends_with(const struct buffer *text, const char *ending)
{
    size_t length = strlen(ending);
    return text->length >= length &&
           memcmp(text->bytes + text->length - length, ending, length) == 0;
}

/* "Smart ID" is "smart ID" inside a sentence: a word keeps its capitals if it has several, one that
 * is not its first letter, or a digit. */
static void append_word(struct buffer *out, const char *word, size_t length)
{
    size_t capitals = 0;
    size_t digits = 0;
    for (size_t i = 0; i < length; i++) {
        capitals += is_upper(word[i]) ? 1 : 0;
        digits += is_digit(word[i]) ? 1 : 0;
    }
    buffer_append(out, word, length);
    if (capitals == 1 && digits == 0 && is_upper(word[0]))
        out->bytes[out->length - length] = (char)(word[0] - 'A' + 'a');
}

static void append_label(struct buffer *out, const char *label)
{
    while (*label != '\0') {
        size_t blanks = strspn(label, " ");
        buffer_append(out, label, blanks);
        label += blanks;
        size_t length = strcspn(label, " ");
        append_word(out, label, length);
        label += length;
    }
}

/* Make the label a plural or a singular. False if it is neither: then it is not counted. */
static bool inflect(struct buffer *label, size_t count)
{
    if (ends_with(label, "(s)")) {
        buffer_truncate(label, label->length - 3);
        buffer_append_string(label, count == 1 ? "" : "s");
        return true;
    }
    if (!ends_with(label, "s") || ends_with(label, "ss") || ends_with(label, "us") ||
        ends_with(label, "is"))
        return false;
    if (count > 1)
        return true;
    if (ends_with(label, "ies")) {
        buffer_truncate(label, label->length - 3);
        buffer_append_byte(label, 'y');
        return true;
    }
    bool has_e = ends_with(label, "sses") || ends_with(label, "xes") || ends_with(label, "ches") ||
                 ends_with(label, "shes");
    buffer_truncate(label, label->length - (has_e ? 2 : 1));
    return true;
}

/* How many rows a run of changes of one field added, 0 if it did anything else. */
static size_t count_added(const struct change *changes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (changes[i].kind != CHANGE_ROW_ADDED)
            return 0;
    return count;
}

/* "2 known errors" or "data volume". */
static char *item_of(const struct change *changes, size_t count)
{
    struct buffer label = {0};
    append_label(&label, changes[0].field->label);
    size_t added = count_added(changes, count);
    if (added == 0 || !inflect(&label, added))
        return buffer_take(&label);
    char *item = memory_format("%zu %s", added, buffer_string(&label));
    buffer_done(&label);
    return item;
}

struct items {
    char **texts;
    size_t count;
};

/* One item for each field. Changes come in form order, those of a field together. The ID of a spec
 * that is renamed was said before. */
static void collect(const struct changes *changes, const struct field *said, struct items *items)
{
    for (size_t i = 0; i < changes->count;) {
        size_t end = i;
        while (end < changes->count && changes->items[end].field == changes->items[i].field)
            end++;
        if (changes->items[i].field != said)
            items->texts[items->count++] = item_of(&changes->items[i], end - i);
        i = end;
    }
}

static bool fits(const char *text)
{
    return utf8_width(text, strlen(text)) <= SUBJECT_COLUMNS;
}

/* "ID: " and the first `shown` items. */
static char *join(const char *id, const struct items *items, size_t shown)
{
    struct buffer out = {0};
    buffer_append_string(&out, id);
    for (size_t i = 0; i < shown; i++) {
        const char *between = id[0] != '\0' ? ": " : "";
        buffer_append_string(&out, i == 0 ? between : ", ");
        buffer_append_string(&out, items->texts[i]);
    }
    if (shown < items->count)
        buffer_append_format(&out, " and %zu more", items->count - shown);
    return buffer_take(&out);
}

static char *cut(char *text)
{
    while (!fits(text))
        text[utf8_previous_cluster(text, strlen(text), strlen(text))] = '\0';
    return text;
}

/* "ID: text", or as much of the ID as there is room for. */
static char *titled(const char *id, const char *text)
{
    char *title = memory_format("%s%s%s", id, id[0] != '\0' ? ": " : "", text);
    if (fits(title))
        return title;
    free(title);
    return cut(memory_copy_string(id));
}

static bool is_renamed(const char *id, const struct spec *before)
{
    return id[0] != '\0' && spec_id(before)[0] != '\0' && strcmp(spec_id(before), id) != 0;
}

/* "renamed from OLD"; the old ID is left to the differences if it does not fit. */
static void add_rename(const char *id, const struct spec *before, struct items *items)
{
    char *title = memory_format("%s: renamed from %s", id, spec_id(before));
    items->texts[items->count++] = memory_copy_string(fits(title) ? title + strlen(id) + 2 : "renamed");
    free(title);
}

char *changes_summarise(const char *id, const struct spec *before, const struct changes *changes)
{
    if (before == NULL)
        return titled(id, "new specification");
    if (changes->count == 0)
        return titled(id, "comments and layout");
    struct items items = {memory_allocate((changes->count + 1) * sizeof(char *)), 0};
    bool renamed = is_renamed(id, before);
    if (renamed)
        add_rename(id, before, &items);
    collect(changes, renamed ? spec_form(before)->id : NULL, &items);
    char *summary = NULL;
    for (size_t shown = items.count; shown > 0 && summary == NULL; shown--) {
        summary = join(id, &items, shown);
        if (fits(summary))
            break;
        free(summary);
        summary = NULL;
    }
    if (summary == NULL) {
        char *text = memory_format("%zu %s", items.count, items.count == 1 ? "field" : "fields");
        summary = titled(id, text);
        free(text);
    }
    for (size_t i = 0; i < items.count; i++)
        free(items.texts[i]);
    free(items.texts);
    return summary;
}

/* Bytes of an ID in front of its version: "APP-S4-SF-CUSTOMER-" of "APP-S4-SF-CUSTOMER-V1". */
static size_t stem_length(const char *id)
{
    const char *hyphen = strrchr(id, '-');
    return hyphen != NULL ? (size_t)(hyphen - id) + 1 : strlen(id);
}

const char *change_subject_without_id(const char *subject, const char *id)
{
    size_t stem = stem_length(id);
    size_t length = strcspn(subject, ": ");
    bool begins = stem > 0 && length >= stem && strncmp(subject, id, stem) == 0 &&
                  memchr(subject + stem, '-', length - stem) == NULL;
    bool is_whole = strncmp(subject + length, ": ", 2) == 0 && subject[length + 2] != '\0';
    return begins && is_whole ? subject + length + 2 : subject;
}
