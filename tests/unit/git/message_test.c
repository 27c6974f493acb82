#include "twin.h"

static void assert_message(const char *settings, bool with_editor, const char *given)
{
    struct commit_request request = {.message = given};
    static char first[] = "First\\n";
    shell(MAKE_BOTH "cp -a . ../r");
    shell("for f in r g; do (cd $f; %s); done", settings);
    write_file("message", given);
    edited_with = with_editor ? first : NULL;
    if (with_editor)
        shell("cd g; GIT_EDITOR='f() { printf \"First\\n\" | cat - \"$1\" >../e; cat ../e >\"$1\"; "
              "}; f' git commit -q --no-status --only -e -F ../message -- d/x");
    else
        shell("cd g; git commit -q --only -F ../message -- d/x");
    assert_string_equal(try_commit(&request), "");
    edited_with = NULL;
    assert_alike();
}

static void cleans_messages_as_git_does(void **state)
{
    (void)state;
    static const char *const given[] = {
        "\n\n  Subject  \n\n\n# comment\nbody\t\n"
        "# ------------------------ >8 ------------------------\nbelow\n\n\n",
        "#7 is a number\n\n;x\n@y\n",
        "Subject\r\n\r\nbody\r\n",
        "# all\n# comments\nbut this\n",
    };
    static const char *const settings[] = {
        "git config commit.cleanup default",
        "git config commit.cleanup strip",
        "git config commit.cleanup whitespace",
        "git config commit.cleanup verbatim",
        "git config commit.cleanup scissors",
        "git config core.commentChar ';'; git config commit.cleanup strip",
        "git config core.commentChar auto; git config commit.cleanup strip",
        "git config core.commentChar auto; git config commit.cleanup scissors",
        "git config commit.verbose true",
        "git config commit.verbose 2; git config core.commentChar auto",
        "git config commit.verbose false",
    };
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        for (size_t j = 0; j < sizeof given / sizeof *given; j++) {
            assert_message(settings[i], false, given[j]);
            assert_message(settings[i], true, given[j]);
        }
}

static int read_message(void *context, const char *path, struct error *error)
{
    (void)context;
    (void)error;
    shell("cp %s shown", path);
    return 0;
}

static void shows_the_difference_where_git_would(void **state)
{
    (void)state;
    struct error error = {0};
    const char *path = "d/x";
    char id[GIT_HEX_SIZE] = "";
    const struct git_host host = {.edit = read_message};
    const struct commit_request request = {
        .paths = &path, .path_count = 1, .message = "two", .trusted = true, .host = &host};
    shell(MAKE_BOTH "git config commit.verbose true; printf 'a\\377b\\n' >d/x; cp -a . ../r");
    struct repository *repository = open_repository("r");
    if (door->commit_create(repository, &request, id, &error) < 0)
        fail_msg("%s", error.text);
    door->repository_close(repository);
    shell("cd r; git show --format= HEAD >../patch; tail -n $(wc -l <../patch) ../shown | "
          "diff - ../patch >&2; test \"$(git log -1 --format=%%B)\" = two");
}

static void signs_off_as_git_does(void **state)
{
    (void)state;
    static const char *const messages[] = {
        "Subject\n",
        "Subject\n\nBody.\n",
        "Subject\n\nBody.\n\nTicket: 7\n",
        "Subject\n\nSigned-off-by: Ada Lovelace <ada@example.com>\n",
        "Subject\n\nSigned-off-by: Ada Lovelace <ada@example.com>\nTicket: 7\n",
        "Ticket: 7\n",
        "Subject",
        "Subject\n\n\n",
        "Subject: with a colon",
        "Subject\n\nSigned-off-by: Somebody Else <else@example.com>\n",
        "Subject\n\nSigned-off-by: Ada Lovelace <ada@example.com>\n"
        "Signed-off-by: Somebody Else <else@example.com>\n",
        "Subject\n\nBody\nSigned-off-by: Ada Lovelace <ada@example.com>\n",
        "Subject\n\nBody\n\nTicket: 7\nnot a trailer\n",
        "Subject\n\nBody\n\nTicket: 7\n  goes on\n  and on\n",
        "Subject\n\nBody\n\nTicket: 7\nAcked-by: x\nReviewed-by: y\nno trailer\nSee-also: z\n",
        "Subject\n\nBody\n\n(cherry picked from commit 0123456789012345678901234567890123456789)\n",
        "Subject\n\nBody\n\nTicket : 7\n",
        "Subject\n\nBody\n\nTwo words: 7\n",
        "Subject\n\nBody\n\nhttps://example.com/x\n",
        "Subject\n\nBody\n\nTicket:\n",
        "Subject\n\n\n\nTicket: 7\n\n\n",
        "Größe\n\nÄndert: ß\n",
        "Subject\nSigned-off-by: Ada Lovelace <ada@example.com>\n",
        "Subject\n\nBody\n\nTicket: 7\n# comment\n",
        "Subject\n\n---\n\nTicket: 7\n",
        "Subject\n\nsigned-off-by: Ada Lovelace <ada@example.com>\n",
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct commit_request request = {.message = messages[i], .signoff = true};
        shell(MAKE_BOTH "cp -a . ../r");
        write_file("message", messages[i]);
        shell("cd g; git commit -q --only --signoff -F ../message -- d/x");
        assert_string_equal(try_commit(&request), "");
        assert_alike();
    }
}

static void a_signature_alone_is_no_message(void **state)
{
    (void)state;
    struct commit_request request = {
        .message = "\nSigned-off-by: Ada Lovelace <ada@example.com>\n\n", .signoff = true};
    shell(MAKE_BOTH "cp -a . ../r; ! git commit -q --only --signoff -m "
                    "'Signed-off-by: Ada Lovelace <ada@example.com>' -- d/x 2>/dev/null");
    assert_string_equal(try_commit(&request), "the commit message is empty");
}

static void writes_other_encodings(void **state)
{
    (void)state;
    struct commit_request request = {.message = "Größe\n"};
    shell(MAKE_BOTH "git config i18n.commitEncoding ISO-8859-1; git config user.name Zoë; "
                    "cp -a . ../r");
    assert_string_equal(try_commit(&request), "");
    char *text = shell_output("git -C r cat-file -p HEAD | grep -a ^enc; "
                              "git -C r log -1 --encoding=UTF-8 --format='%%s %%an'");
    assert_string_equal(text, "encoding ISO-8859-1\nGröße Zoë\n");
    free(text);
    struct commit_request impossible = {.message = "→\n"};
    shell("echo 9 >r/d/x");
    assert_contains(try_commit(&impossible), "ISO-8859-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(cleans_messages_as_git_does),
        git_test(shows_the_difference_where_git_would),
        git_test(signs_off_as_git_does),
        git_test(a_signature_alone_is_no_message),
        git_test(writes_other_encodings),
    };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_done(&said);
    return result;
}
