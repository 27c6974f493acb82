/* How numbers, strings and values are written in a journal: little endian, lengths in front. */
#ifndef IFSPEC_STORE_JOURNAL_INTERNAL_H
#define IFSPEC_STORE_JOURNAL_INTERNAL_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is left to read. Once something did not fit, `failed` stays and everything reads as 0. */
struct journal_input {
    const char *at;
    const char *end;
    bool failed;
};

uint8_t journal_take_byte(struct journal_input *input);
uint32_t journal_take_number(struct journal_input *input);
uint64_t journal_take_long(struct journal_input *input);
/* Borrowed; the length is at most what is there. */
const char *journal_take_text(struct journal_input *input, size_t *length);

void journal_put_number(struct buffer *out, uint32_t number);
void journal_put_long(struct buffer *out, uint64_t number);
void journal_put_text(struct buffer *out, const char *text, size_t length);

/* Step over a value, checking that it is one (journal_value.c). */
void journal_skip_value(struct journal_input *input);

#endif
