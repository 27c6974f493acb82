#include "assignment_internal.h"

#include "base/buffer.h"
#include "export/report.h"
#include "output_internal.h"

#include <stdlib.h>
#include <string.h>

/* A step to a status that is not earned yet is taken, and what is missing is said. */
static void warn_missing(const struct spec *spec, const char *lead, const struct findings *findings)
{
    const char *status = form_status_name(spec_form(spec), spec_status(spec));
    struct buffer names = {0};
    for (size_t i = 0; i < findings->count; i++) {
        if (strcmp(findings->items[i].rule, "required") != 0)
            continue;
        char *address = finding_address(&findings->items[i]);
        buffer_append_format(&names, "%s%s", names.length > 0 ? ", " : "", address);
        free(address);
    }
    if (names.length > 0)
        output_warning("warning: %s%s is not earned yet; missing: %s", lead,
                       status != NULL ? status : "this status", buffer_string(&names));
    buffer_done(&names);
}

void assignments_warn(const struct assignments *answers, struct sheet *sheet, const char *lead)
{
    struct findings findings = {0};
    const struct spec *spec = sheet_spec(sheet);
    const struct field *status = spec_form(spec)->status;
    sheet_check_alone(sheet, &findings);
    if (status != NULL && assignments_answer(answers, spec, status))
        warn_missing(spec, lead, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        if (finding->field == NULL || strcmp(finding->rule, "required") == 0 ||
            !assignments_answer(answers, spec, finding->field))
            continue;
        char *address = finding_address(finding);
        output_warning("warning: %s%s: %s [%s]", lead, address, finding->message, finding->rule);
        free(address);
    }
    findings_done(&findings);
}
