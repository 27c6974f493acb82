/* Whether a spec still is what was approved. The fingerprint of the approval tells that; how much of
 * it changed tells the version in the history that has this fingerprint. It is looked for in steps,
 * and kept: after that every keystroke can be compared with it. */
#include "base/memory.h"
#include "compare_internal.h"
#include "model/question.h"
#include "sheet_internal.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED_MOST = 3 };

struct sheet_approval {
    char *fingerprint;
    struct history *history; /* the search, under way; or NULL */
    struct approval_search found;
    struct spec *content;    /* NULL: not known (yet) */
};

/* ── the remark ── */

static bool is_changed(const struct spec *spec, const struct spec *content, size_t index)
{
    const struct field *field = &spec_form(spec)->fields[index];
    return field->section != NULL &&
           !value_equal(spec_value(spec, field), spec_value(content, field));
}

/* Append the labels of what changed; returns how many fields that are. */
static int name_changed(const struct spec *spec, const struct spec *content, struct buffer *out)
{
    const struct form *form = spec_form(spec);
    int count = 0;
    for (size_t i = 0; i < form->field_count; i++) {
        if (!is_changed(spec, content, i))
            continue;
        if (out != NULL && count < NAMED_MOST)
            buffer_append_format(out, "%s%s", count > 0 ? ", " : "", form->fields[i].label);
        count++;
    }
    if (out != NULL && count > NAMED_MOST)
        buffer_append_string(out, ", …");
    return count;
}

void approval_check(const struct spec *spec, const struct spec *content, struct findings *findings)
{
    struct approval approval = approval_find(spec);
    const struct field *reviews = spec_form(spec)->reviews;
    struct buffer names = {0};
    if (!approval.exists || (content == NULL && approval.fingerprint[0] == '\0'))
        return;
    int count = content != NULL ? name_changed(spec, content, &names) : 0;
    if (count > 0)
        findings_add(findings, SEVERITY_INFO, "approval", reviews, approval.row, NULL,
                     "Changed since the approval of %s by %s: %d field%s (%s)", approval.date,
                     approval.reviewer, count, count == 1 ? "" : "s", buffer_string(&names));
    else if (content == NULL && !approval_of(spec).current)
        findings_add(findings, SEVERITY_INFO, "approval", reviews, approval.row, NULL,
                     "Changed since the approval of %s by %s; `ifspec diff --since approved` shows it",
                     approval.date, approval.reviewer);
    buffer_done(&names);
}

void sheet_check_approval(const struct sheet *sheet, bool alone, struct findings *findings)
{
    const struct spec *content = sheet->approval != NULL ? sheet->approval->content : NULL;
    if (content != NULL || !alone)
        approval_check(sheet->spec, content, findings);
}

int sheet_count_since_approval(const struct sheet *sheet)
{
    const struct spec *content = sheet->approval != NULL ? sheet->approval->content : NULL;
    return content != NULL && approval_find(sheet->spec).exists
               ? name_changed(sheet->spec, content, NULL)
               : -1;
}

/* ── where a finding leads ── */

static const struct field *first_changed(const struct sheet *sheet)
{
    const struct form *form = spec_form(sheet->spec);
    const struct spec *content = sheet->approval != NULL ? sheet->approval->content : NULL;
    for (size_t i = 0; content != NULL && i < form->field_count; i++)
        if (is_changed(sheet->spec, content, i) &&
            spec_is_visible(sheet->spec, &form->fields[i]))
            return &form->fields[i];
    return NULL;
}

const struct field *sheet_field_of(const struct sheet *sheet, const struct finding *finding)
{
    const struct form *form = spec_form(sheet->spec);
    const struct field *field = finding->field;
    struct question question = {0};
    if (field == NULL || field->section != NULL)
        return field;
    if (field == form->questions && question_at(sheet->spec, finding->row, &question))
        field = question_field(sheet->spec, &question);
    else
        field = strcmp(finding->rule, "approval") == 0 ? first_changed(sheet) : NULL;
    if (field == NULL)
        field = form->status != NULL ? form->status : form->id;
    return field;
}

/* ── the search ── */

void sheet_forget_approval(struct sheet *sheet)
{
    struct sheet_approval *approval = sheet->approval;
    sheet->approval = NULL;
    if (approval == NULL)
        return;
    history_close(approval->history);
    spec_free(approval->content);
    free(approval->fingerprint);
    free(approval->found.commit);
    free(approval->found.path);
    free(approval);
}

static void read_content(struct sheet *sheet, const char *path, const char *revision)
{
    if (history_read_as(sheet->workspace, path, revision, spec_form(sheet->spec),
                        &sheet->approval->content, NULL) != 0)
        sheet->approval->content = NULL;
}

static void begin(struct sheet *sheet)
{
    struct approval approval = approval_of(sheet->spec);
    struct sheet_approval *search = memory_allocate(sizeof *search);
    sheet->approval = search;
    search->fingerprint = memory_copy_string(approval.exists ? approval.fingerprint : "");
    search->found.fingerprint = search->fingerprint;
    if (!approval.exists || sheet->is_new)
        return;
    if (approval.current)
        search->content = spec_copy(sheet->spec);
    else if (approval.fingerprint[0] == '\0')
        read_content(sheet, sheet->path, approval.date);
    else if (history_open(sheet->workspace, sheet->path, &search->history, NULL) != 0)
        search->history = NULL;
}

bool sheet_find_approved(struct sheet *sheet, size_t commits)
{
    if (sheet->approval == NULL) {
        begin(sheet);
        return true;
    }
    struct sheet_approval *search = sheet->approval;
    if (search->history == NULL)
        return false;
    struct approval_search *found = &search->found;
    bool more = history_step(search->history, commits, approval_look_at, found, NULL) > 0;
    if (more && found->commit == NULL)
        return true;
    history_close(search->history);
    search->history = NULL;
    if (found->commit != NULL)
        read_content(sheet, found->path, found->commit);
    return true;
}
