/* A specification of the small form, and what is found in it. */
#ifndef IFSPEC_TESTS_MODEL_CHECK_FIXTURE_H
#define IFSPEC_TESTS_MODEL_CHECK_FIXTURE_H

#include "small_form.h"

#include "base/attributes.h"
#include "model/check.h"

static struct form *form;
static struct spec *spec;
static struct check_world world;

ATTRIBUTE_UNUSED static int make(void **state)
{
    (void)state;
    form = small_form();
    spec = spec_new(form);
    world = (struct check_world){.today = {2025, 6, 1}};
    small_set(spec, "lifecycle.status", "Draft");
    small_set(spec, "overview.smart_id", "APP-S4-SF-CUSTOMER-V1");
    small_set(spec, "overview.title", "Customers");
    return 0;
}

ATTRIBUTE_UNUSED static int drop(void **state)
{
    (void)state;
    spec_free(spec);
    form_free(form);
    return 0;
}

/* All findings, one a line: "severity rule field[row].column: message". */
ATTRIBUTE_UNUSED static void assert_findings(const char *expected)
{
    static const char *const SEVERITIES[] = {"info", "warning", "error"};
    struct findings findings = {0};
    struct buffer out = {0};
    check_spec(spec, &world, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        buffer_append_format(&out, "%s %s %s", SEVERITIES[finding->severity], finding->rule,
                             finding->field != NULL ? finding->field->id : "-");
        if (finding->row != FINDING_NO_ROW)
            buffer_append_format(&out, "[%zu]", finding->row);
        if (finding->column != NULL)
            buffer_append_format(&out, ".%s", finding->column->id);
        buffer_append_format(&out, ": %s\n", finding->message);
    }
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
    findings_done(&findings);
}

#define CHECK_TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

#endif
