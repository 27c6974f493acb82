#include "twin.h"

static void assert_message(const char *cleanup, bool with_editor, const char *given)
{
    struct commit_request request = {.message = given};
    static char first[] = "First\\n";
    shell(MAKE_BOTH "cp -a . ../r");
    shell("cd r; git config commit.cleanup %s; cd ../g; git config commit.cleanup %s", cleanup,
          cleanup);
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
    static const char given[] = "\n\n  Subject  \n\n\n# comment\nbody\t\n"
                                "# ------------------------ >8 ------------------------\n"
                                "below\n\n\n";
    static const char *const modes[] = {"default", "strip", "whitespace", "verbatim", "scissors"};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_message(modes[i], false, given);
        assert_message(modes[i], true, given);
    }
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
        git_test(signs_off_as_git_does),
        git_test(writes_other_encodings),
    };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_done(&said);
    return result;
}
