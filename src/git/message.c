#include "message_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Bytes to keep as they are, but for a final newline. */
static char *complete_line(const char *text)
{
    size_t length = strlen(text);
    bool ended = length == 0 || text[length - 1] == '\n';
    return memory_format("%s%s", text, ended ? "" : "\n");
}

static char *prettify(struct repository *repository, const char *text, bool strip_comments)
{
    git_buf pretty = {0};
    char *setting = repository_setting(repository, "core.commentchar");
    char comment = setting != NULL && setting[0] != '\0' && setting[1] == '\0' ? setting[0] : '#';
    char *cleaned = NULL;
    if (git_message_prettify(&pretty, text, strip_comments, comment) == 0)
        cleaned = memory_copy_string(pretty.ptr);
    else
        cleaned = complete_line(text);
    git_buf_dispose(&pretty);
    free(setting);
    return cleaned;
}

int message_clean(struct repository *repository, const char *text, char **out, struct error *error)
{
    *out = NULL;
    size_t length = strlen(text);
    if (utf8_find_invalid(text, length) < length)
        return error_set(error, ERROR_INPUT, "the commit message is not UTF-8");
    char *cleanup = repository_setting(repository, "commit.cleanup");
    if (cleanup != NULL && strcmp(cleanup, "verbatim") == 0)
        *out = complete_line(text);
    else
        *out = prettify(repository, text, cleanup != NULL && strcmp(cleanup, "strip") == 0);
    free(cleanup);
    if ((*out)[strspn(*out, " \t\r\n")] != '\0')
        return 0;
    free(*out);
    *out = NULL;
    return error_set(error, ERROR_INPUT, "the commit message is empty");
}

char *message_subject(const char *message)
{
    return memory_copy_bytes(message, strcspn(message, "\n"));
}
