/* Recording: the journal holds every field that differs from the file, each with the value that the
 * change began with. What is typed is compared with what was recorded last, so that whoever calls
 * need not know what changed. */
#include "workspace/recovery.h"

#include "base/file.h"
#include "base/memory.h"
#include "model/digest.h"
#include "copied_internal.h"
#include "recovery_state_internal.h"
#include "store/version_store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ── keys and headers ── */

void recovery_key(const struct workspace *workspace, const char *path, char key[DIGEST_SIZE])
{
    char *whole = workspace_path_is_outside(path)
                      ? memory_copy_string(path)
                      : memory_format("%s/%s", workspace->root, path);
    char *real = realpath(whole, NULL);
    const char *name = real != NULL ? real : whole;
    digest_bytes(name, strlen(name), key);
    free(real);
    free(whole);
}

/* A spec that was never saved has no path: a name that no other one has. */
static void make_key(const struct workspace *workspace, char key[DIGEST_SIZE])
{
    static unsigned number;
    struct timespec time = {0};
    clock_gettime(CLOCK_REALTIME, &time);
    char *name = memory_format("new\n%s\n%ld\n%lld.%ld\n%u", workspace->root, (long)getpid(),
                               (long long)time.tv_sec, time.tv_nsec, ++number);
    digest_bytes(name, strlen(name), key);
    free(name);
}

static void read_boot(char boot[64])
{
    int descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    ssize_t length = descriptor >= 0 ? read(descriptor, boot, 36) : 0;
    boot[length > 0 ? length : 0] = '\0';
    if (descriptor >= 0)
        close(descriptor);
}

void recovery_write_header(struct sheet *sheet, struct buffer *out)
{
    char boot[64] = "";
    char *path = memory_copy_string(sheet->is_new ? "" : sheet->path);
    struct stat status = {0};
    struct journal_header header = {
        .root = sheet->workspace->root,
        .path = path,
        .form = spec_form(sheet->spec)->name,
        .boot = boot,
        .process = getpid(),
        .started = instant_now(),
    };
    read_boot(boot);
    if (!sheet->is_new) {
        size_t length = 0;
        const char *bytes = spec_file_bytes(sheet->file, &length);
        digest_bytes(bytes, length, header.base);
        if (fstatat(sheet->workspace->directory, path, &status, 0) == 0) {
            header.device = status.st_dev;
            header.inode = status.st_ino;
        }
    }
    journal_write_header(out, &header);
    free(path);
}

/* ── begin and end ── */

static void refuse_changes(struct sheet *sheet, const char *reason)
{
    const struct form *form = spec_form(sheet->spec);
    free(sheet->read_only);
    sheet->read_only = memory_copy_string(reason);
    for (size_t i = 0; i < form->field_count; i++)
        if (spec_read_only_reason(sheet->spec, &form->fields[i]) == NULL)
            spec_load_read_only(sheet->spec, &form->fields[i], reason);
}

