#include "export/diff.h"
#include "export/json.h"
#include "export/log.h"

#include <string.h>

struct json *diff_to_json(const struct diff_entry *entry)
{
    struct json *changes = json_new_array();
    struct json *object = json_new_object();
    for (size_t i = 0; i < entry->changes->count; i++)
        json_append(changes, change_to_json(&entry->changes->items[i]));
    json_set(object, "id", json_new_string(entry->id));
    json_set(object, "path", json_new_string(entry->path));
    if (entry->old_path == NULL || strcmp(entry->old_path, entry->path) != 0)
        json_set(object, "old_path", json_new_string(entry->old_path));
    if (entry->removed)
        json_set(object, "removed", json_new_boolean(true));
    if (entry->problem != NULL)
        json_set(object, "problem", json_new_string(entry->problem));
    json_set(object, "changes", changes);
    return object;
}
