/* Every screen and every command of the palette in a working copy made by an enemy
 * (tests/fault/hostile_repository.sh). All bytes that the program writes are looked at: after the
 * few sequences that it uses itself nothing is left that could be a command, turn direction or hide;
 * nothing that the working copy names was run. */
#include "screen_driver.h"

#include "base/utf8.h"
#include "ui/command.h"
#include "unit/base/scratch.h"
#include "unit/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static char top[256];
static char home[300], config[300], state_home[300], cache[300], configuration[300];
static const char *const environment[] = {home,  config,  state_home,     cache,
                                          configuration, "GIT_CONFIG_NOSYSTEM=1", "EDITOR=true", NULL};
static char repository[300];

struct look {
    int height, width;
    const char *term;
    const char *locale;
};

/* ── what may be written ── */

/* The sequences that ifspec uses, '#' for any digits and semicolons. */
static const char *const sequences[] = {
    "[#m",  "[#H",  "[#A",  "[#B",  "[#C",  "[#D",  "[#G",  "[#d", "[#J", "[#K", "[#X", "[#P", "[#@",
    "[#L",  "[#M",  "[#r",  "[#b",  "[#S",  "[#T",  "[?#h", "[?#l", "[22;0;0t", "[23;0;0t", "[>4;1m",
    "[>4m", "(B",   ")0",   "=",    ">",    "7",    "8",    "M",    "[4l", "]104\a",
};

static size_t match(const char *sequence, const char *bytes, size_t length)
{
    size_t at = 0;
    for (; *sequence != '\0'; sequence++) {
        if (*sequence == '#') {
            while (at < length && strchr("0123456789;", bytes[at]) != NULL)
                at++;
        } else if (at >= length || bytes[at++] != *sequence) {
            return 0;
        }
    }
    return at;
}

/* The enemy's numbers are 7777: a sequence with it is theirs, however much it looks like ours. */
static bool is_theirs(const char *bytes, size_t length)
{
    for (size_t i = 0; i + 4 <= length; i++)
        if (memcmp(bytes + i, "7777", 4) == 0)
            return true;
    return false;
}

static size_t match_any(const char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        size_t matched = match(sequences[i], bytes, length);
        if (matched > 0 && !is_theirs(bytes, matched))
            return matched;
    }
    return 0;
}

static void refuse(const char *bytes, size_t at, size_t length)
{
    char shown[400] = "";
    size_t from = at > 40 ? at - 40 : 0;
    size_t used = 0;
    for (size_t i = from; i < length && i < at + 40 && used < sizeof shown - 8; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        used += (size_t)snprintf(shown + used, sizeof shown - used,
                                 byte >= 0x20 && byte < 0x7F ? "%c" : "\\x%02x", byte);
    }
    fail_msg("not ours, at byte %zu: %s", at, shown);
}

static bool is_unsafe(uint32_t code_point, bool ascii)
{
    static const uint32_t hidden[][2] = {
        {0x80, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},     {0x61C, 0x61C},
        {0x115F, 0x1160}, {0x180E, 0x180E}, {0x200B, 0x200F},   {0x2028, 0x202E},
        {0x2060, 0x206F}, {0x3164, 0x3164}, {0xE000, 0xF8FF},   {0xFEFF, 0xFEFF},
        {0xFFA0, 0xFFA0}, {0xE0000, 0xE007F},
    };
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        if (code_point >= hidden[i][0] && code_point <= hidden[i][1])
            return true;
    return ascii;
}

static void expect_ours(struct driver *driver, const struct look *look)
{
    size_t length = 0;
    const char *bytes = driver_output(driver, &length);
    bool ascii = look->locale != NULL;
    for (size_t at = 0; at < length;) {
        unsigned char byte = (unsigned char)bytes[at];
        if (byte == '\033') {
            size_t matched = match_any(bytes + at + 1, length - at - 1);
            if (matched == 0)
                refuse(bytes, at, length);
            at += 1 + matched;
        } else if (byte < 0x80) {
            if ((byte < 0x20 && strchr("\r\n\b", byte) == NULL) || byte == 0x7F)
                refuse(bytes, at, length);
            at++;
        } else {
            uint32_t code_point = 0;
            size_t taken = utf8_decode(bytes + at, length - at, &code_point);
            if (taken < 2 || is_unsafe(code_point, ascii))
                refuse(bytes, at, length);
            at += taken;
        }
    }
}

static void expect_no_trace(void)
{
    char command[1600];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && [ -z \"$(ls sentinels)\" ] && [ -z \"$(find . -name sentinel)\" ] && "
                   "[ \"$(cat outside/*.yaml | cksum)\" = \"$(cat outside.sum)\" ] && "
                   "[ \"$(ls outside | wc -l)\" = 2 ]",
                   top);
    if (system(command) != 0)
        fail_msg("something ran, or was written outside: ls %s/sentinels", top);
}

