#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { SECONDS_A_DAY = 86400, LAST_YEAR = 9999 };

/* Days since 1970-01-01, counted from the first of March so that a leap day comes last: Howard
 * Hinnant, "chrono-Compatible Low-Level Date Algorithms". Years 0 to 9999 need no era below 0. */
static int64_t days_from_date(struct date date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct date date_from_days(int64_t days)
{
    static const struct date first = {.year = 0, .month = 1, .day = 1};
    static const struct date last = {.year = LAST_YEAR, .month = 12, .day = 31};
    if (days < days_from_date(first))
        return first;
    if (days > days_from_date(last))
        return last;
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153;
    struct date date = {
        .year = (int)(year_of_era + era * 400),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    if (date.month <= 2)
        date.year++;
    return date;
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool exists(struct date date)
{
    return date.year >= 0 && date.year <= LAST_YEAR && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= date_days_in_month(date.year, date.month);
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* A run of digits at *text, moved behind it; -1 unless it has `least` to `most` digits. */
static int take_number(const char **text, int least, int most)
{
    int value = 0;
    int digits = 0;
    while (is_digit(**text) && digits < most) {
        value = value * 10 + (**text - '0');
        (*text)++;
        digits++;
    }
    return digits < least || is_digit(**text) ? -1 : value;
}

static bool take_byte(const char **text, char byte)
{
    if (**text != byte)
        return false;
    (*text)++;
    return true;
}

static bool keep_if_exists(struct date read, struct date *date)
{
    if (!exists(read))
        return false;
    *date = read;
    return true;
}

bool date_parse(const char *text, struct date *date)
{
    struct date read = {.year = take_number(&text, 4, 4)};
    if (!take_byte(&text, '-'))
        return false;
    read.month = take_number(&text, 2, 2);
    if (!take_byte(&text, '-'))
        return false;
    read.day = take_number(&text, 2, 2);
    return *text == '\0' && keep_if_exists(read, date);
}

static void skip_blanks(const char **text)
{
    while (**text == ' ' || **text == '\t')
        (*text)++;
}

static bool is_at_end(const char *text)
{
    skip_blanks(&text);
    return *text == '\0';
}

/* "20250501" */
static bool parse_compact(const char *text, struct date *date)
{
    int number = take_number(&text, 8, 8);
    struct date read = {.year = number / 10000, .month = number / 100 % 100, .day = number % 100};
    return number >= 0 && is_at_end(text) && keep_if_exists(read, date);
}

/* "2025/5/1", "2025.05.01", "2025-5-1" */
static bool parse_year_first(const char *text, struct date *date)
{
    struct date read = {.year = take_number(&text, 4, 4)};
    char separator = *text;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    text++;
    read.month = take_number(&text, 1, 2);
    if (!take_byte(&text, separator))
        return false;
    read.day = take_number(&text, 1, 2);
    return is_at_end(text) && keep_if_exists(read, date);
}

/* "1.5.2025" has the day first wherever full stops are used. With slashes or hyphens some put the
 * month first: only a date that exists in one of the two readings, or is the same, is read. */
static bool parse_year_last(const char *text, struct date *date)
{
    int first = take_number(&text, 1, 2);
    char separator = *text;
    if (separator != '/' && separator != '.' && separator != '-')
        return false;
    text++;
    if (separator == '.')
        skip_blanks(&text);
    int second = take_number(&text, 1, 2);
    if (!take_byte(&text, separator))
        return false;
    if (separator == '.')
        skip_blanks(&text);
    int year = take_number(&text, 4, 4);
    struct date day_first = {.year = year, .month = second, .day = first};
    struct date month_first = {.year = year, .month = first, .day = second};
    if (!is_at_end(text))
        return false;
    if (separator == '.' || !exists(month_first) || first == second)
        return keep_if_exists(day_first, date);
    return !exists(day_first) && keep_if_exists(month_first, date);
}

/* An English month, whole or its first three letters ("Sept" too); 0 if it is none. */
static int take_month(const char **text)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    size_t length = 0;
    while (((*text)[length] >= 'A' && (*text)[length] <= 'Z') ||
           ((*text)[length] >= 'a' && (*text)[length] <= 'z'))
        length++;
    for (int i = 0; i < 12; i++) {
        bool usual = length == 3 || length == strlen(months[i]) || (i == 8 && length == 4);
        if (usual && strncasecmp(*text, months[i], length) == 0) {
            *text += length;
            (void)take_byte(text, '.');
            return i + 1;
        }
    }
    return 0;
}

/* "1st", "1.", "1": the day before or behind a month's name. */
static int take_day(const char **text)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "."};
    int day = take_number(text, 1, 2);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t length = strlen(endings[i]);
        if (strncasecmp(*text, endings[i], length) == 0) {
            *text += length;
            break;
        }
    }
    return day;
}

