#include "fixture.h"

#define MAKE_REPOSITORY                                                                            \
    "rm -rf r; git init -q r; cd r; echo 1 >x; git add -A; git commit -q -m one; echo 2 >x; "

static int terminal_depth; /* the screen was left so often more than it was taken back */
static int terminal_times;
static struct buffer said;

static void leave(void *context)
{
    (void)context;
    terminal_depth++;
    terminal_times++;
}

static void come_back(void *context)
{
    (void)context;
    terminal_depth--;
}

static void show(void *context, const char *text, size_t length)
{
    (void)context;
    buffer_append(&said, text, length);
}

static const char *try_commit(bool trusted)
{
    static struct error error;
    static const char *const path = "x";
    struct git_host host = {.leave = leave, .come_back = come_back, .show = show};
    struct commit_request request = {.paths = &path,
                                     .path_count = 1,
                                     .message = "two\n",
                                     .trusted = trusted,
                                     .no_verify = !trusted,
                                     .host = &host};
    struct repository *repository = open_repository("r");
    char id[GIT_HEX_SIZE] = "";
    error_clear(&error);
    buffer_clear(&said);
    terminal_times = 0;
    (void)door->commit_create(repository, &request, id, &error);
    door->repository_close(repository);
    assert_int_equal(terminal_depth, 0);
    shell("git -C r fsck --strict >fsck.out 2>&1; test -z \"$(ls r/.git | grep ifspec-)\"");
    return error.text;
}

static bool is_there(const char *program)
{
    char *path = shell_output("command -v %s || :", program);
    bool found = path[0] != '\0';
    free(path);
    if (!found)
        skip();
    return found;
}

static void make_gpg_key(void)
{
    setenv("GNUPGHOME", "/nowhere", 1);
    char *folder = memory_format("%s/gpg", scratch);
    setenv("GNUPGHOME", folder, 1);
    free(folder);
    shell("mkdir -m 700 gpg; gpg --batch --quiet --pinentry-mode loopback --passphrase '' "
          "--quick-generate-key 'Ada Lovelace <ada@example.com>' ed25519 sign never 2>/dev/null");
}

static void drop_gpg(void)
{
    shell("gpgconf --kill all >/dev/null 2>&1 || :");
    unsetenv("GNUPGHOME");
}

static void signs_with_gpg(void **state)
{
    (void)state;
    if (!is_there("gpg"))
        return;
    make_gpg_key();
    shell(MAKE_REPOSITORY "git config --global commit.gpgSign true");
    assert_string_equal(try_commit(true), "");
    assert_int_equal(terminal_times, 1);
    shell("git -C r verify-commit HEAD 2>/dev/null");
    drop_gpg();
}

static void an_unknown_key_commits_nothing(void **state)
{
    (void)state;
    if (!is_there("gpg"))
        return;
    make_gpg_key();
    shell(MAKE_REPOSITORY
          "git config --global commit.gpgSign true; "
          "git config user.signingKey nobody@example.org; git rev-parse HEAD >../h");
    assert_contains(try_commit(true), "nobody@example.org");
    assert_true(said.length > 0);
    assert_null(strstr(buffer_string(&said), "GNUPG:"));
    shell("cd r; git rev-parse HEAD | diff ../h -; test ! -e .git/index.lock");
    drop_gpg();
}

static void signs_with_x509(void **state)
{
    (void)state;
    if (!is_there("gpgsm") || !is_there("openssl"))
        return;
    char *folder = memory_format("%s/gpgsm", scratch);
    setenv("GNUPGHOME", folder, 1);
    free(folder);
    shell("mkdir -m 700 gpgsm; cd gpgsm; openssl req -x509 -newkey rsa:2048 -nodes -keyout k -out c "
          "-days 3650 -subj '/CN=Ada/emailAddress=ada@example.com' "
          "-addext keyUsage=digitalSignature,keyCertSign 2>/dev/null; "
          "openssl pkcs12 -export -inkey k -in c -passout pass: -keypbe PBE-SHA1-3DES "
          "-certpbe PBE-SHA1-3DES -macalg sha1 -out p; "
          "echo allow-loopback-pinentry >gpg-agent.conf; echo disable-crl-checks >gpgsm.conf; "
          "echo | gpgsm --batch --quiet --pinentry-mode loopback --passphrase-fd 0 --import p "
          ">/dev/null 2>&1; gpgsm --list-keys --with-colons 2>/dev/null | "
          "awk -F: '/^fpr/ { print $10, \"S relax\"; exit }' >trustlist.txt; gpgconf --kill all");
    shell(MAKE_REPOSITORY "git config --global commit.gpgSign true; git config gpg.format x509; "
                          "git config user.signingKey ada@example.com");
    assert_string_equal(try_commit(true), "");
    shell("git -C r verify-commit HEAD 2>/dev/null");
    drop_gpg();
}

