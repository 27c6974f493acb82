/* Fuzz target of merging by field. Input: three specifications, base, mine, theirs. What one side
 * changed is kept, what both changed is a question, nothing else moves, and the result is a file. */
#include "fuzz.h"

#include "base/buffer.h"
#include "store/journal.h"
#include "store/spec_file.h"
#include "../../src/workspace/reconcile_internal.h"

#include <stdlib.h>
#include <string.h>

enum { BASE, MINE, THEIRS, PART_COUNT };

struct side {
    struct spec_file *file;
    struct spec *spec;
};

static bool read_side(struct side *side, const struct fuzz_part *part)
{
    struct error error = {0};
    return spec_file_read("fuzz.yaml", part->bytes, part->length, fuzz_form(), &side->file,
                          &side->spec, &error) == 0;
}

static void side_done(struct side *side)
{
    spec_free(side->spec);
    spec_file_free(side->file);
}

/* A value that a field can hold: what does not fit it is shown and never written. */
static bool is_plain(const struct value *value)
{
    bool plain = value->kind != VALUE_RAW;
    for (size_t i = 0; i < value->count && plain; i++)
        plain = is_plain(&value->items[i]);
    return plain;
}

static void add_change(struct reconciliation *out, const struct spec *theirs,
                       const struct field *field, const struct value *base,
                       const struct value *mine)
{
    struct buffer base_bytes = {0};
    struct buffer mine_bytes = {0};
    journal_encode_value(&base_bytes, field, base);
    journal_encode_value(&mine_bytes, field, mine);
    const struct own_change change = {
        .path = field->path,
        .base = buffer_string(&base_bytes),
        .base_length = base_bytes.length,
        .mine = buffer_string(&mine_bytes),
        .mine_length = mine_bytes.length,
    };
    reconciliation_add(out, theirs, &change, false);
    buffer_done(&mine_bytes);
    buffer_done(&base_bytes);
}

static const struct reconcile_item *find_item(const struct reconciliation *merge,
                                              const struct field *field)
{
    for (size_t i = 0; i < merge->count; i++)
        if (merge->items[i].field == field)
            return &merge->items[i];
    return NULL;
}

static void require_merged(const struct reconciliation *merge, const struct spec *merged,
                           const struct spec *theirs, const struct side sides[PART_COUNT],
                           const struct field *field)
{
    const struct value *base = spec_value(sides[BASE].spec, field);
    const struct value *mine = spec_value(sides[MINE].spec, field);
    const struct value *others = spec_value(theirs, field);
    const struct value *now = spec_value(merged, field);
    const struct reconcile_item *item = find_item(merge, field);
    bool i_did = !value_equal(base, mine);
    bool they_did = !value_equal(base, others);
    if (!is_plain(mine) || !is_plain(base) || spec_read_only_reason(theirs, field) != NULL)
        return;
    if (i_did && !value_equal(mine, others))
        fuzz_require(item != NULL, "a change of mine that is not listed");
    if (item != NULL && !item->fits)
        return; /* shown, and left to the reader */
    bool conflict = i_did && they_did && !value_equal(mine, others);
    fuzz_require(conflict == (item != NULL && item->conflict), "a question where it does not belong");
    if (i_did && !conflict)
        fuzz_require(value_equal(now, mine), "my value is lost");
    else
        fuzz_require(value_equal(now, others), "their value is lost");
}

/* The merged spec as the file that it becomes. */
static void require_written(struct side *theirs)
{
    struct buffer bytes = {0};
    struct error error = {0};
    struct side again = {0};
    if (spec_file_write(theirs->file, theirs->spec, &bytes, &error) == 0) {
        const struct fuzz_part part = {.bytes = bytes.bytes, .length = bytes.length};
        fuzz_require(read_side(&again, &part), "a file that cannot be read again");
        for (size_t i = 0; i < fuzz_form()->field_count; i++) {
            const struct field *field = &fuzz_form()->fields[i];
            if (spec_read_only_reason(theirs->spec, field) == NULL)
                fuzz_require_equal(field, spec_value(again.spec, field),
                                   spec_value(theirs->spec, field));
        }
    } else {
        fuzz_require(error.kind == ERROR_REFUSED || error.kind == ERROR_INPUT,
                     "not written for no reason");
    }
    side_done(&again);
    buffer_done(&bytes);
}

/* Takes the file of `theirs` to be written; compares against a copy of what it was. */
static void merge(struct side sides[PART_COUNT])
{
    const struct form *form = fuzz_form();
    struct reconciliation result = {0};
    struct spec *theirs = spec_copy(sides[THEIRS].spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        const struct value *base = spec_value(sides[BASE].spec, field);
        const struct value *mine = spec_value(sides[MINE].spec, field);
        if (!value_equal(base, mine) && is_plain(base) && is_plain(mine))
            add_change(&result, theirs, field, base, mine);
    }
    reconciliation_apply(&result, sides[THEIRS].spec);
    for (size_t i = 0; i < form->field_count; i++)
        require_merged(&result, sides[THEIRS].spec, theirs, sides, &form->fields[i]);
    require_written(&sides[THEIRS]);
    reconciliation_done(&result);
    spec_free(theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct fuzz_part parts[PART_COUNT] = {0};
    struct side sides[PART_COUNT] = {0};
    fuzz_cut(bytes, length, parts, PART_COUNT);
    bool readable = true;
    for (size_t i = 0; i < PART_COUNT; i++)
        readable = read_side(&sides[i], &parts[i]) && readable;
    if (readable)
        merge(sides);
    for (size_t i = 0; i < PART_COUNT; i++)
        side_done(&sides[i]);
    fuzz_parts_done(parts, PART_COUNT);
    return 0;
}
