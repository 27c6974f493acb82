/* Every string of a generated table, put into every kind of place, reads back as itself: libyaml's
 * loader is asked here. With STYLE_DUMP=FILE the results are written for other readers, a line of
 * JSON each: [place, path, key or value, the string, the file]. */

#include "style_table.h"
#include "value_tree.h"
#include "yaml/document.h"

#include "base/buffer.h"

#include "unit/unit.h"

static void append_json(struct buffer *out, const char *text, size_t length)
{
    buffer_append_byte(out, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte < 0x20 || byte == 0x7F || byte == '"' || byte == '\\')
            buffer_append_format(out, "\\u%04x", byte);
        else
            buffer_append_byte(out, (char)byte);
    }
    buffer_append_byte(out, '"');
}

static size_t make_path(const struct style_place *place, struct step path[4])
{
    size_t depth = 0;
    for (; depth < 4 && place->path[depth] != NULL; depth++) {
        const char *part = place->path[depth];
        bool number = part[0] >= '0' && part[0] <= '9';
        path[depth] = (struct step){.key = number ? NULL : part, .index = strtoul(part, NULL, 10)};
    }
    return depth;
}

static int put_string(struct document *document, const struct style_place *place,
                      const struct step *path, size_t depth, const char *string,
                      struct error *error)
{
    struct content text = {.kind = CONTENT_TEXT, .text = string};
    struct content other = {.kind = CONTENT_TEXT, .text = "v"};
    switch (place->edit) {
    case STYLE_SET:
        return document_set(document, path, depth, &text, error);
    case STYLE_INSERT:
        return document_insert(document, path, depth - 1, path[depth - 1].index, &text, error);
    case STYLE_PUT:
        return document_put(document, path, depth - 1, path[depth - 1].key, &text, NULL, 0, error);
    case STYLE_KEY:
        return document_put(document, path, depth, string, &other, NULL, 0, error);
    }
    return -1;
}

static bool reads_back(const struct document *document, const struct style_place *place,
                       const struct step *path, size_t depth, const char *string)
{
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    struct value_file file = {0};
    if (!value_file_load(&file, bytes, length))
        return false;
    struct value **slot = value_find_slot(&file, 0, path, depth);
    const struct value *value = slot != NULL ? *slot : NULL;
    if (value != NULL && place->edit == STYLE_KEY)
        value = value->kind == VALUE_MAP ? value->items[(value->count - 1) * 2] : NULL;
    bool same = value != NULL && value->kind == VALUE_TEXT && !value->typed &&
                value->length == strlen(string) && memcmp(value->text, string, value->length) == 0;
    value_file_done(&file);
    return same;
}

static void dump(FILE *out, const struct document *document, const struct style_place *place,
                 const char *string)
{
    size_t length = 0;
    const char *bytes = document_bytes(document, &length);
    struct buffer line = {0};
    buffer_append_byte(&line, '[');
    append_json(&line, place->name, strlen(place->name));
    buffer_append_string(&line, ",[");
    for (size_t i = 0; i < 4 && place->path[i] != NULL; i++) {
        bool number = place->path[i][0] >= '0' && place->path[i][0] <= '9';
        buffer_append_string(&line, i > 0 ? "," : "");
        if (number)
            buffer_append_string(&line, place->path[i]);
        else
            append_json(&line, place->path[i], strlen(place->path[i]));
    }
    buffer_append_string(&line, place->edit == STYLE_KEY ? "],\"key\"," : "],\"value\",");
    append_json(&line, string, strlen(string));
    buffer_append_byte(&line, ',');
    append_json(&line, bytes, length);
    buffer_append_string(&line, "]\n");
    fwrite(line.bytes, 1, line.length, out);
    buffer_done(&line);
}

/* NULL, or what went wrong. */
static const char *try_string(const struct style_place *place, const char *string, FILE *out,
                              struct error *error)
{
    struct document *document = NULL;
    struct step path[4] = {0};
    size_t depth = make_path(place, path);
    if (document_open("f.yaml", place->bytes, strlen(place->bytes), &document, error) != 0)
        return "the place does not open";
    const char *problem = NULL;
    bool long_key = place->edit == STYLE_KEY && strlen(string) > 990;
    if (put_string(document, place, path, depth, string, error) != 0)
        problem = long_key && error->kind == ERROR_REFUSED ? NULL : "refused";
    else if (!reads_back(document, place, path, depth, string))
        problem = "reads back as something else";
    else if (out != NULL)
        dump(out, document, place, string);
    if (problem != NULL) {
        size_t length = 0;
        print_error("%s: %s: %s\n", place->name, string, document_bytes(document, &length));
    }
    document_close(document);
    return problem;
}

static void every_string_reads_back_in_every_place(void **state)
{
    (void)state;
    size_t count = 0;
    char **strings = style_strings(&count);
    const char *path = getenv("STYLE_DUMP");
    FILE *out = path != NULL ? fopen(path, "wb") : NULL;
    size_t failed = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < style_place_count; j++) {
            struct error error = {0};
            const char *problem = try_string(&style_places[j], strings[i], out, &error);
            if (problem == NULL)
                continue;
            failed++;
            print_error("%s: %s\n", problem, error.text);
        }
    }
    if (out != NULL)
        fclose(out);
    style_strings_free(strings, count);
    assert_int_equal(failed, 0);
    assert_true(count > 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_string_reads_back_in_every_place),
    };
    return cmocka_run_group_tests_name("style", tests, NULL, NULL);
}
