/* Calendar dates of the proleptic Gregorian calendar, and instants as Git has them.
 * Does not read a clock except in date_today() and instant_now(), and those obey
 * SOURCE_DATE_EPOCH (seconds since 1970, then in UTC). */
#ifndef IFSPEC_BASE_DATE_H
#define IFSPEC_BASE_DATE_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year;  /* 0 to 9999 */
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

enum { DATE_TEXT_SIZE = 16, INSTANT_TEXT_SIZE = 40 };

/* Read "2025-05-01"; false for anything else, also for days that do not exist. */
bool date_parse(const char *text, struct date *date);

/* Read other notations that people use ("1.5.2025", "1 May 2025", "May 1, 2025", "2025/05/01",
 * "20250501"), so that the form can ask back. "05/01/2025" could be two dates and is refused,
 * "13/05/2025" could not and is read. The notation of date_parse() is read too. */
bool date_parse_loosely(const char *text, struct date *date);

void date_format(struct date date, char text[DATE_TEXT_SIZE]);
int date_compare(struct date a, struct date b);
struct date date_add_days(struct date date, int days); /* stays within the years 0 to 9999 */
int date_weekday(struct date date); /* 0 Monday to 6 Sunday */
int date_days_in_month(int year, int month);
struct date date_today(void); /* in local time */

/* Seconds since 1970 and minutes east of UTC. */
struct instant {
    int64_t seconds;
    int offset;
};

struct instant instant_now(void);

/* The day in the instant's own zone; instants outside the calendar give its first or last day. */
struct date instant_date(struct instant instant);

/* RFC 3339 ("2025-05-01T10:00:00+02:00"), or "invalid date" outside the years 0 to 9999. */
void instant_format(struct instant instant, char text[INSTANT_TEXT_SIZE]);

#endif
