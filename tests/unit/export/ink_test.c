/* Reports for people: plain for a pipe, wrapped and coloured on a terminal, harmless on both. */
#include "base/buffer.h"
#include "base/show.h"
#include "base/utf8.h"
#include "export/blame.h"
#include "export/diff.h"
#include "export/log.h"
#include "unit/unit.h"

#include <string.h>

static const struct text_look pipe_look = {0};
static const struct text_look narrow = {.width = 40};
static const struct text_look coloured = {.width = 80, .coloured = true};

static char label[] = "Data Volume";
static char path[] = "overview.data_volume";
static const struct field volume = {.label = label, .path = path};
static char median[] = "Median";
static char low[] = "Low, as it was measured in the last week of the year";

static struct change change = {
    .kind = CHANGE_CHANGED, .field = &volume, .old_text = median, .new_text = low};
static const struct changes changes = {.items = &change, .count = 1};

static struct log_entry entry_of(const char *subject)
{
    return (struct log_entry){.commit = "bbaa2b061a9007866e4762900e3c35d953a2dc8c",
                              .author = "Ayşe Öztürk",
                              .when = {.seconds = 1746093600},
                              .subject = subject,
                              .path = "interfaces/A.yaml",
                              .changes = &changes};
}

static void assert_log(const char *subject, const struct text_look *look, const char *expected)
{
    struct buffer out = {0};
    const struct log_entry entry = entry_of(subject);
    log_print_heading(&entry, look, &out);
    log_print_changes(&entry, false, look, &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
}

static void a_pipe_gets_plain_lines(void **state)
{
    (void)state;
    assert_log("A: volume", &pipe_look,
               "bbaa2b0 2025-05-01 Ayşe Öztürk: A: volume\n"
               "    Data Volume: Median → Low, as it was measured in the last week of the year\n");
}

static void a_terminal_wraps_behind_an_indent(void **state)
{
    (void)state;
    assert_log("A: volume", &narrow,
               "bbaa2b0 2025-05-01 Ayşe Öztürk: A:\n"
               "        volume\n"
               "    Data Volume: Median → Low, as it was\n"
               "        measured in the last week of the\n"
               "        year\n");
}

static void colours_end_with_what_they_mean(void **state)
{
    (void)state;
    assert_log("A: volume", &coloured,
               "\033[33mbbaa2b0\033[m 2025-05-01 \033[36mAyşe Öztürk\033[m: "
               "\033[1mA: volume\033[m\n"
               "    Data Volume: \033[2mMedian\033[m → \033[32mLow, as it was measured in the last "
               "week of the year\033[m\n");
}

static void nothing_of_others_is_a_line_or_a_colour_of_ours(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct log_entry entry = entry_of("one\nbbaa2b1 2025-05-02 two\033[31m");
    entry.problem = "three\nfour";
    log_print_heading(&entry, &coloured, &out);
    log_print_changes(&entry, true, &coloured, &out);
    assert_non_null(strstr(buffer_string(&out), "one bbaa2b1 2025-05-02 two␛[31m"));
    assert_non_null(strstr(buffer_string(&out), "three four"));
    assert_null(strstr(buffer_string(&out), "\033[31mt"));
    buffer_done(&out);
}

static void a_difference_tells_what_is_new_and_what_is_gone(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct diff_entry entry = {
        .id = "A", .path = "b.yaml", .old_path = "a.yaml", .changes = &changes};
    diff_print_text(&entry, &pipe_look, &out);
    assert_string_equal(buffer_string(&out),
                        "A (a.yaml → b.yaml)\n    Data Volume: Median → Low, as it was measured in "
                        "the last week of the year\n");
    buffer_clear(&out);
    entry.old_path = NULL;
    diff_print_text(&entry, &coloured, &out);
    assert_string_equal(buffer_string(&out), "\033[1mA\033[m\033[2m (b.yaml)\033[m\n"
                                             "    \033[32mnew, with 1 field answered\033[m\n");
    buffer_clear(&out);
    entry.old_path = "b.yaml";
    entry.removed = true;
    diff_print_text(&entry, &coloured, &out);
    assert_non_null(strstr(buffer_string(&out), "    \033[31mremoved\033[m\n"));
    buffer_done(&out);
}

/* ── blame ── */

#define FIRST "1111111111111111111111111111111111111111"
#define OTHER "2222222222222222222222222222222222222222"

static struct blame_line line_of(const char *field, const char *commit, const char *value)
{
    return (struct blame_line){.field = field, .value = value, .commit = commit,
                               .author = "Zoë", .when = {.seconds = 1746093600},
                               .subject = "APP-A-V1: as measured"};
}

static void assert_blame(const struct blame_line *lines, size_t count, size_t width,
                         const char *expected)
{
    struct buffer out = {0};
    const struct text_look look = {.width = width};
    blame_print_text(lines, count, "APP-A-V2", &look, &out);
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
}

static void blame_stands_below_its_sections(void **state)
{
    (void)state;
    const struct blame_line lines[] = {
        line_of("overview.data_volume", FIRST, "Low"),
        line_of("overview.sla", NULL, "99 %"),
        line_of("flow.steps", FIRST, "one, two"),
        line_of("flow.steps[0]", FIRST, "one"),
        line_of("flow.steps[1]", FIRST, "two"),
        line_of("flow.rules", OTHER, "three, four"),
        line_of("flow.rules[0]", FIRST, "three"),
        line_of("flow.rules[1]", OTHER, "four"),
    };
    assert_blame(lines, 8, 76,
                 "overview\n"
                 "  data_volume  1111111  2025-05-01  Zoë                Low\n"
                 "  sla                               not committed yet  99 %\n"
                 "flow\n"
                 "  steps        1111111  2025-05-01  Zoë                one, two\n"
                 "  rules        2222222  2025-05-01  Zoë                2 rows\n"
                 "  rules[0]     1111111  2025-05-01  Zoë                three\n"
                 "  rules[1]     2222222  2025-05-01  Zoë                four\n");
    assert_blame(lines, 2, 120,
                 "overview\n"
                 "  data_volume  1111111  2025-05-01  Zoë                as measured  Low\n"
                 "  sla                               not committed yet               99 %\n");
    assert_blame(lines, 2, 40,
                 "overview\n"
                 "  data_volume  1111111  2025-05-01  Low\n"
                 "  sla                               99 %\n");
}

static void blame_of_one_field_has_room_for_the_reason(void **state)
{
    (void)state;
    const struct blame_line lines[] = {
        line_of("flow.rules", OTHER, "three, four"),
        line_of("flow.rules[0]", FIRST, "three"),
        line_of("flow.rules[1]", NULL, "four"),
    };
    assert_blame(lines, 3, 80,
                 "flow.rules: 2 rows\n"
                 "    2222222 2025-05-01 Zoë: APP-A-V1: as measured\n"
                 "flow.rules[0]: three\n"
                 "    1111111 2025-05-01 Zoë: APP-A-V1: as measured\n"
                 "flow.rules[1]: four\n"
                 "    not committed yet\n");
    assert_blame(lines, 0, 80, "");
}

static void blame_for_a_pipe_keeps_its_columns(void **state)
{
    (void)state;
    const struct blame_line lines[] = {line_of("overview.sla", FIRST, "99 %")};
    assert_blame(lines, 1, 0,
                 "Field         Commit   Date        Author  Subject                Value\n"
                 "overview.sla  1111111  2025-05-01  Zoë     APP-A-V1: as measured  99 %\n");
}

/* Wide characters take two columns: no cell pushes the next one away. */
static void blame_lines_up_wide_characters(void **state)
{
    (void)state;
    struct buffer out = {0};
    struct blame_line lines[] = {
        line_of("overview.title", FIRST, "東京の受注を倉庫へ送るインターフェース"),
        line_of("overview.sla", FIRST, "99 %"),
    };
    lines[0].author = "佐藤 健";
    const struct text_look look = {.width = 60};
    blame_print_text(lines, 2, "", &look, &out);
    for (const char *line = buffer_string(&out); *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(utf8_width(line, strcspn(line, "\n")) <= 60);
    assert_non_null(strstr(buffer_string(&out), "佐藤 健  東京"));
    assert_non_null(strstr(buffer_string(&out), "Zoë      99 %"));
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_gets_plain_lines),
        cmocka_unit_test(a_terminal_wraps_behind_an_indent),
        cmocka_unit_test(colours_end_with_what_they_mean),
        cmocka_unit_test(nothing_of_others_is_a_line_or_a_colour_of_ours),
        cmocka_unit_test(a_difference_tells_what_is_new_and_what_is_gone),
        cmocka_unit_test(blame_stands_below_its_sections),
        cmocka_unit_test(blame_of_one_field_has_room_for_the_reason),
        cmocka_unit_test(blame_for_a_pipe_keeps_its_columns),
        cmocka_unit_test(blame_lines_up_wide_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
