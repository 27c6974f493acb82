/* Bindings stand in the order in which they were read: the first key of a command is the one that
 * the footer shows. In one context a key has one command. */
#include "ui/keymap.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_MAXIMUM = 64 };

struct binding {
    enum keymap_context context;
    enum command command;
    key_code key;
};

struct keymap {
    struct binding *bindings;
    size_t count;
    size_t capacity;
};

/* Where keymap_read() stands. */
struct reader {
    struct keymap *keymap;
    const char *name;
    size_t line;
    struct buffer *problems;
    bool in_context;
    enum keymap_context context;
};

static const char defaults[] =
#include "ui/keys.inc"
    ;

static const char *const context_names[CONTEXT_COUNT] = {
    [CONTEXT_GLOBAL] = "global", [CONTEXT_FORM] = "form",           [CONTEXT_TEXT] = "text",
    [CONTEXT_CHOICE] = "choice", [CONTEXT_PARAGRAPH] = "paragraph", [CONTEXT_LIST] = "list",
    [CONTEXT_TABLE] = "table",   [CONTEXT_PICK] = "pick",           [CONTEXT_ROWS] = "rows",
    [CONTEXT_DIALOG] = "dialog", [CONTEXT_PAGER] = "pager",         [CONTEXT_DATE] = "date",
    [CONTEXT_CALENDAR] = "calendar", [CONTEXT_VERSION] = "version",
    [CONTEXT_HISTORY] = "history", [CONTEXT_COMMIT] = "commit",
};

const char *keymap_context_name(enum keymap_context context)
{
    return context_names[context];
}

struct keymap *keymap_new(void)
{
    struct keymap *keymap = memory_allocate(sizeof *keymap);
    struct buffer problems = {0};
    keymap_read(keymap, "share/keys", defaults, &problems);
    buffer_done(&problems);
    return keymap;
}

void keymap_free(struct keymap *keymap)
{
    if (keymap == NULL)
        return;
    free(keymap->bindings);
    free(keymap);
}

static void drop(struct keymap *keymap, size_t index)
{
    keymap->count--;
    memmove(keymap->bindings + index, keymap->bindings + index + 1,
            (keymap->count - index) * sizeof *keymap->bindings);
}

static void drop_command(struct keymap *keymap, enum keymap_context context, enum command command)
{
    for (size_t i = keymap->count; i-- > 0;)
        if (keymap->bindings[i].context == context && keymap->bindings[i].command == command)
            drop(keymap, i);
}

static void bind(struct keymap *keymap, enum keymap_context context, enum command command,
                 key_code key)
{
    for (size_t i = keymap->count; i-- > 0;)
        if (keymap->bindings[i].context == context && keymap->bindings[i].key == key)
            drop(keymap, i);
    keymap->bindings =
        memory_grow(keymap->bindings, &keymap->capacity, keymap->count, sizeof *keymap->bindings);
    keymap->bindings[keymap->count++] = (struct binding){context, command, key};
}

static void complain(const struct reader *reader, const char *before, const char *word,
                     const char *after)
{
    buffer_append_format(reader->problems, "%s:%zu: %s%s%s\n", reader->name, reader->line, before,
                         word, after);
}

/* Copies the next word of a line; false at its end. A longer word is cut: it names nothing. */
static bool next_word(const char **line, const char *end, char word[WORD_MAXIMUM])
{
    while (*line < end && strchr(" \t\r", **line) != NULL)
        (*line)++;
    size_t length = 0;
    while (*line < end && strchr(" \t\r", **line) == NULL) {
        if (length < WORD_MAXIMUM - 1)
            word[length++] = **line;
        (*line)++;
    }
    word[length] = '\0';
    return length > 0;
}

static void read_context(struct reader *reader, const char *word)
{
    size_t length = strlen(word);
    reader->in_context = false;
    for (size_t i = 0; i < CONTEXT_COUNT; i++) {
        if (length == strlen(context_names[i]) + 2 && word[length - 1] == ']' &&
            strncmp(word + 1, context_names[i], length - 2) == 0) {
            reader->context = (enum keymap_context)i;
            reader->in_context = true;
            return;
        }
    }
    complain(reader, "there is no context ", word, "");
}

static void read_keys(struct reader *reader, enum command command, const char *line,
                      const char *end)
{
    char word[WORD_MAXIMUM];
    size_t keys = 0;
    drop_command(reader->keymap, reader->context, command);
    for (; next_word(&line, end, word); keys++) {
        key_code key = 0;
        if (keys == 0 && strcmp(word, "-") == 0)
            continue;
        if (key_parse(word, &key))
            bind(reader->keymap, reader->context, command, key);
        else
            complain(reader, "there is no key ", word, "");
    }
    if (keys == 0)
        complain(reader, "", command_info(command)->name, " needs keys behind it, or - for none");
}

static void read_line(struct reader *reader, const char *line, const char *end)
{
    char word[WORD_MAXIMUM];
    if (!next_word(&line, end, word) || word[0] == '#')
        return;
    if (word[0] == '[') {
        read_context(reader, word);
        return;
    }
    enum command command = command_find(word);
    if (command == COMMAND_NONE)
        complain(reader, "there is no command ", word, "");
    else if (!reader->in_context)
        complain(reader, "", word, " stands in no [context]");
    else
        read_keys(reader, command, line, end);
}

void keymap_read(struct keymap *keymap, const char *name, const char *text, struct buffer *problems)
{
    struct reader reader = {.keymap = keymap, .name = name, .problems = problems};
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        reader.line++;
        read_line(&reader, text, text + length);
        text += length + (text[length] == '\n');
    }
}

static enum command find_in(const struct keymap *keymap, enum keymap_context context, key_code key)
{
    for (size_t i = 0; i < keymap->count; i++)
        if (keymap->bindings[i].context == context && keymap->bindings[i].key == key)
            return keymap->bindings[i].command;
    return COMMAND_NONE;
}

enum command keymap_find(const struct keymap *keymap, const enum keymap_context *contexts,
                         size_t count, key_code key)
{
    for (size_t i = 0; i < count; i++) {
        enum command command = find_in(keymap, contexts[i], key);
        if (command != COMMAND_NONE)
            return command;
    }
    return find_in(keymap, CONTEXT_GLOBAL, key);
}

static bool key_in(const struct keymap *keymap, enum keymap_context context, enum command command,
                   size_t *n, key_code *key)
{
    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->bindings[i].context != context || keymap->bindings[i].command != command)
            continue;
        if (*n == 0) {
            *key = keymap->bindings[i].key;
            return true;
        }
        (*n)--;
    }
    return false;
}

bool keymap_key(const struct keymap *keymap, enum keymap_context context, enum command command,
                size_t n, key_code *key)
{
    return key_in(keymap, context, command, &n, key);
}

bool keymap_shown_key(const struct keymap *keymap, const enum keymap_context *contexts,
                      size_t count, enum command command, key_code *key)
{
    /* A key that an inner context takes for something else is not shown. */
    for (size_t i = 0; i <= count; i++) {
        enum keymap_context context = i < count ? contexts[i] : CONTEXT_GLOBAL;
        key_code found = 0;
        for (size_t n = 0, left = 0; left = n, key_in(keymap, context, command, &left, &found); n++)
            if (keymap_find(keymap, contexts, count, found) == command) {
                *key = found;
                return true;
            }
    }
    return false;
}
