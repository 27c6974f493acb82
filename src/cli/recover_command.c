#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/recovery.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"restore", 0, NULL, "take the unsaved values and save the specification"},
    {"mine", 0, NULL, "with --restore: the unsaved value wins where both changed"},
    {"theirs", 0, NULL, "with --restore: the file's value wins where both changed"},
    {"delete", 0, NULL, "remove what is unsaved"},
};

/* ── list ── */

static void print_entry(void *context, const struct recovery_entry *entry)
{
    static const char *const states[] = {
        [RECOVERY_OPEN] = "being edited",
        [RECOVERY_LEFT] = "not saved",
        [RECOVERY_KEPT] = "kept for later",
        [RECOVERY_DISCARDED] = "discarded",
    };
    size_t *count = context;
    char when[INSTANT_TEXT_SIZE] = "";
    const char *name = entry->path;
    if (name[0] == '\0')
        name = entry->id[0] != '\0' ? entry->id : "(never saved, no ID)";
    instant_format(entry->when, when);
    if (entry->text)
        output_line("%s  %s  a save that was cut short", name, when);
    else
        output_line("%s  %s  %zu field%s  %s", name, when, entry->fields,
                    entry->fields == 1 ? "" : "s", states[entry->state]);
    ++*count;
}

static void print_left_over(void *context, const struct recovery_left_over *left_over)
{
    size_t *count = context;
    char when[INSTANT_TEXT_SIZE] = "";
    instant_format(left_over->when, when);
    output_line("%s  %s  left by a save that was cut short: %s", left_over->path, when,
                left_over->left_over);
    ++*count;
}

static int list(struct workspace *workspace, struct error *error)
{
    size_t count = 0;
    if (recovery_walk(workspace, print_entry, &count, error) != 0 ||
        recovery_walk_left_overs(workspace, print_left_over, &count, error) != 0)
        return -1;
    if (count == 0)
        output_line("Nothing is unsaved.");
    return EXIT_DONE;
}

/* ── find ── */

/* What is unsaved of one spec: the newest that was not discarded, else the newest that was. */
struct choice {
    const char *name; /* as it was given, and as a path; NULL: there is no such file */
    const char *path;
    bool found;
    bool text;
    bool is_new;
    bool discarded;
    char *key;
    char *form;
    char *journal;
    char *left_over; /* no journal: the temporary file of a save that was cut short */
    char *for_path;  /* the file that it was for, which may not be there */
    bool never_saved;
};

static void choose(void *context, const struct recovery_entry *entry)
{
    struct choice *choice = context;
    bool is_new = entry->path[0] == '\0';
    bool meant = is_new ? strcmp(entry->id, choice->name) == 0
                        : strcmp(entry->path, choice->path != NULL ? choice->path
                                                                   : choice->name) == 0;
    bool discarded = entry->state == RECOVERY_DISCARDED;
    bool better = !choice->found || (choice->discarded && !discarded) || entry->text;
    bool newer = choice->found && choice->discarded == discarded &&
                 strcmp(entry->name, choice->journal) > 0;
    if (!meant || !(better || newer) || choice->text)
        return;
    free(choice->key);
    free(choice->form);
    free(choice->journal);
    choice->found = true;
    choice->text = entry->text;
    choice->is_new = is_new;
    choice->discarded = discarded;
    choice->key = memory_copy_string(entry->key);
    choice->form = memory_copy_string(entry->form);
    choice->journal = memory_copy_string(entry->name);
}

static void choose_left_over(void *context, const struct recovery_left_over *left_over)
{
    struct choice *choice = context;
    const char *path = choice->path != NULL ? choice->path : choice->name;
    if (choice->left_over != NULL || strcmp(left_over->path, path) != 0)
        return;
    choice->left_over = memory_copy_string(left_over->left_over);
    choice->for_path = memory_copy_string(left_over->path);
    choice->never_saved = left_over->never_saved;
}

static void choice_done(struct choice *choice)
{
    free(choice->left_over);
    free(choice->for_path);
    free(choice->key);
    free(choice->form);
    free(choice->journal);
}

/* ── one spec ── */

static void print_offer(const struct recovery_offer *offer)
{
    struct buffer lines = {0};
    reconciliation_describe(&offer->differences, &lines);
    output_text(&lines);
    buffer_done(&lines);
    if (offer->damaged)
        output_warning("the end of what was kept is damaged; this is what is intact");
}

static int restore(struct sheet *sheet, struct recovery_offer *offer,
                   const struct arguments *arguments, struct error *error)
{
    bool decided = arguments_have(arguments, "mine") || arguments_have(arguments, "theirs");
    if (offer->differences.conflicts > 0 && !decided)
        return error_set(error, ERROR_REFUSED,
                         "the file was changed, too: decide with --mine or --theirs, or open it "
                         "in the editor");
    for (size_t i = 0; i < offer->differences.count; i++)
        if (offer->differences.items[i].conflict)
            offer->differences.items[i].take_mine = arguments_have(arguments, "mine");
    if (recovery_restore(sheet, offer, error) != 0 || sheet_save(sheet, error) != 0)
        return -1;
    output_line("Saved %s", sheet_path(sheet));
    return 0;
}

