/* Keys in an order that nobody would think of, every one that is bound and some text, while the
 * size changes: it never crashes, and what it shows in the end is what it would show anew. The
 * order is the same in every run. */
#include "screen_repository.h"

#include "base/memory.h"
#include "unit/unit.h"

enum { KEYS_MOST = 512, STEPS = 150, HEIGHT_MOST = 50, WIDTH_MOST = 140 };

struct storm {
    char *text; /* of share/keys */
    const char *keys[KEYS_MOST];
    size_t count;
    unsigned long random;
};

/* Knuth's generator: not the library's, which differs between systems. */
static size_t draw(struct storm *storm, size_t limit)
{
    storm->random = storm->random * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(storm->random >> 33) % limit;
}

/* Behind the command in each line stand its keys; not those that would end it. */
static void add_line(struct storm *storm, char *line)
{
    char *rest = NULL;
    const char *command = strtok_r(line, " ", &rest);
    if (command == NULL || command[0] == '#' || command[0] == '[' || strcmp(command, "quit") == 0)
        return;
    for (char *key = strtok_r(NULL, " ", &rest); key != NULL; key = strtok_r(NULL, " ", &rest)) {
        assert_true(storm->count < KEYS_MOST);
        storm->keys[storm->count++] = key;
    }
}

static void read_keys(struct storm *storm)
{
    enum { SIZE = 16384 };
    FILE *file = fopen(driver_source("share/keys"), "r");
    assert_non_null(file);
    storm->text = memory_allocate(SIZE);
    storm->text[fread(storm->text, 1, SIZE - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    char *rest = NULL;
    for (char *line = strtok_r(storm->text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        add_line(storm, line);
    assert_true(storm->count > 50);
}

static void blow(struct storm *storm, struct driver *driver)
{
    static const char *const texts[] = {"a", "7", "-", "é日", " ", "2025-05-01", "n", "\033[I"};
    for (int i = 0; i < STEPS; i++) {
        if (draw(storm, 4) == 0)
            driver_type(driver, texts[draw(storm, sizeof texts / sizeof texts[0])]);
        else
            driver_keys(driver, storm->keys[draw(storm, storm->count)]);
        if (i % 40 == 39)
            driver_resize(driver, 1 + (int)draw(storm, HEIGHT_MOST),
                          1 + (int)draw(storm, WIDTH_MOST));
        if (i % 5 == 4)
            driver_settle(driver);
        if (i % 25 == 24 && driver_is_running(driver))
            driver_expect_same_after(driver, "C-l");
    }
    driver_resize(driver, 24, 80);
    driver_settle(driver);
}

/* From the editor, Esc may have ended it; then with status 0, and the terminal as it was. */
static void end(struct driver *driver)
{
    if (driver_is_running(driver)) {
        driver_expect_same_after(driver, "C-l");
        driver_expect_no_unknown(driver);
    } else {
        driver_expect_exit(driver, 0);
        driver_expect_restored(driver);
    }
    driver_stop(driver);
}

static void no_order_of_keys_breaks_it(void **state)
{
    struct storm storm = {0};
    const char *environment[] = {"EDITOR=true", NULL};
    read_keys(&storm);
    for (unsigned long seed = 1; seed <= 4; seed++) {
        struct driver_options options = {.environment = environment};
        storm.random = seed;
        repository_run(state, "rm -f .git/*.lock && "
                              "git reset -q --hard $(git rev-list --max-parents=0 HEAD) && "
                              "rm -rf .state");
        struct driver *driver = seed % 2 == 0
                                    ? repository_edit(state, options, NULL)
                                    : repository_start(state, options, (const char *[]){NULL});
        driver_expect(driver, CUSTOMER);
        blow(&storm, driver);
        end(driver);
    }
    free(storm.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(no_order_of_keys_breaks_it),
    };
    return cmocka_run_group_tests_name("storm", tests, NULL, NULL);
}
