/* Compiler attributes by readable names, and nothing else. */
#ifndef IFSPEC_BASE_ATTRIBUTES_H
#define IFSPEC_BASE_ATTRIBUTES_H

#define ATTRIBUTE_FORMAT(string, first) __attribute__((format(printf, string, first)))
#define ATTRIBUTE_MUST_CHECK            __attribute__((warn_unused_result))
#define ATTRIBUTE_MALLOC                __attribute__((malloc, warn_unused_result))
#define ATTRIBUTE_RETURNS_NONNULL       __attribute__((returns_nonnull))
#define ATTRIBUTE_NORETURN              __attribute__((noreturn))
#define ATTRIBUTE_PURE                  __attribute__((pure))
#define ATTRIBUTE_UNUSED                __attribute__((unused))

#endif
