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

char message_comment(struct repository *repository)
{
    char *setting = repository_setting(repository, "core.commentchar");
    char comment = setting != NULL && setting[0] != '\0' && setting[1] == '\0' ? setting[0] : '#';
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

int message_clean(struct repository *repository, const char *text, enum message_cleanup cleanup,
                  char **out, struct error *error)
{
    *out = NULL;
    size_t length = strlen(text);
    char comment = message_comment(repository);
    if (utf8_find_invalid(text, length) < length)
        return error_set(error, ERROR_INPUT, "the commit message is not UTF-8");
    char *kept = cleanup == MESSAGE_SCISSORS ? cut(text, comment) : memory_copy_string(text);
    *out = cleanup == MESSAGE_VERBATIM ? complete_line(kept)
                                       : prettify(kept, cleanup == MESSAGE_STRIP, comment);
    free(kept);
    if ((*out)[strspn(*out, " \t\r\n")] != '\0')
        return 0;
    free(*out);
    *out = NULL;
    return error_set(error, ERROR_INPUT, "the commit message is empty");
}

char *message_tidy(const char *text, enum message_cleanup cleanup)
{
    return cleanup == MESSAGE_VERBATIM ? memory_copy_string(text) : prettify(text, false, '#');
}

/* ── Trailers ──────────────────────────────────────────────────────────────────────────────── */

char *message_sign_off(const char *text, const git_signature *who)
{
    git_message_trailer_array trailers = {0};
    char *line = memory_format("\nSigned-off-by: %s <%s>\n", who->name, who->email);
    char *whole = complete_line(text);
    bool known = git_message_trailers(&trailers, whole) == 0;
    size_t count = known ? trailers.count : 0;
    size_t length = strlen(whole);
    size_t behind = length < strlen(line) ? 0 : length - strlen(line);
    char *out = NULL;
    /* What libgit2 makes of the last trailer hangs on the one before: the line itself counts. */
    if (count > 0 && strcmp(whole + behind, line) == 0)
        out = memory_copy_string(whole);
    else
        out = memory_format("%s%s", whole, count > 0 ? line + 1 : line);
    if (known)
        git_message_trailer_array_free(&trailers);
    free(whole);
    free(line);
    return out;
}

char *message_subject(const char *message)
{
    return memory_copy_bytes(message, strcspn(message, "\n"));
}
