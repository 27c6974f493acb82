#include "commit_question_internal.h"

#include "ask_internal.h"
#include "base/memory.h"
#include "base/show.h"
#include "command_internal.h"
#include "output_internal.h"
#include "workspace/commit.h"
#include "workspace/trust.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ── Who ── */

static int fail_identity(void)
{
    show_error("Git does not know who you are; tell it once with");
    (void)fputs("    git config --global user.name \"Your Name\"\n"
                "    git config --global user.email you@example.org\n",
                stderr);
    return EXIT_ENVIRONMENT;
}

static int ask_identity(struct workspace *workspace)
{
    struct error error = {0};
    int status = EXIT_DONE;
    char *name = ask_line("Git does not know who you are. Your name");
    char *email = name != NULL ? ask_line("Your mail address") : NULL;
    if (email == NULL || !ask_yes("Keep both in this repository's Git configuration?"))
        status = fail_identity();
    else if (commit_set_identity(workspace, name, email, &error) != 0)
        status = output_error(&error);
    free(email);
    free(name);
    return status;
}

int commit_question_identity(struct workspace *workspace)
{
    struct error error = {0};
    char *name = NULL;
    char *email = NULL;
    int result = commit_identity(workspace, &name, &email, &error);
    free(name);
    free(email);
    if (result == 0)
        return EXIT_DONE;
    if (error.kind != ERROR_NOT_FOUND)
        return output_error(&error);
    return ask_is_possible() ? ask_identity(workspace) : fail_identity();
}

/* ── Where ── */

int commit_question_trust(struct workspace *workspace)
{
    struct error error = {0};
    int status = EXIT_DONE;
    if (!ask_is_possible() || trust_is_given(workspace))
        return EXIT_DONE;
    char *names = trust_programs(workspace);
    if (names != NULL) {
        char *question = memory_format("This repository brings programs that a commit runs: %s.\n"
                                       "Do you trust it, now and later?",
                                       names);
        if (ask_yes(question) && trust_give(workspace, &error) != 0)
            status = output_error(&error);
        free(question);
    }
    free(names);
    return status;
}

int commit_question_branch(struct workspace *workspace)
{
    const char *detachment = commit_detachment(workspace);
    if (detachment == NULL)
        return EXIT_DONE;
    if (!ask_is_possible()) {
        output_warning("%s: keep this commit with `git branch NAME`", detachment);
        return EXIT_DONE;
    }
    char *question = memory_format("%s. Commit there?", detachment);
    int status = ask_yes(question) ? EXIT_DONE : EXIT_FINDINGS;
    free(question);
    return status;
}

/* ── What ── */

static void print_secret(const char *path, const struct finding *finding)
{
    const char *field = finding->field != NULL ? finding->field->path : "";
    char *text =
        memory_format("%s: %s%s%s", path, field, field[0] != '\0' ? ": " : "", finding->message);
    show_error(text);
    free(text);
}

/* How many secrets this one brings; they are printed. */
static int find_secrets(struct workspace *workspace, const char *path, const char *old_path,
                        size_t *count, size_t *others)
{
    struct findings findings = {0};
    size_t secrets = 0;
    /* A file that is no readable spec has no fields to look into. */
    int result = commit_find_problems(workspace, path, old_path, &findings, &secrets, NULL);
    for (size_t i = 0; result == 0 && i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        bool secret = strcmp(finding->rule, "secret") == 0;
        if (secret && secrets > 0)
            print_secret(path, finding);
        else if (!secret && finding->severity != SEVERITY_INFO)
            ++*others;
    }
    findings_done(&findings);
    *count += secrets;
    return result;
}

int commit_question_content(struct workspace *workspace, const char *const *paths, size_t count)
{
    struct commit_renames renames = {0};
    size_t secrets = 0;
    size_t others = 0;
    (void)(commit_renames_find(workspace, paths, count, &renames, NULL) == 0);
    for (size_t i = 0; i < count; i++)
        (void)find_secrets(workspace, paths[i], commit_renamed_from(&renames, paths[i]), &secrets,
                           &others);
    commit_renames_done(&renames);
    if (others > 0)
        output_warning("%zu finding%s (`ifspec check` lists them)", others, others == 1 ? "" : "s");
    if (secrets == 0)
        return EXIT_DONE;
    if (ask_is_possible() && ask_yes("This looks like a secret, and what is committed stays in the "
                                     "history. Commit all the same?"))
        return EXIT_DONE;
    show_error("not committed: this looks like a secret; --no-verify insists");
    return EXIT_FINDINGS;
}