void recovery_lock_inode(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    if (recovery->inode_lock >= 0)
        close(recovery->inode_lock);
    recovery->inode_lock = openat(sheet->workspace->directory, sheet->path,
                                  O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    /* A file system without locks has none to respect. */
    if (recovery->inode_lock >= 0 && flock(recovery->inode_lock, LOCK_EX | LOCK_NB) != 0 &&
        errno == EWOULDBLOCK)
        refuse_changes(sheet, "it is open in another ifspec, under another name");
}

static void forget_recorded(struct recovery *recovery)
{
    for (size_t i = 0; i < recovery->count; i++)
        value_done(&recovery->recorded[i]);
    free(recovery->recorded);
    recovery->recorded = NULL;
    recovery->count = 0;
    buffer_done(&recovery->marks);
}

/* Those of a saved spec have a file of their own. */
static void write_marks(const struct sheet *sheet, struct buffer *out)
{
    if (sheet->is_new)
        copied_write(sheet, out);
}

/* What the journal says is, from now on, what the sheet holds. */
static void remember(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    const struct form *form = spec_form(sheet->spec);
    forget_recorded(recovery);
    recovery->count = form->field_count;
    recovery->recorded = memory_allocate((form->field_count + 1) * sizeof *recovery->recorded);
    for (size_t i = 0; i < form->field_count; i++)
        recovery->recorded[i] = value_copy(spec_value(sheet->spec, &form->fields[i]));
    write_marks(sheet, &recovery->marks);
}

static void remove_expired(struct journal_file *file)
{
    size_t count = 0;
    char **names = journal_file_names(file, &count);
    long long oldest = instant_now().seconds - (long long)DISCARDED_DAYS * 24 * 60 * 60;
    size_t prefix = strlen(JOURNAL_DISCARDED);
    for (size_t i = 0; i < count; i++) {
        if (strncmp(names[i], JOURNAL_DISCARDED, prefix) == 0 &&
            strtoll(names[i] + prefix, NULL, 10) < oldest)
            (void)!journal_file_remove(file, names[i], NULL);
        free(names[i]);
    }
    free(names);
}

static void open_journal(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    struct error error = {0};
    free(recovery->off);
    recovery->off = NULL;
    if (journal_file_open(sheet->workspace->root, recovery->key, &recovery->file, &error) == 0)
        remove_expired(recovery->file);
    else if (error.kind == ERROR_REFUSED)
        refuse_changes(sheet, error.text);
    else
        recovery->off = memory_copy_string(error.text);
}

static void begin(struct sheet *sheet, const char *key)
{
    assert(sheet->recovery == NULL);
    sheet->recovery = memory_allocate(sizeof *sheet->recovery);
    sheet->recovery->inode_lock = -1;
    memcpy(sheet->recovery->key, key, DIGEST_SIZE);
    open_journal(sheet);
    if (!sheet->is_new && sheet->read_only == NULL)
        recovery_lock_inode(sheet);
    remember(sheet);
}

void recovery_begin(struct sheet *sheet)
{
    char key[DIGEST_SIZE] = "";
    if (!sheet->is_new && workspace_path_is_outside(sheet->path)) {
        refuse_changes(sheet, "it lies outside the working copy");
        return;
    }
    if (sheet->recovery != NULL)
        return;
    const char *protection =
        sheet->is_new ? NULL
                      : file_write_protection(sheet->workspace->directory, sheet->path);
    if (protection != NULL) {
        refuse_changes(sheet, protection);
        return;
    }
    if (sheet->is_new)
        make_key(sheet->workspace, key);
    else
        recovery_key(sheet->workspace, sheet->path, key);
    begin(sheet, key);
}

int recovery_open_new(struct workspace *workspace, const char *key, const char *form,
                      struct sheet **out, struct error *error)
{
    const struct form *loaded = NULL;
    *out = NULL;
    if (workspace_form(workspace, form, &loaded, error) != 0)
        return -1;
    *out = sheet_make(workspace, loaded);
    begin(*out, key);
    return 0;
}

void recovery_end(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    if (recovery == NULL)
        return;
    journal_file_close(recovery->file);
    if (recovery->inode_lock >= 0)
        close(recovery->inode_lock);
    forget_recorded(recovery);
    free(recovery->damaged);
    free(recovery->off);
    free(recovery);
    sheet->recovery = NULL;
}

const char *recovery_off_reason(const struct sheet *sheet)
{
    return sheet->recovery != NULL ? sheet->recovery->off : NULL;
}

/* ── record ── */

static void write_field(struct sheet *sheet, const struct field *field, struct buffer *out)
{
    journal_write_field(out, field, spec_saved_value(sheet->spec, field),
                        spec_value(sheet->spec, field));
}

/* Everything that differs from the file. */
static int record_all(struct sheet *sheet, struct error *error)
{
    struct recovery *recovery = sheet->recovery;
    const struct form *form = spec_form(sheet->spec);
    struct buffer records = {0};
    struct buffer marks = {0};
    if (!spec_is_modified(sheet->spec))
        return journal_file_remove(recovery->file, JOURNAL_NAME, error);
    recovery_write_header(sheet, &records);
    for (size_t i = 0; i < form->field_count; i++)
        if (spec_field_is_modified(sheet->spec, &form->fields[i]))
            write_field(sheet, &form->fields[i], &records);
    write_marks(sheet, &marks);
    if (marks.length > 0)
        journal_write_marks(&records, marks.bytes, marks.length);
    int result = journal_file_replace(recovery->file, &records, error);
    buffer_done(&marks);
    buffer_done(&records);
    return result;
}

/* One that is taken away is a change, too. */
static size_t find_changed_marks(const struct sheet *sheet, struct buffer *records)
{
    const struct buffer *recorded = &sheet->recovery->marks;
    struct buffer marks = {0};
    write_marks(sheet, &marks);
    bool changed = marks.length != recorded->length ||
                   memcmp(buffer_string(&marks), buffer_string(recorded), marks.length) != 0;
    if (changed)
        journal_write_marks(records, buffer_string(&marks), marks.length);
    buffer_done(&marks);
    return changed;
}

/* 0: nothing changed since the last record. */
static size_t find_changed(struct sheet *sheet, struct buffer *records)
{
    const struct form *form = spec_form(sheet->spec);
    size_t changed = find_changed_marks(sheet, records);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (value_equal(spec_value(sheet->spec, field), &sheet->recovery->recorded[i]))
            continue;
        write_field(sheet, field, records);
        changed++;
    }
    return changed;
}

