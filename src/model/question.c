#include "model/question.h"

#include <string.h>

static const char *cell(const struct spec *spec, const struct value *row, const char *column)
{
    const struct field *found = field_find_column(spec_form(spec)->questions, column);
    if (found == NULL || row->kind != VALUE_ROW || found->index >= row->count)
        return "";
    return value_text(&row->items[found->index]);
}

/* "overview.artefacts[2].name" is about overview.artefacts, too. */
static bool is_about(const char *address, const struct field *field)
{
    size_t length = strlen(field->path);
    return strncmp(address, field->path, length) == 0 &&
           (address[length] == '\0' || address[length] == '[' || address[length] == '.');
}

bool question_at(const struct spec *spec, size_t row, struct question *question)
{
    const struct value *table = spec_value(spec, spec_form(spec)->questions);
    if (table->kind != VALUE_LIST || row >= table->count)
        return false;
    const struct value *cells = &table->items[row];
    *question = (struct question){
        .text = cell(spec, cells, "question"),
        .with = cell(spec, cells, "with"),
        .raised = cell(spec, cells, "raised"),
        .address = cell(spec, cells, "field"),
        .status = cell(spec, cells, "status"),
        .answer = cell(spec, cells, "answer"),
        .row = row,
    };
    return true;
}

bool question_is_open(const struct question *question)
{
    return question->status[0] == '\0' || strcmp(question->status, "open") == 0;
}

bool question_find_open(const struct spec *spec, const struct field *field, size_t from,
                        struct question *question)
{
    for (size_t i = from; question_at(spec, i, question); i++)
        if (question_is_open(question) && is_about(question->address, field))
            return true;
    return false;
}

const struct field *question_field(const struct spec *spec, const struct question *question)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++)
        if (form->fields[i].section != NULL && is_about(question->address, &form->fields[i]))
            return &form->fields[i];
    return NULL;
}

void question_list_open(const struct spec *spec, struct findings *findings)
{
    struct question question = {0};
    for (size_t i = 0; question_at(spec, i, &question); i++) {
        if (!question_is_open(&question))
            continue;
        bool asked = question.with[0] != '\0';
        findings_add(findings, SEVERITY_INFO, "question", question_field(spec, &question),
                     FINDING_NO_ROW, NULL, "Open question: %s%s%s%s", question.text,
                     asked ? " (" : "", question.with, asked ? ")" : "");
    }
}

static void fill(const struct field *table, struct value *row, const char *column, const char *text)
{
    const struct field *found = field_find_column(table, column);
    if (found != NULL && text[0] != '\0')
        value_set_text(&row->items[found->index], text);
}

void question_add(struct spec *spec, const struct field *field, const char *text, const char *with,
                  struct date raised)
{
    question_add_at(spec, field->path, text, with, raised);
}

void question_add_at(struct spec *spec, const char *address, const char *text, const char *with,
                     struct date raised)
{
    char date[DATE_TEXT_SIZE];
    const struct field *table = spec_form(spec)->questions;
    struct value questions = value_copy(spec_value(spec, table));
    if (questions.kind != VALUE_LIST) {
        value_done(&questions);
        questions = value_of_list();
    }
    struct value row = value_of_row(table->column_count);
    date_format(raised, date);
    fill(table, &row, "field", address);
    fill(table, &row, "question", text);
    fill(table, &row, "with", with);
    fill(table, &row, "raised", date);
    fill(table, &row, "status", "open");
    value_insert(&questions, questions.count, row);
    spec_set_value(spec, table, &questions, 0);
    value_done(&questions);
}

void question_close(struct spec *spec, size_t row, const char *status, const char *answer)
{
    const struct field *table = spec_form(spec)->questions;
    struct value questions = value_copy(spec_value(spec, table));
    if (questions.kind == VALUE_LIST && row < questions.count) {
        fill(table, &questions.items[row], "status", status);
        fill(table, &questions.items[row], "answer", answer);
        spec_set_value(spec, table, &questions, 0);
    }
    value_done(&questions);
}