/* ── the walk ── */

static struct driver *start(const struct look *look, const char *spec, const char *field)
{
    const char *arguments[] = {driver_program("ifspec"), spec != NULL ? "edit" : NULL, spec,
                               field != NULL ? "--field" : NULL, field, NULL};
    struct driver_options options = {.directory = repository,
                                     .environment = environment,
                                     .height = look->height,
                                     .width = look->width,
                                     .term = look->term,
                                     .locale = look->locale};
    return driver_start(&options, arguments);
}

/* Each key with the time to draw what it leads to. */
static void walk(struct driver *driver, const char *keys)
{
    char copy[512];
    char *rest = NULL;
    (void)snprintf(copy, sizeof copy, "%s", keys);
    for (char *key = strtok_r(copy, " ", &rest); key != NULL; key = strtok_r(NULL, " ", &rest)) {
        if (key[0] == '\'')
            driver_type(driver, key + 1);
        else
            driver_keys(driver, key);
        driver_settle(driver);
    }
}

static void end(struct driver *driver, const struct look *look)
{
    driver_signal(driver, SIGTERM);
    driver_expect_exit(driver, 128 + SIGTERM);
    driver_expect_restored(driver);
    expect_ours(driver, look);
    driver_stop(driver);
    expect_no_trace();
}

/* From the catalogue, so that Esc leads back there and not out: what the words find first. */
static struct driver *open_spec(const struct look *look, const char *words)
{
    struct driver *driver = start(look, NULL, NULL);
    driver_expect(driver, "specifications");
    driver_type(driver, words);
    driver_settle(driver);
    driver_keys(driver, "Enter");
    driver_settle(driver);
    return driver;
}

/* Every command by its name; Esc closes what it opened. What led out of the editor is entered
 * again. */
static void obey_all(struct driver *driver, bool editor)
{
    static const char *const names[] = {
#define COMMAND_NAME(code, name, title, help) name,
        COMMAND_TABLE(COMMAND_NAME)
#undef COMMAND_NAME
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], "quit") == 0 || strcmp(names[i], "suspend") == 0 ||
            strcmp(names[i], "copy-value") == 0)
            continue;
        if (editor && strcmp(names[i], "copy") == 0)
            continue; /* begins the name of copy-value only, there */
        driver_keys(driver, "C-p");
        driver_type(driver, names[i]);
        driver_keys(driver, "Enter");
        driver_settle(driver);
        driver_keys(driver, "Down PgDn");
        walk(driver, "Esc");
        if (driver_sees(driver, "Leave ifspec?"))
            walk(driver, "Esc");
        if (editor && driver_sees(driver, "Filter"))
            walk(driver, "Enter Enter");
    }
}

/* ── the screens ── */

static void the_catalogue(const struct look *look)
{
    struct driver *driver = start(look, NULL, NULL);
    driver_expect(driver, "specifications");
    driver_settle(driver);
    walk(driver, "Down PgDn End Home M-s M-s M-s M-s M-z M-y M-y M-y M-y M-m M-a M-a");
    walk(driver, "'7777 Esc 'PWNED Enter Esc Esc F1 PgDn PgDn Esc C-p PgDn PgDn Esc");
    walk(driver, "C-n 'A-B Enter Esc F7 Down Enter Esc F4 Down Enter Esc");
    walk(driver, "M-a F9 Down Down PgDn Tab Tab Esc");
    obey_all(driver, false);
    end(driver, look);
}

static void each_file(const struct look *look)
{
    char command[400];
    char path[1200];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && printf '%%s\\n' interfaces/*.yaml interfaces/*/*.yaml | "
                   "grep -a '^interfaces/'",
                   repository);
    FILE *files = popen(command, "r");
    assert_non_null(files);
    while (fgets(path, sizeof path, files) != NULL) {
        path[strcspn(path, "\n")] = '\0';
        struct driver *driver = start(look, path, NULL);
        driver_settle(driver);
        walk(driver, "k PgDn PgDn PgDn F7 PgDn Esc F8 PgDn PgDn Esc");
        size_t length = 0;
        (void)driver_output(driver, &length);
        assert_true(length > 0);
        expect_ours(driver, look);
        driver_stop(driver);
    }
    assert_int_equal(pclose(files), 0);
    expect_no_trace();
}

