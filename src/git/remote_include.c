/* [includeIf "hasconfig:remote.*.url:PATTERN"], with which people have another address for the
 * servers of a company. libgit2 1.5 passes it over, and a commit would carry the wrong name. Read
 * from the user's own configuration only. (Its iterators with a pattern lose memory.) */
#include "repository_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char condition[] = "includeif.hasconfig:remote.*.url:";

/* As git matches it: `**` stands for anything, `*` and `?` for what is no slash. */
static bool matches(const char *pattern, const char *text)
{
    if (pattern[0] == '\0')
        return text[0] == '\0';
    if (pattern[0] != '*') {
        bool same = pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0];
        return text[0] != '\0' && same && matches(pattern + 1, text + 1);
    }
    bool all = pattern[1] == '*';
    const char *rest = pattern + strspn(pattern, "*");
    for (;; text++) {
        if (matches(rest, text))
            return true;
        if (text[0] == '\0' || (!all && text[0] == '/'))
            return false;
    }
}

/* Between the condition and ".path". */
static char *pattern_of(const char *name)
{
    size_t length = strlen(name);
    size_t before = sizeof condition - 1;
    size_t behind = sizeof ".path" - 1;
    if (length <= before + behind || strncmp(name, condition, before) != 0)
        return NULL;
    return memory_copy_bytes(name + before, length - before - behind);
}

static bool is_remote_url(const char *name)
{
    size_t length = strlen(name);
    return strncmp(name, "remote.", 7) == 0 && length > 11 &&
           strcmp(name + length - 4, ".url") == 0;
}

static bool has_remote(git_config *config, const char *pattern)
{
    git_config_iterator *iterator = NULL;
    git_config_entry *entry = NULL;
    bool found = false;
    if (git_config_iterator_new(&iterator, config) == 0)
        while (!found && git_config_next(&entry, iterator) == 0)
            found = is_remote_url(entry->name) && entry->value != NULL &&
                    matches(pattern, entry->value);
    git_config_iterator_free(iterator);
    return found;
}

/* A relative path begins where the user's configuration is, which is at home. */
static char *read_key(const char *value, const char *key)
{
    git_config *file = NULL;
    git_buf text = {0};
    char *copy = NULL;
    bool relative = value[0] != '/' && value[0] != '~';
    char *path = repository_expand_home(memory_format("%s%s", relative ? "~/" : "", value));
    if (git_config_open_ondisk(&file, path) == 0 &&
        git_config_get_string_buf(&text, file, key) == 0)
        copy = memory_copy_string(text.ptr);
    git_buf_dispose(&text);
    git_config_free(file);
    free(path);
    return copy;
}

char *remote_include_setting(git_config *config, const char *key)
{
    git_config_iterator *iterator = NULL;
    git_config_entry *entry = NULL;
    char *last = NULL;
    if (git_config_iterator_new(&iterator, config) == 0)
        while (git_config_next(&entry, iterator) == 0) {
            char *pattern = pattern_of(entry->name);
            bool counts = pattern != NULL && entry->value != NULL &&
                          entry->level < GIT_CONFIG_LEVEL_LOCAL && has_remote(config, pattern);
            char *found = counts ? read_key(entry->value, key) : NULL;
            if (found != NULL) {
                free(last);
                last = found;
            }
            free(pattern);
        }
    git_config_iterator_free(iterator);
    return last;
}
