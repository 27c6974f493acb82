/* The one sanitiser: every byte that reaches a screen, standard error or plain output comes from
 * here. Text from files, Git, forms and the environment is hostile until it went through.
 * Rules: promises 20 and 21; control characters, bidi overrides, invisible characters and invalid
 * bytes become visible marks, and no mark can be mistaken for text. */
#ifndef IFSPEC_BASE_SHOW_H
#define IFSPEC_BASE_SHOW_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum show_flags {
    SHOW_LINES = 1 << 0, /* keep LF as a line end (plain output of paragraphs); else it is a mark */
    SHOW_ASCII = 1 << 1, /* the locale is not UTF-8: '?' for what is not ASCII (but "->" for an arrow,
                          * plain quotes, hyphens and dots for the finer ones), ^X for controls */
};

/* One glyph to draw: a grapheme cluster, or the mark that stands for something unsafe. It never
 * reaches over the end of a cluster; a cluster with something unsafe inside is several glyphs. */
struct show_glyph {
    const char *text;   /* UTF-8, printable; points into the input or into the scratch space */
    size_t text_length; /* bytes of text */
    size_t source;      /* bytes of the input that it stands for, at least 1 */
    int columns;        /* cells it takes, at least 1; 0 for the LF that SHOW_LINES keeps */
    bool mark;          /* drawn in the mark colour */
};

enum { SHOW_SCRATCH_SIZE = 64 };

/* The glyph at bytes[0]; length > 0. `scratch` holds the text of a mark until the next call. */
struct show_glyph show_next(const char *bytes, size_t length, int flags,
                            char scratch[SHOW_SCRATCH_SIZE]);

/* Columns that the text takes when shown; with SHOW_LINES those of its widest line. */
size_t show_width(const char *bytes, size_t length, int flags);

/* Append the text as it is shown. show_append_cut() appends one line (LF is a mark) of at most
 * `columns`, which ends in "…" ("~" with SHOW_ASCII) if it was cut. */
void show_append(struct buffer *out, const char *bytes, size_t length, int flags);
void show_append_cut(struct buffer *out, const char *bytes, size_t length, size_t columns,
                     int flags);

/* Print "ifspec: TEXT\n" to standard error, sanitised. */
void show_error(const char *text);

/* Print a sanitised string to `stream`; SHOW_ASCII is added where the locale asks for it. */
void show_print(FILE *stream, const char *text, int flags);

/* SHOW_ASCII if the locale's character set is not UTF-8, else 0. Needs setlocale() before. */
int show_locale_flags(void);

#endif
