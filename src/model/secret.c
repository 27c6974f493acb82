#include "secret_internal.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char DIGITS[] = "0123456789";

static bool is_one_of(char byte, const char *set)
{
    return byte != '\0' && strchr(set, byte) != NULL;
}

static bool holds_one_of(const char *text, size_t length, const char *set)
{
    for (size_t i = 0; i < length; i++)
        if (is_one_of(text[i], set))
            return true;
    return false;
}

static bool holds_private_key(const char *text)
{
    const char *at = text;
    while ((at = strstr(at, "-----BEGIN ")) != NULL) {
        size_t length = strcspn(at, "\n");
        const char *key = strstr(at, "PRIVATE KEY");
        if (key != NULL && key < at + length)
            return true;
        at += length;
    }
    return false;
}

/* ── "password=…" ── */

/* Values that stand for one: "<password>", "${TOKEN}", "***", "{{secret}}", "%PASSWORD%", "...". */
static bool is_stand_in(const char *value, size_t length)
{
    return length == 0 || is_one_of(value[0], "<$*{%[.") || (unsigned char)value[0] >= 0x80 ||
           strspn(value, "xX*") >= length;
}

static bool is_key_word(const char *text, const char *end)
{
    static const char *const WORDS[] = {
        "password",   "passwd",     "passphrase", "pwd",     "client_secret", "clientsecret",
        "secret_key", "access_key", "api_key",    "apikey",  "api-key",       "token",
    };
    size_t room = (size_t)(end - text);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t length = strlen(WORDS[i]);
        if (length <= room && strncasecmp(end - length, WORDS[i], length) == 0 &&
            (length == room || !is_one_of(end[-1 - (ptrdiff_t)length], LETTERS)))
            return true;
    }
    return false;
}

/* An equals sign binds a value of any kind; a colon is also how prose goes on, so behind it only
 * what is no word counts. */
static bool is_value(char sign, const char *behind)
{
    behind += strspn(behind, " ");
    behind += strspn(behind, "\"'");
    size_t length = strcspn(behind, " \t\r\n\"'&;,");
    if (is_stand_in(behind, length))
        return false;
    if (sign == '=')
        return length >= 4;
    return length >= 8 && holds_one_of(behind, length, LETTERS) &&
           holds_one_of(behind, length, DIGITS);
}

static bool holds_assignment(const char *text)
{
    for (const char *sign = strpbrk(text, "=:"); sign != NULL; sign = strpbrk(sign + 1, "=:")) {
        const char *end = sign;
        while (end > text && is_one_of(end[-1], " \"'"))
            end--;
        if (is_key_word(text, end) && is_value(*sign, sign + 1))
            return true;
    }
    return false;
}

/* ── tokens ── */

struct token_mark {
    const char *prefix;
    size_t length; /* least number of token characters behind it */
    bool digit;    /* one of which is a digit, else it is a word */
};

static const struct token_mark MARKS[] = {
    {"Bearer ", 20, true},   {"Basic ", 16, true}, {"AKIA", 16, true},
    {"ghp_", 30, false},     {"gho_", 30, false},  {"ghs_", 30, false},
    {"github_pat_", 30, false}, {"glpat-", 20, false}, {"xoxb-", 20, true},
    {"xoxp-", 20, true},     {"sk_live_", 16, false}, {"eyJ", 40, true},
};

/* No mark is shorter: most texts hold nothing as long, and need no further look. */
enum { TOKEN_LENGTH = 16 };

/* strspn() with 69 characters would build its table for every word. */
static bool is_token(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '+' && byte <= '9' && byte != ',') || byte == '_' || byte == '~' || byte == '=';
}

static size_t token_length(const char *text)
{
    size_t length = 0;
    while (is_token(text[length]))
        length++;
    return length;
}

/* A word of that length has a byte at one of the places looked at, which are that far apart. */
static bool is_worth_a_look(const char *text)
{
    size_t length = strlen(text);
    for (size_t place = TOKEN_LENGTH - 1; place < length; place += TOKEN_LENGTH) {
        size_t begin = place + 1;
        while (begin > 0 && is_token(text[begin - 1]))
            begin--;
        if (token_length(text + begin) >= TOKEN_LENGTH)
            return true;
    }
    return false;
}

static bool holds_token(const char *text, const struct token_mark *mark)
{
    size_t prefix = strlen(mark->prefix);
    for (const char *at = strstr(text, mark->prefix); at != NULL;
         at = strstr(at + 1, mark->prefix)) {
        bool begins = at == text || !is_token(at[-1]) || at[-1] == '=';
        size_t length = token_length(at + prefix);
        if (begins && length >= mark->length &&
            (!mark->digit || holds_one_of(at + prefix, length, DIGITS)))
            return true;
    }
    return false;
}

/* "https://user:password@host" */
static bool holds_login(const char *text)
{
    for (const char *at = strstr(text, "://"); at != NULL; at = strstr(at + 1, "://")) {
        const char *user = at + 3;
        size_t authority = strcspn(user, "/ \t\r\n?#");
        const char *host = memchr(user, '@', authority);
        const char *colon = memchr(user, ':', authority);
        if (host == NULL || colon == NULL || colon > host)
            continue;
        if (!is_stand_in(colon + 1, (size_t)(host - colon - 1)))
            return true;
    }
    return false;
}

const char *secret_find(const char *text)
{
    if (holds_private_key(text))
        return "a private key";
    if (holds_assignment(text))
        return "a password or key";
    if (is_worth_a_look(text))
        for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
            if (holds_token(text, &MARKS[i]))
                return "a token";
    return holds_login(text) ? "an address with a password" : NULL;
}