static void the_editor(const struct look *look)
{
    struct driver *driver = open_spec(look, "A-RAW");
    /* The first of the looks finds unsaved work. */
    if (driver_sees(driver, "Not saved"))
        walk(driver, "l PgDn Esc k");
    for (int field = 0; field < 24; field++)
        walk(driver, "Enter Down PgDn Tab");
    walk(driver, "C-f '7777 Enter C-g 'Section PgDn Esc F1 PgDn PgDn Esc C-n C-n");
    walk(driver, "C-z C-z C-y C-l C-o M-q Esc M-y Esc");
    walk(driver, "F7 Down Down PgDn Enter F8 PgDn PgDn Esc");
    obey_all(driver, true);
    end(driver, look);
}

static void the_history(const struct look *look)
{
    struct driver *driver = open_spec(look, "A-HOST");
    walk(driver, "C-t Down Down Down Down PgDn Home Enter M-Left M-Left PgDn M-Right Esc");
    walk(driver, "C-t C-t Down Down Enter Esc Home M-m Down Down M-m Enter PgDn Esc");
    walk(driver, "C-t Home Down M-t Enter Esc");
    end(driver, look);
}

static void a_commit(const struct look *look)
{
    struct driver *driver = open_spec(look, "A-HOST");
    walk(driver, "Tab Tab 'x C-s C-s C-k Down PgDn Tab Tab Tab C-k Esc C-k C-k Enter Esc");
    end(driver, look);
}

static void a_paste(const struct look *look)
{
    struct driver *driver = open_spec(look, "A-INVALID");
    walk(driver, "C-g 'Text Enter");
    driver_paste(driver, "\033]0;PWNED\a\033[7777m\xc2\x9b\x7f\xe2\x80\xae\xe2\x80\x8b\r\t\n%s%n");
    driver_settle(driver);
    walk(driver, "Home Right Right Right C-Right Delete Backspace End Tab");
    driver_paste(driver, "one\n\033[7777mtwo\xe2\x80\xae\nthree\a");
    driver_settle(driver);
    walk(driver, "Up Up C-Home M-Enter Tab C-z C-y C-s Esc");
    end(driver, look);
}

static const struct look looks[] = {
    {24, 80, NULL, NULL},
    {40, 120, NULL, NULL},
    {24, 80, NULL, "C"},
};

/* In `make fault` each screen has each look. */
static void on_all(void (*screen)(const struct look *look))
{
    const char *sweep = getenv("SWEEP");
    bool all = sweep != NULL && strcmp(sweep, "all") == 0;
    for (size_t i = 0; i < (all ? sizeof looks / sizeof looks[0] : 1); i++)
        screen(&looks[i]);
}

static void the_catalogue_shows_only_marks(void **state)
{
    (void)state;
    on_all(the_catalogue);
}

static void every_file_opens_or_says_why_in_marks(void **state)
{
    (void)state;
    on_all(each_file);
}

static void the_editor_shows_only_marks(void **state)
{
    (void)state;
    on_all(the_editor);
}

static void the_history_shows_only_marks(void **state)
{
    (void)state;
    on_all(the_history);
}

static void a_commit_shows_only_marks_and_runs_nothing(void **state)
{
    (void)state;
    on_all(a_commit);
}

static void a_paste_shows_only_marks(void **state)
{
    (void)state;
    on_all(a_paste);
}

/* ── the working copy, made once ── */

static int begin(void **state)
{
    char command[1600];
    assert_int_equal(scratch_begin(state), 0);
    const struct scratch *scratch = *state;
    (void)snprintf(top, sizeof top, "%s/hostile", scratch->path);
    (void)snprintf(repository, sizeof repository, "%s/repo", top);
    (void)snprintf(home, sizeof home, "HOME=%s/home", top);
    (void)snprintf(config, sizeof config, "XDG_CONFIG_HOME=%s/config", top);
    (void)snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", top);
    (void)snprintf(cache, sizeof cache, "XDG_CACHE_HOME=%s/cache", top);
    (void)snprintf(configuration, sizeof configuration, "GIT_CONFIG_GLOBAL=%s/home/.gitconfig", top);
    (void)snprintf(command, sizeof command,
                   "IFSPEC='%s' sh '%s' '%s' >/dev/null 2>&1 && cd '%s' && "
                   "cat outside/*.yaml | cksum >outside.sum",
                   driver_program("ifspec"), driver_source("tests/fault/hostile_repository.sh"),
                   top, top);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_editor_shows_only_marks),
        cmocka_unit_test(the_catalogue_shows_only_marks),
        cmocka_unit_test(every_file_opens_or_says_why_in_marks),
        cmocka_unit_test(the_history_shows_only_marks),
        cmocka_unit_test(a_paste_shows_only_marks),
        cmocka_unit_test(a_commit_shows_only_marks_and_runs_nothing),
    };
    return cmocka_run_group_tests_name("hostile", tests, begin, scratch_end);
}