int recovery_record(struct sheet *sheet, struct error *error)
{
    struct recovery *recovery = sheet->recovery;
    struct buffer records = {0};
    struct error fault = {0};
    int result = 0;
    if (recovery == NULL || sheet->read_only != NULL || recovery->undecided)
        return 0;
    bool failed = recovery->off != NULL;
    if (find_changed(sheet, &records) == 0 && !(failed && spec_is_modified(sheet->spec)))
        goto out;
    if (recovery->file == NULL)
        open_journal(sheet);
    if (recovery->file == NULL) {
        result = error_set(error, ERROR_ENVIRONMENT, "%s",
                           recovery->off != NULL ? recovery->off : sheet->read_only);
        goto out;
    }
    bool anew = failed || !journal_file_is_begun(recovery->file) ||
                !spec_is_modified(sheet->spec) ||
                journal_file_size(recovery->file) + records.length > JOURNAL_REWRITE_SIZE;
    result = anew ? record_all(sheet, &fault)
                  : journal_file_append(recovery->file, &records, &fault);
    free(recovery->off);
    recovery->off = result != 0 ? memory_copy_string(fault.text) : NULL;
    if (result == 0)
        remember(sheet);
    else if (error != NULL)
        *error = fault;
out:
    buffer_done(&records);
    return result;
}

void recovery_rebase(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    struct error fault = {0};
    if (recovery == NULL || recovery->undecided)
        return;
    recovery_lock_inode(sheet);
    remember(sheet);
    if (recovery->file == NULL || record_all(sheet, &fault) == 0)
        return;
    free(recovery->off);
    recovery->off = memory_copy_string(fault.text);
}

int recovery_discard(struct sheet *sheet, struct error *error)
{
    struct recovery *recovery = sheet->recovery;
    if (recovery == NULL || recovery->file == NULL || !journal_file_is_begun(recovery->file))
        return 0;
    char *name = memory_format(JOURNAL_DISCARDED "%lld", (long long)instant_now().seconds);
    int result = journal_file_rename(recovery->file, JOURNAL_NAME, name, error);
    free(name);
    return result;
}

/* ── around a save ── */

struct journal_file *recovery_keep_texts(struct sheet *sheet, const struct buffer *bytes)
{
    struct stat status = {0};
    struct journal_file *file = NULL;
    char key[DIGEST_SIZE] = "";
    if (fstatat(sheet->workspace->directory, sheet->path, &status, 0) != 0 ||
        (status.st_nlink <= 1 && status.st_uid == geteuid()))
        return NULL;
    recovery_key(sheet->workspace, sheet->path, key);
    bool own = sheet->recovery != NULL && sheet->recovery->file != NULL;
    if (own)
        file = sheet->recovery->file;
    else if (journal_file_open(sheet->workspace->root, key, &file, NULL) != 0)
        return NULL;
    struct buffer records = {0};
    size_t length = 0;
    const char *old = spec_file_bytes(sheet->file, &length);
    const struct form *form = spec_form(sheet->spec);
    recovery_write_header(sheet, &records);
    for (size_t i = 0; own && i < form->field_count; i++)
        if (spec_field_is_modified(sheet->spec, &form->fields[i]))
            write_field(sheet, &form->fields[i], &records);
    journal_write_texts(&records, old, length, buffer_string(bytes), bytes->length);
    /* Without a journal the save is as safe as any program's; it is not refused. */
    (void)!journal_file_replace(file, &records, NULL);
    buffer_done(&records);
    if (!own)
        return file;
    return NULL;
}

void recovery_drop_texts(struct journal_file *file, bool saved)
{
    if (file == NULL)
        return;
    if (saved)
        (void)!journal_file_remove(file, JOURNAL_NAME, NULL);
    journal_file_close(file);
}

void recovery_keep_version(struct sheet *sheet)
{
    char key[DIGEST_SIZE] = "";
    size_t length = 0;
    const char *bytes = spec_file_bytes(sheet->file, &length);
    recovery_key(sheet->workspace, sheet->path, key);
    (void)!(sheet->workspace->saves_many ? version_store_keep_unflushed : version_store_keep)(
        sheet->workspace->root, key, bytes, length, NULL);
}

void recovery_after_save(struct sheet *sheet)
{
    struct recovery *recovery = sheet->recovery;
    recovery_keep_version(sheet);
    if (recovery == NULL)
        return;
    if (recovery->file != NULL)
        (void)!journal_file_remove(recovery->file, JOURNAL_NAME, NULL);
    char key[DIGEST_SIZE] = "";
    recovery_key(sheet->workspace, sheet->path, key);
    if (strcmp(key, recovery->key) != 0) {
        journal_file_close(recovery->file);
        recovery->file = NULL;
        memcpy(recovery->key, key, sizeof key);
        open_journal(sheet);
    }
    recovery_lock_inode(sheet);
    remember(sheet);
}
