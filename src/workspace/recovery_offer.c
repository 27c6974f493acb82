/* Offering what a session before left behind, against the file as it is now. */
#include "workspace/recovery.h"

#include "base/memory.h"
#include "copied_internal.h"
#include "reconcile_internal.h"
#include "recovery_state_internal.h"

#include <stdlib.h>
#include <string.h>

/* The journal of the last session, else the newest that was kept. */
static char *choose_journal(const struct journal_file *file)
{
    size_t count = 0;
    char **names = journal_file_names(file, &count);
    char *chosen = NULL;
    for (size_t i = 0; i < count; i++) {
        bool left = strcmp(names[i], JOURNAL_NAME) == 0 && !journal_file_is_begun(file);
        bool kept = strncmp(names[i], JOURNAL_KEPT, strlen(JOURNAL_KEPT)) == 0;
        if (left || (kept && (chosen == NULL || strcmp(chosen, JOURNAL_NAME) != 0))) {
            free(chosen);
            chosen = memory_copy_string(names[i]);
        }
        free(names[i]);
    }
    free(names);
    return chosen;
}

static bool is_same_file(const struct sheet *sheet, const struct journal_header *header)
{
    char digest[DIGEST_SIZE] = "";
    size_t length = 0;
    const char *bytes = spec_file_bytes(sheet->file, &length);
    if (sheet->is_new)
        return header->base[0] == '\0';
    digest_bytes(bytes, length, digest);
    return strcmp(digest, header->base) == 0;
}

/* 1: something is there that is not in the file; 0: everything is; -1: it cannot be read. */
static int compare(struct sheet *sheet, const struct buffer *bytes, struct recovery_offer *offer)
{
    struct journal_content content = {0};
    int result = -1;
    if (journal_parse(buffer_string(bytes), bytes->length, &content, NULL) != 0)
        goto out;
    bool same_file = is_same_file(sheet, &content.header);
    offer->when = content.header.started;
    offer->damaged = content.damaged;
    offer->file_changed = !same_file;
    for (size_t i = 0; i < content.count; i++) {
        const struct journal_field *field = &content.fields[i];
        struct own_change change = {field->path, field->base, field->base_length, field->value,
                                    field->value_length};
        reconciliation_add(&offer->differences, sheet->spec, &change, same_file);
    }
    if (content.marks != NULL && sheet->is_new)
        offer->marks = memory_copy_bytes(content.marks, content.marks_length);
    result = offer->differences.count > 0 || content.damaged ? 1 : 0;
out:
    journal_content_done(&content);
    return result;
}

/* The disk may answer the next time: until then nothing may take the journal's place. */
static void leave_alone(struct recovery *recovery, const struct error *error)
{
    free(recovery->off);
    recovery->off = memory_copy_string(error->text);
    recovery->undecided = true;
}

/* One that cannot be read is not in the way of the next, and not removed. False: it is. */
static bool put_damaged_aside(struct recovery *recovery, const char *name)
{
    char *aside = strcmp(name, JOURNAL_NAME) != 0
                      ? memory_format("damaged-%s", name)
                      : memory_format("damaged-%lld", (long long)instant_now().seconds);
    bool done = journal_file_rename(recovery->file, name, aside, NULL) == 0;
    free(recovery->damaged);
    recovery->damaged = aside;
    return done;
}

enum found { FOUND_OFFER, FOUND_NOTHING, FOUND_DAMAGED, FOUND_FAULT };

static enum found look_into(struct sheet *sheet, const char *name, struct recovery_offer *offer)
{
    struct recovery *recovery = sheet->recovery;
    struct buffer bytes = {0};
    struct error error = {0};
    int differs = -1;
    if (journal_file_read(recovery->file, name, &bytes, &error) == 0)
        differs = compare(sheet, &bytes, offer);
    buffer_done(&bytes);
    /* A name that was listed and is not there now was listed in another folder. */
    if (error.kind == ERROR_ENVIRONMENT || error.kind == ERROR_NOT_FOUND) {
        leave_alone(recovery, &error);
        return FOUND_FAULT;
    }
    if (differs == 0)
        return FOUND_NOTHING;
    return offer->differences.count > 0 ? FOUND_OFFER : FOUND_DAMAGED;
}

