#include "signature_date_internal.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

/* What was found so far; -1: not yet. */
struct parts {
    int year, month, day;
    int hour, minute, second;
    int offset; /* minutes east */
    bool has_offset;
    int64_t epoch;
};

/* ── Numbers ───────────────────────────────────────────────────────────────────────────────── */

/* Take 1 to 18 digits; their number is returned, 0 if there are none or too many. */
static int take_number(const char **text, int64_t *number)
{
    int digits = 0;
    *number = 0;
    for (; isdigit((unsigned char)**text) && digits < 19; (*text)++, digits++)
        if (digits < 18)
            *number = *number * 10 + (**text - '0');
    return digits <= 18 ? digits : 0;
}

static bool take_small(const char **text, int largest, int *number)
{
    int64_t value = 0;
    int digits = take_number(text, &value);
    *number = (int)value;
    return (digits == 1 || digits == 2) && value <= largest;
}

/* Behind "13" comes ":46", ":40", ".5". */
static bool take_time(const char **text, int hour, struct parts *parts)
{
    if (parts->hour >= 0 || hour > 23)
        return false;
    parts->hour = hour;
    parts->second = 0;
    (*text)++;
    if (!take_small(text, 59, &parts->minute))
        return false;
    if (**text != ':')
        return true;
    (*text)++;
    if (!take_small(text, 60, &parts->second))
        return false;
    if (**text == '.' && isdigit((unsigned char)(*text)[1])) {
        int64_t fraction = 0;
        (*text)++;
        return take_number(text, &fraction) > 0;
    }
    return true;
}

/* Behind "2025" comes "-05-01". */
static bool take_date(const char **text, int year, struct parts *parts)
{
    char separator = **text;
    if (parts->year >= 0 || parts->month >= 0 || parts->day >= 0)
        return false;
    parts->year = year;
    (*text)++;
    if (!take_small(text, 12, &parts->month) || **text != separator)
        return false;
    (*text)++;
    return take_small(text, 31, &parts->day);
}

static bool take_lone_number(int64_t value, int digits, struct parts *parts)
{
    if (digits <= 2 && parts->day < 0)
        parts->day = (int)value;
    else if (digits == 4 && parts->year < 0)
        parts->year = (int)value;
    else if (digits >= 9 && parts->epoch < 0)
        parts->epoch = value;
    else
        return false;
    return true;
}

static bool take_digits(const char **text, struct parts *parts)
{
    int64_t value = 0;
    int digits = take_number(text, &value);
    if (**text == ':' && digits > 0 && digits <= 2)
        return take_time(text, (int)value, parts);
    if (digits == 4 && **text != '\0' && strchr("-/.", **text) != NULL)
        return take_date(text, (int)value, parts);
    return digits > 0 && take_lone_number(value, digits, parts);
}

/* "+0200", "-02:00", "+02". */
static bool take_zone(const char **text, struct parts *parts)
{
    bool west = **text == '-';
    int64_t value = 0;
    (*text)++;
    int digits = take_number(text, &value);
    int hours = (int)value;
    int minutes = 0;
    if (parts->has_offset || (digits != 2 && digits != 4))
        return false;
    if (digits == 4) {
        hours = (int)value / 100;
        minutes = (int)value % 100;
    } else if (**text == ':') {
        (*text)++;
        if (!take_small(text, 59, &minutes))
            return false;
    }
    parts->offset = hours * 60 + minutes;
    if (west)
        parts->offset = -parts->offset;
    parts->has_offset = true;
    return hours <= 23 && minutes <= 59;
}

/* ── Words ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_name(const char *word, size_t length, const char *name)
{
    return length >= 3 && length <= strlen(name) && strncasecmp(word, name, length) == 0;
}

static bool is_utc(const char *word, size_t length)
{
    return (length == 1 && (word[0] == 'Z' || word[0] == 'z')) ||
           (length == 3 && (strncasecmp(word, "UTC", 3) == 0 || strncasecmp(word, "GMT", 3) == 0));
}

static bool take_word(const char **text, struct parts *parts)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    const char *word = *text;
    while (isalpha((unsigned char)**text))
        (*text)++;
    size_t length = (size_t)(*text - word);
    if (is_utc(word, length)) {
        bool first = !parts->has_offset;
        parts->has_offset = true;
        return first;
    }
    if (length == 1 && word[0] == 'T' && parts->day >= 0)
        return true;
    for (int i = 0; i < 7; i++)
        if (is_name(word, length, days[i]))
            return true;
    for (int i = 0; i < 12; i++)
        if (parts->month < 0 && is_name(word, length, months[i])) {
            parts->month = i + 1;
            return true;
        }
    return false;
}

/* ── The whole ─────────────────────────────────────────────────────────────────────────────── */

static int local_offset(time_t seconds)
{
    struct tm local = {0};
    return localtime_r(&seconds, &local) != NULL ? (int)(local.tm_gmtoff / 60) : 0;
}

static bool finish(const struct parts *parts, struct instant *instant)
{
    if (parts->epoch >= 0) {
        if (parts->year >= 0 || parts->month >= 0 || parts->day >= 0 || parts->hour >= 0)
            return false;
        instant->seconds = parts->epoch;
        instant->offset = parts->has_offset ? parts->offset : local_offset((time_t)parts->epoch);
        return true;
    }
    if (parts->year < 1970 || parts->month < 1 || parts->day < 1 || parts->hour < 0 ||
        parts->day > date_days_in_month(parts->year, parts->month))
        return false;
    struct tm broken = {
        .tm_year = parts->year - 1900,
        .tm_mon = parts->month - 1,
        .tm_mday = parts->day,
        .tm_hour = parts->hour,
        .tm_min = parts->minute,
        .tm_sec = parts->second,
        .tm_isdst = -1,
    };
    if (parts->has_offset) {
        instant->seconds = (int64_t)timegm(&broken) - parts->offset * INT64_C(60);
        instant->offset = parts->offset;
    } else {
        time_t seconds = mktime(&broken);
        instant->seconds = (int64_t)seconds;
        instant->offset = local_offset(seconds);
    }
    return instant->seconds >= 0;
}

bool signature_date_parse(const char *text, struct instant *instant)
{
    struct parts parts = {.year = -1, .month = -1, .day = -1, .hour = -1, .epoch = -1};
    bool epoch_follows = text[0] == '@';
    if (epoch_follows) {
        text++;
        if (take_number(&text, &parts.epoch) == 0)
            return false;
    }
    while (text[0] != '\0') {
        bool taken = true;
        if (isdigit((unsigned char)text[0]))
            taken = !epoch_follows && take_digits(&text, &parts);
        else if ((text[0] == '+' || text[0] == '-') && (parts.hour >= 0 || parts.epoch >= 0))
            taken = take_zone(&text, &parts);
        else if (isalpha((unsigned char)text[0]))
            taken = take_word(&text, &parts);
        else if (text[0] == ' ' || text[0] == ',')
            text++;
        else
            return false;
        if (!taken)
            return false;
    }
    return finish(&parts, instant);
}
