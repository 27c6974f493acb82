#include "base/utf8.h"
#include "commands_internal.h"
#include "export/json.h"
#include "model/question.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"with", 0, "WHO", "only those that wait for this person"},
    {"all", 0, NULL, "those that are answered or dropped, too"},
    {"format", 0, "FORMAT", "text (default) or json"},
};

struct listing {
    const char *with; /* NULL: anyone */
    bool all;
    struct json *json; /* NULL: text */
    size_t found;
};

static void print(const char *spec, const struct question *question)
{
    output_line("%s  %s: %s%s%s%s%s%s%s%s%s", spec, question->address, question->text,
                question->with[0] != '\0' ? " — " : "", question->with,
                question->raised[0] != '\0' ? ", " : "", question->raised,
                question_is_open(question) ? "" : ", ",
                question_is_open(question) ? "" : question->status,
                question->answer[0] != '\0' ? ": " : "", question->answer);
}

static struct json *question_json(const char *id, const char *path,
                                  const struct question *question)
{
    struct json *object = json_new_object();
    json_set(object, "spec", json_new_string(id));
    json_set(object, "path", json_new_string(path));
    json_set(object, "number", json_new_integer((long long)question->row));
    json_set(object, "field", json_new_string(question->address));
    json_set(object, "question", json_new_string(question->text));
    json_set(object, "with", json_new_string(question->with));
    json_set(object, "raised", json_new_string(question->raised));
    json_set(object, "status",
             json_new_string(question->status[0] != '\0' ? question->status : "open"));
    json_set(object, "answer", json_new_string(question->answer));
    return object;
}

static int list_spec(void *context, const char *path, const struct spec *spec,
                     const struct error *problem)
{
    struct listing *listing = context;
    struct question question = {0};
    if (spec == NULL) {
        output_problem(problem->text);
        return 0;
    }
    const char *id = spec_id(spec);
    for (size_t row = 0; question_at(spec, row, &question); row++) {
        if ((!listing->all && !question_is_open(&question)) ||
            (listing->with != NULL && !utf8_equal_caseless(question.with, listing->with)))
            continue;
        listing->found++;
        if (listing->json != NULL)
            json_append(listing->json, question_json(id, path, &question));
        else
            print(id[0] != '\0' ? id : path, &question);
    }
    return 0;
}

/* Those of the named specifications, or of all. */
static int list(struct session *session, const struct arguments *arguments,
                struct listing *listing, struct error *error)
{
    if (arguments->operand_count == 0)
        return workspace_walk(session->workspace, list_spec, listing, error);
    for (size_t i = 0; i < arguments->operand_count; i++) {
        struct sheet *sheet = NULL;
        char *path = NULL;
        int result = workspace_find(session->workspace, arguments->operands[i], &path, error);
        if (result == 0)
            result = sheet_open(session->workspace, path, &sheet, error);
        if (result == 0)
            (void)list_spec(listing, path, sheet_spec(sheet), NULL);
        sheet_close(sheet);
        free(path);
        if (result != 0)
            return -1;
    }
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    const char *format = arguments_value(arguments, "format");
    bool as_json = format != NULL && strcmp(format, "json") == 0;
    struct listing listing = {
        .with = arguments_value(arguments, "with"),
        .all = arguments_have(arguments, "all"),
        .json = as_json ? json_new_array() : NULL,
    };
    int status = -1;
    if (format != NULL && !as_json && strcmp(format, "text") != 0)
        error_set(&error, ERROR_INPUT, "questions: there is no format %s; text and json are known",
                  format);
    else if (session_open(&session, false, &error) == 0 &&
             list(&session, arguments, &listing, &error) == 0)
        status = listing.found > 0 ? EXIT_DONE : EXIT_FINDINGS;
    if (status < 0)
        status = output_error(&error);
    else if (as_json) {
        struct buffer text = {0};
        json_print(listing.json, &text);
        listing.json = NULL;
        output_bytes(&text);
    }
    if (listing.json != NULL)
        json_free(listing.json);
    session_close(&session);
    return status;
}

const struct command questions_command = {
    .name = "questions",
    .also = true,
    .operands = "[SPEC…]",
    .summary = "open questions in all specifications",
    .details = "Status 1 if there are none.",
    .example = "ifspec questions --with Owen",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
