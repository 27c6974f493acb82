#include "base/file.h"
#include "base/show.h"
#include "commands_internal.h"
#include "export/document.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>

/* Git shows the difference of what this prints: an old version that is no specification shows as
 * the text that it is. */
static int print_raw(const char *path, struct error *error)
{
    struct buffer bytes = {0};
    if (file_read(path, FILE_SIZE_LIMIT, &bytes, error) != 0)
        return output_error(error);
    output_text(&bytes);
    return EXIT_DONE;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], true, &error) == 0) {
        struct buffer text = {0};
        document_print_lines(sheet_spec(session.sheet), show_locale_flags(), &text);
        output_bytes(&text);
    } else {
        status = print_raw(arguments->operands[0], &error);
    }
    session_close(&session);
    return status;
}

const struct command textconv_command = {
    .name = "textconv",
    .also = true,
    .operands = "FILE",
    .summary = "for `git diff`: a file as readable text",
    .example = "git config diff.ifspec.textconv 'ifspec textconv'",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
