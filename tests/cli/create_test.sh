# init and new: where specifications come from.
. "$SOURCE/tests/cli/lib.sh"

makes_a_repository() {
    run 0 init
    prints "Wrote .git" "Wrote ifspec.yaml" "Wrote interfaces/.gitkeep" "Wrote .gitattributes" \
        "Nothing is committed: \`git add -A\` stages these. \`ifspec new\` starts a specification"
    git rev-parse --git-dir >/dev/null
    [ -z "$(git diff --cached --name-only)" ]
    run 0 list
    run 0 init
    prints "Nothing to do: this is a specification repository already"
}
check "init makes a repository and is idempotent" makes_a_repository

makes_a_folder() {
    run 0 init one
    [ -f one/ifspec.yaml ]
    run 2 init one/inside
    holds err "lies inside the working copy"
    [ ! -e one/inside ]
    run 3 init no/such/parent
    : >file
    run 3 init file
    run 2 init a b
}
check "init makes a folder, but no repository in a repository" makes_a_folder

configures_textconv() {
    mkdir bin
    ln -s "$IFSPEC" bin/ifspec
    PATH="$PWD/bin:$PATH"
    export PATH
    run 0 init repository
    [ "$(git -C repository config diff.ifspec.textconv)" = "ifspec textconv" ]
    cd repository
    new_repository APP-A-B-C-V1
    git config diff.ifspec.textconv "'$IFSPEC' textconv"
    "$IFSPEC" set APP overview.data_volume=Low >/dev/null
    git diff >difference
    holds difference "+  Data Volume             Low"
    git config diff.ifspec.textconv other
    run 0 init
    [ "$(git config diff.ifspec.textconv)" = other ]
}
check "init lets git diff show specifications as text" configures_textconv

keeps_what_is_there() {
    git init -q .
    echo "*.txt text" >.gitattributes
    mkdir interfaces && echo x >interfaces/file
    echo "specs: interfaces" >ifspec.yaml
    run 0 init
    [ "$(grep ^Wrote out)" = "Wrote .gitattributes" ]
    holds .gitattributes "*.txt text"
    holds .gitattributes "diff=ifspec"
    [ "$(cat ifspec.yaml)" = "specs: interfaces" ]
}
check "init keeps what is there" keeps_what_is_there

copies_a_form() {
    run 0 init --form decision-record
    [ -f forms/decision-record.yaml ]
    holds ifspec.yaml "form: decision-record"
    run 0 new ADR-0001 --no-edit
    holds "$(find interfaces -name ADR-0001.yaml)" "form: decision-record"
    run 2 init --form no-such-form
}
check "init --form copies a form and makes it the default" copies_a_form

writes_a_new_spec() {
    new_repository
    run 0 new APP-S4-SF-CUSTOMER-V3 --no-edit --set overview.data_volume=Low \
        --set overview.legacy_ids+=ONE
    prints "Created interfaces/APP/APP-S4-SF-CUSTOMER-V3.yaml"
    cat >wanted.yaml <<'YAML'
form: integration-interface
lifecycle:
  status: Draft
  created: 2025-05-01
overview:
  smart_id: APP-S4-SF-CUSTOMER-V3
  legacy_ids: [ONE]
  data_volume: Low
  version: V3
YAML
    diff wanted.yaml interfaces/APP/APP-S4-SF-CUSTOMER-V3.yaml
}
check "new writes form, ID, defaults, and the version of the ID" writes_a_new_spec

takes_the_id_from_an_answer() {
    new_repository
    run 0 new --no-edit --set overview.smart_id=APP-A-B-C-V1
    prints "Created interfaces/APP/APP-A-B-C-V1.yaml"
    run 2 new --no-edit
    holds err "needs an ID"
}
check "new takes the ID from --set, and needs one" takes_the_id_from_an_answer

refuses_bad_ids() {
    new_repository APP-A-B-C-V1
    run 2 new APP-A-B-C-V1 --no-edit
    complains "ifspec: APP-A-B-C-V1 exists already: interfaces/APP/APP-A-B-C-V1.yaml"
    run 2 new app-a-b-c-v1 --no-edit
    for id in ../../etc/passwd /etc/passwd .git CON APP-A-B .. a/b "a b" '' -x; do
        run 2 new --no-edit -- "$id"
    done
    [ "$(find . -name '*.yaml' ! -path './.git/*' | wc -l)" -eq 2 ]
}
check "a malformed or existing ID is status 2 and nothing is written" refuses_bad_ids

begins_with_another_spec() {
    new_repository
    run 0 new APP-A-B-C-V1 --no-edit --set overview.data_volume=Low \
        --set 'overview.artefacts+=API Proxy | P | proxy' --set lifecycle.status=Active \
        --set overview.legacy_ids=OLD --set 'lifecycle.changes+=2025-01-01 | Go-live' \
        --set lifecycle.created=2024-01-01
    "$IFSPEC" question APP-A-B-C-V1 design.direction "Which?" >/dev/null
    run 0 new APP-A-B-C-V2 --no-edit --from APP-A-B-C-V1
    run 0 get APP-A-B-C-V2 overview.artefacts && prints "API Proxy | P | proxy"
    run 0 get APP-A-B-C-V2 overview.data_volume && prints Low
    run 0 get APP-A-B-C-V2 overview.version && prints V2
    run 0 get APP-A-B-C-V2 lifecycle.status && prints Draft
    run 0 get APP-A-B-C-V2 lifecycle.created && prints 2025-05-01
    run 1 get APP-A-B-C-V2 overview.legacy_ids
    run 1 get APP-A-B-C-V2 lifecycle.changes
    lacks interfaces/APP/APP-A-B-C-V2.yaml "questions"
    run 2 new APP-A-B-C-V3 --no-edit --from NOTHING
    run 2 new APP-A-B-C-V3 --no-edit --from APP-A-B-C-V1 --form decision-record
}
check "new --from copies the answers but the identity, status, dates and questions" \
    begins_with_another_spec

uses_another_form() {
    new_repository
    run 0 new ADR-0001 --no-edit --form decision-record --set decision.title="A title"
    holds "$(find interfaces -name ADR-0001.yaml)" "form: decision-record"
    run 2 new ADR-0002 --no-edit --form no-such-form
    holds err "no-such-form"
}
check "new --form answers another form" uses_another_form

lists_forms() {
    run 0 form list
    holds out "integration-interface "
    holds out "decision-record"
    run 0 form show integration-interface
    holds out "overview.data_volume"
    holds out "needed from Approved"
    run 2 form show
    run 2 form show no-such-form
    run 2 form frobnicate
    run 0 form check
    prints
}
check "form lists, shows and checks the shipped forms anywhere" lists_forms

finds_errors_in_forms() {
    cat >broken.yaml <<'YAML'
form: broken
title: Broken
identity: {id: a.id}
sections:
  - id: a
    title: A
    fields:
      - {id: id, label: ID, type: txt}
      - {id: id, label: ID, type: text, colour: red}
YAML
    run 1 form check broken.yaml
    holds out "broken.yaml:8:"
    holds out "broken.yaml:9:"
    holds out ": error: "
    run 2 form show broken.yaml
    run 2 form check nothing.yaml
    run 2 form check nothing
    mkdir repository
    cd repository
    new_repository
    mkdir forms
    cp ../broken.yaml forms
    run 1 form check
    holds out "forms/broken.yaml:8:"
    run 2 new X --no-edit --form broken
}
check "form check names every error with its line" finds_errors_in_forms

done_testing
