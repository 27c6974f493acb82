/* Inside tmux and GNU screen, as far as they are installed: terminals with a mind of their own,
 * which this terminal then draws. */
#include "screen_repository.h"

#include "unit/unit.h"

static bool is_installed(const char *program)
{
    char command[128];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    return system(command) == 0;
}

/* One task, whatever is around it: keys, text, a paste, a resize, save, quit. */
static void work_inside(void **state, const char *command)
{
    struct driver *driver = repository_shell(state, (struct driver_options){0}, command);
    driver_expect(driver, "▸ Volume detail");
    driver_expect_cursor_in(driver, DETAIL_END);
    driver_type(driver, "é日");
    driver_expect(driver, "(January)é日");
    driver_paste(driver, "one\n\ttwo");
    driver_expect_cursor_in(driver, "two");
    driver_expect(driver, "▸ Volume detail");
    driver_keys(driver, "C-z");
    driver_expect_cursor_in(driver, "(January)é日");
    driver_keys(driver, "S-Tab");
    driver_expect(driver, "▸ Data Volume");
    driver_keys(driver, "Enter Down Enter");
    driver_expect(driver, "Median");
    driver_resize(driver, 30, 100);
    driver_expect_row(driver, 29, "Tab Next");
    driver_keys(driver, "F1");
    driver_expect(driver, "keys and commands");
    driver_keys(driver, "Esc");
    driver_expect_row(driver, 29, "Tab Next");
    driver_keys(driver, "C-s");
    driver_expect(driver, "Saved " CUSTOMER_FILE);
    driver_keys(driver, "C-q");
    driver_expect_exit(driver, 0);
    driver_expect_restored(driver);
    driver_stop(driver);
    repository_run(state, "grep -q 'data_volume: Median' " CUSTOMER_FILE " && "
                          "grep -q '(January)é日' " CUSTOMER_FILE);
}

static void works_inside_tmux(void **state)
{
    if (!is_installed("tmux"))
        skip();
    repository_run(state, "printf '%s\\n' 'set -g status off' 'set -g exit-unattached on' "
                          "'set -s escape-time 10' 'set -g default-terminal tmux-256color' >.tmux");
    work_inside(state, "unset TMUX; export TMUX_TMPDIR=\"$PWD\"; "
                       "exec tmux -u -f .tmux -L ifspec new-session "
                       "\"$IFSPEC edit " CUSTOMER " --field overview.data_volume_detail\"");
}

static void works_inside_screen(void **state)
{
    if (!is_installed("screen"))
        skip();
    repository_run(state, "mkdir -m 700 .sockets && printf '%s\\n' 'startup_message off' "
                          "'maptimeout 10' 'altscreen on' >.screenrc");
    work_inside(state, "export SCREENDIR=\"$PWD/.sockets\"; "
                       "exec screen -U -c .screenrc -S ifspec -T screen-256color "
                       "\"$IFSPEC\" edit " CUSTOMER " --field overview.data_volume_detail");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        repository_test(works_inside_tmux),
        repository_test(works_inside_screen),
    };
    return cmocka_run_group_tests_name("multiplexer", tests, NULL, NULL);
}
