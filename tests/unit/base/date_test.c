#include "base/date.h"

#include "unit/unit.h"

#include <time.h>

static void reads_only_the_stored_notation(void **state)
{
    (void)state;
    struct date date = {0};
    assert_true(date_parse("2025-05-01", &date));
    assert_true(date.year == 2025 && date.month == 5 && date.day == 1);
    assert_true(date_parse("2024-02-29", &date));
    assert_true(date_parse("0000-02-29", &date));
    static const char *const wrong[] = {
        "",           "2025-5-1",   "2025-02-29", "1900-02-29",  "2025-13-01",  "2025-00-10",
        "2025-04-31", "2025-05-00", "2025/05/01", "2025-05-01 ", "2025-05-011", "02025-05-01",
        "-025-05-01", "+025-05-01", "2025-05",    "2025-05-01T",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(date_parse(wrong[i], &date));
}

static void reads_what_people_write(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"2025-05-01", "2025-05-01"},   {"2025-5-1", "2025-05-01"},
        {"2025/05/01", "2025-05-01"},   {"2025.5.1", "2025-05-01"},
        {"20250501", "2025-05-01"},     {"1.5.2025", "2025-05-01"},
        {"01.05.2025", "2025-05-01"},   {"1. 5. 2025", "2025-05-01"},
        {"1 May 2025", "2025-05-01"},   {"1st May, 2025", "2025-05-01"},
        {"01-May-2025", "2025-05-01"},  {"May 1, 2025", "2025-05-01"},
        {"may 1st 2025", "2025-05-01"}, {"Sept. 3, 2025", "2025-09-03"},
        {"3 SEP 2025", "2025-09-03"},   {"1. December 2025", "2025-12-01"},
        {"13/05/2025", "2025-05-13"},   {"05/13/2025", "2025-05-13"},
        {"05/05/2025", "2025-05-05"},   {"13-05-2025", "2025-05-13"},
        {" 2025-05-01 ", "2025-05-01"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct date date = {0};
        char text[DATE_TEXT_SIZE];
        if (!date_parse_loosely(table[i][0], &date))
            fail_msg("\"%s\" is not read", table[i][0]);
        date_format(date, text);
        assert_string_equal(text, table[i][1]);
    }
}

static void refuses_what_could_be_two_dates_or_none(void **state)
{
    (void)state;
    static const char *const table[] = {
        "05/01/2025",   "01-05-2025",  "",          "May 2025",   "2025",       "1.5.25",
        "31.4.2025",    "30 Feb 2025", "1 Mai2025", "2025-05/01", "99999999",   "1 Ma 2025",
        "1.5.2025x",    "2025051",     "202505011", "13/13/2025", "29/02/2025", "today",
        "1 Septe 2025", "1.5",         "May",       "1",          "-1.5.2025",
    };
    struct date date = {.year = 1, .month = 1, .day = 1};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (date_parse_loosely(table[i], &date))
            fail_msg("\"%s\" is read", table[i]);
        assert_int_equal(date.year, 1);
    }
}

static void counts_days_over_all_borders(void **state)
{
    (void)state;
    struct date date = {.year = 2024, .month = 2, .day = 28};
    date = date_add_days(date, 2);
    assert_true(date.month == 3 && date.day == 1);
    date = date_add_days(date, -366);
    assert_true(date.year == 2023 && date.month == 3 && date.day == 1);
    struct date last = {.year = 9999, .month = 12, .day = 31};
    assert_int_equal(date_compare(date_add_days(last, 1), last), 0);
    struct date first = {.year = 0, .month = 1, .day = 1};
    assert_int_equal(date_compare(date_add_days(first, -1), first), 0);
    assert_true(date_compare(first, last) < 0 && date_compare(last, first) > 0);
    assert_int_equal(date_days_in_month(2000, 2), 29);
    assert_int_equal(date_days_in_month(2100, 2), 28);
}

static void walks_every_day_of_the_calendar(void **state)
{
    (void)state;
    struct date date = {.year = 0, .month = 1, .day = 1};
    int weekday = date_weekday(date);
    assert_int_equal(weekday, 5); /* 0000-01-01 was a Saturday */
    for (int i = 0; i < 200 * 366; i++) {
        struct date next = date_add_days(date, 1);
        struct date wanted = {.year = date.year, .month = date.month, .day = date.day + 1};
        if (wanted.day > date_days_in_month(date.year, date.month)) {
            wanted.day = 1;
            wanted.month = date.month % 12 + 1;
            wanted.year += date.month == 12;
        }
        assert_int_equal(date_compare(next, wanted), 0);
        weekday = (weekday + 1) % 7;
        assert_int_equal(date_weekday(next), weekday);
        date = next;
    }
    struct date known = {.year = 2025, .month = 5, .day = 1};
    assert_int_equal(date_weekday(known), 3);
}

static void obeys_the_source_date(void **state)
{
    (void)state;
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "1746057599", 1), 0);
    assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0);
    tzset();
    struct date today = date_today();
    assert_true(today.year == 2025 && today.month == 4 && today.day == 30);
    assert_int_equal(instant_now().seconds, 1746057599);
    assert_int_equal(setenv("SOURCE_DATE_EPOCH", "yesterday", 1), 0);
    assert_true(instant_now().seconds > 1746057599);
    assert_int_equal(unsetenv("SOURCE_DATE_EPOCH"), 0);
}

static void has_today_in_local_time(void **state)
{
    (void)state;
    assert_int_equal(setenv("TZ", "XYZ-05:30", 1), 0);
    tzset();
    assert_int_equal(instant_now().offset, 330);
    time_t now = time(NULL);
    struct tm local = {0};
    assert_non_null(localtime_r(&now, &local));
    struct date today = date_today();
    assert_in_range(today.day, local.tm_mday, local.tm_mday + 1);
}

static void check_instant(int64_t seconds, int offset, const char *expected)
{
    char text[INSTANT_TEXT_SIZE];
    struct instant instant = {.seconds = seconds, .offset = offset};
    instant_format(instant, text);
    assert_string_equal(text, expected);
}

static void writes_instants_as_rfc_3339(void **state)
{
    (void)state;
    check_instant(0, 0, "1970-01-01T00:00:00Z");
    check_instant(-1, 0, "1969-12-31T23:59:59Z");
    check_instant(1746057599, 120, "2025-05-01T01:59:59+02:00");
    check_instant(1746057599, -210, "2025-04-30T20:29:59-03:30");
    check_instant(1746057599, 99999, "2025-04-30T23:59:59Z");
    check_instant(INT64_MAX, 60, "invalid date");
    check_instant(INT64_MIN, -60, "invalid date");
    struct instant end = {.seconds = INT64_MAX};
    assert_int_equal(instant_date(end).year, 9999);
    struct instant evening = {.seconds = 1746057599, .offset = 60};
    assert_int_equal(instant_date(evening).month, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_only_the_stored_notation),
        cmocka_unit_test(reads_what_people_write),
        cmocka_unit_test(refuses_what_could_be_two_dates_or_none),
        cmocka_unit_test(counts_days_over_all_borders),
        cmocka_unit_test(walks_every_day_of_the_calendar),
        cmocka_unit_test(obeys_the_source_date),
        cmocka_unit_test(has_today_in_local_time),
        cmocka_unit_test(writes_instants_as_rfc_3339),
    };
    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
