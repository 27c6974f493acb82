#include "base/memory.h"
#include "base/show.h"
#include "commands_internal.h"
#include "export/json.h"
#include "export/table.h"
#include "filter_internal.h"
#include "list_columns_internal.h"
#include "list_order_internal.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"where", 0, "FIELD=TEXT", "only where a field is, is not (!=) or contains (~) a text"},
    {"missing", 0, "FIELD", "only where this field is not answered"},
    {"changed", 0, NULL, "only what is new, modified or deleted against HEAD"},
    {"at", 0, "REV", "as it was in this commit, branch, tag or at the end of this day"},
    {"sort", 0, "COLUMN", "by this column; default: path"},
    {"columns", 0, "A,B,…", "fields, or id path form title status completeness git changed"},
    {"format", 0, "FORMAT", "table, json, csv or tsv; default: table"},
};

struct listing {
    struct filters filters;
    struct list_columns columns;
    const char *sort; /* NULL: by path, as the catalogue is */
    struct list_column sort_column;
    struct catalogue catalogue;
    struct list_row *rows;
    size_t row_count;
};

/* ── what is wanted ── */

static bool keep(void *context, const char *path, const struct spec *spec,
                 const struct error *problem)
{
    struct listing *listing = context;
    (void)path;
    (void)problem;
    return spec != NULL && filters_match(&listing->filters, spec);
}

/* A field that no spec has may be misspelt: the default form knows, and suggests. */
static int check_fields(const struct listing *listing, struct workspace *workspace,
                        struct error *error)
{
    const struct form *form = NULL;
    if (workspace_form(workspace, NULL, &form, error) != 0 ||
        filters_check(&listing->filters, form, error) != 0)
        return -1;
    return list_columns_check(&listing->columns, &listing->catalogue, form, error);
}

static bool uses(const struct listing *listing, enum list_column_kind kind)
{
    return list_columns_use(&listing->columns, kind) ||
           (listing->sort != NULL && listing->sort_column.kind == kind);
}

/* Git is loaded only for what needs it. */
static int read_git(struct listing *listing, struct workspace *workspace, bool only_changed,
                    bool as_json, struct error *error)
{
    struct catalogue *catalogue = &listing->catalogue;
    struct error problem = {0};
    if (only_changed || uses(listing, LIST_COLUMN_GIT)) {
        bool with_deleted = only_changed && listing->filters.count == 0;
        if (catalogue_read_states(workspace, catalogue, with_deleted, error) != 0)
            return -1;
    } else if (as_json && catalogue_read_states(workspace, catalogue, false, &problem) != 0) {
        /* The states stay "unknown": the rest of the document does not need Git. */
        output_problem(problem.text);
    }
    if (!uses(listing, LIST_COLUMN_CHANGED))
        return 0;
    return catalogue_read_changes(workspace, catalogue, error);
}

/* ── rows ── */

static void make_rows(struct listing *listing, bool only_changed)
{
    const struct catalogue *catalogue = &listing->catalogue;
    const struct list_column *column = listing->sort != NULL ? &listing->sort_column : NULL;
    listing->rows = memory_allocate((catalogue->count + 1) * sizeof *listing->rows);
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (only_changed && entry->state == CATALOGUE_UNCHANGED)
            continue;
        listing->rows[listing->row_count++] = list_row_make(entry, column);
    }
    list_rows_sort(listing->rows, listing->row_count);
}

/* ── output ── */

static struct json *entry_json(const struct listing *listing, const struct catalogue_entry *entry)
{
    struct json *columns = json_new_object();
    for (size_t i = 0; i < listing->columns.count; i++) {
        char *text = list_column_copy(&listing->columns.items[i], entry);
        json_set(columns, listing->columns.items[i].title, json_new_string(text));
        free(text);
    }
    struct json *object = json_new_object();
    json_set(object, "id", json_new_string(entry->id));
    json_set(object, "path", json_new_string(entry->path));
    json_set(object, "form", json_new_string(entry->problem == NULL ? entry->form : NULL));
    json_set(object, "title", json_new_string(entry->title));
    json_set(object, "status", json_new_string(entry->status));
    json_set(object, "completeness", json_new_integer(entry->completeness));
    json_set(object, "git", json_new_string(catalogue_state_name(entry->state)));
    json_set(object, "columns", columns);
    if (entry->problem != NULL)
        json_set(object, "problem", json_new_string(entry->problem));
    return object;
}

