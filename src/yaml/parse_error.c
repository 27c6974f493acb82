#include "builder_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

/* What libyaml says, what we say, and where it points: at the problem, or (begins) at the thing
 * around it, which is the better place for what was never closed. */
struct translation {
    const char *problem;
    const char *context; /* part of libyaml's context, NULL: any */
    const char *text;
    bool begins;
};

static const struct translation translations[] = {
    {"found unexpected end of stream", "quoted scalar",
     "the quote that begins here is never closed; add the closing quote", true},
    {"found unexpected document indicator", "quoted scalar",
     "the quote that begins here is not closed before the next document; add the closing quote",
     true},
    {"did not find expected ',' or ']'", NULL,
     "expected ',' or ']' in a list; close the '[' or add the comma", false},
    {"did not find expected ',' or '}'", NULL,
     "expected ',' or '}' in a map; close the '{' or add the comma", false},
    {"mapping values are not allowed", NULL,
     "': ' is not allowed here; put the text in quotes or correct the indentation", false},
    {"did not find expected key", NULL,
     "this does not line up with the keys above; correct the indentation or the quotes before it",
     false},
    {"did not find expected '-' indicator", NULL,
     "expected a '-' entry as above; correct the indentation", false},
    {"block sequence entries are not allowed", NULL,
     "a '-' entry is not allowed here; put it on a line of its own", false},
    {"mapping keys are not allowed", NULL,
     "a key is not allowed here; correct the indentation or put the text in quotes", false},
    {"could not find expected ':'", NULL,
     "expected ':' behind the key that begins here (keys end on their line, within 1000 "
     "characters)",
     true},
    {"found a tab character", NULL, "a tab stands where indentation is expected; use spaces",
     false},
    {"found incompatible YAML document", NULL,
     "this version of YAML is not supported; write %YAML 1.2 or remove the line", false},
    {"found undefined tag handle", NULL,
     "the tag's prefix is not declared by a %TAG line; declare it or remove the tag", false},
    {"found unknown directive name", NULL, "unknown directive; remove the line", false},
    {"control characters are not allowed", NULL,
     "a control character; remove it or write it as an escape in double quotes", false},
    {"found unknown escape character", NULL,
     "unknown escape; write \\\\ for a backslash, or use single quotes", false},
    {"did not find expected alphabetic or numeric character", NULL,
     "the name of an anchor or alias is made of letters, digits, - and _; put a text that begins "
     "with & or * in quotes",
     false},
    {"did not find expected <document start>", NULL,
     "something stands behind the end of the document; correct the indentation, or begin a new "
     "document with ---",
     false},
    {"did not find expected node content", NULL, "expected a value here; put the text in quotes",
     false},
    {"did not find expected comment or line break", NULL,
     "text behind the | or > of a block; put it on the next line", false},
};

/* What the bytes tell better than libyaml; NULL if it is right. */
static const char *explain_place(const struct source *source, size_t at)
{
    const char *bytes = source->bytes;
    size_t line = source_line_begin(source, at);
    size_t before = at;
    if (line >= 3 && source->length - line >= 3 && memcmp(bytes + line, "\xEF\xBB\xBF", 3) == 0)
        return "a byte order mark stands inside the file; remove it";
    if (bytes[at] == ':' && at - line > TREE_KEY_LIMIT)
        return "the key is longer than 1000 characters; shorten it";
    while (before > line && (bytes[before - 1] == ' ' || bytes[before - 1] == '\t'))
        before--;
    if (before > line && at < source->length && strchr("\r\n#:", bytes[at]) == NULL &&
        (bytes[before - 1] == '"' || bytes[before - 1] == '\''))
        return "text stands behind the closing quote; put all of it in quotes";
    return NULL;
}

/* A token that cannot begin a value: libyaml has one message for all of them. */
static const char *explain_token(char byte)
{
    switch (byte) {
    case '\t':
        return "a tab stands where indentation is expected; use spaces";
    case '@':
    case '`':
        return "a text cannot begin with @ or `; put it in quotes";
    case '%':
        return "a text cannot begin with %; put it in quotes";
    default:
        return "a text cannot begin with this character; put it in quotes";
    }
}

static const struct translation *find_translation(const yaml_parser_t *parser)
{
    for (size_t i = 0; i < sizeof translations / sizeof translations[0]; i++) {
        const struct translation *row = &translations[i];
        if (strncmp(parser->problem, row->problem, strlen(row->problem)) != 0)
            continue;
        if (row->context == NULL ||
            (parser->context != NULL && strstr(parser->context, row->context) != NULL))
            return row;
    }
    return NULL;
}

/* The last NEL, LS or PS on the line of `at` or on the one above, or `at` itself: what is one line
 * to people may be two to libyaml. */
static size_t find_odd_break(const struct source *source, size_t at)
{
    size_t begin =
        source_line_begin(source, source_before_break(source, source_line_begin(source, at)));
    size_t found = at;
    for (size_t i = begin; source->odd_breaks && i < source->length && i <= at; i++) {
        bool odd = source_break_length(source, i) > 0 && source->bytes[i] != '\n' &&
                   source->bytes[i] != '\r';
        found = odd ? i : found;
    }
    return found;
}

int builder_set_parse_error(struct builder *builder, struct error *error)
{
    const yaml_parser_t *parser = &builder->parser;
    struct source *source = &builder->tree->source;
    if (parser->error == YAML_MEMORY_ERROR)
        memory_exhausted();
    const struct translation *row = find_translation(parser);
    size_t at = 0;
    if (parser->error == YAML_READER_ERROR)
        at = source->bom + parser->problem_offset;
    else if (row != NULL && row->begins)
        at = builder_find_byte(builder, &parser->context_mark);
    else
        at = builder_find_byte(builder, &parser->problem_mark);
    if (at > source->length)
        at = source->length;
    size_t odd = find_odd_break(source, at);
    if (odd != at)
        return builder_refuse(builder, (uint32_t)odd,
                              "a line separator (U+0085, U+2028 or U+2029), which YAML readers "
                              "understand differently; remove it",
                              error);
    size_t line = source_find_line(source, at);
    size_t column = source_find_column(source, at);
    const char *better = parser->error != YAML_READER_ERROR ? explain_place(source, at) : NULL;
    if (better != NULL || row != NULL)
        return error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", builder->name, line, column,
                         better != NULL ? better : row->text);
    if (strcmp(parser->problem, "found character that cannot start any token") == 0)
        return error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", builder->name, line, column,
                         explain_token(source->bytes[at]));
    return error_set(error, ERROR_INPUT,
                     "%s:%zu:%zu: not valid YAML: %s; correct it in a text editor", builder->name,
                     line, column, parser->problem);
}
