/* The findings of many specs as one report: text, JSON, SARIF, GitHub annotations. */
#ifndef IFSPEC_EXPORT_REPORT_H
#define IFSPEC_EXPORT_REPORT_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/check.h"
#include "model/spec.h"

#include <stddef.h>

struct report_item {
    char *path;
    size_t line;
    size_t column;
    char *spec;  /* its ID */
    char *field; /* "overview.artefacts[2].name"; "" for the file as a whole */
    enum severity severity;
    char *rule;
    char *message;
};

/* `= {0}` is empty. */
struct report {
    struct report_item *items;
    size_t count;
    size_t capacity;
};

void report_done(struct report *report);

/* Add the findings of a spec from this severity on, in the order of the file. */
void report_add(struct report *report, const char *path, const struct spec *spec,
                const struct findings *findings, enum severity least);
/* Add why a file cannot be read, as an error of rule "unreadable"; a text that begins with
 * path:line:column tells where. */
void report_add_problem(struct report *report, const char *path, const struct error *problem);

/* Put all items of another report behind those of this one; the other is empty then. */
void report_move(struct report *report, struct report *from);

size_t report_count(const struct report *report, enum severity severity);
const char *severity_name(enum severity severity); /* "error", "warning", "info" */

/* Address of a finding's place, as `ifspec set` takes it; owned. */
char *finding_address(const struct finding *finding) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* "PATH:LINE:COLUMN: severity: message [rule]", one a line. */
void report_print_text(const struct report *report, struct buffer *out);
/* {findings: […], errors, warnings, infos} */
void report_print_json(const struct report *report, struct buffer *out);
/* SARIF 2.1.0 (OASIS); `version` is the program's. */
void report_print_sarif(const struct report *report, const char *version, struct buffer *out);
/* Workflow commands of GitHub Actions: ::error file=…,line=…,col=…,title=…::message */
void report_print_github(const struct report *report, struct buffer *out);

#endif
