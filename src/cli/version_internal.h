/* The version that this program was built as. */
#ifndef IFSPEC_CLI_VERSION_INTERNAL_H
#define IFSPEC_CLI_VERSION_INTERNAL_H

extern const char version_text[];

#endif
