/* Text in the user's own editor: through a file that only the user can read, gone afterwards. */
#include "base/file.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"

#include "editor_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_text(const struct field *field)
{
    enum field_shape shape = field->type->shape;
    return field->choices == NULL &&
           (shape == SHAPE_LINE || shape == SHAPE_PARAGRAPH || shape == SHAPE_LIST);
}

/* ── there ── */

static void write_value(const struct spec *spec, const struct field *field, struct buffer *out)
{
    const struct value *value = spec_value(spec, field);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
        buffer_append_format(out, "%s\n", value_text(&value->items[i]));
    if (value->kind == VALUE_TEXT)
        buffer_append_string(out, value_text(value));
    if (out->length > 0 && out->bytes[out->length - 1] != '\n')
        buffer_append_byte(out, '\n');
}

static int write_all(int file, const struct buffer *text)
{
    for (size_t done = 0; done < text->length;) {
        ssize_t count = write(file, text->bytes + done, text->length - done);
        if (count < 0 && errno != EINTR)
            return -1;
        done += count > 0 ? (size_t)count : 0;
    }
    return 0;
}

/* A new file, readable for nobody else; owned path, NULL with an error. */
static char *make_file(const struct buffer *text, struct error *error)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    if (folder == NULL || folder[0] != '/')
        folder = getenv("TMPDIR");
    char *path =
        memory_format("%s/ifspec-XXXXXX.txt", folder != NULL && folder[0] == '/' ? folder : "/tmp");
    int file = mkstemps(path, (int)strlen(".txt"));
    bool written = file >= 0 && write_all(file, text) == 0;
    if (file >= 0 && close(file) != 0)
        written = false;
    if (written)
        return path;
    (void)error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", path);
    if (file >= 0)
        (void)unlink(path);
    free(path);
    return NULL;
}

/* ── and back ── */

/* A line that was there before is the same entry. */
static struct value entry_of(const struct value *before, bool *taken, const char *line)
{
    for (size_t i = 0; before->kind == VALUE_LIST && i < before->count; i++)
        if (!taken[i] && strcmp(value_text(&before->items[i]), line) == 0) {
            taken[i] = true;
            return value_copy(&before->items[i]);
        }
    return value_of_text(line);
}

static struct value read_list(const struct value *before, const char *text)
{
    struct value list = value_of_list();
    bool *taken = memory_allocate(before->count + 1);
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = memory_copy_bytes(text, length);
        if (line[strspn(line, " \t\r")] != '\0')
            value_insert(&list, list.count, entry_of(before, taken, line));
        free(line);
        text += length + (text[length] == '\n');
    }
    free(taken);
    return list;
}

/* One line: line ends become blanks. The final one was never part of the value. */
static struct value read_value(const struct spec *spec, const struct field *field,
                               struct buffer *text)
{
    if (field->type->shape == SHAPE_LIST)
        return read_list(spec_value(spec, field), buffer_string(text));
    if (text->length > 0 && text->bytes[text->length - 1] == '\n')
        buffer_truncate(text, text->length - 1);
    for (size_t i = 0; field->type->shape == SHAPE_LINE && i < text->length; i++)
        if (text->bytes[i] == '\n' || text->bytes[i] == '\r')
            text->bytes[i] = ' ';
    return value_of_text(buffer_string(text));
}

static void take_back(struct editor_screen *self, const struct field *field, const char *path,
                      const struct buffer *before)
{
    struct spec *spec = sheet_spec(self->sheet);
    struct app *app = self->screen.app;
    struct buffer text = {0};
    struct error error = {0};
    if (file_read(path, FILE_SIZE_LIMIT, &text, &error) != 0) {
        app_complain(app, &error);
    } else if (utf8_find_invalid(buffer_string(&text), text.length) < text.length ||
               memchr(buffer_string(&text), '\0', text.length) != NULL) {
        app_say(app, "What the editor wrote is not UTF-8; the value stays as it was.");
    } else if (text.length == before->length &&
               memcmp(buffer_string(&text), buffer_string(before), text.length) == 0) {
        app_say(app, "Nothing was changed.");
    } else {
        struct buffer clean = {0};
        size_t left_out = utf8_append_printable(&clean, text.bytes, text.length);
        struct value value = read_value(spec, field, &clean);
        value_tidy(&value);
        spec_set_value(spec, field, &value, 0);
        value_done(&value);
        form_view_reload(self->view);
        buffer_done(&clean);
        if (left_out > 0)
            app_say(app, "Taken from the editor without %zu control character%s: %s", left_out,
                    left_out == 1 ? "" : "s", field->label);
        else
            app_say(app, "Taken from the editor: %s", field->label);
    }
    buffer_done(&text);
}

void editor_edit_outside(struct editor_screen *self)
{
    const struct field *field = form_view_field(self->view);
    struct app *app = self->screen.app;
    const struct spec *spec = sheet_spec(self->sheet);
    if (field == NULL)
        return;
    if (!is_text(field) || spec_read_only_reason(spec, field) != NULL) {
        app_say(app, "Only texts and lists that may be edited go to the editor.");
        return;
    }
    struct buffer before = {0};
    struct error error = {0};
    write_value(spec, field, &before);
    char *path = make_file(&before, &error);
    /* The terminal is ours to lend: our standard input and output need not be it. */
    const char *arguments[] = {
        "sh",
        "-c",
        "eval \"${VISUAL:-${EDITOR:-vi}} \\\"\\$1\\\"\" </dev/tty >/dev/tty 2>/dev/tty",
        "editor",
        path,
        NULL,
    };
    if (path != NULL && app_run_outside(app, arguments, &error) == 0)
        take_back(self, field, path, &before);
    else
        app_complain(app, &error);
    if (path != NULL)
        (void)unlink(path);
    free(path);
    buffer_done(&before);
}