bool recovery_find(struct sheet *sheet, const char *name, struct recovery_offer *offer)
{
    struct recovery *recovery = sheet->recovery;
    *offer = (struct recovery_offer){0};
    if (recovery == NULL || recovery->file == NULL || sheet->read_only != NULL)
        return false;
    for (;;) {
        char *chosen = name != NULL ? memory_copy_string(name) : choose_journal(recovery->file);
        if (chosen == NULL) {
            recovery->undecided = recovery_find_left_over(sheet, offer);
            return recovery->undecided;
        }
        enum found found = look_into(sheet, chosen, offer);
        if (found == FOUND_OFFER) {
            offer->name = chosen;
            recovery->undecided = true;
            return true;
        }
        if (found == FOUND_NOTHING)
            (void)!journal_file_remove(recovery->file, chosen, NULL);
        bool next = found == FOUND_DAMAGED && put_damaged_aside(recovery, chosen) && name == NULL;
        free(chosen);
        recovery_offer_done(offer);
        if (!next)
            return false;
    }
}

const char *recovery_damaged(const struct sheet *sheet)
{
    return sheet->recovery != NULL ? sheet->recovery->damaged : NULL;
}

void recovery_offer_done(struct recovery_offer *offer)
{
    free(offer->name);
    free(offer->marks);
    reconciliation_done(&offer->differences);
    *offer = (struct recovery_offer){0};
}

static bool takes_all(const struct reconciliation *differences)
{
    for (size_t i = 0; i < differences->count; i++)
        if (!differences->items[i].take_mine)
            return false;
    return true;
}

static int put_aside(struct sheet *sheet, const struct recovery_offer *offer, struct error *error)
{
    struct journal_file *file = sheet->recovery->file;
    if (offer->left_over)
        return 0;
    if (strcmp(offer->name, JOURNAL_NAME) != 0)
        return 0;
    char *name = memory_format(JOURNAL_KEPT "%lld", (long long)offer->when.seconds);
    int result = journal_file_rename(file, JOURNAL_NAME, name, error);
    free(name);
    return result;
}

int recovery_restore(struct sheet *sheet, struct recovery_offer *offer, struct error *error)
{
    struct recovery *recovery = sheet->recovery;
    bool all = takes_all(&offer->differences) && !offer->damaged;
    recovery->undecided = false;
    reconciliation_apply(&offer->differences, sheet->spec);
    if (offer->marks != NULL)
        copied_take(sheet, offer->marks);
    /* What was taken is in the journal before the left-over goes. */
    if (offer->left_over) {
        if (recovery_record(sheet, error) != 0)
            return -1;
        return all ? recovery_remove_left_over(sheet, offer->name, error) : 0;
    }
    /* What was not taken stays where it is, under a name that the new journal does not replace. */
    if (!all && put_aside(sheet, offer, error) != 0)
        return -1;
    if (recovery_record(sheet, error) != 0)
        return -1;
    if (all && strcmp(offer->name, JOURNAL_NAME) != 0)
        return journal_file_remove(recovery->file, offer->name, error);
    return 0;
}

int recovery_keep(struct sheet *sheet, const struct recovery_offer *offer, struct error *error)
{
    sheet->recovery->undecided = false;
    return put_aside(sheet, offer, error);
}

int recovery_delete(struct sheet *sheet, const struct recovery_offer *offer, struct error *error)
{
    sheet->recovery->undecided = false;
    if (offer->left_over)
        return recovery_remove_left_over(sheet, offer->name, error);
    return journal_file_remove(sheet->recovery->file, offer->name, error);
}
