/* Fuzz target of what Git says and is told. Input: a commit object, a date, a message. Whoever wrote
 * the commit, its words come out bounded; a message is cleaned and signed off once and for all. */
#include "fuzz.h"

#include "base/show.h"
#include "../../src/git/commit_record_internal.h"
#include "../../src/git/message_internal.h"
#include "../../src/git/signature_date_internal.h"

#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COMMIT, DATE, MESSAGE, PART_COUNT };

static void show_words(const struct buffer *words)
{
    struct buffer shown = {0};
    show_append(&shown, words->bytes != NULL ? words->bytes : "", words->length, 0);
    fuzz_require_clean(buffer_string(&shown), shown.length, 0);
    buffer_done(&shown);
}

static void read_commit(const struct fuzz_part *part)
{
    struct commit_words words = {0};
    commit_words_parse(&words, part->bytes, part->length);
    fuzz_require(strcmp(words.author.name, buffer_string(&words.name)) == 0 &&
                     strcmp(words.author.email, buffer_string(&words.email)) == 0,
                 "an author who is somebody else");
    fuzz_require(memchr(buffer_string(&words.subject), '\n', words.subject.length) == NULL,
                 "a subject of two lines");
    show_words(&words.name);
    show_words(&words.email);
    show_words(&words.subject);
    commit_words_done(&words);
}

static void read_date(const char *text)
{
    struct instant instant = {0};
    struct instant same = {0};
    char again[64];
    if (!signature_date_parse(text, &instant))
        return;
    int offset = abs(instant.offset);
    if (instant.seconds < 0 || offset > 14 * 60)
        return;
    (void)snprintf(again, sizeof again, "@%lld %c%02d%02d", (long long)instant.seconds,
                   instant.offset < 0 ? '-' : '+', offset / 60, offset % 60);
    fuzz_require(signature_date_parse(again, &same), "a date that cannot be written");
    fuzz_require(same.seconds == instant.seconds && same.offset == instant.offset,
                 "a date that reads back as another");
}

static void clean_message(const char *text)
{
    char *once = message_tidy(text, MESSAGE_WHITESPACE);
    char *twice = message_tidy(once, MESSAGE_WHITESPACE);
    fuzz_require(strcmp(once, twice) == 0, "a message that is never clean");
    free(twice);
    free(once);
}

static void sign_off(const char *text)
{
    git_signature *who = NULL;
    char *tidy = message_tidy(text, MESSAGE_WHITESPACE);
    if (tidy[0] == '\0') { /* never committed */
        free(tidy);
        return;
    }
    fuzz_require(git_signature_new(&who, "Ada Example", "ada@example.com", 0, 0) == 0, "a name");
    char *once = message_sign_off(tidy, who, '#');
    char *twice = message_sign_off(once, who, '#');
    fuzz_require(strlen(once) >= strlen(tidy), "a message that lost something");
    fuzz_require(strstr(once, "Signed-off-by: Ada Example <ada@example.com>\n") != NULL,
                 "a message that is not signed off");
    fuzz_require(strcmp(once, twice) == 0, "signed off twice");
    free(twice);
    free(once);
    free(tidy);
    git_signature_free(who);
}

static void write_and_read(const char *text)
{
    char *subject = message_subject(text);
    struct commit_words words = {0};
    struct buffer commit = {0};
    buffer_append_format(&commit, "tree x\nauthor Ada <ada@example.com> 1 +0000\n\n%s\n", text);
    commit_words_parse(&words, commit.bytes, commit.length);
    fuzz_require(strcmp(buffer_string(&words.name), "Ada") == 0, "another author");
    if (subject[0] > ' ')
        fuzz_require(strncmp(buffer_string(&words.subject), subject, words.subject.length) == 0,
                     "another subject");
    buffer_done(&commit);
    commit_words_done(&words);
    free(subject);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct fuzz_part parts[PART_COUNT] = {0};
    git_libgit2_init();
    fuzz_cut(bytes, length, parts, PART_COUNT);
    read_commit(&parts[COMMIT]);
    read_date(parts[DATE].bytes);
    clean_message(parts[MESSAGE].bytes);
    sign_off(parts[MESSAGE].bytes);
    write_and_read(parts[MESSAGE].bytes);
    fuzz_parts_done(parts, PART_COUNT);
    git_libgit2_shutdown();
    return 0;
}
