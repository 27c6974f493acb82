#include "base/memory.h"
#include "export/blame.h"
#include "export/table.h"

#include <stdio.h>
#include <stdlib.h>

enum { COLUMNS = 6, COMMIT_SIZE = 9 };

/* Texts that a line does not have itself. */
struct made {
    char commit[COMMIT_SIZE];
    char date[DATE_TEXT_SIZE];
};

void blame_print_text(const struct blame_line *lines, size_t count, size_t width, int show_flags,
                      struct buffer *out)
{
    static const char *const titles[COLUMNS] = {"Field",  "Commit",  "Date",
                                                "Author", "Subject", "Value"};
    const char **cells = memory_allocate((count * COLUMNS + 1) * sizeof *cells);
    struct made *made = memory_allocate((count + 1) * sizeof *made);
    for (size_t i = 0; i < count; i++) {
        const struct blame_line *line = &lines[i];
        const char **row = &cells[i * COLUMNS];
        row[0] = line->field;
        row[1] = made[i].commit;
        row[2] = made[i].date;
        row[3] = line->commit != NULL ? line->author : "not committed yet";
        row[4] = line->commit != NULL ? line->subject : "";
        row[5] = line->value;
        if (line->commit == NULL)
            continue;
        date_format(instant_date(line->when), made[i].date);
        (void)snprintf(made[i].commit, sizeof made[i].commit, "%s%.7s", line->is_cut ? "^" : "",
                       line->commit);
    }
    struct text_table table = {titles, COLUMNS, cells, count};
    table_print_columns(&table, 0, width, show_flags, out);
    free(cells);
    free(made);
}