static void print_json(const struct listing *listing)
{
    struct json *array = json_new_array();
    struct buffer text = {0};
    for (size_t i = 0; i < listing->row_count; i++)
        json_append(array, entry_json(listing, listing->rows[i].entry));
    json_print(array, &text);
    output_bytes(&text);
}

static void print_columns(const struct text_table *table)
{
    struct buffer text = {0};
    table_print_columns(table, 0, output_width(), show_locale_flags(), &text);
    output_bytes(&text);
}

static void print_csv(const struct text_table *table)
{
    struct buffer text = {0};
    table_print_csv(table, &text);
    output_bytes(&text);
}

static void print_tsv(const struct text_table *table)
{
    struct buffer text = {0};
    table_print_tsv(table, &text);
    output_bytes(&text);
}

static const struct {
    const char *name;
    void (*print)(const struct text_table *table); /* NULL: JSON */
    bool shown; /* the cells are made safe before: what stands between them are control characters */
} formats[] = {
    {"table", print_columns, false},
    {"json", NULL, false},
    {"csv", print_csv, true},
    {"tsv", print_tsv, true},
};

static int find_format(const char *name, size_t *format, struct error *error)
{
    for (*format = 0; *format < sizeof formats / sizeof *formats; ++*format)
        if (name == NULL || strcmp(formats[*format].name, name) == 0)
            return 0;
    return error_set(error, ERROR_INPUT,
                     "list: there is no format %s; table, json, csv and tsv are known", name);
}

static char *copy_cell(const struct list_column *column, const struct catalogue_entry *entry,
                       bool shown)
{
    char *text = list_column_copy(column, entry);
    struct buffer safe = {0};
    if (!shown)
        return text;
    show_append(&safe, text, strlen(text), SHOW_LINES | show_locale_flags());
    free(text);
    return buffer_take(&safe);
}

static void print_table(const struct listing *listing, size_t format)
{
    size_t width = listing->columns.count;
    size_t cell_count = width * listing->row_count;
    const char **titles = memory_allocate((width + 1) * sizeof *titles);
    char **cells = memory_allocate((cell_count + 1) * sizeof *cells);
    for (size_t i = 0; i < width; i++)
        titles[i] = listing->columns.items[i].title;
    for (size_t i = 0; i < cell_count; i++)
        cells[i] = copy_cell(&listing->columns.items[i % width],
                             listing->rows[i / width].entry, formats[format].shown);
    struct text_table table = {titles, width, (const char *const *)cells, listing->row_count};
    formats[format].print(&table);
    for (size_t i = 0; i < cell_count; i++)
        free(cells[i]);
    free(cells);
    free(titles);
}

/* A table of nothing: what to do first. */
static void print_beginning(struct workspace *workspace, const char *revision)
{
    if (revision != NULL)
        output_line("There are no specifications in %s.", revision);
    else if (workspace_is_created(workspace))
        output_line("There are no specifications yet; `ifspec new` makes one.");
    else
        output_line("There are no specifications here yet; `ifspec init` makes this a repository of "
                    "specifications, `ifspec new` the first one.");
}

/* What is behind the path of a file that cannot be read. */
static const char *reason_of(const struct catalogue_entry *entry)
{
    size_t length = strlen(entry->path);
    bool has_path = strncmp(entry->problem, entry->path, length) == 0;
    return has_path ? entry->problem + length : entry->problem;
}