static int run_on_sheet(struct sheet *sheet, const struct choice *choice,
                        const struct arguments *arguments, struct error *error)
{
    struct recovery_offer offer = {0};
    int result = 0;
    if (sheet_read_only_reason(sheet) != NULL)
        return error_set(error, ERROR_REFUSED, "%s: %s", choice->name,
                         sheet_read_only_reason(sheet));
    bool found = recovery_find(sheet, choice->journal, &offer);
    if (!found && recovery_off_reason(sheet) != NULL)
        return error_set(error, ERROR_ENVIRONMENT, "what is unsaved of %s cannot be read: %s",
                         choice->name, recovery_off_reason(sheet));
    if (!found && recovery_damaged(sheet) != NULL)
        return error_set(error, ERROR_ENVIRONMENT,
                         "what is unsaved of %s cannot be read; it is kept in the state folder as "
                         "%s",
                         choice->name, recovery_damaged(sheet));
    if (!found && choice->left_over != NULL) {
        output_line("%s, left by a save that was cut short, has no value that %s has not; compare "
                    "them, --delete removes it.",
                    choice->left_over, choice->for_path);
        return 0;
    }
    if (!found) {
        output_line("Nothing of %s differs from the file.", choice->name);
        return 0;
    }
    if (arguments_have(arguments, "restore"))
        result = restore(sheet, &offer, arguments, error);
    else if (arguments_have(arguments, "delete"))
        result = recovery_delete(sheet, &offer, error);
    else
        print_offer(&offer);
    recovery_offer_done(&offer);
    return result;
}

static int recover(struct workspace *workspace, struct choice *choice,
                   const struct arguments *arguments, struct error *error)
{
    struct sheet *sheet = NULL;
    if (choice->text && arguments_have(arguments, "restore")) {
        if (recovery_finish_save(workspace, choice->path, error) != 0)
            return -1;
        output_line("Saved %s", choice->path);
        return 0;
    }
    if (choice->text) {
        output_line("A save of %s was cut short; --restore finishes it.", choice->path);
        return 0;
    }
    if (choice->is_new) {
        if (recovery_open_new(workspace, choice->key, choice->form, &sheet, error) != 0)
            return -1;
    } else if (choice->path == NULL) {
        struct buffer text = {0};
        int described = recovery_describe(workspace, choice->key, choice->journal, &text, error);
        if (described == 0)
            output_text(&text);
        buffer_done(&text);
        return described;
    } else {
        if (sheet_open(workspace, choice->path, &sheet, error) != 0)
            return -1;
        recovery_begin(sheet);
    }
    int result = run_on_sheet(sheet, choice, arguments, error);
    sheet_close(sheet);
    return result;
}

static int recover_left_over(struct workspace *workspace, struct choice *choice,
                             const struct arguments *arguments, struct error *error)
{
    struct recovery_left_over left_over = {.left_over = choice->left_over,
                                           .path = choice->for_path};
    int result = 0;
    if (arguments_have(arguments, "delete")) {
        result = recovery_drop_left_over(workspace, &left_over, error);
        if (result == 0)
            output_line("Removed %s", choice->left_over);
    } else if (!choice->never_saved) {
        return recover(workspace, choice, arguments, error);
    } else if (arguments_have(arguments, "restore")) {
        result = recovery_take_left_over(workspace, &left_over, error);
        if (result == 0)
            output_line("Saved %s", choice->for_path);
    } else {
        output_line("%s was never saved; its text is in %s. --restore makes it the file.",
                    choice->for_path, choice->left_over);
    }
    return result;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    struct error missing = {0};
    struct choice choice = {0};
    char *path = NULL;
    int status = -1;
    if (session_open(&session, false, &error) != 0)
        goto out;
    if (arguments->operand_count == 0) {
        status = list(session.workspace, &error);
        goto out;
    }
    choice.name = arguments->operands[0];
    if (workspace_find(session.workspace, choice.name, &path, &missing) == 0)
        choice.path = path;
    if (recovery_walk(session.workspace, choose, &choice, &error) != 0)
        goto out;
    if (!choice.found &&
        recovery_walk_left_overs(session.workspace, choose_left_over, &choice, &error) != 0)
        goto out;
    if (choice.left_over != NULL) {
        if (recover_left_over(session.workspace, &choice, arguments, &error) == 0)
            status = EXIT_DONE;
        goto out;
    }
    if (!choice.found && choice.path == NULL) {
        error = missing;
        goto out;
    }
    if (!choice.found) {
        output_line("Nothing of %s is unsaved.", choice.path);
        status = EXIT_DONE;
    } else if (recover(session.workspace, &choice, arguments, &error) == 0) {
        status = EXIT_DONE;
    }
out:
    if (status < 0)
        status = output_error(&error);
    choice_done(&choice);
    free(path);
    session_close(&session);
    return status;
}

const struct command recover_command = {
    .name = "recover",
    .also = true,
    .operands = "[SPEC]",
    .summary = "unsaved text after a crash, or put aside",
    .details = "Without SPEC all unsaved work of this working copy is listed; with SPEC it is "
               "compared with the\nfile, field by field. Nothing is changed without an option. "
               "Discarded work stays for 14 days.",
    .example = "ifspec recover APP-S4-SF-CUSTOMER-V1 --restore",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 0,
    .most_operands = 1,
    .run = run,
};
