/* What the program keeps in every specification, whatever its form: open questions and reviews.
 * They are tables like others, outside the sections. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <assert.h>
#include <string.h>

struct engine_column {
    const char *id;
    const char *label;
    const char *type;
    const char *help;
    const char *example;
    bool required;
};

static const struct engine_column question_columns[] = {
    {"field", "Field", "text", "What the question is about, as section.field.",
     "design.direction", true},
    {"question", "Question", "text", "What is not clear.", "Inbound, Outbound or Both?", true},
    {"with", "With", "text", "Who can answer it.", "Owen", false},
    {"raised", "Raised", "date", "When it was asked.", "2025-05-02", false},
    {"status", "Status", "choice", "Whether it still waits for an answer.", "open", true},
    {"answer", "Answer", "paragraph", "What was found out.", "Outbound; nothing flows back.",
     false},
};

static const struct engine_column review_columns[] = {
    {"date", "Date", "date", "When it was reviewed.", "2025-05-03", true},
    {"reviewer", "Reviewer", "text", "Person or board.", "Architecture Board", true},
    {"role", "Role", "text", "On whose behalf.", "Architecture", false},
    {"decision", "Decision", "choice", "What came out.", "approved", true},
    {"fingerprint", "Fingerprint", "text", "SHA-256 of the content that was reviewed.",
     "sha256:9f2c…", false},
    {"comment", "Comment", "paragraph", "Conditions and remarks.", "without conditions", false},
};

struct engine_choice {
    const char *value;
    const char *help;
};

static const struct engine_choice question_statuses[] = {
    {"open", "Waits for an answer."},
    {"answered", "The answer stands beside it and in the field."},
    {"dropped", "No longer of interest."},
};

static const struct engine_choice review_decisions[] = {
    {"approved", "Agreed as it stands."},
    {"changes requested", "Agreed once the comment is dealt with."},
    {"rejected", "Not agreed."},
    {"comment", "A remark without a decision."},
};

static struct strings one_string(const char *text)
{
    struct strings strings = {memory_allocate(sizeof *strings.items), 1};
    strings.items[0] = memory_copy_string(text);
    return strings;
}

static struct vocabulary *make_vocabulary(struct form *form, const struct engine_choice *choices,
                                          size_t count)
{
    struct vocabulary *vocabulary = &form->vocabularies[form->vocabulary_count++];
    vocabulary->id = memory_copy_string("");
    vocabulary->entries = memory_allocate(count * sizeof *vocabulary->entries);
    vocabulary->count = count;
    for (size_t i = 0; i < count; i++) {
        vocabulary->entries[i].value = memory_copy_string(choices[i].value);
        vocabulary->entries[i].help = memory_copy_string(choices[i].help);
    }
    return vocabulary;
}

/* `choices` are those of its one column of type choice. */
static void make_table(struct field *table, const char *id, const char *label, const char *help,
                       const struct engine_column *columns, size_t count,
                       struct vocabulary *choices)
{
    size_t index = table->index;
    *table = (struct field){
        .index = index,
        .id = memory_copy_string(id),
        .path = memory_copy_string(id),
        .label = memory_copy_string(label),
        .help = memory_copy_string(help),
        .type = field_type_find("table"),
        .required_from = -1,
        .group_by = -1,
        .columns = memory_allocate(count * sizeof *table->columns),
        .column_count = count,
    };
    for (size_t i = 0; i < count; i++) {
        const struct field_type *type = field_type_find(columns[i].type);
        assert(type != NULL);
        table->columns[i] = (struct field){
            .index = i,
            .table = table,
            .id = memory_copy_string(columns[i].id),
            .path = memory_format("%s.%s", id, columns[i].id),
            .label = memory_copy_string(columns[i].label),
            .help = memory_copy_string(columns[i].help),
            .examples = one_string(columns[i].example),
            .type = type,
            .choices = strcmp(columns[i].type, "choice") == 0 ? choices : NULL,
            .required_from = -1,
            .required = columns[i].required,
            .group_by = -1,
        };
    }
}

bool engine_owns_key(const char *key)
{
    return strcmp(key, "form") == 0 || strcmp(key, "questions") == 0 ||
           strcmp(key, "reviews") == 0;
}

void engine_make_tables(struct form *form)
{
    struct field *questions = &form->fields[form->field_count - 2];
    struct field *reviews = &form->fields[form->field_count - 1];
    questions->index = form->field_count - 2;
    reviews->index = form->field_count - 1;
    make_table(questions, "questions", "Open questions", "What is not clear yet, and who knows.",
               question_columns, sizeof question_columns / sizeof *question_columns,
               make_vocabulary(form, question_statuses,
                               sizeof question_statuses / sizeof *question_statuses));
    make_table(reviews, "reviews", "Reviews", "Who judged which state, and how.", review_columns,
               sizeof review_columns / sizeof *review_columns,
               make_vocabulary(form, review_decisions,
                               sizeof review_decisions / sizeof *review_decisions));
    form->questions = questions;
    form->reviews = reviews;
}
