/* Dates as people put them into GIT_AUTHOR_DATE and GIT_COMMITTER_DATE. */
#ifndef IFSPEC_GIT_SIGNATURE_DATE_INTERNAL_H
#define IFSPEC_GIT_SIGNATURE_DATE_INTERNAL_H

#include "base/date.h"

/* Read "@1746100000 +0200", RFC 2822 ("Thu, 1 May 2025 13:46:40 +0200"), ISO 8601
 * ("2025-05-01T13:46:40+02:00") and git's own ("Thu May 1 13:46:40 2025 +0200"). Without a zone it
 * is local time. False for anything else, also for a day without a time, as in git. */
bool signature_date_parse(const char *text, struct instant *instant);

#endif
