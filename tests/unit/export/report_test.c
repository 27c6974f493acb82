#include "export/report.h"

#include "../model/small_form.h"
#include "base/show.h"
#include "export/json.h"

struct desk {
    struct form *form;
    struct spec *spec;
    struct report report;
};

/* One finding of each severity, and a file that cannot be read, with an awkward name. */
static int desk_open(void **state)
{
    struct desk *desk = memory_allocate(sizeof *desk);
    struct findings findings = {0};
    struct error problem = {0};
    desk->form = small_form();
    desk->spec = spec_new(desk->form);
    small_set(desk->spec, "overview.smart_id", "APP-S4-SF-CUSTOMER-V1");
    const struct field *errors = small_field(desk->form, "details.known_errors");
    findings_add(&findings, SEVERITY_WARNING, "vague", errors, 2, &errors->columns[1],
                 "Which one?");
    findings_add(&findings, SEVERITY_ERROR, "required", errors, FINDING_NO_ROW, NULL,
                 "50%% missing");
    findings_add(&findings, SEVERITY_INFO, "choice", NULL, FINDING_NO_ROW, NULL, "Fine");
    report_add(&desk->report, "interfaces/x.yaml", desk->spec, &findings, SEVERITY_WARNING);
    findings_done(&findings);
    error_set(&problem, ERROR_INPUT, "a b,c:1.yaml:7:3: no YAML\nat all");
    report_add_problem(&desk->report, "a b,c:1.yaml", &problem);
    *state = desk;
    return 0;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    report_done(&desk->report);
    spec_free(desk->spec);
    form_free(desk->form);
    free(desk);
    return 0;
}

static void prints_a_line_for_each_finding(void **state)
{
    struct desk *desk = *state;
    struct buffer out = {0};
    report_print_text(&desk->report, &out);
    assert_string_equal(
        buffer_string(&out),
        "interfaces/x.yaml:1:1: warning: details.known_errors[2].cause: Which one? [vague]\n"
        "interfaces/x.yaml:1:1: error: details.known_errors: 50% missing [required]\n"
        "a b,c:1.yaml:7:3: error: no YAML at all [unreadable]\n");
    buffer_done(&out);
}

static void escapes_workflow_commands(void **state)
{
    struct desk *desk = *state;
    struct buffer out = {0};
    report_print_github(&desk->report, &out);
    assert_string_equal(
        buffer_string(&out),
        "::warning file=interfaces/x.yaml,line=1,col=1,title=vague::"
        "details.known_errors[2].cause: Which one?\n"
        "::error file=interfaces/x.yaml,line=1,col=1,title=required::"
        "details.known_errors: 50%25 missing\n"
        "::error file=a b%2Cc%3A1.yaml,line=7,col=3,title=unreadable::no YAML%0Aat all\n");
    buffer_done(&out);
}

static void counts_by_severity(void **state)
{
    struct desk *desk = *state;
    struct buffer out = {0};
    report_print_json(&desk->report, &out);
    assert_non_null(strstr(buffer_string(&out), "\"errors\": 2,\n  \"warnings\": 1,\n"
                                                "  \"infos\": 0\n}"));
    assert_non_null(strstr(buffer_string(&out), "\"spec\": null"));
    assert_non_null(strstr(buffer_string(&out), "\"field\": \"details.known_errors[2].cause\""));
    buffer_done(&out);
}

static void names_each_rule_once_in_sarif(void **state)
{
    struct desk *desk = *state;
    struct buffer out = {0};
    struct json *log = NULL;
    struct error error = {0};
    report_print_sarif(&desk->report, "1.2.3", &out);
    assert_int_equal(json_parse(buffer_string(&out), &log, &error), 0);
    assert_non_null(strstr(buffer_string(&out), "\"uri\": \"a%20b%2Cc%3A1.yaml\""));
    assert_non_null(strstr(buffer_string(&out), "\"startLine\": 7"));
    assert_non_null(strstr(buffer_string(&out), "\"version\": \"1.2.3\""));
    const char *first = strstr(buffer_string(&out), "\"id\": \"required\"");
    assert_non_null(first);
    assert_null(strstr(first + 1, "\"id\": \"required\""));
    json_free(log);
    buffer_done(&out);
}

#define desk_test(name) cmocka_unit_test_setup_teardown(name, desk_open, desk_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        desk_test(prints_a_line_for_each_finding),
        desk_test(escapes_workflow_commands),
        desk_test(counts_by_severity),
        desk_test(names_each_rule_once_in_sarif),
    };
    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
