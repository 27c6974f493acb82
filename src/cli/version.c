#include "version_internal.h"

const char version_text[] = IFSPEC_VERSION;
