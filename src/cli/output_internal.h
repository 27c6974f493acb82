/* What commands print: every text that may hold foreign bytes goes through base/show.h here. */
#ifndef IFSPEC_CLI_OUTPUT_INTERNAL_H
#define IFSPEC_CLI_OUTPUT_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "export/text_look.h"

#include <stdbool.h>
#include <stddef.h>

/* Standard input and output are a terminal; output alone is; columns of it (0: it is none). */
bool output_has_terminal(void);
bool output_is_terminal(void);
size_t output_width(void);

/* How what is printed looks there: coloured on a terminal that can, unless NO_COLOR is set. */
struct text_look output_look(void);

/* Print to standard output, sanitised, lines kept; the buffer is emptied. */
void output_text(struct buffer *text);
/* The same for text that is sanitised already, or for bytes that must stay as they are. */
void output_bytes(struct buffer *bytes);
/* One formatted line; a line end inside becomes a mark. */
void output_line(const char *format, ...) ATTRIBUTE_FORMAT(1, 2);

/* Say it on standard error as "ifspec: TEXT"; returns the exit status of this kind of error. */
int output_error(const struct error *error);
void output_problem(const char *text);
void output_warning(const char *format, ...) ATTRIBUTE_FORMAT(1, 2);

/* Hand on what was printed so far; false if nobody reads it, so that more would be in vain. */
bool output_flush(void);

/* Flush; what could not be written makes the status 3, or 128+SIGPIPE if the reader has gone. */
int output_finish(int status) ATTRIBUTE_MUST_CHECK;

#endif
