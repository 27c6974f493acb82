#include "model/pattern.h"

#include "base/memory.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The limits of promises.md 6.1, measured: the worst pattern costs about a millisecond. */
enum {
    LENGTH_LIMIT = 1024,
    NESTING_LIMIT = 50,
    MATCH_LIMIT = 100000,
    DEPTH_LIMIT = 5000,
    HEAP_LIMIT = 8192, /* kB */
    SUBJECT_LIMIT = 64 * 1024,
};

struct pattern {
    char *source;
    pcre2_code *code;
    bool anchored;
};

static void *allocate(size_t size, void *context)
{
    (void)context;
    /* Not zeroed: a match takes 20 kB of frames, and the forms match a lot. */
    return memory_resize(NULL, size, 1);
}

static void release(void *memory, void *context)
{
    (void)context;
    free(memory);
}

static pcre2_code *compile(const char *source, int *number, size_t *offset)
{
    /* With an allocator that never fails, none of PCRE2's contexts can be NULL. */
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, NULL);
    pcre2_compile_context *limits = pcre2_compile_context_create(general);
    pcre2_set_max_pattern_length(limits, LENGTH_LIMIT);
    pcre2_set_parens_nest_limit(limits, NESTING_LIMIT);
    pcre2_set_newline(limits, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(limits, PCRE2_BSR_UNICODE);
    uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE |
                       PCRE2_DOLLAR_ENDONLY;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, options, number,
                                     offset, limits);
    pcre2_compile_context_free(limits);
    pcre2_general_context_free(general);
    return code;
}

int pattern_compile(const char *source, bool anchored, struct pattern **out, struct error *error)
{
    /* "(*LF)", "(*UTF)", …: settings that a pattern must not change. */
    if (strncmp(source, "(*", 2) == 0)
        return error_set(error, ERROR_INPUT, "a pattern must not begin with “(*”");
    int number = 0;
    size_t offset = 0;
    pcre2_code *code = compile(source, &number, &offset);
    if (code == NULL) {
        char reason[256] = "";
        (void)pcre2_get_error_message(number, (PCRE2_UCHAR *)reason, sizeof reason);
        return error_set(error, ERROR_INPUT, "the pattern is wrong at character %zu: %s",
                         offset + 1, reason);
    }
    struct pattern *pattern = memory_allocate(sizeof *pattern);
    *pattern = (struct pattern){memory_copy_string(source), code, anchored};
    *out = pattern;
    return 0;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    free(pattern->source);
    free(pattern);
}

const char *pattern_source(const struct pattern *pattern)
{
    return pattern->source;
}

static enum pattern_result result_of(int status)
{
    if (status >= 0)
        return PATTERN_MATCHES;
    if (status == PCRE2_ERROR_MATCHLIMIT || status == PCRE2_ERROR_DEPTHLIMIT ||
        status == PCRE2_ERROR_HEAPLIMIT || status == PCRE2_ERROR_NOMEMORY)
        return PATTERN_TOO_COSTLY;
    return PATTERN_DIFFERS; /* no match, or a text that is not valid UTF-8 */
}

enum pattern_result pattern_match(const struct pattern *pattern, const char *text, size_t length)
{
    if (length > SUBJECT_LIMIT)
        return PATTERN_TOO_COSTLY;
    pcre2_general_context *general = pcre2_general_context_create(allocate, release, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(general);
    pcre2_match_data *data = pcre2_match_data_create(1, general);
    pcre2_set_match_limit(limits, MATCH_LIMIT);
    pcre2_set_depth_limit(limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_LIMIT);
    uint32_t options = pattern->anchored ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0;
    int status = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, options, data, limits);
    pcre2_match_data_free(data);
    pcre2_match_context_free(limits);
    pcre2_general_context_free(general);
    return result_of(status);
}