/* A form that cannot be loaded is the reason of all its specifications: it is said of the first. */
static void warn_unreadable(const struct listing *listing)
{
    const char *said = NULL;
    size_t same = 0;
    for (size_t i = 0; i <= listing->row_count; i++) {
        const struct catalogue_entry *entry =
            i < listing->row_count ? listing->rows[i].entry : NULL;
        if (entry != NULL && entry->problem == NULL)
            continue;
        if (entry != NULL && said != NULL && strcmp(reason_of(entry), said) == 0) {
            same++;
            continue;
        }
        if (same > 0)
            output_warning("%zu more specification%s cannot be read for the same reason", same,
                           same == 1 ? "" : "s");
        same = 0;
        said = entry != NULL ? reason_of(entry) : NULL;
        if (entry != NULL)
            output_problem(entry->problem);
    }
}

/* ── run ── */

static void listing_done(struct listing *listing)
{
    filters_done(&listing->filters);
    for (size_t i = 0; i < listing->row_count; i++)
        list_row_done(&listing->rows[i]);
    free(listing->rows);
    list_columns_done(&listing->columns);
    catalogue_done(&listing->catalogue);
}

static int read_catalogue(struct listing *listing, struct workspace *workspace,
                          const char *revision, struct error *error)
{
    const char *const *fields = listing->columns.fields;
    size_t count = listing->columns.field_count;
    catalogue_filter *filter = listing->filters.count > 0 ? keep : NULL;
    if (revision != NULL)
        return catalogue_read_at(workspace, revision, fields, count, filter, listing,
                                 &listing->catalogue, error);
    return catalogue_read_chosen(workspace, fields, count, filter, listing, &listing->catalogue,
                                 error);
}

static int list(struct listing *listing, struct workspace *workspace,
                const struct arguments *arguments, size_t format, struct error *error)
{
    const char *names = arguments_value(arguments, "columns");
    bool only_changed = arguments_have(arguments, "changed");
    bool as_json = formats[format].print == NULL;
    if (as_json && names == NULL)
        list_columns_choose_fields(&listing->columns, workspace);
    else
        list_columns_choose(&listing->columns, workspace, names);
    if (listing->columns.count == 0 && names != NULL)
        return error_set(error, ERROR_INPUT, "list: --columns names no column");
    listing->sort = arguments_value(arguments, "sort");
    if (listing->sort != NULL)
        listing->sort_column = list_columns_make(&listing->columns, listing->sort);
    const char *revision = arguments_value(arguments, "at");
    if (revision != NULL && (only_changed || uses(listing, LIST_COLUMN_GIT) ||
                             uses(listing, LIST_COLUMN_CHANGED)))
        return error_set(error, ERROR_INPUT,
                         "list: what changed is known of the present state; leave --at away");
    if (read_catalogue(listing, workspace, revision, error) != 0 ||
        check_fields(listing, workspace, error) != 0 ||
        (revision == NULL && read_git(listing, workspace, only_changed, as_json, error) != 0))
        return -1;
    make_rows(listing, only_changed);
    bool is_filtered = listing->filters.count > 0 || only_changed;
    if (as_json)
        print_json(listing);
    else if (listing->catalogue.count == 0 && !is_filtered && formats[format].print == print_columns)
        print_beginning(workspace, revision);
    else if (listing->row_count > 0 || !is_filtered)
        print_table(listing, format);
    warn_unreadable(listing);
    return listing->row_count == 0 && is_filtered ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct listing listing = {0};
    struct error error = {0};
    size_t format = 0;
    int status = -1;
    if (find_format(arguments_value(arguments, "format"), &format, &error) == 0 &&
        filters_read(&listing.filters, arguments, &error) == 0 &&
        session_open(&session, false, &error) == 0)
        status = list(&listing, session.workspace, arguments, format, &error);
    if (status < 0)
        status = output_error(&error);
    listing_done(&listing);
    session_close(&session);
    return status;
}

const struct command list_command = {
    .name = "list",
    .operands = "",
    .summary = "the catalogue as a table; filters, sorting, JSON, CSV",
    .details = "Filters are all to hold; status 1 if nothing matches. FIELD is section.field or\n"
               "section.table.column; an entry of a list counts like the whole value.",
    .example =
        "ifspec list --where overview.target_systems~salesforce --missing monitoring.runbook",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
