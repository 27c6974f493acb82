#include "export/blame.h"
#include "export/json.h"

static struct json *author_json(const struct blame_line *line)
{
    struct json *author = json_new_object();
    json_set(author, "name", json_new_string(line->author));
    json_set(author, "email", json_new_string(line->email));
    return author;
}

struct json *blame_to_json(const struct blame_line *lines, size_t count)
{
    struct json *array = json_new_array();
    for (size_t i = 0; i < count; i++) {
        const struct blame_line *line = &lines[i];
        struct json *object = json_new_object();
        char date[INSTANT_TEXT_SIZE];
        bool is_committed = line->commit != NULL;
        if (is_committed)
            instant_format(line->when, date);
        json_set(object, "field", json_new_string(line->field));
        json_set(object, "commit", json_new_string(line->commit));
        json_set(object, "author", is_committed ? author_json(line) : json_new_null());
        json_set(object, "date", json_new_string(is_committed ? date : NULL));
        json_set(object, "subject", json_new_string(is_committed ? line->subject : NULL));
        if (line->is_cut)
            json_set(object, "boundary", json_new_boolean(true));
        json_set(object, "value", json_new_string(line->value));
        json_append(array, object);
    }
    return array;
}
