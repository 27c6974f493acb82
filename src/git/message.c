#include "message_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ── Cleaning ──────────────────────────────────────────────────────────────────────────────── */

enum message_cleanup message_cleanup(struct repository *repository, bool edited)
{
    char *setting = repository_setting(repository, "commit.cleanup");
    enum message_cleanup cleanup = edited ? MESSAGE_STRIP : MESSAGE_WHITESPACE;
    if (setting != NULL && strcmp(setting, "verbatim") == 0)
        cleanup = MESSAGE_VERBATIM;
    else if (setting != NULL && strcmp(setting, "whitespace") == 0)
        cleanup = MESSAGE_WHITESPACE;
    else if (setting != NULL && strcmp(setting, "strip") == 0)
        cleanup = MESSAGE_STRIP;
    else if (setting != NULL && strcmp(setting, "scissors") == 0)
        cleanup = edited ? MESSAGE_SCISSORS : MESSAGE_WHITESPACE;
    free(setting);
    return cleanup;
}

/* core.commentChar=auto: the first that begins no line of the message. */
static char choose_comment(const char *text)
{
    char candidates[] = "#;@!$%^&|:";
    if (strchr(text, candidates[0]) == NULL)
        return candidates[0];
    for (const char *line = text; line[0] != '\0'; line += line[0] == '\n') {
        char *taken = strchr(candidates, line[0]);
        if (taken != NULL)
            *taken = ' ';
        line += strcspn(line, "\n");
    }
    const char *left = candidates + strspn(candidates, " ");
    return left[0] != '\0' ? left[0] : '#';
}

char message_comment(struct repository *repository, const char *text)
{
    char *setting = repository_setting(repository, "core.commentchar");
    char comment = '#';
    if (setting != NULL && strcmp(setting, "auto") == 0)
        comment = choose_comment(text);
    else if (setting != NULL && setting[0] != '\0' && setting[1] == '\0')
        comment = setting[0];
    free(setting);
    return comment;
}

/* Bytes to keep as they are, but for a final newline. */
static char *complete_line(const char *text)
{
    size_t length = strlen(text);
    bool ended = length == 0 || text[length - 1] == '\n';
    return memory_format("%s%s", text, ended ? "" : "\n");
}

static char *prettify(const char *text, bool strip_comments, char comment)
{
    git_buf pretty = {0};
    char *cleaned = NULL;
    if (git_message_prettify(&pretty, text, strip_comments, comment) == 0)
        cleaned = memory_copy_string(pretty.ptr);
    else
        cleaned = complete_line(text);
    git_buf_dispose(&pretty);
    return cleaned;
}

/* The text above the scissors line. */
static char *cut(const char *text, char comment)
{
    char *scissors =
        memory_format("%c ------------------------ >8 ------------------------\n", comment);
    size_t length = strlen(scissors);
    const char *line = text;
    while (line[0] != '\0' && strncmp(line, scissors, length) != 0) {
        line += strcspn(line, "\n");
        line += line[0] == '\n';
    }
    free(scissors);
    return memory_copy_bytes(text, (size_t)(line - text));
}

/* Signing off says nothing. */
static bool is_empty(const char *text)
{
    static const char header[] = "Signed-off-by: ";
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n");
        if (strncmp(text, header, sizeof header - 1) != 0 && strspn(text, " \t\r\v\f") < length)
            return false;
        text += length;
        text += text[0] == '\n';
    }
    return true;
}

int message_clean(const char *text, enum message_cleanup cleanup, bool cuts, char comment,
                  char **out, struct error *error)
{
    *out = NULL;
    char *kept = cuts || cleanup == MESSAGE_SCISSORS ? cut(text, comment) : memory_copy_string(text);
    *out = cleanup == MESSAGE_VERBATIM ? complete_line(kept)
                                       : prettify(kept, cleanup == MESSAGE_STRIP, comment);
    free(kept);
    size_t length = strlen(*out);
    bool said = utf8_find_invalid(*out, length) == length;
    if (!said)
        error_set(error, ERROR_INPUT, "the commit message is not UTF-8");
    else if (is_empty(*out))
        said = error_set(error, ERROR_INPUT, "the commit message is empty") == 0;
    if (said)
        return 0;
    free(*out);
    *out = NULL;
    return -1;
}

char *message_tidy(const char *text, enum message_cleanup cleanup)
{
    return cleanup == MESSAGE_VERBATIM ? memory_copy_string(text) : prettify(text, false, '#');
}

char *message_subject(const char *message)
{
    return memory_copy_bytes(message, strcspn(message, "\n"));
}
