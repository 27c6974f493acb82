/* A check walks over the places of a spec: the file, each field, each entry of a list, each cell of
 * a table. At each place the rules of one table are asked in order; a rule that fails silences
 * those that build on it, at this place. */
#ifndef IFSPEC_MODEL_CHECK_INTERNAL_H
#define IFSPEC_MODEL_CHECK_INTERNAL_H

#include "base/attributes.h"
#include "model/check.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

enum place_level {
    PLACE_FILE = 1 << 0,
    PLACE_FIELD = 1 << 1,
    PLACE_ENTRY = 1 << 2, /* of a list; row of a table */
    PLACE_CELL = 1 << 3,
};

struct place {
    enum place_level level;
    const struct field *question; /* the field, or the column of a cell; NULL: the file */
    const struct value *value;    /* may be empty */
    size_t row;                   /* FINDING_NO_ROW: none */
};

struct check {
    const struct spec *spec;
    const struct check_world *world;
    struct findings *findings;
};

struct check_rule {
    const char *name;
    enum severity severity;
    unsigned levels;   /* places where it is asked */
    unsigned builds_on; /* rules (1 << enum check_rule_index) that must not have failed here */
    bool hidden_too;
    /* Whether all is well; if not, it was reported. */
    bool (*holds)(const struct check *check, const struct check_rule *rule,
                  const struct place *place);
};

void check_report(const struct check *check, const struct check_rule *rule,
                  const struct place *place, const char *format, ...) ATTRIBUTE_FORMAT(4, 5);
/* The same with another severity than the rule's usual one. */
void check_report_as(const struct check *check, enum severity severity,
                     const struct check_rule *rule, const struct place *place,
                     const char *format, ...) ATTRIBUTE_FORMAT(5, 6);

/* check_rules_value.c */
bool rule_type(const struct check *, const struct check_rule *, const struct place *);
bool rule_required(const struct check *, const struct check_rule *, const struct place *);
bool rule_template_text(const struct check *, const struct check_rule *, const struct place *);
bool rule_pattern(const struct check *, const struct check_rule *, const struct place *);
bool rule_reference(const struct check *, const struct check_rule *, const struct place *);

/* check_rules_choice.c */
bool rule_vague(const struct check *, const struct check_rule *, const struct place *);
bool rule_alias(const struct check *, const struct check_rule *, const struct place *);
bool rule_near_duplicate(const struct check *, const struct check_rule *, const struct place *);
bool rule_choice(const struct check *, const struct check_rule *, const struct place *);

/* check_rules_text.c */
bool rule_secret(const struct check *, const struct check_rule *, const struct place *);
bool rule_invisible(const struct check *, const struct check_rule *, const struct place *);

/* check_rules_file.c */
bool rule_duplicate_id(const struct check *, const struct check_rule *, const struct place *);
bool rule_id_file_name(const struct check *, const struct check_rule *, const struct place *);
bool rule_unknown_key(const struct check *, const struct check_rule *, const struct place *);

/* check_rules_form.c: the rules that the form brings along. */
void check_form_rules(const struct check *check);

#endif
