/* An edit: splices on the bytes of a tree, and what the tree must be afterwards. One function for
 * each kind of edit of yaml.md section 2; none of them changes anything, see document.c. */
#ifndef IFSPEC_YAML_EDIT_INTERNAL_H
#define IFSPEC_YAML_EDIT_INTERNAL_H

#include "base/buffer.h"
#include "base/error.h"
#include "habits_internal.h"
#include "scalar_internal.h"
#include "tree_internal.h"
#include "yaml/content.h"

enum { SPLICE_LIMIT = 8 };

struct splice {
    size_t begin, end;   /* bytes that go */
    size_t text, length; /* what comes: a piece of edit.text */
};

enum change_kind {
    CHANGE_REPLACE, /* `node` becomes `content` */
    CHANGE_INSERT,  /* `node`, a collection, gets `content` (under `key`), `inserted` entries of it,
                     * before `position` */
    CHANGE_REMOVE,  /* `node` loses the entry at `position` */
    CHANGE_MOVE,    /* in `node` the entry at `position` goes to `target` */
    CHANGE_CREATE,  /* a file without a document gets one: the map of `key` to `content` */
};

/* How the rows of the list that gets a new one are written. */
enum flow_rows {
    FLOW_ROWS_UNKNOWN,
    FLOW_ROWS_ALL,
    FLOW_ROWS_NONE,
};

struct edit {
    const struct tree *tree;
    const struct section *section;
    struct habits habits;
    enum flow_rows flow_rows;
    struct splice splices[SPLICE_LIMIT];
    size_t count;
    struct buffer text;

    enum change_kind change;
    uint32_t node;
    size_t position, target, inserted;
    const char *key;
    const struct content *content;
    bool drops_comments; /* those inside removed bytes go */
};

void edit_init(struct edit *edit, const struct tree *tree, const struct section *section);
void edit_done(struct edit *edit);

/* Begin a splice; what is appended to edit->text from here on replaces [begin, end). */
void edit_splice(struct edit *edit, size_t begin, size_t end);

/* A splice with a ready text. */
void edit_replace_bytes(struct edit *edit, size_t begin, size_t end, const char *text);

/* The bytes after the edit; owned. */
char *edit_apply(const struct edit *edit, size_t *length);

/* Refuse with a reason that begins with a place in the file. Returns -1. */
int edit_refuse(const struct edit *edit, size_t at, struct error *error, const char *reason);

/* ── kinds of edits ── */

int edit_set(struct edit *edit, uint32_t node, const struct content *content, struct error *error);
int edit_insert(struct edit *edit, uint32_t collection, size_t position, const char *key,
                const struct content *content, struct error *error);
void edit_create(struct edit *edit, const char *key, const struct content *content);
int edit_remove(struct edit *edit, uint32_t collection, size_t position, struct error *error);
int edit_move(struct edit *edit, uint32_t collection, size_t from, size_t to, struct error *error);

/* Insert `count` entries before `position`, not the first, of a block sequence at once. */
int edit_insert_rows(struct edit *edit, uint32_t sequence, size_t position,
                     const struct content *items, size_t count,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* Their parts for [ ] and { }. */
void edit_insert_flow(struct edit *edit, uint32_t collection, size_t position, const char *key,
                      const struct content *content);
void edit_remove_flow(struct edit *edit, uint32_t collection, size_t position);
void edit_move_flow(struct edit *edit, uint32_t collection, size_t from, size_t to);

/* ── lines of block entries: what belongs to an entry (yaml.md section 2, comments) ── */

/* Whether only blanks stand before the entry on its line. */
bool lines_entry_is_first(const struct tree *tree, const struct entry *entry);

/* First byte of the first comment that belongs to the entry from above, else of the entry. */
size_t lines_find_head(const struct tree *tree, const struct node *collection, size_t position);

/* End of the entry's last line or of the deeper comments behind it, before the line break. */
size_t lines_find_tail(const struct tree *tree, const struct node *collection, size_t position);

/* The innermost last value of a node: what its last line belongs to. */
uint32_t lines_find_last(const struct tree *tree, uint32_t node);

/* Whether the blank lines behind the node are part of its text (|+). */
bool lines_keeps_blanks(const struct tree *tree, uint32_t node);

/* Whether a block scalar ends the node at the end of a file without final newline. */
bool lines_is_open(const struct tree *tree, uint32_t node);

/* Behind a node without content or with: where `: v` or ` v` would go. */
size_t lines_find_value_place(const struct tree *tree, uint32_t node);

/* Whether lines behind `at` would become text of a block scalar of this indentation. */
bool lines_are_hostile(const struct source *source, size_t at, size_t indent);

/* ── block scalars ── */

struct block_shape {
    size_t header_end;  /* behind the indicators */
    size_t header_line; /* end of the header's line, before the break */
    size_t body_begin;  /* first byte of the first line, valid if has_body */
    bool has_body;
    size_t indent;
    size_t base; /* column that a digit counts from */
    char chomp;  /* '+', '-' or 0 */
};

struct block_shape block_shape_find(const struct tree *tree, uint32_t node);

/* Characters of the longest line of its body, at least 80: what its folded lines may have. */
size_t block_find_width(const struct source *source, const struct block_shape *shape,
                        size_t end) ATTRIBUTE_PURE;

/* Append the new lines, each behind its line break, with the bytes of the lines that stay. */
void block_write_lines(struct buffer *out, const struct tree *tree, uint32_t node,
                       enum tree_style style, const char *text, size_t length,
                       const struct scalar_place *place);

/* ── new text ── */

struct writer {
    struct edit *edit;
    struct buffer *out;
    const char *newline;
    size_t follower; /* offset of the line end behind which the text will stand */
    bool one_line;   /* the last text must not be a block scalar */
    bool open;       /* the last thing written is a block scalar that needs a line end */
};

/* Write what stands behind `key:` or `-`, with the blank or line break before it. `column` is
 * that of the enclosing block collection. `last`: nothing of ours follows. */
void write_value(struct writer *writer, const struct content *content, size_t column, bool in_list,
                 bool last);
/* The entries of a list or map from `column` on, the first of them on a new line or right here. */
void write_block(struct writer *writer, const struct content *content, size_t column,
                 bool on_next_line);
void write_key(struct writer *writer, const char *key);
void write_flow(struct writer *writer, const struct content *content);

/* Whether the content may stand on one line as [a] or {k: v}, and is wanted so here. */
bool write_prefers_flow(const struct edit *edit, const struct content *content, bool row);

/* ── verification ── */

/* Whether the node reads as the content says. */
bool content_equals(const struct node *node, const struct content *content);

/* The result must be the old tree with exactly the intended change. */
int edit_verify(const struct edit *edit, const struct tree *result,
                struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
