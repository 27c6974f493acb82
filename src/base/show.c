#include "base/show.h"

#include <langinfo.h>
#include <string.h>

int show_locale_flags(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? 0 : SHOW_ASCII;
}