static void signs_with_ssh(void **state)
{
    (void)state;
    if (!is_there("ssh-keygen"))
        return;
    shell("ssh-keygen -q -t ed25519 -N '' -C '' -f key; "
          "printf 'ada@example.com %%s\\n' \"$(cat key.pub)\" >signers");
    shell(MAKE_REPOSITORY "git config --global commit.gpgSign true; git config gpg.format ssh; "
                          "git config user.signingKey %s/key.pub; "
                          "git config gpg.ssh.allowedSignersFile %s/signers",
          scratch, scratch);
    assert_string_equal(try_commit(true), "");
    shell("git -C r verify-commit HEAD 2>/dev/null");
}

static void signs_with_a_literal_key_of_an_agent(void **state)
{
    (void)state;
    if (!is_there("ssh-agent") || !is_there("ssh-keygen"))
        return;
    shell("ssh-keygen -q -t ed25519 -N '' -C '' -f key; "
          "printf 'ada@example.com %%s\\n' \"$(cat key.pub)\" >signers; "
          "eval $(ssh-agent -a %s/agent) >/dev/null; echo $SSH_AGENT_PID >agent.pid; "
          "ssh-add -q key 2>/dev/null; mv key elsewhere",
          scratch);
    char *socket = memory_format("%s/agent", scratch);
    setenv("SSH_AUTH_SOCK", socket, 1);
    free(socket);
    shell(MAKE_REPOSITORY "git config --global commit.gpgSign true; git config gpg.format ssh; "
                          "git config user.signingKey \"key::$(cat ../key.pub)\"; "
                          "git config gpg.ssh.allowedSignersFile %s/signers",
          scratch);
    const char *text = try_commit(true);
    shell("kill $(cat agent.pid)");
    unsetenv("SSH_AUTH_SOCK");
    assert_string_equal(text, "");
    shell("git -C r verify-commit HEAD 2>/dev/null");
}

static void programs_of_the_repository_need_trust(void **state)
{
    (void)state;
    struct buffer names = {0};
    shell("printf '#!/bin/sh\\ntouch %s/ran\\nexit 1\\n' >evil; chmod +x evil; cp evil good; "
          "sed -i s,ran,mine, good",
          scratch);
    shell(MAKE_REPOSITORY "git config commit.gpgSign true; git config gpg.program %s/evil; "
                          "git config --global gpg.program %s/good",
          scratch, scratch);
    struct repository *repository = open_repository("r");
    assert_int_equal(door->commit_programs(repository, &names), 1);
    assert_contains(buffer_string(&names), "gpg.program");
    door->repository_close(repository);
    buffer_done(&names);
    assert_contains(try_commit(false), "did not sign");
    shell("test -e mine; test ! -e ran");
    assert_contains(try_commit(true), "did not sign");
    shell("test -e ran");
}

static void says_which_formats_there_are(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "git config commit.gpgSign true; git config gpg.format quill");
    assert_contains(try_commit(true), "openpgp, x509 or ssh");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(signs_with_gpg),
        git_test(an_unknown_key_commits_nothing),
        git_test(signs_with_x509),
        git_test(signs_with_ssh),
        git_test(signs_with_a_literal_key_of_an_agent),
        git_test(programs_of_the_repository_need_trust),
        git_test(says_which_formats_there_are),
    };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_done(&said);
    return result;
}
