/* What the files of this floor share: the inside of a workspace and how a file becomes a spec. */
#ifndef IFSPEC_WORKSPACE_INTERNAL_H
#define IFSPEC_WORKSPACE_INTERNAL_H

#include "git/door.h"
#include "store/layout.h"
#include "store/spec_file.h"
#include "workspace/workspace.h"

#include <pthread.h>

/* One name that a spec answers to. */
struct id_record {
    char *folded; /* the order of the index */
    char *text;
    char *path;
    char *title; /* of the spec; "" if it has none */
    bool alias;
};

struct name_list;
struct twin_table;

struct id_index {
    struct id_record *records;
    size_t count;
    size_t capacity;
    bool known;
    struct error fault;       /* not all could be read: that a name is missing says nothing */
    struct twin_table *twins; /* one for each rule that asked: twin.c */
};

struct workspace {
    char *root;    /* absolute, without a final slash; "" outside of a working copy */
    int directory; /* descriptor of the root; -1 outside */
    struct layout *layout;
    pthread_mutex_t forms_lock; /* a form is loaded by whoever reads a spec of it first */
    struct form *checked_form;  /* the last one of workspace_check_form() */
    const char **columns;       /* of the default form, when ifspec.yaml names none */
    struct id_index ids;
    struct name_list *names; /* what a commit knows of them before all are read; NULL */
    const struct git_door *git; /* NULL until something needs Git */
    struct repository *repository;
    bool saves_many; /* versions are flushed together, at the end */
    workspace_progress *progress; /* NULL: nobody listens */
    void *progress_context;
};

void workspace_report(const struct workspace *workspace, const char *what, size_t done, size_t all);

/* Absolute path of the working copy that contains `folder`; owned. NULL with ERROR_ENVIRONMENT. */
char *workspace_find_root(const char *folder, struct error *error) ATTRIBUTE_MUST_CHECK;

/* A path of ours is relative to the root, and the file lies beneath it; or it is absolute, and the
 * file is only read. */
bool workspace_path_is_outside(const char *path);

/* ERROR_INPUT for a path that Git has no part in. */
int workspace_check_inside(const char *path, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Bytes of the file at a path. */
int workspace_read_bytes(struct workspace *workspace, const char *path, struct buffer *out,
                         struct error *error) ATTRIBUTE_MUST_CHECK;

/* Bytes as a spec of `form`; NULL: of the one that they ask for, the default one if they ask for
 * none. `file` may be NULL. */
int workspace_parse(struct workspace *workspace, const char *name, const struct buffer *bytes,
                    const struct form *form, struct spec_file **file, struct spec **spec,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* A repository of one's own, for a thread; to be closed. */
int workspace_open_repository(const char *root, const struct git_door **git,
                              struct repository **repository, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* Git, loaded and opened on first use. */
int workspace_open_git(struct workspace *workspace, struct error *error) ATTRIBUTE_MUST_CHECK;

/* A file as a spec: read and parsed. May be called from several threads. */
int workspace_read_spec(struct workspace *workspace, const char *path, struct spec **spec,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

/* Paths of specs. */
struct spec_paths {
    char **items;
    size_t count;
    size_t capacity;
};
void spec_paths_add(struct spec_paths *list, const char *path);
void spec_paths_done(struct spec_paths *list);

/* All of the working copy, sorted; none outside of one. */
int workspace_list_paths(struct workspace *workspace, struct spec_paths *paths,
                         struct error *error) ATTRIBUTE_MUST_CHECK;
/* A walk whose visitor gets what was prepared of each spec as soon as it was read, on several threads
 * at once; NULL for one that cannot be read. The visitor owns it; what no visitor sees is forgotten. */
struct prepared_walk {
    void *(*prepare)(void *context, const char *path, const struct spec *spec);
    int (*visit)(void *context, const char *path, const struct spec *spec, void *prepared,
                 const struct error *problem);
    void (*forget)(void *prepared);
    void *context;
};
int workspace_walk_prepared(struct workspace *workspace, const struct spec_paths *paths,
                            const struct prepared_walk *work) ATTRIBUTE_MUST_CHECK;
/* workspace_walk() over these paths. */
int workspace_walk_paths(struct workspace *workspace, const struct spec_paths *paths,
                         workspace_visit *visit, void *context) ATTRIBUTE_MUST_CHECK;

/* The names of all specs: read once, or collected by who reads them anyway and then completed.
 * id_index_find() gives the first record that is not before this folded name. */
void id_index_read(struct workspace *workspace);
void id_index_add(struct id_index *index, const char *path, const struct spec *spec);
void id_index_complete(struct id_index *index);
void id_index_done(struct id_index *index);
size_t id_index_find(const struct id_index *index, const char *folded);

/* What a check before a commit knows of the others: workspace_check_world() without reading all of
 * them. It misses a duplicate ID that another program wrote in place into a file since ifspec read it
 * last, and nothing else. */
struct check_world workspace_commit_world(struct workspace *workspace, const char *path);

/* Specs with the same parts in their IDs: whether there is another one at all, and which of them no
 * references lead to (twin_of() of model/check.h). */
bool twin_exists(struct workspace *workspace, const struct form_rule *rule, const char *id,
                 const char *path);
const char *twin_find(struct workspace *workspace, const struct form_rule *rule,
                      const struct spec *spec, const char *path);
/* The same by the names of a list; NULL: by all IDs. */
const char *twin_find_in(struct workspace *workspace, struct name_list *names,
                         const struct form_rule *rule, const struct spec *spec, const char *path);
void twin_tables_free(struct twin_table *tables);

#endif
