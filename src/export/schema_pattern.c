#include "schema_internal.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

const char schema_date_pattern[] =
    "[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29";
const char schema_number_pattern[] = "[-+]?[0-9]+(?:[.][0-9]+)?(?:[eE][-+]?[0-9]{1,3})?";
const char schema_answer_pattern[] =
    "[tT][rR][uU][eE]|[yY](?:[eE][sS])?|[oO][nN]|[fF][aA][lL][sS][eE]|[nN][oO]?|[oO][fF][fF]";
const char schema_address_pattern[] = "^(?=\\S*$)(?:[A-Za-z0-9+.-]+:|\\S*/|#|www[.])";

/* Whether PCRE2 and ECMA-262 (with its flag u) read an escape as the same. */
static bool is_common_escape(char escaped)
{
    return strchr("dDwWsSbBnrtfv^$\\.*+?()[]{}|/0123456789", escaped) != NULL && escaped != '\0';
}

/* Groups that both know; atomic ones, flags, names, conditions and verbs are PCRE2's own. */
static bool is_common_group(const char *behind_paren)
{
    if (behind_paren[0] == '*')
        return false;
    if (behind_paren[0] != '?')
        return true;
    return strchr(":=!", behind_paren[1]) != NULL || strncmp(behind_paren, "?<=", 3) == 0 ||
           strncmp(behind_paren, "?<!", 3) == 0;
}

/* Both read this source alike. Inside a class "[:" is POSIX to one and a colon to the other; a
 * hyphen may be escaped there and nowhere else. */
static bool is_common(const char *source)
{
    bool in_class = false;
    for (const char *at = source; *at != '\0'; at++) {
        if (*at == '\\') {
            at++;
            if (*at == '\0' || (!is_common_escape(*at) && !(in_class && *at == '-')))
                return false;
        } else if (in_class) {
            if (*at == '[')
                return false;
            in_class = *at != ']';
        } else if (*at == '[') {
            in_class = true;
            at += at[1] == '^' ? 1 : 0;
            if (at[1] == ']')
                return false;
        } else if (*at == '(' && !is_common_group(at + 1)) {
            return false;
        } else if (strchr("*+?}", *at) != NULL && at[1] == '+') {
            return false;
        }
    }
    return true;
}

/* The separator is one of - . _, which a class takes as they are. */
static char *copy_id_pattern(const struct field *field)
{
    const char *separator = field->separator != NULL ? field->separator : "-";
    struct buffer out = {0};
    buffer_append_string(&out, "^");
    for (size_t i = 0; i < field->part_count; i++) {
        const struct pattern *pattern = field->parts[i].pattern;
        const char *source = pattern != NULL ? pattern_source(pattern) : NULL;
        if (source != NULL && !is_common(source)) {
            buffer_done(&out);
            return NULL;
        }
        if (i > 0)
            buffer_append_format(&out, "[%s]", separator);
        if (source != NULL)
            buffer_append_format(&out, "(?:%s)", source);
        else if (i + 2 == field->part_count)
            buffer_append_string(&out, ".+");
        else
            buffer_append_format(&out, "[^%s]+", separator);
    }
    buffer_append_string(&out, "$");
    return buffer_take(&out);
}

char *schema_copy_pattern(const struct field *field)
{
    if (field->part_count > 0)
        return copy_id_pattern(field);
    if (field->pattern == NULL || !is_common(pattern_source(field->pattern)))
        return NULL;
    return memory_copy_string(pattern_source(field->pattern));
}

void schema_append_name(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte < 0x80 && isalpha(byte))
            buffer_append_format(out, "[%c%c]", tolower(byte), toupper(byte));
        else if (byte == ' ' || byte == '-')
            buffer_append_string(out, "[ -]?");
        else if (strchr("\\^$.*+?()[]{}|/", (char)byte) != NULL)
            buffer_append_format(out, "\\%c", (char)byte);
        else
            buffer_append_byte(out, (char)byte);
    }
}
