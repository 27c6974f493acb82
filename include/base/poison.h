/* Functions that no line of the program may name: they write without a limit, keep a state of their
 * own, or ask a shell. The Makefile has this read before every file of src, behind the headers
 * that declare them. */
#ifndef IFSPEC_BASE_POISON_H
#define IFSPEC_BASE_POISON_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok system popen tmpnam mktemp alloca

#endif