static void skip_between(const char **text)
{
    while (**text == ' ' || **text == '\t' || **text == ',' || **text == '-')
        (*text)++;
}

/* "1 May 2025", "1st May, 2025", "01-May-2025", "May 1, 2025" */
static bool parse_with_name(const char *text, struct date *date)
{
    struct date read = {0};
    bool day_first = is_digit(*text);
    if (day_first) {
        read.day = take_day(&text);
        skip_between(&text);
    }
    read.month = take_month(&text);
    skip_between(&text);
    if (!day_first) {
        read.day = take_day(&text);
        skip_between(&text);
    }
    read.year = take_number(&text, 4, 4);
    return is_at_end(text) && keep_if_exists(read, date);
}

bool date_parse_loosely(const char *text, struct date *date)
{
    skip_blanks(&text);
    return parse_compact(text, date) || parse_year_first(text, date) ||
           parse_year_last(text, date) || parse_with_name(text, date);
}

void date_format(struct date date, char text[DATE_TEXT_SIZE])
{
    (void)snprintf(text, DATE_TEXT_SIZE, "%04d-%02d-%02d", date.year, date.month, date.day);
}

int date_compare(struct date a, struct date b)
{
    int64_t days = days_from_date(a) - days_from_date(b);
    return (days > 0) - (days < 0);
}

struct date date_add_days(struct date date, int days)
{
    return date_from_days(days_from_date(date) + days);
}

int date_weekday(struct date date)
{
    int64_t days = days_from_date(date) + 3; /* 1970-01-01 was a Thursday */
    return (int)((days % 7 + 7) % 7);
}

/* SOURCE_DATE_EPOCH (reproducible-builds.org): seconds since 1970, a decimal number. */
static bool read_source_date(int64_t *seconds)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    if (text == NULL || !is_digit(*text) || strlen(text) > 15)
        return false;
    char *end = NULL;
    *seconds = strtoll(text, &end, 10);
    return *end == '\0';
}

struct instant instant_now(void)
{
    struct instant now = {0};
    if (read_source_date(&now.seconds))
        return now;
    time_t clock = time(NULL);
    struct tm local = {0};
    now.seconds = clock;
    if (localtime_r(&clock, &local) != NULL)
        now.offset = (int)(local.tm_gmtoff / 60);
    return now;
}

struct date date_today(void)
{
    return instant_date(instant_now());
}

/* Seconds since 1970 as a clock in the instant's zone shows them. A zone that no clock has (Git
 * stores any number) counts as UTC; beyond the calendar the sum only has to stay in range. */
static int64_t local_seconds(struct instant instant)
{
    static const int64_t bound = INT64_C(1) << 40;
    int64_t seconds = instant.seconds;
    if (seconds > bound)
        seconds = bound;
    if (seconds < -bound)
        seconds = -bound;
    bool zone = instant.offset > -24 * 60 && instant.offset < 24 * 60;
    return zone ? seconds + instant.offset * INT64_C(60) : seconds;
}

static int64_t day_of(int64_t seconds)
{
    return (seconds >= 0 ? seconds : seconds - SECONDS_A_DAY + 1) / SECONDS_A_DAY;
}

struct date instant_date(struct instant instant)
{
    return date_from_days(day_of(local_seconds(instant)));
}

void instant_format(struct instant instant, char text[INSTANT_TEXT_SIZE])
{
    int64_t seconds = local_seconds(instant);
    int64_t day = day_of(seconds);
    struct date date = date_from_days(day);
    if (days_from_date(date) != day) {
        (void)snprintf(text, INSTANT_TEXT_SIZE, "invalid date");
        return;
    }
    int second = (int)(seconds - day * SECONDS_A_DAY);
    int offset = instant.offset > -24 * 60 && instant.offset < 24 * 60 ? instant.offset : 0;
    int length = snprintf(text, INSTANT_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d", date.year,
                          date.month, date.day, second / 3600, second / 60 % 60, second % 60);
    char *zone = text + length;
    size_t room = INSTANT_TEXT_SIZE - (size_t)length;
    if (offset == 0)
        (void)snprintf(zone, room, "Z");
    else
        (void)snprintf(zone, room, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 60,
                       abs(offset) % 60);
}
