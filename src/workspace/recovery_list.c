/* All journals of a working copy, and saves that were cut short. */
#include "workspace/recovery.h"

#include "base/file.h"
#include "base/memory.h"
#include "recovery_state_internal.h"
#include "store/state_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct listing {
    struct workspace *workspace;
    void (*visit)(void *context, const struct recovery_entry *entry);
    void *context;
    struct error *error; /* the last fault */
    int result;
};

static bool is_owned(int folder)
{
    int lock = openat(folder, "lock", O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    bool owned = lock >= 0 && flock(lock, LOCK_SH | LOCK_NB) != 0;
    if (lock >= 0)
        close(lock);
    return owned;
}

static bool has_prefix(const char *name, const char *prefix)
{
    return strncmp(name, prefix, strlen(prefix)) == 0;
}

/* What was typed as the ID of a spec that was never saved; owned. */
static char *find_id(struct workspace *workspace, const struct journal_content *content)
{
    const struct form *form = NULL;
    struct value id = {0};
    if (workspace_form(workspace, content->header.form, &form, NULL) == 0)
        for (size_t i = 0; i < content->count; i++)
            if (strcmp(content->fields[i].path, form->id->path) == 0 &&
                !journal_read_value(content->fields[i].value, content->fields[i].value_length,
                                    form->id, &id))
                value_set_text(&id, "");
    char *text = memory_copy_string(value_text(&id));
    value_done(&id);
    return text;
}

static void list_journal(struct listing *listing, const char *key, int folder,
                         const char *name)
{
    struct buffer bytes = {0};
    struct journal_content content = {0};
    struct error error = {0};
    char *id = NULL;
    bool left = strcmp(name, JOURNAL_NAME) == 0;
    if (!left && !has_prefix(name, JOURNAL_KEPT) && !has_prefix(name, JOURNAL_DISCARDED))
        return;
    if (file_read_beneath(folder, name, JOURNAL_SIZE_LIMIT, &bytes, &error) != 0) {
        if (error.kind == ERROR_ENVIRONMENT)
            listing->result = error_set(listing->error, error.kind, "%s", error.text);
        goto out;
    }
    if (journal_parse(buffer_string(&bytes), bytes.length, &content, NULL) != 0 ||
        strcmp(content.header.root, listing->workspace->root) != 0)
        goto out;
    id = find_id(listing->workspace, &content);
    struct recovery_entry entry = {
        .key = key,
        .name = name,
        .path = content.header.path,
        .form = content.header.form,
        .id = id,
        .when = content.header.started,
        .state = !left ? (has_prefix(name, JOURNAL_KEPT) ? RECOVERY_KEPT : RECOVERY_DISCARDED)
                 : is_owned(folder) ? RECOVERY_OPEN
                                    : RECOVERY_LEFT,
        .fields = content.count,
        .text = content.new_text != NULL,
    };
    listing->visit(listing->context, &entry);
out:
    free(id);
    journal_content_done(&content);
    buffer_done(&bytes);
}

static void list_folder(void *context, const char *key, int folder)
{
    size_t count = 0;
    char **names = state_folder_names(folder, &count);
    for (size_t i = 0; i < count; i++) {
        list_journal(context, key, folder, names[i]);
        free(names[i]);
    }
    free(names);
}

int recovery_walk(struct workspace *workspace,
                  void (*visit)(void *context, const struct recovery_entry *entry), void *context,
                  struct error *error)
{
    struct listing listing = {workspace, visit, context, error, 0};
    if (workspace->root[0] == '\0')
        return 0;
    int walked = state_folder_walk(workspace->root, "journal", list_folder, &listing, error);
    return walked != 0 ? walked : listing.result;
}

int recovery_describe(struct workspace *workspace, const char *key, const char *name,
                      struct buffer *out, struct error *error)
{
    struct buffer bytes = {0};
    struct journal_content content = {0};
    int result = -1;
    int folder = state_folder_find(workspace->root, "journal", key);
    if (folder < 0)
        return error_set(error, ERROR_NOT_FOUND, "the recovery journal is gone");
    if (file_read_beneath(folder, name, JOURNAL_SIZE_LIMIT, &bytes, error) != 0 ||
        journal_parse(buffer_string(&bytes), bytes.length, &content, error) != 0)
        goto out;
    for (size_t i = 0; i < content.count; i++) {
        buffer_append_format(out, "%s: ", content.fields[i].path);
        journal_describe_value(content.fields[i].value, content.fields[i].value_length, out);
        buffer_append_byte(out, '\n');
    }
    result = 0;
out:
    journal_content_done(&content);
    buffer_done(&bytes);
    close(folder);
    return result;
}

/* Whether the file is what a save that was cut short can have left: one of the two texts, or any
 * mixture of them. Anything else is another program's. */
static bool is_between(const struct buffer *now, const struct journal_content *content)
{
    size_t longest = content->old_length > content->new_length ? content->old_length
                                                               : content->new_length;
    bool possible = now->length <= longest;
    for (size_t i = 0; i < now->length && possible; i++) {
        char byte = now->bytes[i];
        possible = (i < content->old_length && byte == content->old_text[i]) ||
                   (i < content->new_length && byte == content->new_text[i]);
    }
    return possible;
}

static bool holds(const struct buffer *now, const char *text, size_t length)
{
    return now->length == length && memcmp(buffer_string(now), text, length) == 0;
}

int recovery_check_whole(struct workspace *workspace, const char *path, const struct buffer *now,
                         struct error *error)
{
    struct journal_content content = {0};
    struct buffer bytes = {0};
    char key[DIGEST_SIZE] = "";
    int result = 0;
    recovery_key(workspace, path, key);
    int folder = state_folder_find(workspace->root, "journal", key);
    if (folder < 0)
        return 0;
    if (file_read_beneath(folder, JOURNAL_NAME, JOURNAL_SIZE_LIMIT, &bytes, NULL) == 0 &&
        journal_parse(buffer_string(&bytes), bytes.length, &content, NULL) == 0 &&
        content.new_text != NULL && !holds(now, content.old_text, content.old_length) &&
        !holds(now, content.new_text, content.new_length) && is_between(now, &content))
        result = error_set(error, ERROR_REFUSED,
                           "a save of %s was cut short: `ifspec recover %s --restore` finishes it",
                           path, path);
    journal_content_done(&content);
    buffer_done(&bytes);
    close(folder);
    return result;
}

static int finish_save(struct workspace *workspace, const char *path,
                       const struct journal_content *content, struct error *error)
{
    struct buffer now = {0};
    int result = -1;
    if (workspace_read_bytes(workspace, path, &now, error) != 0)
        goto out;
    if (!is_between(&now, content)) {
        (void)error_set(error, ERROR_CHANGED, "%s was changed by another program since", path);
        goto out;
    }
    struct file_base base = {buffer_string(&now), now.length};
    result = file_save_beneath(workspace->directory, path, content->new_text, content->new_length,
                               &base, false, error);
out:
    buffer_done(&now);
    return result;
}

int recovery_finish_save(struct workspace *workspace, const char *path, struct error *error)
{
    struct journal_file *file = NULL;
    struct journal_content content = {0};
    struct buffer bytes = {0};
    char key[DIGEST_SIZE] = "";
    int result = -1;
    recovery_key(workspace, path, key);
    if (journal_file_open(workspace->root, key, &file, error) != 0)
        return -1;
    if (journal_file_read(file, JOURNAL_NAME, &bytes, NULL) != 0 ||
        journal_parse(buffer_string(&bytes), bytes.length, &content, NULL) != 0 ||
        content.new_text == NULL) {
        (void)error_set(error, ERROR_NOT_FOUND, "no save of %s was cut short", path);
        goto out;
    }
    result = finish_save(workspace, path, &content, error);
    if (result == 0)
        result = journal_file_remove(file, JOURNAL_NAME, error);
out:
    journal_content_done(&content);
    buffer_done(&bytes);
    journal_file_close(file);
    return result;
}
