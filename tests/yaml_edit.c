/* The edits of the YAML floor on a command line: yaml_edit FILE EDIT... prints the new file; see
 * edit_language.h for the edits. Exit status 0 done, 3 refused, 4 the file cannot be opened. */

#include "base/buffer.h"
#include "edit_language.h"

#include <stdio.h>

enum { DONE = 0, USAGE = 2, REFUSED = 3, UNREADABLE = 4 };

static int fail(int status, const char *text)
{
    fprintf(stderr, "%s\n", text);
    return status;
}

int main(int count, char **arguments)
{
    if (count < 3)
        return fail(USAGE, "usage: yaml_edit FILE set|put|add|del|move|check ...");
    struct buffer bytes = {0};
    FILE *file = fopen(arguments[1], "rb");
    if (file == NULL)
        return fail(UNREADABLE, "cannot open the file");
    char chunk[65536];
    for (size_t size = 0; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buffer_append(&bytes, chunk, size);
    fclose(file);
    struct document *document = NULL;
    struct error error = {0};
    if (document_open(arguments[1], buffer_string(&bytes), bytes.length, &document, &error) != 0) {
        buffer_done(&bytes);
        return fail(UNREADABLE, error.text);
    }
    buffer_done(&bytes);
    int status = DONE;
    if (edit_language_apply(document, count - 2, arguments + 2, &error) != 0) {
        status = fail(REFUSED, error.text);
    } else {
        size_t length = 0;
        const char *result = document_bytes(document, &length);
        fwrite(result, 1, length, stdout);
    }
    document_close(document);
    return status;
}
