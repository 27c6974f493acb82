#include "export/json.h"
#include "export/log.h"

#include <string.h>

struct json *change_to_json(const struct change *change)
{
    const struct field *field = change->column != NULL ? change->column : change->field;
    struct json *object = json_new_object();
    json_set(object, "field", json_new_string(field->path));
    json_set(object, "kind", json_new_string(change_kind_name(change->kind)));
    if (change->row != NULL)
        json_set(object, "row", json_new_string(change->row));
    json_set(object, "old", json_new_string(change->old_text));
    json_set(object, "new", json_new_string(change->new_text));
    return object;
}

struct json *log_to_json(const struct log_entry *entry)
{
    char date[INSTANT_TEXT_SIZE];
    instant_format(entry->when, date);
    struct json *author = json_new_object();
    json_set(author, "name", json_new_string(entry->author));
    json_set(author, "email", json_new_string(entry->email));
    struct json *changes = json_new_array();
    for (size_t i = 0; i < entry->changes->count; i++) {
        const struct change *change = &entry->changes->items[i];
        if (entry->field == NULL || strcmp(change->field->path, entry->field) == 0)
            json_append(changes, change_to_json(change));
    }
    struct json *object = json_new_object();
    json_set(object, "commit", json_new_string(entry->commit));
    json_set(object, "author", author);
    json_set(object, "date", json_new_string(date));
    json_set(object, "subject", json_new_string(entry->subject));
    json_set(object, "path", json_new_string(entry->path));
    const char *problem = entry->is_cut ? "the history begins here (shallow clone)" : entry->problem;
    if (problem != NULL)
        json_set(object, "problem", json_new_string(problem));
    json_set(object, "changes", changes);
    return object;
}
