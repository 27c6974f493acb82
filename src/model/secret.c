#include "secret_internal.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char DIGITS[] = "0123456789";
static const char TOKEN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/=";

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

/* What follows the key word: an equals sign binds a value of any kind; a colon is also how prose
 * goes on, so behind it only what is no word counts. */
static bool is_assigned(const char *behind)
{
    behind += strspn(behind, "\"'");
    behind += strspn(behind, " ");
    char sign = *behind;
    if (sign != '=' && sign != ':')
        return false;
    behind++;
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

static bool holds_assignment(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = text; *at != '\0'; at++) {
        if (strncasecmp(at, word, length) != 0)
            continue;
        bool is_word = at == text || !is_one_of(at[-1], LETTERS);
        if (is_word && is_assigned(at + length))
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

static bool holds_token(const char *text, const struct token_mark *mark)
{
    size_t prefix = strlen(mark->prefix);
    for (const char *at = strstr(text, mark->prefix); at != NULL;
         at = strstr(at + 1, mark->prefix)) {
        bool begins = at == text || !is_one_of(at[-1], TOKEN) || is_one_of(at[-1], "=");
        size_t length = strspn(at + prefix, TOKEN);
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
    static const char *const WORDS[] = {
        "password",   "passwd",     "passphrase", "pwd",     "client_secret", "clientsecret",
        "secret_key", "access_key", "api_key",    "apikey",  "api-key",       "token",
    };
    if (holds_private_key(text))
        return "a private key";
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (holds_assignment(text, WORDS[i]))
            return "a password or key";
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (holds_token(text, &MARKS[i]))
            return "a token";
    return holds_login(text) ? "an address with a password" : NULL;
}
